// One event by an index: all terms at once as bits, then those that are left, in their order.
#include <algorithm>
#include <bit>
#include <utility>

#include "runtime/vm/deciding.h"

namespace parley::vm {

using bytecode::IndexRecord;
using bytecode::SiftRecord;
using bytecode::TermRecord;
using bytecode::WakeEntry;
using bytecode::WakerRecord;

void Deciding::by_index(const IndexRecord& index) {
    const TermRecord* terms = plan_.terms + index.first_term;
    if (index.is_woken != 0) return take_left(terms, left_of_woken(index));
    if (index.term_count > 64) return take_left(terms, left_of_all(index));
    machine_.left_[0] = {left_of_one_word(index), 0};
    take_left(terms, machine_.left_[0].terms != 0 ? 1 : 0);
}

namespace {

// The end of a decision's lists, while it is written to; there is always room for what most terms list.
struct Listing {
    Listing(std::size_t most_actions, std::size_t most_rules, Decision& decision)
        : most_actions(most_actions), most_rules(most_rules), decision(decision) {
        take_up();
    }
    void take_up() {
        action_count = decision.actions.size();
        rule_count = decision.rules.size();
        actions = decision.actions.room(most_actions) - action_count;
        rules = decision.rules.room(most_rules) - rule_count;
    }
    void give_back() const {
        decision.actions.grow(action_count - decision.actions.size());
        decision.rules.grow(rule_count - decision.rules.size());
    }
    void put(const bytecode::ListedRecord& listed, std::uint32_t event, bool is_due) {
        actions[action_count] = {listed.action, event, ActionStatus::done, bytecode::none, listed.member_count, 0, 0};
        action_count += is_due ? 1 : 0;
    }

    const std::size_t most_actions, most_rules;
    Decision& decision;
    ActionResult* actions;
    RuleResult* rules;
    std::size_t action_count, rule_count;
};

constexpr std::uint64_t bits_below(std::uint32_t count) {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

}  // namespace

std::uint64_t Deciding::left_of_one_word(const IndexRecord& index) {
    std::uint64_t left = bits_below(index.term_count);
    const SiftRecord* sift = plan_.sifts.data() + index.first_sift;
    for (const SiftRecord* end = sift + index.sift_count; sift != end; ++sift) {
        const std::uint64_t* masks = plan_.masks + sift->first_mask;
        std::uint64_t by_search = 0;
        left &=
            sift->slot != bytecode::none ? masks[codes_[sift->slot]] : *by_words(sift->search, masks, 1, &by_search);
    }
    return left;
}

// What each sift leaves. Of several in one search's text the words are found once.
std::size_t Deciding::sieves(const IndexRecord& index) {
    const std::uint32_t words = bytecode::mask_words(index.term_count);
    const SiftRecord* sifts = plan_.sifts.data() + index.first_sift;
    std::uint64_t* room = machine_.by_words_.data();
    for (std::uint32_t i = 0; i < index.sift_count; ++i) {
        const std::uint64_t* masks = plan_.masks + sifts[i].first_mask;
        if (sifts[i].slot != bytecode::none) {
            machine_.sieves_[i] = masks + std::size_t{codes_[sifts[i].slot]} * words;
            continue;
        }
        machine_.sieves_[i] = by_words(sifts[i].search, masks, words, room);
        room += words;
    }
    return index.sift_count;
}

// The terms that look for no word, and those for which a word is enough that is there.
const std::uint64_t* Deciding::by_words(std::uint32_t index, const std::uint64_t* masks, std::uint32_t words,
                                        std::uint64_t* to) {
    std::copy_n(masks, words, to);
    for (const std::uint32_t pattern : search(index).patterns()) {
        const std::uint64_t* mask = masks + (std::size_t{pattern} + 1) * words;
        for (std::uint32_t word = 0; word < words; ++word) to[word] |= mask[word];
    }
    return to;
}

std::size_t Deciding::left_of_all(const IndexRecord& index) {
    const std::uint64_t* const* sieves_begin = machine_.sieves_.data();
    const std::uint64_t* const* sieves_end = sieves_begin + sieves(index);
    Machine::Left* left = machine_.left_.data();
    std::size_t count = 0;
    for (std::uint32_t word = 0; word * 64 < index.term_count; word += 4) {
        std::uint64_t four[4];
        for (std::uint32_t i = 0; i < 4; ++i) {
            const std::uint32_t before = (word + i) * 64;
            four[i] = before < index.term_count ? bits_below(index.term_count - before) : 0;
        }
        for (const std::uint64_t* const* sieve = sieves_begin; sieve != sieves_end; ++sieve) {
            for (std::uint32_t i = 0; i < 4; ++i) four[i] &= (*sieve)[word + i];
        }
        for (std::uint32_t i = 0; i < 4; ++i) {
            left[count] = {four[i], word + i};
            count += four[i] != 0 ? 1 : 0;
        }
    }
    return count;
}

std::size_t Deciding::left_of_woken(const IndexRecord& index) {
    wake(index);
    const std::size_t sieve_count = sieves(index);
    const std::size_t words = bytecode::mask_words(index.term_count);
    Machine::Left* left = machine_.left_.data();
    std::size_t count = 0;
    for (std::size_t group = 0; group * 64 < words; ++group) {
        for (std::uint64_t some = std::exchange(machine_.woken_words_[group], 0); some != 0; some &= some - 1) {
            const std::size_t word = group * 64 + static_cast<std::size_t>(std::countr_zero(some));
            std::uint64_t terms = std::exchange(machine_.woken_[word], 0);
            for (std::size_t i = 0; i < sieve_count; ++i) terms &= machine_.sieves_[i][word];
            left[count] = {terms, static_cast<std::uint32_t>(word)};
            count += terms != 0 ? 1 : 0;
        }
    }
    return count;
}

void Deciding::wake(const IndexRecord& index) {
    wake(plan_.wake_entries.subspan(index.first_always, index.always_count));
    for (const WakerRecord& waker : plan_.wakers.subspan(index.first_waker, index.waker_count)) {
        const std::uint32_t* offsets = plan_.wake_offsets.data() + waker.first_offset;
        const auto wake_by = [&](std::uint32_t code) {
            wake(plan_.wake_entries.subspan(offsets[code], offsets[code + 1] - offsets[code]));
        };
        if (waker.slot != bytecode::none) {
            wake_by(codes_[waker.slot]);
            continue;
        }
        for (const std::uint32_t pattern : search(waker.search).patterns()) wake_by(pattern);
    }
}

void Deciding::wake(std::span<const WakeEntry> entries) {
    for (const WakeEntry& entry : entries) {
        machine_.woken_[entry.word] |= entry.terms;
        machine_.woken_words_[entry.word / 64] |= std::uint64_t{1} << entry.word % 64;
    }
}

// Through all bits of all words in one loop: where one word ends and the next begins cannot be foretold. What nearly
// every term does is done without asking whether its rule is complete already: then it lists nothing.
void Deciding::take_left(const TermRecord* terms, std::size_t count) {
    const bool is_first = machine_.begun_.empty();
    Listing listing(machine_.most_actions_, machine_.most_rules_, decision_);
    Machine::Left* left = machine_.left_.data();
    for (const Machine::Left* const end = left + count; left != end;) {
        const std::uint64_t bits = left->terms;
        const TermRecord& term = terms[left->word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits))];
        left->terms = bits & (bits - 1);
        left += left->terms == 0 ? 1 : 0;
        if (term.literal_count != 0 && (term.rule == complete_ || !holds_all(term))) continue;
        if (!is_first && machine_.has_fired(term.rule)) [[unlikely]]
            continue;
        if (term.branch == bytecode::walks) [[unlikely]] {
            listing.give_back();
            walk(term);
            listing.take_up();
            continue;
        }
        const bool is_due = term.rule != complete_;
        listing.rules[listing.rule_count] = {term.rule, event_, term.branch};
        listing.rule_count += is_due & (term.branch != bytecode::none);
        if (listing.action_count + term.more_count + 1 > maximum_actions) [[unlikely]] {
            listing.give_back();
            if (is_due) list_to_the_last(term);
            listing.take_up();
        } else {
            const bytecode::ListedRecord* more = plan_.listed + term.first_more;
            listing.put({term.action, term.member_count}, event_, is_due & (term.action != bytecode::none));
            listing.put(more[0], event_, is_due & (term.more_count != 0));
            for (std::uint32_t i = 1; is_due && i < term.more_count; ++i) listing.put(more[i], event_, true);
        }
        complete_ = term.branch != bytecode::none ? term.rule : complete_;
    }
    listing.give_back();
}

// Where the decision has no room for all: what has none is counted.
void Deciding::list_to_the_last(const TermRecord& term) {
    if (term.action != bytecode::none) values().lister.list_fixed(term.action, term.member_count);
    const std::size_t room = maximum_actions - decision_.actions.size();
    const auto listed = static_cast<std::uint32_t>(std::min<std::size_t>(room, term.more_count));
    for (std::uint32_t i = 0; i < listed; ++i) {
        const bytecode::ListedRecord& more = plan_.listed[term.first_more + i];
        values().lister.list_fixed(more.action, more.member_count);
    }
    decision_.dropped_actions += term.more_count - listed;
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
