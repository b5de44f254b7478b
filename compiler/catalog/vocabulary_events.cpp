#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

namespace {

constexpr EventRow rows[] = {
    {"starting", "Is starting",
     "Fires when a conversation begins, whether the customer or an agent began it. The usual place to choose the first "
     "queue and the priority."},
    {"routed", "Is routed", "Fires each time the conversation is offered to an agent, who has not accepted it yet."},
    {"routed_at_start", "Is routed to an agent when it starts",
     "Fires if the start leads straight to an agent, and at no later time."},
    {"queued", "Begins waiting in a queue", "Fires when no agent is available, or none of them has room for one more."},
    {"queued_at_start", "Lands in queue when it starts", "Fires if the start leads to a queue, and at no later time."},
    {"awaiting_response_in_queue", "Is in queue and awaiting a response",
     "Fires when the customer writes while waiting, or when a conversation whose last customer message is unanswered "
     "comes to a queue."},
    {"still_waiting", "Is still waiting in queue",
     "Fires again and again while the conversation waits, at the period that the catalog sets."},
    {"assigned", "Is assigned",
     "Fires when an agent takes on a conversation that nobody held; with invitations on, once the agent accepts. May "
     "happen often."},
    {"customer_message", "Receives a new customer message",
     "Fires for each message of the customer, the first one of the conversation included."},
    {"customer_message_in_queue", "Receives a new customer message while waiting in queue",
     "Fires for each message that the customer sends while the conversation waits."},
    {"closed", "Is closed",
     "Fires when the conversation ends: by an agent, a bot, a rule, a timer, a merge, the API, or because the customer "
     "left."},
    {"message_received", "New Message Received", "Fires for an inbound message that is tied to no open conversation."},
    {"response_received", "Response Received",
     "Fires for an inbound message that belongs to a conversation by its own thread."},
    {"chat_started", "Chat Started", "Fires when a visitor opens a web chat."},
    {"chat_ended", "Chat Ended", "Fires when a web chat is over, whoever ended it."},
    {"chat_survey_completed", "Chat Survey Completed",
     "Fires when the visitor has answered the survey behind a web chat."},
    {"contact_form_received", "Contact Form Received",
     "Fires when the form comes in that a web chat offers while nobody is there."},
    {"call_started", "Call Started", "Fires when a phone call begins."},
    {"call_ended", "Call Ended", "Fires when a phone call is over, whoever ended it."},
    {"external_http_request", "External HTTP Request", "Fires when a form or another system calls in over HTTP."},
    {"welcome", "Welcome Event",
     "Fires where a channel announces a contact before its first message, as Facebook and Viber do."},
    {"opened", "Is opened", "Fires when a record becomes open, at its start or when it is reopened."},
    {"reopened", "Is reopened", "Fires when a closed record becomes open once more, which is no start."},
    {"unassigned", "Is taken from its agent",
     "Fires when the agent no longer holds it: a transfer, a move to another queue, or the agent going offline."},
    {"held", "Is put on hold", "Fires when the conversation is put on hold."},
    {"resumed", "Is taken off hold", "Fires when a hold ends."},
    {"agent_message", "An agent replies",
     "Fires for each message that a person, not a rule or a bot, sends to the customer."},
    {"invitation_rejected", "An invitation is rejected", "Fires when an agent turns an offered conversation down."},
    {"invitation_timed_out", "An invitation times out", "Fires when an agent lets an offered conversation pass."},
    {"updated", "Is updated", "Fires when an agent or the API has changed a field; `changed` and `was` tell which."},
    {"task_related", "A task is related", "Fires when a task is viewed or created under the record."},
    {"contact_merged", "Contacts are merged",
     "Fires when two contacts become one; about the open conversation of the one that stays."},
    {"contact_unmerged", "Contacts are un-merged", "Fires when a merge of contacts is undone."},
    {"profile_linked", "A profile is linked", "Fires when a contact is linked to a profile."},
    {"sla_breached", "Service level is missed",
     "Fires once when nobody has answered within the time that the queue promises."},
};

}  // namespace

std::span<const EventRow> event_rows() {
    return rows;
}

}  // namespace parley::catalog
