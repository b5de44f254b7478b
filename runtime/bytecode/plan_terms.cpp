// The rows of a rule, and of each row's condition the terms: the ways in which it can be true. A row is a branch of the
// rule's outermost decisions, or what is listed before and between them.
#include <algorithm>
#include <set>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/planner.h"

namespace parley::bytecode {

namespace {

constexpr std::uint32_t most_tests = 64;      // of a condition that is taken apart
constexpr std::size_t most_terms = 32;        // that it is taken apart into
constexpr std::size_t most_paths_seen = 512;  // while it is

// The tests from `entry` up to `taken`, which is where they lead when they are true. Any other place is one where they
// are false.
class Condition {
public:
    Condition(const Plan& plan, std::uint32_t entry, std::uint32_t taken) : plan_(plan), entry_(entry), taken_(taken) {}

    // nullopt: it is too broad.
    std::optional<std::vector<Term>> terms() {
        if (taken_ - entry_ > most_tests) return std::nullopt;
        Term none_yet;
        if (!follow(entry_, none_yet)) return std::nullopt;
        for (Term& term : terms_) simplify(term);
        remove_implied();
        return std::move(terms_);
    }

private:
    std::uint32_t next(std::uint32_t at, bool positive) const {
        const std::uint32_t target = plan_.steps[at].target;
        return positive == ((target & jump_on_true) != 0) ? target & ~jump_on_true : at + 1;
    }

    // Every path from here to `taken` is a term. false: there are too many.
    bool follow(std::uint32_t at, Term& before) {
        if (at == taken_) {
            terms_.push_back(before);
            return terms_.size() <= most_terms;
        }
        if (at > taken_) return true;
        if (++paths_seen_ > most_paths_seen) return false;
        for (const bool positive : {true, false}) {
            before.push_back({at, positive});
            const bool good = follow(next(at, positive), before);
            before.pop_back();
            if (!good) return false;
        }
        return true;
    }

    // Without what is true of the path and yet not needed, as `not a` in the second way of `any { a b }`.
    void simplify(Term& term) const {
        for (std::size_t i = 0; i < term.size();) {
            Term without = term;
            without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
            if (is_enough(without))
                term = std::move(without);
            else
                ++i;
        }
    }

    // Whether the condition is true however the tests come out that are none of these.
    bool is_enough(const Term& term) const {
        std::vector<bool> reached(taken_ - entry_ + 1);
        reached[0] = true;
        for (std::uint32_t at = entry_; at < taken_; ++at) {
            if (!reached[at - entry_]) continue;
            const auto known = std::ranges::find(term, at, &Literal::at);
            for (const bool positive : {true, false}) {
                if (known != term.end() && known->positive != positive) continue;
                const std::uint32_t to = next(at, positive);
                if (to > taken_) return false;
                reached[to - entry_] = true;
            }
        }
        return true;
    }

    void remove_implied() {
        const auto order = [](const Literal& left, const Literal& right) { return left.at < right.at; };
        const auto says_no_more = [&](const Term& more, const Term& less) {
            return std::ranges::all_of(less, [&](const Literal& literal) {
                const auto found = std::ranges::lower_bound(more, literal, order);
                return found != more.end() && *found == literal;
            });
        };
        for (std::size_t i = 0; i < terms_.size();) {
            bool implied = false;
            for (std::size_t k = 0; k < terms_.size() && !implied; ++k)
                implied = k != i && says_no_more(terms_[i], terms_[k]) && (k < i || terms_[k] != terms_[i]);
            if (implied)
                terms_.erase(terms_.begin() + static_cast<std::ptrdiff_t>(i));
            else
                ++i;
        }
    }

    const Plan& plan_;
    const std::uint32_t entry_, taken_;
    std::vector<Term> terms_;
    std::size_t paths_seen_ = 0;
};

}  // namespace

PlannedRows::PlannedRows(const Tables& tables, const Plan& plan) : tables_(tables), plan_(plan) {}

Opcode PlannedRows::opcode(std::uint32_t at) const {
    return static_cast<Opcode>(tables_.code[at].opcode);
}

// One behind the other from the rule's entry, as far as its code is of the form that branches have.
std::vector<PlannedRow> PlannedRows::of_rule(std::uint32_t index) const {
    const RuleRecord& rule = tables_.rules[index];
    std::vector<PlannedRow> rows;
    if (rule.end > tables_.code.size()) return rows;
    for (std::uint32_t at = rule.entry; at < rule.end;) {
        if (opcode(at) == Opcode::complete) break;
        rows.push_back(row(index, at, rule.end));
        at = rows.back().next;
    }
    return rows;
}

PlannedRow PlannedRows::row(std::uint32_t rule, std::uint32_t at, std::uint32_t end) const {
    if (opcode(at) == Opcode::emit) return emits(rule, at, end);
    if (opcode(at) == Opcode::branch) return taken_branch(rule, at, end, {{}});
    const std::uint32_t taken = behind_tests(at, end);
    const std::uint32_t missed =
        taken != at && taken < end && opcode(taken) == Opcode::branch ? place_if_false(at, taken, end) : none;
    if (missed == none) return {rule, none, at, end, {}, {{}}};
    std::optional<std::vector<Term>> terms = Condition(plan_, at, taken).terms();
    if (!terms) return {rule, none, at, missed, {}, {{}}};
    return taken_branch(rule, taken, missed, std::move(*terms));
}

// Those that are fixed, or those that are not.
PlannedRow PlannedRows::emits(std::uint32_t rule, std::uint32_t at, std::uint32_t end) const {
    PlannedRow row{rule, none, is_fixed(at) ? none : at, at, {}, {{}}};
    for (; row.next < end && opcode(row.next) == Opcode::emit && is_fixed(row.next) == is_fixed(at); ++row.next) {
        if (is_fixed(at)) row.listed.push_back({plan_.steps[row.next].low, plan_.steps[row.next].span});
    }
    return row;
}

PlannedRow PlannedRows::taken_branch(std::uint32_t rule, std::uint32_t at, std::uint32_t end,
                                     std::vector<Term> terms) const {
    PlannedRow row{rule, tables_.code[at].subject, none, end, {}, std::move(terms)};
    std::uint32_t here = at + 1;
    for (; here < end && is_fixed(here); ++here) row.listed.push_back({plan_.steps[here].low, plan_.steps[here].span});
    if (here < end && opcode(here) == Opcode::complete) return row;
    return {rule, none, at, end, {}, std::move(row.terms)};
}

bool PlannedRows::is_fixed(std::uint32_t at) const {
    return plan_.steps[at].slot == static_cast<std::uint32_t>(StepKind::emit_fixed);
}

std::uint32_t PlannedRows::behind_tests(std::uint32_t at, std::uint32_t end) const {
    while (at < end && opcode(at) >= Opcode::test_condition) ++at;
    return at;
}

// Where a condition goes on that is false: the one place behind `taken` that its tests jump to; none if there are
// several or none.
std::uint32_t PlannedRows::place_if_false(std::uint32_t from, std::uint32_t taken, std::uint32_t end) const {
    std::uint32_t next = none;
    for (std::uint32_t at = from; at < taken; ++at) {
        const std::uint32_t target = tables_.code[at].target;
        if (target <= at || target >= end) return none;
        if (target <= taken) continue;
        if (next != none && next != target) return none;
        next = target;
    }
    if (next == none) return none;
    // Nothing of the branch itself may lead elsewhere than to its end: what it does is then within the row.
    for (std::uint32_t at = taken; at < next; ++at) {
        const std::uint32_t target = tables_.code[at].target;
        if (target != none && (target <= at || target > next)) return none;
    }
    return next;
}

}  // namespace parley::bytecode
