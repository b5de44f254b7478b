// What is generated for a set: the chain as people write it, and the optimised form on numbers for names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/bench/hosts/event.h"
#include "tools/bench/hosts/search.h"

namespace parley::bench {

// chain*.cpp. Writes the ids of the actions; returns how many.
std::size_t decide_chain(const Event& event, std::uint32_t* out);

struct Symbols {
    std::uint32_t contact_point, platform, queue, language;
};

struct ChainEntry {
    std::uint32_t platform;
    std::int32_t priority;
    std::uint32_t id;
};

// What the optimised form looks up, read from lookup.txt; one a thread, because Hyperscan's working memory is.
struct Lookup {
    explicit Lookup(const std::string& folder);
    Symbols symbols(const Event& event) const {
        return {contact_points.find(event.contact_point), platforms.find(event.platform), queues.find(event.queue),
                languages.find(event.language)};
    }
    // The first entry of the chain that fits; -1: none.
    std::int64_t chained(const Event& event, const Symbols& names) const {
        if (names.contact_point == Names::unknown) return -1;
        for (std::uint32_t i = chain_begin[names.contact_point]; i < chain_begin[names.contact_point + 1]; ++i) {
            const ChainEntry& entry = chain[i];
            if (entry.platform == names.platform && event.priority > entry.priority) return entry.id;
        }
        return -1;
    }

    struct Data {
        explicit Data(const std::string& folder);
        std::vector<std::string> contact_points, platforms, queues, languages, words;
        std::vector<std::uint32_t> chain_begin;
        std::vector<ChainEntry> chain;
        std::vector<std::uint32_t> topic_begin, topics;  // by word: the rules that ask for it
    };
    Names contact_points, platforms, queues, languages;
    std::vector<std::uint32_t> chain_begin, topic_begin, topics;
    std::vector<ChainEntry> chain;
    WordPass pass;
    WordScan scan;
    std::vector<std::uint32_t> seen, candidates;  // working memory of sets of topics
    std::uint32_t round = 0;

private:
    explicit Lookup(Data data);
};

// optimised.cpp. Whether it needs numbers for names at all: for a handful of rules it is dearer than it brings.
extern const bool needs_symbols;
std::size_t decide_optimised(Lookup& lookup, const Event& event, const Symbols& names, std::uint32_t* out);

}  // namespace parley::bench
