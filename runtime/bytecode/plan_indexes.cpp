// An event's terms as bits: which of them a slot's codes leave, which a word is enough for, and which have to be looked
// at at all.
#include <algorithm>
#include <map>
#include <set>

#include "runtime/bytecode/planner.h"

namespace parley::bytecode {

namespace {

constexpr std::uint64_t most_codes = 64;  // of one term and slot in a waker: each costs room
constexpr double word_cost = 0.02;        // how often a word is found, more or less
constexpr std::size_t masks_beside = 16;  // so many askers' masks a sift may have besides
constexpr std::size_t most_searches = 2;  // sifts by the same text: for terms that look for two words

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
        IndexRecord index{size_of(plan_.terms), size_of(terms_), size_of(plan_.blocks), size_of(plan_.wakers), 0, 0, 0};
        write_wakers(index);
        for (std::size_t first = 0; first < terms_.size(); first += block_terms) write_block(first);
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

    using Block = std::span<Asked>;
    Block block_from(std::size_t first) {
        return Block(terms_).subspan(first, std::min<std::size_t>(block_terms, terms_.size() - first));
    }

    // Whether so many codes or words are few enough to have a mask each.
    bool may_sift(std::size_t masks, std::size_t asking) const {
        return masks <= limits_.masks_each * (asking + masks_beside);
    }

    // What a term may be woken by: the codes of a slot, or the words that one of its literals looks for.
    struct Wake {
        double cost = 1;  // how often it happens, more or less
        std::uint32_t slot = none, word = none;
    };

    // How many terms of a block ask for each slot, and how many look for words of each search.
    struct Asking {
        std::map<std::uint32_t, std::size_t> slots, searches;
    };
    Asking asking_of(Block block) const {
        Asking asking;
        for (const Asked& term : block) {
            for (const auto& [slot, ranges] : term.slots) ++asking.slots[slot];
            std::set<std::uint32_t> searches;
            for (const std::uint32_t word : term.words) searches.insert(patterns_.search_of(term.literals[word]));
            for (const std::uint32_t search : searches) ++asking.searches[search];
        }
        return asking;
    }

    // The one that happens least often. Of a block that is looked at anyway, among those that no mask can tell.
    Wake rarest(const Asked& term, const Asking* sifted) const {
        Wake least;
        for (const auto& [slot, ranges] : term.slots) {
            std::uint64_t codes = 0;
            for (const CodeRange range : ranges) codes += range.high - range.low + 1;
            const std::uint32_t all = codes_.code_count(slot);
            const double cost = static_cast<double>(codes) / all;
            const bool is_sifted = sifted != nullptr && may_sift(all, sifted->slots.at(slot));
            if (codes <= most_codes && cost < least.cost && !is_sifted) least = {cost, slot, none};
        }
        for (const std::uint32_t word : term.words) {
            const double cost = word_cost * static_cast<double>(patterns_.of(term.literals[word]).size());
            const std::uint32_t search = patterns_.search_of(term.literals[word]);
            const std::size_t all = plan_.searches[search].pattern_count + 1;
            const bool is_sifted = sifted != nullptr && may_sift(all, sifted->searches.at(search));
            if (cost < least.cost && !is_sifted) least = {cost, none, word};
        }
        return least;
    }

    using Woken = std::map<std::pair<bool, std::uint32_t>, std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

    void write_wakers(IndexRecord& index) {
        Woken woken;
        std::vector<std::uint32_t> always;
        for (std::size_t first = 0; first < terms_.size(); first += block_terms)
            wake_block(static_cast<std::uint32_t>(first), woken, always);
        for (auto& [source, pairs] : woken) write_waker(source.first, source.second, pairs);
        index.waker_count = size_of(plan_.wakers) - index.first_waker;
        index.first_always = size_of(plan_.wake_entries);
        if (index.waker_count == 0) return;
        for (const std::uint32_t term : always) wake(term, index.first_always);
        index.always_count = size_of(plan_.wake_entries) - index.first_always;
    }

    // A block that few events look at waits as a whole. Of any other the terms wait that nothing else could tell apart.
    void wake_block(std::uint32_t first, Woken& woken, std::vector<std::uint32_t>& always) {
        const Block block = block_from(first);
        double all = 0;
        for (const Asked& term : block) all += rarest(term, nullptr).cost;
        const bool waits = all < limits_.seldom;
        const Asking asking = asking_of(block);
        for (std::uint32_t i = 0; i < block.size(); ++i) {
            const Wake least = rarest(block[i], waits ? nullptr : &asking);
            if (least.slot == none && least.word == none)
                always.push_back(first + i);
            else
                wake_by(least, first + i, woken);
        }
    }

    void wake_by(const Wake& least, std::uint32_t number, Woken& woken) {
        Asked& term = terms_[number];
        if (least.word != none) {
            auto& pairs = woken[{true, patterns_.search_of(term.literals[least.word])}];
            for (const std::uint32_t pattern : patterns_.of(term.literals[least.word]))
                pairs.emplace_back(pattern, number);
            term.is_told[least.word] = true;
            return;
        }
        auto& pairs = woken[{false, least.slot}];
        for (const CodeRange range : term.slots[least.slot]) {
            for (std::uint32_t code = range.low; code <= range.high; ++code) pairs.emplace_back(code, number);
        }
        tell_slot(term, least.slot);
        term.slots.erase(least.slot);
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

    void write_block(std::size_t first) {
        const Block block = block_from(first);
        BlockRecord record{{}, {}, size_of(plan_.sifts), 0, 0, 0};
        for (std::uint32_t i = 0; i < block.size(); ++i) {
            record.terms[i / 64] |= std::uint64_t{1} << i % 64;
            if (begins_decision(static_cast<std::uint32_t>(first) + i))
                record.decisions[i / 64] |= std::uint64_t{1} << i % 64;
        }
        sift_by_slots(block);
        record.slot_sifts = size_of(plan_.sifts) - record.first_sift;
        for (std::uint32_t search = 0; search < plan_.searches.size(); ++search) {
            for (std::size_t i = 0; i < most_searches; ++i) sift_by_search(block, search);
        }
        record.search_sifts = size_of(plan_.sifts) - record.first_sift - record.slot_sifts;
        plan_.blocks.push_back(record);
    }

    // By every slot that so many terms ask for that sifting all costs less than asking these.
    void sift_by_slots(Block block) {
        for (const auto& [slot, asking] : asking_of(block).slots) {
            if (asking * 64 >= block.size() && may_sift(codes_.code_count(slot), asking)) sift_by_slot(block, slot);
        }
    }

    void sift_by_slot(Block block, std::uint32_t slot) {
        const std::uint32_t first = size_of(plan_.masks), count = codes_.code_count(slot);
        plan_.sifts.push_back({slot, first});
        plan_.masks.resize(first + count * block_words);
        for (std::uint32_t number = 0; number < block.size(); ++number) {
            const auto asked = block[number].slots.find(slot);
            const bool asks = asked != block[number].slots.end();
            for (const CodeRange range : asks ? asked->second : CodeRanges{{0, count - 1}}) {
                for (std::uint32_t code = range.low; code <= range.high; ++code) set(first, code, number);
            }
            if (asks) tell_slot(block[number], slot);
        }
    }

    // One word of each term that looks for any that is not told yet.
    void sift_by_search(Block block, std::uint32_t search) {
        std::vector<std::uint32_t> asked(block.size(), none);  // numbers of literals
        std::size_t asking = 0;
        for (std::uint32_t number = 0; number < block.size(); ++number) {
            const Asked& term = block[number];
            for (const std::uint32_t word : term.words) {
                if (term.is_told[word] || patterns_.search_of(term.literals[word]) != search) continue;
                asked[number] = word;
                ++asking;
                break;
            }
        }
        const std::uint32_t first = size_of(plan_.masks), count = plan_.searches[search].pattern_count + 1;
        if (asking * 64 < block.size() || asking == 0 || !may_sift(count, asking)) return;
        plan_.sifts.push_back({search, first});
        plan_.masks.resize(first + count * block_words);
        for (std::uint32_t number = 0; number < block.size(); ++number) {
            if (asked[number] == none) {
                set(first, 0, number);
                continue;
            }
            for (const std::uint32_t pattern : patterns_.of(block[number].literals[asked[number]]))
                set(first, pattern + 1, number);
            block[number].is_told[asked[number]] = true;
        }
    }

    void set(std::size_t first, std::uint32_t mask, std::uint32_t term) {
        plan_.masks[first + std::size_t{mask} * block_words + term / 64] |= std::uint64_t{1} << term % 64;
    }

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
            plan_.terms.push_back({row.rule, row.branch, listed.action, listed.member_count, first_more,
                                   size_of(row.listed), first, literal_count});
        }
    }

    bool begins_decision(std::uint32_t number) const {
        if (number == 0) return true;
        const auto takes_branch = [](const PlannedRow& row) { return row.entry == none && row.branch != none; };
        const PlannedRow &row = *rows_[terms_[number].row], &before = *rows_[terms_[number - 1].row];
        return before.rule != row.rule || !takes_branch(row) || !takes_branch(before);
    }

    const Tables& tables_;
    const SlotCodes& codes_;
    const Patterns& patterns_;
    const PlanLimits& limits_;
    Plan& plan_;
    std::vector<const PlannedRow*> rows_;
    std::vector<Asked> terms_;
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
