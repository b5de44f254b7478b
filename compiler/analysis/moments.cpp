#include "compiler/analysis/moments.h"

#include <algorithm>
#include <string_view>

namespace parley::analysis {
namespace {

// Each row is a moment of the table, events in its order. A mark `?` behind an event: it may be missing. Every event
// also stands alone somewhere, or shares all its moments with others that are listed here.
constexpr std::string_view table[] = {
    // placing
    "routed_at_start routed",
    "routed",
    "assigned",
    "queued_at_start queued awaiting_response_in_queue?",
    "queued awaiting_response_in_queue?",
    // a message, a chat, a call
    "message_received",
    "response_received",
    "chat_started",
    "call_started",
    "welcome",
    "customer_message? starting opened",
    "customer_message? reopened opened",
    "response_received? customer_message_in_queue awaiting_response_in_queue customer_message",
    "response_received? customer_message resumed?",
    "chat_ended closed?",
    "call_ended closed?",
    "contact_form_received",
    "external_http_request",
    "chat_survey_completed",
    // agents
    "agent_message",
    "invitation_rejected",
    "invitation_timed_out",
    "held",
    "resumed",
    "unassigned",
    "updated",
    "task_related",
    "closed",
    // contacts and timers
    "contact_merged",
    "contact_unmerged",
    "profile_linked",
    "sla_breached",
    "still_waiting",
};

struct Named {
    std::string_view id;
    bool may_be_missing;
};

std::vector<Named> split(std::string_view row) {
    std::vector<Named> events;
    while (!row.empty()) {
        std::string_view word = row.substr(0, row.find(' '));
        row.remove_prefix(std::min(row.size(), word.size() + 1));
        const bool may_be_missing = word.ends_with('?');
        if (may_be_missing) word.remove_suffix(1);
        events.push_back({word, may_be_missing});
    }
    return events;
}

}  // namespace

Moments::Moments(const catalog::Catalog& catalog) : of_event_(catalog.events.size()) {
    std::vector<char> listed(catalog.events.size(), 0);
    const auto add = [&](std::vector<catalog::EventId> events) {
        const bool never = std::ranges::any_of(
            events, [&](catalog::EventId event) { return !catalog.events[event].never_because.empty(); });
        for (const catalog::EventId event : events) listed[event] = 1;
        if (never || events.empty()) return;
        for (const catalog::EventId event : events) of_event_[event].push_back(static_cast<MomentId>(moments_.size()));
        moments_.push_back(std::move(events));
    };
    for (const std::string_view row : table) {
        const std::vector<Named> events = split(row);
        const auto optional = static_cast<std::size_t>(std::ranges::count(events, true, &Named::may_be_missing));
        for (std::size_t choice = 0; choice < (std::size_t{1} << optional); ++choice) {
            std::vector<catalog::EventId> present;
            std::size_t bit = 0;
            for (const Named& event : events) {
                const bool missing = event.may_be_missing && (choice >> bit++ & 1) != 0;
                const auto id = catalog.find_event(event.id);
                if (!missing && id) present.push_back(*id);
            }
            add(std::move(present));
        }
    }
    // The catalog's own events, and any that the table does not know, are moments of their own.
    for (catalog::EventId event = 0; event < catalog.events.size(); ++event) {
        if (!listed[event]) add({event});
    }
}

std::vector<Moments::Firing> Moments::firings(std::span<const catalog::EventId> rule_events) const {
    std::vector<MomentId> reached;
    for (const catalog::EventId event : rule_events) {
        reached.insert(reached.end(), of_event_[event].begin(), of_event_[event].end());
    }
    std::ranges::sort(reached);
    reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
    std::vector<Firing> found;
    for (const MomentId moment : reached) {
        const auto first = std::ranges::find_if(moments_[moment], [&](catalog::EventId event) {
            return std::ranges::find(rule_events, event) != rule_events.end();
        });
        found.push_back({moment, *first});
    }
    return found;
}

}  // namespace parley::analysis
