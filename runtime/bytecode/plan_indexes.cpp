// An event's terms as bits: which of them a slot's codes leave, which a word is enough for, and which have to be looked
// at at all.
#include <algorithm>
#include <map>

#include "runtime/bytecode/planner.h"

namespace parley::bytecode {

namespace {

constexpr std::uint64_t most_codes = 64;        // of one term and slot in a waker: each costs room
constexpr double too_often = 0.7;               // from here on a term is looked at always
constexpr double word_cost = 0.02;              // how often a word is found, more or less
constexpr std::uint64_t most_masks = 1u << 16;  // words of one sift
constexpr std::size_t most_searches = 2;        // sifts by the same text: for terms that look for two words

template <typename All>
std::uint32_t size_of(const All& all) {
    return static_cast<std::uint32_t>(all.size());
}

CodeRanges inverse(const CodeRanges& ranges, std::uint32_t count) {
    CodeRanges others;
    std::uint32_t next = 0;
    for (const CodeRange range : ranges) {
        if (range.low > next) others.push_back({next, range.low - 1});
        next = range.high + 1;
    }
    if (next < count) others.push_back({next, count - 1});
    return others;
}

CodeRanges common(const CodeRanges& left, const CodeRanges& right) {
    CodeRanges both;
    for (std::size_t l = 0, r = 0; l < left.size() && r < right.size();) {
        const CodeRange range{std::max(left[l].low, right[r].low), std::min(left[l].high, right[r].high)};
        if (range.low <= range.high) both.push_back(range);
        left[l].high < right[r].high ? ++l : ++r;
    }
    return both;
}

// What a term asks of each slot, which words it looks for, and what else it asks.
struct Asked {
    std::uint32_t row;
    std::map<std::uint32_t, CodeRanges> slots;
    std::vector<std::uint32_t> words;  // numbers of literals; each is one memo of a search
    Term literals;
    std::vector<bool> is_told;  // by literal: by a sift or a waker
};

// Which patterns make a memo true.
class Patterns {
public:
    explicit Patterns(const Plan& plan) : plan_(plan), of_memo_(plan.memos.size()) {
        for (const SearchRecord& search : plan.searches) {
            for (std::uint32_t pattern = 0; pattern < search.pattern_count; ++pattern) {
                const std::uint32_t* offset = plan.search_offsets.data() + search.first_offset + pattern;
                for (std::uint32_t use = offset[0]; use < offset[1]; ++use)
                    of_memo_[plan.search_uses[use]].push_back(pattern);
            }
        }
    }
    // none: the literal is no word that a search finds.
    std::uint32_t search_of(const Literal& literal) const {
        const Step& step = plan_.steps[literal.at];
        if (!literal.positive || step.slot != static_cast<std::uint32_t>(StepKind::remembered)) return none;
        return plan_.memos[step.low].search;
    }
    const std::vector<std::uint32_t>& of(const Literal& literal) const { return of_memo_[plan_.steps[literal.at].low]; }

private:
    const Plan& plan_;
    std::vector<std::vector<std::uint32_t>> of_memo_;
};

// One event's index, as it lies in the artifact.
class IndexWriter {
public:
    IndexWriter(const Tables& tables, const SlotCodes& codes, const Patterns& patterns, const PlanLimits& limits,
                Plan& plan)
        : tables_(tables), codes_(codes), patterns_(patterns), limits_(limits), plan_(plan) {}

    void write(const std::vector<const PlannedRow*>& rows) {
        rows_ = rows;
        terms_.clear();
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            for (const Term& term : rows[row]->terms) add(row, term);
        }
        words_ = mask_words(size_of(terms_));
        const bool is_woken = words_ > limits_.most_sifted_words;
        IndexRecord index{
            size_of(plan_.terms), size_of(terms_), size_of(plan_.sifts), 0, is_woken, size_of(plan_.wakers), 0, 0, 0};
        if (is_woken) write_wakers(index);
        write_sifts(is_woken);
        index.sift_count = size_of(plan_.sifts) - index.first_sift;
        write_terms();
        plan_.indexes.push_back(index);
    }

private:
    // A term that no event can make true is none.
    void add(std::uint32_t row, const Term& term) {
        Asked asked{row, {}, {}, term, std::vector<bool>(term.size())};
        for (std::uint32_t i = 0; i < term.size(); ++i) {
            const Instruction& test = tables_.code[term[i].at];
            if (const std::optional<CodeRanges> ranges = codes_.ranges(test)) {
                const std::uint32_t count = codes_.code_count(test.subject);
                const CodeRanges own = term[i].positive ? *ranges : inverse(*ranges, count);
                const auto [place, fresh] = asked.slots.try_emplace(test.subject, own);
                if (!fresh) place->second = common(place->second, own);
                if (place->second.empty()) return;
            } else if (patterns_.search_of(term[i]) != none) {
                asked.words.push_back(i);
            }
        }
        terms_.push_back(std::move(asked));
    }

    void tell_slot(Asked& term, std::uint32_t slot) const {
        for (std::size_t i = 0; i < term.literals.size(); ++i) {
            const Instruction& test = tables_.code[term.literals[i].at];
            if (test.subject == slot && codes_.ranges(test)) term.is_told[i] = true;
        }
    }

    using Woken = std::map<std::pair<bool, std::uint32_t>, std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

    // Each term by whatever it asks that is there least often.
    void write_wakers(IndexRecord& index) {
        Woken woken;
        std::vector<std::uint32_t> always;
        for (std::uint32_t term = 0; term < terms_.size(); ++term) {
            if (!wake_by_rarest(term, woken)) always.push_back(term);
        }
        for (auto& [source, pairs] : woken) write_waker(source.first, source.second, pairs);
        index.waker_count = size_of(plan_.wakers) - index.first_waker;
        index.first_always = size_of(plan_.wake_entries);
        for (const std::uint32_t term : always) wake(term, index.first_always);
        index.always_count = size_of(plan_.wake_entries) - index.first_always;
    }

    bool wake_by_rarest(std::uint32_t number, Woken& woken) {
        Asked& term = terms_[number];
        double least = too_often;
        std::uint32_t slot = none, word = none;
        for (const auto& [of, ranges] : term.slots) {
            std::uint64_t codes = 0;
            for (const CodeRange range : ranges) codes += range.high - range.low + 1;
            const double cost = static_cast<double>(codes) / codes_.code_count(of);
            if (codes > most_codes || cost >= least) continue;
            least = cost;
            slot = of;
        }
        for (const std::uint32_t literal : term.words) {
            const double cost = word_cost * static_cast<double>(patterns_.of(term.literals[literal]).size());
            if (cost >= least) continue;
            least = cost;
            word = literal;
        }
        if (word != none) {
            auto& pairs = woken[{true, patterns_.search_of(term.literals[word])}];
            for (const std::uint32_t pattern : patterns_.of(term.literals[word])) pairs.emplace_back(pattern, number);
            term.is_told[word] = true;
            return true;
        }
        if (slot == none) return false;
        auto& pairs = woken[{false, slot}];
        for (const CodeRange range : term.slots[slot]) {
            for (std::uint32_t code = range.low; code <= range.high; ++code) pairs.emplace_back(code, number);
        }
        tell_slot(term, slot);
        term.slots.erase(slot);
        return true;
    }

    void write_waker(bool is_search, std::uint32_t source,
                     std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
        std::ranges::sort(pairs);
        const std::uint32_t count = is_search ? plan_.searches[source].pattern_count : codes_.code_count(source);
        plan_.wakers.push_back(
            {is_search ? none : source, is_search ? source : none, size_of(plan_.wake_offsets), count});
        std::size_t next = 0;
        for (std::uint32_t code = 0; code < count; ++code) {
            const std::uint32_t first = size_of(plan_.wake_entries);
            plan_.wake_offsets.push_back(first);
            for (; next < pairs.size() && pairs[next].first == code; ++next) wake(pairs[next].second, first);
        }
        plan_.wake_offsets.push_back(size_of(plan_.wake_entries));
    }

    // Terms come in ascending order; those of one word share an entry.
    void wake(std::uint32_t term, std::uint32_t first) {
        if (plan_.wake_entries.size() == first || plan_.wake_entries.back().word != term / 64)
            plan_.wake_entries.push_back({0, term / 64, 0});
        plan_.wake_entries.back().terms |= std::uint64_t{1} << term % 64;
    }

    // By every slot that so many terms ask for that sifting all costs less than asking these.
    void write_sifts(bool is_woken) {
        std::map<std::uint32_t, std::size_t> slots;
        for (const Asked& term : terms_) {
            for (const auto& [slot, ranges] : term.slots) ++slots[slot];
        }
        for (const auto& [slot, asking] : slots) {
            const bool pays = is_woken ? asking * 16 >= terms_.size() : asking >= words_;
            if (pays && std::uint64_t{codes_.code_count(slot)} * words_ <= most_masks) sift_by_slot(slot);
        }
        if (is_woken) return;
        for (std::uint32_t search = 0; search < plan_.searches.size(); ++search) {
            for (std::size_t i = 0; i < most_searches; ++i) sift_by_search(search);
        }
    }

    void sift_by_slot(std::uint32_t slot) {
        const std::uint32_t first = size_of(plan_.masks), count = codes_.code_count(slot);
        plan_.sifts.push_back({slot, none, first});
        plan_.masks.resize(first + count * words_);
        for (std::uint32_t number = 0; number < terms_.size(); ++number) {
            const auto asked = terms_[number].slots.find(slot);
            const bool asks = asked != terms_[number].slots.end();
            for (const CodeRange range : asks ? asked->second : CodeRanges{{0, count - 1}}) {
                for (std::uint32_t code = range.low; code <= range.high; ++code) set(first + code * words_, number);
            }
            if (asks) tell_slot(terms_[number], slot);
        }
    }

    // One word of each term that looks for any that is not told yet.
    void sift_by_search(std::uint32_t search) {
        std::vector<std::uint32_t> asked(terms_.size(), none);  // numbers of literals
        std::size_t asking = 0;
        for (std::uint32_t number = 0; number < terms_.size(); ++number) {
            const Asked& term = terms_[number];
            for (const std::uint32_t word : term.words) {
                if (term.is_told[word] || patterns_.search_of(term.literals[word]) != search) continue;
                asked[number] = word;
                ++asking;
                break;
            }
        }
        const std::uint32_t first = size_of(plan_.masks), count = plan_.searches[search].pattern_count + 1;
        if (asking < words_ || asking == 0 || count * words_ > most_masks) return;
        plan_.sifts.push_back({none, search, first});
        plan_.masks.resize(first + count * words_);
        for (std::uint32_t number = 0; number < terms_.size(); ++number) {
            if (asked[number] == none) {
                set(first, number);
                continue;
            }
            for (const std::uint32_t pattern : patterns_.of(terms_[number].literals[asked[number]]))
                set(first + (pattern + 1) * words_, number);
            terms_[number].is_told[asked[number]] = true;
        }
    }

    void set(std::size_t mask, std::uint32_t term) { plan_.masks[mask + term / 64] |= std::uint64_t{1} << term % 64; }

    void write_terms() {
        const PlannedRow* before = nullptr;
        std::uint32_t first_more = 0;
        for (const Asked& term : terms_) {
            const PlannedRow& row = *rows_[term.row];
            if (&row != before) {
                first_more = size_of(plan_.listed);
                if (row.listed.size() > 1)
                    plan_.listed.insert(plan_.listed.end(), row.listed.begin() + 1, row.listed.end());
            }
            before = &row;
            const std::uint32_t first = size_of(plan_.literals);
            for (std::size_t i = 0; i < term.literals.size(); ++i) {
                if (!term.is_told[i]) plan_.literals.push_back(term.literals[i].at << 1 | term.literals[i].positive);
            }
            const std::uint32_t literal_count = size_of(plan_.literals) - first;
            if (row.entry != none) {
                plan_.terms.push_back({row.rule, walks, row.entry, row.next, 0, 0, first, literal_count});
                continue;
            }
            const ListedRecord listed = row.listed.empty() ? ListedRecord{none, 0} : row.listed.front();
            const std::uint32_t more_count = row.listed.empty() ? 0 : size_of(row.listed) - 1;
            plan_.terms.push_back({row.rule, row.branch, listed.action, listed.member_count, first_more, more_count,
                                   first, literal_count});
        }
    }

    const Tables& tables_;
    const SlotCodes& codes_;
    const Patterns& patterns_;
    const PlanLimits& limits_;
    Plan& plan_;
    std::vector<const PlannedRow*> rows_;
    std::vector<Asked> terms_;
    std::size_t words_ = 0;
};

}  // namespace

void plan_indexes(const Tables& tables, const SlotCodes& codes, const PlanLimits& limits, Plan& plan) {
    plan.event_plans.assign(tables.events.size(), none);
    const PlannedRows rows(tables, plan);
    std::vector<std::vector<PlannedRow>> by_rule(tables.rules.size());
    for (std::uint32_t rule = 0; rule < tables.rules.size(); ++rule) {
        if (tables.rules[rule].disabled == 0) by_rule[rule] = rows.of_rule(rule);
    }
    const Patterns patterns(plan);
    IndexWriter writer(tables, codes, patterns, limits, plan);
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;  // events that fire the same rules have one index
    for (std::size_t event = 0; event < tables.events.size(); ++event) {
        const auto [id, first, count] = tables.events[event];
        if (first > tables.event_rules.size() || count > tables.event_rules.size() - first) continue;
        const std::vector<std::uint32_t> rules(tables.event_rules.begin() + first,
                                               tables.event_rules.begin() + first + count);
        std::vector<const PlannedRow*> all;
        for (const std::uint32_t rule : rules) {
            if (rule >= by_rule.size()) continue;
            for (const PlannedRow& row : by_rule[rule]) all.push_back(&row);
        }
        if (all.empty() || all.size() < limits.fewest_rows) continue;
        const auto [place, fresh] = known.try_emplace(rules, static_cast<std::uint32_t>(plan.indexes.size()));
        if (fresh) writer.write(all);
        plan.event_plans[event] = place->second;
    }
    plan.listed.resize(plan.listed.size() + listed_ahead);
}

}  // namespace parley::bytecode
