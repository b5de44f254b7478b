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
    const SlotCodeRecord& codes = codes_[slot];
    const value::Type type = slots_[slot].type.type();
    if (type.list) return number_code(codes, value::from_integer(value.count));
    if (!value.present) return 0;
    if (type.kind == value::Kind::text) return text_code(codes, value.text.folded);
    if (!value::is_symbolic(type.kind)) return number_code(codes, value.number);
    const value::Number known = codes.code_count - 2;
    return value.number >= 0 && value.number < known ? static_cast<std::uint32_t>(value.number) + 2 : 1;
}

std::uint32_t Coder::number_code(const SlotCodeRecord& codes, value::Number number) const {
    const auto points = points_.subspan(codes.first_point, codes.point_count);
    const auto at = std::ranges::lower_bound(points, number, {},
                                             [](const PointRecord& point) { return bytecode::number_of(point); });
    const auto before = static_cast<std::uint32_t>(at - points.begin());
    const bool equal = at != points.end() && bytecode::number_of(*at) == number;
    return 2 * before + (equal ? 2 : 1);
}

std::uint32_t Coder::text_code(const SlotCodeRecord& codes, std::string_view folded) const {
    if (codes.point_count == 0) return 1;
    const auto points = points_.subspan(codes.first_point, codes.point_count);
    const std::uint32_t point =
        bytecode::find_name(buckets_.subspan(codes.first_bucket, codes.bucket_count), folded,
                            [&](std::uint32_t index) { return artifact_->string(points[index].text); });
    return point == bytecode::none ? 1 : point + 2;
}

}  // namespace parley::vm
