// Contacts, profiles, and what is related to a conversation through them.
#include <algorithm>
#include <limits>
#include <set>

#include "runtime/engine/views/documents.h"
#include "runtime/engine/views/json.h"
#include "runtime/engine/views/look_up.h"

namespace parley::views {

namespace {

using model::Contact;
using model::ContactId;
using model::Conversation;
using model::ConversationId;
using model::ProfileId;

void append_identifier(const model::ChannelUser& user, std::string& out) {
    Object object(out);
    object.text("channel", user.channel);
    object.text("identifier", user.identifier);
    object.end();
}

void append_contact(state::Database& database, const Contact& contact, std::string& out) {
    const std::vector<ConversationId> open = database.open_of(contact.id);
    Object object(out);
    object.id_or_null("contact", contact.id);
    object.text_or_null("name", contact.name);
    object.list("identifiers", database.channel_users(contact.id), append_identifier);
    object.text_or_null("user", contact.user);
    object.id_or_null("profile", contact.profile);
    object.id_or_null("merged_into", contact.merged_into);
    object.boolean("erased", contact.erased);
    object.id_or_null("open", open.empty() ? ConversationId::none : open.back());
    object.ids("conversations", database.all_of(contact.id));
    object.end();
}

void append_key(const model::ProfileKey& key, std::string& out) {
    Object object(out);
    object.text("by", key.by);
    object.text("value", key.value);
    object.end();
}

void append_profile_bar(Object& object, state::Database& database, ProfileId id) {
    const auto profile = id == ProfileId::none ? std::nullopt : database.profile(id);
    if (!profile) {
        object.member("profile") += "null";
        return;
    }
    Object bar(object.member("profile"));
    bar.id_or_null("profile", id);
    bar.text_or_null("name", profile->name);
    bar.texts("channels", channels_of(database, id));
    bar.end();
}

void append_related(state::Database& database, const Conversation& conversation, std::string& out) {
    const auto contact = database.contact(conversation.contact);
    Object object(out);
    object.id_or_null("conversation", conversation.id);
    object.boolean("closed", model::is_closed(conversation.state));
    object.text_or_null("state", model::word(conversation.state));
    object.text_or_null("closed_as", conversation.closed_as);
    object.text("channel", conversation.channel);
    object.id_or_null("contact", conversation.contact);
    object.text_or_null("name", contact ? contact->name : std::string());
    object.text_or_null("last_message", conversation.last_message);
    object.instant("last_message_at", conversation.last_message_or_opening());
    object.text_or_null("queue", conversation.queue);
    object.end();
}

// Whose conversations are related to this one, and in which channel alone (empty: in every one).
struct Circle {
    ProfileId profile{};
    std::vector<ContactId> contacts;
    std::string channel;

    bool holds(const Conversation& other) const {
        return std::find(contacts.begin(), contacts.end(), other.contact) != contacts.end() &&
               (channel.empty() || channel == other.channel);
    }
};

Circle circle_of(state::Database& database, const Conversation& conversation) {
    const auto contact = database.contact(conversation.contact);
    if (contact && contact->profile != ProfileId::none)
        return {contact->profile, database.contacts_of(contact->profile), {}};
    return {{}, {conversation.contact}, conversation.channel};
}

base::Result<ConversationId> page_start(state::Database& database, const Circle& circle, const Conversation& about,
                                        std::string_view after) {
    if (after.empty()) return ConversationId::none;
    const auto found = find_conversation(database, after);
    if (!found) return found.error();
    if (found->id == about.id || !circle.holds(*found))
        return base::Error{base::ErrorKind::input, "`" + std::string(after) + "` is not related to `" +
                                                       model::to_string(about.id) +
                                                       "`; give the `next` of the page before"};
    return found->id;
}

}  // namespace

std::vector<std::string> channels_of(state::Database& database, ProfileId profile) {
    std::set<std::string> channels;
    for (ContactId contact : database.contacts_of(profile)) {
        const std::vector<model::ChannelUser> users = database.channel_users(contact);
        for (const model::ChannelUser& user : users) channels.insert(user.channel);
        if (!users.empty()) continue;
        // Somebody who wrote or called without an identifier has nothing but the conversation.
        for (ConversationId id : database.all_of(contact))
            if (const auto conversation = database.conversation(id)) channels.insert(conversation->channel);
    }
    return {channels.begin(), channels.end()};
}

void each_contact(state::Database& database, const Take& take) {
    std::string out;
    database.visit_contacts([&](const Contact& contact) {
        out.clear();
        append_contact(database, contact, out);
        return take(out);
    });
}

void contacts(state::Database& database, const Take& take) {
    std::string head;
    document(head).member("contacts") += '[';
    take_list(
        head, [&](const Take& each) { each_contact(database, each); }, take);
}

base::Result<std::string> profile(state::Database& database, std::string_view number) {
    const auto id = model::parse_profile(number);
    const auto profile = id ? database.profile(*id) : std::nullopt;
    const std::int64_t last = database.meta().profiles;
    if (database.failure()) return *database.failure();
    if (!profile) {
        const std::string there = last == 0   ? "there is none yet: rules (`link_profile`) and the API make them"
                                  : last == 1 ? "there is P-1"
                                              : "there are P-1 to " + model::to_string(ProfileId{last});
        return base::Error{base::ErrorKind::not_found, "no profile `" + std::string(number) + "`; " + there};
    }
    std::string out;
    Object object = document(out);
    object.id_or_null("profile", profile->id);
    object.text_or_null("name", profile->name);
    object.list("keys", profile->keys, append_key);
    object.ids("contacts", database.contacts_of(profile->id));
    object.texts("channels", channels_of(database, profile->id));
    object.end();
    if (database.failure()) return *database.failure();
    return out;
}

base::Result<std::string> related(state::Database& database, std::string_view number, std::size_t limit,
                                  std::string_view after) {
    const auto about = find_conversation(database, number);
    if (!about) return about.error();
    const Circle circle = circle_of(database, *about);
    const auto start = page_start(database, circle, *about, after);
    if (!start) return start.error();
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    const bool pages = limit != 0 && limit != all;
    // One more than asked for tells whether there is a next page.
    std::vector<ConversationId> found =
        database.related(circle.contacts, circle.channel, about->id, *start, pages ? limit + 1 : all);
    const bool has_next = pages && found.size() > limit;
    if (has_next) found.pop_back();
    std::string out;
    Object object = document(out);
    object.id_or_null("conversation", about->id);
    append_profile_bar(object, database, circle.profile);
    object.list("related", found, [&database](ConversationId id, std::string& text) {
        append_related(database, database.conversation(id).value_or(Conversation{}), text);
    });
    object.id_or_null("next", has_next ? found.back() : ConversationId::none);
    object.end();
    if (database.failure()) return *database.failure();
    return out;
}

}  // namespace parley::views
