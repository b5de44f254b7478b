#include "runtime/bytecode/checker.h"

#include <algorithm>

#include "runtime/bytecode/sections.h"

namespace parley::bytecode {

namespace {

constexpr std::uint64_t comparisons_per_byte = 64;

// Whether a text may be cut before the byte at `at`.
bool is_boundary(std::string_view text, std::uint64_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

bool is_cut(std::string_view text, std::uint64_t begin, std::uint64_t end) {
    return begin <= end && end <= text.size() && is_boundary(text, begin) && is_boundary(text, end);
}

}  // namespace

Checker::Order Checker::compare(std::string_view left, std::string_view right) {
    compared_ += std::min(left.size(), right.size());
    if (compared_ > artifact.bytes().size() * comparisons_per_byte) return Order::too_long;
    return left < right ? Order::before : Order::not_before;
}

bool Row::fail(std::string_view problem) const {
    checker_.fault = std::string(shape_of(section_).name) + "[" + std::to_string(index_) + "]: " + std::string(problem);
    return false;
}

bool Row::text(StringRef ref) const {
    const SectionEntry strings = checker_.artifact.section(Section::strings);
    const std::string_view all = checker_.artifact.string({0, static_cast<std::uint32_t>(strings.count)});
    return require(is_cut(all, ref.offset, std::uint64_t{ref.offset} + ref.size), "a text outside the strings");
}

bool Row::text(std::initializer_list<StringRef> refs) const {
    return std::ranges::all_of(refs, [&](StringRef ref) { return text(ref); });
}

bool Row::type(const TypeRecord& type) const {
    const bool known = type.kind <= static_cast<std::uint8_t>(value::Kind::boolean) && type.list <= 1 &&
                       type.ordered <= 1 && type.reserved == 0;
    if (!known) return fail("an unknown type");
    const value::Kind kind = type.type().kind;
    const bool has_domain = value::is_symbolic(kind) || kind == value::Kind::money;
    const bool domain_fits =
        has_domain ? type.domain < checker_.artifact.domains().size() : type.domain == value::no_domain;
    return require(domain_fits, "a type with a domain that it cannot have") &&
           require(type.ordered == 0 || kind == value::Kind::choice, "an order on what is no choice");
}

bool Row::owned(std::uint32_t first, std::uint32_t count, std::size_t& next, std::size_t size,
                std::string_view problem) const {
    if (!range(first, count, size, problem)) return false;
    if (count == 0) return true;
    if (first != next) return fail(problem);
    next += count;
    return true;
}

bool Row::place(std::uint32_t file, std::uint32_t begin, std::uint32_t end) const {
    const auto files = checker_.artifact.files();
    if (file >= files.size()) return fail("a place in no file");
    return require(is_cut(checker_.artifact.string(files[file].text), begin, end), "a place outside its file");
}

bool Row::ascending(std::string_view left, std::string_view right, std::string_view problem) const {
    const Checker::Order order = checker_.compare(left, right);
    return require(order != Checker::Order::too_long, "names too long to compare") &&
           require(order == Checker::Order::before, problem);
}

bool Row::slot(std::uint32_t slot, value::Type wanted, bool optional, std::string_view problem) const {
    if (slot == none) return require(optional, problem);
    const auto slots = checker_.artifact.slots();
    if (slot >= slots.size()) return fail(problem);
    const value::Type type = slots[slot].type.type();
    return require(!type.list && type.kind == wanted.kind && type.domain == wanted.domain, problem);
}

}  // namespace parley::bytecode
