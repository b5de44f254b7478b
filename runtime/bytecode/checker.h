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

class Checker {
public:
    explicit Checker(const Artifact& artifact) : artifact(artifact) {}

    const Artifact& artifact;
    std::string fault;
    std::uint32_t event_slot = none;  // the slot of context.event, as the check of the slots found it
    std::vector<bool> template_used;  // by a member or a platform text: each is one's own

    // Whether `left` stands before `right` byte by byte. All comparisons of one artifact together may look at a fixed
    // multiple of its size, so that a file whose names share their bytes costs no more than any other.
    enum class Order { before, not_before, too_long };
    Order compare(std::string_view left, std::string_view right);

private:
    std::uint64_t compared_ = 0;
};

// One record under check.
class Row {
public:
    Row(Checker& checker, Section section, std::size_t index) : checker_(checker), section_(section), index_(index) {}

    bool require(bool holds, std::string_view problem) const { return holds || fail(problem); }
    bool fail(std::string_view problem) const;

    // Inside the strings and cut between two characters; the section itself is valid UTF-8.
    bool text(StringRef ref) const;
    bool text(std::initializer_list<StringRef> refs) const;
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
               std::string_view problem) const;
    // A place in a source file: bytes of its text, cut between two characters.
    bool place(std::uint32_t file, std::uint32_t begin, std::uint32_t end) const;
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
bool check_code(Checker& checker);       // instructions, conditions, debug
bool check_plan(Checker& checker);       // what follows from all these
// Operands of one test: their indexes, and their types against each other and the instruction's flags.
bool check_test(const Checker& checker, const Row& row, const Instruction& instruction);

}  // namespace parley::bytecode
