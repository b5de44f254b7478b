// YAML documents as a plain tree with places, behind which yaml-cpp is hidden. Refused with a finding each: bad syntax,
// duplicate keys, aliases and anchors, tags, several documents, keys that are not scalars, nesting deeper than 64.
// Threads: any, each on its own Diagnostics.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace parley::yaml {

struct Entry;

struct Node {
    enum class Kind { null, scalar, sequence, mapping } kind = Kind::null;
    source::Span span;     // a scalar's characters with its quotes; a collection's first character
    std::string scalar;    // NFC; without quotes
    bool refused = false;  // an alias: it has its finding, and nothing more is said of what should stand there
    bool plain = false;    // written without quotes, so it may be read as a number, boolean or null
    std::vector<Node> items;
    std::vector<Entry> entries;  // in file order

    const Node* find(std::string_view key) const;
    bool is_scalar() const { return kind == Kind::scalar; }
};

struct Entry {
    std::string key;
    source::Span key_span;
    Node value;
};

struct Limits {
    std::size_t file_bytes = 16u << 20;
    // Brackets and commas of lists and mappings on one line: each costs some 200 bytes while such a list is read.
    std::size_t flow_characters = 1'000'000;
    std::size_t values = 2'000'000;  // single values, lists and mappings, keys too; each costs some 100 bytes
};

// Parses a file that is already in the set. An empty file is a null node. After an error in the syntax itself the
// result is null; after any other the rest is kept.
Node parse(source::FileId file, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics,
           const Limits& limits = {});

}  // namespace parley::yaml
