// Internal to check: what every part of one check shares.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "compiler/check/availability.h"
#include "compiler/check/check.h"
#include "compiler/check/definitions.h"

namespace parley::check {

// A named list read as a list of one type: its entry of CheckedRules::lists, or none where a value does not fit, which
// is then reported.
struct ListReading {
    std::uint32_t list;
    value::Kind kind;
    value::DomainId domain;
    bool given;  // as the value of an action, whose integers are whole
    friend bool operator<(const ListReading& a, const ListReading& b) {
        return std::tie(a.list, a.kind, a.domain, a.given) < std::tie(b.list, b.kind, b.domain, b.given);
    }
};

// Where something is read: in a rule, whose events decide what can have a value, or in a named condition or a catalog
// message, which only note what they would demand of one.
struct Place {
    std::span<const catalog::EventId> events;  // of the rule, sorted
    source::Span events_span;
    bool in_rule = false;
    bool events_known = false;  // not where an event of the rule is in error

    bool reads_event = false;
    bool broken = false;      // uses what is in error elsewhere
    std::uint32_t depth = 0;  // of groups, the deepest met
    Availability::SetId needs = 0;
    std::vector<FieldMention> restricted;
};

struct Context {
    Context(const catalog::Catalog& catalog, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics,
            const Limits& limits)
        : catalog(catalog), sources(sources), diagnostics(diagnostics), limits(limits) {}

    const catalog::Catalog& catalog;
    const source::SourceSet& sources;
    diagnostics::Diagnostics& diagnostics;
    const Limits limits;

    Availability availability{catalog};
    Definitions definitions;
    CheckedRules result;

    std::map<ListReading, std::uint32_t> readings;          // to CheckedRules::lists
    std::unordered_map<std::string, std::string> patterns;  // to RE2's complaint, empty: it compiles
    // Names that suggestions may still be compared with, so that errors by the thousand stay quick.
    std::size_t suggestion_budget = 2'000'000;
    // Made when first needed.
    std::vector<std::string> field_names, event_names, action_names, merge_names, schedule_names;
    // What the merge fields of a catalog's message demand of the events of a rule that sends it; index as
    // Catalog::messages.
    std::vector<Place> message_needs;
};

}  // namespace parley::check
