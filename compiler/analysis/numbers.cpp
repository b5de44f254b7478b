#include "compiler/analysis/numbers.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>

namespace parley::analysis {
namespace {

using value::Kind;
using value::Number;

struct Range {
    Number low, high, unit;
};

Range range_of(Kind kind) {
    constexpr Number scale = value::decimal_scale;
    constexpr Number far = Number{1} << 53;  // well past what an instant or duration of ours reaches
    switch (kind) {
        case Kind::integer:
            return {scale * std::numeric_limits<std::int64_t>::min(), scale * std::numeric_limits<std::int64_t>::max(),
                    scale};
        case Kind::decimal:
        case Kind::money:
            return {-(scale * scale) + 1, scale * scale - 1, 1};
        case Kind::duration:
            return {0, far, 1};
        case Kind::time_of_day:
            return {0, 86400, 1};
        case Kind::weekday:
            return {0, 6, 1};
        case Kind::boolean:
            return {0, 1, 1};
        default:
            return {-far, far, 1};
    }
}

Number floor_to(Number number, Number unit) {
    const Number rest = number % unit;
    return rest < 0 ? number - rest - unit : number - rest;
}

// A round value strictly between two constants.
Number between(Number low, Number high, const Range& range) {
    if (range.unit != 1 || high - low <= value::decimal_scale) return low + (high - low) / 2;
    const Number next = floor_to(low, value::decimal_scale) + value::decimal_scale;
    return next < high ? next : low + (high - low) / 2;
}

}  // namespace

std::vector<Number> representatives(Kind kind, std::vector<Number> constants) {
    const Range range = range_of(kind);
    std::ranges::sort(constants);
    constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
    if (constants.empty()) constants.push_back(0);
    const bool fractions = kind == Kind::decimal || kind == Kind::money;
    const Number step = fractions ? Number{value::decimal_scale} : range.unit;

    std::vector<Number> found;
    const auto add = [&](Number number) {
        if (number >= range.low && number <= range.high && number % range.unit == 0) found.push_back(number);
    };
    for (const Number constant : constants) add(constant);
    for (std::size_t i = 0; i < constants.size(); ++i) {
        const Number constant = floor_to(constants[i], range.unit);
        const bool last = i + 1 == constants.size();
        if (last) {
            add(constant + step);
            if (fractions) add(constant + 1);
        } else if (fractions) {
            if (constants[i + 1] - constant > 1) add(between(constant, constants[i + 1], range));
        } else {
            add(constant + range.unit);
        }
    }
    // Below the first constant: with a fraction in it, the whole number under it is below it already.
    const Number below = floor_to(constants.front(), range.unit);
    add(below < constants.front() ? below : below - step);
    if (fractions) add(below - 1);
    std::set<Number> seen;
    std::erase_if(found, [&](Number number) { return !seen.insert(number).second; });
    return found;
}

}  // namespace parley::analysis
