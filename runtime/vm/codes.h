// The code of a value (format.h, SlotCodeRecord), which tests with constants look at instead of the value. For the
// frame, and for whoever fills it.
#pragma once

#include "runtime/bytecode/reader.h"
#include "runtime/value/value.h"

namespace parley::vm {

class Coder {
public:
    // The artifact must outlive it.
    explicit Coder(const bytecode::Artifact& artifact);
    std::uint32_t code(std::uint32_t slot, const value::Value& value) const;
    // The same of what is known to be there, by the kind of the slot's type.
    std::uint32_t number_code(std::uint32_t slot, value::Number number) const;
    std::uint32_t symbol_code(std::uint32_t slot, value::Number symbol) const;
    std::uint32_t text_code(std::uint32_t slot, std::string_view folded) const {
        return codes_[slot].point_count == 0 ? 1 : searched_text_code(slot, folded);
    }

private:
    static constexpr std::uint32_t few = 8;  // points that are compared one by one, without a jump
    std::uint32_t searched_number_code(std::uint32_t slot, value::Number number) const;
    std::uint32_t searched_text_code(std::uint32_t slot, std::string_view folded) const;

    const bytecode::Artifact* artifact_;
    std::span<const bytecode::SlotRecord> slots_;
    std::span<const bytecode::SlotCodeRecord> codes_;
    std::span<const bytecode::PointRecord> points_;
    std::span<const std::uint32_t> buckets_;
};

inline std::uint32_t Coder::number_code(std::uint32_t slot, value::Number number) const {
    const bytecode::SlotCodeRecord& codes = codes_[slot];
    if (codes.point_count > few) return searched_number_code(slot, number);
    std::uint32_t code = 1;
    for (const bytecode::PointRecord& record : points_.subspan(codes.first_point, codes.point_count)) {
        const value::Number point = bytecode::number_of(record);
        code += static_cast<std::uint32_t>(point < number) + static_cast<std::uint32_t>(point <= number);
    }
    return code;
}

inline std::uint32_t Coder::symbol_code(std::uint32_t slot, value::Number symbol) const {
    const value::Number known = codes_[slot].code_count - 2;
    return symbol >= 0 && symbol < known ? static_cast<std::uint32_t>(symbol) + 2 : 1;
}

}  // namespace parley::vm
