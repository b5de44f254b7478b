#include <doctest/doctest.h>

#include <set>
#include <string>

#include "compiler/diagnostics/diagnostic.h"

using namespace parley::diagnostics;
using parley::source::Span;

namespace {

std::string messages(const Diagnostics& bag) {
    std::string out;
    for (const Diagnostic& diagnostic : bag.all()) out += (out.empty() ? "" : " ") + diagnostic.message;
    return out;
}

}  // namespace

TEST_CASE("every code is in the registry once, by its id") {
    std::set<std::string_view> ids, names;
    for (const CodeInfo& code : all_codes()) {
        CAPTURE(code.id);
        CHECK(ids.insert(code.id).second);
        CHECK(names.insert(code.name).second);
        CHECK(code.id.size() == 5);
        CHECK(code.id.starts_with("R0"));
        CHECK_FALSE(code.summary.empty());
        CHECK(&info(code.code) == &code);
        CHECK(find_code(code.id) == &code);
    }
    REQUIRE(find_code("r0204"));
    CHECK(find_code("r0204")->code == Code::unknown_reference);
    CHECK(find_code("R0204")->name == "unknown_reference");
    CHECK(find_code("R0204")->severity == Severity::error);
    CHECK(find_code("R9999") == nullptr);
    CHECK(find_code("R020") == nullptr);
    CHECK(find_code("") == nullptr);
}

TEST_CASE("a finding is made in one expression") {
    Diagnostics bag;
    bag.report(Code::unknown_reference, {0, 4, 9}, "unknown queue `Biling`", "not in the catalog")
        .label({1, 2, 3}, "declared here")
        .note("a fact")
        .help("do this")
        .suggest("did you mean `Billing`?", {0, 4, 9}, "Billing", true);
    REQUIRE(bag.all().size() == 1);
    const Diagnostic& made = bag.all()[0];
    CHECK(made.severity == Severity::error);
    CHECK(made.primary.span == Span{0, 4, 9});
    CHECK(made.primary.text == "not in the catalog");
    CHECK(made.labels.at(0).text == "declared here");
    CHECK(made.notes.at(0) == "a fact");
    REQUIRE(made.helps.size() == 2);
    CHECK_FALSE(made.helps[0].replacement);
    CHECK(made.helps[1].replacement == "Billing");
    CHECK(made.helps[1].certain);
    CHECK(bag.errors() == 1);
    CHECK(bag.has_errors());
}

TEST_CASE("findings are sorted by file, place and code, those without a place first") {
    Diagnostics bag;
    bag.report(Code::unknown_field, {1, 5, 6}, "f");
    bag.report(Code::unknown_field, {0, 9, 10}, "e");
    bag.report(Code::unknown_field, {0, 3, 9}, "d");
    bag.report(Code::unknown_field, {0, 3, 4}, "c");
    bag.report(Code::unknown_event, {0, 3, 4}, "b");
    bag.report(Code::no_rules, {}, "a");
    bag.sort();
    CHECK(messages(bag) == "a b c d e f");
}

TEST_CASE("equal findings at one place become one and count as one") {
    Diagnostics bag;
    bag.report(Code::unknown_field, {0, 3, 4}, "x");
    bag.report(Code::unknown_field, {0, 3, 4}, "y");
    bag.report(Code::unknown_field, {0, 3, 4}, "x");
    bag.report(Code::unknown_field, {0, 5, 6}, "x");
    bag.report(Code::always_true, {0, 3, 4}, "x");
    CHECK(bag.errors() == 4);
    bag.sort();
    CHECK(messages(bag) == "x y x x");
    CHECK(bag.errors() == 3);
    CHECK(bag.warnings() == 1);
}

TEST_CASE("1,000 findings are kept and the rest counted") {
    Diagnostics bag;
    for (std::uint32_t i = 0; i < 1000; ++i) CHECK(bag.report(Code::unknown_field, {0, i, i + 1}, "m").kept);
    CHECK(bag.dropped() == 0);
    Diagnostic& past = bag.report(Code::unknown_field, {0, 1000, 1001}, "m").note("n").help("h").label({0, 1, 2}, "l");
    CHECK_FALSE(past.kept);
    CHECK(past.notes.empty());
    CHECK(past.helps.empty());
    CHECK(past.labels.empty());
    CHECK(bag.all().size() == 1000);
    CHECK(bag.dropped() == 1);
    CHECK(bag.errors() == 1001);
}

TEST_CASE("a flood of notes and warnings hides no error") {
    Diagnostics bag(Limits{4});
    for (std::uint32_t i = 0; i < 4; ++i) bag.report(Code::negative_test_of_absent, {0, i, i}, "note");
    bag.report(Code::always_true, {0, 10, 11}, "warning");
    bag.report(Code::unknown_field, {0, 20, 21}, "error");
    bag.report(Code::negative_test_of_absent, {0, 30, 31}, "late");
    bag.sort();
    CHECK(messages(bag) == "note note warning error");
    CHECK(bag.dropped() == 3);
    CHECK(bag.notes() == 5);
    CHECK(bag.warnings() == 1);
    CHECK(bag.errors() == 1);
    for (std::uint32_t i = 0; i < 4; ++i) bag.report(Code::unknown_field, {0, 40 + i, 41 + i}, "error");
    CHECK(messages(bag) == "error error error error");
    CHECK(bag.errors() == 5);
    CHECK(bag.dropped() == 7);
}

TEST_CASE("a bag takes another's findings and its counts") {
    Diagnostics one(Limits{3}), other(Limits{2});
    one.report(Code::unknown_field, {0, 1, 2}, "a");
    for (std::uint32_t i = 0; i < 3; ++i) other.report(Code::always_true, {0, 5 + i, 9}, "w");
    one.take(std::move(other));
    CHECK(messages(one) == "a w w");
    CHECK(one.warnings() == 3);
    CHECK(one.dropped() == 1);
    Diagnostics third;
    third.report(Code::unknown_field, {0, 1, 2}, "b");
    one.take(std::move(third));
    CHECK(messages(one) == "a w b");
    CHECK(one.errors() == 2);
    CHECK(one.dropped() == 2);
}

TEST_CASE("lint levels raise, lower and silence, before and after the report") {
    Diagnostics bag;
    bag.set_level(Code::always_true, std::nullopt);
    bag.set_level(Code::two_queues, Severity::error);
    bag.report(Code::always_true, {0, 1, 2}, "silent").note("nothing");
    bag.report(Code::two_queues, {0, 1, 2}, "raised");
    bag.report(Code::unused_definition, {0, 3, 4}, "lowered");
    bag.report(Code::no_rules, {}, "gone");
    CHECK(bag.warnings() == 2);
    bag.set_level(Code::unused_definition, Severity::note);
    bag.set_level(Code::no_rules, std::nullopt);
    CHECK(messages(bag) == "raised lowered");
    CHECK(bag.errors() == 1);
    CHECK(bag.warnings() == 0);
    CHECK(bag.notes() == 1);
    CHECK(bag.dropped() == 0);

    Diagnostics part;
    part.report(Code::always_true, {0, 8, 9}, "silent too");
    part.report(Code::two_queues, {0, 8, 9}, "raised too");
    bag.take(std::move(part));
    CHECK(messages(bag) == "raised lowered raised too");
    CHECK(bag.errors() == 2);
}

TEST_CASE("an error that is no lint stays an error") {
    Diagnostics bag;
    bag.set_level(Code::unknown_field, Severity::note);
    bag.set_level(Code::bad_test, std::nullopt);
    bag.report(Code::unknown_field, {0, 1, 2}, "a");
    bag.report(Code::bad_test, {0, 3, 4}, "b");
    bag.set_level(Code::unknown_field, std::nullopt);
    CHECK(bag.errors() == 2);
    CHECK(messages(bag) == "a b");
}
