// The VM against the reference evaluator on whole small spaces. The spaces are stated at each test.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/harness/generate.h"
#include "tests/harness/harness.h"

using namespace parley;

namespace {

constexpr std::size_t rules_of_one_set = 300;  // below the 1,000 actions of one event line

std::string event_with(const std::string& conversation, const std::string& former = "") {
    return R"({"id":"e","event":"starting","at":"2026-03-29T01:30:00Z","conversation":{)" + conversation +
           R"(},"former":{"conversation":{)" + former + "}}}";
}

// All rules, some hundred in a set, on all events.
std::size_t run_all(const differential::Harness& harness, const std::vector<std::string>& rules,
                    const std::vector<std::string>& events) {
    std::size_t answers = 0;
    for (std::size_t first = 0; first < rules.size(); first += rules_of_one_set) {
        std::string text;
        for (std::size_t i = first; i < std::min(first + rules_of_one_set, rules.size()); ++i)
            text += "rule \"R" + std::to_string(i) + "\" on starting " + rules[i] + "\n";
        const auto compiled = harness.compile(text);
        REQUIRE_MESSAGE(compiled->findings.empty(), compiled->findings);
        for (const std::string& event : events) {
            const std::string difference = differential::compare(harness, *compiled, "", event);
            REQUIRE_MESSAGE(difference.empty(), difference);
            answers += std::min(rules_of_one_set, rules.size() - first);
        }
    }
    return answers;
}

}  // namespace

// Space: three atoms (text, number, boolean), each also negated; groups all/any/none of every two of these six, each
// also as a group of one and nested once more; eight shapes of rule with two conditions out of a sixth of all pairs in
// turn; events: each of the three fields absent, true and false for its atom: 27.
TEST_CASE("exhaustive: conditions and shapes of rules [S3.22, S3.52, S3.53, S3.56, S3.57, D5, D6, D7, D8, D29]") {
    const differential::Harness harness(differential::catalog_text);
    const std::vector<std::string> literals = {"conversation.subject is \"a\"",
                                               "conversation.subject is not \"a\"",
                                               "conversation.message_count > 1",
                                               "none { conversation.message_count > 1 }",
                                               "conversation.vip",
                                               "not conversation.vip"};
    std::vector<std::string> conditions = literals;
    for (const char* group : {"all", "any", "none"}) {
        for (const std::string& a : literals) {
            for (const std::string& b : literals) {
                const std::string both = std::string(group) + " { " + a + " " + b + " }";
                conditions.push_back(both);
                if (a < b) conditions.push_back("none { all { " + both + " } " + a + " }");
            }
        }
    }
    const std::vector<std::string> shapes = {
        "{ if $1 { add_tag \"1\" } add_tag \"2\" }",
        "{ add_tag \"0\" if $1 { add_tag \"1\" } else if $2 { } else { add_tag \"3\" } }",
        "{ if $1 { } else if $2 { add_tag \"2\" } add_tag \"3\" }",
        "{ if $1 { if $2 { add_tag \"1\" } add_tag \"2\" } else { add_tag \"3\" } }",
        "{ if $1 { if $2 { add_tag \"1\" } } add_tag \"4\" }",
        "{ if $1 { if $2 { add_tag \"1\" } else { add_tag \"2\" } } else if $2 { add_tag \"3\" } add_tag \"4\" }",
        "{ if $1 { add_tag \"1\" } if $2 { add_tag \"2\" } add_tag \"3\" }",
        "{ if all { $1 $2 } { add_tag \"1\" } if any { $2 $1 } { if $1 { add_tag \"2\" } if $2 { add_tag \"3\" } } "
        "else { add_tag \"4\" } }",
    };
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        for (std::size_t j = 0; j < conditions.size(); ++j) {
            if ((i + j) % 6 != 0) continue;
            for (std::string shape : shapes) {
                for (std::size_t at; (at = shape.find('$')) != std::string::npos;)
                    shape.replace(at, 2, shape[at + 1] == '1' ? conditions[i] : conditions[j]);
                rules.push_back(shape);
            }
        }
    }
    std::vector<std::string> events;
    for (const char* subject : {"\"subject\":null", "\"subject\":\"A\"", "\"subject\":\"b\""}) {
        for (const char* count : {"\"message_count\":null", "\"message_count\":1", "\"message_count\":2"}) {
            for (const char* vip : {"\"vip\":null", "\"vip\":true", "\"vip\":false"})
                events.push_back(event_with(std::string(subject) + "," + count + "," + vip));
        }
    }
    const std::size_t answers = run_all(harness, rules, events);
    MESSAGE(conditions.size() << " conditions, " << rules.size() << " rules, " << events.size()
                              << " events: " << answers << " evaluations, no difference");
    CHECK(answers == rules.size() * 27);
}

// Space: for each scalar type, every operator it has, with every literal of its pool (lists and ranges: every pair),
// against every value of its pool on the wire and none; for lists of text and of numbers, every operator with every
// list of up to two values, against every list of up to two.
TEST_CASE("exhaustive: every operator of every type [S3.66, S3.68, D30, D31, D34, D35, D36, D38]") {
    const differential::Harness harness(differential::catalog_text);
    const catalog::Catalog& catalog = harness.catalog();
    std::size_t answers = 0, rules_in_all = 0;
    for (const char* name : {"subject", "color", "tier", "queue", "message_count", "total", "price", "grace",
                             "opened_at", "born", "alarm", "rest", "vip", "topics", "numbers"}) {
        const std::string id = std::string("conversation.") + name;
        const value::Type type = catalog.fields[*catalog.find_field(id)].type;
        const std::vector<std::string>& pool = differential::literals(catalog, type);
        std::vector<std::string> tests;
        const auto each = [&](const std::vector<std::string>& operators) {
            for (const std::string& op : operators) {
                for (const std::string& literal : pool) tests.push_back(id + " " + op + " " + literal);
            }
        };
        const auto each_pair = [&](const std::vector<std::string>& operators) {
            for (const std::string& op : operators) {
                for (const std::string& a : pool) {
                    for (const std::string& b : pool) tests.push_back(id + " " + op + " [" + a + ", " + b + "]");
                }
            }
        };
        const bool text = type.kind == value::Kind::text, temporal = value::is_temporal(type.kind);
        if (type.list) {
            for (const char* op : {"is empty", "is not empty", "size is 1", "size is not 1", "size > 1", "size <= 1",
                                   "size between 1 and 2", "size in [0, 2]"})
                tests.push_back(id + " " + op);
            each({"contains", "does not contain"});
            each_pair({"contains any of", "contains all of", "contains none of", "does not contain any of"});
            if (text) each({"contains exactly"});
        } else if (type.kind == value::Kind::boolean) {
            tests = {id, "not " + id, id + " is true", id + " is false", id + " is not true", id + " is not false"};
        } else {
            tests = {id + " is set", id + " is not set"};
            if (type.kind != value::Kind::instant) {
                each({"is", "is not"});
                each_pair({"in", "not in"});
            }
            if (text) {
                each({"is exactly", "is not exactly", "contains", "does not contain", "starts with",
                      "does not start with", "ends with", "does not end with", "contains exactly",
                      "does not end with exactly"});
                each_pair({"contains any of", "does not start with any of", "ends with exactly any of"});
                tests.insert(tests.end(), {id + " is blank", id + " is not blank", id + " matches /A/",
                                           id + " matches exactly /A/"});
            }
            if (temporal)
                each({"before", "after"});
            else if (value::is_numeric(type.kind) || type.ordered || type.kind == value::Kind::duration)
                each({"<", "<=", ">", ">="});
            const bool ordered =
                temporal || value::is_numeric(type.kind) || type.ordered || type.kind == value::Kind::duration;
            const bool round = type.kind == value::Kind::time_of_day || type.kind == value::Kind::weekday;
            for (std::size_t low = 0; ordered && low < pool.size(); ++low) {
                for (std::size_t high = round ? 0 : low; high < pool.size(); ++high)
                    tests.push_back(id + " between " + pool[low] + " and " + pool[high]);
            }
            if (type.kind == value::Kind::instant) {
                for (const std::string& duration : differential::literals(catalog, {value::Kind::duration})) {
                    for (const char* op : {"within last", "within next", "older than"})
                        tests.push_back(id + " " + op + " " + duration);
                }
                tests.insert(tests.end(), {id + " during Hours", id + " not during Hours"});
            }
            each({"was", "changed from", "changed to"});
        }
        tests.push_back(id + " changed");
        std::vector<std::string> rules;
        for (const std::string& test : tests) rules.push_back("{ if " + test + " { add_tag \"true\" } }");
        std::vector<std::string> values = {"null"};
        const std::vector<std::string>& wire = differential::wire_values(catalog, type);
        if (type.list) {
            values.push_back("[]");
            for (const std::string& a : wire) {
                values.push_back("[" + a + "]");
                for (const std::string& b : wire) values.push_back("[" + a + "," + b + "]");
            }
        } else {
            values.insert(values.end(), wire.begin(), wire.end());
        }
        std::vector<std::string> events = {event_with("")};
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string now = "\"" + std::string(name) + "\":" + values[i];
            events.push_back(event_with(now));
            events.push_back(event_with(now, "\"" + std::string(name) + "\":" + values[(i * 7 + 1) % values.size()]));
        }
        rules_in_all += rules.size();
        answers += run_all(harness, rules, events);
    }
    MESSAGE(rules_in_all << " rules of one test, " << answers << " evaluations, no difference");
    CHECK(answers > 100'000);
}
