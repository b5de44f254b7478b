// The plan: that whatever it says is safe to do and ends. Its control flow has to be the code's; what it takes from
// tables has to be in them. Whether it comes to what the code says is the compiler's affair, as the code itself is.
#include <algorithm>

#include "runtime/bytecode/checker.h"
#include "runtime/bytecode/opcode.h"
#include "runtime/text_index/text_index.h"

namespace parley::bytecode {

namespace {

using value::Kind;

bool is_bucket_count(std::uint32_t count) {
    return (count & (count - 1)) == 0;
}

class PlanCheck {
public:
    explicit PlanCheck(Checker& checker)
        : checker_(checker),
          artifact_(checker.artifact),
          terms_(artifact_.terms()),
          literals_(artifact_.literals()),
          wake_offsets_(artifact_.wake_offsets()),
          wake_entries_(artifact_.wake_entries()),
          listed_count_(artifact_.listed().size()) {}

    bool run() {
        return check_domain_buckets() && check_slot_codes() && check_memos() && check_searches() &&
               check_event_plans() && check_listed() && check_indexes();
    }

private:
    Row row(Section section, std::size_t index) { return {checker_, section, index}; }

    bool check_buckets(const Row& row, std::uint32_t first, std::uint32_t count, std::uint32_t entries) {
        const auto all = artifact_.buckets();
        if (!(row.range(first, count, all.size(), "a hash table outside its section") &&
              row.owned(first, count, next_bucket_, all.size(), "a hash table that is not its own") &&
              row.require(is_bucket_count(count), "a hash table whose size is no power of two")))
            return false;
        std::uint32_t highest = 0;
        for (const std::uint32_t entry : all.subspan(first, count)) highest = std::max(highest, entry);
        return row.require(highest <= entries, "a hash table that names what is not there");
    }

    bool check_domain_buckets() {
        const auto tables = artifact_.domain_buckets();
        if (!row(Section::domain_buckets, 0)
                 .require(tables.size() == checker_.views.domains.size(), "another number of records than domains"))
            return false;
        for (std::uint32_t i = 0; i < tables.size(); ++i) {
            if (!check_buckets(row(Section::domain_buckets, i), tables[i].first, tables[i].count,
                               checker_.views.domains[i].value_count))
                return false;
        }
        return true;
    }

    bool check_slot_codes() {
        const auto codes = artifact_.slot_codes();
        if (!row(Section::slot_codes, 0)
                 .require(codes.size() == checker_.views.slots.size(), "another number of records than slots"))
            return false;
        for (std::uint32_t slot = 0; slot < codes.size(); ++slot) {
            const SlotCodeRecord& record = codes[slot];
            const Row here = row(Section::slot_codes, slot);
            if (!(here.range(record.first_point, record.point_count, artifact_.points().size(), "no such points") &&
                  check_buckets(here, record.first_bucket, record.bucket_count, record.point_count) &&
                  here.require(record.code_count == code_count(slot), "another number of codes than its values have")))
                return false;
        }
        for (std::size_t i = 0; i < artifact_.points().size(); ++i) {
            if (!row(Section::points, i).text(artifact_.points()[i].text)) return false;
        }
        return true;
    }

    std::uint64_t code_count(std::uint32_t slot) const {
        const value::Type type = checker_.views.slots[slot].type.type();
        const std::uint64_t points = artifact_.slot_codes()[slot].point_count;
        if (!type.list && value::is_symbolic(type.kind))
            return std::uint64_t{checker_.views.domains[type.domain].value_count} + 2;
        return !type.list && type.kind == Kind::text ? points + 2 : 2 * points + 2;
    }

    bool check_memos() {
        const auto memos = artifact_.memos();
        const auto code = checker_.views.code;
        const std::size_t searches = artifact_.searches().size();
        for (std::uint32_t i = 0; i < memos.size(); ++i) {
            const MemoRecord& memo = memos[i];
            const Row here = row(Section::memos, i);
            if (!(here.index(memo.instruction, code.size(), "no such instruction") &&
                  here.require(code[memo.instruction].opcode >= static_cast<std::uint8_t>(Opcode::test_is),
                               "an instruction that is no test of a field") &&
                  here.require(memo.search == none || memo.search < searches, "no such search")))
                return false;
        }
        return true;
    }

    bool check_searches() {
        constexpr std::size_t alignment = text_index::table_alignment;
        std::uint32_t next_offset = 0, next_use = 0;
        std::size_t next_byte = 0;
        for (std::uint32_t i = 0; i < artifact_.searches().size(); ++i) {
            const SearchRecord& search = artifact_.searches()[i];
            const Row here = row(Section::searches, i);
            if (!(here.index(search.slot, checker_.views.slots.size(), "no such slot") &&
                  here.require(is_text(search.slot), "a search in what is no text") &&
                  here.flag(search.exactly, "an unknown flag") &&
                  here.require(search.exactly != 0 || checker_.views.slots[search.slot].folded != 0,
                               "a text that is not folded where its folding is searched") &&
                  here.range(search.first_byte, search.byte_count, artifact_.search_tables().size(),
                             "a table outside its section") &&
                  here.require(search.first_byte % alignment == 0, "a table out of line") &&
                  here.require(search.first_byte == (next_byte + alignment - 1) / alignment * alignment,
                               "a table that is not its own") &&
                  here.require(search.first_offset == next_offset &&
                                   search.pattern_count < artifact_.search_offsets().size() - next_offset,
                               "patterns that are not its own") &&
                  check_offsets(here, artifact_.search_offsets().subspan(next_offset, search.pattern_count + 1),
                                next_use, artifact_.search_uses().size())))
                return false;
            next_offset += search.pattern_count + 1;
            next_use = artifact_.search_offsets()[next_offset - 1];
            next_byte = std::size_t{search.first_byte} + search.byte_count;
            const auto table = artifact_.search_tables().subspan(search.first_byte, search.byte_count);
            if (const char* fault = text_index::check(table, search.pattern_count)) return here.fail(fault);
        }
        const auto uses = artifact_.search_uses();
        const std::size_t memos = artifact_.memos().size();
        for (std::uint32_t i = 0; i < uses.size(); ++i) {
            if (!row(Section::search_uses, i).index(uses[i], memos, "no such test")) return false;
        }
        return true;
    }

    bool is_text(std::uint32_t slot) const {
        const value::Type type = checker_.views.slots[slot].type.type();
        return !type.list && type.kind == Kind::text;
    }

    // Ascending, from the end of those before, so that what one of them is behind is no other's.
    static bool check_offsets(const Row& row, std::span<const std::uint32_t> offsets, std::size_t begin,
                              std::size_t size) {
        bool falls = offsets.back() > size;
        for (std::size_t i = 1; i < offsets.size(); ++i) falls |= offsets[i] < offsets[i - 1];
        return row.require(!falls, "offsets out of order") &&
               row.require(offsets.front() == begin, "offsets that do not follow those before");
    }

    bool check_event_plans() {
        const auto plans = artifact_.event_plans();
        if (!row(Section::event_plans, 0)
                 .require(plans.size() == artifact_.events().size(), "another number of entries than events"))
            return false;
        for (std::uint32_t i = 0; i < plans.size(); ++i) {
            if (!row(Section::event_plans, i)
                     .require(plans[i] == none || plans[i] < artifact_.indexes().size(), "no such index"))
                return false;
        }
        return true;
    }

    bool check_indexes() {
        std::size_t next_term = 0;
        std::size_t next_block = 0;
        std::size_t next_waker = 0;
        for (std::uint32_t i = 0; i < artifact_.indexes().size(); ++i) {
            const IndexRecord& index = artifact_.indexes()[i];
            const Row here = row(Section::indexes, i);
            if (!(here.owned(index.first_term, index.term_count, next_term, artifact_.terms().size(),
                             "terms that are not its own") &&
                  here.owned(index.first_block, block_count(index.term_count), next_block, artifact_.blocks().size(),
                             "blocks that are not its own") &&
                  here.owned(index.first_waker, index.waker_count, next_waker, artifact_.wakers().size(),
                             "wakers that are not its own") &&
                  check_terms(index) && check_blocks(index) && check_wakers(index) &&
                  here.owned(index.first_always, index.always_count, next_entry_, wake_entries_.size(),
                             "entries that are not its own") &&
                  check_entries(here, index, index.first_always, index.first_always + index.always_count)))
                return false;
        }
        return true;
    }

    // The parts of a rule's code that its terms walk through are one behind the other, so that all together are no more
    // than the code, as each part is walked through once at most.
    bool check_terms(const IndexRecord& index) {
        const TermRecord* before = nullptr;
        std::uint32_t walked = none, walked_end = 0;
        for (std::uint32_t i = index.first_term; i < index.first_term + index.term_count; ++i) {
            const TermRecord& term = terms_[i];
            fetch_ahead(&term);
            if (before != nullptr && before->rule == term.rule && is_plain(term)) continue;
            const Row here = row(Section::terms, i);
            if (!here.index(term.rule, checker_.views.rules.size(), "no such rule")) return false;
            const RuleRecord& rule = checker_.views.rules[term.rule];
            if (before == nullptr || before->rule != term.rule) walked = walked_end = rule.entry;
            if (!(here.require(rule.disabled == 0, "a disabled rule") &&
                  here.require(before == nullptr || before->rule <= term.rule, "a rule out of order") &&
                  check_literals(here, term)))
                return false;
            before = &term;
            if (term.branch != walks) {
                if (!check_listing(here, term)) return false;
                continue;
            }
            const bool again = term.action == walked && term.member_count == walked_end;
            if (!(here.require(term.first_more == 0 && term.listed_count == 0, "both a walk and a list") &&
                  here.require(term.action < term.member_count && term.member_count <= rule.end,
                               "code of something else") &&
                  here.require(again || term.action >= walked_end, "code that does not follow")))
                return false;
            walked = term.action;
            walked_end = term.member_count;
            if (!again) checker_.walks.push_back({term.rule, walked, walked_end});
        }
        return true;
    }

    // What nearly every term is: it asks no more, takes a branch and lists one action. False: more has to be looked at.
    bool is_plain(const TermRecord& term) const {
        const auto branches = checker_.views.branches;
        return term.literal_count == 0 && term.listed_count == 1 && term.branch < branches.size() &&
               (!checker_.checks_all || branches[term.branch].rule == term.rule) &&
               is_listed({term.action, term.member_count}) && term.first_more < listed_count_ &&
               term.first_literal <= literals_.size();
    }

    // Which rule's a branch is changes nothing for deciding.
    bool check_listing(const Row& row, const TermRecord& term) const {
        const auto branches = checker_.views.branches;
        return row.require(term.branch == none || (term.branch < branches.size() &&
                                                   (!checker_.checks_all || branches[term.branch].rule == term.rule)),
                           "a branch of another rule") &&
               row.require((term.action == none) == (term.listed_count == 0), "another number of actions") &&
               row.require(term.action == none || is_listed({term.action, term.member_count}),
                           "an action that is not always the same") &&
               row.range(term.first_more, more_count(term), listed_count_ - listed_ahead, "actions that are not there");
    }

    bool is_listed(const ListedRecord& listed) const {
        return listed.action < checker_.fixed_members.size() && listed.member_count != none &&
               checker_.fixed_members[listed.action] == listed.member_count;
    }

    bool check_literals(const Row& row, const TermRecord& term) {
        if (!row.owned(term.first_literal, term.literal_count, next_literal_, literals_.size(),
                       "literals that are not its own"))
            return false;
        for (const std::uint32_t literal : literals_.subspan(term.first_literal, term.literal_count)) {
            const std::uint32_t at = literal >> 1;
            if (at >= checker_.views.code.size() ||
                checker_.views.code[at].opcode < static_cast<std::uint8_t>(Opcode::test_condition))
                return row.fail("a literal that is no test");
        }
        return true;
    }

    bool check_listed() {
        const auto all = artifact_.listed();
        if (!row(Section::listed, 0).require(all.size() >= listed_ahead, "an end that is not there")) return false;
        for (std::uint32_t i = 0; i < all.size() - listed_ahead; ++i) {
            if (!row(Section::listed, i).require(is_listed(all[i]), "an action that is not always the same"))
                return false;
        }
        return true;
    }

    bool check_blocks(const IndexRecord& index) {
        for (std::uint32_t i = 0; i < block_count(index.term_count); ++i) {
            const std::uint32_t number = index.first_block + i;
            const BlockRecord& block = artifact_.blocks()[number];
            for (std::uint32_t word = 0; word < block_words; ++word) {
                const std::uint64_t room = room_for_terms(index, std::uint64_t{i} * block_words + word);
                if (room < 64 && block.terms[word] >> room != 0)
                    return row(Section::blocks, number).fail("terms that are not there");
            }
            const Row here = row(Section::blocks, number);
            const std::size_t sifts = artifact_.sifts().size();
            if (!(here.owned(block.first_sift, block.slot_sifts, next_sift_, sifts, "sifts that are not its own") &&
                  here.owned(block.first_sift + block.slot_sifts, block.search_sifts, next_sift_, sifts,
                             "sifts that are not its own") &&
                  here.require(block.reserved == 0, "a reserved part that is not zero") && check_sifts(block)))
                return false;
        }
        return true;
    }

    bool check_sifts(const BlockRecord& block) {
        for (std::uint32_t i = 0; i < block.slot_sifts + block.search_sifts; ++i) {
            const SiftRecord& sift = artifact_.sifts()[block.first_sift + i];
            const Row here = row(Section::sifts, block.first_sift + i);
            const bool by_slot = i < block.slot_sifts;
            if (!(by_slot ? here.index(sift.source, checker_.views.slots.size(), "no such slot")
                          : here.index(sift.source, artifact_.searches().size(), "no such search")))
                return false;
            const std::uint64_t masks = by_slot ? artifact_.slot_codes()[sift.source].code_count
                                                : std::uint64_t{artifact_.searches()[sift.source].pattern_count} + 1;
            if (!here.require(
                    sift.first_mask == next_mask_ && masks * block_words <= artifact_.masks().size() - next_mask_,
                    "masks that are not its own"))
                return false;
            next_mask_ += masks * block_words;
        }
        return true;
    }

    bool check_wakers(const IndexRecord& index) {
        for (std::uint32_t i = index.first_waker; i < index.first_waker + index.waker_count; ++i) {
            const WakerRecord& waker = artifact_.wakers()[i];
            const Row here = row(Section::wakers, i);
            const bool by_slot = waker.slot != none;
            if (!(by_slot ? here.index(waker.slot, checker_.views.slots.size(), "no such slot")
                          : here.index(waker.search, artifact_.searches().size(), "no such search")))
                return false;
            const std::uint64_t codes = by_slot ? artifact_.slot_codes()[waker.slot].code_count
                                                : artifact_.searches()[waker.search].pattern_count;
            const auto offsets = wake_offsets_;
            if (!(here.require(waker.code_count == codes, "another number of codes than there are") &&
                  here.require(waker.first_offset == next_offset_ && next_offset_ <= offsets.size() &&
                                   codes < offsets.size() - next_offset_,
                               "offsets that are not its own") &&
                  check_offsets(here, offsets.subspan(next_offset_, codes + 1), next_entry_, wake_entries_.size()) &&
                  check_entries(here, index, offsets[next_offset_], offsets[next_offset_ + codes])))
                return false;
            next_offset_ += codes + 1;
            next_entry_ = offsets[next_offset_ - 1];
        }
        return true;
    }

    bool check_entries(const Row& row, const IndexRecord& index, std::uint32_t first, std::uint32_t end) const {
        const std::uint64_t whole_words = index.term_count / 64;
        const std::uint64_t behind = ~std::uint64_t{0} << index.term_count % 64;  // terms of the last word
        bool is_bad = false;
        for (const WakeEntry& entry : wake_entries_.subspan(first, end - first)) {
            fetch_ahead(&entry);
            const bool is_last = entry.word == whole_words;
            is_bad |= (entry.reserved != 0) | (entry.word > whole_words) | (is_last & ((entry.terms & behind) != 0)) |
                      (is_last & (index.term_count % 64 == 0));
        }
        return row.require(!is_bad, "terms that are not there");
    }

    // From this word on.
    static std::uint64_t room_for_terms(const IndexRecord& index, std::uint64_t word) {
        return index.term_count - std::min<std::uint64_t>(word * 64, index.term_count);
    }

    Checker& checker_;
    const Artifact& artifact_;
    const std::span<const TermRecord> terms_;
    const std::span<const std::uint32_t> literals_, wake_offsets_;
    const std::span<const WakeEntry> wake_entries_;
    const std::size_t listed_count_;
    std::uint64_t next_offset_ = 0, next_mask_ = 0;
    std::size_t next_literal_ = 0, next_bucket_ = 0, next_entry_ = 0, next_sift_ = 0;
};

}  // namespace

bool check_plan(Checker& checker) {
    return PlanCheck(checker).run();
}

}  // namespace parley::bytecode
