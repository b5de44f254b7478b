// What a decision came about by, rule by rule, made from the trace and the places that the artifact remembers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/vm/execute.h"
#include "runtime/wire/event.h"
#include "tools/parley/json.h"

namespace parley::cli {

struct SeenValue {
    std::string name;   // "conversation.language", "conversation.state before", "size of conversation.tags"
    std::string value;  // as the wire writes it, or "no value"
};

struct ExplainedTest {
    std::string text;  // as written, on one line
    std::uint32_t line = 0;
    bool result = false;
    bool remembered = false;  // a named condition that was tested before
    std::vector<SeenValue> seen;
    std::vector<ExplainedTest> inside;  // of a named condition: what it tested
};

struct ExplainedBranch {
    std::string path;
    bool is_else = false, taken = false;
    std::uint32_t line = 0;
    std::vector<ExplainedTest> tests;  // in the order they were tested
    std::vector<std::string> actions;  // of its own block
};

struct ExplainedRule {
    std::string name, place, event;
    std::vector<std::string> actions;       // outside of any branch
    std::vector<ExplainedBranch> branches;  // those looked at, in order
    std::size_t not_reached = 0;
    bool does_nothing = false;
    std::optional<ExplainedTest> stopped_by;  // where it does nothing for a condition's sake
};

struct Explanation {
    std::vector<ExplainedRule> rules;  // those that fired, in order
    std::size_t other_rules = 0;       // that name none of the line's events
    std::size_t disabled_rules = 0;
};

Explanation explain(const vm::Program& program, const vm::Frame& frame, const vm::Decision& decision,
                    const vm::Trace& trace);

Json to_json(const ExplainedRule& rule);
// In words, for somebody who knows the conversations and not the program.
std::string to_words(const ExplainedRule& rule);

}  // namespace parley::cli
