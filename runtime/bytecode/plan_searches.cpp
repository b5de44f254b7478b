// Words that many tests look for in one text are found by one pass over it.
#include <algorithm>
#include <map>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/planner.h"
#include "runtime/text_index/text_index.h"

namespace parley::bytecode {

namespace {

using text_index::Anchor;
using Uses = std::vector<std::uint32_t>;  // memos
using Words = std::map<std::pair<std::string_view, Anchor>, Uses>;

bool is_search(const Instruction& test) {
    const auto opcode = static_cast<Opcode>(test.opcode);
    return opcode >= Opcode::test_contains && opcode <= Opcode::test_ends_with && (test.flags & first_is_slot) == 0;
}

Anchor anchor_of(const Instruction& test) {
    switch (static_cast<Opcode>(test.opcode)) {
        case Opcode::test_starts_with:
            return Anchor::begin;
        case Opcode::test_ends_with:
            return Anchor::end;
        default:
            return Anchor::anywhere;
    }
}

// The constants that a test looks for: one text, or the items of a list; empty where they are none.
std::pair<std::uint32_t, std::uint32_t> words_of(const Tables& tables, const Instruction& test) {
    if (test.first >= tables.constants.size()) return {0, 0};
    const ConstantRecord& constant = tables.constants[test.first];
    if (constant.type.list == 0) return {test.first, 1};
    const bool good = constant.first_item <= tables.constants.size() &&
                      constant.item_count <= tables.constants.size() - constant.first_item;
    return {constant.first_item, good ? constant.item_count : 0};
}

void write(std::uint32_t slot, bool exactly, const Words& words, Plan& plan) {
    std::vector<text_index::Pattern> patterns;
    for (const auto& [word, uses] : words) patterns.push_back({word.first, word.second});
    const auto table = text_index::build(patterns);
    if (!table) return;
    while (plan.search_tables.size() % text_index::table_alignment != 0) plan.search_tables.push_back({});
    const auto index = static_cast<std::uint32_t>(plan.searches.size());
    plan.searches.push_back({slot, exactly, static_cast<std::uint32_t>(plan.search_tables.size()),
                             static_cast<std::uint32_t>(table->size()), static_cast<std::uint32_t>(patterns.size()),
                             static_cast<std::uint32_t>(plan.search_offsets.size())});
    plan.search_tables.insert(plan.search_tables.end(), table->begin(), table->end());
    for (const auto& [word, uses] : words) {
        plan.search_offsets.push_back(static_cast<std::uint32_t>(plan.search_uses.size()));
        for (const std::uint32_t memo : uses) {
            plan.search_uses.push_back(memo);
            plan.memos[memo].search = index;
        }
    }
    plan.search_offsets.push_back(static_cast<std::uint32_t>(plan.search_uses.size()));
}

}  // namespace

void plan_searches(const Tables& tables, Plan& plan) {
    std::map<std::pair<std::uint32_t, bool>, Words> by_text;
    for (std::uint32_t memo = 0; memo < plan.memos.size(); ++memo) {
        const Instruction& test = tables.code[plan.memos[memo].instruction];
        if (!is_search(test)) continue;
        const bool exactly = (test.flags & exact_text) != 0;
        const auto [first, count] = words_of(tables, test);
        for (std::uint32_t i = first; i < first + count; ++i) {
            const ConstantRecord& word = tables.constants[i];
            Uses& uses = by_text[{test.subject, exactly}]
                                [{text_of(tables, exactly ? word.exact : word.folded), anchor_of(test)}];
            if (uses.empty() || uses.back() != memo) uses.push_back(memo);
        }
    }
    for (const auto& [text, words] : by_text) write(text.first, text.second, words, plan);
}

}  // namespace parley::bytecode
