// The commands that write, each a row: what it works on, how it is typed, and what is to be looked at afterwards.
//
// What a command changes has one or more parts. Of each part the state before or the state after may be seen, nothing
// else. A store is one part, with all that can be asked of it; of files in the project each is one.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/faults/process.h"

namespace faults {

using Parts = std::map<std::string, std::string>;
inline const std::string the_store = "the store";  // the part that view_of_store gives

struct Target {
    std::string name;
    std::function<void(const std::string& folder)> prepare;  // fills an empty folder
    Words words;                                             // what stands behind `parley`
    std::function<Parts(const std::string& folder)> look;    // by fresh processes; changes nothing
    // Where some parts were done and others not: what the next run may end with, leaving all as it is. Else it does
    // them.
    int refusal = 0;
    // Every call is taken in the short form, too.
    bool always_whole = false;
    // What it prints to stdout is its result, so that having printed it is having said that it is done.
    bool output_acknowledges = true;
};

// All of them, or the one that PARLEY_TARGET in the environment names; those that write to a store; those of the latter
// that start from `prepare_published`.
const std::vector<Target>& targets();
std::vector<Target> store_targets();
std::vector<Target> published_targets();

// A project of one rule; `number` is in the text it answers with, so that each number makes another artifact.
void write_project(const std::string& folder, int number);
void write_rules(const std::string& folder, int number);
// Its store holds versions 1 and 2, the project is edited since and saved as the draft, three times.
void prepare_published(const std::string& folder);

// Fails the test's run where the program does not do it.
Outcome must(const std::string& folder, const Words& words);

}  // namespace faults
