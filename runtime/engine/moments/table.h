// The order of events in every moment, as data: the manual's table is this one, and a test compares the two (D65).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace parley::moments {

// A row of the manual's table of moments: what happens, and the events that it raises together, in order. An event that
// comes only under a condition of the row has a `*` behind it.
enum class Moment : unsigned char {
    message_received,
    response_received,  // tied, its conversation is closed: find or create decides
    tied_waiting,
    tied_held_by_agent,  // an invitation is out, or assigned
    tied_resumes,        // On Hold, Waiting on customer
    chat_started,
    call_started,
    welcome,
    contact_form_received,
    external_http_request,
    chat_survey_completed,
    opens,
    reopens,
    routed_at_start,
    routed,
    queued_at_start,
    queued,
    assigned,
    unassigned,
    held,
    resumed,
    agent_message,
    updated,
    task_related,
    invitation_rejected,
    invitation_timed_out,
    closed,
    chat_closed,
    call_closed,
    chat_ended,
    call_ended,
    contact_merged,
    contact_unmerged,
    profile_linked,
    sla_breached,
    still_waiting,
    count_,
};

struct Row {
    Moment moment;
    std::string_view when;    // in words, for the manual
    std::string_view events;  // ids with ", " between
};
std::span<const Row> table();
// The events of one moment, without those with a `*` unless `condition` holds.
struct Events {
    std::string_view names[5];
    std::size_t count = 0;
};
Events events(Moment moment, bool condition = true);

}  // namespace parley::moments
