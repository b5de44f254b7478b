// Internal to the plan: its parts, in the order in which they build on one another.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/plan.h"
#include "runtime/bytecode/writer.h"

namespace parley::bytecode {

// Codes from `low` to `high`.
struct CodeRange {
    std::uint32_t low, high;
};
using CodeRanges = std::vector<CodeRange>;  // ascending, apart

// Empty where it is none of the strings'.
inline std::string_view text_of(const Tables& tables, StringRef ref) {
    const std::string_view all = tables.strings;
    return ref.offset <= all.size() && ref.size <= all.size() - ref.offset ? all.substr(ref.offset, ref.size) : "";
}

// The codes of every slot, and which of them a test is true for.
class SlotCodes {
public:
    SlotCodes(const Tables& tables, Plan& plan);
    // Of a test's positive form; nullopt where its codes do not tell.
    std::optional<CodeRanges> ranges(const Instruction& test) const;
    std::uint32_t code_count(std::uint32_t slot) const { return plan_.slot_codes[slot].code_count; }

private:
    enum class Shape : std::uint8_t { symbol, number, text };
    struct Points {
        Shape shape = Shape::number;
        std::vector<value::Number> numbers;
        std::vector<std::string_view> texts;
    };
    bool coded(const Instruction& test) const;
    bool good_constant(std::uint32_t constant, std::uint32_t slot, bool list) const;
    template <typename Each>
    void each_constant(const Instruction& test, const Each& each) const;
    void collect(const Instruction& test);
    void write(std::uint32_t slot);
    std::uint32_t code_of(std::uint32_t slot, const ConstantRecord& constant) const;
    bool goes_round(std::uint32_t slot) const;
    std::string_view string(StringRef ref) const { return text_of(tables_, ref); }

    const Tables& tables_;
    Plan& plan_;
    std::vector<Points> points_;
};

void plan_steps(const Tables& tables, const SlotCodes& codes, Plan& plan);
// Which words are looked for together.
void plan_searches(const Tables& tables, Plan& plan);

// A test that has to come out so; `positive` means without the test's own negation, as a Step is.
struct Literal {
    std::uint32_t at;  // the instruction
    bool positive;
    friend bool operator==(const Literal&, const Literal&) = default;
};
using Term = std::vector<Literal>;  // in ascending order

struct PlannedRow {
    std::uint32_t rule;
    std::uint32_t branch;  // none: no branch
    std::uint32_t entry;   // of code up to `next` that is walked through; none: only `listed`
    std::uint32_t next;    // where the code of the next row begins
    std::vector<ListedRecord> listed;
    std::vector<Term> terms;  // one without literals: it is always looked at
};

// Of a rule, in their order; behind one that completes the rule the others do nothing.
class PlannedRows {
public:
    PlannedRows(const Tables& tables, const Plan& plan);
    std::vector<PlannedRow> of_rule(std::uint32_t index) const;

private:
    Opcode opcode(std::uint32_t at) const;
    PlannedRow row(std::uint32_t rule, std::uint32_t at, std::uint32_t end) const;
    PlannedRow emits(std::uint32_t rule, std::uint32_t at, std::uint32_t end) const;
    PlannedRow taken_branch(std::uint32_t rule, std::uint32_t at, std::uint32_t end, std::vector<Term> terms) const;
    bool is_fixed(std::uint32_t at) const;
    std::uint32_t behind_tests(std::uint32_t at, std::uint32_t end) const;
    std::uint32_t place_if_false(std::uint32_t from, std::uint32_t taken, std::uint32_t end) const;

    const Tables& tables_;
    const Plan& plan_;
};

// The index of every event that has enough rows.
void plan_indexes(const Tables& tables, const SlotCodes& codes, const PlanLimits& limits, Plan& plan);

}  // namespace parley::bytecode
