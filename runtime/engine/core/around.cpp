#include "runtime/engine/core/around.h"

#include <algorithm>
#include <set>

namespace parley::engine {

facts::Previous Around::previous() {
    facts::Previous found;
    if (contact_ == ContactId::none) return found;
    if (const auto latest = flow_.previous_of(contact_, conversation_)) found.latest = flow_.unit().get(*latest);
    state::Database& database = flow_.unit().database();
    for (ContactId person : flow_.people_of(contact_)) {
        const auto closed = database.latest_close_of(person, conversation_);
        if (closed && (!found.last_closed_at || *closed > *found.last_closed_at)) found.last_closed_at = closed;
        found.count += database.count_of(person, flow_.now() - flow_.tenant().previous_window, conversation_);
    }
    return found;
}

std::optional<facts::Person> Around::person() {
    if (contact_ == ContactId::none) return std::nullopt;
    const model::ProfileId id = flow_.unit().get(contact_).profile;
    if (id == model::ProfileId::none) return std::nullopt;
    state::Database& database = flow_.unit().database();
    const auto profile = database.profile(id);
    if (!profile) return std::nullopt;
    facts::Person person;
    person.id = to_string(id);
    for (const model::ProfileKey& key : profile->keys) {
        if (key.by == "email" && person.email.empty()) person.email = key.value;
        if (key.by == "phone" && person.phone.empty()) person.phone = key.value;
        if (key.by == "customer_id" && person.customer_id.empty()) person.customer_id = key.value;
    }
    std::set<std::string> channels;
    for (ContactId contact : database.contacts_of(id))
        for (const model::ChannelUser& user : database.channel_users(contact)) channels.insert(user.channel);
    person.channels.assign(channels.begin(), channels.end());
    return person;
}

facts::QueueFigures Around::queue(std::string_view name, bool estimated) {
    facts::QueueFigures found;
    const auto index = flow_.tenant().queue_index(name);
    if (!index) return found;
    state::Database& database = flow_.unit().database();
    const auto agents = flow_.unit().agents();
    found.queue = name;
    found.figures = routing::figures(flow_.tenant(), agents, database, *index, flow_.now());
    if (!estimated) return found;
    const Conversation& conversation = flow_.unit().get(conversation_);
    const bool waits_here = conversation.waits && conversation.queue == name;
    found.estimated_wait =
        routing::estimated_wait(flow_.tenant(), agents, database, *index, waits_here ? &conversation : nullptr);
    return found;
}

}  // namespace parley::engine
