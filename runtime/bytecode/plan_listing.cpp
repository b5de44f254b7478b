#include "runtime/bytecode/plan_listing.h"

#include <bit>

#include "runtime/bytecode/listing.h"

namespace parley::bytecode {

namespace {

class PlanListing {
public:
    explicit PlanListing(const Artifact& artifact) : artifact_(artifact) {}

    std::string run() {
        for (std::uint32_t i = 0; i < artifact_.searches().size(); ++i) search(i);
        for (std::uint32_t i = 0; i < artifact_.indexes().size(); ++i) index(i);
        return std::move(out_);
    }

private:
    void search(std::uint32_t number) {
        const SearchRecord& record = artifact_.searches()[number];
        out_ += "\nsearch " + std::to_string(number) + ": " + std::to_string(record.pattern_count) +
                " words in one pass over " + slot_text(artifact_, record.slot) +
                (record.exactly != 0 ? ", exactly\n" : "\n");
        for (std::uint32_t pattern = 0; pattern < record.pattern_count; ++pattern) {
            out_ += "    word " + std::to_string(pattern) + ": tests";
            const auto offsets = artifact_.search_offsets().subspan(record.first_offset + pattern, 2);
            for (const std::uint32_t memo : artifact_.search_uses().subspan(offsets[0], offsets[1] - offsets[0]))
                out_ += " " + std::to_string(artifact_.memos()[memo].instruction);
            out_ += '\n';
        }
    }

    void index(std::uint32_t number) {
        const IndexRecord& record = artifact_.indexes()[number];
        out_ += "\nindex " + std::to_string(number) + ", of";
        for (std::uint32_t event = 0; event < artifact_.events().size(); ++event) {
            if (artifact_.event_plans()[event] == number)
                out_ += " " + printable(artifact_.string(artifact_.events()[event].id));
        }
        out_ += '\n';
        for (std::uint32_t i = 0; i < record.term_count; ++i) term(i, artifact_.terms()[record.first_term + i]);
        for (std::uint32_t i = 0; i < block_count(record.term_count); ++i) {
            const BlockRecord& block = artifact_.blocks()[record.first_block + i];
            const std::string from = "  from term " + std::to_string(i * block_terms) + " on sifted by ";
            const auto sifts = artifact_.sifts().subspan(block.first_sift, block.slot_sifts + block.search_sifts);
            for (const SiftRecord& sift : sifts.first(block.slot_sifts))
                out_ += from + source(sift.source, none) + "\n";
            for (const SiftRecord& sift : sifts.subspan(block.slot_sifts))
                out_ += from + source(none, sift.source) + "\n";
        }
        if (record.waker_count == 0) return;
        out_ += "  always";
        terms(record.first_always, record.first_always + record.always_count);
        for (const WakerRecord& waker : artifact_.wakers().subspan(record.first_waker, record.waker_count)) by(waker);
    }

    void term(std::uint32_t number, const TermRecord& term) {
        out_ += "    term " + std::to_string(number) + " of rule " +
                quote(artifact_.string(artifact_.rules()[term.rule].name)) + ":";
        if (term.branch == walks) {
            out_ += " walk " + std::to_string(term.action) + " to " + std::to_string(term.member_count);
        } else {
            if (term.branch != none)
                out_ += " branch " + printable(artifact_.string(artifact_.branches()[term.branch].path));
            if (term.action != none) out_ += " action " + std::to_string(term.action);
            for (const ListedRecord& listed : artifact_.listed().subspan(term.first_more, more_count(term)))
                out_ += " action " + std::to_string(listed.action);
        }
        for (std::uint32_t i = 0; i < term.literal_count; ++i) {
            const std::uint32_t literal = artifact_.literals()[term.first_literal + i];
            out_ +=
                std::string(i == 0 ? " if " : ", ") + ((literal & 1) != 0 ? "" : "not ") + std::to_string(literal >> 1);
        }
        out_ += '\n';
    }

    std::string source(std::uint32_t slot, std::uint32_t search) const {
        return slot == none ? "search " + std::to_string(search) : slot_text(artifact_, slot);
    }

    void by(const WakerRecord& waker) {
        out_ += "  woken by " + source(waker.slot, waker.search) + "\n";
        for (std::uint32_t code = 0; code < waker.code_count; ++code) {
            const auto offsets = artifact_.wake_offsets().subspan(waker.first_offset + code, 2);
            if (offsets[0] == offsets[1]) continue;
            out_ += "    " + (waker.slot == none ? "word " + std::to_string(code) : code_text(waker.slot, code));
            terms(offsets[0], offsets[1]);
        }
    }

    void terms(std::uint32_t first, std::uint32_t end) {
        out_ += ": terms";
        for (const WakeEntry& entry : artifact_.wake_entries().subspan(first, end - first)) {
            for (std::uint64_t bits = entry.terms; bits != 0; bits &= bits - 1)
                out_ += " " +
                        std::to_string(std::uint64_t{entry.word} * 64 + static_cast<unsigned>(std::countr_zero(bits)));
        }
        out_ += '\n';
    }

    std::string code_text(std::uint32_t slot, std::uint32_t code) const {
        const value::Type type = artifact_.slots()[slot].type.type();
        const SlotCodeRecord& codes = artifact_.slot_codes()[slot];
        const auto point = [&](std::uint32_t i) { return artifact_.points()[codes.first_point + i]; };
        if (code == 0) return "no value";
        if (!type.list && value::is_symbolic(type.kind))
            return code == 1 ? "a name that the catalog does not know"
                             : quote(artifact_.symbol_name(type.domain, code - 2));
        if (!type.list && type.kind == value::Kind::text)
            return code == 1 ? "any other text" : quote(artifact_.string(point(code - 2).text));
        const value::Type number = type.list ? value::Type{value::Kind::integer, false, false, value::no_domain} : type;
        if (code % 2 == 0) return number_text(artifact_, number, number_of(point(code / 2 - 1)));
        const std::string above =
            code == 1 ? "" : "above " + number_text(artifact_, number, number_of(point(code / 2 - 1)));
        const std::string below =
            code / 2 == codes.point_count ? "" : "below " + number_text(artifact_, number, number_of(point(code / 2)));
        if (above.empty() && below.empty()) return "any value";
        return above + (above.empty() || below.empty() ? "" : ", ") + below;
    }

    const Artifact& artifact_;
    std::string out_;
};

}  // namespace

std::string plan_text(const Artifact& artifact) {
    return PlanListing(artifact).run();
}

}  // namespace parley::bytecode
