// Bytes of an artifact that somebody changed and then gave a correct digest.
#pragma once

#include <doctest/doctest.h>

#include <cstring>
#include <span>
#include <vector>

#include "runtime/base/digest.h"
#include "runtime/bytecode/format.h"

namespace parley::bytecode {

inline Header& header_of(std::vector<std::byte>& bytes) {
    return *reinterpret_cast<Header*>(bytes.data());
}
inline SectionEntry& entry_of(std::vector<std::byte>& bytes, Section section) {
    return reinterpret_cast<SectionEntry*>(bytes.data() + sizeof(Header))[static_cast<std::size_t>(section)];
}
template <typename Record>
Record& record(std::vector<std::byte>& bytes, Section section, std::size_t index = 0) {
    REQUIRE(index < entry_of(bytes, section).count);
    return reinterpret_cast<Record*>(bytes.data() + entry_of(bytes, section).offset)[index];
}

inline void reseal(std::vector<std::byte>& bytes) {
    const std::span<const std::byte> all(bytes);
    const std::span<const std::byte> parts[] = {all.first(32), all.subspan(sizeof(Header))};
    const base::Digest digest = base::digest(parts);
    std::memcpy(header_of(bytes).digest.data(), digest.data(), digest.size());
}

}  // namespace parley::bytecode
