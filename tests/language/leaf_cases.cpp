// Single comparisons re-expressed from the conformance suites of other rule languages, written as rules of ours. Each
// one that the language has must agree; each one that it does not have, or means otherwise, belongs to a difference
// that the manual declares with its reason (grammar/manual/comparisons.md). The data lies beside the project and is not
// part of it; where it is not there the test says so and does nothing.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/harness/harness.h"

using namespace parley;
using nlohmann::json;

namespace {

constexpr const char* catalog_text = R"(time_zone: UTC
fields:
  conversation.t1: {type: text}
  conversation.t2: {type: text}
  conversation.n1: {type: decimal}
  conversation.n2: {type: decimal}
  conversation.b1: {type: boolean}
  conversation.b2: {type: boolean}
  conversation.d1: {type: date}
  conversation.d2: {type: date}
  conversation.c1: {type: time}
  conversation.c2: {type: time}
  conversation.i1: {type: instant}
  conversation.i2: {type: instant}
  conversation.u1: {type: duration}
  conversation.u2: {type: duration}
  conversation.tl: {type: list of text}
  conversation.nl: {type: list of decimal}
  conversation.dl: {type: list of date}
  conversation.cl: {type: list of time}
  conversation.ul: {type: list of duration}
)";

// One side of a comparison: which kind of field holds it, and how it is written on the wire. `difference` is set where
// our language has no such value.
struct Side {
    char field = 0;  // t n b d c i u, as the fields above; 0: no value
    std::string wire = "null";
    std::string difference;
};

Side number_side(const std::string& text) {
    // A JSON number has a digit before its point.
    return {'n', text.starts_with(".") ? "0" + text : text, ""};
}

Side duration_side(const std::string& text) {
    std::smatch match;
    if (std::regex_match(text, match, std::regex("(\\d+)s"))) return {'u', match[1], ""};
    if (std::regex_match(text, match, std::regex("P(\\d+)D")))
        return {'u', std::to_string(std::stoll(match[1]) * 86400), ""};
    if (std::regex_match(text, match, std::regex("PT(\\d+)H")))
        return {'u', std::to_string(std::stoll(match[1]) * 3600), ""};
    if (text.starts_with("-")) return {0, "", "negative-duration"};
    return {0, "", "months-and-years"};
}

Side time_side(const std::string& text) {
    static const std::regex plain("\\d\\d:\\d\\d:\\d\\d");
    if (!std::regex_match(text, plain)) return {0, "", "time-with-fraction-or-zone"};
    return {'c', json(text).dump(), ""};
}

Side instant_side(const std::string& text) {
    if (text.find('@') != std::string::npos) return {0, "", "zone-in-a-value"};
    if (text.find('T') == std::string::npos) return {0, "", "date-as-instant"};
    const bool zoned = text.ends_with("Z") || text.rfind('+') != std::string::npos || text.rfind('-') > text.find('T');
    return {'i', json(zoned ? text : text + "Z").dump(), ""};
}

Side side(const json& value) {
    if (value.is_null()) return {};
    if (!value.is_object()) {
        if (value.is_string()) return {'t', value.dump(), ""};
        if (value.is_number()) return number_side(value.dump());
        return {0, "", "other-types"};
    }
    const std::string type = value["t"];
    const json& v = value["v"];
    const std::string text = v.is_string() ? v.get<std::string>() : v.dump();
    if (type == "null" || type == "missing") return {};
    if (type == "int" || type == "uint" || type == "num") return number_side(text);
    if (type == "str") return {'t', json(text).dump(), ""};
    if (type == "bool") return {'b', text, ""};
    if (type == "date") return {'d', json(text).dump(), ""};
    if (type == "time") return time_side(text);
    if (type == "datetime") return instant_side(text);
    if (type == "duration") return duration_side(text);
    if (type == "map") return {0, "", "types-apart"};
    if (type == "at") {  // written alike for dates, times, instants and durations
        if (text.starts_with("P")) return duration_side(text);
        if (text.find('T') != std::string::npos) return instant_side(text);
        return text.find(':') != std::string::npos ? time_side(text) : Side{'d', json(text).dump(), ""};
    }
    return {0, "", "other-types"};
}

bool is_list(const json& value) {
    return value.is_object() && value.value("t", "") == "list";
}

struct Question {
    std::string rule_test;  // empty: not in the language
    std::map<std::string, std::string> fields;
    std::string difference;  // why not, or why the answer is another
};

std::string field(char kind, int number) {
    return std::string("conversation.") + kind + std::to_string(number);
}

// `op` under one name for all the suites.
std::string plain_operator(std::string op) {
    static const std::map<std::string, std::string> names = {{"==", "is"},
                                                             {"equal", "is"},
                                                             {"!=", "is not"},
                                                             {"notEqual", "is not"},
                                                             {"notequals", "is not"},
                                                             {"<", "<"},
                                                             {"lessThan", "<"},
                                                             {"<=", "<="},
                                                             {"lessThanInclusive", "<="},
                                                             {">", ">"},
                                                             {"greaterThan", ">"},
                                                             {"greaterthan", ">"},
                                                             {">=", ">="},
                                                             {"greaterThanInclusive", ">="},
                                                             {"between", "between"},
                                                             {"in", "in"},
                                                             {"notIn", "not in"},
                                                             {"contains", "contains"},
                                                             {"doesNotContain", "does not contain"},
                                                             {"notcontains", "does not contain"},
                                                             {"startsWith", "starts with"},
                                                             {"startswith", "starts with"},
                                                             {"notstartswith", "does not start with"},
                                                             {"endsWith", "ends with"},
                                                             {"endswith", "ends with"},
                                                             {"notendswith", "does not end with"},
                                                             {"matches", "matches"},
                                                             {"isnull", "is not set"},
                                                             {"isnotnull", "is set"},
                                                             {"isnotempty", "is not blank"}};
    return names.at(op);
}

// A comparison of two sides of one kind, with the right one in a field of its own.
std::string compare_fields(char kind, const std::string& op, const std::string& left, const std::string& right) {
    const bool instant = kind == 'i', temporal = instant || kind == 'd' || kind == 'c';
    const std::string exactly = kind == 't' ? " exactly " : " ";
    if (op == "is") return instant ? left + " between " + right + " and " + right : left + " is" + exactly + right;
    if (op == "is not")
        return instant ? "none { " + left + " between " + right + " and " + right + " }"
                       : left + " is not" + exactly + right;
    if (!temporal) return left + " " + op + exactly + right;
    if (op == "<") return left + " before " + right;
    if (op == ">") return left + " after " + right;
    // Not later than: no value would make this true, but both sides have one here.
    if (op == "<=") return "none { " + left + " after " + right + " }";
    return "none { " + left + " before " + right + " }";
}

Question list_question(const json& test, const std::string& op) {
    const json& left = test["left"];
    const json& right = test["right"];
    if (is_list(left) && !is_list(right) && (op == "contains" || op == "does not contain")) {
        const Side item = side(right);
        std::string items;
        for (const json& v : left["v"]) items += (items.empty() ? "" : ",") + side(v).wire;
        return {std::string("conversation.") + item.field + "l " + op + " " + field(item.field, 2),
                {{std::string(1, item.field) + "l", "[" + items + "]"}, {std::string(1, item.field) + "2", item.wire}},
                ""};
    }
    if (is_list(left))
        return {"",
                {},
                right.is_object() && is_list(right)
                    ? "whole-lists"
                    : (right.is_null() || side(right).field == 0 ? "whole-lists" : "types-apart")};
    const Side value = side(left);
    if (!value.difference.empty()) return {"", {}, value.difference};
    if (value.field == 'b') return {"", {}, "boolean-order-and-lists"};
    std::string items;
    for (const json& v : right["v"]) {
        const Side item = side(v);
        if (!item.difference.empty()) return {"", {}, item.difference};
        items += (items.empty() ? "" : ",") + item.wire;
    }
    if (value.field == 'i') return {"", {}, "instant-in-list"};
    const std::string exactly = value.field == 't' ? " exactly " : " ";
    return {field(value.field, 1) + " " + op + exactly + "conversation." + value.field + "l",
            {{std::string(1, value.field) + "1", value.wire}, {std::string(1, value.field) + "l", "[" + items + "]"}},
            ""};
}

Question between_question(const json& test) {
    const Side value = side(test["left"]), low = side(test["right"][0]), high = side(test["right"][1]);
    for (const Side* s : {&value, &low, &high}) {
        if (!s->difference.empty()) return {"", {}, s->difference};
    }
    const char kind = value.field != 0 ? value.field : low.field;
    if (kind == 't') return {"", {}, "text-order"};
    const std::string name(1, kind);
    const std::string bounds = test.value("bounds", "closed-closed");
    // Bounds that leave an end out are two tests; three fields of one kind are needed, so the upper bound is written.
    std::string upper = high.wire;
    if (kind == 'u' && high.field != 0) upper += " seconds";
    if (high.field != 0 && (kind == 'd' || kind == 'c' || kind == 'i')) upper = upper.substr(1, upper.size() - 2);
    std::string text;
    if (high.field == 0)
        text = field(kind, 1) + " between " + field(kind, 2) + " and " + field(kind, 2);
    else if (bounds == "closed-closed")
        text = field(kind, 1) + " between " + field(kind, 2) + " and " + upper;
    else
        text = "all { " +
               compare_fields(kind, bounds.starts_with("open") ? ">" : ">=", field(kind, 1), field(kind, 2)) + " " +
               compare_fields(kind, bounds.ends_with("open") ? "<" : "<=", field(kind, 1), upper) + " }";
    Question question{text, {{name + "1", value.wire}, {name + "2", high.field == 0 ? high.wire : low.wire}}, ""};
    if (test["expect"].is_null()) question.difference = "two-truth-values";
    return question;
}

Question question_of(const json& test) {
    const std::string op = plain_operator(test["op"]);
    if (is_list(test["left"]) || is_list(test["right"])) return list_question(test, op);
    if (op == "between") return between_question(test);
    const Side left = side(test["left"]), right = side(test["right"]);
    for (const Side* s : {&left, &right}) {
        if (!s->difference.empty()) return {"", {}, s->difference};
    }
    if (op == "is set" || op == "is not set" || op == "is not blank")
        return {"conversation.t1 " + op, {{"t1", left.wire}}, ""};
    if (left.field != 0 && right.field != 0 && left.field != right.field) return {"", {}, "types-apart"};
    const char kind = left.field != 0 ? left.field : (right.field != 0 ? right.field : 't');
    const std::string name(1, kind);
    const bool order = op == "<" || op == "<=" || op == ">" || op == ">=";
    if (kind == 't' && order) return {"", {}, "text-order"};
    if (kind == 'b' && order) return {"", {}, "boolean-order-and-lists"};
    Question question;
    question.fields = {{name + "1", left.wire}, {name + "2", right.wire}};
    if (op == "matches") {
        const std::string pattern = test["right"]["v"];
        question.rule_test = "conversation.t1 matches exactly /" + (pattern.empty() ? "()" : pattern) + "/";
        question.fields.erase("t2");
    } else if (op == "contains" || op == "does not contain" || op == "starts with" || op == "ends with" ||
               op == "does not start with" || op == "does not end with") {
        // Without a value it is a list that the suites mean; with one, text.
        if (kind == 'n')
            return {"conversation.nl " + op + " conversation.n2",
                    {{"nl", "null"}, {"n2", right.wire}},
                    test["expect"] == json(false) && op.starts_with("does") ? "negative-tests-without-value" : ""};
        question.rule_test = "conversation.t1 " + op + " exactly conversation.t2";
    } else {
        question.rule_test = compare_fields(kind, op, field(kind, 1), field(kind, 2));
    }
    if (test["expect"].is_null())
        question.difference = "two-truth-values";
    else if (op == "is not" && left.field == 0 && right.field == 0)
        question.difference = "negative-tests-without-value";
    else if (test["expect"] == json(false) && op.starts_with("does not") && left.field == 0)
        question.difference = "negative-tests-without-value";
    return question;
}

// The differences that the manual declares: the headings `### name` below "Differences".
std::set<std::string> declared_differences() {
    std::ifstream page(std::string(PARLEY_ROOT) + "/grammar/manual/comparisons.md");
    std::set<std::string> names;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("## ")) inside = line.find("ifferences") != std::string::npos;
        if (inside && line.starts_with("### ")) names.insert(line.substr(4));
    }
    return names;
}

}  // namespace

TEST_CASE("comparisons of other rule languages agree, or the manual declares the difference [D29, D30, D35, S3.66]") {
    std::ifstream data(std::string(PARLEY_ROOT) + "/../shared/data/leaf-cases.jsonl");
    if (!data) {
        MESSAGE("the comparison data is not here; nothing was compared");
        return;
    }
    const differential::Harness harness(catalog_text);
    const std::set<std::string> declared = declared_differences();
    std::map<std::string, int> seen;
    int agreed = 0, cases = 0;
    for (std::string line; std::getline(data, line);) {
        const json test = json::parse(line);
        ++cases;
        INFO(line);
        const Question question = question_of(test);
        if (question.rule_test.empty()) {
            REQUIRE(!question.difference.empty());
            CHECK_MESSAGE(declared.contains(question.difference), "not in the manual: " << question.difference);
            ++seen[question.difference];
            continue;
        }
        const std::string rules = "rule \"case\" on starting { if " + question.rule_test + " { add_tag \"true\" } }";
        INFO(rules);
        const auto compiled = harness.compile(rules);
        REQUIRE_MESSAGE(compiled->findings.empty(), compiled->findings);
        std::string event = R"({"event":"starting","at":"2026-01-01T00:00:00Z","conversation":{)";
        for (const auto& [name, wire] : question.fields) event += "\"" + name + "\":" + wire + ",";
        event.back() = '}';
        event += "}";
        INFO(event);
        REQUIRE(differential::compare(harness, *compiled, rules, event) == "");
        const std::string answer = differential::vm_answer(*compiled, event);
        REQUIRE(answer != "error");
        const bool ours = answer != "[]";
        if (test["expect"].is_boolean() && ours == test["expect"].get<bool>()) {
            ++agreed;
        } else {
            CHECK_MESSAGE(declared.contains(question.difference), "undeclared difference: " << question.difference);
            ++seen[question.difference];
        }
    }
    std::ostringstream summary;
    for (const auto& [difference, count] : seen) summary << "\n  " << difference << ": " << count;
    MESSAGE(cases << " comparisons: " << agreed << " agree; declared differences:" << summary.str());
    CHECK(cases > 300);
    for (const std::string& difference : declared)
        CHECK_MESSAGE(seen.contains(difference), "declared, but no case shows it: " << difference);
}
