// What a target's command must have done, at whatever instant it was stopped.
#pragma once

#include <string>

#include "tests/faults/targets.h"

namespace faults {

// From runs that nothing disturbed: before the command, after it, and after it was done once more.
struct Expectation {
    Parts before, after, again;
    int first_code = -1, second_code = -1;
};
// `folder` stays as it is.
Expectation expectation_of(const Target& target, const std::string& folder);

// What is wrong in `folder` after the command was stopped there, else empty. `acknowledged`: it had said that it was
// done, so only the state after it will do. Runs the command once more, which must succeed and leave nothing behind.
std::string check(const Target& target, const Expectation& expectation, const std::string& folder, bool acknowledged);
// The first half: only looks.
std::string check_state(const Expectation& expectation, const Parts& seen, bool acknowledged);

// Whether the stopped run had said that it was done.
bool acknowledged(const Target& target, const Outcome& outcome);

}  // namespace faults
