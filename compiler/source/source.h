// Source texts and places in them. Every file that a finding may point at (rules, catalog, tests) is added to one
// SourceSet; a Span is then enough to name a place. Nothing here knows the language.
//
// Threads: a SourceSet is filled by one thread; afterwards it is read-only and may be shared.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::source {

using FileId = std::uint32_t;
inline constexpr FileId no_file = ~FileId{0};

// A half-open range of bytes in one file. An empty span marks a point (such as the end of the file).
struct Span {
    FileId file = no_file;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool exists() const { return file != no_file; }
    friend bool operator==(const Span&, const Span&) = default;
};

// From the start of the first to the end of the second; both in one file.
Span join(Span first, Span last);

// Line and column count from 1; a column is a Unicode code point. Lines end in LF, CR LF or CR.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

struct Limits {
    std::size_t file_bytes = 64u << 20;  // a larger file is refused; lower it to bound memory
};

class SourceFile {
public:
    // The text may hold any bytes; what lies behind 4 GiB is cut off. A leading UTF-8 byte order mark stays in the
    // text, but is in no line and no column; `text_begin` is behind it.
    SourceFile(std::string name, std::string text);

    const std::string& name() const { return name_; }
    std::string_view text() const { return text_; }
    std::uint32_t text_begin() const { return text_begin_; }
    // In logarithmic time, however long the line is. An offset behind the text is its end.
    Position position(std::uint32_t offset) const;
    // The line (from 1) without its line break; a number beyond the last line is an empty line at the end.
    std::string_view line(std::uint32_t number) const;
    std::uint32_t line_begin(std::uint32_t number) const;
    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }

private:
    std::string name_;
    std::string text_;
    std::uint32_t text_begin_ = 0;
    std::vector<std::uint32_t> line_begins_;
    std::vector<std::uint32_t> lines_before_, code_points_before_;  // the start of each block of the text

    std::uint32_t count_code_points(std::uint32_t offset) const;
};

class SourceSet {
public:
    // `name` is what findings print: the path as the user would write it.
    FileId add(std::string name, std::string text);
    const SourceFile& file(FileId id) const { return files_[id]; }
    std::size_t size() const { return files_.size(); }
    // The bytes of the span, as far as the file has them; empty for a span in no file.
    std::string_view text(Span span) const;
    Position position(Span span) const { return files_[span.file].position(span.begin); }

private:
    std::deque<SourceFile> files_;  // a deque, so that references stay
};

// What keeps a text from being read at all; the offset is of the first offending byte.
struct TextFault {
    enum class Kind { too_large, invalid_utf8, nul } kind;
    std::uint32_t offset;
};
std::optional<TextFault> find_text_fault(std::string_view text, const Limits& limits = {});

}  // namespace parley::source
