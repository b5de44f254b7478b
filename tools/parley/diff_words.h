// Changes between two rule sets in words, as text, JSON and HTML all say them.
#pragma once

#include <string>
#include <vector>

#include "runtime/replay/replay.h"
#include "tools/parley/diff_sides.h"
#include "tools/parley/json.h"

namespace parley::cli {

// What events showed; nothing where none were given.
struct DiffEffect {
    std::vector<std::string> files;
    replay::Report report;
};

struct DiffResult {
    DiffSides sides;
    diff::Changes changes;
    std::optional<DiffEffect> effect;

    const DiffSide& before() const { return sides.sides[0]; }
    const DiffSide& after() const { return sides.sides[1]; }
};

// "added", "removed", "changed", "moved"
std::string to_word(diff::How how);
// "renamed", "moved", "disabled" …, as far as it holds.
std::vector<std::string> words_of(const diff::RuleChange& change);
std::vector<std::string> words_of(const diff::DefinitionChange& change);
// "condition", "action" …
std::string to_word(diff::What what);
// Where a piece stands: "branch 2.1, all > any"; empty on the rule's own level.
std::string where_words(const diff::Piece& piece);
// One edit without its text: "branch 2, all: condition changed".
std::string title_of(const diff::Edit& edit);
// "queue `Sales`, service_level, goal"
std::string subject_of(const diff::ValueChange& change);
// "test \"large orders\", expect"; "parley.yaml: lint, R0204"
std::string subject_of_test(const diff::ValueChange& change);
std::string subject_of_setting(const diff::ValueChange& change);
// "from place 3 to place 7"
std::string places_of(const diff::RuleChange& change);

// "3,025"
std::string grouped(std::uint64_t number);
// "1 of 25", as a percentage with one digit: "4.0 %".
std::string share(std::uint64_t part, std::uint64_t whole);
// "3 rules changed, 1 moved; 12 of 3,025 decisions change".
std::string summary_of(const DiffResult& result);
// The differences of a group or a decision on one line.
std::string joined(const std::vector<std::string>& changes);

// What two decisions, as the wire has them, do not share: their actions, a line each, as `send_to_queue "Default"
// "Rule" rules/10.parley:7`, and of an event in error its error. Rule and place alone make no difference.
struct ActionLines {
    std::vector<std::string> before, after;
};
ActionLines changed_actions(const std::string& before, const std::string& after);

// As one word of a shell's command line.
std::string shell_word(const std::string& word);

}  // namespace parley::cli
