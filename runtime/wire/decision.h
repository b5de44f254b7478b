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
    struct Pieces {
        std::string begin, end;  // around the members
        bool constant = false;   // all members are
        // The whole action, where its members are the same for every event; what an action comes to stands at
        // `outcome`. Empty: not made yet.
        std::string fixed;
        std::size_t outcome = 0;
    };
    Pieces& pieces(std::uint32_t action);
    void make_fixed(const vm::Decision& decision, const vm::ActionResult& result, Pieces& pieces) const;
    const std::string& middle(const DecisionOptions& options);

    const vm::Program* program_;
    std::vector<std::uint32_t> numbers_;  // by action: of its pieces, counted from 1; 0: not made yet
    std::vector<Pieces> pieces_;
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
