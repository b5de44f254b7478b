// What the tests of this folder need again and again: a text parsed, its findings as lines, the design's example.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse.h"

namespace parley::test {

inline bool is_action(std::string_view word) {
    static const std::set<std::string_view> actions{"set_priority",
                                                    "send_to_queue",
                                                    "send_to_least_loaded",
                                                    "send_message",
                                                    "attach_to_previous",
                                                    "open_conversation",
                                                    "route",
                                                    "close",
                                                    "hold",
                                                    "add_tag",
                                                    "set_field",
                                                    "größe_setzen"};
    return actions.contains(word);
}

struct Parsed {
    std::unique_ptr<source::SourceSet> sources = std::make_unique<source::SourceSet>();
    diagnostics::Diagnostics diagnostics;
    syntax::Tree tree;

    std::string_view at(source::Span span) const { return sources->text(span); }
};

inline Parsed parse(std::string text, const syntax::Limits& limits = {}) {
    Parsed parsed;
    const source::FileId file = parsed.sources->add("test.parley", std::move(text));
    parsed.tree = syntax::parse(file, *parsed.sources, is_action, parsed.diagnostics, limits);
    parsed.diagnostics.sort();
    return parsed;
}

// Each finding as `CODE message [underlined]`.
inline std::vector<std::string> findings(const Parsed& parsed) {
    std::vector<std::string> lines;
    for (const auto& finding : parsed.diagnostics.all()) {
        lines.push_back(std::string(diagnostics::info(finding.code).id) + " " + finding.message + " [" +
                        std::string(parsed.at(finding.primary.span)) + "]");
    }
    return lines;
}

inline std::vector<std::string> codes(const Parsed& parsed) {
    std::vector<std::string> ids;
    for (const auto& finding : parsed.diagnostics.all()) ids.emplace_back(diagnostics::info(finding.code).id);
    return ids;
}

}  // namespace parley::test
