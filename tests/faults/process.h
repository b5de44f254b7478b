// Programs run to their end, with what they wrote. Safe to call from several threads.
#pragma once

#include <string>
#include <vector>

namespace faults {

using Words = std::vector<std::string>;

struct Outcome {
    int code = -1;  // of the exit; 128 and the signal's number after a signal; `hung` if it had to be ended
    std::string out, err;
    bool by_signal() const { return code > 128; }
};
inline constexpr int killed = 128 + 9;
inline constexpr int hung = 124;

// Looked up in PATH. What takes longer than two minutes is killed.
Outcome run(const std::string& folder, const Words& command);
// The program under test.
Outcome parley(const std::string& folder, const Words& words);
Words with_parley(const Words& words);

// "a b 'c d'", to be typed.
std::string shown(const Words& command);

}  // namespace faults
