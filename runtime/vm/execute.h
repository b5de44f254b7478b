// Fires the events of a frame and lists the actions. Total: every verified program ends within its budget on every
// frame, and no test or action can fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/vm/frame.h"

namespace parley::vm {

inline constexpr std::size_t maximum_actions = 1000;  // of one event line; the rest is counted and dropped
// Of the texts of one event line that merge fields are put into; the one that would go beyond ends there.
inline constexpr std::size_t maximum_rendered_bytes = 16u << 20;

enum class ActionStatus : std::uint8_t {
    done,
    no_value,             // its value or an argument is a field without one (D40)
    recent_conversation,  // suppressed by skip_if_recent_conversation (D16, D45)
};

// Its members are values in the order and of the types of the artifact's member records; a text that was rendered has
// no folding. Each is absent where it is a field without a value, and then the status is `no_value`, suppressed or not.
struct ActionResult {
    std::uint32_t action;  // index into the artifact's actions
    std::uint32_t event;   // the event its rule fired for
    ActionStatus status;
    std::uint32_t first_member, member_count;    // into Decision::members
    std::uint32_t first_missing, missing_count;  // merge fields without a value, each once: into Decision::missing
};

struct RuleResult {
    std::uint32_t rule, event;
    std::uint32_t branch;  // the innermost branch taken, bytecode::none if no branch was
};

// Reused from line to line; what it refers to is good until the next `execute` with it or the frame's next `clear`.
struct Decision {
    std::vector<ActionResult> actions;
    std::vector<value::Value> members;
    std::vector<std::string_view> missing;
    std::vector<RuleResult> rules;  // every rule that fired, in order
    std::uint64_t dropped_actions = 0;
    std::uint64_t instructions = 0;
    std::uint64_t rendered_bytes = 0;
    Arena arena;
    void clear();
};

// One step of the path, in order. A `test` is an instruction and its result as written, `negate` included; that of a
// named condition stands behind what the condition itself tested, and alone where it was remembered.
struct TraceStep {
    enum class Kind : std::uint8_t { rule, test, branch, action, condition_begin, condition_end, rule_end } kind;
    bool result;          // of a test or condition; of rule_end: whether a branch completed the rule
    std::uint32_t index;  // rule, instruction, branch, action (index into Decision::actions) or named condition
    std::uint32_t event;  // of a rule
};
using Trace = std::vector<TraceStep>;

// What a Machine remembers of named conditions while it executes one line. One thread at a time.
class Machine {
public:
    explicit Machine(const Program& program);
    // `trace`, where given, is cleared and filled with everything that was tested, in order.
    void execute(const Frame& frame, Decision& decision, Trace* trace = nullptr);

private:
    template <bool traced>
    class Run;
    void forget(bool all);

    const Program* program_;
    std::vector<std::uint8_t> remembered_;  // by named condition: 0 unknown, 1 false, 2 true
    std::vector<std::uint32_t> touched_;
    std::uint64_t line_ = 0;
    std::vector<std::uint64_t> fired_;  // by rule, and
    std::vector<std::uint64_t> begun_;  // by event: the last line it was
    std::string scratch_;               // texts under work
};

}  // namespace parley::vm
