// The types of fields, operands and action arguments. Shared by compiler and runtime, so a comparison that the compiler
// folds cannot differ from one that the VM executes. The numeric values are in artifacts: never change them.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley::value {

enum class Kind : std::uint8_t {
    text = 0,
    choice = 1,       // one of its domain's values
    reference = 2,    // the name of a queue, agent, contact point, webhook or catalog message: its domain's values
    integer = 3,      // 64 bits
    decimal = 4,      // 18 digits before and 18 behind the point
    money = 5,        // a decimal; its domain is its currency
    duration = 6,     // whole seconds, not negative
    instant = 7,      // milliseconds since 1970-01-01T00:00Z
    date = 8,         // days since 1970-01-01
    time_of_day = 9,  // seconds since midnight, 0 to 86400
    weekday = 10,     // 0 Monday to 6 Sunday
    boolean = 11,
};

using DomainId = std::uint32_t;
inline constexpr DomainId no_domain = ~DomainId{0};

struct Type {
    Kind kind = Kind::text;
    bool list = false;
    bool ordered = false;  // a choice whose values have an order
    DomainId domain = no_domain;

    Type element() const { return {kind, false, ordered, domain}; }
    friend bool operator==(const Type&, const Type&) = default;
};

inline bool is_numeric(Kind kind) {
    return kind == Kind::integer || kind == Kind::decimal || kind == Kind::money;
}
inline bool is_symbolic(Kind kind) {
    return kind == Kind::choice || kind == Kind::reference;
}
// Kinds that compare by `before` and `after`.
inline bool is_temporal(Kind kind) {
    return kind == Kind::instant || kind == Kind::date || kind == Kind::time_of_day || kind == Kind::weekday;
}

}  // namespace parley::value
