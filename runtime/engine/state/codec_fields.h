// The fields of every record in the order of their bytes: new ones only ever at the end. Private to this folder, and to
// tests.
#pragma once

#include <string>
#include <vector>

#include "runtime/engine/model/records.h"

namespace parley::state {

template <typename A>
void fields(A& a, model::Contact& r) {
    a(r.id, r.name, r.user, r.profile, r.merged_into, r.erased, r.email, r.phone, r.language);
}
template <typename A>
void fields(A& a, model::ChannelUser& r) {
    a(r.channel, r.identifier, r.contact, r.user);
}
template <typename A>
void fields(A& a, model::User& r) {
    a(r.id, r.name, r.emails, r.phones, r.ids);
}
template <typename A>
void fields(A& a, model::ProfileKey& r) {
    a(r.by, r.value);
}
template <typename A>
void fields(A& a, model::Profile& r) {
    a(r.id, r.name, r.keys);
}
template <typename A>
void fields(A& a, model::Merge& r) {
    a(r.secondary, r.primary, r.at, r.undone, r.channel_users, r.conversations, r.secondary_profile, r.profile_taken);
}
template <typename A>
void fields(A& a, model::TaskLink& r) {
    a(r.task, r.kind, r.did, r.by, r.short_description);
}
template <typename A>
void fields(A& a, model::Closing& r) {
    a(r.at, r.by, r.name, r.queue, r.abandoned, r.resolution, r.resolution_business);
}
template <typename A>
void fields(A& a, model::AgentTime& r) {
    a(r.agent, r.worked);
}
template <typename A>
void fields(A& a, model::Sent& r) {
    a(r.rule, r.action, r.at);
}
template <typename A>
void fields(A& a, model::Declined& r) {
    a(r.agent, r.availability);
}
template <typename A>
void fields(A& a, model::Note& r) {
    a(r.at, r.rule, r.text);
}
template <typename A>
void fields(A& a, model::Datum& r) {
    a(r.kind, r.boolean, r.text, r.items, r.members);
}
template <typename A>
void fields(A& a, model::Conversation& r) {
    a(r.id, r.contact, r.identifier, r.user, r.channel, r.type, r.direction, r.contact_point, r.customer_name, r.email,
      r.phone, r.language, r.subject, r.short_description);
    a(r.state, r.state_reason, r.closed_as, r.queue, r.priority, r.priority_rank, r.skills, r.tags, r.fields, r.survey);
    a(r.assigned_to, r.last_agent, r.invited, r.opened_at, r.updated_at, r.opened_by, r.opened_by_name, r.closed_at,
      r.closed_by, r.closed_by_name, r.reopened, r.reopenings, r.archived, r.erased);
    a(r.messages, r.customer_messages, r.agent_messages, r.automatic_messages, r.last_message, r.last_message_at,
      r.last_customer_message_at, r.last_agent_message_at, r.awaits_response);
    a(r.chat, r.call, r.chat_live, r.call_live, r.review, r.last_mail);
    a(r.waits, r.placed, r.was_routed, r.waiting_since, r.declined, r.invited_at, r.assigned_at);
    a(r.wait, r.wait_business, r.answered_by, r.answered_at, r.worked, r.working_since, r.closings, r.sla_breached);
    a(r.invitation_due, r.sla_due, r.still_waiting_due, r.inactivity_due, r.still_waiting_owed);
    a(r.tasks, r.sent, r.notes);
}
template <typename A>
void fields(A& a, model::Message& r) {
    a(r.conversation, r.sequence, r.at, r.sent_at, r.from, r.name, r.text, r.channel, r.message_id, r.attachments,
      r.automatic);
}
template <typename A>
void fields(A& a, model::RuleFired& r) {
    a(r.rule, r.branch, r.suppressed);
}
template <typename A>
void fields(A& a, model::MomentRecord& r) {
    a(r.conversation, r.stimulus, r.moment, r.at, r.line, r.rules);
}
template <typename A>
void fields(A& a, model::AgentState& r) {
    a(r.agent, r.presence, r.load, r.last_offered_at, r.availability, r.offers);
}
template <typename A>
void fields(A& a, model::QueueHistory& r) {
    a(r.queue, r.worked);
}
template <typename A>
void fields(A& a, model::EarlyEnd& r) {
    a(r.kind, r.key, r.by, r.short_description);
}
template <typename A>
void fields(A& a, model::Unopened& r) {
    a(r.stimulus, r.at, r.type, r.body);
}
template <typename A>
void fields(A& a, model::Meta& r) {
    a(r.clock, r.conversations, r.contacts, r.profiles, r.tasks, r.outputs, r.offers);
}
template <typename A>
void fields(A& a, std::vector<std::string>& texts) {
    a(texts);
}

}  // namespace parley::state
