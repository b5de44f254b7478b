#include "runtime/bytecode/checker.h"

#include <algorithm>

#include "runtime/bytecode/sections.h"
#include "runtime/value/text.h"

namespace parley::bytecode {

namespace {

constexpr std::uint64_t comparisons_per_byte = 64;

}  // namespace

Checker::Order Checker::compare(std::string_view left, std::string_view right) {
    compared_ += std::min(left.size(), right.size());
    if (compared_ > artifact.bytes().size() * comparisons_per_byte) return Order::too_long;
    return left < right ? Order::before : Order::not_before;
}

// All of them, or what lies between the texts of the files, which are most of it.
bool Checker::check_strings() {
    std::uint64_t begin = 0;
    if (!checks_all) {
        std::vector<Part> texts;
        for (const FileRecord& file : views.files)
            texts.push_back({file.text.offset, std::uint64_t{file.text.offset} + file.text.size});
        std::ranges::sort(texts, {}, &Part::begin);
        for (const Part& text : texts) {
            if (text.begin < begin || text.end > views.strings.size()) return false;
            parts_.push_back({begin, text.begin});
            begin = text.end;
        }
    }
    parts_.push_back({begin, views.strings.size()});
    return std::ranges::all_of(parts_, [this](const Part& part) { return check_strings(part); });
}

// Most blocks of most texts are ASCII; what stands between them begins and ends at a whole character.
bool Checker::check_strings(Part part) {
    const std::string_view all = views.strings;
    std::uint64_t begin = part.begin;
    for (std::uint64_t block = (part.begin + block_bytes - 1) / block_bytes; (block + 1) * block_bytes <= part.end;
         ++block) {
        const std::uint64_t at = block * block_bytes;
        is_plain_[block] = value::is_ascii(all.substr(at, block_bytes));
        if (is_plain_[block] == 0) continue;
        if (!value::is_valid_utf8(all.substr(begin, at - begin))) return false;
        begin = at + block_bytes;
    }
    return value::is_valid_utf8(all.substr(begin, part.end - begin));
}

bool Checker::find_checked(std::uint64_t begin, std::uint64_t end) {
    auto part = std::ranges::upper_bound(parts_, begin, {}, &Part::begin);
    if (part == parts_.begin() || (--part)->end < end) return false;
    checked_ = *part;
    return true;
}

bool Row::fail(std::string_view problem) const {
    checker_.fault = std::string(shape_of(section_).name) + "[" + std::to_string(index_) + "]: " + std::string(problem);
    return false;
}

bool Row::type(const TypeRecord& type) const {
    const bool known = type.kind <= static_cast<std::uint8_t>(value::Kind::boolean) && type.list <= 1 &&
                       type.ordered <= 1 && type.reserved == 0;
    if (!known) return fail("an unknown type");
    const value::Kind kind = type.type().kind;
    const bool has_domain = value::is_symbolic(kind) || kind == value::Kind::money;
    const bool domain_fits = has_domain ? type.domain < checker_.views.domains.size() : type.domain == value::no_domain;
    return require(domain_fits, "a type with a domain that it cannot have") &&
           require(type.ordered == 0 || kind == value::Kind::choice, "an order on what is no choice");
}

bool Row::ascending(std::string_view left, std::string_view right, std::string_view problem) const {
    const Checker::Order order = checker_.compare(left, right);
    return require(order != Checker::Order::too_long, "names too long to compare") &&
           require(order == Checker::Order::before, problem);
}

bool Row::slot(std::uint32_t slot, value::Type wanted, bool optional, std::string_view problem) const {
    if (slot == none) return require(optional, problem);
    const auto slots = checker_.views.slots;
    if (slot >= slots.size()) return fail(problem);
    const value::Type type = slots[slot].type.type();
    return require(!type.list && type.kind == wanted.kind && type.domain == wanted.domain, problem);
}

}  // namespace parley::bytecode
