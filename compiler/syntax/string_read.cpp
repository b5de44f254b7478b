// A string that scanned well, as text and merge fields.
#include <algorithm>

#include "compiler/syntax/characters.h"
#include "compiler/syntax/string_literal.h"
#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

// The bytes between the quotes that are text, and what is taken away from the beginning of its lines.
struct Body {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view indentation;
    bool begins_line = false;
};

std::size_t line_break(std::string_view text, std::size_t at, std::size_t end) {
    if (at >= end || !is_line_break(text[at])) return 0;
    return text[at] == '\r' && at + 1 < end && text[at + 1] == '\n' ? 2 : 1;
}

Body body_of(std::string_view text, std::size_t begin, std::size_t end) {
    if (end - begin < 6 || text.substr(begin, 3) != "\"\"\"") return {begin + 1, end - 1, {}, false};
    Body body{begin + 3, end - 3, {}, false};
    const std::size_t opening = line_break(text, body.begin, body.end);
    body.begin += opening;
    body.begins_line = opening != 0;
    std::size_t last_line = body.end;
    while (last_line > body.begin && is_blank(text[last_line - 1])) --last_line;
    const bool own_line = last_line > body.begin ? is_line_break(text[last_line - 1]) : body.begins_line;
    if (!own_line) return body;
    body.indentation = text.substr(last_line, body.end - last_line);
    body.end = last_line;
    if (body.end > body.begin) {
        const bool two = body.end - body.begin > 1 && text[body.end - 1] == '\n' && text[body.end - 2] == '\r';
        body.end -= two ? 2 : 1;
    }
    return body;
}

class StringReader {
public:
    StringReader(std::string_view text, source::FileId file) : text_(text), file_(file) {}

    // Leaves `at` behind the closing quotes.
    StringContent read(std::size_t begin, std::size_t end) {
        const Body body = body_of(text_, begin, end);
        StringContent content;
        std::size_t at = body.begin;
        if (body.begins_line) skip_indentation(at, body);
        while (at < body.end) {
            if (const std::size_t length = line_break(text_, at, body.end)) {
                content.text += '\n';
                at += length;
                skip_indentation(at, body);
            } else if (text_[at] == '\\') {
                escape(at, content.text);
            } else if (text_.substr(at, 2) == "{{") {
                flush(content);
                content.parts.push_back(merge_field(at));
            } else {
                content.text += text_[at++];
            }
        }
        if (!content.parts.empty())
            flush(content);
        else
            content.text = value::to_nfc(content.text);
        return content;
    }

private:
    static void flush(StringContent& content) {
        if (content.text.empty()) return;
        content.parts.push_back(
            {.merge = false, .text = value::to_nfc(content.text), .fallback = {}, .span = {}, .name_span = {}});
        content.text.clear();
    }

    void skip_indentation(std::size_t& at, const Body& body) const {
        for (std::size_t i = 0; i < body.indentation.size() && at < body.end; ++i, ++at) {
            if (text_[at] != body.indentation[i]) return;
        }
    }

    void escape(std::size_t& at, std::string& out) const {
        const char c = text_[at + 1];
        at += 2;
        if (c != 'u') {
            out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
            return;
        }
        const std::size_t close = text_.find('}', at);
        value::append_utf8(
            out, static_cast<char32_t>(std::stoul(std::string(text_.substr(at + 1, close - at - 1)), nullptr, 16)));
        at = close + 1;
    }

    StringPart merge_field(std::size_t& at) {
        const std::size_t begin = at;
        const std::size_t name = skip_blanks(text_, at + 2);
        const std::size_t name_end = word_end(text_, name);
        StringPart part{.merge = true,
                        .text = value::to_nfc(text_.substr(name, name_end - name)),
                        .fallback = {},
                        .span = {},
                        .name_span = span(name, name_end)};
        at = skip_blanks(text_, name_end);
        if (text_[at] == '|') {
            const std::size_t opening = skip_blanks(text_, at + 1);
            const std::size_t closing = string_end(opening);
            part.fallback = read(opening, closing).text;
            at = skip_blanks(text_, closing);
        }
        at += 2;
        part.span = span(begin, at);
        return part;
    }

    // Of a fallback, which has no merge fields.
    std::size_t string_end(std::size_t at) const {
        const bool triple = text_.substr(at, 3) == "\"\"\"";
        const std::string_view quotes = text_.substr(at, triple ? 3 : 1);
        for (at += quotes.size(); text_.substr(at, quotes.size()) != quotes;) at += text_[at] == '\\' ? 2 : 1;
        return at + quotes.size();
    }

    source::Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    std::string_view text_;
    source::FileId file_;
};

}  // namespace

StringContent read_string(std::string_view text, std::uint32_t begin, std::uint32_t end, source::FileId file) {
    return StringReader(text, file).read(begin, end);
}

}  // namespace parley::syntax
