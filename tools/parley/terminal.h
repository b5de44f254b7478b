// What a stream's other end can show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley::cli {

enum class ColorChoice { automatic, always, never };

struct Terminal {
    bool is_terminal = false;
    bool color = false;
    std::size_t width = 80;  // columns
};

// `always` and `never` win over NO_COLOR, which wins over the terminal.
Terminal look_at_stream(int descriptor, ColorChoice choice);

// SGR sequences, or nothing where there is no colour.
class Style {
public:
    explicit Style(const Terminal& terminal) : color_(terminal.color) {}
    std::string bold(std::string_view text) const { return with("1", text); }
    std::string dim(std::string_view text) const { return with("2", text); }
    std::string red(std::string_view text) const { return with("31", text); }
    std::string green(std::string_view text) const { return with("32", text); }
    std::string yellow(std::string_view text) const { return with("33", text); }

private:
    std::string with(std::string_view code, std::string_view text) const;
    bool color_;
};

// Text from outside as it may be shown on a terminal: on one line, without control characters, and without those that
// turn the reading direction. At most `at_most` code points, then "…".
std::string shown(std::string_view text, std::size_t at_most = 2000);

// How many code points a valid text has.
std::size_t length(std::string_view text);

}  // namespace parley::cli
