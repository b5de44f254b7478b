#include <bit>
#include <cstring>

#include "runtime/value/text.h"
#include "runtime/wire/readers.h"
#include "runtime/wire/reading_quickly.h"

namespace parley::wire {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool has_escape(std::string_view text) {
    return !text.empty() && std::memchr(text.data(), '\\', text.size()) != nullptr;
}

// The value of 1 to 8 digits that end where the eight bytes at `last` do; -1: they are not all digits, or too many.
std::int64_t value_of_digits(const char* last, std::size_t count) {
    constexpr std::uint64_t zeros = 0x3030303030303030u;
    if (std::endian::native != std::endian::little || count - 1 >= sizeof zeros) return -1;
    std::uint64_t digits = 0;
    std::memcpy(&digits, last, sizeof digits);
    const unsigned others = 8 * static_cast<unsigned>(sizeof digits - count);
    digits = (digits >> others ^ zeros >> others) << others;  // the digits' values, 0 before them
    if (((digits | (digits + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u) != 0) return -1;
    digits = digits * 10 + (digits >> 8);  // of two each, then of four, then all
    digits = (digits & 0x00FF00FF00FF00FFu) * 100 + (digits >> 16 & 0x00FF00FF00FF00FFu);
    digits = (digits & 0x0000FFFF0000FFFFu) * 10000 + (digits >> 32 & 0x0000FFFFu);
    return static_cast<std::int64_t>(digits & 0xFFFFFFFFu);
}

// Walks a line once, in its order, from one place of the index to the next. Behind the last one it finds a space, which
// is nowhere right. What reads a part of the line takes the place behind the part's first, and returns the one behind
// its last; nullptr: it is not surely good.
class Walk {
public:
    using Next = const std::uint32_t*;

    Walk(std::string_view line, bool is_ascii, bool is_escaped, const JsonIndex& index, Reading& reading,
         vm::Arena& arena)
        : line_(line.data()),
          size_(line.size()),
          index_(index),
          reading_(reading),
          arena_(arena),
          ascii_(is_ascii),
          escaped_(is_escaped),
          plain_(is_ascii && !is_escaped) {}

    // false where it is not one good object and nothing else.
    bool run() {
        const std::span<const std::uint32_t> places = index_.places();
        if (line_[places.front()] != '{') return false;
        return object_of(reading_.document(), places.data() + 1) == places.data() + places.size() &&
               reading_.is_certain();
    }

private:
    static constexpr std::size_t deepest = 256;  // of the objects and lists that this calls itself for

    // Behind a brace or bracket: what is before each comma and before the `end`, behind which it returns.
    template <char end, typename Part>
    Next parts(Next next, Part part) {
        if (line_[*next] == end) return next + 1;
        for (;;) {
            next = part(next + 1);
            if (next == nullptr) return nullptr;
            const char found = line_[*next++];
            if (found == end) return next;
            if (found != ',') return nullptr;
        }
    }

    // Of an object that leads to fields: its members go where they lead.
    Next object_of(Node& object, Next next) {
        if (++depth_ > deepest || !reading_.quick_open(object)) return nullptr;
        Node** expected = &object.first;
        next = parts<'}'>(next, [&](Next name) { return member(expected, name); });
        reading_.quick_close(object);
        --depth_;
        return next;
    }

    Next member(Node**& expected, Next next) {
        const std::size_t quote = next[-1];
        Node* node = *expected;
        if (node != nullptr && Members::is_next(*node, line_ + quote, size_ - quote)) {
            expected = &node->next;
        } else {
            std::string_view name;
            bool ascii = false;
            if (!text(next, name, ascii)) return nullptr;
            node = &reading_.member(JsonValue::of_text(name, ascii, true), expected);
        }
        return line_[*next] == ':' ? value_of(*node, next + 2) : nullptr;
    }

    Next value_of(Node& node, Next next) {
        switch (node.way) {
            case Way::object:
                if (line_[next[-1]] == '{') return object_of(node, next);
                break;
            case Way::head:
                if (const std::string_view text = plain_text(next); text.data() != nullptr)
                    if (reading_.quick_head(node, text)) return next;
                break;
            case Way::text:
                if (const std::string_view text = plain_text(next); text.data() != nullptr)
                    if (reading_.quick_text(node, text)) return next;
                break;
            case Way::symbol:
                if (const std::string_view text = plain_text(next); text.data() != nullptr)
                    if (reading_.quick_symbol(node, text)) return next;
                break;
            case Way::boolean:
                if (is_boolean(next)) return reading_.quick_number(node, line_[next[-1]] == 't'), next;
                break;
            case Way::number:
            case Way::seconds:
                if (const std::int64_t whole = small_number(next); whole >= 0)
                    return reading_.quick_number(node, whole), next;
                break;
            case Way::other:
                break;
        }
        reading_.expect(node);
        return value(next);
    }

    // Whatever value the reading expects.
    Next value(Next next) {
        switch (line_[next[-1]]) {
            case '{':
                return skipped_object(next);
            case '[':
                return list(next);
            case '"': {
                std::string_view value;
                bool ascii = false;
                return text(next, value, ascii) && reading_.scalar(JsonValue::of_text(value, ascii, true)) ? next
                                                                                                           : nullptr;
            }
            case ' ':
                return nullptr;
            default:
                return scalar(token(next)) ? next : nullptr;
        }
    }

    // Whatever is not looked at, or at fault.
    Next skipped_object(Next next) {
        if (++depth_ > deepest || !reading_.open(false)) return nullptr;
        next = parts<'}'>(next, [&](Next name) -> Next {
            std::string_view unused;
            bool ascii = false;
            return text(name, unused, ascii) && line_[*name] == ':' ? value(name + 2) : nullptr;
        });
        --depth_;
        return next != nullptr && reading_.close() ? next : nullptr;
    }

    Next list(Next next) {
        if (++depth_ > deepest || !reading_.open(true)) return nullptr;
        next = parts<']'>(next, [&](Next item) { return value(item); });
        --depth_;
        return next != nullptr && reading_.close() ? next : nullptr;
    }

    // All of the part before `next`.
    std::string_view token(Next next) const {
        const std::size_t begin = next[-1];
        std::size_t end = *next;
        while (end > begin && is_space(line_[end - 1])) --end;
        return {line_ + begin, end - begin};
    }

    // false: it is none. That its other quote stands at the end of the token, the index has seen to.
    bool text(Next next, std::string_view& text, bool& ascii) {
        const std::string_view quoted = token(next);
        if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return false;
        text = quoted.substr(1, quoted.size() - 2);
        const bool unescaped = escaped_ && has_escape(text);
        if (unescaped && !unescape(text)) return false;
        ascii = (ascii_ && !unescaped) || value::is_ascii(text);
        return true;
    }

    // One of ASCII and without escapes, right before the next part; nullptr: any other, and what is no text.
    std::string_view plain_text(Next next) const {
        const char* begin = line_ + next[-1];
        const char* last = line_ + *next - 1;
        if (*begin != '"' || *last != '"' || begin == last) return {};
        const std::string_view text(begin + 1, static_cast<std::size_t>(last - begin - 1));
        return plain_ || is_plain(text) ? text : std::string_view();
    }
    [[gnu::noinline]] static bool is_plain(std::string_view text) { return value::is_ascii(text) && !has_escape(text); }

    // All texts of a line together are no longer than it.
    bool unescape(std::string_view& text) {
        if (unescaped_ == nullptr) unescaped_ = arena_.array<char>(size_ + JsonIndex::padding);
        char* end = index_.unescape(text.data(), unescaped_);
        if (end == nullptr) return false;
        text = {unescaped_, static_cast<std::size_t>(end - unescaped_)};
        unescaped_ = end;
        return value::is_valid_utf8(text);
    }

    bool scalar(std::string_view token) {
        if (token == "true") return reading_.scalar(JsonValue::of_boolean(true));
        if (token == "false") return reading_.scalar(JsonValue::of_boolean(false));
        if (token == "null") return reading_.scalar(JsonValue::of(JsonValue::Type::null));
        const JsonValue json = JsonValue::of_number(value::parse_json_number(token), token);
        return json.number.fault == value::NumberFault::none && reading_.scalar(json);
    }

    // Right before the next part; without a jump that depends on which of the two it is.
    bool is_boolean(Next next) const {
        const char* begin = line_ + next[-1];
        const bool yes = *begin == 't', no = *begin == 'f';
        std::uint32_t found = 0, expected = 0;
        std::memcpy(&found, begin + no, sizeof found);
        std::memcpy(&expected, yes ? "true" : "alse", sizeof expected);
        return yes + no != 0 && found == expected && *next - next[-1] == sizeof found + no;
    }

    // One of few digits, right before the next part, as nearly all are; -1: any other, and what is no number.
    std::int64_t small_number(Next next) const {
        const char* begin = line_ + next[-1];
        const std::size_t size = *next - next[-1];
        const char* last = begin + size - sizeof(std::uint64_t);
        const bool leads_with_zero = static_cast<int>(size > 1) & static_cast<int>(*begin == '0');
        return leads_with_zero || last < line_ ? -1 : value_of_digits(last, size);
    }

    const char* line_;
    std::size_t size_;
    const JsonIndex& index_;
    Reading& reading_;
    vm::Arena& arena_;
    bool ascii_, escaped_;       // whether all of the line is, and whether any of it is
    bool plain_;                 // ASCII without escapes
    char* unescaped_ = nullptr;  // where the next text without its escapes goes
    std::size_t depth_ = 0;
};

}  // namespace

// What goes through the whole line by wide vectors reads the line as it was given: from a copy that was only just
// written, in other pieces, the processor would have to wait for.
bool QuickReader::read(std::string_view json, Reading& reading, vm::Arena& arena) {
    if (!index_.make(json)) return false;
    const bool is_ascii = value::is_ascii(json), is_escaped = has_escape(json);
    char* line = arena.array<char>(json.size() + JsonIndex::padding);
    std::memcpy(line, json.data(), json.size());
    std::memset(line + json.size(), ' ', JsonIndex::padding);
    return Walk({line, json.size()}, is_ascii, is_escaped, index_, reading, arena).run();
}

}  // namespace parley::wire
