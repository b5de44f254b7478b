#include "runtime/engine/moments/table.h"

#include "runtime/base/result.h"

namespace parley::moments {
namespace {

constexpr Row rows[] = {
    {Moment::message_received, "an inbound message or review that belongs to nothing open yet", "message_received"},
    {Moment::response_received, "an inbound message in a thread whose conversation is closed", "response_received"},
    {Moment::tied_waiting, "a customer message to a conversation that waits in its queue",
     "response_received*, customer_message_in_queue, awaiting_response_in_queue, customer_message"},
    {Moment::tied_held_by_agent, "a customer message while an invitation is out or an agent holds the conversation",
     "response_received*, customer_message"},
    {Moment::tied_resumes, "a customer message to a conversation on hold as Waiting on customer",
     "response_received*, customer_message, resumed"},
    {Moment::chat_started, "a chat starts", "chat_started"},
    {Moment::call_started, "a call starts", "call_started"},
    {Moment::welcome, "a channel announces a contact", "welcome"},
    {Moment::contact_form_received, "a form is sent", "contact_form_received"},
    {Moment::external_http_request, "another system calls in", "external_http_request"},
    {Moment::chat_survey_completed, "a survey is answered", "chat_survey_completed"},
    {Moment::opens, "a conversation is opened", "customer_message*, starting, opened"},
    {Moment::reopens, "a conversation is reopened", "customer_message*, reopened, opened"},
    {Moment::routed_at_start, "an agent is free when it is placed at its start", "routed_at_start, routed"},
    {Moment::routed, "it is offered to an agent later", "routed"},
    {Moment::queued_at_start, "no agent is free when it is placed at its start",
     "queued_at_start, queued, awaiting_response_in_queue*"},
    {Moment::queued, "no agent is free when it is placed later", "queued, awaiting_response_in_queue*"},
    {Moment::assigned, "an agent accepts or takes it, or is assigned it", "assigned"},
    {Moment::unassigned, "it is taken from its agent", "unassigned"},
    {Moment::held, "it is put on hold", "held"},
    {Moment::resumed, "it is taken off hold", "resumed"},
    {Moment::agent_message, "an agent replies", "agent_message"},
    {Moment::updated, "an agent or the API changes a field", "updated"},
    {Moment::task_related, "a task is viewed or created under it", "task_related"},
    {Moment::invitation_rejected, "an agent rejects the invitation", "invitation_rejected"},
    {Moment::invitation_timed_out, "an agent lets the invitation pass", "invitation_timed_out"},
    {Moment::closed, "it is closed", "closed"},
    {Moment::chat_closed, "its chat ends and it is closed", "chat_ended, closed"},
    {Moment::call_closed, "its call ends and it is closed", "call_ended, closed"},
    {Moment::chat_ended, "its chat ends and wrap-up is left to do", "chat_ended"},
    {Moment::call_ended, "its call ends and wrap-up is left to do", "call_ended"},
    {Moment::contact_merged, "its contact is merged with another", "contact_merged"},
    {Moment::contact_unmerged, "a merge of its contact is undone", "contact_unmerged"},
    {Moment::profile_linked, "its contact is linked to a profile", "profile_linked"},
    {Moment::sla_breached, "nobody answered within the queue's `answer_within`", "sla_breached"},
    {Moment::still_waiting, "it has been waiting for another period", "still_waiting"},
};
static_assert(std::size(rows) == static_cast<std::size_t>(Moment::count_));

}  // namespace

std::span<const Row> table() {
    return rows;
}

Events events(Moment moment, bool condition) {
    const Row& row = rows[static_cast<std::size_t>(moment)];
    PARLEY_ASSERT(row.moment == moment);
    Events found;
    for (std::string_view rest = row.events; !rest.empty();) {
        const std::size_t comma = rest.find(", ");
        std::string_view name = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
        const bool conditional = name.ends_with('*');
        if (conditional && !condition) continue;
        if (conditional) name.remove_suffix(1);
        found.names[found.count++] = name;
    }
    return found;
}

}  // namespace parley::moments
