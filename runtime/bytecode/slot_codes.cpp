#include <algorithm>
#include <bit>

#include "runtime/bytecode/names.h"
#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/planner.h"
#include "runtime/value/number.h"

namespace parley::bytecode {

namespace {

using value::Kind;

bool is_test_with_code(Opcode opcode) {
    return (opcode >= Opcode::test_is && opcode <= Opcode::test_between) || opcode == Opcode::test_set ||
           opcode == Opcode::test_empty;
}

// Ascending, and those that touch made one.
CodeRanges joined(std::vector<std::uint32_t> codes) {
    std::ranges::sort(codes);
    CodeRanges ranges;
    for (const std::uint32_t code : codes) {
        if (!ranges.empty() && code <= ranges.back().high + 1)
            ranges.back().high = code;
        else
            ranges.push_back({code, code});
    }
    return ranges;
}

template <typename T>
void make_unique(std::vector<T>& all) {
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

template <typename T>
std::uint32_t place_of(const std::vector<T>& all, const T& one) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(all, one) - all.begin());
}

template <typename NameOf>
BucketsRecord add_buckets(Plan& plan, std::uint32_t count, const NameOf& name_of) {
    const auto first = static_cast<std::uint32_t>(plan.buckets.size());
    if (count == 0) return {first, 0};
    const auto size = std::bit_ceil(count * std::uint64_t{2});
    plan.buckets.resize(first + size);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::size_t at = hash_of(name_of(i)) & (size - 1);
        while (plan.buckets[first + at] != 0) at = (at + 1) & (size - 1);
        plan.buckets[first + at] = i + 1;
    }
    return {first, static_cast<std::uint32_t>(size)};
}

}  // namespace

SlotCodes::SlotCodes(const Tables& tables, Plan& plan) : tables_(tables), plan_(plan), points_(tables.slots.size()) {
    for (const DomainRecord& domain : tables.domains) {
        const bool good = domain.first_value <= tables.domain_values.size() &&
                          domain.value_count <= tables.domain_values.size() - domain.first_value;
        plan.domain_buckets.push_back(add_buckets(plan, good ? domain.value_count : 0, [&](std::uint32_t symbol) {
            return string(tables.domain_values[domain.first_value + symbol]);
        }));
    }
    for (std::size_t slot = 0; slot < tables.slots.size(); ++slot) {
        const value::Type type = tables.slots[slot].type.type();
        if (!type.list && value::is_symbolic(type.kind)) points_[slot].shape = Shape::symbol;
        if (!type.list && type.kind == Kind::text) points_[slot].shape = Shape::text;
    }
    for (const Instruction& instruction : tables.code) collect(instruction);
    for (std::uint32_t slot = 0; slot < tables.slots.size(); ++slot) write(slot);
}

// Of a test with constants that is true or false for all values of one code.
bool SlotCodes::coded(const Instruction& test) const {
    const auto opcode = static_cast<Opcode>(test.opcode);
    if (!is_test_with_code(opcode) || test.subject >= tables_.slots.size()) return false;
    if ((test.flags & (first_is_slot | second_is_slot | exact_text)) != 0) return false;
    const value::Type type = tables_.slots[test.subject].type.type();
    if (opcode == Opcode::test_empty) return type.list;
    if (type.list != ((test.flags & subject_size) != 0)) return false;
    if (opcode == Opcode::test_set) return !type.list;
    if (points_[test.subject].shape == Shape::symbol && type.domain >= tables_.domains.size()) return false;
    const bool by_order = opcode >= Opcode::test_less && opcode <= Opcode::test_between;
    if (by_order && points_[test.subject].shape == Shape::text) return false;
    return good_constant(test.first, test.subject, opcode == Opcode::test_in) &&
           (opcode != Opcode::test_between || good_constant(test.second, test.subject, false));
}

bool SlotCodes::good_constant(std::uint32_t constant, std::uint32_t slot, bool list) const {
    if (constant >= tables_.constants.size()) return false;
    const ConstantRecord& record = tables_.constants[constant];
    const bool is_text = points_[slot].shape == Shape::text;
    if ((record.type.list != 0) != list || (record.type.type().kind == Kind::text) != is_text) return false;
    if (!list && points_[slot].shape == Shape::symbol)
        return number_of(record) >= 0 &&
               number_of(record) < tables_.domains[tables_.slots[slot].type.domain].value_count;
    if (!list) return true;
    if (record.first_item > tables_.constants.size() ||
        record.item_count > tables_.constants.size() - record.first_item)
        return false;
    for (std::uint32_t i = 0; i < record.item_count; ++i) {
        if (!good_constant(record.first_item + i, slot, false)) return false;
    }
    return true;
}

template <typename Each>
void SlotCodes::each_constant(const Instruction& test, const Each& each) const {
    const auto opcode = static_cast<Opcode>(test.opcode);
    if (opcode == Opcode::test_set || opcode == Opcode::test_empty) return;
    const ConstantRecord& first = tables_.constants[test.first];
    if (opcode != Opcode::test_in) each(first);
    if (opcode == Opcode::test_between) each(tables_.constants[test.second]);
    if (opcode != Opcode::test_in) return;
    for (std::uint32_t i = 0; i < first.item_count; ++i) each(tables_.constants[first.first_item + i]);
}

void SlotCodes::collect(const Instruction& test) {
    if (!coded(test)) return;
    Points& points = points_[test.subject];
    if (static_cast<Opcode>(test.opcode) == Opcode::test_empty) points.numbers.push_back(0);
    each_constant(test, [&](const ConstantRecord& constant) {
        if (points.shape == Shape::number) points.numbers.push_back(number_of(constant));
        if (points.shape == Shape::text) points.texts.push_back(string(constant.folded));
    });
}

void SlotCodes::write(std::uint32_t slot) {
    Points& points = points_[slot];
    make_unique(points.numbers);
    make_unique(points.texts);
    SlotCodeRecord record{static_cast<std::uint32_t>(plan_.points.size()), 0,
                          static_cast<std::uint32_t>(plan_.buckets.size()), 0, 0};
    const std::uint32_t domain = tables_.slots[slot].type.domain;
    switch (points.shape) {
        case Shape::symbol:
            record.code_count = domain < tables_.domains.size() ? tables_.domains[domain].value_count + 2 : 2;
            break;
        case Shape::number:
            for (const value::Number number : points.numbers)
                plan_.points.push_back(
                    {static_cast<std::uint64_t>(number), static_cast<std::int64_t>(number >> 64), {}});
            record.point_count = static_cast<std::uint32_t>(points.numbers.size());
            record.code_count = 2 * record.point_count + 2;
            break;
        case Shape::text:
            for (const std::string_view text : points.texts)
                plan_.points.push_back({0,
                                        0,
                                        {static_cast<std::uint32_t>(text.data() - tables_.strings.data()),
                                         static_cast<std::uint32_t>(text.size())}});
            record.point_count = static_cast<std::uint32_t>(points.texts.size());
            record.code_count = record.point_count + 2;
            record.bucket_count =
                add_buckets(plan_, record.point_count, [&](std::uint32_t i) { return points.texts[i]; }).count;
            break;
    }
    plan_.slot_codes.push_back(record);
}

std::uint32_t SlotCodes::code_of(std::uint32_t slot, const ConstantRecord& constant) const {
    const Points& points = points_[slot];
    if (points.shape == Shape::symbol) return static_cast<std::uint32_t>(number_of(constant)) + 2;
    if (points.shape == Shape::text) return place_of(points.texts, string(constant.folded)) + 2;
    return 2 * place_of(points.numbers, number_of(constant)) + 2;
}

bool SlotCodes::goes_round(std::uint32_t slot) const {
    const Kind kind = tables_.slots[slot].type.type().kind;
    return kind == Kind::time_of_day || kind == Kind::weekday;
}

std::optional<CodeRanges> SlotCodes::ranges(const Instruction& test) const {
    if (!coded(test)) return std::nullopt;
    const std::uint32_t slot = test.subject;
    const std::uint32_t last = code_count(slot) - 1;
    const std::uint32_t least = points_[slot].shape == Shape::symbol ? 2 : 1;  // an unknown name has no order
    std::vector<std::uint32_t> codes;
    each_constant(test, [&](const ConstantRecord& constant) { codes.push_back(code_of(slot, constant)); });
    switch (static_cast<Opcode>(test.opcode)) {
        case Opcode::test_set:
            return CodeRanges{{1, last}};
        case Opcode::test_empty:
            return CodeRanges{{0, 2 * place_of(points_[slot].numbers, value::Number{0}) + 2}};
        case Opcode::test_is:
        case Opcode::test_in:
            return joined(std::move(codes));
        case Opcode::test_less:
            return codes[0] > least ? CodeRanges{{least, codes[0] - 1}} : CodeRanges{};
        case Opcode::test_less_equal:
            return CodeRanges{{least, codes[0]}};
        case Opcode::test_greater:
            return codes[0] < last ? CodeRanges{{codes[0] + 1, last}} : CodeRanges{};
        case Opcode::test_greater_equal:
            return CodeRanges{{codes[0], last}};
        default:  // between
            if (codes[0] <= codes[1]) return CodeRanges{{codes[0], codes[1]}};
            if (!goes_round(slot)) return CodeRanges{};
            return CodeRanges{{least, codes[1]}, {codes[0], last}};
    }
}

}  // namespace parley::bytecode
