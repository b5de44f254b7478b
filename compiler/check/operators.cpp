#include "compiler/check/operators.h"

#include <array>

#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using syntax::Operator;
using syntax::Quantifier;

constexpr unsigned bit(TypeClass type) {
    return 1u << static_cast<unsigned>(type);
}

constexpr unsigned text = bit(TypeClass::text), list = bit(TypeClass::list), instant = bit(TypeClass::instant);
constexpr unsigned calendar = bit(TypeClass::calendar);
constexpr unsigned names = bit(TypeClass::choice) | bit(TypeClass::ordered_choice) | bit(TypeClass::reference);
constexpr unsigned amounts = bit(TypeClass::number) | bit(TypeClass::duration) | bit(TypeClass::size);
constexpr unsigned ordered = amounts | bit(TypeClass::ordered_choice);
constexpr unsigned in_lists = text | names | amounts | calendar;
constexpr unsigned equality = in_lists | bit(TypeClass::boolean);
constexpr unsigned absent = (equality | instant) & ~bit(TypeClass::size);
constexpr auto single = Quantifier::single;

constexpr std::string_view sized = "takes a number, a duration or an ordered choice on its left";
constexpr std::string_view timed = "takes an instant, a date, a time of day or a weekday on its left";

// In the order in which help lists them.
constexpr std::array table = {
    OperatorInfo{Operator::is, single, "is", "is not", equality, "takes a single value other than an instant", true},
    OperatorInfo{Operator::less, single, "<", "", ordered, sized, true},
    OperatorInfo{Operator::less_equal, single, "<=", "", ordered, sized, true},
    OperatorInfo{Operator::greater, single, ">", "", ordered, sized, true},
    OperatorInfo{Operator::greater_equal, single, ">=", "", ordered, sized, true},
    OperatorInfo{Operator::before, single, "before", "", instant | calendar, timed, true},
    OperatorInfo{Operator::after, single, "after", "", instant | calendar, timed, true},
    OperatorInfo{Operator::between, single, "between", "", ordered | instant | calendar,
                 "takes what has an order on its left", true},
    OperatorInfo{Operator::within_last, single, "within last", "", instant, "takes an instant on its left", true},
    OperatorInfo{Operator::within_next, single, "within next", "", instant, "takes an instant on its left", true},
    OperatorInfo{Operator::older_than, single, "older than", "", instant, "takes an instant on its left", true},
    OperatorInfo{Operator::during, single, "during", "not during", instant, "takes an instant on its left", true},
    OperatorInfo{Operator::in, single, "in", "not in", in_lists,
                 "takes a single value other than an instant or a boolean", true},
    OperatorInfo{Operator::contains, single, "contains", "does not contain", text | list,
                 "takes text or a list on its left", true},
    OperatorInfo{Operator::contains, Quantifier::any_of, "contains any of", "does not contain any of", text | list,
                 "takes text or a list on its left", false},
    OperatorInfo{Operator::contains, Quantifier::all_of, "contains all of", "", list, "takes a list on its left", true},
    OperatorInfo{Operator::contains, Quantifier::none_of, "contains none of", "", list, "takes a list on its left",
                 true},
    OperatorInfo{Operator::starts_with, single, "starts with", "does not start with", text, "takes text on its left",
                 true},
    OperatorInfo{Operator::starts_with, Quantifier::any_of, "starts with any of", "does not start with any of", text,
                 "takes text on its left", false},
    OperatorInfo{Operator::ends_with, single, "ends with", "does not end with", text, "takes text on its left", true},
    OperatorInfo{Operator::ends_with, Quantifier::any_of, "ends with any of", "does not end with any of", text,
                 "takes text on its left", false},
    OperatorInfo{Operator::matches, single, "matches", "does not match", text, "takes text on its left", true},
    OperatorInfo{Operator::is_blank, single, "is blank", "is not blank", text, "takes text on its left", true},
    OperatorInfo{Operator::is_empty, single, "is empty", "is not empty", list, "takes a list on its left", true},
    OperatorInfo{Operator::is_set, single, "is set", "is not set", absent, "takes a single value on its left", false},
};

// "numbers", "a queue": what the help is for.
std::string subject_of(const Context& context, value::Type type, bool size) {
    if (size) return "the size of a list";
    if (type.list) return "lists";
    switch (type.kind) {
        case value::Kind::integer:
        case value::Kind::decimal:
            return "numbers";
        case value::Kind::text:
            return "text";
        default:
            return what_it_holds(context, type);
    }
}

}  // namespace

TypeClass class_of(value::Type type) {
    if (type.list) return TypeClass::list;
    switch (type.kind) {
        case value::Kind::text:
            return TypeClass::text;
        case value::Kind::choice:
            return type.ordered ? TypeClass::ordered_choice : TypeClass::choice;
        case value::Kind::reference:
            return TypeClass::reference;
        case value::Kind::integer:
        case value::Kind::decimal:
        case value::Kind::money:
            return TypeClass::number;
        case value::Kind::duration:
            return TypeClass::duration;
        case value::Kind::instant:
            return TypeClass::instant;
        case value::Kind::date:
        case value::Kind::time_of_day:
        case value::Kind::weekday:
            return TypeClass::calendar;
        case value::Kind::boolean:
            return TypeClass::boolean;
    }
    return TypeClass::text;
}

std::span<const OperatorInfo> operators() {
    return table;
}

const OperatorInfo* find_operator(Operator op, Quantifier quantifier) {
    for (const OperatorInfo& info : table) {
        if (info.op == op && info.quantifier == quantifier) return &info;
    }
    return nullptr;
}

std::string usable_operators(const Context& context, value::Type type, bool size) {
    const TypeClass wanted = size ? TypeClass::size : class_of(type);
    std::vector<std::string_view> words;
    for (const OperatorInfo& info : table) {
        if (!info.listed || !info.applies_to(wanted)) continue;
        words.push_back(info.positive);
        if (info.op == Operator::is) words.push_back(info.negative);
    }
    if (wanted == TypeClass::list) words.push_back("size");
    std::string out = "for " + subject_of(context, type, size) + " use ";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
        out += "`" + std::string(words[i]) + "`";
    }
    return out;
}

}  // namespace parley::check
