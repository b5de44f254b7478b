#include "runtime/value/value.h"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <vector>

#include "runtime/value/number.h"
#include "runtime/value/text.h"

using namespace parley::value;

namespace {

const Value absent = Value::absent();

// Values for one test case; what they refer to lives here.
class Values {
public:
    Value text(const std::string& exact) {
        texts_.push_back(to_nfc(exact));
        const std::string& kept = texts_.back();
        texts_.push_back(fold_case(kept));
        return Value::of_text({kept, texts_.back()});
    }
    Value list(std::vector<Value> items) {
        lists_.push_back(std::move(items));
        return Value::of_list(lists_.back().data(), static_cast<std::uint32_t>(lists_.back().size()));
    }
    Value texts(const std::vector<std::string>& items) {
        std::vector<Value> values;
        for (const std::string& item : items) values.push_back(text(item));
        return list(std::move(values));
    }

private:
    std::deque<std::string> texts_;
    std::deque<std::vector<Value>> lists_;
};

Value number(const char* text) {
    return Value::of_number(parse_literal(text).number);
}
Value unit(std::int64_t count) {
    return Value::of_number(count);
}

constexpr std::int64_t now = 1'800'000'000'000;
constexpr std::int64_t minute_ms = 60'000;

}  // namespace

TEST_CASE("[D30] nothing is equal to an absent value, another absent one included") {
    Values values;
    CHECK_FALSE(equal(Kind::integer, absent, absent));
    CHECK_FALSE(equal(Kind::integer, absent, number("0")));
    CHECK_FALSE(equal(Kind::text, values.text(""), absent));
    CHECK_FALSE(less(Kind::integer, absent, number("1")));
    CHECK_FALSE(less_equal(Kind::integer, number("1"), absent));
    CHECK_FALSE(between(Kind::integer, number("1"), absent, number("2")));
    CHECK_FALSE(between(Kind::weekday, unit(1), unit(3), absent));
    CHECK_FALSE(in_list(Kind::text, absent, values.texts({""})));
    CHECK_FALSE(text_search(TextSearch::contains, absent, values.text(""), false, false));
    CHECK_FALSE(text_search(TextSearch::contains, values.text("x"), absent, false, false));
    CHECK_FALSE(within_last(absent, unit(60), now));
    CHECK_FALSE(within_next(unit(now), absent, now));
    CHECK_FALSE(older_than(absent, unit(60), now));
}

TEST_CASE("[D30] an absent list behaves as the empty one") {
    Values values;
    const Value some = values.texts({"a"});
    CHECK_FALSE(list_contains_any(Kind::text, absent, some));
    CHECK_FALSE(list_contains_any(Kind::text, some, absent));
    CHECK_FALSE(list_contains_all(Kind::text, absent, some));
    CHECK(list_contains_all(Kind::text, some, absent));
    CHECK_FALSE(changed(Kind::text, true, absent, values.list({})));
}

TEST_CASE("[D36] text is compared by its case folding, or exactly") {
    Values values;
    CHECK(equal(Kind::text, values.text("STRASSE"), values.text("stra\u00dfe")));
    CHECK_FALSE(equal(Kind::text, values.text("STRASSE"), values.text("stra\u00dfe"), true));
    CHECK(equal(Kind::text, values.text("e\u0301"), values.text("\u00e9"), true));
    CHECK_FALSE(equal(Kind::text, values.text("a"), values.text("a ")));
    CHECK(in_list(Kind::text, values.text("Fr"), values.texts({"en", "FR"})));
    CHECK_FALSE(in_list(Kind::text, values.text("Fr"), values.texts({"en", "FR"}), true));
}

TEST_CASE("[D36] searching text") {
    Values values;
    const Value text = values.text("Re: Stra\u00dfe gesperrt");
    const auto search = [&](TextSearch kind, const char* needle, bool exactly = false) {
        return text_search(kind, text, values.text(needle), false, exactly);
    };
    CHECK(search(TextSearch::contains, "STRASSE"));
    CHECK_FALSE(search(TextSearch::contains, "STRASSE", true));
    CHECK(search(TextSearch::contains, ""));
    CHECK(search(TextSearch::starts_with, "re:"));
    CHECK_FALSE(search(TextSearch::starts_with, "re:", true));
    CHECK_FALSE(search(TextSearch::starts_with, "Stra"));
    CHECK(search(TextSearch::ends_with, "GESPERRT"));
    CHECK_FALSE(search(TextSearch::ends_with, "Re: Stra\u00dfe gesperrt und mehr"));
    CHECK(text_search(TextSearch::ends_with, text, values.texts({"offen", "gesperrt"}), true, false));
    CHECK_FALSE(text_search(TextSearch::ends_with, text, values.texts({"offen", "Re:"}), true, false));
    CHECK_FALSE(text_search(TextSearch::contains, text, values.list({}), true, false));
}

TEST_CASE("[D31] blank") {
    Values values;
    CHECK(is_blank(absent));
    CHECK(is_blank(values.text("")));
    CHECK(is_blank(values.text(" \t\u00a0\u3000\n")));
    CHECK_FALSE(is_blank(values.text(" x ")));
    CHECK_FALSE(is_blank(values.text("\u200b")));  // a space of no width is no white space
}

TEST_CASE("[D34] an unknown name is equal to itself alone, and neither below nor above any") {
    const Value unknown = Value::of_unknown_symbol("Spam"), other = Value::of_unknown_symbol("Ham");
    const Value known = unit(0);
    CHECK(equal(Kind::reference, unknown, Value::of_unknown_symbol("Spam")));
    CHECK_FALSE(equal(Kind::reference, unknown, other));
    CHECK_FALSE(equal(Kind::reference, unknown, known));
    CHECK_FALSE(less(Kind::choice, unknown, known));
    CHECK_FALSE(less(Kind::choice, known, unknown));
    CHECK_FALSE(less_equal(Kind::choice, unknown, unknown));
    CHECK_FALSE(between(Kind::choice, unknown, known, unit(5)));
    CHECK_FALSE(changed(Kind::reference, false, unknown, Value::of_unknown_symbol("Spam")));
    CHECK(changed(Kind::reference, false, unknown, other));
    CHECK(changed(Kind::reference, false, unknown, known));
}

TEST_CASE("[D35] numbers of all numeric kinds compare as they are") {
    CHECK(equal(Kind::decimal, number("19.99"), number("19.990")));
    CHECK(less(Kind::integer, number("2"), number("2.5")));
    CHECK(less(Kind::integer, number("2.5"), number("3")));
    CHECK(less(Kind::decimal, number("-0.000000000000000001"), number("0")));
    CHECK_FALSE(less(Kind::integer, number("3"), number("3")));
    CHECK(less_equal(Kind::integer, number("3"), number("3")));
}

TEST_CASE("[D38] ranges have both ends") {
    CHECK(between(Kind::integer, number("1"), number("1"), number("3")));
    CHECK(between(Kind::integer, number("3"), number("1"), number("3")));
    CHECK_FALSE(between(Kind::integer, number("3.1"), number("1"), number("3")));
    CHECK_FALSE(between(Kind::integer, number("2"), number("3"), number("1")));
    CHECK_FALSE(between(Kind::date, unit(2), unit(3), unit(1)));
    CHECK_FALSE(between(Kind::instant, unit(2), unit(3), unit(1)));
}

TEST_CASE("[D38] times of day and weekdays go round") {
    const auto at = [](int hour, int minute) { return unit(hour * 3600 + minute * 60); };
    struct Row {
        int hour, minute;
        bool inside;
    };
    for (const Row& row : {Row{22, 0, true}, Row{23, 59, true}, Row{0, 0, true}, Row{6, 0, true}, Row{6, 1, false},
                           Row{21, 59, false}, Row{12, 0, false}}) {
        CAPTURE(row.hour);
        CAPTURE(row.minute);
        CHECK(between(Kind::time_of_day, at(row.hour, row.minute), at(22, 0), at(6, 0)) == row.inside);
    }
    constexpr int saturday = 5, monday = 0;
    const bool expected[] = {true, false, false, false, false, true, true};
    for (int day = 0; day < 7; ++day) {
        CAPTURE(day);
        CHECK(between(Kind::weekday, unit(day), unit(saturday), unit(monday)) == expected[day]);
    }
    CHECK(between(Kind::time_of_day, at(9, 0), at(9, 0), at(9, 0)));
    CHECK_FALSE(between(Kind::time_of_day, at(9, 1), at(9, 0), at(9, 0)));
}

TEST_CASE("[D2] within last N includes an age of exactly N, older than N does not") {
    const Value quarter = unit(900);
    const auto ago = [](std::int64_t ms) { return unit(now - ms); };
    CHECK(within_last(ago(15 * minute_ms), quarter, now));
    CHECK_FALSE(older_than(ago(15 * minute_ms), quarter, now));
    CHECK_FALSE(within_last(ago(15 * minute_ms + 1), quarter, now));
    CHECK(older_than(ago(15 * minute_ms + 1), quarter, now));
}

TEST_CASE("[D37] now is in both windows; what lies ahead is in neither the last nor older") {
    const Value quarter = unit(900), none = unit(0);
    CHECK(within_last(unit(now), quarter, now));
    CHECK(within_next(unit(now), quarter, now));
    CHECK(within_last(unit(now), none, now));
    CHECK_FALSE(within_last(unit(now + 1), quarter, now));
    CHECK(within_next(unit(now + 1), quarter, now));
    CHECK(within_next(unit(now + 15 * minute_ms), quarter, now));
    CHECK_FALSE(within_next(unit(now + 15 * minute_ms + 1), quarter, now));
    CHECK_FALSE(within_next(unit(now - 1), quarter, now));
    CHECK_FALSE(older_than(unit(now + 100 * minute_ms), none, now));
}

TEST_CASE("[D32] changed: from and to no value, and letter case") {
    Values values;
    CHECK_FALSE(changed(Kind::text, false, values.text("a"), values.text("a")));
    CHECK(changed(Kind::text, false, values.text("a"), values.text("A")));
    CHECK(changed(Kind::text, false, absent, values.text("")));
    CHECK(changed(Kind::text, false, values.text(""), absent));
    CHECK_FALSE(changed(Kind::text, false, absent, absent));
    CHECK(changed(Kind::integer, false, number("1"), number("2")));
    CHECK_FALSE(changed(Kind::boolean, false, unit(1), unit(1)));
}

TEST_CASE("[D32] lists change as sequences") {
    Values values;
    CHECK_FALSE(changed(Kind::text, true, values.texts({"a", "b"}), values.texts({"a", "b"})));
    CHECK(changed(Kind::text, true, values.texts({"a", "b"}), values.texts({"b", "a"})));
    CHECK(changed(Kind::text, true, values.texts({"a"}), values.texts({"a", "a"})));
    CHECK(changed(Kind::text, true, values.texts({"a"}), values.texts({"A"})));
}

TEST_CASE("lists contain any and all of others") {
    Values values;
    const Value tags = values.texts({"vip", "Gold", "fr"});
    CHECK(list_contains_any(Kind::text, tags, values.texts({"x", "GOLD"})));
    CHECK_FALSE(list_contains_any(Kind::text, tags, values.texts({"x", "GOLD"}), true));
    CHECK_FALSE(list_contains_any(Kind::text, tags, values.texts({"gol"})));
    CHECK(list_contains_all(Kind::text, tags, values.texts({"FR", "vip"})));
    CHECK_FALSE(list_contains_all(Kind::text, tags, values.texts({"fr", "silver"})));
    CHECK_FALSE(list_contains_all(Kind::text, tags, values.texts({"FR", "vip"}), true));
}
