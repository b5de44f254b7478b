// Random rule sets over a small value space, which is tried out in full: what is said to be never is never, what is
// said to happen does, and over fields without free contents nothing is missed.
#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "compiler/analysis/reach.h"
#include "compiler/diagnostics/render.h"
#include "doctest/doctest.h"
#include "runtime/value/number.h"
#include "tests/compiler/analysis/witness.h"

namespace parley::analysis_tests {
namespace {

using namespace analysis;
using diagnostics::Code;
using value::Value;

constexpr unsigned seed = 20261121;

const char* const all_tests[] = {"conversation.tier is gold",
                                 "conversation.tier is not gold",
                                 "conversation.tier in [gold, silver]",
                                 "conversation.tier not in [bronze, gold]",
                                 "conversation.tier > silver",
                                 "conversation.tier <= bronze",
                                 "conversation.tier between silver and gold",
                                 "conversation.tier is set",
                                 "conversation.tier was gold",
                                 "conversation.tier changed",
                                 "conversation.tier changed to gold",
                                 "conversation.attempts > 1",
                                 "conversation.attempts is 2",
                                 "conversation.attempts <= 2",
                                 "conversation.attempts between 1 and 2",
                                 "conversation.attempts is not set",
                                 "conversation.vip",
                                 "not conversation.vip",
                                 "conversation.vip is false",
                                 "conversation.topic is \"ab\"",
                                 "conversation.topic is exactly \"AB\"",
                                 "conversation.topic contains \"a\"",
                                 "conversation.topic contains \"ab\"",
                                 "conversation.topic starts with any of [\"a\", \"b\"]",
                                 "conversation.topic does not end with \"b\"",
                                 "conversation.topic is blank",
                                 "conversation.topics contains \"x\"",
                                 "conversation.topics contains all of [\"x\", \"y\"]",
                                 "conversation.topics contains any of [\"y\", \"z\"]",
                                 "conversation.topics is empty",
                                 "conversation.topics size > 1",
                                 "conversation.topics contains none of [\"x\"]",
                                 "conversation.topic is conversation.other_topic",
                                 "conversation.topic matches /^a+$/"};

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    // Few tests in one round, so that they meet.
    void next_round() {
        for (std::size_t& test : tests_) test = pick(std::size(all_tests));
    }

    std::string condition(int depth) {
        if (depth == 0 || pick(3) == 0) return test();
        static const char* const kinds[] = {"all", "any", "none"};
        std::string out = std::string(kinds[pick(3)]) + " { ";
        for (std::size_t i = 0, count = 2 + pick(2); i < count; ++i) out += condition(depth - 1) + "  ";
        return out + "}";
    }

    std::string rule(const std::string& name) {
        std::string out = "rule \"" + name + "\" on starting {\n";
        if (pick(4) == 0) out += action();
        out += decision(2);
        if (pick(3) == 0) out += decision(1);
        return out + "}\n";
    }

private:
    std::size_t pick(std::size_t count) { return random_() % count; }

    std::string test() { return all_tests[tests_[pick(std::size(tests_))]]; }

    std::string action() {
        static const char* const actions[] = {"send_to_queue Billing\n", "send_to_queue Priority\n",
                                              "set_priority high\n", "hold\n"};
        return actions[pick(4)];
    }

    std::string block(int depth) {
        std::string out = "{\n" + action();
        if (depth > 0 && pick(3) == 0) out += decision(depth - 1);
        return out + "}\n";
    }

    std::string decision(int depth) {
        std::string out = "if " + condition(2) + " " + block(depth);
        for (std::size_t i = 0, count = pick(3); i < count; ++i) out += "else if " + condition(1) + " " + block(depth);
        return out;
    }

    std::mt19937 random_;
    std::size_t tests_[8] = {};
};

// All combinations of the values below for the variables that the rules read.
class Space {
public:
    explicit Space(const Prepared& prepared) : assignment_(prepared) {
        const catalog::EventId event = *prepared.catalog().find_event("starting");
        assignment_.reset({event, event});
        for (VariableId i = 0; i < prepared.variables().size(); ++i) values_.push_back(values_of(prepared.variable(i)));
    }

    void each(const std::function<void(const Assignment&)>& visit) { choose(0, visit); }
    Assignment& assignment() { return assignment_; }

private:
    std::vector<Value> values_of(const Variable& variable) {
        std::vector<Value> values = {Value::absent()};
        const std::string& id = variable.field->id;
        if (variable.type.list) {
            values = {pool_.list({}),
                      pool_.list({pool_.text("x")}),
                      pool_.list({pool_.text("w"), pool_.text("Z")}),
                      pool_.list({pool_.text("y"), pool_.text("X")}),
                      pool_.list({pool_.text("y")}),
                      pool_.list({pool_.text("x"), pool_.text("x")}),
                      pool_.list({pool_.text("w")}),
                      pool_.list({pool_.text("x"), pool_.text("y"), pool_.text("z")})};
        } else if (id == "conversation.tier") {
            for (int symbol = -1; symbol < 4; ++symbol) values.push_back(Value::of_number(symbol));
        } else if (id == "conversation.attempts") {
            for (int number = 0; number < 4; ++number) values.push_back(Value::of_number(value::from_integer(number)));
        } else if (id == "conversation.vip") {
            for (int truth = 0; truth < 2; ++truth) values.push_back(Value::of_number(truth));
        } else if (id == "conversation.other_topic") {
            for (const char* text : {"ab", "c"}) values.push_back(pool_.text(text));
        } else {
            for (const char* text : {"", "ab", "AB", "aB", "a", "aa", "c", "b", "cab", "ba", "abc", "bc"}) {
                values.push_back(pool_.text(text));
            }
        }
        return values;
    }

    void choose(VariableId variable, const std::function<void(const Assignment&)>& visit) {
        if (variable == values_.size()) return visit(assignment_);
        for (const Value& value : values_[variable]) {
            assignment_.set(variable, value);
            choose(variable + 1, visit);
        }
    }

    ValuePool pool_;
    Assignment assignment_;
    std::vector<std::vector<Value>> values_;
};

TEST_CASE("every answer of the solver agrees with trying everything out") {
    Writer writer(seed);
    std::map<Answer, int> answers;
    for (int round = 0; round < 300; ++round) {
        writer.next_round();
        const std::string text = writer.condition(3);
        Source source("rule \"R\" on starting { if " + text + " { hold } }");
        const Prepared prepared(source.rules, source.catalog);
        const check::ConditionId root = source.rules.blocks[source.rules.rules[0].block].steps[0].branches[0].condition;
        const std::size_t variables = prepared.variables().size();
        if (variables > 4) continue;
        Space space(prepared);
        Solver solver(prepared);
        for (const bool wanted : {true, false}) {
            const Goal goal{root, wanted};
            Steps steps(1'000'000);
            bool possible = false;
            space.each(
                [&](const Assignment& values) { possible = possible || evaluate(prepared, goal, values, steps); });
            Steps own(1'000'000);
            const Answer answer = solver.find({&goal, 1}, space.assignment().events(), own);
            ++answers[answer];
            INFO(text);
            INFO(wanted);
            Steps again(1'000'000);
            if (answer == Answer::found) CHECK(evaluate(prepared, goal, solver.assignment(), again));
            if (answer == Answer::never) CHECK_FALSE(possible);
            CHECK_FALSE(steps.exhausted());
            CHECK((answer == Answer::found || !possible));
        }
    }
    // The seed gives both kinds, or the test would prove nothing.
    CHECK(answers[Answer::found] > 100);
    CHECK(answers[Answer::never] > 10);
}

TEST_CASE("every finding of random rule sets is true, and its example does what is claimed [D10, S3.24]") {
    int never = 0, clashes = 0, examples = 0, without_text = 0;
    Writer writer(seed + 1);
    for (int round = 0; round < 250; ++round) {
        writer.next_round();
        Source source(writer.rule("A") + writer.rule("B"));
        source.analyse();
        const Prepared prepared(source.rules, source.catalog);
        INFO(diagnostics::render_text(source.diagnostics, source.sources));
        INFO(source.sources.file(source.file).text());
        Space space(prepared);
        std::set<std::uint32_t> taken;
        std::size_t combinations = 0;
        if (prepared.variables().size() <= 4) {
            space.each([&](const Assignment& values) {
                ++combinations;
                const Run run = run_all(prepared, values);
                taken.insert(run.branches.begin(), run.branches.end());
            });
        }
        for (const diagnostics::Diagnostic& finding : source.diagnostics.all()) {
            if (finding.code == Code::branch_never_taken && combinations != 0) {
                ++never;
                for (const check::Block& block : source.rules.blocks) {
                    for (const check::Step& step : block.steps) {
                        for (const check::Branch& branch : step.branches) {
                            const bool meant = branch.condition != check::none &&
                                               source.rules.conditions[branch.condition].span == finding.primary.span;
                            if (meant) CHECK_FALSE(taken.contains(branch.head_span.begin));
                        }
                    }
                }
            }
            if (finding.code != Code::two_queues) continue;
            ++clashes;
            ValuePool pool;
            Assignment values(prepared);
            values.reset(space.assignment().events());
            const std::string& note = finding.notes.front();
            const std::size_t line = note.find('\n');
            if (line != std::string::npos) read_values(prepared, note.substr(line + 1), pool, values);
            const Run run = run_all(prepared, values);
            CHECK(run.actions.contains(finding.primary.span.begin));
            CHECK(run.actions.contains(finding.labels.front().span.begin));
        }
        const Examples all = examples_of(source);
        examples += all.shown;
        without_text += all.without_text;
        CHECK(all.wrong == "");
        CHECK(all.without == "");
    }
    // The seed gives enough of each, or the test would prove nothing.
    CHECK(never > 20);
    CHECK(clashes > 20);
    CHECK(examples > 1000);
    CHECK(without_text < 10);
}

}  // namespace
}  // namespace parley::analysis_tests
