// How the code is executed: a pure function of the other tables, made when an artifact is written and part of it, so
// that nothing is made when it is loaded. The code itself stays what an explanation and the trace walk through; the
// differential tests hold the two against each other. runtime/vm/README.md explains the design.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/bytecode/format.h"

namespace parley::bytecode {

struct Tables;

struct Plan {
    std::vector<std::uint32_t> buckets;
    std::vector<BucketsRecord> domain_buckets;
    std::vector<SlotCodeRecord> slot_codes;
    std::vector<PointRecord> points;
    std::vector<Step> steps;
    std::vector<std::uint32_t> code_sets;
    std::vector<MemoRecord> memos;
    std::vector<SearchRecord> searches;
    std::vector<std::byte> search_tables;
    std::vector<std::uint32_t> search_uses;
    std::vector<std::uint32_t> search_offsets;
    std::vector<std::uint32_t> event_plans;
    std::vector<IndexRecord> indexes;
    std::vector<TermRecord> terms;
    std::vector<std::uint32_t> literals;
    std::vector<ListedRecord> listed;
    std::vector<BlockRecord> blocks;
    std::vector<SiftRecord> sifts;
    std::vector<std::uint64_t> masks;
    std::vector<WakerRecord> wakers;
    std::vector<std::uint32_t> wake_offsets;
    std::vector<WakeEntry> wake_entries;
};

// What pays when.
struct PlanLimits {
    std::size_t fewest_rows = 6;  // of an event that has an index; below, its rules are walked through
    double seldom = 0.5;          // a block of whose terms fewer than this are woken by an event waits for it
    std::size_t masks_each = 4;   // of a sift, for each term that asks; what has more codes or words wakes
};

// Total: of tables that the verifier will refuse it makes some plan too.
Plan make_plan(const Tables& tables, const PlanLimits& limits = {});

}  // namespace parley::bytecode
