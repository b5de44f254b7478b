// Internal to runtime/bytecode: the sections as data, for reader, writer, verifier and messages.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include "runtime/base/digest.h"
#include "runtime/bytecode/format.h"

namespace parley::bytecode {

static_assert(std::endian::native == std::endian::little, "an artifact is used as it lies in the file");

struct SectionShape {
    std::string_view name;
    std::size_t record_bytes;
};

// A record's bytes are its members and nothing else, so that the same tables give the same bytes.
template <typename Record>
constexpr SectionShape shape(std::string_view name) {
    static_assert(std::is_trivially_copyable_v<Record> && std::has_unique_object_representations_v<Record>);
    static_assert(alignof(Record) <= 8);
    return {name, sizeof(Record)};
}

inline constexpr std::size_t section_alignment = 16;
constexpr std::size_t tables_begin(std::size_t sections) {
    return sizeof(Header) + sections * sizeof(SectionEntry);
}
static_assert(tables_begin(1) % section_alignment == 0 && sizeof(SectionEntry) % section_alignment == 0);
static_assert(std::has_unique_object_representations_v<Header>);

inline constexpr std::array<SectionShape, section_count> section_shapes = {{
    shape<ManifestRecord>("manifest"),
    shape<char>("strings"),
    shape<DomainRecord>("domains"),
    shape<StringRef>("domain_values"),
    shape<std::uint32_t>("domain_order"),
    shape<FieldRecord>("fields"),
    shape<SlotRecord>("slots"),
    shape<WorkloadRecord>("workloads"),
    shape<QueueLoadRecord>("queue_loads"),
    shape<ConstantRecord>("constants"),
    shape<PatternRecord>("patterns"),
    shape<ScheduleRecord>("schedules"),
    shape<SpanRecord>("schedule_spans"),
    shape<std::int32_t>("holidays"),
    shape<ConditionRecord>("conditions"),
    shape<Instruction>("code"),
    shape<DebugRecord>("debug"),
    shape<EventRecord>("events"),
    shape<std::uint32_t>("event_rules"),
    shape<RuleRecord>("rules"),
    shape<BranchRecord>("branches"),
    shape<ActionRecord>("actions"),
    shape<MemberRecord>("members"),
    shape<PlatformTextRecord>("platform_texts"),
    shape<TemplateRecord>("templates"),
    shape<TemplatePartRecord>("template_parts"),
    shape<FileRecord>("files"),
    shape<std::uint32_t>("buckets"),
    shape<BucketsRecord>("domain_buckets"),
    shape<SlotCodeRecord>("slot_codes"),
    shape<PointRecord>("points"),
    shape<Step>("steps"),
    shape<std::uint32_t>("code_sets"),
    shape<MemoRecord>("memos"),
    shape<SearchRecord>("searches"),
    shape<std::byte>("search_tables"),
    shape<std::uint32_t>("search_uses"),
    shape<std::uint32_t>("search_offsets"),
    shape<std::uint32_t>("event_plans"),
    shape<IndexRecord>("indexes"),
    shape<TermRecord>("terms"),
    shape<std::uint32_t>("literals"),
    shape<ListedRecord>("listed"),
    shape<BlockRecord>("blocks"),
    shape<SiftRecord>("sifts"),
    shape<std::uint64_t>("masks"),
    shape<WakerRecord>("wakers"),
    shape<std::uint32_t>("wake_offsets"),
    shape<WakeEntry>("wake_entries"),
}};

constexpr const SectionShape& shape_of(Section section) {
    return section_shapes[static_cast<std::size_t>(section)];
}

constexpr std::uint64_t align_section(std::uint64_t offset) {
    return (offset + section_alignment - 1) / section_alignment * section_alignment;
}

// Of a file of at least a header's size: everything but the digest itself.
base::Digest content_digest(std::span<const std::byte> file);

}  // namespace parley::bytecode
