// Random rule sets, known edits, and the changes that must come out: exactly these.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "tests/compiler/diff/support.h"

using namespace tests;
using Lines = std::vector<std::string>;

namespace {

// Of the seeds the sanitizers' builds see one in so many.
#ifdef NDEBUG
constexpr std::uint64_t every = 1;
#else
constexpr std::uint64_t every = 10;
#endif

// Every value is another one, so that no edit has two readings.
struct TestModel {
    std::string group;  // empty: a single test
    std::string text;
    std::vector<TestModel> tests;
};
struct BranchModel {
    TestModel test;
    std::vector<std::string> actions;
};
struct RuleModel {
    std::string name, description;
    bool disabled = false;
    std::vector<std::string> events, actions;
    std::vector<BranchModel> branches;
    std::vector<std::string> otherwise;
};
using SetModel = std::vector<RuleModel>;

class Maker {
public:
    explicit Maker(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }
    std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }

    std::string fresh() { return std::to_string(++last_); }
    std::string test() { return "f.field" + fresh() + " is \"v" + fresh() + "\""; }
    std::string action() {
        constexpr const char* names[] = {"add_tag", "add_note", "send_message", "set_field", "escalate"};
        return std::string(names[below(5)]) + " \"w" + fresh() + " x" + fresh() + "\"";
    }
    std::vector<std::string> actions(std::size_t count) {
        std::vector<std::string> out;
        while (out.size() < count) out.push_back(action());
        return out;
    }
    TestModel group(int depth) {
        constexpr const char* words[] = {"all", "any", "none"};
        TestModel out{words[below(3)], "", {}};
        for (std::size_t i = between(3, 5); i != 0; --i) out.tests.push_back({"", test(), {}});
        if (depth > 0) out.tests.push_back(group(depth - 1));
        std::shuffle(out.tests.begin(), out.tests.end(), random_);
        return out;
    }
    RuleModel rule() {
        RuleModel out;
        out.name = "rule " + fresh();
        out.description = "about " + fresh();
        out.events = {"e" + fresh(), "e" + fresh()};
        out.actions = actions(between(4, 6));
        for (std::size_t i = between(4, 6); i != 0; --i) out.branches.push_back({group(2), actions(between(4, 5))});
        out.otherwise = actions(2);
        return out;
    }
    SetModel set(std::size_t size) {
        SetModel out;
        while (out.size() < size) out.push_back(rule());
        return out;
    }
    std::mt19937_64& random() { return random_; }

private:
    std::mt19937_64 random_;
    std::uint64_t last_ = 0;
};

// White space, comments and quotes as they come.
class Writer {
public:
    explicit Writer(std::uint64_t seed) : random_(seed) {}

    std::string text(const SetModel& set) {
        for (const RuleModel& model : set) rule(model);
        return std::move(out_);
    }

private:
    void gap() {
        constexpr const char* gaps[] = {" ", "\n", "  ", " // a remark\n", " /* and */ ", "\r\n\t"};
        out_ += gaps[random_() % 6];
    }
    void add(const std::string& text) {
        out_ += text;
        gap();
    }
    void test(const TestModel& model) {
        if (model.group.empty()) return add(model.text);
        add(model.group + " {");
        for (const TestModel& child : model.tests) test(child);
        add("}");
    }
    void actions(const std::vector<std::string>& actions) {
        for (const std::string& action : actions) add(action);
    }
    void rule(const RuleModel& model) {
        if (model.disabled) add("disabled");
        add("rule \"" + model.name + "\"");
        if (!model.description.empty()) add("description \"" + model.description + "\"");
        for (std::size_t i = 0; i < model.events.size(); ++i) add((i == 0 ? "on " : ", ") + model.events[i]);
        add("{");
        actions(model.actions);
        for (std::size_t i = 0; i < model.branches.size(); ++i) {
            add(i == 0 ? "if" : "else if");
            test(model.branches[i].test);
            add("{");
            actions(model.branches[i].actions);
            add("}");
        }
        add("else {");
        actions(model.otherwise);
        add("} }");
    }
    std::mt19937_64 random_;
    std::string out_;
};

std::string branch_text(const BranchModel& branch, std::size_t number) {
    const std::function<std::string(const TestModel&)> test = [&](const TestModel& model) {
        if (model.group.empty()) return model.text;
        std::string out = model.group + " {";
        for (const TestModel& child : model.tests) out += (&child == &model.tests.front() ? " " : "  ") + test(child);
        return out + " }";
    };
    std::string out = (number == 0 ? "if " : "else if ") + test(branch.test) + " {";
    for (const std::string& action : branch.actions) out += "     " + action;
    return out + " }";
}

std::string in_branch(std::size_t index) {
    return " (branch " + std::to_string(index + 1) + ")";
}

// Does one edit to a rule's body, and gives the line that must say so.
class Editor {
public:
    Editor(Maker& maker, RuleModel& rule) : maker_(maker), rule_(rule), branch_(maker.below(rule.branches.size())) {}

    std::string edit() {
        switch (maker_.below(14)) {
            case 0:
                return change_action(rule_.actions, "");
            case 1:
                return change_action(rule_.branches[branch_].actions, in_branch(branch_));
            case 2:
                return change_action(rule_.otherwise, " (else)");
            case 3:
                return add_action(rule_.branches[branch_].actions, in_branch(branch_));
            case 4:
                return remove_action(rule_.actions, "");
            case 5:
                return move_action(rule_.branches[branch_].actions, in_branch(branch_));
            case 6:
                return in_group(&Editor::change_test);
            case 7:
                return in_group(&Editor::add_test);
            case 8:
                return in_group(&Editor::remove_test);
            case 9:
                return in_group(&Editor::change_word);
            case 10:
                return remove_branch();
            case 11:
                return add_branch();
            case 12:
                return move_branch();
            default:
                return change_head();
        }
    }

private:
    std::string change_action(std::vector<std::string>& actions, const std::string& where) {
        std::string& action = actions[maker_.below(actions.size())];
        const std::string before = action;
        action = action.substr(0, action.find(" x")) + " x" + maker_.fresh() + "\"";
        return "~ action " + before + where + " -> " + action + where;
    }
    std::string add_action(std::vector<std::string>& actions, const std::string& where) {
        const std::string action = "hold \"" + maker_.fresh() + "\"";
        actions.insert(actions.begin() + static_cast<std::ptrdiff_t>(maker_.below(actions.size() + 1)), action);
        return "+ action " + action + where;
    }
    std::string remove_action(std::vector<std::string>& actions, const std::string& where) {
        const std::size_t at = maker_.below(actions.size());
        const std::string action = actions[at];
        actions.erase(actions.begin() + static_cast<std::ptrdiff_t>(at));
        return "- action " + action + where;
    }
    std::string move_action(std::vector<std::string>& actions, const std::string& where) {
        const auto [from, to] = move(actions);
        return "> action " + actions[to] + where + " -> " + actions[to] + where + ", " + std::to_string(from + 1) +
               " -> " + std::to_string(to + 1);
    }
    // By two places at least: then no other thing can be called the moved one.
    template <typename T>
    std::pair<std::size_t, std::size_t> move(std::vector<T>& list) {
        for (;;) {
            const std::size_t from = maker_.below(list.size()), to = maker_.below(list.size());
            if ((from > to ? from - to : to - from) < 2) continue;
            T thing = list[from];
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(from));
            list.insert(list.begin() + static_cast<std::ptrdiff_t>(to), std::move(thing));
            return {from, to};
        }
    }

    std::string in_group(std::string (Editor::*edit)(TestModel&, const std::string&)) {
        TestModel* group = &rule_.branches[branch_].test;
        std::string where = " (branch " + std::to_string(branch_ + 1) + ", ";
        const bool word = edit == &Editor::change_word;
        for (std::size_t depth = maker_.below(3);; --depth) {
            if (!word) where += group->group;
            const auto inner = std::find_if(group->tests.begin(), group->tests.end(),
                                            [](const TestModel& test) { return !test.group.empty(); });
            if (depth == 0 || inner == group->tests.end()) break;
            where += word ? group->group + (depth == 1 ? "" : " > ") : " > ";
            group = &*inner;
        }
        if (where.ends_with(", ")) where.resize(where.size() - 2);
        return (this->*edit)(*group, where + ")");
    }
    TestModel& leaf(TestModel& group) {
        for (;;) {
            TestModel& test = group.tests[maker_.below(group.tests.size())];
            if (test.group.empty()) return test;
        }
    }
    std::string change_test(TestModel& group, const std::string& where) {
        TestModel& test = leaf(group);
        const std::string before = test.text;
        test.text = before.substr(0, before.find(" is ")) + " is not \"u" + maker_.fresh() + "\"";
        return "~ condition " + before + where + " -> " + test.text + where;
    }
    std::string add_test(TestModel& group, const std::string& where) {
        const std::string test = maker_.test();
        group.tests.insert(group.tests.begin() + static_cast<std::ptrdiff_t>(maker_.below(group.tests.size() + 1)),
                           {"", test, {}});
        return "+ condition " + test + where;
    }
    std::string remove_test(TestModel& group, const std::string& where) {
        const TestModel& test = leaf(group);
        const std::string text = test.text;
        group.tests.erase(group.tests.begin() + (&test - group.tests.data()));
        return "- condition " + text + where;
    }
    std::string change_word(TestModel& group, const std::string& where) {
        const std::string before = group.group;
        group.group = before == "all" ? "any" : before == "any" ? "none" : "all";
        return "~ group " + before + where + " -> " + group.group + where;
    }

    std::string remove_branch() {
        const std::string text = branch_text(rule_.branches[branch_], branch_);
        rule_.branches.erase(rule_.branches.begin() + static_cast<std::ptrdiff_t>(branch_));
        return "- branch " + text + in_branch(branch_);
    }
    std::string add_branch() {
        const BranchModel branch{maker_.group(1), maker_.actions(2)};
        rule_.branches.insert(rule_.branches.begin() + static_cast<std::ptrdiff_t>(branch_), branch);
        return "+ branch " + branch_text(branch, branch_) + in_branch(branch_);
    }
    std::string move_branch() {
        const auto [from, to] = move(rule_.branches);
        const auto head = [&, to = to](std::size_t number) {
            const std::string text = branch_text(rule_.branches[to], number);
            return text.substr(0, text.find(" {     ")) + in_branch(number);
        };
        return "> branch " + head(from) + " -> " + head(to) + ", " + std::to_string(from + 1) + " -> " +
               std::to_string(to + 1);
    }
    std::string change_head() {
        if (maker_.below(2) == 0) {
            const std::string before = rule_.description;
            rule_.description = "about " + maker_.fresh();
            return "~ description \"" + before + "\" -> \"" + rule_.description + "\"";
        }
        rule_.events.push_back("e" + maker_.fresh());
        return "+ event " + rule_.events.back();
    }

    Maker& maker_;
    RuleModel& rule_;
    std::size_t branch_;
};

std::string joined(const Lines& lines) {
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

}  // namespace

TEST_CASE("known edits come out, each as it was made, and nothing else") {
    for (std::uint64_t seed = 1; seed <= 300; seed += every) {
        CAPTURE(seed);
        Maker maker(seed);
        const SetModel before = maker.set(8);
        SetModel after = before;
        Lines expected;
        for (RuleModel& rule : after) {
            const std::string old_name = rule.name;
            const bool rename = maker.below(4) == 0;
            if (rename) {
                rule.name = "renamed " + maker.fresh();
                expected.push_back("= rule `" + old_name + "` -> `" + rule.name + "`");
            }
            if (maker.below(4) == 0) {
                rule.disabled = true;
                expected.push_back("! rule `" + rule.name + "` disabled");
            }
            if (maker.below(2) == 0) expected.push_back("`" + rule.name + "` " + Editor(maker, rule).edit());
        }
        if (maker.below(2) == 0) {
            const std::size_t from = maker.below(3), to = from + 2 + maker.below(3);
            expected.push_back("> rule `" + after[from].name + "` " + std::to_string(from + 1) + " -> " +
                               std::to_string(to + 1));
            std::rotate(after.begin() + static_cast<std::ptrdiff_t>(from),
                        after.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                        after.begin() + static_cast<std::ptrdiff_t>(to) + 1);
        }
        if (maker.below(2) == 0) {
            after.push_back(maker.rule());
            expected.push_back("+ rule `" + after.back().name + "`");
        }
        const Set left = read({Writer(seed).text(before)}), right = read({Writer(seed + 1000).text(after)});
        REQUIRE(left.findings.errors() + right.findings.errors() == 0);
        const Changes changes = compare(left, right);
        CHECK(joined(sorted(lines(changes))) == joined(sorted(expected)));
        // The other way round it is the mirror image.
        CHECK(joined(sorted(lines(compare(right, left)))) == joined(sorted(lines(mirrored(changes)))));
        // Nothing but layout.
        CHECK(compare(left, read({Writer(seed + 2000).text(before)})).only_layout());
    }
}

TEST_CASE("as few rules move as any order needs") {
    for (std::uint64_t seed = 1; seed <= 200; seed += every) {
        CAPTURE(seed);
        Maker maker(seed);
        const SetModel before = maker.set(maker.between(2, 9));
        std::vector<std::size_t> order(before.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::shuffle(order.begin(), order.end(), maker.random());
        SetModel after;
        for (const std::size_t i : order) after.push_back(before[i]);
        std::vector<std::size_t> longest(order.size(), 1);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (order[k] < order[i]) longest[i] = std::max(longest[i], longest[k] + 1);
            }
        }
        const std::size_t stay = *std::max_element(longest.begin(), longest.end());
        const Set left = read({Writer(1).text(before)}), right = read({Writer(2).text(after)});
        const Changes changes = compare(left, right);
        CHECK(changes.rules.size() == before.size() - stay);
        CHECK(sorted(lines(compare(right, left))) == sorted(lines(mirrored(changes))));
    }
}

TEST_CASE("rule sets of few values that occur again and again: still a mirror image, and empty of itself") {
    // Repetition makes many readings; whichever is taken must not depend on the direction.
    for (std::uint64_t seed = 1; seed <= 400; seed += every) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto pick = [&](const char* const* words, std::size_t count) {
            return std::string(words[random() % count]);
        };
        const auto text = [&] {
            constexpr const char* actions[] = {"add_tag \"a\"", "add_tag \"b\"", "close", "hold 1 hour",
                                               "hold 2 hours"};
            constexpr const char* tests[] = {"a.b",
                                             "not a.b",
                                             "c.d is x",
                                             "c.d is y",
                                             "any { a.b c.d is x }",
                                             "all { c.d is y e.f > 1 any { a.b c.d is x } }"};
            std::string out;
            for (std::size_t rules = 1 + random() % 4; rules != 0; --rules) {
                constexpr const char* names[] = {"p", "q", "r", "s", "t", "u"};
                out += "rule \"" + pick(names, 6) + "\" on starting {\n";
                for (std::size_t steps = random() % 5; steps != 0; --steps) out += pick(actions, 5) + "\n";
                for (std::size_t branches = random() % 4, i = 0; i < branches; ++i) {
                    out += (i == 0 ? "if " : "else if ") + pick(tests, 6) + " {";
                    for (std::size_t steps = random() % 3; steps != 0; --steps) out += pick(actions, 5) + "\n";
                    out += "}\n";
                }
                out += "}\n";
            }
            return out;
        };
        const Set left = read({text()}), right = read({text()});
        const Changes changes = compare(left, right);
        CHECK(joined(sorted(lines(compare(right, left)))) == joined(sorted(lines(mirrored(changes)))));
        CHECK(compare(left, left).empty());
        CHECK(compare(right, right).empty());
    }
}
