// Contacts, channel users, users, profiles, merges.
#include "runtime/engine/sqlite/bodies.h"
#include "runtime/engine/sqlite/database.h"

namespace parley::sqlite {

using model::ChannelUser;
using model::ContactId;
using model::Merge;
using model::ProfileId;

std::optional<model::Contact> Database::contact(ContactId id) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM contacts WHERE id = ?");
        return one(found.with(id), &model::Contact::id, id);
    });
}

void Database::put(const model::Contact& contact) {
    change([&] {
        const std::string body = body_of(contact);
        query("INSERT INTO contacts VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET profile = ?2, body = ?3")
            .with(contact.id, contact.profile, Blob{body})
            .run();
    });
}

std::optional<ChannelUser> Database::channel_user(std::string_view channel, std::string_view identifier) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM channel_users WHERE channel = ? AND identifier = ?");
        return one(found.with(channel, identifier), &ChannelUser::identifier, std::string(identifier));
    });
}

std::vector<ChannelUser> Database::channel_users(ContactId contact) {
    return connection_->attempt([&] {
        Query those = query("SELECT body FROM channel_users WHERE contact = ? ORDER BY channel, identifier");
        return all<ChannelUser>(those.with(contact));
    });
}

void Database::put(const ChannelUser& user) {
    change([&] {
        const std::string body = body_of(user);
        query("INSERT OR REPLACE INTO channel_users VALUES (?, ?, ?, ?)")
            .with(user.channel, user.identifier, user.contact, Blob{body})
            .run();
    });
}

void Database::erase_channel_user(std::string_view channel, std::string_view identifier) {
    change([&] {
        query("DELETE FROM channel_users WHERE channel = ? AND identifier = ?").with(channel, identifier).run();
    });
}

std::optional<model::User> Database::user(std::string_view id) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM users WHERE id = ?");
        return one(found.with(id), &model::User::id, std::string(id));
    });
}

std::optional<std::string> Database::user_by(std::string_view by, std::string_view value) {
    return connection_->attempt([&]() -> std::optional<std::string> {
        Query found = query("SELECT user FROM user_keys WHERE key = ? AND value = ? ORDER BY stamp DESC LIMIT 1");
        if (!found.with(by, value).step()) return std::nullopt;
        return found.text(0);
    });
}

void Database::put(const model::User& user) {
    change([&] {
        const std::string body = body_of(user);
        query("INSERT OR REPLACE INTO users VALUES (?, ?)").with(user.id, Blob{body}).run();
        query("DELETE FROM user_keys WHERE user = ?").with(user.id).run();
        const auto add = [&](std::string_view key, const std::vector<std::string>& values) {
            for (const std::string& value : values)
                query("INSERT INTO user_keys(key, value, user) VALUES (?, ?, ?)").with(key, value, user.id).run();
        };
        add("email", user.emails);
        add("phone", user.phones);
        add("id", user.ids);
    });
}

std::optional<model::Profile> Database::profile(ProfileId id) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM profiles WHERE id = ?");
        return one(found.with(id), &model::Profile::id, id);
    });
}

ProfileId Database::profile_by(std::string_view by, std::string_view value) {
    return connection_->attempt([&] {
        Query found = query("SELECT profile FROM profile_keys WHERE key = ? AND value = ?");
        return found.with(by, value).step() ? ProfileId{found.integer(0)} : ProfileId::none;
    });
}

std::vector<ContactId> Database::contacts_of(ProfileId profile) {
    return connection_->attempt([&] {
        std::vector<ContactId> found;
        Query those = query("SELECT id FROM contacts WHERE profile = ? AND profile <> 0 ORDER BY id");
        those.with(profile);
        while (those.step()) found.push_back(ContactId{those.integer(0)});
        return found;
    });
}

void Database::put(const model::Profile& profile) {
    change([&] {
        const std::string body = body_of(profile);
        query("INSERT OR REPLACE INTO profiles VALUES (?, ?)").with(profile.id, Blob{body}).run();
        query("DELETE FROM profile_keys WHERE profile = ?").with(profile.id).run();
        for (const model::ProfileKey& key : profile.keys)
            query("INSERT OR REPLACE INTO profile_keys VALUES (?, ?, ?)").with(key.by, key.value, profile.id).run();
    });
}

std::optional<Merge> Database::merge_of(ContactId secondary) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM merges WHERE secondary = ? AND undone = 0 ORDER BY at DESC LIMIT 1");
        return one(found.with(secondary), &Merge::secondary, secondary);
    });
}

std::vector<Merge> Database::merges_into(ContactId primary) {
    return connection_->attempt([&] {
        Query those = query("SELECT body FROM merges WHERE target = ? AND undone = 0 ORDER BY at, secondary");
        return all<Merge>(those.with(primary));
    });
}

void Database::put(const Merge& merge) {
    change([&] {
        const std::string body = body_of(merge);
        query("INSERT OR REPLACE INTO merges VALUES (?, ?, ?, ?, ?)")
            .with(merge.secondary, merge.at, merge.primary, merge.undone, Blob{body})
            .run();
    });
}

// By pages, so that `visit` may do anything in between.
void Database::visit_contacts(const std::function<bool(const model::Contact&)>& visit) {
    each_page(
        [this](std::int64_t after) {
            Query those = query("SELECT id FROM contacts WHERE id > ? ORDER BY id LIMIT 64");
            return numbers(those.with(after));
        },
        [&](std::int64_t id) {
            const auto found = contact(ContactId{id});
            return !found || visit(*found);
        });
}

}  // namespace parley::sqlite
