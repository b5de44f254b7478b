// Internal to check: which fields can have a value at which events (D14, D42). What a named condition demands of a
// rule's events is a set of restrictions, each the events that one of its fields exists at; equal sets are one, so that
// a set of conditions that use one another takes memory by the number of different sets.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace parley::check {

class Availability {
public:
    using SetId = std::uint32_t;  // 0: nothing is demanded

    explicit Availability(const catalog::Catalog& catalog);

    // Whether the field can have a value at one of `events` (sorted).
    bool possible(catalog::FieldId field, std::span<const catalog::EventId> events) const;
    // The set with the field's restriction in it.
    SetId with(SetId set, catalog::FieldId field);
    SetId unite(SetId a, SetId b);
    // Whether the events satisfy every restriction of the set.
    bool possible_set(SetId set, std::span<const catalog::EventId> events) const;

private:
    using Restrictions = std::vector<std::uint32_t>;  // sorted indices into restrictions_
    SetId intern(Restrictions set);

    std::vector<std::uint32_t> restriction_of_;                       // by field; none where it exists at any event
    std::vector<const std::vector<catalog::EventId>*> restrictions_;  // sorted events
    std::map<Restrictions, SetId> index_;
    std::vector<const Restrictions*> sets_;  // the keys of index_
};

}  // namespace parley::check
