#include "tests/compiler/analysis/witness.h"

#include <algorithm>
#include <vector>

#include "compiler/analysis/wording.h"
#include "doctest/doctest.h"
#include "runtime/value/calendar.h"

namespace parley::analysis_tests {
namespace {

using namespace analysis;
using diagnostics::Code;

bool run_block(const Prepared& prepared, check::BlockId id, const Assignment& values, Run& run) {
    Steps steps(1'000'000);
    for (const check::Step& step : prepared.rules().blocks[id].steps) {
        if (step.kind == check::Step::Kind::action) run.actions.insert(step.action.span.begin);
        for (const check::Branch& branch : step.branches) {
            if (branch.condition != check::none && !evaluate(prepared, {branch.condition, true, 0}, values, steps))
                continue;
            run.branches.insert(branch.head_span.begin);
            run_block(prepared, branch.block, values, run);
            return true;
        }
    }
    return false;
}

// At the commas that are in no text and no list.
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') {
            parts.back() += c;
            parts.back() += text[++i];
            continue;
        }
        if (c == '"') quoted = !quoted;
        if (!quoted) depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (!quoted && depth == 0 && text.compare(i, 2, ", ") == 0) {
            parts.emplace_back();
            ++i;
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

// `field = value` as the test that only this value makes true; of an instant not even that may stand behind `is`.
std::string test_of(const catalog::Catalog& catalog, const std::string& name, const std::string& value) {
    constexpr std::string_view before = " before the event";
    const bool former = name.ends_with(before);
    const std::string path = former ? name.substr(0, name.size() - before.size()) : name;
    const catalog::Field& field = catalog.fields[*catalog.find_field(path.substr(0, path.find('(')))];
    if (field.type.list) return path + " contains all of " + value;
    if (former) return path + " was " + value;
    return path + (field.type.kind == value::Kind::instant ? " between " + value + " and " + value : " is " + value);
}

class Claims {
public:
    Claims(const Source& source, const diagnostics::Diagnostic& finding)
        : source_(source), prepared_(source.rules, source.catalog), values_(prepared_), finding_(finding) {
        for (const diagnostics::Label& label : finding.labels) {
            const source::Span all = finding.primary.span;
            if (label.span.begin >= all.begin && label.span.end <= all.end) inside_ = true;
            tests_.push_back(label.span);
        }
        if (!inside_) tests_.push_back(finding.primary.span);
        for (const check::Rule& rule : source.rules.rules) {
            if (rule.span.begin <= finding.primary.span.begin) events_ = {rule.events.front(), rule.events.front()};
        }
    }

    bool hold(const std::string& note) {
        values_.reset(events_);
        const std::size_t taken = note.find(" is taken by line ");
        if (taken != std::string::npos) return read(note.substr(0, taken)) && is_taken(note.substr(taken + 18));
        for (const bool truth : {true, false}) {
            for (const std::string verb : {" is ", " are "}) {
                const std::string end = verb + (truth ? "true" : "false");
                const std::size_t at = std::min(note.find(end + " with "), note.find(end + " for "));
                if (at == std::string::npos) continue;
                const std::string values = note.substr(at + end.size());
                return read(values.substr(values.find("with ") == 1 ? 6 : 5)) && holds(note.substr(0, at), truth);
            }
        }
        return false;
    }

private:
    bool read(const std::string& text) {
        if (text != "a conversation without any of these values") read_values(prepared_, text, pool_, values_);
        return true;
    }

    bool is_taken(const std::string& line) {
        const check::ConditionId asked = condition_at(finding_.primary.span);
        if (asked != check::none && !evaluates(asked)) return false;
        const Run run = run_all(prepared_, values_);
        return std::ranges::any_of(run.branches, [&](std::uint32_t head) {
            return std::to_string(source_.sources.file(source_.file).position(head).line) == line;
        });
    }

    bool holds(const std::string& claim, bool truth) {
        if (claim == "it") return evaluates(condition_at(finding_.primary.span)) == truth;
        const bool none = claim == "neither" || claim == "none of them";
        if (none || claim == "both" || claim == "all of them") {
            return std::ranges::all_of(tests_, [&](source::Span span) { return at(span) == (none ? !truth : truth); });
        }
        if (!claim.starts_with("only ")) return false;
        std::size_t named = 0;
        const bool as_claimed = std::ranges::all_of(tests_, [&](source::Span span) {
            const bool is_named = claim.find(quote_source(source_.sources, span)) != std::string::npos;
            named += is_named ? 1 : 0;
            return at(span) == (is_named ? truth : !truth);
        });
        return as_claimed && named != 0;
    }

    bool at(source::Span span) { return evaluates(condition_at(span)); }

    bool evaluates(check::ConditionId id) {
        Steps steps(1'000'000);
        return evaluate(prepared_, {id, true, 0}, values_, steps);
    }

    check::ConditionId condition_at(source::Span span) const {
        for (check::ConditionId id = 0; id < source_.rules.conditions.size(); ++id) {
            if (source_.rules.conditions[id].span == span) return id;
        }
        return check::none;
    }

    const Source& source_;
    const Prepared prepared_;
    ValuePool pool_;
    Assignment values_;
    const diagnostics::Diagnostic& finding_;
    std::vector<source::Span> tests_;  // that the finding speaks of
    bool inside_ = false;
    Events events_{};
};

}  // namespace

Run run_all(const Prepared& prepared, const Assignment& values) {
    Run run;
    for (const check::Rule& rule : prepared.rules().rules) run_block(prepared, rule.block, values, run);
    return run;
}

void read_values(const Prepared& prepared, const std::string& text, ValuePool& pool, Assignment& values) {
    std::string tests;
    for (const std::string& one : split(text)) {
        const std::size_t is = one.find(" = ");
        if (is == std::string::npos) continue;
        const std::string name = one.substr(0, is), value = one.substr(is + 3);
        if (name == "context.event") {
            const catalog::EventId event = *prepared.catalog().find_event(value);
            values.reset({event, event});
        } else if (name == "time.now") {
            values.set_now(*value::parse_instant(value.substr(0, value.find(' '))));
        } else {
            tests += test_of(prepared.catalog(), name, value) + "\n";
        }
    }
    if (tests.empty()) return;
    const Source source("rule \"W\" on starting { if all { " + tests + "} { hold } }");
    for (const check::Condition& condition : source.rules.conditions) {
        if (condition.kind != check::Condition::Kind::test) continue;
        const VariableId variable = prepared.find_variable(condition.test.subject);
        REQUIRE(variable != nothing);
        const value::Type type = prepared.variable(variable).type;
        std::vector<value::Value> items;
        for (const check::Scalar& scalar : condition.test.first.scalars)
            items.push_back(pool.scalar(type.kind, scalar));
        values.set(variable, type.list ? pool.list(items) : items.front());
    }
}

Examples examples_of(const Source& source) {
    Examples examples;
    for (const diagnostics::Diagnostic& finding : source.diagnostics.all()) {
        const bool promised = finding.code == Code::always_true || finding.code == Code::always_false ||
                              finding.code == Code::branch_never_taken || finding.code == Code::negative_test_of_absent;
        if (!promised) continue;
        const std::string head = "for example, ";
        int shown = 0;
        for (const std::string& note : finding.notes) {
            if (!note.starts_with(head)) continue;
            ++shown;
            if (!Claims(source, finding).hold(note.substr(head.size())))
                examples.wrong += finding.message + ": " + note + "\n";
        }
        const bool says_so =
            std::ranges::find(finding.notes, "no example could be made up for the pattern") != finding.notes.end();
        examples.without_text += says_so ? 1 : 0;
        if (shown == 0 && !says_so) examples.without += finding.message + "\n";
        examples.shown += shown;
    }
    return examples;
}

}  // namespace parley::analysis_tests
