#include "runtime/engine/core/people.h"

#include <algorithm>

#include "runtime/engine/model/identifier.h"

namespace parley::engine {

using model::ChannelUser;
using model::ProfileId;

Participant People::find_or_create(std::string_view channel, std::string_view from) {
    Participant found{{}, std::string(channel), model::normal_identifier(channel, from, context_.tenant().country)};
    state::Database& database = context_.unit.direct();
    std::optional<ChannelUser> known;
    if (!found.identifier.empty()) known = database.channel_user(channel, found.identifier);
    const std::string user = user_of(channel, found.identifier);
    if (!known) {
        Contact& contact = context_.unit.create_contact();
        contact.user = user;
        if (!user.empty())
            if (const auto record = database.user(user)) contact.name = record->name;
        if (model::identified_by_email(channel)) contact.email = found.identifier;
        if (model::identified_by_phone(channel)) contact.phone = found.identifier;
        found.contact = contact.id;
        if (!found.identifier.empty()) database.put(ChannelUser{found.channel, found.identifier, contact.id, user});
        return found;
    }
    found.contact = known->contact;
    if (known->user != user && !user.empty()) {
        known->user = user;
        database.put(*known);
        Contact& contact = context_.unit.edit(found.contact);
        contact.user = user;
        if (contact.name.empty())
            if (const auto record = database.user(user)) contact.name = record->name;
    }
    return found;
}

std::string People::user_of(std::string_view channel, std::string_view identifier) {
    if (identifier.empty()) return {};
    const std::string_view by = model::identified_by_email(channel)   ? "email"
                                : model::identified_by_phone(channel) ? "phone"
                                                                      : "id";
    return context_.unit.direct().user_by(by, identifier).value_or(std::string());
}

std::optional<ContactId> People::find(std::string_view channel, std::string_view from) {
    const std::string identifier = model::normal_identifier(channel, from, context_.tenant().country);
    if (identifier.empty()) return std::nullopt;
    const auto known = context_.unit.direct().channel_user(channel, identifier);
    if (!known) return std::nullopt;
    return known->contact;
}

std::optional<ContactId> People::find(const lines::ContactName& name) {
    if (name.contact.empty()) return find(name.channel, name.from);
    const auto id = model::parse_contact(name.contact);
    if (!id || *id == ContactId::none || context_.unit.get(*id).id != *id) return std::nullopt;
    return id;
}

void People::learn(ContactId id, const lines::CustomerDetails& details) {
    const auto known = [](const std::string& said, const std::string& is) { return said.empty() || said == is; };
    const Contact& is = context_.unit.get(id);
    const std::string& country = context_.tenant().country;
    const std::string email = model::normal_email(details.email);
    const std::string phone = model::normal_phone(details.phone, country);
    if (known(details.name, is.name) && known(email, is.email) && known(phone, is.phone) &&
        known(details.language, is.language))
        return;
    Contact& contact = context_.unit.edit(id);
    if (!details.name.empty()) contact.name = details.name;
    if (!email.empty()) contact.email = email;
    if (!phone.empty()) contact.phone = phone;
    if (!details.language.empty()) contact.language = details.language;
}

Linking People::link(ContactId id, std::string_view by, std::string_view value, bool force) {
    Linking done;
    done.value = model::normal_key(by, value, context_.tenant().country);
    if (done.value.empty()) return done;
    state::Database& database = context_.unit.database();
    const ProfileId has = context_.unit.get(id).profile;
    const ProfileId owner = database.profile_by(by, done.value);
    if (owner == ProfileId::none) {
        model::Profile profile;
        if (has != ProfileId::none) {
            profile = database.profile(has).value_or(model::Profile{has, {}, {}});
        } else {
            profile.id = ProfileId{++context_.unit.meta().profiles};
            profile.name = done.value;
            context_.unit.edit(id).profile = profile.id;
        }
        profile.keys.push_back({std::string(by), done.value});
        database.put(profile);
        done.outcome = Linked::linked;
    } else if (owner != has) {
        done.other = owner;
        if (has != ProfileId::none && !force) {
            done.outcome = Linked::conflict;
            return done;
        }
        context_.unit.edit(id).profile = owner;
        done.outcome = Linked::linked;
    }
    return done;
}

void People::merge(ContactId primary, ContactId secondary) {
    state::Database& database = context_.unit.database();
    model::Merge merge;
    merge.primary = primary;
    merge.secondary = secondary;
    merge.at = context_.clock;
    for (ChannelUser& user : database.channel_users(secondary)) {
        merge.channel_users.emplace_back(user.channel, user.identifier);
        user.contact = primary;
        database.put(user);
    }
    merge.conversations = database.all_of(secondary);
    for (ConversationId id : merge.conversations) context_.unit.edit(id).contact = primary;
    Contact& second = context_.unit.edit(secondary);
    merge.secondary_profile = second.profile;
    second.merged_into = primary;
    second.profile = ProfileId::none;
    if (context_.unit.get(primary).profile == ProfileId::none && merge.secondary_profile != ProfileId::none) {
        merge.profile_taken = true;
        context_.unit.edit(primary).profile = merge.secondary_profile;
    }
    database.put(merge);
}

// What the merge took goes back, wherever it is now; what came since stays (D84).
void People::unmerge(ContactId secondary) {
    state::Database& database = context_.unit.database();
    std::optional<model::Merge> merge = database.merge_of(secondary);
    if (!merge) return;
    for (const auto& [channel, identifier] : merge->channel_users) {
        std::optional<ChannelUser> user = database.channel_user(channel, identifier);
        if (!user) continue;
        user->contact = secondary;
        database.put(*user);
    }
    for (ConversationId id : merge->conversations) context_.unit.edit(id).contact = secondary;
    Contact& second = context_.unit.edit(secondary);
    second.merged_into = ContactId::none;
    second.profile = merge->secondary_profile;
    if (merge->profile_taken && context_.unit.get(merge->primary).profile == merge->secondary_profile)
        context_.unit.edit(merge->primary).profile = ProfileId::none;
    merge->undone = true;
    database.put(*merge);
}

void People::know(const lines::UserKnown& said) {
    model::User user;
    user.id = said.user;
    const auto before = context_.unit.direct().user(said.user);
    if (before) user = *before;
    if (!said.name.empty()) user.name = said.name;
    const auto add = [](std::vector<std::string>& list, std::string value) {
        if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end())
            list.push_back(std::move(value));
    };
    for (const std::string& email : said.emails) add(user.emails, model::normal_email(email));
    for (const std::string& phone : said.phones)
        add(user.phones, model::normal_phone(phone, context_.tenant().country));
    for (const std::string& id : said.ids) add(user.ids, std::string(model::trimmed(id)));
    context_.unit.direct().put(user);
}

void People::erase(ContactId id) {
    state::Database& database = context_.unit.database();
    for (const ChannelUser& user : database.channel_users(id))
        database.erase_channel_user(user.channel, user.identifier);
    for (ConversationId conversation : database.all_of(id)) erase_history(conversation);
    const ProfileId profile = context_.unit.get(id).profile;
    Contact& contact = context_.unit.edit(id);
    const ContactId merged = contact.merged_into;
    contact = Contact{};
    contact.id = id;
    contact.merged_into = merged;
    contact.erased = true;
    if (profile != ProfileId::none) leave_profile(profile);
    std::vector<model::Merge> merges = context_.unit.database().merges_into(id);
    if (const auto own = database.merge_of(id)) merges.push_back(*own);
    for (model::Merge& merge : merges) {  // can no longer be undone, and names nobody any more
        merge.undone = true;
        merge.channel_users.clear();
        database.put(merge);
    }
}

// A profile that nobody is in any more names nobody.
void People::leave_profile(ProfileId id) {
    state::Database& database = context_.unit.database();
    if (!database.contacts_of(id).empty()) return;
    database.put(model::Profile{id, {}, {}});
}

void People::erase_history(ConversationId id) {
    state::Database& database = context_.unit.direct();
    Conversation& conversation = context_.unit.edit(id);
    for (std::string* text : {&conversation.identifier, &conversation.user, &conversation.customer_name,
                              &conversation.email, &conversation.phone, &conversation.subject,
                              &conversation.short_description, &conversation.last_message, &conversation.last_mail})
        text->clear();
    conversation.fields.clear();
    conversation.survey = {};
    conversation.notes.clear();
    conversation.erased = true;
    for (model::TaskLink& task : conversation.tasks) task.short_description.clear();
    for (model::Message message : database.messages(id)) {
        message.text.clear();
        message.attachments.clear();
        if (message.from == model::Sender::customer) message.name.clear();
        database.put(message);
    }
    for (model::MomentRecord moment : database.moments(id)) {
        moment.line = lines::without_texts(moment.line);
        database.put(moment);
    }
}

}  // namespace parley::engine
