#include "tools/parley/progress.h"

#include <algorithm>
#include <cstdio>

namespace parley::cli {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
constexpr std::size_t bar_cells = 30;

}  // namespace

Progress::Progress(const Terminal& terminal, std::string what)
    : terminal_(terminal), what_(std::move(what)), next_(steady_clock::now() + milliseconds(300)) {}

Progress::~Progress() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

bool Progress::is_due() {
    if (!terminal_.is_terminal) return false;
    const steady_clock::time_point now = steady_clock::now();
    if (now < next_) return false;
    next_ = now + milliseconds(100);
    return true;
}

void Progress::update(std::uint64_t finished, std::uint64_t total) {
    if (!is_due()) return;
    if (total == 0) return draw(what_ + "  " + std::to_string(finished));
    const double share = std::min(1.0, static_cast<double>(finished) / static_cast<double>(total));
    const auto full = static_cast<std::size_t>(share * bar_cells);
    std::string bar;
    for (std::size_t i = 0; i < bar_cells; ++i) bar += i < full ? "█" : "░";
    draw(what_ + "  " + bar + " " + std::to_string(static_cast<int>(share * 100)) + " %");
}

void Progress::step(std::string_view words) {
    if (is_due()) draw(what_ + ": " + std::string(words));
}

void Progress::draw(const std::string& line) {
    drawn_ = true;
    std::fprintf(stderr, "\r\x1b[K%s", shown(line, terminal_.width - 1).c_str());
    std::fflush(stderr);
}

}  // namespace parley::cli
