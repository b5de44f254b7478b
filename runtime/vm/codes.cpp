#include "runtime/vm/codes.h"

#include <algorithm>

#include "runtime/bytecode/names.h"
#include "runtime/value/number.h"

namespace parley::vm {

using bytecode::PointRecord;
using bytecode::SlotCodeRecord;

Coder::Coder(const bytecode::Artifact& artifact)
    : artifact_(&artifact),
      slots_(artifact.slots()),
      codes_(artifact.slot_codes()),
      points_(artifact.points()),
      buckets_(artifact.buckets()) {}

std::uint32_t Coder::code(std::uint32_t slot, const value::Value& value) const {
    const value::Type type = slots_[slot].type.type();
    if (type.list) return number_code(slot, value::from_integer(value.count));
    if (!value.present) return 0;
    if (type.kind == value::Kind::text) return text_code(slot, value.text.folded);
    return value::is_symbolic(type.kind) ? symbol_code(slot, value.number) : number_code(slot, value.number);
}

// Halves what is left without a jump that depends on the number.
std::uint32_t Coder::searched_number_code(std::uint32_t slot, value::Number number) const {
    const SlotCodeRecord& codes = codes_[slot];
    const PointRecord* const first = points_.data() + codes.first_point;
    const PointRecord* at = first;
    for (std::size_t left = codes.point_count; left > 1;) {
        const std::size_t half = left / 2;
        at = bytecode::number_of(at[half]) <= number ? at + half : at;
        left -= half;
    }
    const value::Number point = bytecode::number_of(*at);
    return 2 * static_cast<std::uint32_t>(at - first) + 1 + static_cast<std::uint32_t>(point < number) +
           static_cast<std::uint32_t>(point <= number);
}

std::uint32_t Coder::searched_text_code(std::uint32_t slot, std::string_view folded) const {
    const SlotCodeRecord& codes = codes_[slot];
    const auto points = points_.subspan(codes.first_point, codes.point_count);
    const std::uint32_t point =
        bytecode::find_name(buckets_.subspan(codes.first_bucket, codes.bucket_count), folded,
                            [&](std::uint32_t index) { return artifact_->string(points[index].text); });
    return point == bytecode::none ? 1 : point + 2;
}

}  // namespace parley::vm
