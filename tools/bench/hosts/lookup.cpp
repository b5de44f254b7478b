#include <fstream>
#include <stdexcept>

#include "tools/bench/hosts/rules.h"

namespace parley::bench {
namespace {

std::vector<std::string> next_list(std::istream& in) {
    std::string line;
    if (!std::getline(in, line)) throw std::runtime_error("lookup.txt ends too early");
    std::vector<std::string> items(std::stoull(line));
    for (std::string& item : items) std::getline(in, item);
    return items;
}

// Where the entries of each owner begin; they come in the order of their owners.
std::vector<std::uint32_t> begins(const std::vector<std::uint32_t>& owners, std::size_t count) {
    std::vector<std::uint32_t> begin(count + 1, 0);
    for (const std::uint32_t owner : owners) ++begin[owner + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    return begin;
}

std::vector<unsigned long> numbers(const std::string& line) {
    std::vector<unsigned long> all;
    for (std::size_t at = 0; at < line.size(); ++at) {
        std::size_t used = 0;
        all.push_back(std::stoul(line.substr(at), &used));
        at += used;
    }
    return all;
}

}  // namespace

Lookup::Data::Data(const std::string& folder) {
    std::ifstream in(folder + "/lookup.txt");
    contact_points = next_list(in);
    platforms = next_list(in);
    queues = next_list(in);
    languages = next_list(in);
    words = next_list(in);
    std::vector<std::uint32_t> owners;
    for (const std::string& line : next_list(in)) {
        const auto entry = numbers(line);
        owners.push_back(static_cast<std::uint32_t>(entry.at(0)));
        chain.push_back({static_cast<std::uint32_t>(entry.at(1)), static_cast<std::int32_t>(entry.at(2)),
                         static_cast<std::uint32_t>(entry.at(3))});
    }
    chain_begin = begins(owners, contact_points.size());
    owners.clear();
    for (const std::string& line : next_list(in)) {
        const auto entry = numbers(line);
        owners.push_back(static_cast<std::uint32_t>(entry.at(0)));
        topics.push_back(static_cast<std::uint32_t>(entry.at(1)));
    }
    topic_begin = begins(owners, words.size());
}

Lookup::Lookup(const std::string& folder) : Lookup(Data(folder)) {}

Lookup::Lookup(Data data)
    : contact_points(std::move(data.contact_points)),
      platforms(std::move(data.platforms)),
      queues(std::move(data.queues)),
      languages(std::move(data.languages)),
      chain_begin(std::move(data.chain_begin)),
      topic_begin(std::move(data.topic_begin)),
      topics(std::move(data.topics)),
      chain(std::move(data.chain)),
      pass(data.words),
      scan(data.words) {
    std::uint32_t rules = 0;
    for (const std::uint32_t rule : topics) rules = std::max(rules, rule + 1);
    seen.resize(rules);
}

}  // namespace parley::bench
