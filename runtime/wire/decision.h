// The decision on the wire (vocabulary.md), and with a trace the path that led to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/vm/execute.h"
#include "runtime/wire/event.h"

namespace parley::wire {

struct DecisionOptions {
    std::optional<std::uint64_t> version;  // the store's number; none: a folder or file, printed as null
};

// Writes decisions from pieces that are ready: what of an action does not depend on the event is put into JSON when the
// action is written first. One a thread; the program must outlive it. After some events nothing is allocated but what
// `out` takes.
class DecisionWriter {
public:
    explicit DecisionWriter(const vm::Program& program);
    // One line without its line break, appended to `out`.
    void write(const vm::Frame& frame, const EventHead& head, const vm::Decision& decision,
               const DecisionOptions& options, const vm::Trace* trace, std::string& out);

private:
    // An action behind a comma, which the first one leaves out.
    struct Ready {
        std::string text;
        bool is_fixed = false;    // its members are the same for every event, and stand there
        std::size_t rest_at = 0;  // where its members belong that are not, and what it comes to
        bool is_all_of(const vm::ActionResult& result) const { return is_fixed && result.detail == bytecode::none; }
    };
    const Ready& ready(const vm::Decision& decision, const vm::ActionResult& result) {
        const std::uint32_t number = numbers_[result.action];
        return number != 0 ? ready_[number - 1] : make_ready(decision, result);
    }
    const Ready& make_ready(const vm::Decision& decision, const vm::ActionResult& result);
    bool write_ready(const EventHead& head, const vm::Decision& decision, std::string& out);
    void write_action(const vm::Decision& decision, const vm::ActionResult& result, bool first, std::string& out);
    void make_middle(const DecisionOptions& options);

    const vm::Program* program_;
    std::vector<std::uint32_t> numbers_;  // by action: where it is in `ready_`, counted from 1; 0: not made yet
    std::vector<Ready> ready_;
    std::string middle_;  // from the version to the list of actions
    std::optional<std::uint64_t> middle_version_;
};

// The same for a line now and then, from nothing ready.
void write_decision(const vm::Program& program, const vm::Frame& frame, const EventHead& head,
                    const vm::Decision& decision, const DecisionOptions& options, const vm::Trace* trace,
                    std::string& out);
// The answer to an event in error (D33).
void write_fault(const EventHead& head, std::uint64_t line, const EventFault& fault, std::string& out);

// A value as the wire has it.
void write_value(const bytecode::Artifact& artifact, value::Type type, const value::Value& value, std::string& out);

}  // namespace parley::wire
