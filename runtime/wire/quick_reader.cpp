#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/value/text.h"
#include "runtime/wire/json_scan.h"
#include "runtime/wire/readers.h"
#include "runtime/wire/reading_quickly.h"

namespace parley::wire {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// How many digits the text begins with, 8 at most; and their value.
struct Digits {
    std::size_t count;
    std::int64_t value;
};

Digits digits_of(const char* text) {
    if (std::endian::native != std::endian::little) return {0, 0};
    std::uint64_t digits = 0;
    std::memcpy(&digits, text, sizeof digits);
    digits ^= 0x3030303030303030u;
    // Of what is no digit, the first byte's bits are right; behind it, carries may be.
    const std::uint64_t others = (digits | (digits + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u;
    const std::size_t count = static_cast<std::size_t>(std::countr_zero(others)) / 8;
    if (count == 0) return {0, 0};
    digits <<= 64 - 8 * count;             // 0 before them
    digits = digits * 10 + (digits >> 8);  // of two each, then of four, then all
    digits = (digits & 0x00FF00FF00FF00FFu) * 100 + (digits >> 16 & 0x00FF00FF00FF00FFu);
    digits = (digits & 0x0000FFFF0000FFFFu) * 10000 + (digits >> 32 & 0x0000FFFFu);
    return {count, static_cast<std::int64_t>(digits & 0xFFFFFFFFu)};
}

// Behind white space, of which most senders write none.
const char* skip(const char* place) {
    while (is_space(*place)) ++place;
    return place;
}

bool ends_value(char c) {
    return c == ',' || c == '}' || c == ']' || is_space(c);
}

// Read behind a line's end: of texts by vectors, of names and numbers by words.
static_assert(JsonEscapes::padding >= std::max(scanned_beyond, RecentNames::readable));

// Walks a line once, in its order. Behind the line it finds zero bytes, which are nowhere right, so that no end needs
// to be looked for. What reads a part takes the part's first place and returns the one behind its last; nullptr: it is
// not surely good.
class Walk {
public:
    Walk(std::string_view line, const JsonEscapes& escapes, Reading& reading, vm::Arena& arena)
        : line_(line), escapes_(escapes), reading_(reading), arena_(arena) {}

    // false where it is not one good object and nothing else.
    bool run() {
        const char* place = skip(line_.data());
        if (*place != '{') return false;
        place = objects(place + 1);
        return place != nullptr && skip(place) == line_.data() + line_.size() && reading_.is_certain();
    }

private:
    static constexpr std::size_t deepest = 256;  // of the objects and lists that this calls itself for

    // The document and all objects in it that lead to fields: their members go where they lead.
    const char* objects(const char* place) {
        Node** expected = nullptr;
        if (!reading_.quick_open(reading_.document(), expected)) return nullptr;
        place = skip(place);
        if (*place == '}') return place + 1;
        for (;;) {
            Node* node = *expected;
            place =
                is_expected(node, place) ? behind_name(*node, expected, place) : member(node, expected, skip(place));
            if (place == nullptr) return nullptr;
            if (node->way == Way::object && *place == '{') {
                if (!reading_.quick_open(*node, expected)) return nullptr;
                place = skip(place + 1);
                if (*place != '}') continue;
            } else {
                place = value_of(*node, place);
                if (place == nullptr) return nullptr;
            }
            while (*place != ',') {
                place = skip(place);
                if (*place == '}') {
                    ++place;
                    if (!reading_.quick_close(expected)) return place;
                } else if (*place != ',') {
                    return nullptr;
                }
            }
            ++place;
        }
    }

    // What comes next is asked for as senders write it, without looking for white space first.
    static bool is_expected(const Node* node, const char* place) {
        return node != nullptr && Members::is_next(*node, place);
    }
    static const char* behind_name(Node& node, Node**& expected, const char* place) {
        expected = &node.next;
        return skip(place + node.quoted.size());
    }

    // To the member's value, where white space was before it or another member was expected than `node`.
    const char* member(Node*& node, Node**& expected, const char* place) {
        if (is_expected(node, place)) return behind_name(*node, expected, place);
        Text name;
        place = text(place, name);
        if (place == nullptr) return nullptr;
        node = &reading_.member(JsonValue::of_text(name.text, name.ascii, true), expected);
        return behind_colon(place);
    }

    const char* value_of(Node& node, const char* place) {
        switch (node.way) {
            case Way::head:
                if (const std::string_view text = plain_text(place); text.data() != nullptr)
                    if (reading_.quick_head(node, text)) return behind(text);
                break;
            case Way::text:
                if (const std::string_view text = plain_text(place); text.data() != nullptr)
                    if (reading_.quick_text(node, text)) return behind(text);
                break;
            case Way::symbol:
                if (const std::string_view text = plain_text(place); text.data() != nullptr)
                    if (reading_.quick_symbol(node, text)) return behind(text);
                break;
            case Way::boolean:
                if (const std::size_t size = size_of_boolean(place); size != 0)
                    return reading_.quick_number(node, *place == 't'), place + size;
                break;
            case Way::number:
            case Way::seconds:
                if (const Digits digits = digits_of(place); is_small_number(digits, place))
                    return reading_.quick_number(node, digits.value), place + digits.count;
                break;
            case Way::object:
            case Way::other:
                break;
        }
        reading_.expect(node);
        return value(place);
    }

    // Behind a brace or bracket: what is before each comma and before the `end`, behind which it returns.
    template <char end, typename Part>
    const char* parts(const char* place, Part part) {
        place = skip(place);
        if (*place == end) return place + 1;
        for (;;) {
            place = part(place);
            if (place == nullptr) return nullptr;
            place = skip(place);
            const char found = *place++;
            if (found == end) return place;
            if (found != ',') return nullptr;
            place = skip(place);
        }
    }

    // Behind the colon and white space; nullptr: there is no colon.
    static const char* behind_colon(const char* place) {
        place = skip(place);
        return *place == ':' ? skip(place + 1) : nullptr;
    }

    // Whatever value the reading expects.
    const char* value(const char* place) {
        switch (*place) {
            case '{':
                return skipped_object(place + 1);
            case '[':
                return list(place + 1);
            case '"': {
                Text found;
                place = text(place, found);
                if (place == nullptr) return nullptr;
                return reading_.scalar(JsonValue::of_text(found.text, found.ascii, true)) ? place : nullptr;
            }
            default:
                return scalar(place);
        }
    }

    // Whatever is not looked at, or at fault.
    const char* skipped_object(const char* place) {
        if (++depth_ > deepest || !reading_.open(false)) return nullptr;
        place = parts<'}'>(place, [&](const char* member) -> const char* {
            Text unused;
            member = text(member, unused);
            if (member == nullptr) return nullptr;
            member = behind_colon(member);
            return member == nullptr ? nullptr : value(member);
        });
        --depth_;
        return place != nullptr && reading_.close() ? place : nullptr;
    }

    const char* list(const char* place) {
        if (++depth_ > deepest || !reading_.open(true)) return nullptr;
        place = parts<']'>(place, [&](const char* item) { return value(item); });
        --depth_;
        return place != nullptr && reading_.close() ? place : nullptr;
    }

    struct Text {
        std::string_view text;
        bool ascii = false;
    };

    const char* text(const char* place, Text& text) {
        if (*place++ != '"') return nullptr;
        const char* begin = place;
        bool is_escaped = false;
        for (place = scan_text(place); *place != '"'; place = scan_text(place + 2)) {
            if (*place != '\\' || place[1] == '\0') return nullptr;
            is_escaped = true;
        }
        text.text = {begin, static_cast<std::size_t>(place - begin)};
        if (is_escaped && !unescape(text.text)) return nullptr;
        text.ascii = value::is_ascii(text.text);
        return text.ascii || value::is_valid_utf8(text.text) ? place + 1 : nullptr;
    }

    // One of ASCII and without escapes; nullptr: any other, and what is no text.
    static std::string_view plain_text(const char* place) {
        if (*place != '"') return {};
        const char* end = scan_plain_text(place + 1);
        return *end == '"' ? std::string_view(place + 1, static_cast<std::size_t>(end - (place + 1)))
                           : std::string_view();
    }
    static const char* behind(std::string_view text) { return text.data() + text.size() + 1; }

    // All texts of a line together are no longer than it.
    bool unescape(std::string_view& text) {
        if (unescaped_ == nullptr) unescaped_ = arena_.array<char>(line_.size() + JsonEscapes::padding);
        char* end = escapes_.unescape(text.data(), unescaped_);
        if (end == nullptr) return false;
        text = {unescaped_, static_cast<std::size_t>(end - unescaped_)};
        unescaped_ = end;
        return true;
    }

    const char* scalar(const char* place) {
        const char* begin = place;
        while (*place != '\0' && !ends_value(*place)) ++place;
        const std::string_view token(begin, static_cast<std::size_t>(place - begin));
        return scalar(token) ? place : nullptr;
    }
    bool scalar(std::string_view token) {
        if (token == "true") return reading_.scalar(JsonValue::of_boolean(true));
        if (token == "false") return reading_.scalar(JsonValue::of_boolean(false));
        if (token == "null") return reading_.scalar(JsonValue::of(JsonValue::Type::null));
        const JsonValue json = JsonValue::of_number(value::parse_json_number(token), token);
        return json.number.fault == value::NumberFault::none && reading_.scalar(json);
    }

    // 0: it is none. Without a jump that depends on which of the two it is.
    static std::size_t size_of_boolean(const char* place) {
        const bool yes = *place == 't', no = *place == 'f';
        std::uint32_t found = 0, expected = 0;
        std::memcpy(&found, place + no, sizeof found);
        std::memcpy(&expected, yes ? "true" : "alse", sizeof expected);
        return yes + no != 0 && found == expected ? sizeof found + no : 0;
    }

    // One of few digits and nothing else, as nearly all are.
    static bool is_small_number(Digits digits, const char* place) {
        const bool leads_with_zero = static_cast<int>(digits.count > 1) & static_cast<int>(*place == '0');
        return digits.count != 0 && !leads_with_zero && ends_value(place[digits.count]);
    }

    std::string_view line_;
    const JsonEscapes& escapes_;
    Reading& reading_;
    vm::Arena& arena_;
    char* unescaped_ = nullptr;  // where the next text without its escapes goes
    std::size_t depth_ = 0;
};

}  // namespace

bool QuickReader::read(std::string_view json, Reading& reading, vm::Arena& arena) {
    char* line = arena.array<char>(json.size() + padding);
    std::memcpy(line, json.data(), json.size());
    std::memset(line + json.size(), '\0', padding);
    return Walk({line, json.size()}, escapes_, reading, arena).run();
}

}  // namespace parley::wire
