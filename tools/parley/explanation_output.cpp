#include "tools/parley/explanation.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

namespace {

Json to_json(const ExplainedTest& test) {
    Json out = {{"text", test.text}, {"line", test.line}, {"result", test.result}};
    out["seen"] = Json::array();
    for (const SeenValue& seen : test.seen) out["seen"].push_back({{"name", seen.name}, {"value", seen.value}});
    if (test.remembered) out["remembered"] = true;
    if (!test.inside.empty()) {
        out["inside"] = Json::array();
        for (const ExplainedTest& inner : test.inside) out["inside"].push_back(to_json(inner));
    }
    return out;
}

std::string values_in_words(const ExplainedTest& test) {
    std::string out;
    for (const SeenValue& seen : test.seen)
        out += (out.empty() ? "" : ", ") + seen.name + (seen.value == "no value" ? " had " : " was ") + seen.value;
    if (test.remembered) out = "as found before";
    return out.empty() ? out : "  (" + out + ")";
}

void add_tests(const std::vector<ExplainedTest>& tests, std::size_t indent, std::string& out) {
    for (const ExplainedTest& test : tests) {
        out += std::string(indent, ' ') + (test.result ? "yes  " : "no   ") + test.text + values_in_words(test) + "\n";
        add_tests(test.inside, indent + 5, out);
    }
}

std::size_t depth_of(const std::string& path) {
    std::size_t depth = 0;
    for (const char c : path) depth += c == '.';
    return depth;
}

void add_branch(const ExplainedBranch& branch, std::string& out) {
    const std::string indent(2 + 4 * depth_of(branch.path), ' ');
    const std::string what =
        (branch.is_else ? "Else, branch " : "Branch ") + branch.path + " (line " + std::to_string(branch.line) + ")";
    out += indent + what + (branch.taken ? " is taken" : " is not taken") + (branch.tests.empty() ? "." : ":") + "\n";
    add_tests(branch.tests, indent.size() + 4, out);
    for (const std::string& action : branch.actions) out += indent + "  It does: " + action + "\n";
}

}  // namespace

Json to_json(const ExplainedRule& rule) {
    Json out = {{"rule", rule.name}, {"at", rule.place}, {"event", rule.event}, {"actions", rule.actions}};
    out["branches"] = Json::array();
    for (const ExplainedBranch& branch : rule.branches) {
        Json one = {{"branch", branch.path}, {"else", branch.is_else}, {"line", branch.line}, {"taken", branch.taken}};
        one["tests"] = Json::array();
        for (const ExplainedTest& test : branch.tests) one["tests"].push_back(to_json(test));
        one["actions"] = branch.actions;
        out["branches"].push_back(std::move(one));
    }
    out["branches_not_reached"] = rule.not_reached;
    out["does_nothing"] = rule.does_nothing;
    out["stopped_by"] = rule.stopped_by ? to_json(*rule.stopped_by) : Json();
    return out;
}

std::string to_words(const ExplainedRule& rule) {
    std::string out = "Rule \"" + rule.name + "\" (" + rule.place + ") fires for " + rule.event + ".\n";
    for (const std::string& action : rule.actions) out += "  It does: " + action + "\n";
    for (const ExplainedBranch& branch : rule.branches) add_branch(branch, out);
    if (rule.not_reached != 0)
        out += "  " + std::to_string(rule.not_reached) +
               (rule.not_reached == 1 ? " further branch was" : " further branches were") + " not looked at.\n";
    if (!rule.does_nothing) return out;
    if (rule.stopped_by) {
        out += "  It does nothing: the first condition that stopped it is in line " +
               std::to_string(rule.stopped_by->line) + ",\n    " + rule.stopped_by->text +
               (rule.stopped_by->result ? "\n    which was true" : "\n    which was not true") +
               values_in_words(*rule.stopped_by) + ".\n";
    } else {
        out += "  It does nothing: there is nothing to do where it came to.\n";
    }
    return out;
}

}  // namespace parley::cli
