#include "compiler/source/source.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace parley::source {

namespace {

constexpr std::size_t offset_limit = std::numeric_limits<std::uint32_t>::max();
// What is known at the start of each block, so that neither a file of one huge line nor one of very many costs more
// than any other.
constexpr std::size_t block_bytes = 4096;

// Every byte that begins a code point counts. In ill-formed text the bytes that continue nothing count as part of what
// is before them, which leaves the place of the first fault exact.
std::uint32_t code_points(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::vector<std::uint32_t> find_lines(std::string_view text, std::uint32_t begin) {
    std::vector<std::uint32_t> begins{begin};
    for (std::size_t at = begin; at < text.size(); ++at) {
        bool cr_alone = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
        if (text[at] == '\n' || cr_alone) begins.push_back(static_cast<std::uint32_t>(at + 1));
    }
    return begins;
}

std::vector<std::uint32_t> count_blocks(std::string_view text) {
    std::vector<std::uint32_t> before{0};
    for (std::size_t at = 0; at + block_bytes <= text.size(); at += block_bytes) {
        before.push_back(before.back() + code_points(text.substr(at, block_bytes)));
    }
    return before;
}

// How many lines begin in front of each block, or at its start.
std::vector<std::uint32_t> count_lines(const std::vector<std::uint32_t>& begins, std::size_t text_size) {
    std::vector<std::uint32_t> before;
    std::uint32_t lines = 0;
    for (std::size_t at = 0; at <= text_size; at += block_bytes) {
        while (lines < begins.size() && begins[lines] <= at) ++lines;
        before.push_back(lines);
    }
    before.push_back(static_cast<std::uint32_t>(begins.size()));
    return before;
}

}  // namespace

Span join(Span first, Span last) {
    if (!first.exists()) return last;
    if (!last.exists() || last.file != first.file) return first;
    return {first.file, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
    if (text_.size() > offset_limit) text_.resize(offset_limit);
    if (text_.starts_with("\xEF\xBB\xBF")) text_begin_ = 3;
    line_begins_ = find_lines(text_, text_begin_);
    lines_before_ = count_lines(line_begins_, text_.size());
    code_points_before_ = count_blocks(text_);
}

std::uint32_t SourceFile::count_code_points(std::uint32_t offset) const {
    std::size_t block = offset / block_bytes;
    std::size_t begin = block * block_bytes;
    return code_points_before_[block] + code_points(std::string_view(text_).substr(begin, offset - begin));
}

Position SourceFile::position(std::uint32_t offset) const {
    offset = std::clamp(offset, text_begin_, static_cast<std::uint32_t>(text_.size()));
    const std::size_t block = offset / block_bytes;
    const auto behind = std::upper_bound(line_begins_.begin() + lines_before_[block],
                                         line_begins_.begin() + lines_before_[block + 1], offset);
    const auto line = static_cast<std::uint32_t>(behind - line_begins_.begin());
    const std::uint32_t begin = *(behind - 1);
    const std::uint32_t column = offset - begin < block_bytes
                                     ? code_points(std::string_view(text_).substr(begin, offset - begin))
                                     : count_code_points(offset) - count_code_points(begin);
    return {line, column + 1};
}

std::uint32_t SourceFile::line_begin(std::uint32_t number) const {
    if (number > line_count()) return static_cast<std::uint32_t>(text_.size());
    return line_begins_[std::max(number, 1u) - 1];
}

std::string_view SourceFile::line(std::uint32_t number) const {
    std::uint32_t begin = line_begin(number);
    std::uint32_t end = line_begin(std::max(number, 1u) + 1);
    while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
    return std::string_view(text_).substr(begin, end - begin);
}

FileId SourceSet::add(std::string name, std::string text) {
    files_.emplace_back(std::move(name), std::move(text));
    return static_cast<FileId>(files_.size() - 1);
}

std::string_view SourceSet::text(Span span) const {
    if (span.file >= files_.size()) return {};
    std::string_view text = files_[span.file].text();
    if (span.begin >= text.size() || span.end <= span.begin) return {};
    return text.substr(span.begin, span.end - span.begin);
}

std::optional<TextFault> find_text_fault(std::string_view text, const Limits& limits) {
    std::size_t limit = std::min(limits.file_bytes, offset_limit);
    if (text.size() > limit) return TextFault{TextFault::Kind::too_large, static_cast<std::uint32_t>(limit)};
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        const auto begin = static_cast<std::uint32_t>(at);
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c < 0) return TextFault{TextFault::Kind::invalid_utf8, begin};
        if (c == 0) return TextFault{TextFault::Kind::nul, begin};
    }
    return std::nullopt;
}

}  // namespace parley::source
