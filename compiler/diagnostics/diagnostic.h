// A finding, as data. Text, JSON and SARIF are made from the same record at the end (render.h); no renderer adds facts.
// Wording: one sentence, lower-case start, no full stop, backticks round what the author wrote; `note` adds facts, only
// `help` proposes a change. Codes are listed in codes.def; each has a page in pages/.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace parley::diagnostics {

enum class Severity { error, warning, note };

enum class Code {
#define PARLEY_CODE(code, name, severity, summary) name,
#include "compiler/diagnostics/codes.def"
#undef PARLEY_CODE
};

struct CodeInfo {
    Code code;
    std::string_view id;       // "R0204"
    std::string_view name;     // "unknown_reference"
    Severity severity;         // before lint levels
    std::string_view summary;  // half a sentence
};
const std::vector<CodeInfo>& all_codes();
const CodeInfo& info(Code code);
const CodeInfo* find_code(std::string_view id);     // nullptr: no such code; letter case does not matter
std::string_view page(Code code);                   // Markdown, built in
std::string_view severity_name(Severity severity);  // "error"

struct Label {
    source::Span span;
    std::string text;
};

// A proposal. With `replacement`, putting that text in place of `at` carries it out; `certain` says that this cannot
// change anything else, so a tool may do it unasked.
struct Help {
    std::string text;
    std::optional<std::string> replacement;
    source::Span at;
    bool certain = false;
};

struct Diagnostic {
    Code code;
    Severity severity;
    std::string message;
    Label primary;
    std::vector<Label> labels;
    std::vector<std::string> notes;
    std::vector<Help> helps;
    bool kept = true;  // false: past the limit or silenced, and nothing need be added; what is added is ignored

    // Chaining, so that a finding reads as one expression at the place that makes it.
    Diagnostic& label(source::Span span, std::string text);
    Diagnostic& note(std::string text);
    Diagnostic& help(std::string text);
    Diagnostic& suggest(std::string text, source::Span at, std::string replacement, bool certain = false);
};

struct Limits {
    // Further findings are counted, not kept; but an error past the limit takes the place of a warning or note, and a
    // warning that of a note, so that a flood of notes hides no error.
    std::size_t kept = 1000;
};

// Collects findings in any order. Not thread-safe: one bag per thread, then `take`.
class Diagnostics {
public:
    explicit Diagnostics(Limits limits = {}) : limits_(limits) {}
    // The reference is good until the next call. Findings past the limit are counted and land in a scratch record.
    Diagnostic& report(Code code, source::Span span, std::string message, std::string label = {});
    void take(Diagnostics&& other);
    // By file, place and code, those without a place first; equal findings at one place become one, and count as one.
    void sort();
    const std::vector<Diagnostic>& all() const { return kept_; }
    std::vector<Diagnostic>& all() { return kept_; }
    std::size_t errors() const { return counts_[0]; }  // all that were reported, kept or not
    std::size_t warnings() const { return counts_[1]; }
    std::size_t notes() const { return counts_[2]; }
    std::size_t dropped() const { return dropped_; }
    bool has_errors() const { return errors() != 0; }
    // Applies a tenant's lint levels, to what was reported and to what will be: an entry of nullopt silences the code.
    // An error stays an error. What was dropped already keeps the level it had.
    void set_level(Code code, std::optional<Severity> level);

private:
    Diagnostic& add(Diagnostic&& diagnostic);
    bool make_room(Severity severity);
    void drop(Severity severity);
    std::optional<Severity> level_of(Code code, Severity otherwise) const;
    void recount();

    Limits limits_;
    std::vector<Diagnostic> kept_;
    Diagnostic scratch_{};
    std::array<std::size_t, 3> counts_{};          // by severity
    std::array<std::size_t, 3> dropped_counts_{};  // the same, of those not kept
    std::size_t dropped_ = 0;
    std::map<Code, std::optional<Severity>> levels_;
};

}  // namespace parley::diagnostics
