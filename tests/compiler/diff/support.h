// Two rule sets compared, and what changed as lines that read easily in a test.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "compiler/diff/diff.h"
#include "compiler/syntax/parse.h"

// So that a failing check shows the lines.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
    static doctest::String convert(const std::vector<std::string>& lines) {
        std::string out;
        for (const std::string& line : lines) out += "\n    " + line;
        return out.c_str();
    }
};

namespace tests {

using parley::diff::Changes;

struct Set {
    std::unique_ptr<parley::source::SourceSet> sources = std::make_unique<parley::source::SourceSet>();
    parley::diagnostics::Diagnostics findings;
    std::vector<parley::syntax::Tree> trees;
    parley::yaml::Node catalog;

    parley::diff::Side side() const { return {sources.get(), trees, &catalog}; }
};

inline bool is_action(std::string_view word) {
    static const std::set<std::string_view> names{"send_to_queue", "send_message",        "add_tag", "add_note",
                                                  "set_priority",  "set_field",           "close",   "hold",
                                                  "escalate",      "send_to_least_loaded"};
    return names.contains(word);
}

inline Set read(const std::vector<std::string>& files, const std::string& catalog = {}) {
    Set set;
    int number = 0;
    for (const std::string& text : files) {
        const auto file = set.sources->add("rules/" + std::to_string(++number) + ".parley", text);
        set.trees.push_back(parley::syntax::parse(file, *set.sources, is_action, set.findings));
    }
    set.catalog = parley::yaml::parse(set.sources->add("catalog.yaml", catalog), *set.sources, set.findings);
    return set;
}

inline Changes compare(const Set& before, const Set& after) {
    return parley::diff::compare(before.side(), after.side());
}
inline Changes compare(const std::string& before, const std::string& after) {
    return compare(read({before}), read({after}));
}

// `+ action add_tag "a" (branch 2, all > any)`; a mirrored comparison gives the same with signs and sides exchanged.
std::vector<std::string> edit_lines(const std::vector<parley::diff::Edit>& edits);
// One line for each thing that changed.
std::vector<std::string> lines(const Changes& changes);
// The other way round.
Changes mirrored(Changes changes);
std::vector<std::string> sorted(std::vector<std::string> lines);

}  // namespace tests
