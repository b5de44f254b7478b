// Fires the events of a frame and lists the actions. Total: every program ends on every frame, within its budget if all
// of it was verified, and no test or action can fail.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/text_index/text_index.h"
#include "runtime/vm/buffer.h"
#include "runtime/vm/frame.h"
#include "runtime/vm/plan_view.h"

namespace parley::vm {

inline constexpr std::size_t maximum_actions = 1000;  // of one event line; the rest is counted and dropped
// Of the texts of one event line that merge fields are put into; the one that would go beyond ends there.
inline constexpr std::size_t maximum_rendered_bytes = 16u << 20;

enum class ActionStatus : std::uint8_t {
    done,
    no_value,             // its value or an argument is a field without one (D40)
    recent_conversation,  // suppressed by skip_if_recent_conversation (D16, D45)
};

// An action of the list. Nearly all are the same for every event: they are done, and their members are constants.
struct ActionResult {
    std::uint32_t action;        // index into the artifact's actions
    std::uint32_t member_count;  // Decision::member
    std::uint32_t event;         // the event its rule fired for
    std::uint32_t detail;        // into Decision::details; none: it is such a one
};

// Of any other. Its members are values in the order and of the types of the artifact's member records; a text that was
// rendered has no folding. Each is absent where it is a field without a value, and then the status is `no_value`,
// suppressed or not.
struct ActionDetail {
    ActionStatus status;
    std::uint32_t first_member;                  // into Decision::members
    std::uint32_t first_missing, missing_count;  // merge fields without a value, each once: into Decision::missing
};

struct RuleResult {
    std::uint32_t rule;
    std::uint32_t branch;  // the last branch taken; of `fired_rules`, bytecode::none if no branch was
    std::uint32_t event;
};

// Reused from line to line; what it refers to is good until the next `execute` with it or the frame's next `clear`.
struct Decision {
    Buffer<ActionResult> actions;
    std::vector<ActionDetail> details;
    std::vector<value::Value> members;
    std::vector<std::string_view> missing;
    Buffer<RuleResult> rules;  // those of which a branch was taken, in order
    std::uint64_t dropped_actions = 0;
    std::uint64_t instructions = 0;  // carried out one by one: by the plan fewer than the code has on the way
    std::uint64_t rendered_bytes = 0;
    Arena arena;
    void clear();
    // A value of an action: of those that are the same for every event nothing is copied before it is asked for.
    value::Value member(const Program& program, const ActionResult& action, std::uint32_t index) const;
    ActionStatus status(const ActionResult& action) const {
        return action.detail == bytecode::none ? ActionStatus::done : details[action.detail].status;
    }
    std::span<const std::string_view> missing_of(const ActionResult& action) const {
        if (action.detail == bytecode::none) return {};
        return std::span(missing).subspan(details[action.detail].first_missing, details[action.detail].missing_count);
    }
};

// Every rule that the frame's events fire, in order, with what a decision of this frame made of it.
std::vector<RuleResult> fired_rules(const Frame& frame, const Decision& decision);

// One step of the path, in order. A `test` is an instruction and its result as written, `negate` included; that of a
// named condition stands behind what the condition itself tested, and alone where it was remembered.
struct TraceStep {
    enum class Kind : std::uint8_t { rule, test, branch, action, condition_begin, condition_end, rule_end } kind;
    bool result;          // of a test or condition; of rule_end: whether a branch completed the rule
    std::uint32_t index;  // rule, instruction, branch, action (index into Decision::actions) or named condition
    std::uint32_t event;  // of a rule
};
using Trace = std::vector<TraceStep>;

// What is remembered while one line is executed, and the room that this takes. One thread at a time.
class Machine {
public:
    explicit Machine(const Program& program);
    // `trace`, where given, is cleared and filled with everything that was tested, in order: then the code is walked
    // through as it is written. Otherwise by the plan, which comes to the same and tests as little as it can; and where
    // the program is not `explainable`, which leaves the trace empty.
    void execute(const Frame& frame, Decision& decision, Trace* trace = nullptr);

private:
    friend class Deciding;
    friend class Tracing;
    // Whether this line has come to the event already, or an event before it fired the rule (D11, D48).
    bool has_begun(std::uint32_t event) const;
    bool has_fired(std::uint32_t rule) const;
    std::span<const std::uint32_t> rules_of(std::uint32_t event) const;
    void make_room_for(const bytecode::IndexRecord& index);

    const Program* program_;
    PlanView plan_;
    std::span<const bytecode::EventRecord> event_records_;
    std::span<const std::uint32_t> event_rules_;
    std::vector<std::uint32_t> begun_;    // events of this line, in order
    std::uint64_t line_ = 0, event_ = 0;  // count up; what is remembered says when it was found out
    // Result in the lowest bit, above it the event (of a condition) or line (of a test) that it was found out at.
    std::vector<std::uint64_t> conditions_, memos_;
    struct Searched {
        text_index::Found found;
        std::uint64_t line = 0, noted_line = 0;  // the last one: that it was done for, that memos were told of it for
    };
    std::vector<Searched> searches_;
    std::vector<std::uint32_t> codes_;                 // the frame's, where rules read the event
    std::vector<std::uint64_t> woken_, woken_blocks_;  // bits of terms, and of blocks that have any; else zero
    struct Left {
        std::uint64_t terms, decisions;  // bits of BlockRecord
        std::uint64_t word;
    };
    std::vector<Left> left_;                         // the words of terms that are not zero
    std::vector<std::uint8_t> only_lists_;           // by index: it walks nowhere and lists no more than a line may
    std::size_t most_actions_ = 0, most_rules_ = 0;  // that an index lists, and some more
    std::string scratch_;                            // texts under work
};

}  // namespace parley::vm
