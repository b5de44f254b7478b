// One event by an index: all terms at once as bits, then those that are left, in their order.
#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "runtime/vm/deciding.h"

namespace parley::vm {

using bytecode::IndexRecord;
using bytecode::SiftRecord;
using bytecode::TermRecord;
using bytecode::WakeEntry;
using bytecode::WakerRecord;

// Of a block, a bit each; in vectors of a size that every processor has.
struct Deciding::Terms {
    using Words = std::uint64_t __attribute__((vector_size(16)));
    explicit Terms(const std::uint64_t* mask) {
        std::memcpy(&low, mask, sizeof low);
        std::memcpy(&high, mask + 2, sizeof high);
    }
    void keep(const Terms& mask) { low &= mask.low, high &= mask.high; }
    void add(const Terms& mask) { low |= mask.low, high |= mask.high; }
    Words low, high;
};
static_assert(sizeof(Deciding::Terms) == 8 * bytecode::block_words);

// The first word of a block, which is all that most rule sets have.
struct Deciding::OneWord {
    explicit OneWord(const std::uint64_t* mask) : word(mask[0]) {}
    void keep(const OneWord& mask) { word &= mask.word; }
    void add(const OneWord& mask) { word |= mask.word; }
    std::uint64_t word;
};

const std::uint64_t* Deciding::mask(const SiftRecord& sift, std::uint32_t number) const {
    return plan_.masks + sift.first_mask + std::size_t{number} * bytecode::block_words;
}

namespace {

// The end of a decision's lists, while it is written to; there is always room for what most terms list.
struct Listing {
    Listing(std::size_t most_actions, std::size_t most_rules, Decision& decision)
        : most_actions(most_actions), most_rules(most_rules), decision(decision) {
        take_up();
    }
    [[gnu::always_inline]] void take_up() {
        actions = decision.actions.room(most_actions);
        actions_end = actions + (maximum_actions - decision.actions.size());
        rules = decision.rules.room(most_rules);
    }
    void give_back() const {
        decision.actions.grow_to(actions);
        decision.rules.grow_to(rules);
    }

    const std::size_t most_actions, most_rules;
    Decision& decision;
    ActionResult *actions, *actions_end;
    RuleResult* rules;
};

// All from the lowest one on; of none none.
constexpr std::uint64_t from_lowest(std::uint64_t bits) {
    return bits | (0 - bits);
}
constexpr std::uint64_t above_lowest(std::uint64_t bits) {
    return ~(bits ^ (bits - 1));
}

}  // namespace

void Deciding::wake(const IndexRecord& index) {
    wake(index.first_always, index.first_always + index.always_count);
    const WakerRecord* waker = plan_.wakers.data() + index.first_waker;
    for (const WakerRecord* const end = waker + index.waker_count; waker != end; ++waker) {
        const std::uint32_t* offsets = plan_.wake_offsets.data() + waker->first_offset;
        if (waker->slot != bytecode::none) {
            const std::uint32_t code = codes_[waker->slot];
            wake(offsets[code], offsets[code + 1]);
            continue;
        }
        for (const std::uint32_t pattern : search(waker->search).patterns())
            wake(offsets[pattern], offsets[pattern + 1]);
    }
}

void Deciding::wake(std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t i = first; i != end; ++i) {
        const WakeEntry& entry = plan_.wake_entries[i];
        const std::uint32_t block = entry.word / bytecode::block_words;
        machine_.woken_[entry.word] |= entry.terms;
        machine_.woken_blocks_[block / 64] |= std::uint64_t{1} << block % 64;
    }
}

// Those that look for no word, and those for which a word is enough that is there.
template <typename Some>
Some Deciding::by_words(const SiftRecord& sift) {
    Some terms(mask(sift, 0));
    for (const std::uint32_t pattern : search(sift.source).patterns()) terms.add(Some(mask(sift, pattern + 1)));
    return terms;
}

// What all sifts of a block leave of some of its terms.
template <typename Some>
[[gnu::always_inline]] inline Some Deciding::sifted(const bytecode::BlockRecord& block, Some terms) {
    const SiftRecord* sift = plan_.sifts + block.first_sift;
    for (const SiftRecord* const end = sift + block.slot_sifts; sift != end; ++sift)
        terms.keep(Some(mask(*sift, codes_[sift->source])));
    for (const SiftRecord* const end = sift + block.search_sifts; sift != end; ++sift)
        terms.keep(by_words<Some>(*sift));
    return terms;
}

// Behind what is left before it.
[[gnu::always_inline]] inline std::size_t Deciding::left_of(const IndexRecord& index, std::uint32_t block, Terms some,
                                                            std::size_t count) {
    const bytecode::BlockRecord& record = plan_.blocks[index.first_block + block];
    const Terms terms = sifted(record, some);
    Machine::Left* left = machine_.left_.data();
    const std::uint64_t words[] = {terms.low[0], terms.low[1], terms.high[0], terms.high[1]};
    for (std::uint32_t i = 0; i < bytecode::block_words; ++i) {
        left[count] = {words[i], record.decisions[i], block * bytecode::block_words + i};
        count += words[i] != 0 ? 1 : 0;
    }
    return count;
}

std::size_t Deciding::left_of_all(const IndexRecord& index) {
    std::size_t count = 0;
    const std::uint32_t blocks = bytecode::block_count(index.term_count);
    for (std::uint32_t block = 0; block < blocks; ++block)
        count = left_of(index, block, Terms(plan_.blocks[index.first_block + block].terms), count);
    return count;
}

// Nothing is woken behind it.
std::size_t Deciding::left_of_woken(const IndexRecord& index) {
    wake(index);
    std::size_t count = 0;
    const std::uint32_t groups = (bytecode::block_count(index.term_count) + 63) / 64;
    for (std::uint32_t group = 0; group < groups; ++group) {
        for (std::uint64_t some = std::exchange(machine_.woken_blocks_[group], 0); some != 0; some &= some - 1) {
            const std::uint32_t block = group * 64 + static_cast<std::uint32_t>(std::countr_zero(some));
            std::uint64_t* woken = machine_.woken_.data() + block * bytecode::block_words;
            const Terms terms(woken);
            std::fill_n(woken, bytecode::block_words, 0);
            count = left_of(index, block, terms, count);
        }
    }
    return count;
}

// The terms that are left of one word, in their order.
struct Deciding::LeftOfOne {
    LeftOfOne(std::uint64_t terms, std::uint64_t decisions) : bits(terms), decisions(decisions) {}
    bool is_empty() const { return bits == 0; }
    std::size_t first() const { return static_cast<std::size_t>(__builtin_ctzll(bits)); }
    std::uint64_t beginnings() const { return decisions; }
    void keep(std::uint64_t behind) { bits = behind; }

    std::uint64_t bits;       // the terms that are left
    std::uint64_t decisions;  // BlockRecord
};

// The same of many words, of which none is zero. Where one ends and the next begins cannot be foretold, so that the
// bits of all are gone through in one loop.
struct Deciding::LeftOfMany {
    LeftOfMany(const Machine::Left* words, std::size_t count)
        : word(words), end(words + count), bits(words[0].terms), next_bits(words[1].terms) {}
    bool is_empty() const { return word == end; }
    std::size_t first() const { return word->word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)); }
    std::uint64_t beginnings() const { return word->decisions; }
    void keep(std::uint64_t behind) {
        word += behind == 0 ? 1 : 0;
        bits = behind == 0 ? next_bits : behind;
        next_bits = word[1].terms;
    }

    const Machine::Left *word, *end;
    std::uint64_t bits, next_bits;
};

template <bool only_lists, typename Left>
void Deciding::take(const TermRecord* terms, const Left& all) {
    Left left(all);  // in registers
    const bool is_first = machine_.begun_.empty();
    const std::uint32_t event = event_;
    const bytecode::ListedRecord* const all_listed = plan_.listed;
    std::uint32_t complete = complete_;
    Listing listing(machine_.most_actions_, machine_.most_rules_, decision_);
    while (!left.is_empty()) {
        const TermRecord& term = terms[left.first()];
        const bool is_open = term.rule != complete && (only_lists || is_first || !machine_.has_fired(term.rule)) &&
                             (term.literal_count == 0 || holds_all(term));
        const std::uint64_t bits = left.bits;
        std::uint64_t behind = bits & from_lowest(left.beginnings() & above_lowest(bits));  // of other decisions
        if (!is_open) [[unlikely]]
            behind = bits & (bits - 1);
        left.keep(behind);
        if (!is_open) [[unlikely]]
            continue;
        if (!only_lists && term.branch == bytecode::walks) [[unlikely]] {
            listing.give_back();
            complete_ = complete;
            walk(term);
            complete = complete_;
            listing.take_up();
            continue;
        }
        const bool completes = term.branch != bytecode::none;
        *listing.rules = {term.rule, term.branch, event};
        listing.rules += completes ? 1 : 0;
        complete = completes ? term.rule : complete;
        if (!only_lists && listing.actions_end - listing.actions < term.listed_count) [[unlikely]] {
            listing.give_back();
            list_to_the_last(term);
            listing.take_up();
            continue;
        }
        // Most list one or two.
        const bytecode::ListedRecord* more = all_listed + term.first_more;
        listing.actions[0] = {term.action, term.member_count, event, bytecode::none};
        listing.actions[1] = {more[0].action, more[0].member_count, event, bytecode::none};
        for (std::uint32_t i = 2; i < term.listed_count; ++i)
            listing.actions[i] = {more[i - 1].action, more[i - 1].member_count, event, bytecode::none};
        listing.actions += term.listed_count;
    }
    listing.give_back();
}

template <typename Left>
void Deciding::take_left(std::uint32_t index, const TermRecord* terms, const Left& left) {
    if (machine_.only_lists_[index] && machine_.begun_.empty())
        take<true>(terms, left);
    else
        take<false>(terms, left);
}

void Deciding::by_index(std::uint32_t number) {
    const IndexRecord& index = plan_.indexes[number];
    if (index.term_count == 0) return;  // nothing can ever be true
    const TermRecord* terms = plan_.terms + index.first_term;
    if (index.waker_count == 0 && index.term_count <= 64) {
        const bytecode::BlockRecord& block = plan_.blocks[index.first_block];
        take_left(number, terms, LeftOfOne(sifted(block, OneWord(block.terms)).word, block.decisions[0]));
    } else {
        const std::size_t count = index.waker_count != 0 ? left_of_woken(index) : left_of_all(index);
        take_left(number, terms, LeftOfMany(machine_.left_.data(), count));
    }
}

// Where the decision may have no room for all: what has none is counted.
void Deciding::list_to_the_last(const TermRecord& term) {
    if (term.action != bytecode::none) values().lister.list_fixed(term.action, term.member_count);
    for (const bytecode::ListedRecord& more : std::span(plan_.listed + term.first_more, more_count(term)))
        values().lister.list_fixed(more.action, more.member_count);
}

bool Deciding::holds_all(const TermRecord& term) {
    const std::uint32_t* literals = plan_.literals + term.first_literal;
    for (std::uint32_t i = 0; i < term.literal_count; ++i) {
        if (!literal(literals[i])) return false;
    }
    return true;
}

bool Deciding::literal(std::uint32_t literal) {
    const std::uint32_t at = literal >> 1;
    const bytecode::Step& step = plan_.steps[at];
    const bool wanted = (literal & 1) != 0;
    if (step.slot < bytecode::first_step_kind) return (codes_[step.slot] - step.low <= step.span) == wanted;
    if (step.slot == static_cast<std::uint32_t>(bytecode::StepKind::remembered)) {
        const std::uint64_t known = machine_.memos_[step.low];
        return (known >> 1 == machine_.line_ ? (known & 1) != 0 : remembered(step.low)) == wanted;
    }
    if (step.slot == static_cast<std::uint32_t>(bytecode::StepKind::among)) return is_among(step) == wanted;
    const std::uint64_t instructions = decision_.instructions;
    const bool result = test(at, step);
    decision_.instructions = instructions;  // the code may come to this condition on no way at all
    return result == wanted;
}

// Several terms may be ways to the same code, which is walked through once.
void Deciding::walk(const TermRecord& term) {
    if (term.rule == complete_) return;
    if (term.rule != rule_) walked_ = 0;
    const std::uint32_t entry = term.action, end = term.member_count;
    if (entry < walked_) return;
    rule_ = term.rule;
    walked_ = end;
    if (!walk(entry, end)) complete_ = term.rule;
}

}  // namespace parley::vm
