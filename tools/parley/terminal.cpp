#include "tools/parley/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/value/text.h"

namespace parley::cli {

namespace {

bool wants_color(bool is_terminal, ColorChoice choice) {
    if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
    const char* refused = std::getenv("NO_COLOR");
    if (refused != nullptr && *refused != '\0') return false;
    const char* kind = std::getenv("TERM");
    return is_terminal && kind != nullptr && std::string_view(kind) != "dumb";
}

bool is_unsafe(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
    const bool direction =
        c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return control || direction;
}

}  // namespace

Terminal look_at_stream(int descriptor, ColorChoice choice) {
    Terminal terminal;
    terminal.is_terminal = isatty(descriptor) == 1;
    terminal.color = wants_color(terminal.is_terminal, choice);
    winsize size{};
    if (terminal.is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        terminal.width = size.ws_col;
    return terminal;
}

std::string Style::with(std::string_view code, std::string_view text) const {
    if (!color_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string shown(std::string_view text, std::size_t at_most) {
    if (!value::is_valid_utf8(text)) return "(not UTF-8)";
    std::string out;
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = value::next_code_point(text, offset);
        if (count++ == at_most) return out + "…";
        if (c == '\n' || c == '\t' || c == '\r')
            out += ' ';
        else
            value::append_utf8(out, is_unsafe(c) ? U'\ufffd' : c);
    }
    return out;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return count;
}

}  // namespace parley::cli
