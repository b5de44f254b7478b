#include "compiler/syntax/faults.h"

#include <utility>

namespace parley::syntax {

diagnostics::Diagnostic& Faults::report(diagnostics::Code code, std::uint32_t begin, std::uint32_t end,
                                        std::string message, std::string label) {
    ++count_;
    if (count_ <= limit_) return diagnostics_.report(code, span(begin, end), std::move(message), std::move(label));
    if (count_ == limit_ + 1) {
        diagnostics_.report(diagnostics::Code::too_many_errors, span(begin, end),
                            "the file has more than " + std::to_string(limit_) + " syntax errors", "reading ends here");
    }
    unheard_ = {};
    return unheard_;
}

std::string quote(std::string_view written) {
    constexpr std::size_t shown_bytes = 60;
    const auto line_end = written.find_first_of("\r\n");
    std::string_view shown = written.substr(0, line_end);
    bool cut = shown.size() < written.size();
    if (shown.size() > shown_bytes) {
        std::size_t end = shown_bytes;
        while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) --end;
        shown = shown.substr(0, end);
        cut = true;
    }
    return "`" + std::string(shown) + (cut ? "…`" : "`");
}

}  // namespace parley::syntax
