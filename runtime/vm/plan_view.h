// Internal to runtime/vm: the plan's tables, found once.
#pragma once

#include "runtime/bytecode/reader.h"

namespace parley::vm {

struct PlanView {
    explicit PlanView(const bytecode::Artifact& artifact);
    const bytecode::Step* steps;
    const std::uint32_t* code_sets;
    std::span<const bytecode::Instruction> code;
    std::span<const bytecode::ConditionRecord> conditions;
    std::span<const bytecode::RuleRecord> rules;
    std::span<const bytecode::MemoRecord> memos;
    std::span<const bytecode::SearchRecord> searches;
    std::span<const std::byte> search_tables;
    std::span<const std::uint32_t> search_uses, search_offsets, event_plans;
    std::span<const bytecode::IndexRecord> indexes;
    const bytecode::TermRecord* terms;
    const std::uint32_t* literals;
    const bytecode::ListedRecord* listed;
    const bytecode::BlockRecord* blocks;
    const bytecode::SiftRecord* sifts;
    const std::uint64_t* masks;
    std::span<const bytecode::WakerRecord> wakers;
    std::span<const std::uint32_t> wake_offsets;
    std::span<const bytecode::WakeEntry> wake_entries;
};

}  // namespace parley::vm
