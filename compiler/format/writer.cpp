#include "compiler/format/writer.h"

#include <algorithm>
#include <utility>

namespace parley::format {
namespace {

constexpr int indent_columns = 4;

bool is_line_comment(std::string_view comment) {
    return comment.starts_with("//");
}

std::string_view without_trailing_blanks(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t");
    return text.substr(0, last + 1);
}

}  // namespace

std::size_t Writer::width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t Writer::line_breaks(std::uint32_t begin, std::uint32_t end) const {
    std::size_t count = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
        const bool pair = text_[i] == '\r' && i + 1 < end && text_[i + 1] == '\n';
        count += text_[i] == '\n' || (text_[i] == '\r' && !pair);
    }
    return count;
}

bool Writer::has_line_break(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin).find_first_of("\r\n") != std::string_view::npos;
}

bool Writer::has_comment(std::uint32_t begin, std::uint32_t end) const {
    const auto first =
        std::lower_bound(comments_.begin(), comments_.end(), begin,
                         [](const syntax::Comment& comment, std::uint32_t at) { return comment.begin < at; });
    return first != comments_.end() && first->begin < end;
}

std::size_t Writer::comment_width(std::uint32_t begin, std::uint32_t end) const {
    auto comment = std::lower_bound(comments_.begin(), comments_.end(), begin,
                                    [](const syntax::Comment& c, std::uint32_t at) { return c.begin < at; });
    std::size_t columns = 0;
    for (; comment != comments_.end() && comment->begin < end; ++comment) {
        columns += 1 + width(text_.substr(comment->begin, comment->end - comment->begin));
    }
    return columns;
}

// Line breaks inside a text or comment become LF like all others.
void Writer::write(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 == text.size() || text[i + 1] != '\n') out_ += '\n';
            continue;
        }
        out_ += text[i];
    }
    const std::size_t last_line = text.find_last_of("\r\n");
    column_ = last_line == std::string_view::npos ? column_ + width(text) : width(text.substr(last_line + 1));
}

void Writer::new_line(int indent, bool blank) {
    if (!out_.empty()) out_ += blank ? "\n\n" : "\n";
    out_.append(static_cast<std::size_t>(indent * indent_columns), ' ');
    column_ = static_cast<std::size_t>(indent * indent_columns);
}

// Whether the author began a line between the comments of this gap.
bool Writer::breaks_line(std::uint32_t until) const {
    std::uint32_t at = source_at_;
    for (std::size_t i = next_comment_; i < comments_.size() && comments_[i].begin < until; ++i) {
        if (line_breaks(at, comments_[i].begin) != 0) return true;
        at = comments_[i].end;
    }
    return line_breaks(at, until) != 0;
}

bool Writer::comments_of_gap(std::uint32_t until, const Gap& gap) {
    bool blank_due = gap.blank_due;
    const std::size_t first_comment = next_comment_;
    bool began_line = false;
    for (; next_comment_ < comments_.size() && comments_[next_comment_].begin < until; ++next_comment_) {
        const syntax::Comment& comment = comments_[next_comment_];
        const std::string_view written = text_.substr(comment.begin, comment.end - comment.begin);
        const std::size_t breaks = line_breaks(source_at_, comment.begin);
        if (out_.empty()) {
            blank_due = false;
        } else if (breaks == 0) {
            write(is_line_comment(written) ? "  " : " ");
        } else {
            const bool may_be_blank = next_comment_ == first_comment ? gap.blank_first : gap.kind == Gap::Kind::line;
            new_line(gap.comment_indent, blank_due || (may_be_blank && breaks > 1));
            blank_due = false;
            began_line = true;
        }
        write(is_line_comment(written) ? without_trailing_blanks(written) : written);
        source_at_ = comment.end;
    }
    return began_line;
}

void Writer::token(const syntax::Token& token, const Gap& gap) {
    const std::string_view written = text_.substr(token.begin, token.end - token.begin);
    const bool any_comments = next_comment_ < comments_.size() && comments_[next_comment_].begin < token.begin;
    const bool broken = any_comments && breaks_line(token.begin);
    const bool first = out_.empty();
    const bool comments_on_lines = any_comments && comments_of_gap(token.begin, gap);
    const std::size_t breaks = line_breaks(source_at_, token.begin);
    const bool begins_line = broken ? breaks != 0 : gap.kind == Gap::Kind::line;
    if (begins_line) {
        const bool may_be_blank = gap.blank_last && (gap.blank_first || any_comments);
        new_line(gap.indent, (gap.blank_due && !comments_on_lines) || (may_be_blank && breaks > 1));
    } else if (any_comments) {
        const bool clings = token.kind == syntax::TokenKind::comma || token.kind == syntax::TokenKind::colon;
        if (!clings) write(" ");
    } else if (gap.kind != Gap::Kind::join && !first) {
        write(gap.kind == Gap::Kind::wide ? "  " : " ");
    }
    write(written);
    source_at_ = token.end;
}

std::string Writer::finish() {
    const auto end = static_cast<std::uint32_t>(text_.size());
    Gap gap;
    gap.kind = Gap::Kind::line;
    gap.blank_first = gap.blank_due = true;
    comments_of_gap(end, gap);
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
}

}  // namespace parley::format
