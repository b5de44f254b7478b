#include "runtime/bytecode/writer.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "runtime/base/digest.h"
#include "runtime/base/result.h"
#include "runtime/bytecode/plan.h"
#include "runtime/bytecode/sections.h"

namespace parley::bytecode {

namespace {

using Bytes = std::span<const std::byte>;

template <typename Rows>
Bytes bytes_of(const Rows& rows) {
    return std::as_bytes(std::span(rows));
}

// In the order of `Section`.
std::array<Bytes, section_count> sections_of(const Tables& tables, const Plan& plan) {
    return {std::as_bytes(std::span(&tables.manifest, 1)),
            bytes_of(tables.strings),
            bytes_of(tables.domains),
            bytes_of(tables.domain_values),
            bytes_of(tables.domain_order),
            bytes_of(tables.fields),
            bytes_of(tables.slots),
            bytes_of(tables.workloads),
            bytes_of(tables.queue_loads),
            bytes_of(tables.constants),
            bytes_of(tables.patterns),
            bytes_of(tables.schedules),
            bytes_of(tables.schedule_spans),
            bytes_of(tables.holidays),
            bytes_of(tables.conditions),
            bytes_of(tables.code),
            bytes_of(tables.debug),
            bytes_of(tables.events),
            bytes_of(tables.event_rules),
            bytes_of(tables.rules),
            bytes_of(tables.branches),
            bytes_of(tables.actions),
            bytes_of(tables.members),
            bytes_of(tables.platform_texts),
            bytes_of(tables.templates),
            bytes_of(tables.template_parts),
            bytes_of(tables.files),
            bytes_of(plan.buckets),
            bytes_of(plan.domain_buckets),
            bytes_of(plan.slot_codes),
            bytes_of(plan.points),
            bytes_of(plan.steps),
            bytes_of(plan.code_sets),
            bytes_of(plan.memos),
            bytes_of(plan.searches),
            bytes_of(plan.search_tables),
            bytes_of(plan.search_uses),
            bytes_of(plan.search_offsets),
            bytes_of(plan.event_plans),
            bytes_of(plan.indexes),
            bytes_of(plan.terms),
            bytes_of(plan.literals),
            bytes_of(plan.listed),
            bytes_of(plan.blocks),
            bytes_of(plan.sifts),
            bytes_of(plan.masks),
            bytes_of(plan.wakers),
            bytes_of(plan.wake_offsets),
            bytes_of(plan.wake_entries)};
}

void put(std::vector<std::byte>& file, std::uint64_t offset, Bytes bytes) {
    std::ranges::copy(bytes, file.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

StringRef Tables::intern(std::string_view text) {
    const StringRef fresh{static_cast<std::uint32_t>(strings.size()), static_cast<std::uint32_t>(text.size())};
    const auto [place, is_new] = interned.try_emplace(std::string(text), fresh);
    if (is_new) strings += text;
    return place->second;
}

std::vector<std::byte> write_artifact(const Tables& tables, const PlanLimits& limits) {
    const Plan plan = make_plan(tables, limits);
    const std::array<Bytes, section_count> sections = sections_of(tables, plan);
    std::array<SectionEntry, section_count> entries{};
    std::uint64_t end = tables_begin(section_count);
    for (std::size_t i = 0; i < section_count; ++i) {
        entries[i] = {align_section(end), sections[i].size() / section_shapes[i].record_bytes};
        end = entries[i].offset + sections[i].size();
    }
    std::vector<std::byte> file(end);
    put(file, sizeof(Header), std::as_bytes(std::span(entries)));
    for (std::size_t i = 0; i < section_count; ++i) put(file, entries[i].offset, sections[i]);

    Header header{magic, format_version, /*minimum_reader=*/3, end, 0, {}};
    put(file, 0, std::as_bytes(std::span(&header, 1)));
    const base::Digest digest = content_digest(file);
    std::memcpy(header.digest.data(), digest.data(), digest.size());
    put(file, 0, std::as_bytes(std::span(&header, 1)));
    return file;
}

}  // namespace parley::bytecode
