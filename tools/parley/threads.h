// How many threads a command may use, and threads where the machine has room for them.
#pragma once

#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "tools/parley/arguments.h"

namespace parley::cli {

// `--threads N`, from 1 to 256, with what it says of itself.
Option threads_option(std::string help);
inline constexpr std::string_view threads_misused = "--threads takes a number from 1 to 256";
// 0: it was not given; nothing: it is no such number.
std::optional<unsigned> chosen_threads(const Arguments& arguments);

// One that is not joinable: there was none to be had, and whoever asked does the work itself.
template <typename Work>
std::thread try_thread(Work work) {
    try {
        return std::thread(std::move(work));
    } catch (const std::system_error&) {
        return {};
    }
}

}  // namespace parley::cli
