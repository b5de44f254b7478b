#include "tools/parley/outline.h"

namespace parley::cli {

namespace {

using Kind = OutlineNode::Kind;

class OutlineBuilder {
public:
    explicit OutlineBuilder(const ProjectBuild& build)
        : rules_(build.compilation.rules), catalog_(build.compilation.catalog), sources_(build.project.sources) {}

    Outline build() {
        Outline out;
        out.name = rules_.name;
        for (const check::Rule& rule : rules_.rules) out.rules.push_back(rule_node(rule));
        for (const check::NamedCondition& named : rules_.named) {
            OutlineNode node;
            node.kind = Kind::definition;
            node.text = "condition " + named.name;
            node.place = place(named.name_span);
            node.tests.push_back(condition_node(named.body));
            out.definitions.push_back(std::move(node));
        }
        return out;
    }

private:
    OutlineNode rule_node(const check::Rule& rule) {
        OutlineNode node;
        node.kind = Kind::rule;
        node.text = rule.name;
        node.description = rule.description;
        node.place = place(rule.name_span);
        node.disabled = rule.disabled;
        for (const catalog::EventId event : rule.events) node.events.push_back(catalog_.events[event].id);
        node.children = block_nodes(rule.block);
        return node;
    }

    std::vector<OutlineNode> block_nodes(check::BlockId block) {
        std::vector<OutlineNode> out;
        for (const check::Step& step : rules_.blocks[block].steps) {
            if (step.kind == check::Step::Kind::action) {
                OutlineNode node;
                node.kind = Kind::action;
                node.text = source(step.span);
                node.place = place(step.span);
                out.push_back(std::move(node));
                continue;
            }
            for (std::size_t i = 0; i < step.branches.size(); ++i) out.push_back(branch_node(step.branches[i], i == 0));
        }
        return out;
    }

    OutlineNode branch_node(const check::Branch& branch, bool first) {
        OutlineNode node;
        node.kind = Kind::branch;
        node.text = branch.condition == check::none ? "else" : (first ? "if" : "else if");
        node.path = branch.path;
        node.place = place(branch.head_span);
        if (branch.condition != check::none) node.tests.push_back(condition_node(branch.condition));
        node.children = block_nodes(branch.block);
        return node;
    }

    OutlineNode condition_node(check::ConditionId id) {
        const check::Condition& condition = rules_.conditions[id];
        OutlineNode node;
        node.place = place(condition.span);
        if (condition.kind == check::Condition::Kind::test || condition.kind == check::Condition::Kind::named) {
            node.text = source(condition.span);
            return node;
        }
        node.kind = Kind::group;
        const bool all = condition.kind == check::Condition::Kind::all;
        node.text = all ? "all" : (condition.negated ? "none" : "any");
        for (const check::ConditionId child : condition.children) node.tests.push_back(condition_node(child));
        return node;
    }

    // As written, on one line.
    std::string source(source::Span span) const {
        std::string out;
        for (const char c : sources_.text(span)) {
            const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            if (!blank)
                out += c;
            else if (!out.empty() && out.back() != ' ')
                out += ' ';
        }
        return out;
    }

    std::string place(source::Span span) const {
        return sources_.file(span.file).name() + ":" + std::to_string(sources_.position(span).line);
    }

    const check::CheckedRules& rules_;
    const catalog::Catalog& catalog_;
    const source::SourceSet& sources_;
};

class RowLister {
public:
    std::vector<OutlineRow> list(const OutlineNode& top) {
        if (top.kind == Kind::definition) {
            add(top, top.text + " = " + head(top), 1, 0, true);
            if (!top.tests.empty()) list_tests(top.tests[0].tests, 1, 1);
            return std::move(rows_);
        }
        add(top, (top.disabled ? "disabled rule \"" : "rule \"") + top.text + "\"  on " + event_list(top), 1, 0, true);
        list_steps(top, 1);
        return std::move(rows_);
    }

private:
    void add(const OutlineNode& node, std::string text, std::size_t depth, std::size_t indent, bool opens) {
        rows_.push_back({&node, shown(text, 400), depth, indent, opens});
    }

    // A single test stands beside its `if`, a group's tests below it.
    static std::string head(const OutlineNode& node) { return node.tests.empty() ? "" : node.tests[0].text; }

    void list_steps(const OutlineNode& scope, std::size_t depth) {
        if (scope.children.empty()) add(scope, "(nothing; the rule is complete)", depth, 1, false);
        for (const OutlineNode& step : scope.children) {
            if (step.kind == Kind::action) {
                add(step, step.text, depth, 1, false);
                continue;
            }
            add(step, step.text + (step.tests.empty() ? "" : " " + head(step)), depth + 1, 0, true);
            if (!step.tests.empty()) list_tests(step.tests[0].tests, depth + 1, 2);
            list_steps(step, depth + 1);
        }
    }

    void list_tests(const std::vector<OutlineNode>& tests, std::size_t depth, std::size_t indent) {
        for (const OutlineNode& test : tests) {
            add(test, test.text, depth, indent, false);
            list_tests(test.tests, depth, indent + 1);
        }
    }

    std::vector<OutlineRow> rows_;
};

Json to_json(const OutlineNode& node) {
    Json out;
    switch (node.kind) {
        case Kind::rule:
            out = {{"rule", node.text},
                   {"description", node.description},
                   {"disabled", node.disabled},
                   {"events", node.events}};
            break;
        case Kind::definition:
            out = {{"condition", node.text.substr(node.text.find(' ') + 1)}};
            break;
        case Kind::action:
            out = {{"action", node.text}};
            break;
        case Kind::branch:
            out = {{"branch", node.path}, {"kind", node.text}};
            break;
        case Kind::group:
            out = {{"group", node.text}};
            break;
        case Kind::test:
            out = {{"test", node.text}};
            break;
    }
    out["at"] = node.place;
    const bool is_group = node.kind == Kind::group;
    if (is_group || !node.tests.empty()) {
        Json& tests = is_group ? (out["tests"] = Json::array()) : out["if"];
        for (const OutlineNode& test : node.tests) {
            if (is_group)
                tests.push_back(to_json(test));
            else
                tests = to_json(test);
        }
    }
    if (node.kind == Kind::rule || node.kind == Kind::branch) {
        out["steps"] = Json::array();
        for (const OutlineNode& child : node.children) out["steps"].push_back(to_json(child));
    }
    return out;
}

}  // namespace

Outline outline_of(const ProjectBuild& build) {
    return OutlineBuilder(build).build();
}

std::vector<OutlineRow> rows_of(const OutlineNode& top) {
    return RowLister().list(top);
}

std::string event_list(const OutlineNode& rule) {
    std::string out;
    for (const std::string& event : rule.events) out += (out.empty() ? "" : ", ") + event;
    return out;
}

Json draw_json(const Outline& outline) {
    Json out = document();
    out["ruleset"] = outline.name;
    out["rules"] = Json::array();
    for (const OutlineNode& rule : outline.rules) out["rules"].push_back(to_json(rule));
    out["conditions"] = Json::array();
    for (const OutlineNode& definition : outline.definitions) out["conditions"].push_back(to_json(definition));
    return out;
}

}  // namespace parley::cli
