// The only file that knows how nlohmann's reader calls back.
#include <nlohmann/json.hpp>

#include "runtime/value/text.h"
#include "runtime/wire/readers.h"

namespace parley::wire {
namespace {

// nlohmann's handler interface, handed on to a Reading.
class Handler {
public:
    explicit Handler(Reading& reading, std::string_view json) : reading_(reading), json_(json) {}

    bool null() { return reading_.scalar(JsonValue::of(JsonValue::Type::null)); }
    bool boolean(bool value) { return reading_.scalar(JsonValue::of_boolean(value)); }
    bool number_integer(std::int64_t value) {
        return reading_.scalar(JsonValue::of_number({value::from_integer(value), value::NumberFault::none, true}));
    }
    bool number_unsigned(std::uint64_t value) {
        if (value <= INT64_MAX) return number_integer(static_cast<std::int64_t>(value));
        return reading_.scalar(JsonValue::of_number({0, value::NumberFault::out_of_range, true}));
    }
    // The digits count; the binary number that the library made of them does not.
    bool number_float(double, const std::string& digits) {
        return reading_.scalar(JsonValue::of_number(value::parse_json_number(digits), digits));
    }
    bool string(const std::string& text) {
        return reading_.scalar(JsonValue::of_text(text, value::is_ascii(text), false));
    }
    bool binary(const std::vector<std::uint8_t>&) { return false; }  // not in text
    bool start_object(std::size_t) { return reading_.open(false); }
    bool key(const std::string& name) { return reading_.key(name, value::is_ascii(name)); }
    bool end_object() { return reading_.close(); }
    bool start_array(std::size_t) { return reading_.open(true); }
    bool end_array() { return reading_.close(); }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) {
        constexpr int number_overflow = 406;
        if (error.id == number_overflow) {
            reading_.refuse({reading_.path(), "the number is out of range"});
        } else if (!value::is_valid_utf8(json_)) {
            reading_.refuse({"", "no valid UTF-8"});
        } else if (position > json_.size()) {
            reading_.refuse({"", "no JSON: the line ends too early"});
        } else {
            reading_.refuse({"", "no JSON: unexpected input at byte " + std::to_string(position)});
        }
        return false;
    }

private:
    Reading& reading_;
    std::string_view json_;
};

}  // namespace

void read_thoroughly(std::string_view json, Reading& reading) {
    Handler handler(reading, json);
    nlohmann::json::sax_parse(json.begin(), json.end(), &handler);
}

}  // namespace parley::wire
