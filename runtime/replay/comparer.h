// One recorded event decided by two programs, and what is done otherwise. Actions are compared by what they do: their
// name, their members and whether they were held back; never by the rule they come from or its line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/vm/execute.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

namespace parley::replay {

enum class Verdict : std::uint8_t {
    same,
    changed,
    both_in_error,
    one_in_error,  // on one side alone: the catalogs differ
};

// Of an event whose decision differs.
struct Difference {
    std::optional<std::string> id;
    // In words, one for each thing that differs: "send_to_queue: Billing → Default", "close: now also". Values that
    // only the event has are left out, so that there are no more different ones than the rules have ways to differ.
    std::vector<std::string> changes;
    std::vector<std::string> before_rules, after_rules;  // the names of those whose actions these are, each once
    std::string before, after;  // the decisions, or the errors, as the wire has them; empty until asked for
};

struct ComparerOptions {
    wire::DecisionOptions before, after;
};

// One a thread, reused from line to line. The programs must outlive it.
class Comparer {
public:
    Comparer(const vm::Program& before, const vm::Program& after, const ComparerOptions& options = {});

    // `number`: of the line, for errors. The verdict is about this line until the next call.
    Verdict compare(std::string_view line, std::uint64_t number);
    // After `changed` and `one_in_error`.
    Difference difference() const;
    // Adds the decisions themselves, which take their time to write.
    void write_decisions(Difference& difference);

private:
    struct Side {
        Side(const vm::Program& program, const wire::DecisionOptions& options)
            : program(program), options(options), decoder(program), frame(program), machine(program), writer(program) {}
        void decide(std::string_view line);
        // What an action does, as text that both sides write alike.
        void write(std::size_t action, std::string& out) const;
        std::string_view name(std::size_t action) const;
        std::string whole(std::uint64_t number);

        const vm::Program& program;
        wire::DecisionOptions options;
        wire::EventDecoder decoder;
        vm::Frame frame;
        vm::Machine machine;
        vm::Decision decision;
        wire::DecisionWriter writer;
        wire::EventHead head;
        std::optional<wire::EventFault> fault;
        std::string text;  // of all actions, and where each ends
        std::vector<std::size_t> ends;
    };
    friend class Explainer;

    Side before_, after_;
    std::uint64_t number_ = 0;
};

}  // namespace parley::replay
