#include "runtime/value/number.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace parley::value {
namespace {

constexpr int decimals = 18;                                             // digits behind the point
constexpr int most_digits = 19;                                          // before it: those of a 64-bit integer
constexpr Number decimal_limit = Number{decimal_scale} * decimal_scale;  // 18 digits before the point

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view take_digits(std::string_view& text) {
    const std::size_t length =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return digits;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

// The digits of a number without its point, which stands behind `point` of them (before the first one where negative).
struct Digits {
    std::string_view before, behind;
    std::int64_t point = 0;
    std::size_t size() const { return before.size() + behind.size(); }
    char operator[](std::size_t index) const {
        return index < before.size() ? before[index] : behind[index - before.size()];
    }
};

Digits without_leading_zeros(Digits digits) {
    for (std::string_view* part : {&digits.before, &digits.behind}) {
        const std::size_t zeros = std::min(part->find_first_not_of('0'), part->size());
        part->remove_prefix(zeros);
        digits.point -= static_cast<std::int64_t>(zeros);
        if (!part->empty()) break;
    }
    return digits;
}

bool only_zeros_from(const Digits& digits, std::size_t index) {
    for (; index < digits.size(); ++index) {
        if (digits[index] != '0') return false;
    }
    return true;
}

// Whether what is cut off behind the `kept` first digits makes the last kept one go up: half to even.
bool rounds_up(const Digits& digits, std::size_t kept, Number number) {
    if (kept >= digits.size() || digits[kept] < '5') return false;
    return digits[kept] > '5' || number % 2 != 0 || !only_zeros_from(digits, kept + 1);
}

bool in_range(Number number) {
    return fits_decimal(number) || fits_integer(number);
}

ParsedNumber scale(Digits digits, bool negative) {
    digits = without_leading_zeros(digits);
    ParsedNumber parsed;
    parsed.whole = true;
    if (digits.size() == 0) return parsed;
    if (digits.point > most_digits) return {0, NumberFault::out_of_range, false};
    parsed.whole = digits.point > 0 && only_zeros_from(digits, static_cast<std::size_t>(digits.point));
    if (digits.point < -decimals) return parsed;  // less than half of the smallest

    const auto kept = static_cast<std::size_t>(digits.point + decimals);  // 37 at most: 128 bits hold it
    for (std::size_t i = 0; i < kept; ++i)
        parsed.number = parsed.number * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    if (rounds_up(digits, kept, parsed.number)) ++parsed.number;
    if (negative) parsed.number = -parsed.number;
    if (!in_range(parsed.number)) return {0, NumberFault::out_of_range, false};
    return parsed;
}

constexpr ParsedNumber not_a_number{0, NumberFault::not_a_number, false};

// The exponent behind `e`, held within what can matter; false: there is none.
bool take_exponent(std::string_view& text, std::int64_t& exponent) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const std::string_view digits = take_digits(text);
    for (const char digit : digits) exponent = std::min(most, exponent * 10 + (digit - '0'));
    if (negative) exponent = -exponent;
    return !digits.empty();
}

constexpr std::array<std::int64_t, decimals + 1> powers_of_ten = [] {
    std::array<std::int64_t, decimals + 1> powers = {1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

// One that 64 bits hold without its point, as nearly all are; without exponent.
std::optional<ParsedNumber> parse_short(std::string_view text) {
    const bool negative = take(text, '-');
    if (text.empty() || text.size() > decimals || (text.size() > 1 && text[0] == '0' && text[1] != '.')) return {};
    std::int64_t digits = 0;
    std::size_t point = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9') {
            digits = digits * 10 + (text[i] - '0');
        } else if (text[i] == '.' && point == text.size() && i > 0 && i + 1 < text.size()) {
            point = i;
        } else {
            return {};
        }
    }
    const std::size_t behind = point == text.size() ? 0 : text.size() - point - 1;
    const Number number = Number{digits} * powers_of_ten[decimals - behind];
    return ParsedNumber{negative ? -number : number, NumberFault::none, digits % powers_of_ten[behind] == 0};
}

}  // namespace

ParsedNumber parse_literal(std::string_view text) {
    const bool negative = take(text, '-');
    Digits digits;
    digits.before = take_digits(text);
    if (digits.before.empty()) return not_a_number;
    if (take(text, '.')) {
        digits.behind = take_digits(text);
        if (digits.behind.empty()) return not_a_number;
    }
    if (!text.empty()) return not_a_number;
    if (digits.behind.size() > decimals) return {0, NumberFault::too_many_decimals, false};
    digits.point = static_cast<std::int64_t>(digits.before.size());
    return scale(digits, negative);
}

ParsedNumber parse_json_number(std::string_view text) {
    if (const std::optional<ParsedNumber> parsed = parse_short(text)) return *parsed;
    const bool negative = take(text, '-');
    Digits digits;
    digits.before = take_digits(text);
    if (digits.before.empty() || (digits.before.size() > 1 && digits.before[0] == '0')) return not_a_number;
    if (take(text, '.')) {
        digits.behind = take_digits(text);
        if (digits.behind.empty()) return not_a_number;
    }
    std::int64_t exponent = 0;
    if ((take(text, 'e') || take(text, 'E')) && !take_exponent(text, exponent)) return not_a_number;
    if (!text.empty()) return not_a_number;
    digits.point = static_cast<std::int64_t>(digits.before.size()) + exponent;
    return scale(digits, negative);
}

bool fits_integer(Number number) {
    return number % decimal_scale == 0 && number / decimal_scale >= std::numeric_limits<std::int64_t>::min() &&
           number / decimal_scale <= std::numeric_limits<std::int64_t>::max();
}

bool fits_decimal(Number number) {
    return number > -decimal_limit && number < decimal_limit;
}

Number from_integer(std::int64_t integer) {
    return Number{integer} * decimal_scale;
}

std::string to_string(Number number) {
    char buffer[48];
    return std::string(buffer, write_number(number, buffer));
}

std::size_t write_number(Number number, char* buffer) {
    // Backwards into room for all digits of 128 bits, so that any value at all can be written.
    char reversed[48];
    std::size_t length = 0;
    const bool negative = number < 0;
    unsigned __int128 rest =
        negative ? -static_cast<unsigned __int128>(number) : static_cast<unsigned __int128>(number);
    bool significant = false;  // zeros at the end of the decimals are left out
    for (int position = 0; position <= decimals || rest != 0; ++position, rest /= 10) {
        const auto digit = static_cast<char>('0' + static_cast<int>(rest % 10));
        if (position == decimals && significant) reversed[length++] = '.';
        if (position >= decimals) significant = true;
        if (digit != '0') significant = true;
        if (significant) reversed[length++] = digit;
    }
    if (negative) reversed[length++] = '-';
    std::reverse_copy(reversed, reversed + length, buffer);
    return length;
}

}  // namespace parley::value
