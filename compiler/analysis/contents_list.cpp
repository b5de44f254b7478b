#include <algorithm>

#include "compiler/analysis/contents.h"

namespace parley::analysis {
namespace {

using check::TestOp;
using value::Value;

struct Item {
    Value value;
    bool exactly;
};

// What the tests of one list demand of its items.
class Items {
public:
    Items(const Prepared& prepared, VariableId variable, std::span<const Literal> literals, Steps& steps)
        : kind_(prepared.variable(variable).type.kind), steps_(steps) {
        for (const Literal literal : literals) {
            const Atom& atom = prepared.atom(literal.atom);
            const bool any = atom.test->op == TestOp::contains_any;
            if (atom.several || atom.subject != variable || (!any && atom.test->op != TestOp::contains_all)) continue;
            std::vector<Item> items = items_of(atom);
            if (literal.truth) {
                (any ? any_of_ : all_of_).push_back(std::move(items));
            } else if (any) {
                none_of_.insert(none_of_.end(), items.begin(), items.end());
            } else {
                not_all_of_.push_back(std::move(items));
            }
        }
    }

    bool possible() {
        for (const std::vector<Item>& all : all_of_) {
            for (const Item& item : all) {
                if (is_unwanted(item)) return false;
                needed_.push_back(item);
            }
        }
        for (std::vector<Item>& any : any_of_) {
            std::erase_if(any, [&](const Item& item) { return is_unwanted(item); });
            if (any.empty()) return false;
            if (any.size() == 1) needed_.push_back(any.front());
        }
        return std::ranges::none_of(not_all_of_, [&](const std::vector<Item>& all) {
            return std::ranges::all_of(all, [&](const Item& item) { return is_needed(item); });
        });
    }

    // The fewest items that will do.
    std::vector<Value> fewest() {
        std::vector<Value> chosen;
        const auto add = [&](const Item& item) {
            const bool there = std::ranges::any_of(
                chosen, [&](const Value& other) { return value::equal(kind_, item.value, other, item.exactly); });
            if (!there) chosen.push_back(item.value);
        };
        for (const Item& item : needed_) add(item);
        for (const std::vector<Item>& any : any_of_) {
            const bool there = std::ranges::any_of(any, [&](const Item& item) {
                return std::ranges::any_of(
                    chosen, [&](const Value& other) { return value::equal(kind_, item.value, other, item.exactly); });
            });
            if (!there && !any.empty()) add(any.front());
        }
        return chosen;
    }

private:
    static std::vector<Item> items_of(const Atom& atom) {
        std::vector<Item> items;
        if (!atom.first_value.present) return items;
        if (atom.test->first.kind != check::Operand::Kind::list) return {{atom.first_value, atom.test->exactly}};
        for (std::uint32_t i = 0; i < atom.first_value.count; ++i) {
            items.push_back({atom.first_value.items[i], atom.test->exactly});
        }
        return items;
    }

    // A list that has the first has the second, too.
    bool implies(const Item& first, const Item& second) const {
        return second.exactly ? first.exactly && value::equal(kind_, first.value, second.value, true)
                              : value::equal(kind_, first.value, second.value);
    }

    bool is_unwanted(const Item& item) {
        steps_.spend(none_of_.size() + 1);
        return std::ranges::any_of(none_of_, [&](const Item& other) { return implies(item, other); });
    }

    bool is_needed(const Item& item) {
        steps_.spend(needed_.size() + 1);
        return std::ranges::any_of(needed_, [&](const Item& other) { return implies(other, item); });
    }

    value::Kind kind_;
    Steps& steps_;
    std::vector<std::vector<Item>> any_of_, all_of_, not_all_of_;
    std::vector<Item> none_of_, needed_;
};

// Something to fill a list with that no test names.
Value filler(const Prepared& prepared, const Variable& variable, std::size_t index, ValuePool& pool) {
    if (variable.type.kind == value::Kind::text) {
        return pool.text(index == 0 ? "other" : "other " + std::to_string(index + 1));
    }
    if (value::is_symbolic(variable.type.kind)) {
        const auto count = prepared.catalog().domain(variable.type).values.size();
        return Value::of_number(count == 0 ? value::unknown_symbol
                                           : static_cast<value::Number>((index + count - 1) % count));
    }
    return Value::of_number(variable.type.kind == value::Kind::boolean ? index % 2 : index + 1);
}

}  // namespace

bool items_can_be(const Prepared& prepared, VariableId variable, std::span<const Literal> literals, Steps& steps) {
    return Items(prepared, variable, literals, steps).possible();
}

std::vector<Value> lists_for(const Prepared& prepared, VariableId id, std::span<const Literal> literals,
                             std::span<const std::uint32_t> sizes, ValuePool& pool) {
    Steps free_of_charge(1'000'000);
    Items items(prepared, id, literals, free_of_charge);
    items.possible();
    const std::vector<Value> fewest = items.fewest();
    std::vector<Value> lists = {pool.list(fewest)};
    constexpr std::uint32_t longest = 64;
    for (const std::uint32_t size : sizes) {
        if (size <= fewest.size() || size > longest) continue;
        for (std::size_t from = 0; from < 3; ++from) {
            std::vector<Value> filled = fewest;
            while (filled.size() < size) {
                filled.push_back(filler(prepared, prepared.variable(id), from + filled.size() - fewest.size(), pool));
            }
            lists.push_back(pool.list(std::move(filled)));
        }
    }
    return lists;
}

}  // namespace parley::analysis
