#include <algorithm>
#include <cstring>

#include "runtime/value/text.h"
#include "runtime/wire/readers.h"

namespace parley::wire {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool has_escape(std::string_view text) {
    return !text.empty() && std::memchr(text.data(), '\\', text.size()) != nullptr;
}

// Walks a line once, in its order, from one place of the index to the next.
class Walk {
public:
    Walk(std::string_view line, const JsonIndex& index, Reading& reading, vm::Arena& arena)
        : line_(line.data()),
          size_(line.size()),
          index_(index),
          next_(index.places().data()),
          end_(next_ + index.places().size()),
          reading_(reading),
          arena_(arena),
          ascii_(value::is_ascii(line)),
          escaped_(has_escape(line)) {}

    // false where it is not one good object and nothing else.
    bool run() { return take() == '{' && object() && next_ == end_; }

private:
    static constexpr std::size_t deepest = 256;  // of the objects and lists that this calls itself for

    // The byte at the next place, which is behind it then; 0 behind the last one.
    char take() { return next_ == end_ ? '\0' : line_[*next_++]; }

    bool enter(bool list) { return ++depth_ <= deepest && reading_.open(list); }
    bool leave() {
        --depth_;
        return reading_.close();
    }

    // Behind its brace.
    bool object() {
        if (!enter(false)) return false;
        char found = take();
        if (found == '}') return leave();
        for (;; found = take()) {
            if (found != '"' || !key() || take() != ':' || !value()) return false;
            found = take();
            if (found == '}') return leave();
            if (found != ',') return false;
        }
    }

    bool list() {
        if (!enter(true)) return false;
        if (next_ != end_ && line_[*next_] == ']') {
            ++next_;
            return leave();
        }
        for (;;) {
            if (!value()) return false;
            const char found = take();
            if (found == ']') return leave();
            if (found != ',') return false;
        }
    }

    bool value() {
        const char first = take();
        switch (first) {
            case '{':
                return object();
            case '[':
                return list();
            case '"': {
                JsonValue json = JsonValue::of_text({}, false, true);
                return text(json.text, json.ascii) && reading_.scalar(json);
            }
            default:
                return scalar(token());
        }
    }

    // All of what begins at the place taken last.
    std::string_view token() const {
        const std::size_t begin = next_[-1];
        std::size_t end = next_ == end_ ? size_ : *next_;
        while (end > begin && is_space(line_[end - 1])) --end;
        return {line_ + begin, end - begin};
    }

    bool key() {
        std::string_view name;
        bool ascii = false;
        return text(name, ascii) && reading_.key(name, ascii);
    }

    // The one whose quote was taken last. That its other quote stands at the end of the token, the index has seen to.
    bool text(std::string_view& text, bool& ascii) {
        const std::string_view quoted = token();
        if (quoted.size() < 2 || quoted.back() != '"') return false;
        text = quoted.substr(1, quoted.size() - 2);
        const bool unescaped = escaped_ && has_escape(text);
        if (unescaped && !unescape(text)) return false;
        ascii = (ascii_ && !unescaped) || value::is_ascii(text);
        return true;
    }

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
        if (token == "null") return reading_.scalar(JsonValue::of(JsonValue::Type::null));
        if (token == "true") return reading_.scalar(JsonValue::of_boolean(true));
        if (token == "false") return reading_.scalar(JsonValue::of_boolean(false));
        const JsonValue json{.type = JsonValue::Type::number, .text = token, .number = value::parse_json_number(token)};
        return json.number.fault == value::NumberFault::none && reading_.scalar(json);
    }

    const char* line_;
    std::size_t size_;
    const JsonIndex& index_;
    const std::uint32_t *next_, *end_;
    Reading& reading_;
    vm::Arena& arena_;
    bool ascii_, escaped_;       // whether all of the line is, and whether any of it is
    char* unescaped_ = nullptr;  // where the next text without its escapes goes
    std::size_t depth_ = 0;
};

}  // namespace

bool QuickReader::read(std::string_view json, Reading& reading, vm::Arena& arena) {
    char* line = arena.array<char>(json.size() + JsonIndex::padding);
    std::memcpy(line, json.data(), json.size());
    std::memset(line + json.size(), ' ', JsonIndex::padding);
    const std::string_view kept(line, json.size());
    return index_.make(kept) && Walk(kept, index_, reading, arena).run();
}

}  // namespace parley::wire
