// Internal to the verifier: the first thing wrong with an artifact, and the small questions that all its parts ask.
//
// Every question returns whether all is well, so that a check reads as one chain of them; the first that fails leaves
// its message, and nothing is looked at behind it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/reader.h"

namespace parley::bytecode {

// The tables that are asked for again and again, found once.
struct Views {
    explicit Views(const Artifact& artifact)
        : strings(artifact.string({0, static_cast<std::uint32_t>(artifact.section(Section::strings).count)})),
          domains(artifact.domains()),
          domain_values(artifact.domain_values()),
          slots(artifact.slots()),
          constants(artifact.constants()),
          code(artifact.code()),
          rules(artifact.rules()),
          branches(artifact.branches()),
          actions(artifact.actions()),
          members(artifact.members()),
          platform_texts(artifact.platform_texts()),
          templates(artifact.templates()),
          template_parts(artifact.template_parts()),
          files(artifact.files()) {}

    std::string_view string(StringRef ref) const { return {strings.data() + ref.offset, ref.size}; }

    std::string_view strings;  // all of them
    std::span<const DomainRecord> domains;
    std::span<const StringRef> domain_values;
    std::span<const SlotRecord> slots;
    std::span<const ConstantRecord> constants;
    std::span<const Instruction> code;
    std::span<const RuleRecord> rules;
    std::span<const BranchRecord> branches;
    std::span<const ActionRecord> actions;
    std::span<const MemberRecord> members;
    std::span<const PlatformTextRecord> platform_texts;
    std::span<const TemplateRecord> templates;
    std::span<const TemplatePartRecord> template_parts;
    std::span<const FileRecord> files;
};

// Where a long table is read record by record, the processor fetches the next lines by itself, but not those of the
// next page. Harmless behind the table's end.
inline void fetch_ahead(const void* record) {
    constexpr std::uintptr_t page = 4096;
    __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(record) + page));
}

// Instructions from `begin` to in front of `end`.
struct CodePart {
    std::uint32_t rule, begin, end;
};

class Checker {
public:
    Checker(const Artifact& artifact, Verify extent)
        : artifact(artifact),
          checks_all(extent == Verify::all),
          views(artifact),
          template_used(views.templates.size()),
          fixed_members(views.actions.size()),
          is_plain_(views.strings.size() / block_bytes + 1) {}

    const Artifact& artifact;
    // false: what deciding reads, and what is not as the compiler writes it may be taken for bad.
    const bool checks_all;
    const Views views;
    std::string fault;
    std::uint32_t event_slot = none;  // the slot of context.event, as the check of the slots found it
    std::uint64_t longest = 0;        // instructions of one event line at most, as the check of the code found it
    std::vector<char> template_used;  // by a member or a platform text: each is one's own
    // By action: how many members it has, where they are the same whatever the event is (is_fixed_member); else `none`.
    std::vector<std::uint32_t> fixed_members;
    std::vector<CodePart> walks;    // what the plan's terms walk through, each once
    std::vector<CodePart> reached;  // the code that was found good, where not all of it is checked

    // Whether `left` stands before `right` byte by byte. All comparisons of one artifact together may look at a fixed
    // multiple of its size, so that a file whose names share their bytes costs no more than any other.
    enum class Order { before, not_before, too_long };
    Order compare(std::string_view left, std::string_view right);

    // Whether all strings that are to be checked are valid UTF-8; makes `is_text` quick.
    bool check_strings();
    // A text among those, cut between two characters.
    bool is_text(StringRef ref) {
        const std::uint64_t begin = ref.offset, end = begin + ref.size;
        return is_cut(begin, end, views.strings.size()) &&
               ((begin >= checked_.begin && end <= checked_.end) || find_checked(begin, end));
    }
    bool is_cut(std::uint64_t begin, std::uint64_t end, std::uint64_t limit) const {
        return begin <= end && end <= limit && is_boundary(begin) && is_boundary(end);
    }

private:
    static constexpr std::size_t block_bytes = 4096;
    struct Part {
        std::uint64_t begin, end;
    };

    // Whether the strings may be cut in front of this byte, or at their end: not inside a character.
    bool is_boundary(std::uint64_t at) const {
        return is_plain_[at / block_bytes] != 0 || at == views.strings.size() ||
               (static_cast<unsigned char>(views.strings[at]) & 0xC0) != 0x80;
    }
    bool check_strings(Part part);
    bool find_checked(std::uint64_t begin, std::uint64_t end);

    std::uint64_t compared_ = 0;
    std::vector<char> is_plain_;  // by block of the strings: whether all of it is ASCII, as far as is known
    std::vector<Part> parts_;     // of the strings, ascending: those that were checked
    Part checked_{0, 0};          // that of them which the last text lay in
};

// One record under check.
class Row {
public:
    Row(Checker& checker, Section section, std::size_t index) : checker_(checker), section_(section), index_(index) {}

    bool require(bool holds, std::string_view problem) const { return holds || fail(problem); }
    bool fail(std::string_view problem) const;

    // Inside the strings that were found to be valid UTF-8, and cut between two characters.
    bool text(StringRef ref) const { return require(checker_.is_text(ref), "a text outside the strings"); }
    bool text(std::initializer_list<StringRef> refs) const {
        for (const StringRef ref : refs) {
            if (!text(ref)) return false;
        }
        return true;
    }
    bool type(const TypeRecord& type) const;
    bool flag(std::uint32_t value, std::string_view problem) const { return require(value <= 1, problem); }
    bool index(std::uint32_t index, std::size_t size, std::string_view problem) const {
        return require(index < size, problem);
    }
    // `count` records from `first`, of `size`.
    bool range(std::uint32_t first, std::uint32_t count, std::size_t size, std::string_view problem) const {
        return require(first <= size && count <= size - first, problem);
    }
    // The records that belong to this one follow those of the one before; `next` is moved behind them.
    bool owned(std::uint32_t first, std::uint32_t count, std::size_t& next, std::size_t size,
               std::string_view problem) const {
        if (!range(first, count, size, problem)) return false;
        if (count == 0) return true;
        if (first != next) return fail(problem);
        next += count;
        return true;
    }
    // A place in a source file: bytes of its text, cut between two characters.
    bool place(std::uint32_t file, std::uint32_t begin, std::uint32_t end) const {
        if (file >= checker_.views.files.size()) return fail("a place in no file");
        const StringRef text = checker_.views.files[file].text;
        const std::uint64_t first = text.offset;
        return require(checker_.is_cut(first + begin, first + end, first + text.size), "a place outside its file");
    }
    bool ascending(std::string_view left, std::string_view right, std::string_view problem) const;
    // A scalar slot of this kind; `none` is allowed where `optional` says so.
    bool slot(std::uint32_t slot, value::Type wanted, bool optional, std::string_view problem) const;

private:
    Checker& checker_;
    Section section_;
    std::size_t index_;
};

// Whether values of these two scalar types may stand on the two sides of a test: integers and decimals are one in this.
inline bool comparable(value::Type left, value::Type right) {
    const auto plain_number = [](value::Kind kind) {
        return kind == value::Kind::integer || kind == value::Kind::decimal;
    };
    if (plain_number(left.kind) && plain_number(right.kind)) return true;
    return left.kind == right.kind && left.domain == right.domain;
}

// The parts of the verifier, in the order in which they may rely on one another.
bool check_tables(Checker& checker);     // manifest, strings, domains, fields, slots, workloads, files
bool check_constants(Checker& checker);  // constants, patterns, schedules
bool check_rules(Checker& checker);      // events, rules, branches, and the ranges of code
bool check_actions(Checker& checker);    // actions, members, platform texts, templates
// Instructions, conditions, debug; or the code that deciding comes to by the plan, which then is checked before.
bool check_code(Checker& checker);
bool check_plan(Checker& checker);   // what follows from all these, but its steps
bool check_steps(Checker& checker);  // … those of the code that was checked
// Operands of one test: their indexes, and their types against each other and the instruction's flags.
bool check_test(const Checker& checker, const Row& row, const Instruction& instruction);

}  // namespace parley::bytecode
