// What tests of the catalog share: a YAML text loaded, and its findings as "CODE <underlined text> message".
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "tests/show_texts.h"

namespace parley::catalog {

using Findings = std::vector<std::string>;

struct Loaded {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    Catalog catalog;

    std::string text(source::Span span) const { return span.exists() ? std::string(sources.text(span)) : "-"; }
    Findings findings() const {
        Findings lines;
        for (const auto& finding : diagnostics.all()) {
            lines.push_back(std::string(diagnostics::info(finding.code).id) + " <" + text(finding.primary.span) + "> " +
                            finding.message);
        }
        return lines;
    }
    // Of the only finding there is.
    const diagnostics::Diagnostic& finding() const {
        REQUIRE(diagnostics.all().size() == 1);
        return diagnostics.all().front();
    }
    std::string help() const { return finding().helps.empty() ? "" : finding().helps.front().text; }
    std::string note() const { return finding().notes.empty() ? "" : finding().notes.front(); }
    const Field& field(std::string_view id) const {
        auto found = catalog.find_field(id);
        REQUIRE_MESSAGE(found, std::string(id));
        return catalog.fields[*found];
    }
    const Event& event(std::string_view id) const {
        auto found = catalog.find_event(id);
        REQUIRE_MESSAGE(found, std::string(id));
        return catalog.events[*found];
    }
    const Action& action(std::string_view id) const {
        auto found = catalog.find_action(id);
        REQUIRE_MESSAGE(found, std::string(id));
        return catalog.actions[*found];
    }
    std::vector<std::string> values(std::string_view id) const { return catalog.domain(field(id).type).values; }
    std::vector<std::string> at(std::string_view id) const {
        std::vector<std::string> names;
        for (EventId event : field(id).at) names.push_back(catalog.events[event].id);
        return names;
    }
};

inline Loaded load_text(std::string text) {
    Loaded loaded;
    source::FileId file = loaded.sources.add("catalog.yaml", std::move(text));
    loaded.catalog = load(file, loaded.sources, loaded.diagnostics);
    return loaded;
}

struct Case {
    const char* text;
    Findings findings;
};
inline void check_cases(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        CAPTURE(std::string(c.text));
        CHECK(load_text(c.text).findings() == c.findings);
    }
}

inline Loaded built_in_words() {
    Loaded loaded;
    loaded.catalog = built_in();
    return loaded;
}

}  // namespace parley::catalog
