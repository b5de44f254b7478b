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
        std::string begin, end;  // empty: not made yet
        bool fixed = false;      // its members are part of `begin`
    };
    const Pieces& pieces(std::uint32_t action);

    const vm::Program* program_;
    std::vector<Pieces> pieces_;  // by action
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
