#include "runtime/vm/deciding.h"

#include <algorithm>
#include <bit>

#include "runtime/vm/holds.h"

namespace parley::vm {

using bytecode::Step;
using bytecode::StepKind;

PlanView::PlanView(const bytecode::Artifact& artifact)
    : steps(artifact.steps().data()),
      code_sets(artifact.code_sets().data()),
      code(artifact.code()),
      conditions(artifact.conditions()),
      rules(artifact.rules()),
      memos(artifact.memos()),
      searches(artifact.searches()),
      search_tables(artifact.search_tables()),
      search_uses(artifact.search_uses()),
      search_offsets(artifact.search_offsets()),
      event_plans(artifact.event_plans()),
      indexes(artifact.indexes()),
      terms(artifact.terms().data()),
      literals(artifact.literals().data()),
      listed(artifact.listed().data()),
      blocks(artifact.blocks().data()),
      sifts(artifact.sifts().data()),
      masks(artifact.masks().data()),
      wakers(artifact.wakers()),
      wake_offsets(artifact.wake_offsets()),
      wake_entries(artifact.wake_entries()) {}

namespace {

// Where it goes on behind a test. Without a branch of the processor's, which would often guess wrong.
inline std::uint32_t behind(std::uint32_t at, const Step& step, bool holds) {
    const std::uint32_t jumps = 0u - static_cast<std::uint32_t>(holds == (step.target >> 31 != 0));
    return (step.target & ~bytecode::jump_on_true & jumps) | ((at + 1) & ~jumps);
}

}  // namespace

// From an entry to an end. Every step goes ahead, so there is one. Of a condition its value; of a rule's code whether
// it went on to `end` instead of coming to an end of its own.
bool Deciding::walk(std::uint32_t at, std::uint32_t end) {
    const Step* const steps = plan_.steps;
    const std::uint32_t* const codes = codes_;
    const std::uint64_t* const memos = machine_.memos_.data();
    const std::uint64_t line = machine_.line_;
    std::uint64_t count = 0;
    bool result = true;
    while (at < end) {
        const Step& step = steps[at];
        ++count;
        if (step.slot < bytecode::first_step_kind) [[likely]] {
            at = behind(at, step, codes[step.slot] - step.low <= step.span);
            continue;
        }
        switch (static_cast<StepKind>(step.slot)) {
            case StepKind::remembered: {
                const std::uint64_t known = memos[step.low];
                at = behind(at, step, known >> 1 == line ? (known & 1) != 0 : remembered(step.low));
                continue;
            }
            case StepKind::among:
                at = behind(at, step, is_among(step));
                continue;
            case StepKind::jump:
                at = step.target;
                continue;
            case StepKind::branch:
                take_branch(step.low);
                ++at;
                continue;
            case StepKind::emit:
                values().lister.list(step.low);
                ++at;
                continue;
            case StepKind::emit_fixed:
                values().lister.list_fixed(step.low, step.span);
                ++at;
                continue;
            case StepKind::yes:
                break;
            case StepKind::no:
                result = false;
                break;
            default:
                at = behind(at, step, test(at, step));
                continue;
        }
        break;
    }
    decision_.instructions += count;
    return result;
}

Deciding::Values& Deciding::values() {
    if (!values_) values_.emplace(machine_, frame_, decision_).view.begin_event(event_);
    return *values_;
}

void Deciding::line() {
    first_event_ = machine_.event_ + 1;
    if (!machine_.codes_.empty()) {
        std::copy_n(codes_, machine_.codes_.size(), machine_.codes_.data());
        codes_ = machine_.codes_.data();
    }
    for (const std::uint32_t event : frame_.events()) {
        if (machine_.has_begun(event)) continue;
        begin(event);
        if (plan_.event_plans[event] != bytecode::none) {
            by_index(plan_.event_plans[event]);
        } else {
            for (const std::uint32_t rule : machine_.rules_of(event)) {
                if (!has_fired(rule)) fire(rule);
            }
        }
        machine_.begun_.push_back(event);
    }
}

void Deciding::begin(std::uint32_t event) {
    ++machine_.event_;
    event_ = event;
    rule_ = bytecode::none;
    complete_ = bytecode::none;
    const std::uint32_t slot = machine_.program_->event_slot();
    if (slot != bytecode::none) machine_.codes_[slot] = event + 2;
    if (values_) values_->view.begin_event(event);
}

bool Deciding::has_fired(std::uint32_t rule) const {
    return !machine_.begun_.empty() && machine_.has_fired(rule);
}

void Deciding::fire(std::uint32_t rule) {
    rule_ = rule;
    walk(plan_.rules[rule].entry, plan_.rules[rule].end);
}

bool Deciding::test(std::uint32_t at, const Step& step) {
    switch (static_cast<StepKind>(step.slot)) {
        case StepKind::member:
            return is_member(step);
        case StepKind::condition:
            return condition(step.low);
        default:
            return holds(values().view, plan_.code[at]);
    }
}

bool Deciding::is_member(const Step& step) const {
    const std::uint32_t* set = plan_.code_sets + step.low;
    return std::binary_search(set + 1, set + 1 + step.span, codes_[set[0]]);
}

bool Deciding::is_among(const Step& step) const {
    const std::uint32_t* set = plan_.code_sets + step.low;
    const std::uint32_t bit = codes_[set[0]] - step.span;
    const std::uint64_t bits = std::uint64_t{set[2]} << 32 | set[1];
    return ((bits >> (bit & 63)) & static_cast<std::uint64_t>(bit < 64)) != 0;
}

bool Deciding::remembered(std::uint32_t memo) {
    std::uint64_t& known = machine_.memos_[memo];
    const bytecode::MemoRecord& record = plan_.memos[memo];
    if (record.search != bytecode::none) {
        note_found(record.search);
        if (known >> 1 != machine_.line_) known = machine_.line_ << 1;
        return (known & 1) != 0;
    }
    known = machine_.line_ << 1 | (holds(values().view, plan_.code[record.instruction]) ? 1 : 0);
    return (known & 1) != 0;
}

// Conditions call earlier ones only, at most 101 deep: the verifier has seen to it.
bool Deciding::condition(std::uint32_t index) {
    std::uint64_t& known = machine_.conditions_[index];
    const bytecode::ConditionRecord& record = plan_.conditions[index];
    if (known >> 1 >= (record.reads_event != 0 ? machine_.event_ : first_event_)) return (known & 1) != 0;
    known = machine_.event_ << 1 | (walk(record.entry, record.end) ? 1 : 0);
    return (known & 1) != 0;
}

// Once a line.
const text_index::Found& Deciding::search(std::uint32_t index) {
    Machine::Searched& searched = machine_.searches_[index];
    if (searched.line == machine_.line_) return searched.found;
    searched.line = machine_.line_;
    searched.found.clear();
    const bytecode::SearchRecord& record = plan_.searches[index];
    if (codes_[record.slot] == 0) return searched.found;
    const std::string_view text = record.exactly != 0 ? frame_.slot(record.slot).text.exact
                                                      : frame_.text(machine_.program_->frame_layout(),
                                                                    machine_.program_->text_number(record.slot));
    text_index::Index(plan_.search_tables.subspan(record.first_byte, record.byte_count)).scan(text, searched.found);
    return searched.found;
}

// Makes the tests true that look for what is found.
void Deciding::note_found(std::uint32_t index) {
    Machine::Searched& searched = machine_.searches_[index];
    if (searched.noted_line == machine_.line_) return;
    searched.noted_line = machine_.line_;
    for (const std::uint32_t pattern : search(index).patterns()) {
        const std::uint32_t* offset = plan_.search_offsets.data() + plan_.searches[index].first_offset + pattern;
        for (std::uint32_t use = offset[0]; use < offset[1]; ++use)
            machine_.memos_[plan_.search_uses[use]] = machine_.line_ << 1 | 1;
    }
}

// The last one that a rule takes counts.
void Deciding::take_branch(std::uint32_t branch) {
    if (!decision_.rules.empty() && decision_.rules.back().rule == rule_)
        decision_.rules.back().branch = branch;
    else
        decision_.rules.push_back({rule_, branch, event_});
}

}  // namespace parley::vm
