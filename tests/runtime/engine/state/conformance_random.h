// Random changes in random transactions, and every question asked of the backend and of the reference.
#pragma once

#include "tests/runtime/engine/state/conformance.h"
#include "tests/runtime/engine/state/length.h"
#include "tests/runtime/engine/state/reference.h"

namespace parley::tests {

inline constexpr std::int64_t most_conversations = 60;

inline void change_one(Random& random, const std::function<void(const std::function<void(state::Database&)>&)>& both) {
    const auto put = [&both](const auto& record) {
        both([&record](state::Database& database) { database.put(record); });
    };
    const auto key = [&random] { return "key-" + std::to_string(random.below(4)); };
    const auto thread_kind = [&random] { return static_cast<ThreadKind>(random.below(4)); };
    switch (random.below(22)) {
        case 0:
            return put(random.record<model::Meta>());
        case 1: {
            state::Output output{random.below(20) + 1, random.text()};
            return both([&output](state::Database& database) { database.add(output); });
        }
        case 2: {
            const std::uint64_t through = random.below(15);
            return both([through](state::Database& database) { database.drop_outputs(through); });
        }
        case 3: {
            auto contact = random.record<model::Contact>();
            contact.id = ContactId{random.between(1, 6)};
            contact.profile = ProfileId{random.between(0, 3)};
            return put(contact);
        }
        case 4: {
            model::ChannelUser user{random.one_in(2) ? "email" : "sms", key(), ContactId{random.between(1, 6)},
                                    random.text()};
            return put(user);
        }
        case 5: {
            const std::string identifier = key();
            return both([&](state::Database& database) { database.erase_channel_user("sms", identifier); });
        }
        case 6: {
            model::User user{"u-" + std::to_string(random.below(3)), random.text(), {key()}, {key()}, {}};
            if (random.one_in(2)) user.ids = {key(), key()};
            if (random.one_in(4)) user.emails.clear();
            return put(user);
        }
        case 7: {
            model::Profile profile{ProfileId{random.between(1, 3)}, random.text(), {}};
            for (std::uint64_t count = random.below(3); count != 0; --count)
                profile.keys.push_back({random.one_in(2) ? "email" : "phone", key()});
            return put(profile);
        }
        case 8: {
            auto merge = random.record<model::Merge>();
            merge.secondary = ContactId{random.between(1, 4)};
            merge.primary = ContactId{random.between(1, 4)};
            merge.at = random.between(1, 5);
            return put(merge);
        }
        case 9:
            return put(model::QueueHistory{key(), random.record<model::QueueHistory>().worked});
        case 10: {
            auto agent = random.record<model::AgentState>();
            agent.agent = key();
            return put(agent);
        }
        case 11: {
            const std::string name = key();
            const ThreadKind kind = thread_kind();
            const ConversationId to{random.between(1, 9)};
            return both([&](state::Database& database) { database.put_thread(kind, name, to); });
        }
        case 12: {
            auto end = random.record<model::EarlyEnd>();
            end.kind = thread_kind();
            end.key = key();
            return put(end);
        }
        case 13: {
            const std::string name = key();
            const ThreadKind kind = thread_kind();
            return both([&](state::Database& database) { database.erase_early_end(kind, name); });
        }
        case 14: {
            auto message = random.record<model::Message>();
            message.conversation = ConversationId{random.between(1, 4)};
            message.sequence = static_cast<std::uint32_t>(random.between(1, 5));
            return put(message);
        }
        case 15: {
            auto moment = random.record<model::MomentRecord>();
            moment.conversation = ConversationId{random.between(0, 4)};
            moment.stimulus = key();
            moment.moment = static_cast<std::uint32_t>(random.between(1, 5));
            moment.at = random.between(1, 9);
            return put(moment);
        }
        case 16: {
            auto unopened = random.record<model::Unopened>();
            unopened.stimulus = key();
            return put(unopened);
        }
        case 17: {
            const std::string id = "m-" + std::to_string(random.below(40));
            bool was_new[2] = {};
            int index = 0;
            both([&](state::Database& database) { was_new[index++] = database.add_handled(id); });
            CHECK(was_new[0] == was_new[1]);
            return;
        }
        default:
            return put(random_conversation(random, random.between(1, most_conversations)));
    }
}

inline void compare_people(state::Database& real, state::Database& plain) {
    for (std::int64_t id = 0; id <= 7; ++id) {
        CHECK(real.contact(ContactId{id}) == plain.contact(ContactId{id}));
        CHECK(real.channel_users(ContactId{id}) == plain.channel_users(ContactId{id}));
        CHECK(real.profile(ProfileId{id}) == plain.profile(ProfileId{id}));
        CHECK(real.contacts_of(ProfileId{id}) == plain.contacts_of(ProfileId{id}));
        CHECK(real.merge_of(ContactId{id}) == plain.merge_of(ContactId{id}));
        CHECK(real.merges_into(ContactId{id}) == plain.merges_into(ContactId{id}));
        const std::string user = "u-" + std::to_string(id);
        CHECK(real.user(user) == plain.user(user));
        const std::string key = "key-" + std::to_string(id);
        CHECK(real.channel_user("sms", key) == plain.channel_user("sms", key));
        CHECK(real.profile_by("email", key) == plain.profile_by("email", key));
        for (const char* by : {"email", "phone", "id"}) CHECK(real.user_by(by, key) == plain.user_by(by, key));
    }
    CHECK(visited_contacts(real) == visited_contacts(plain));
}

inline void compare_rest(state::Database& real, state::Database& plain, Random& random) {
    CHECK(real.meta() == plain.meta());
    CHECK(real.agents() == plain.agents());
    const std::uint64_t after = random.below(10), limit = random.below(8);
    CHECK(real.outputs(after, limit) == plain.outputs(after, limit));
    for (int i = 0; i < 5; ++i) {
        const std::string key = "key-" + std::to_string(i), id = "m-" + std::to_string(random.below(40));
        CHECK(real.is_handled(id) == plain.is_handled(id));
        CHECK(real.history(key) == plain.history(key));
        CHECK(real.messages(ConversationId{i}) == plain.messages(ConversationId{i}));
        CHECK(real.moments(ConversationId{i}) == plain.moments(ConversationId{i}));
        for (int kind = 0; kind < 4; ++kind) {
            CHECK(real.thread(ThreadKind(kind), key) == plain.thread(ThreadKind(kind), key));
            CHECK(real.early_end(ThreadKind(kind), key) == plain.early_end(ThreadKind(kind), key));
        }
    }
    CHECK(visited_moments(real, {}, {}) == visited_moments(plain, {}, {}));
    const Instant from = random.between(0, 9), to = random.between(0, 9);
    CHECK(visited_moments(real, from, to) == visited_moments(plain, from, to));
    CHECK(visited_moments(real, {}, to) == visited_moments(plain, {}, to));
    CHECK(visited_unopened(real) == visited_unopened(plain));
}

inline void compare_conversations(state::Database& real, state::Database& plain, Random& random) {
    for (std::int64_t i = 0; i <= most_conversations + 1; ++i)
        CHECK(real.conversation(ConversationId{i}) == plain.conversation(ConversationId{i}));
    for (std::int64_t i = 0; i <= 7; ++i) {
        const ContactId contact{i};
        const ConversationId except{random.between(0, most_conversations)};
        const Instant since = 1'000'000 + random.between(-1, 30) * 20'000;
        CHECK(real.open_of(contact) == plain.open_of(contact));
        CHECK(real.all_of(contact) == plain.all_of(contact));
        CHECK(real.latest_of(contact, except) == plain.latest_of(contact, except));
        CHECK(real.latest_close_of(contact, except) == plain.latest_close_of(contact, except));
        CHECK(real.count_of(contact, since, except) == plain.count_of(contact, since, except));
        const std::vector<ContactId> contacts = {contact, ContactId{random.between(1, 6)}};
        const ConversationId after{random.between(-60, most_conversations)};
        const std::string channel = random.one_in(2) ? "sms" : "";
        const std::size_t limit = random.below(9);
        CHECK(real.related({contact}, channel, except, after, limit) ==
              plain.related({contact}, channel, except, after, limit));
        if (contacts[0] != contacts[1])
            CHECK(real.related(contacts, channel, except, after, limit) ==
                  plain.related(contacts, channel, except, after, limit));
        for (int part = 0; part < 16; ++part) {
            state::ConversationFilter filter;
            filter.open_only = part & 1;
            if (part & 2) filter.contact = contact;
            if (part & 4) filter.opened_for = random.one_in(2) ? "u-1" : to_string(contact);
            if (part & 8) filter.queue = random.one_in(2) ? "Billing" : "";
            CHECK(visited(real, filter) == visited(plain, filter));
        }
    }
    for (const char* agent : {"amy", "bob", "cy", "dan"}) {
        CHECK(real.held_by(agent) == plain.held_by(agent));
        CHECK(real.invited_to(agent) == plain.invited_to(agent));
    }
    for (int i = 0; i < 32; ++i) {
        const Instant until = 1'000'000 + i * 20'000;
        CHECK(real.next_timer(until) == plain.next_timer(until));
    }
}

inline void compare_queues(state::Database& real, state::Database& plain, Random& random) {
    CHECK(real.waiting_everywhere() == plain.waiting_everywhere());
    for (const char* queue : {"Default", "Billing", "", "Unknown"}) {
        CHECK(real.counts(queue) == plain.counts(queue));
        CHECK(real.oldest_wait(queue) == plain.oldest_wait(queue));
        const auto groups = plain.waiting_groups(queue);
        const auto found = real.waiting_groups(queue);
        REQUIRE(found.size() == groups.size());
        for (std::size_t i = 0; i < groups.size(); ++i) {
            CHECK(found[i].skills == groups[i].skills);
            CHECK(found[i].waiting == groups[i].waiting);
            std::optional<QueuePosition> at;
            do {
                const auto next = real.next_waiting(queue, groups[i].skills, at);
                CHECK(next == plain.next_waiting(queue, groups[i].skills, at));
                at = next;
                if (at) CHECK(real.waiting_before(queue, *at) == plain.waiting_before(queue, *at));
            } while (at);
        }
        const QueuePosition anywhere{static_cast<int>(random.between(-2, 4)),
                                     1'000'000 + random.between(-1, 31) * 20'000,
                                     ConversationId{random.between(0, most_conversations)}};
        CHECK(real.waiting_before(queue, anywhere) == plain.waiting_before(queue, anywhere));
        const auto behind = plain.next_waiting(queue, {"legal"}, anywhere);
        CHECK(real.next_waiting(queue, {"legal"}, anywhere) == behind);
    }
}

inline void compare(state::Database& real, state::Database& plain, Random& random) {
    compare_people(real, plain);
    compare_conversations(real, plain, random);
    compare_queues(real, plain, random);
    compare_rest(real, plain, random);
    CHECK_FALSE(real.failure());
}

TEST_CASE("random changes leave what they would leave of plain maps, transactions and re-openings included") {
    for (std::uint64_t seed = 1; seed <= (whole_length ? 6 : 2); ++seed) {
        CAPTURE(seed);
        Random random(seed);
        const auto site = fresh_site();
        auto real = site->write();
        Reference plain;
        for (int transaction = 0; transaction < 60; ++transaction) {
            CAPTURE(transaction);
            real->begin();
            plain.begin();
            for (std::uint64_t changes = random.below(40); changes != 0; --changes)
                change_one(random, [&](const std::function<void(state::Database&)>& change) {
                    change(*real);
                    change(plain);
                });
            if (transaction % 8 == 0) compare(*real, plain, random);  // also what is not committed yet
            if (random.one_in(3)) {
                real->rollback();
                plain.rollback();
            } else {
                commit(*real);
                commit(plain);
            }
            if (transaction % 8 == 1) compare(*real, plain, random);
            if (transaction % 20 == 19) {
                real.reset();
                compare(*site->read(), plain, random);
                real = site->write();
            }
        }
        compare(*real, plain, random);
    }
}

}  // namespace parley::tests
