#include "tools/bench/hosts/search.h"

#include <hs/hs.h>

#include <queue>
#include <stdexcept>

namespace parley::bench {

WordPass::WordPass(const std::vector<std::string>& words) {
    std::uint32_t classes = 1;
    for (const std::string& word : words)
        for (const char c : word)
            if (std::uint8_t& one = class_of_[static_cast<unsigned char>(c)]; one == 0)
                one = static_cast<std::uint8_t>(classes++);
    shift_ = static_cast<unsigned>(std::bit_width(classes - 1));
    const std::size_t width = std::size_t{1} << shift_;
    std::vector<std::uint32_t> trie(width, 0);  // 0: no such step; the root is nobody's child
    std::vector<std::vector<std::uint32_t>> out(1);
    for (std::uint32_t number = 0; number < words.size(); ++number) {
        std::uint32_t state = 0;
        for (const char c : words[number]) {
            const std::size_t step = state * width + class_of_[static_cast<unsigned char>(c)];
            if (trie[step] == 0) {
                trie[step] = static_cast<std::uint32_t>(out.size());
                out.emplace_back();
                trie.resize(trie.size() + width, 0);
            }
            state = trie[step];
        }
        out[state].push_back(number);
    }
    std::vector<std::uint32_t> fail(out.size(), 0);
    std::queue<std::uint32_t> open;
    for (std::size_t c = 0; c < width; ++c)
        if (trie[c] != 0) open.push(trie[c]);
    while (!open.empty()) {
        const std::uint32_t state = open.front();
        open.pop();
        out[state].insert(out[state].end(), out[fail[state]].begin(), out[fail[state]].end());
        for (std::size_t c = 0; c < width; ++c) {
            std::uint32_t& child = trie[state * width + c];
            const std::uint32_t otherwise = trie[fail[state] * width + c];
            if (child == 0) {
                child = otherwise;
            } else {
                fail[child] = otherwise;
                open.push(child);
            }
        }
    }
    next_.resize(trie.size());
    for (std::size_t i = 0; i < trie.size(); ++i) next_[i] = trie[i] << shift_ | (out[trie[i]].empty() ? 0 : ends);
    first_.push_back(0);
    for (const auto& all : out) {
        out_.insert(out_.end(), all.begin(), all.end());
        first_.push_back(static_cast<std::uint32_t>(out_.size()));
    }
}

WordScan::WordScan(const std::vector<std::string>& words) {
    std::vector<const char*> texts;
    std::vector<unsigned> flags, numbers;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
        numbers.push_back(static_cast<unsigned>(texts.size()));
        texts.push_back(word.c_str());
        sizes.push_back(word.size());
        flags.push_back(HS_FLAG_SINGLEMATCH);
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_lit_multi(texts.data(), flags.data(), numbers.data(), sizes.data(),
                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database,
                             &error) != HS_SUCCESS)
        throw std::runtime_error(error->message);
    hs_scratch_t* scratch = nullptr;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) throw std::bad_alloc();
    database_ = database;
    scratch_ = scratch;
}

WordScan::~WordScan() {
    hs_free_scratch(static_cast<hs_scratch_t*>(scratch_));
    hs_free_database(static_cast<hs_database_t*>(database_));
}

void WordScan::scan(std::string_view text, Handler handler, void* context) {
    hs_scan(static_cast<const hs_database_t*>(database_), text.data(), static_cast<unsigned>(text.size()), 0,
            static_cast<hs_scratch_t*>(scratch_), handler, context);
}

Names::Names(std::vector<std::string> names) {
    slots_.resize(std::bit_ceil(names.size() * 4));
    mask_ = slots_.size() - 1;
    for (std::uint32_t number = 0; number < names.size(); ++number) {
        std::string& name = names[number];
        const std::size_t size = name.size();
        if (size > sizeof(Slot::bytes)) throw std::runtime_error("a name is too long");
        name.append(8, '\0');
        std::size_t at = hash({name.data(), size}) & mask_;
        while (slots_[at].number != unknown) at = (at + 1) & mask_;
        std::memcpy(slots_[at].bytes, name.data(), size);
        slots_[at].size = static_cast<std::uint32_t>(size);
        slots_[at].number = number;
    }
}

}  // namespace parley::bench
