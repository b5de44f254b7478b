// Which rows of an event's rules can have anything to do, told by the codes of a few slots.
//
// A row's guard is a set of codes and words of which at least one is there whenever the row's condition is true. It is
// found by one pass over the condition's code from its end: what follows from a test is guarded by the test itself or
// by what is behind it, whichever wakes the row less often. So a row `all { contact_point is … platform is … }` is
// woken by its contact point alone.
#include <algorithm>
#include <map>
#include <set>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/planner.h"

namespace parley::bytecode {

namespace {

constexpr std::uint32_t most_codes = 64;  // of one test in a guard: each costs room in the index
constexpr double always = 1e9;            // the cost of what no codes guard
constexpr double too_often = 0.7;         // from here on a row is looked at always
constexpr double word_cost = 0.02;        // how often a word is found, more or less

// What wakes a row: a code of a slot, or a pattern of a search.
struct Waker {
    bool is_search;
    std::uint32_t slot_or_search, code_or_pattern;
    friend auto operator<=>(const Waker&, const Waker&) = default;
};

struct Row {
    RowRecord record;
    bool is_always;
    std::vector<Waker> wakers;
};

class Rows {
public:
    Rows(const Tables& tables, const SlotCodes& codes, const Plan& plan)
        : tables_(tables), codes_(codes), plan_(plan), patterns_(plan.memos.size()) {
        for (std::uint32_t search = 0; search < plan.searches.size(); ++search) {
            const SearchRecord& record = plan.searches[search];
            for (std::uint32_t pattern = 0; pattern < record.pattern_count; ++pattern) {
                const std::uint32_t* offset = plan.search_offsets.data() + record.first_offset + pattern;
                for (std::uint32_t use = offset[0]; use < offset[1]; ++use)
                    patterns_[plan.search_uses[use]].push_back(pattern);
            }
        }
    }

    // One behind the other from the rule's entry, as far as its code is of the form that branches have.
    std::vector<Row> of_rule(std::uint32_t index) {
        const RuleRecord& rule = tables_.rules[index];
        std::vector<Row> rows;
        std::uint32_t at = rule.entry;
        if (rule.end > tables_.code.size()) return rows;
        while (at < rule.end) {
            if (at != rule.entry && opcode(at) == Opcode::complete && at + 1 == rule.end) break;
            const std::uint32_t taken = behind_tests(at, rule.end);
            const std::uint32_t next =
                taken < rule.end && opcode(taken) == Opcode::branch ? missed(at, taken, rule.end) : none;
            if (next == none) {
                rows.push_back({{at, rule.end, index}, true, {}});
                break;
            }
            rows.push_back({{at, next, index}, true, {}});
            guard(rows.back(), taken);
            at = next;
        }
        return rows;
    }

private:
    struct Cost {
        double positive, negative;  // of the test itself coming out so
        std::uint32_t on_positive, on_negative;
        double total;
    };

    Opcode opcode(std::uint32_t at) const { return static_cast<Opcode>(tables_.code[at].opcode); }

    std::uint32_t behind_tests(std::uint32_t at, std::uint32_t end) const {
        while (at < end && opcode(at) >= Opcode::test_condition) ++at;
        return at;
    }

    // Where a condition goes on that is false: the one place behind `taken` that its tests jump to; none if there are
    // several or none.
    std::uint32_t missed(std::uint32_t from, std::uint32_t taken, std::uint32_t end) const {
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

    void guard(Row& row, std::uint32_t taken) {
        const std::uint32_t entry = row.record.entry;
        costs_.assign(taken - entry, {});
        const auto total = [&](std::uint32_t at) {
            return at == taken ? always : (at > taken ? 0 : costs_[at - entry].total);
        };
        for (std::uint32_t at = taken; at-- > entry;) {
            Cost& cost = costs_[at - entry];
            const Step& step = plan_.steps[at];
            const std::uint32_t target = step.target & ~jump_on_true;
            const bool on_true = (step.target & jump_on_true) != 0;
            cost.on_positive = on_true ? target : at + 1;
            cost.on_negative = on_true ? at + 1 : target;
            cost.positive = cost_of(at, true);
            cost.negative = cost_of(at, false);
            cost.total = std::min(always, std::min(cost.positive, total(cost.on_positive)) +
                                              std::min(cost.negative, total(cost.on_negative)));
        }
        row.is_always = total(entry) >= too_often;
        if (row.is_always) return;
        std::set<Waker> wakers;
        std::vector<std::uint32_t> open{entry};
        std::vector<bool> seen(taken - entry);
        const auto follow = [&](std::uint32_t at, bool positive, double own, std::uint32_t next) {
            if (own <= total(next)) return add_wakers(at, positive, wakers);
            if (next < taken) open.push_back(next);
        };
        while (!open.empty()) {
            const std::uint32_t at = open.back();
            open.pop_back();
            if (seen[at - entry]) continue;
            seen[at - entry] = true;
            const Cost& cost = costs_[at - entry];
            follow(at, true, cost.positive, cost.on_positive);
            follow(at, false, cost.negative, cost.on_negative);
        }
        row.wakers.assign(wakers.begin(), wakers.end());
    }

    // The codes for which a test comes out so.
    std::optional<CodeRanges> ranges(std::uint32_t at, bool positive) const {
        std::optional<CodeRanges> ranges = codes_.ranges(tables_.code[at]);
        if (!ranges || positive) return ranges;
        CodeRanges others;
        std::uint32_t next = 0;
        for (const CodeRange range : *ranges) {
            if (range.low > next) others.push_back({next, range.low - 1});
            next = range.high + 1;
        }
        const std::uint32_t count = codes_.code_count(tables_.code[at].subject);
        if (next < count) others.push_back({next, count - 1});
        return others;
    }

    const std::vector<std::uint32_t>* patterns(std::uint32_t at, bool positive) const {
        const Step& step = plan_.steps[at];
        if (!positive || step.slot != static_cast<std::uint32_t>(StepKind::remembered)) return nullptr;
        return plan_.memos[step.low].search == none ? nullptr : &patterns_[step.low];
    }

    double cost_of(std::uint32_t at, bool positive) const {
        if (const auto* found = patterns(at, positive)) return word_cost * static_cast<double>(found->size());
        const std::optional<CodeRanges> all = ranges(at, positive);
        if (!all) return always;
        std::uint64_t codes = 0;
        for (const CodeRange range : *all) codes += range.high - range.low + 1;
        if (codes > most_codes) return always;
        return static_cast<double>(codes) / codes_.code_count(tables_.code[at].subject);
    }

    void add_wakers(std::uint32_t at, bool positive, std::set<Waker>& wakers) const {
        if (const auto* found = patterns(at, positive)) {
            const std::uint32_t search = plan_.memos[plan_.steps[at].low].search;
            for (const std::uint32_t pattern : *found) wakers.insert({true, search, pattern});
            return;
        }
        const std::optional<CodeRanges> all = ranges(at, positive);
        for (const CodeRange range : *all) {
            for (std::uint32_t code = range.low; code <= range.high; ++code)
                wakers.insert({false, tables_.code[at].subject, code});
        }
    }

    const Tables& tables_;
    const SlotCodes& codes_;
    const Plan& plan_;
    std::vector<std::vector<std::uint32_t>> patterns_;  // by memo
    std::vector<Cost> costs_;
};

// One event's rows, as they lie in the artifact.
class IndexWriter {
public:
    IndexWriter(const SlotCodes& codes, Plan& plan) : codes_(codes), plan_(plan) {}

    void write(const std::vector<const Row*>& rows) {
        IndexRecord index{size(plan_.rows), size(rows), size(plan_.wakers), 0, 0, 0};
        std::vector<std::uint32_t> always_woken;
        std::map<std::pair<bool, std::uint32_t>, std::vector<std::pair<std::uint32_t, std::uint32_t>>> woken;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            plan_.rows.push_back(rows[i]->record);
            if (rows[i]->is_always) always_woken.push_back(i);
            for (const Waker& waker : rows[i]->wakers)
                woken[{waker.is_search, waker.slot_or_search}].emplace_back(waker.code_or_pattern, i);
        }
        for (auto& [source, pairs] : woken) {
            std::ranges::sort(pairs);
            const bool is_search = source.first;
            const std::uint32_t count =
                is_search ? plan_.searches[source.second].pattern_count : codes_.code_count(source.second);
            plan_.wakers.push_back(
                {is_search ? none : source.second, is_search ? source.second : none, size(plan_.wake_offsets), count});
            std::size_t next = 0;
            for (std::uint32_t code = 0; code < count; ++code) {
                plan_.wake_offsets.push_back(size(plan_.wake_entries));
                const std::size_t first = plan_.wake_entries.size();
                for (; next < pairs.size() && pairs[next].first == code; ++next) wake(pairs[next].second, first);
            }
            plan_.wake_offsets.push_back(size(plan_.wake_entries));
            ++index.waker_count;
        }
        index.first_always = size(plan_.wake_entries);
        for (const std::uint32_t row : always_woken) wake(row, index.first_always);
        index.always_count = size(plan_.wake_entries) - index.first_always;
        plan_.indexes.push_back(index);
    }

private:
    template <typename All>
    static std::uint32_t size(const All& all) {
        return static_cast<std::uint32_t>(all.size());
    }
    // Rows come in ascending order; those of one word share an entry.
    void wake(std::uint32_t row, std::size_t first) {
        if (plan_.wake_entries.size() == first || plan_.wake_entries.back().word != row / 64)
            plan_.wake_entries.push_back({0, row / 64, 0});
        plan_.wake_entries.back().rows |= std::uint64_t{1} << row % 64;
    }

    const SlotCodes& codes_;
    Plan& plan_;
};

}  // namespace

void plan_rows(const Tables& tables, const SlotCodes& codes, const PlanLimits& limits, Plan& plan) {
    plan.event_plans.assign(tables.events.size(), none);
    Rows rows(tables, codes, plan);
    std::vector<std::vector<Row>> by_rule(tables.rules.size());
    for (std::uint32_t rule = 0; rule < tables.rules.size(); ++rule) {
        if (tables.rules[rule].disabled == 0) by_rule[rule] = rows.of_rule(rule);
    }
    IndexWriter writer(codes, plan);
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;  // events that fire the same rules have one index
    for (std::size_t event = 0; event < tables.events.size(); ++event) {
        const auto [id, first, count] = tables.events[event];
        if (first > tables.event_rules.size() || count > tables.event_rules.size() - first) continue;
        const std::vector<std::uint32_t> rules(tables.event_rules.begin() + first,
                                               tables.event_rules.begin() + first + count);
        std::vector<const Row*> all;
        for (const std::uint32_t rule : rules) {
            if (rule >= by_rule.size()) continue;
            for (const Row& row : by_rule[rule]) all.push_back(&row);
        }
        if (all.size() < limits.fewest_rows) continue;
        const auto [place, fresh] = known.try_emplace(rules, static_cast<std::uint32_t>(plan.indexes.size()));
        if (fresh) writer.write(all);
        plan.event_plans[event] = place->second;
    }
}

}  // namespace parley::bytecode
