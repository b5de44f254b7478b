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
    std::vector<SiftRecord> sifts;
    std::vector<std::uint64_t> masks;
    std::vector<WakerRecord> wakers;
    std::vector<std::uint32_t> wake_offsets;
    std::vector<WakeEntry> wake_entries;
};

// What pays when; tests set them to 0, so that small rule sets have an index too, of the one kind and of the other.
struct PlanLimits {
    std::size_t fewest_rows = 6;         // of an event that has an index; below, its rules are walked through
    std::size_t few_words = 12;          // looked for in one text; each is looked for when asked
    std::size_t most_sifted_words = 16;  // of 64 terms each that are all sifted; of more some are woken first
};

// Total: of tables that the verifier will refuse it makes some plan too.
Plan make_plan(const Tables& tables, const PlanLimits& limits = {});

}  // namespace parley::bytecode
