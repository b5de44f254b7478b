#include "runtime/value/value.h"

#include <algorithm>
#include <span>

#include "runtime/value/text.h"

namespace parley::value {
namespace {

std::span<const Value> items(const Value& list) {
    return {list.items, list.count};
}

std::string_view view(const Value& text, bool exactly) {
    return exactly ? text.text.exact : text.text.folded;
}

bool known_symbol_or_number(Kind kind, const Value& value) {
    return value.present && !(is_symbolic(kind) && value.number == unknown_symbol);
}

bool goes_round(Kind kind) {
    return kind == Kind::time_of_day || kind == Kind::weekday;
}

bool found(TextSearch search, std::string_view text, std::string_view needle) {
    switch (search) {
        case TextSearch::contains:
            return text.find(needle) != std::string_view::npos;
        case TextSearch::starts_with:
            return text.starts_with(needle);
        case TextSearch::ends_with:
            return text.ends_with(needle);
    }
    return false;
}

// now - instant, in milliseconds; a duration in the same unit.
Number age(const Value& instant, std::int64_t now) {
    return Number{now} - instant.number;
}
Number milliseconds(const Value& duration) {
    return duration.number * 1000;
}

}  // namespace

Value Value::of_number(Number number) {
    Value value;
    value.present = true;
    value.number = number;
    return value;
}

Value Value::of_text(Text text) {
    Value value;
    value.present = true;
    value.text = text;
    return value;
}

Value Value::of_unknown_symbol(std::string_view name) {
    Value value = of_number(unknown_symbol);
    value.symbol = name;
    return value;
}

Value Value::of_list(const Value* items, std::uint32_t count) {
    Value value;
    value.present = true;
    value.count = count;
    value.items = items;
    return value;
}

bool equal(Kind kind, const Value& left, const Value& right, bool exactly) {
    if (!left.present || !right.present) return false;
    if (kind == Kind::text) return view(left, exactly) == view(right, exactly);
    if (left.number != right.number) return false;
    return !is_symbolic(kind) || left.number != unknown_symbol || left.symbol == right.symbol;
}

bool in_list(Kind kind, const Value& left, const Value& list, bool exactly) {
    return std::ranges::any_of(items(list), [&](const Value& item) { return equal(kind, left, item, exactly); });
}

bool less(Kind kind, const Value& left, const Value& right) {
    return known_symbol_or_number(kind, left) && known_symbol_or_number(kind, right) && left.number < right.number;
}

bool less_equal(Kind kind, const Value& left, const Value& right) {
    return known_symbol_or_number(kind, left) && known_symbol_or_number(kind, right) && left.number <= right.number;
}

bool between(Kind kind, const Value& value, const Value& low, const Value& high) {
    if (goes_round(kind) && less(kind, high, low)) {
        return less_equal(kind, low, value) || less_equal(kind, value, high);
    }
    return less_equal(kind, low, value) && less_equal(kind, value, high);
}

bool text_search(TextSearch search, const Value& text, const Value& needles, bool needles_are_list, bool exactly) {
    if (!text.present || !needles.present) return false;
    const std::string_view searched = view(text, exactly);
    if (!needles_are_list) return found(search, searched, view(needles, exactly));
    return std::ranges::any_of(items(needles),
                               [&](const Value& needle) { return found(search, searched, view(needle, exactly)); });
}

bool is_blank(const Value& text) {
    return !text.present || is_white_space(text.text.exact);
}

bool list_contains_any(Kind kind, const Value& list, const Value& wanted, bool exactly) {
    return std::ranges::any_of(items(wanted), [&](const Value& item) { return in_list(kind, item, list, exactly); });
}

bool list_contains_all(Kind kind, const Value& list, const Value& wanted, bool exactly) {
    return std::ranges::all_of(items(wanted), [&](const Value& item) { return in_list(kind, item, list, exactly); });
}

bool within_last(const Value& instant, const Value& duration, std::int64_t now) {
    if (!instant.present || !duration.present) return false;
    const Number passed = age(instant, now);
    return passed >= 0 && passed <= milliseconds(duration);
}

bool within_next(const Value& instant, const Value& duration, std::int64_t now) {
    if (!instant.present || !duration.present) return false;
    const Number ahead = -age(instant, now);
    return ahead >= 0 && ahead <= milliseconds(duration);
}

bool older_than(const Value& instant, const Value& duration, std::int64_t now) {
    return instant.present && duration.present && age(instant, now) > milliseconds(duration);
}

bool changed(Kind kind, bool list, const Value& former, const Value& now) {
    constexpr bool exactly = true;
    if (list) {
        return !std::ranges::equal(items(former), items(now), [kind](const Value& left, const Value& right) {
            return equal(kind, left, right, exactly);
        });
    }
    if (!former.present || !now.present) return former.present != now.present;
    return !equal(kind, former, now, exactly);
}

}  // namespace parley::value
