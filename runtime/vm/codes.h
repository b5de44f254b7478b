// Internal to runtime/vm: the code of a value (format.h, SlotCodeRecord), which tests with constants look at instead of
// the value.
#pragma once

#include "runtime/bytecode/reader.h"
#include "runtime/value/value.h"

namespace parley::vm {

class Coder {
public:
    explicit Coder(const bytecode::Artifact& artifact);
    std::uint32_t code(std::uint32_t slot, const value::Value& value) const;

private:
    std::uint32_t number_code(const bytecode::SlotCodeRecord& codes, value::Number number) const;
    std::uint32_t text_code(const bytecode::SlotCodeRecord& codes, std::string_view folded) const;

    const bytecode::Artifact* artifact_;
    std::span<const bytecode::SlotRecord> slots_;
    std::span<const bytecode::SlotCodeRecord> codes_;
    std::span<const bytecode::PointRecord> points_;
    std::span<const std::uint32_t> buckets_;
};

}  // namespace parley::vm
