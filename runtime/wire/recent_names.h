// What short texts came to when they came last: the symbols of names, and the codes of texts. Senders have few of them,
// and say them again and again. Private to this folder.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace parley::wire {

// A name is remembered at one place, where another one may follow it. One thread at a time.
class RecentNames {
public:
    static constexpr std::size_t longest = 24;
    // What has to be there to be read, from where a name begins.
    static constexpr std::size_t readable = 24;

    // What was remembered; nullptr: nothing. Names of different `purpose` are not the same.
    const std::uint32_t* find(std::uint64_t purpose, std::string_view name) const {
        if (name.size() > longest) return nullptr;
        const Name key = key_of(purpose, name);
        const Entry& entry = entries_[place_of(key)];
        std::uint64_t differing = entry.name.purpose_and_size ^ key.purpose_and_size;
        for (std::size_t i = 0; i < key.words.size(); ++i) differing |= entry.name.words[i] ^ key.words[i];
        return differing == 0 ? &entry.result : nullptr;
    }
    std::uint32_t remember(std::uint64_t purpose, std::string_view name, std::uint32_t result) {
        if (name.size() > longest) return result;
        const Name key = key_of(purpose, name);
        entries_[place_of(key)] = {key, result};
        return result;
    }

private:
    static constexpr unsigned bits = 10;
    struct Name {
        std::array<std::uint64_t, 3> words = {};  // its bytes, and zeros
        std::uint64_t purpose_and_size = ~std::uint64_t{0};
    };
    struct Entry {
        Name name;
        std::uint32_t result = 0;
    };
    // By the size of a name: all bits of its own bytes.
    static constexpr auto masks = [] {
        std::array<std::array<std::uint8_t, readable>, longest + 1> masks{};
        for (std::size_t size = 0; size <= longest; ++size)
            for (std::size_t i = 0; i < size; ++i) masks[size][i] = 0xff;
        return masks;
    }();
    static Name key_of(std::uint64_t purpose, std::string_view name) {
        Name key, own;
        std::memcpy(key.words.data(), name.data(), readable);
        std::memcpy(own.words.data(), masks[name.size()].data(), readable);
        for (std::size_t i = 0; i < key.words.size(); ++i) key.words[i] &= own.words[i];
        key.purpose_and_size = purpose << 8 | name.size();
        return key;
    }
    static std::size_t place_of(const Name& name) {
        std::uint64_t hash = (name.words[0] ^ name.purpose_and_size) * 0x9E37'79B9'7F4A'7C15u;
        hash = (hash ^ hash >> 32 ^ name.words[1] ^ std::rotl(name.words[2], 20)) * 0xD6E8'FEB8'6659'FD93u;
        return hash >> (64 - bits);
    }

    std::vector<Entry> entries_ = std::vector<Entry>(std::size_t{1} << bits);
};

}  // namespace parley::wire
