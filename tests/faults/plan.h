// How much is run, and on how many threads. In the environment:
//   PARLEY_SEED     which samples and moments are taken (default: 20261122)
//   PARLEY_FAULTS   `all`: nothing is sampled, everything is run (tools/faults); else about a minute in total
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace faults {

std::uint64_t seed();
bool run_all();

using Random = std::mt19937_64;
// Of its own for each use, so that one case can be run again without those before it.
Random random_for(const std::string& what);
std::size_t below(Random& random, std::size_t count);  // count > 0

// All of them in the long form; else `count` of them, chosen by the seed, in their order.
template <typename T>
std::vector<T> sample(std::vector<T> items, std::size_t count, const std::string& what) {
    if (run_all() || items.size() <= count) return items;
    Random random = random_for(what);
    std::vector<T> chosen;
    std::sample(items.begin(), items.end(), std::back_inserter(chosen), count, random);
    return chosen;
}

// Runs work(0) … work(count - 1) on two threads. Each gives what is wrong, or nothing; an exception is wrong, too.
// Fails the test with the first twenty, and gives their number.
std::uint64_t run_parallel(const std::string& what, std::size_t count,
                           const std::function<std::string(std::size_t)>& work);

// "NAME: 1234 KIND, 0 violations": a figure of the table that tools/faults prints.
void report(const std::string& name, std::uint64_t count, const std::string& kind, std::uint64_t violations);
// Says on stdout that the case was not run, and why.
void report_skipped(const std::string& name, const std::string& why);

}  // namespace faults
