// Tables to artifact bytes. The same tables always give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/bytecode/format.h"
#include "runtime/bytecode/plan.h"

namespace parley::bytecode {

// Filled by compiler/emit. Strings are interned, so equal ones are stored once.
struct Tables {
    ManifestRecord manifest{};
    std::string strings;
    std::vector<DomainRecord> domains;
    std::vector<StringRef> domain_values;
    std::vector<std::uint32_t> domain_order;
    std::vector<FieldRecord> fields;
    std::vector<SlotRecord> slots;
    std::vector<WorkloadRecord> workloads;
    std::vector<QueueLoadRecord> queue_loads;
    std::vector<ConstantRecord> constants;
    std::vector<PatternRecord> patterns;
    std::vector<ScheduleRecord> schedules;
    std::vector<SpanRecord> schedule_spans;
    std::vector<std::int32_t> holidays;
    std::vector<ConditionRecord> conditions;
    std::vector<Instruction> code;
    std::vector<DebugRecord> debug;
    std::vector<EventRecord> events;
    std::vector<std::uint32_t> event_rules;
    std::vector<RuleRecord> rules;
    std::vector<BranchRecord> branches;
    std::vector<ActionRecord> actions;
    std::vector<MemberRecord> members;
    std::vector<PlatformTextRecord> platform_texts;
    std::vector<TemplateRecord> templates;
    std::vector<TemplatePartRecord> template_parts;
    std::vector<FileRecord> files;

    StringRef intern(std::string_view text);
    std::unordered_map<std::string, StringRef> interned;
};

std::vector<std::byte> write_artifact(const Tables& tables, const PlanLimits& limits = {});

}  // namespace parley::bytecode
