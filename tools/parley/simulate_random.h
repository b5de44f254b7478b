// Chance for `simulate`: the same numbers from the same seed on every machine, for nothing here is left to a library's
// own way of rounding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace parley::cli {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : generator_(seed) {}

    // 0 to below `count`, which is above 0.
    std::uint64_t below(std::uint64_t count) { return generator_() % count; }
    // Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }
    bool percent(std::uint64_t chance) { return below(100) < chance; }
    template <typename Item>
    const Item& one_of(std::span<const Item> items) {
        return items[below(items.size())];
    }
    // An index, each as likely as its weight says; one of them is above 0.
    std::size_t weighted(std::span<const int> weights) {
        std::uint64_t sum = 0;
        for (const int weight : weights) sum += static_cast<std::uint64_t>(weight);
        std::uint64_t left = below(sum);
        std::size_t index = 0;
        for (; left >= static_cast<std::uint64_t>(weights[index]); ++index)
            left -= static_cast<std::uint64_t>(weights[index]);
        return index;
    }

private:
    std::mt19937_64 generator_;
};

}  // namespace parley::cli
