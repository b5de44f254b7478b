#include "compiler/check/availability.h"

#include <algorithm>
#include <iterator>

namespace parley::check {

namespace {

constexpr std::uint32_t unrestricted = ~std::uint32_t{0};

bool intersect(std::span<const catalog::EventId> a, std::span<const catalog::EventId> b) {
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (*left == *right) return true;
        if (*left < *right)
            ++left;
        else
            ++right;
    }
    return false;
}

}  // namespace

Availability::Availability(const catalog::Catalog& catalog) {
    std::map<std::vector<catalog::EventId>, std::uint32_t> known;
    restriction_of_.reserve(catalog.fields.size());
    for (const catalog::Field& field : catalog.fields) {
        if (field.at.empty()) {
            restriction_of_.push_back(unrestricted);
            continue;
        }
        const auto [place, fresh] = known.try_emplace(field.at, static_cast<std::uint32_t>(restrictions_.size()));
        if (fresh) restrictions_.push_back(&field.at);
        restriction_of_.push_back(place->second);
    }
    intern({});
}

bool Availability::possible(catalog::FieldId field, std::span<const catalog::EventId> events) const {
    const std::uint32_t restriction = restriction_of_[field];
    return restriction == unrestricted || intersect(*restrictions_[restriction], events);
}

Availability::SetId Availability::with(SetId set, catalog::FieldId field) {
    const std::uint32_t restriction = restriction_of_[field];
    if (restriction == unrestricted) return set;
    Restrictions wider = *sets_[set];
    const auto place = std::lower_bound(wider.begin(), wider.end(), restriction);
    if (place != wider.end() && *place == restriction) return set;
    wider.insert(place, restriction);
    return intern(std::move(wider));
}

Availability::SetId Availability::unite(SetId a, SetId b) {
    if (a == b || b == 0) return a;
    if (a == 0) return b;
    Restrictions both;
    std::set_union(sets_[a]->begin(), sets_[a]->end(), sets_[b]->begin(), sets_[b]->end(), std::back_inserter(both));
    return intern(std::move(both));
}

bool Availability::possible_set(SetId set, std::span<const catalog::EventId> events) const {
    return std::all_of(sets_[set]->begin(), sets_[set]->end(),
                       [&](std::uint32_t restriction) { return intersect(*restrictions_[restriction], events); });
}

Availability::SetId Availability::intern(Restrictions set) {
    const auto [place, fresh] = index_.try_emplace(std::move(set), static_cast<SetId>(sets_.size()));
    if (fresh) sets_.push_back(&place->first);
    return place->second;
}

}  // namespace parley::check
