// Internal to runtime/vm: what the tests and actions of one rule see of a line.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/vm/frame.h"

namespace parley::vm {

// The frame, with `context.event` as the event that the rule fires for (D48).
struct View {
    View(const Program& program, const Frame& frame)
        : program(program),
          artifact(program.artifact()),
          frame(frame),
          slots(artifact.slots()),
          constants(artifact.constants()),
          event_slot(program.event_slot()) {}

    const Program& program;
    const bytecode::Artifact& artifact;
    const Frame& frame;
    std::span<const bytecode::SlotRecord> slots;
    std::span<const bytecode::ConstantRecord> constants;
    std::uint32_t event_slot;
    std::uint32_t event = bytecode::none;
    value::Value event_value;

    void begin_event(std::uint32_t symbol) {
        event = symbol;
        event_value = value::Value::of_number(symbol);
    }
    const value::Value& slot(std::uint32_t index) const {
        return index == event_slot ? event_value : frame.slot(index);
    }
    value::Type slot_type(std::uint32_t index) const { return slots[index].type.type(); }
    value::Type constant_type(std::uint32_t index) const { return constants[index].type.type(); }
};

}  // namespace parley::vm
