// What short texts came to when they came last: the symbols of names, and the codes of texts. Senders have few of them,
// and say them again and again. Private to this folder.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace parley::wire {

// A name is remembered at one place, where another one may follow it. One thread at a time.
class RecentNames {
public:
    static constexpr std::size_t longest = 24;
    // What has to be there to be read, from where a name begins.
    static constexpr std::size_t readable = 24;

    // What is asked of a name: its symbol in a domain, or the code of a slot's text.
    static constexpr std::uint64_t symbol_in(std::uint32_t domain) { return std::uint64_t{2} * domain; }
    static constexpr std::uint64_t code_of(std::uint32_t slot) { return std::uint64_t{2} * slot + 1; }

    // `names`: how many may come, as far as that is known.
    explicit RecentNames(std::size_t names) {
        constexpr std::size_t fewest = 256, most = std::size_t{1} << 17;
        const std::size_t size = std::bit_ceil(std::clamp(2 * names, fewest, most));
        // Zero without being written: pages that no name comes to take no memory.
        entries_.reset(static_cast<Entry*>(std::calloc(size, sizeof(Entry))));
        if (entries_ == nullptr) throw std::bad_alloc();
        shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
    }

    // What was remembered; nullptr: nothing. Names of different `purpose` are not the same.
    const std::uint32_t* find(std::uint64_t purpose, std::string_view name) const {
        if (!is_remembered(purpose, name)) return nullptr;
        const Entry asked = entry_of(purpose, name, 0);
        const Entry& entry = entries_[place_of(asked)];
        std::uint64_t differing = entry.tag ^ asked.tag;
        for (std::size_t i = 0; i < asked.words.size(); ++i) differing |= entry.words[i] ^ asked.words[i];
        return differing == 0 ? &entry.result : nullptr;
    }
    std::uint32_t remember(std::uint64_t purpose, std::string_view name, std::uint32_t result) {
        if (!is_remembered(purpose, name)) return result;
        const Entry entry = entry_of(purpose, name, result);
        entries_[place_of(entry)] = entry;
        return result;
    }

private:
    static constexpr unsigned size_bits = 5;
    static constexpr std::uint64_t purposes = std::uint64_t{1} << (32 - size_bits);
    struct Entry {                           // two to a line of the processor's cache
        std::array<std::uint64_t, 3> words;  // the name's bytes, and zeros
        std::uint32_t tag;                   // of purpose and size; 0: no name
        std::uint32_t result;
    };
    struct Free {
        void operator()(Entry* entries) const { std::free(entries); }
    };
    static bool is_remembered(std::uint64_t purpose, std::string_view name) {
        return name.size() <= longest && purpose < purposes - 1;
    }
    // By the size of a name: all bits of its own bytes.
    static constexpr auto masks = [] {
        std::array<std::array<std::uint8_t, readable>, longest + 1> masks{};
        for (std::size_t size = 0; size <= longest; ++size)
            for (std::size_t i = 0; i < size; ++i) masks[size][i] = 0xff;
        return masks;
    }();
    static Entry entry_of(std::uint64_t purpose, std::string_view name, std::uint32_t result) {
        Entry entry, own;
        std::memcpy(entry.words.data(), name.data(), readable);
        std::memcpy(own.words.data(), masks[name.size()].data(), readable);
        for (std::size_t i = 0; i < entry.words.size(); ++i) entry.words[i] &= own.words[i];
        entry.tag = static_cast<std::uint32_t>(purpose << size_bits | name.size()) + 1;
        entry.result = result;
        return entry;
    }
    std::size_t place_of(const Entry& entry) const {
        const std::uint64_t words = entry.words[0] ^ std::rotl(entry.words[1], 21) ^ std::rotl(entry.words[2], 43);
        const std::uint64_t hash = (words + entry.tag) * 0x9E37'79B9'7F4A'7C15u;
        return hash >> shift_;
    }

    std::unique_ptr<Entry[], Free> entries_;
    unsigned shift_;  // of a hash: what is left is a place
};

}  // namespace parley::wire
