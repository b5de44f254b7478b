#include "runtime/bytecode/plan.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/planner.h"

namespace parley::bytecode {

namespace {

class Stepper {
public:
    Stepper(const Tables& tables, const SlotCodes& codes, Plan& plan) : tables_(tables), codes_(codes), plan_(plan) {
        for (std::uint32_t slot = 0; slot < tables.slots.size(); ++slot) {
            if (tables.slots[slot].source == static_cast<std::uint8_t>(SlotSource::event)) event_slot_ = slot;
        }
    }

    void run() {
        plan_.steps.reserve(tables_.code.size());
        for (std::uint32_t at = 0; at < tables_.code.size(); ++at) plan_.steps.push_back(step(at));
    }

private:
    static Step plain(StepKind kind, std::uint32_t low, std::uint32_t target) {
        return {static_cast<std::uint32_t>(kind), low, 0, target};
    }

    Step step(std::uint32_t at) {
        const Instruction& instruction = tables_.code[at];
        switch (static_cast<Opcode>(instruction.opcode)) {
            case Opcode::complete:
            case Opcode::return_false:
                return plain(StepKind::no, 0, 0);
            case Opcode::return_true:
                return plain(StepKind::yes, 0, 0);
            case Opcode::jump:
                return plain(StepKind::jump, 0, instruction.target);
            case Opcode::branch:
                return plain(StepKind::branch, instruction.subject, 0);
            case Opcode::emit:
                return emit(instruction.subject);
            default:
                return test(at);
        }
    }

    Step emit(std::uint32_t action) const {
        if (!is_fixed(action)) return plain(StepKind::emit, action, 0);
        return {static_cast<std::uint32_t>(StepKind::emit_fixed), action, tables_.actions[action].member_count, 0};
    }

    // Whether an action says the same whatever the event is.
    bool is_fixed(std::uint32_t action) const {
        if (action >= tables_.actions.size()) return false;
        const ActionRecord& record = tables_.actions[action];
        return record.first_member <= tables_.members.size() &&
               record.member_count <= tables_.members.size() - record.first_member &&
               is_fixed_action(tables_.members, tables_.templates, tables_.template_parts, record);
    }

    Step test(std::uint32_t at) {
        const Instruction& instruction = tables_.code[at];
        const bool on_true = ((instruction.flags & jump_when_true) != 0) != ((instruction.flags & negate) != 0);
        Step step = positive(at);
        step.target = (instruction.target & ~jump_on_true) | (on_true ? jump_on_true : 0);
        return step;
    }

    Step positive(std::uint32_t at) {
        const Instruction& instruction = tables_.code[at];
        if (static_cast<Opcode>(instruction.opcode) == Opcode::test_condition)
            return plain(StepKind::condition, instruction.subject, 0);
        if (const std::optional<CodeRanges> ranges = codes_.ranges(instruction)) {
            if (ranges->empty()) return {instruction.subject, none, 0, 0};
            if (ranges->size() == 1)
                return {instruction.subject, (*ranges)[0].low, (*ranges)[0].high - (*ranges)[0].low, 0};
            // Each code of a set stands in it, which is much for a range that goes round among many points.
            if (static_cast<Opcode>(instruction.opcode) != Opcode::test_between)
                return member(instruction.subject, *ranges);
        }
        if (reads_event(instruction)) return plain(StepKind::evaluated, 0, 0);
        return plain(StepKind::remembered, memo(at), 0);
    }

    Step member(std::uint32_t slot, const CodeRanges& ranges) {
        const auto first = static_cast<std::uint32_t>(plan_.code_sets.size());
        plan_.code_sets.push_back(slot);
        for (const CodeRange range : ranges) {
            for (std::uint32_t code = range.low; code <= range.high; ++code) plan_.code_sets.push_back(code);
        }
        const std::uint32_t base = ranges.front().low;
        const bool is_near = ranges.back().high - base < 64;
        const auto count = static_cast<std::uint32_t>(plan_.code_sets.size()) - first - 1;
        if (is_near) {
            std::uint64_t bits = 0;
            for (std::uint32_t i = 1; i <= count; ++i) bits |= std::uint64_t{1} << (plan_.code_sets[first + i] - base);
            plan_.code_sets.resize(first + 1);
            plan_.code_sets.push_back(static_cast<std::uint32_t>(bits));
            plan_.code_sets.push_back(static_cast<std::uint32_t>(bits >> 32));
        }
        std::vector<std::uint32_t> key(plan_.code_sets.begin() + first, plan_.code_sets.end());
        key.push_back(is_near);
        const auto known = sets_.try_emplace(std::move(key), first);
        if (!known.second) plan_.code_sets.resize(first);
        return {static_cast<std::uint32_t>(is_near ? StepKind::among : StepKind::member), known.first->second,
                is_near ? base : count, 0};
    }

    bool reads_event(const Instruction& test) const {
        return event_slot_ != none &&
               (test.subject == event_slot_ || ((test.flags & first_is_slot) != 0 && test.first == event_slot_) ||
                ((test.flags & second_is_slot) != 0 && test.second == event_slot_));
    }

    std::uint32_t memo(std::uint32_t at) {
        const Instruction& test = tables_.code[at];
        const int flags = test.flags & ~(negate | jump_when_true);
        const auto [place, fresh] = memos_.try_emplace({test.opcode, flags, test.subject, test.first, test.second},
                                                       static_cast<std::uint32_t>(plan_.memos.size()));
        if (fresh) plan_.memos.push_back({at, none});
        return place->second;
    }

    const Tables& tables_;
    const SlotCodes& codes_;
    Plan& plan_;
    std::uint32_t event_slot_ = none;
    std::map<std::tuple<int, int, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> memos_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> sets_;
};

}  // namespace

void plan_steps(const Tables& tables, const SlotCodes& codes, Plan& plan) {
    Stepper(tables, codes, plan).run();
}

Plan make_plan(const Tables& tables, const PlanLimits& limits) {
    Plan plan;
    const SlotCodes codes(tables, plan);
    plan_steps(tables, codes, plan);
    plan_searches(tables, plan);
    plan_indexes(tables, codes, limits, plan);
    return plan;
}

}  // namespace parley::bytecode
