#include "runtime/vm/execute.h"

#include <algorithm>

#include "runtime/vm/deciding.h"
#include "runtime/vm/tracing.h"

namespace parley::vm {

namespace {

constexpr std::size_t most_texts = 4;

}  // namespace

void Decision::clear() {
    actions.clear();
    members.clear();
    missing.clear();
    rules.clear();
    dropped_actions = 0;
    instructions = 0;
    rendered_bytes = 0;
    arena.clear();
}

value::Value Decision::member(const Program& program, const ActionResult& action, std::uint32_t index) const {
    if (action.first_member != bytecode::none) return members[action.first_member + index];
    const bytecode::Artifact& artifact = program.artifact();
    const std::uint32_t first = artifact.actions()[action.action].first_member;
    const bytecode::MemberRecord& member = artifact.members()[first + index];
    if (static_cast<bytecode::MemberSource>(member.source) == bytecode::MemberSource::constant)
        return program.constant(member.index);
    const std::uint32_t part = artifact.templates()[member.index].first_part;
    return value::Value::of_text({artifact.string(artifact.template_parts()[part].text), {}});
}

std::vector<RuleResult> fired_rules(const Frame& frame, const Decision& decision) {
    const bytecode::Artifact& artifact = frame.program().artifact();
    std::vector<RuleResult> all;
    std::vector<bool> fired(artifact.rules().size());
    std::size_t next = 0;
    for (const std::uint32_t event : frame.events()) {
        if (event >= artifact.events().size()) continue;
        const bytecode::EventRecord& record = artifact.events()[event];
        for (const std::uint32_t rule : artifact.event_rules().subspan(record.first_rule, record.rule_count)) {
            if (fired[rule]) continue;
            fired[rule] = true;
            const bool taken = next < decision.rules.size() && decision.rules[next].rule == rule;
            all.push_back(taken ? decision.rules[next++] : RuleResult{rule, event, bytecode::none});
        }
    }
    return all;
}

Machine::Machine(const Program& program)
    : program_(&program),
      plan_(program.artifact()),
      event_records_(program.artifact().events()),
      event_rules_(program.artifact().event_rules()),
      conditions_(program.artifact().conditions().size()),
      memos_(plan_.memos.size()),
      searched_(plan_.searches.size()),
      codes_(program.artifact().slots().size()) {
    std::size_t rows = 0;
    for (const bytecode::IndexRecord& index : plan_.indexes) rows = std::max<std::size_t>(rows, index.row_count);
    woken_.resize((rows + 63) / 64);
    woken_words_.resize((woken_.size() + 63) / 64);
    for (const bytecode::SearchRecord& search : plan_.searches) found_.emplace_back(search.pattern_count);
    for (const bytecode::MemoRecord& memo : plan_.memos) {
        const std::uint32_t slot = plan_.code[memo.instruction].subject;
        const value::Type type = program.artifact().slots()[slot].type.type();
        const bool is_text = type.kind == value::Kind::text && !type.list;
        if (is_text && texts_.size() < most_texts && std::ranges::find(texts_, slot) == texts_.end())
            texts_.push_back(slot);
    }
}

std::span<const std::uint32_t> Machine::rules_of(std::uint32_t event) const {
    return event_rules_.subspan(event_records_[event].first_rule, event_records_[event].rule_count);
}

bool Machine::has_begun(std::uint32_t event) const {
    return event >= event_records_.size() || std::ranges::find(begun_, event) != begun_.end();
}

bool Machine::has_fired(std::uint32_t rule) const {
    return std::ranges::any_of(begun_,
                               [&](std::uint32_t event) { return std::ranges::binary_search(rules_of(event), rule); });
}

void Machine::execute(const Frame& frame, Decision& decision, Trace* trace) {
    decision.clear();
    begun_.clear();
    ++line_;
    for (const std::uint32_t slot : texts_) __builtin_prefetch(&frame.slot(slot));
    std::copy(frame.codes().begin(), frame.codes().end(), codes_.begin());
    for (const std::uint32_t slot : texts_) __builtin_prefetch(frame.slot(slot).text.folded.data());
    if (trace != nullptr) {
        trace->clear();
        Tracing(*this, frame, decision, *trace).line();
    } else {
        Deciding(*this, plan_, frame, decision).line();
    }
}

}  // namespace parley::vm
