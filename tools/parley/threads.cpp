#include "tools/parley/threads.h"

#include <charconv>

namespace parley::cli {

Option threads_option(std::string help) {
    return {"--threads", "N", std::move(help), {}};
}

std::optional<unsigned> chosen_threads(const Arguments& arguments) {
    const std::optional<std::string> text = arguments.value("threads");
    if (!text) return 0;
    unsigned number = 0;
    const char* const end = text->data() + text->size();
    const auto [read, fault] = std::from_chars(text->data(), end, number);
    return fault == std::errc{} && read == end && number >= 1 && number <= 256 ? std::optional(number) : std::nullopt;
}

}  // namespace parley::cli
