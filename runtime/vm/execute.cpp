#include "runtime/vm/execute.h"

#include <algorithm>

#include "runtime/vm/deciding.h"
#include "runtime/vm/tracing.h"

namespace parley::vm {

void Decision::clear() {
    actions.clear();
    details.clear();
    members.clear();
    missing.clear();
    rules.clear();
    dropped_actions = 0;
    instructions = 0;
    rendered_bytes = 0;
    arena.clear();
}

value::Value Decision::member(const Program& program, const ActionResult& action, std::uint32_t index) const {
    if (action.detail != bytecode::none) return members[details[action.detail].first_member + index];
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
            all.push_back(taken ? decision.rules[next++] : RuleResult{rule, bytecode::none, event});
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
      codes_(program.event_slot() == bytecode::none ? 0 : program.artifact().slots().size()) {
    for (const bytecode::SearchRecord& search : plan_.searches)
        searches_.push_back({text_index::Found(search.pattern_count)});
    std::size_t blocks = 0;
    for (const bytecode::IndexRecord& index : plan_.indexes) {
        blocks = std::max<std::size_t>(blocks, bytecode::block_count(index.term_count));
        make_room_for(index);
    }
    woken_.resize(blocks * bytecode::block_words);
    woken_blocks_.resize((blocks + 63) / 64);
    left_.resize(blocks * bytecode::block_words + 2);  // more is read than used
}

void Machine::make_room_for(const bytecode::IndexRecord& index) {
    std::size_t actions = 0, rules = 0, walks = 0;
    std::uint32_t before = bytecode::none;
    for (std::uint32_t i = 0; i < index.term_count; ++i) {
        const bytecode::TermRecord& term = plan_.terms[index.first_term + i];
        actions += term.listed_count;
        walks += term.branch == bytecode::walks ? 1 : 0;
        rules += term.rule != before ? 1 : 0;
        before = term.rule;
    }
    most_actions_ = std::max(most_actions_, std::min(actions, maximum_actions) + 2);
    only_lists_.push_back(walks == 0 && actions <= maximum_actions ? 1 : 0);
    most_rules_ = std::max(most_rules_, rules + 1);
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
    frame.fetch();
    decision.clear();
    begun_.clear();
    ++line_;
    if (trace != nullptr) trace->clear();
    if (trace != nullptr && program_->explainable()) {
        Tracing(*this, frame, decision, *trace).line();
    } else {
        Deciding(*this, frame, decision).line();
    }
}

}  // namespace parley::vm
