// What tests of the YAML reader share: a text read, and its findings as "CODE <underlined text> message".
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "compiler/yaml/yaml.h"
#include "tests/show_texts.h"

namespace parley::yaml {

struct Reading {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    Node root;
    std::string text(source::Span span) const { return std::string(sources.text(span)); }
    std::vector<std::string> findings() const {
        std::vector<std::string> lines;
        for (const auto& finding : diagnostics.all()) {
            lines.push_back(std::string(diagnostics::info(finding.code).id) + " <" + text(finding.primary.span) + "> " +
                            finding.message);
        }
        return lines;
    }
};

inline Reading read(std::string text, const Limits& limits = {}) {
    Reading reading;
    source::FileId file = reading.sources.add("test.yaml", std::move(text));
    reading.root = parse(file, reading.sources, reading.diagnostics, limits);
    return reading;
}

using Findings = std::vector<std::string>;

}  // namespace parley::yaml
