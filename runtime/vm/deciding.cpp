#include "runtime/vm/deciding.h"

#include <algorithm>
#include <bit>

#include "runtime/vm/holds.h"

namespace parley::vm {

using bytecode::Step;
using bytecode::StepKind;
using bytecode::WakeEntry;

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
      rows(artifact.rows()),
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
inline __attribute__((always_inline)) bool Deciding::walk(std::uint32_t at, std::uint32_t end) {
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
            case StepKind::among: {
                const std::uint32_t* set = plan_.code_sets + step.low;
                const std::uint32_t bit = codes[set[0]] - step.span;
                const std::uint64_t bits = std::uint64_t{set[2]} << 32 | set[1];
                at = behind(at, step, ((bits >> (bit & 63)) & static_cast<std::uint64_t>(bit < 64)) != 0);
                continue;
            }
            case StepKind::jump:
                at = step.target;
                continue;
            case StepKind::branch:
                take_branch(step.low);
                ++at;
                continue;
            case StepKind::emit:
                lister_.list(step.low);
                ++at;
                continue;
            case StepKind::emit_fixed:
                lister_.list_fixed(step.low, step.span);
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

void Deciding::line() {
    first_event_ = machine_.event_ + 1;
    for (const std::uint32_t event : view_.frame.events()) {
        if (machine_.has_begun(event)) continue;
        ++machine_.event_;
        view_.begin_event(event);
        if (view_.event_slot != bytecode::none) machine_.codes_[view_.event_slot] = event + 2;
        if (plan_.event_plans[event] != bytecode::none) {
            by_index(plan_.indexes[plan_.event_plans[event]]);
        } else {
            for (const std::uint32_t rule : machine_.rules_of(event)) {
                if (!machine_.has_fired(rule)) fire(rule);
            }
        }
        machine_.begun_.push_back(event);
    }
}

void Deciding::fire(std::uint32_t rule) {
    rule_ = rule;
    walk(plan_.rules[rule].entry, plan_.rules[rule].end);
}

void Deciding::by_index(const bytecode::IndexRecord& index) {
    wake(plan_.wake_entries.subspan(index.first_always, index.always_count));
    for (const bytecode::WakerRecord& waker : plan_.wakers.subspan(index.first_waker, index.waker_count))
        wake_by(waker);
    look_at_woken(index);
}

void Deciding::wake(std::span<const WakeEntry> entries) {
    for (const WakeEntry& entry : entries) {
        machine_.woken_[entry.word] |= entry.rows;
        machine_.woken_words_[entry.word / 64] |= std::uint64_t{1} << entry.word % 64;
    }
}

void Deciding::wake_by(const bytecode::WakerRecord& waker) {
    const std::uint32_t* offsets = plan_.wake_offsets.data() + waker.first_offset;
    const auto entries = [&](std::uint32_t code) {
        return plan_.wake_entries.subspan(offsets[code], offsets[code + 1] - offsets[code]);
    };
    if (waker.slot != bytecode::none) return wake(entries(codes_[waker.slot]));
    search(waker.search);
    for (const std::uint32_t pattern : machine_.found_[waker.search].patterns()) wake(entries(pattern));
}

// In their order; behind one that completed its rule the others of the rule are left out.
void Deciding::look_at_woken(const bytecode::IndexRecord& index) {
    const auto rows = plan_.rows.subspan(index.first_row, index.row_count);
    const std::size_t words = (index.row_count + 63) / 64;
    std::uint32_t passed = bytecode::none;  // a rule that is complete, or fired before
    for (std::size_t group = 0; group * 64 < words; ++group) {
        for (std::uint64_t some = std::exchange(machine_.woken_words_[group], 0); some != 0; some &= some - 1) {
            const std::size_t word = group * 64 + static_cast<std::size_t>(std::countr_zero(some));
            for (std::uint64_t bits = std::exchange(machine_.woken_[word], 0); bits != 0; bits &= bits - 1) {
                const bytecode::RowRecord& row = rows[word * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
                if (row.rule == passed) continue;
                if (row.rule != rule_ && machine_.has_fired(row.rule)) {
                    passed = row.rule;
                    continue;
                }
                rule_ = row.rule;
                if (!walk(row.entry, row.end)) passed = row.rule;
            }
        }
    }
    rule_ = bytecode::none;
}

bool Deciding::test(std::uint32_t at, const Step& step) {
    switch (static_cast<StepKind>(step.slot)) {
        case StepKind::member:
            return is_member(step);
        case StepKind::condition:
            return condition(step.low);
        default:
            return holds(view_, plan_.code[at]);
    }
}

bool Deciding::is_member(const Step& step) const {
    const std::uint32_t* set = plan_.code_sets + step.low;
    return std::binary_search(set + 1, set + 1 + step.span, codes_[set[0]]);
}

bool Deciding::remembered(std::uint32_t memo) {
    std::uint64_t& known = machine_.memos_[memo];
    const bytecode::MemoRecord& record = plan_.memos[memo];
    if (record.search != bytecode::none) {
        search(record.search);
        if (known >> 1 != machine_.line_) known = machine_.line_ << 1;
    } else {
        known = machine_.line_ << 1 | (holds(view_, plan_.code[record.instruction]) ? 1 : 0);
    }
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

// Once a line: what is found makes the tests true that look for it.
void Deciding::search(std::uint32_t index) {
    if (machine_.searched_[index] == machine_.line_) return;
    machine_.searched_[index] = machine_.line_;
    const bytecode::SearchRecord& record = plan_.searches[index];
    text_index::Found& found = machine_.found_[index];
    found.clear();
    const value::Value& value = view_.slot(record.slot);
    if (!value.present) return;
    text_index::Index(plan_.search_tables.subspan(record.first_byte, record.byte_count))
        .scan(record.exactly != 0 ? value.text.exact : value.text.folded, found);
    for (const std::uint32_t pattern : found.patterns()) {
        const std::uint32_t* offset = plan_.search_offsets.data() + record.first_offset + pattern;
        for (std::uint32_t use = offset[0]; use < offset[1]; ++use)
            machine_.memos_[plan_.search_uses[use]] = machine_.line_ << 1 | 1;
    }
}

// The last one that a rule takes counts.
void Deciding::take_branch(std::uint32_t branch) {
    if (!decision_.rules.empty() && decision_.rules.back().rule == rule_)
        decision_.rules.back().branch = branch;
    else
        decision_.rules.push_back({rule_, view_.event, branch});
}

}  // namespace parley::vm
