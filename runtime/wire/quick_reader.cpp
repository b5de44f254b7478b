// The only file that sees simdjson.
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/value/text.h"
#include "runtime/wire/readers.h"

namespace parley::wire {
namespace {

namespace ondemand = simdjson::ondemand;

// The first quote or backslash from `text` on; what stands behind the line may be read, and ends the search.
const char* find_quote(const char* text, const char* end) {
    constexpr std::uint64_t ones = 0x0101010101010101u, tops = ones << 7;
    for (; text < end; text += sizeof ones) {
        std::uint64_t word;
        std::memcpy(&word, text, sizeof word);
        const std::uint64_t quotes = word ^ ones * '"', escapes = word ^ ones * '\\';
        const std::uint64_t found = ((quotes - ones) & ~quotes & tops) | ((escapes - ones) & ~escapes & tops);
        if (found != 0) return std::min(end, text + std::countr_zero(found) / 8);
    }
    return end;
}

// Walks a document once, in its order.
class Walk {
public:
    Walk(Reading& reading, const char* end) : reading_(reading), end_(end) {}

    bool object(ondemand::object& members) {
        if (!enter(false)) return false;
        for (auto member : members) {
            ondemand::field field;
            if (std::move(member).get(field) != simdjson::SUCCESS || !key(field) || !value(field.value())) return false;
        }
        return leave();
    }

private:
    static constexpr std::size_t deepest = 256;  // of the objects and lists that this calls itself for

    bool enter(bool list) { return ++depth_ <= deepest && reading_.open(list); }
    bool leave() {
        --depth_;
        return reading_.close();
    }

    bool list(ondemand::array& items) {
        if (!enter(true)) return false;
        for (auto item : items) {
            ondemand::value one;
            if (std::move(item).get(one) != simdjson::SUCCESS || !value(one)) return false;
        }
        return leave();
    }

    // Up to its quote, where nothing in it is escaped.
    bool key(ondemand::field& field) {
        const char* begin = field.key().raw();
        const char* end = find_quote(begin, end_);
        if (end == end_) return false;
        if (*end == '"') return reading_.key({begin, static_cast<std::size_t>(end - begin)});
        std::string_view text;
        return field.unescaped_key().get(text) == simdjson::SUCCESS && value::is_valid_utf8(text) && reading_.key(text);
    }

    bool value(ondemand::value& json) {
        std::string_view token = json.raw_json_token();
        if (token.empty()) return false;
        switch (token.front()) {
            case '{': {
                ondemand::object members;
                return json.get_object().get(members) == simdjson::SUCCESS && object(members);
            }
            case '[': {
                ondemand::array items;
                return json.get_array().get(items) == simdjson::SUCCESS && list(items);
            }
            default:
                break;
        }
        while (token.back() == ' ' || token.back() == '\t' || token.back() == '\r' || token.back() == '\n')
            token.remove_suffix(1);
        return token.front() == '"' ? text(json, token) : scalar(token);
    }

    // simdjson has seen that it is UTF-8 and has no control characters.
    bool text(ondemand::value& json, std::string_view token) {
        if (token.size() < 2 || token.back() != '"') return false;
        const std::string_view plain = token.substr(1, token.size() - 2);
        if (plain.empty() || std::memchr(plain.data(), '\\', plain.size()) == nullptr) {
            // It has to be taken: a text that is skipped may be followed by a colon, as if it were a key.
            return json.get_raw_json_string().error() == simdjson::SUCCESS &&
                   reading_.scalar(JsonValue::of_text(plain));
        }
        std::string_view unescaped;
        if (json.get_string().get(unescaped) != simdjson::SUCCESS || !value::is_valid_utf8(unescaped)) return false;
        return reading_.scalar(JsonValue::of_text(unescaped));
    }

    bool scalar(std::string_view token) {
        const char first = token.front();
        if (first == 'n' && token == "null") return reading_.scalar(JsonValue::of(JsonValue::Type::null));
        if (first == 't' && token == "true") return reading_.scalar(JsonValue::of_boolean(true));
        if (first == 'f' && token == "false") return reading_.scalar(JsonValue::of_boolean(false));
        const value::ParsedNumber number = value::parse_json_number(token);
        return number.fault == value::NumberFault::none && reading_.scalar(JsonValue::of_number(number, token));
    }

    Reading& reading_;
    const char* end_;
    std::size_t depth_ = 0;
};

}  // namespace

// simdjson reads a little beyond the end of what it is given, so that the line has to be copied.
struct QuickReader::Impl {
    ondemand::parser parser;
    std::vector<char> line;
};

QuickReader::QuickReader() : impl_(std::make_unique<Impl>()) {}
QuickReader::~QuickReader() = default;

bool QuickReader::read(std::string_view json, Reading& reading) {
    auto& [parser, line] = *impl_;
    if (line.size() < json.size() + simdjson::SIMDJSON_PADDING)
        line.resize(2 * json.size() + simdjson::SIMDJSON_PADDING);
    std::memcpy(line.data(), json.data(), json.size());
    std::memset(line.data() + json.size(), ' ', simdjson::SIMDJSON_PADDING);
    ondemand::document document;
    ondemand::object members;
    if (parser.iterate(line.data(), json.size(), line.size()).get(document) != simdjson::SUCCESS) return false;
    if (document.get_object().get(members) != simdjson::SUCCESS) return false;
    if (!Walk(reading, line.data() + json.size()).object(members)) return false;
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;  // nothing stands behind it
}

}  // namespace parley::wire
