// Internal to compiler/format: writes tokens and the comments between them, given how each gap is to look. Comments
// stay on the line of the token behind which they stand, or on lines of their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/lex.h"

namespace parley::format {

struct Gap {
    enum class Kind { join, space, wide, line } kind = Kind::space;
    int indent = 0;          // of the next token where a line begins, in steps of four columns
    int comment_indent = 0;  // of comments on lines of their own
    // Where a blank line of the author's is kept: in front of the first comment or token of the gap, and in front of
    // the token. Between comments it always is.
    bool blank_first = false;
    bool blank_last = false;
    bool blank_due = false;  // one is written in front of the token, or of the comments that belong to it
};

class Writer {
public:
    Writer(std::string_view text, std::uint32_t text_begin, const std::vector<syntax::Comment>& comments)
        : text_(text), comments_(comments), source_at_(text_begin) {}

    void token(const syntax::Token& token, const Gap& gap);
    // What comments are left, and the line break behind everything.
    std::string finish();

    std::size_t column() const { return column_; }
    // Whether the author began a new line anywhere between these places, inside tokens and comments too.
    bool has_line_break(std::uint32_t begin, std::uint32_t end) const;
    bool has_comment(std::uint32_t begin, std::uint32_t end) const;
    // Columns that the comments between two places take in one line, with a space in front of each.
    std::size_t comment_width(std::uint32_t begin, std::uint32_t end) const;

    static std::size_t width(std::string_view text);

private:
    // Whether any of them began a line.
    bool comments_of_gap(std::uint32_t until, const Gap& gap);
    bool breaks_line(std::uint32_t until) const;
    std::size_t line_breaks(std::uint32_t begin, std::uint32_t end) const;
    void new_line(int indent, bool blank);
    void write(std::string_view text);

    std::string_view text_;
    const std::vector<syntax::Comment>& comments_;
    std::size_t next_comment_ = 0;
    std::uint32_t source_at_;  // behind what was written last
    std::string out_;
    std::size_t column_ = 0;
};

}  // namespace parley::format
