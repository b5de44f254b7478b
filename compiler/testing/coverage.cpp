#include "compiler/testing/testing.h"
#include "runtime/bytecode/opcode.h"

namespace parley::testing {

namespace {

using bytecode::Artifact;
using bytecode::DebugRecord;

class ItemLister {
public:
    ItemLister(const Artifact& artifact, const Coverage& coverage) : artifact_(artifact), coverage_(coverage) {}

    std::vector<CoverageItem> list() {
        for (std::uint32_t i = 0; i < artifact_.rules().size(); ++i) {
            if (artifact_.rules()[i].disabled == 0) add_rule(i);
        }
        for (const bytecode::ConditionRecord& condition : artifact_.conditions())
            add_conditions(condition.entry, condition.end);
        return std::move(items_);
    }

private:
    void add(std::string kind, std::string name, std::uint32_t file, std::uint32_t line, std::string missing) {
        items_.push_back({std::move(kind), std::move(name), std::string(artifact_.string(artifact_.files()[file].name)),
                          line, missing.empty(), std::move(missing)});
    }

    void add_rule(std::uint32_t index) {
        const bytecode::RuleRecord& rule = artifact_.rules()[index];
        const std::string name(artifact_.string(rule.name));
        add("rule", name, rule.file, rule.line, coverage_.rules[index] != 0 ? "" : "never fired");
        for (std::uint32_t i = rule.first_branch; i < rule.first_branch + rule.branch_count; ++i) {
            const bytecode::BranchRecord& branch = artifact_.branches()[i];
            add("branch", name + " branch " + std::string(artifact_.string(branch.path)), branch.file, branch.line,
                coverage_.branches[i] != 0 ? "" : "never taken");
        }
        add_conditions(rule.entry, rule.end);
    }

    // One condition as written may be several instructions in a row (`changed from … to …`); the last decides what is
    // true, each of them may make it false.
    void add_conditions(std::uint32_t entry, std::uint32_t end) {
        for (std::uint32_t i = entry; i < end; ++i) {
            if (!is_test(i)) continue;
            std::uint64_t never_held = coverage_.false_tests[i];
            while (i + 1 < end && is_test(i + 1) && same_place(artifact_.debug()[i], artifact_.debug()[i + 1]))
                never_held += coverage_.false_tests[++i];
            const DebugRecord& debug = artifact_.debug()[i];
            const std::string_view text = artifact_.string(artifact_.files()[debug.file].text);
            add("condition", one_line(text.substr(debug.begin, debug.end - debug.begin)), debug.file, debug.line,
                missing(coverage_.true_tests[i] != 0, never_held != 0));
        }
    }

    bool is_test(std::uint32_t instruction) const {
        return bytecode::find_opcode(artifact_.code()[instruction].opcode)->jumps == bytecode::Jumps::test;
    }
    static bool same_place(const DebugRecord& a, const DebugRecord& b) {
        return a.file == b.file && a.begin == b.begin && a.end == b.end;
    }
    static std::string missing(bool held, bool failed) {
        if (held && failed) return {};
        if (held) return "never false";
        return failed ? "never true" : "never tested";
    }
    static std::string one_line(std::string_view text) {
        std::string out;
        for (const char c : text) {
            const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            if (!blank)
                out += c;
            else if (!out.empty() && out.back() != ' ')
                out += ' ';
        }
        return out;
    }

    const Artifact& artifact_;
    const Coverage& coverage_;
    std::vector<CoverageItem> items_;
};

}  // namespace

void Coverage::resize(const Artifact& artifact) {
    rules.assign(artifact.rules().size(), 0);
    branches.assign(artifact.branches().size(), 0);
    true_tests.assign(artifact.code().size(), 0);
    false_tests.assign(artifact.code().size(), 0);
}

void Coverage::add(const vm::Trace& trace) {
    for (const vm::TraceStep& step : trace) {
        switch (step.kind) {
            case vm::TraceStep::Kind::rule:
                ++rules[step.index];
                break;
            case vm::TraceStep::Kind::branch:
                ++branches[step.index];
                break;
            case vm::TraceStep::Kind::test:
                ++(step.result ? true_tests : false_tests)[step.index];
                break;
            default:
                break;
        }
    }
}

std::vector<CoverageItem> coverage_items(const Artifact& artifact, const Coverage& coverage) {
    return ItemLister(artifact, coverage).list();
}

}  // namespace parley::testing
