// What the tests of `run` share: a project, stimuli, the program at work on a pipe, and what its lines say.
#pragma once

#include <sys/types.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/commands/harness.h"

namespace tests {

// A catalog of queues Default and Billing, agents amy and bob; rules as given.
void write_centre(const Folder& folder, std::string_view rules = "ruleset \"None\"\n", std::string_view settings = "");
// A copy of one of the rule sets that come with the project.
void copy_rule_set(const Folder& folder, const std::string& name);

// `{"id":ID,"type":…}` at the second `second` of 2026-11-21T10:00Z; `members` begins with `"type"`.
std::string stimulus(const std::string& id, int second, const std::string& members);
std::string message(const std::string& id, int second, const std::string& from, const std::string& text = "Hi");

std::vector<Json> records(const std::vector<Json>& lines, const std::string& name);
// The events of the moments: "message_received | customer_message, starting, opened".
std::string moments(const std::vector<Json>& lines);
// All whole lines but `metrics`, `duplicate` and `rejected`: what was decided and commanded. A last line without its
// end is left out.
std::set<std::string> decided(std::string_view out);
// The keys of commands.
std::vector<std::string> keys(const std::vector<Json>& lines);
// The whole state as the views tell it, conversation by conversation with messages and moments, for comparing two.
std::string dump(const Folder& folder, const std::string& state = ".parley/state.db");

// The program at work, with a pipe to it and one from it.
class Live {
public:
    Live(const Folder& where, std::vector<std::string> words);
    ~Live();
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    void send(const std::string& line);
    // Waits for the next line; none: its output has ended. Of a line that was cut off there is nothing.
    std::optional<std::string> next_line();
    // The same; fails the test where none comes.
    Json receive();
    // Up to a line that has the member `name`, with this value; those before it are passed over.
    Json receive(const std::string& name, const std::string& value);
    // Nobody takes what it puts out any more.
    void stop_reading();
    std::string notices() const;
    // Waits until its notices say so, behind what they were found to say before.
    bool tells(std::string_view words);
    void signal(int number) const;
    // Closes its stdin, and waits for the end. The code of the exit, or 128 and the signal's number.
    int finish();
    int wait();
    std::string rest();  // what was not received

private:
    Folder streams_;
    pid_t child_ = -1;
    int in_ = -1, out_ = -1;
    std::string received_;
    std::size_t heard_ = 0;  // of the notices
};

}  // namespace tests
