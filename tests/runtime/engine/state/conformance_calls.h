// Single calls: every field of every record, and the orders that decisions fix.
#pragma once

#include "tests/runtime/engine/state/conformance.h"

namespace parley::tests {

TEST_CASE("every field of every record comes back as it was put, from another opening too") {
    const auto site = fresh_site();
    Random random(7);
    std::vector<model::Conversation> conversations;
    std::vector<model::Contact> contacts;
    std::vector<model::User> users;
    std::vector<model::Profile> profiles;
    std::vector<model::Merge> merges;
    std::vector<model::Message> messages;
    std::vector<model::MomentRecord> moments;
    std::vector<model::AgentState> agents;
    std::vector<model::QueueHistory> histories;
    std::vector<model::EarlyEnd> ends;
    std::vector<model::Unopened> unopened;
    const auto meta = random.record<model::Meta>();
    for (std::int64_t i = 1; i <= 200; ++i) {
        const std::string name = std::to_string(i + 1000);
        conversations.push_back(random.record<model::Conversation>());
        conversations.back().id = model::ConversationId{i};
        contacts.push_back(random.record<model::Contact>());
        contacts.back().id = model::ContactId{i};
        users.push_back(random.record<model::User>());
        users.back().id = name;
        profiles.push_back(random.record<model::Profile>());
        profiles.back().id = model::ProfileId{i};
        merges.push_back(random.record<model::Merge>());
        merges.back().secondary = model::ContactId{i};
        merges.back().undone = false;
        messages.push_back(random.record<model::Message>());
        messages.back().conversation = model::ConversationId{5};
        messages.back().sequence = static_cast<std::uint32_t>(i);
        moments.push_back(random.record<model::MomentRecord>());
        moments.back().conversation = model::ConversationId{5};
        moments.back().stimulus = name;
        agents.push_back(random.record<model::AgentState>());
        agents.back().agent = name;
        histories.push_back(random.record<model::QueueHistory>());
        histories.back().queue = name;
        ends.push_back(random.record<model::EarlyEnd>());
        ends.back().key = name;
        unopened.push_back(random.record<model::Unopened>());
        unopened.back().stimulus = name;
    }
    {
        const auto database = site->write();
        database->begin();
        const auto put = [&database](const auto& records) {
            for (const auto& record : records) database->put(record);
        };
        put(conversations), put(contacts), put(users), put(profiles), put(merges), put(messages), put(moments);
        put(agents), put(histories), put(ends), put(unopened);
        database->put(meta);
        commit(*database);
    }
    const auto database = site->read();
    CHECK(database->meta() == meta);
    for (std::size_t i = 0; i < conversations.size(); ++i) {
        CHECK(database->conversation(conversations[i].id) == conversations[i]);
        CHECK(database->contact(contacts[i].id) == contacts[i]);
        CHECK(database->user(users[i].id) == users[i]);
        CHECK(database->profile(profiles[i].id) == profiles[i]);
        CHECK(database->merge_of(merges[i].secondary) == merges[i]);
        CHECK(database->history(histories[i].queue) == histories[i]);
        CHECK(database->early_end(ends[i].kind, ends[i].key) == ends[i]);
    }
    CHECK(visited(*database, {}) == conversations);
    CHECK(visited_contacts(*database) == contacts);
    CHECK(database->messages(model::ConversationId{5}) == messages);
    CHECK(database->moments(model::ConversationId{5}) == moments);
    CHECK(database->agents() == agents);
    CHECK(visited_unopened(*database) == unopened);
    CHECK_FALSE(database->failure());
}

TEST_CASE("[D113] an id is new once, whatever it looks like, and after years still known") {
    const auto site = fresh_site();
    const std::string ids[] = {"m1", "M1",      " m1", "m1 ", std::string("m\0001", 3), std::string(100'000, 'm'),
                               "",   "\xFF\xFE"};
    {
        const auto database = site->write();
        database->begin();
        for (const std::string& id : ids) CHECK(database->add_handled(id));
        for (const std::string& id : ids) CHECK_FALSE(database->add_handled(id));
        commit(*database);
    }
    const auto database = site->write();
    database->begin();
    for (const std::string& id : ids) CHECK_FALSE(database->add_handled(id));
    CHECK_FALSE(database->is_handled("m2"));
}

TEST_CASE("[D110] [D114] timers come by due time, kind and number; an sla at `until` itself not yet") {
    const auto site = fresh_site();
    const auto database = site->write();
    using model::TimerKind;
    database->begin();
    model::Conversation one;
    one.state = model::State::fresh;
    const auto put = [&](std::int64_t id, auto set) {
        model::Conversation timed = one;
        timed.id = model::ConversationId{id};
        set(timed);
        database->put(timed);
    };
    put(1, [](auto& timed) { timed.inactivity_due = 50; });
    put(2, [](auto& timed) { timed.still_waiting_due = 50; });
    put(3, [](auto& timed) { timed.still_waiting_due = 50, timed.sla_due = 50; });
    put(4, [](auto& timed) { timed.invitation_due = 50; });
    put(5, [](auto& timed) { timed.inactivity_due = 49; });
    const auto next = [&](std::int64_t until) { return database->next_timer(until); };
    CHECK_FALSE(next(48));
    CHECK(next(50) == model::Timer{49, TimerKind::inactivity, model::ConversationId{5}});
    put(5, [](auto&) {});
    CHECK(next(50) == model::Timer{50, TimerKind::invitation, model::ConversationId{4}});
    put(4, [](auto&) {});
    CHECK(next(50) == model::Timer{50, TimerKind::still_waiting, model::ConversationId{2}});
    CHECK(next(51) == model::Timer{50, TimerKind::sla, model::ConversationId{3}});
    put(2, [](auto&) {});
    put(3, [](auto& timed) { timed.sla_due = 50; });
    CHECK(next(50) == model::Timer{50, TimerKind::inactivity, model::ConversationId{1}});
    put(1, [](auto&) {});
    CHECK_FALSE(next(50));
    CHECK(next(51)->kind == TimerKind::sla);
}

TEST_CASE("[D84] a merge that is undone leads nowhere, and the one before it stays as it was") {
    const auto site = fresh_site();
    const auto database = site->write();
    database->begin();
    model::Merge first, second;
    first.secondary = second.secondary = model::ContactId{2};
    first.primary = second.primary = model::ContactId{1};
    first.at = 10, second.at = 20;
    database->put(first);
    first.undone = true;
    database->put(first);
    CHECK_FALSE(database->merge_of(model::ContactId{2}));
    database->put(second);
    CHECK(database->merge_of(model::ContactId{2}) == second);
    CHECK(database->merges_into(model::ContactId{1}) == std::vector{second});
}

TEST_CASE("[D87] a moment that is put again keeps its place among the others") {
    const auto site = fresh_site();
    const auto database = site->write();
    database->begin();
    std::vector<model::MomentRecord> moments(3);
    for (std::uint32_t i = 0; i < 3; ++i) {
        moments[i].conversation = model::ConversationId{1};
        moments[i].stimulus = "m1";
        moments[i].moment = i + 1;
        moments[i].line = "Joe wrote";
        database->put(moments[i]);
    }
    moments[0].line.clear();
    database->put(moments[0]);
    CHECK(database->moments(model::ConversationId{1}) == moments);
}

TEST_CASE("a visit may ask anything in between, visit again, and be ended") {
    const auto site = fresh_site();
    const auto database = site->write();
    database->begin();
    Random random(3);
    for (std::int64_t i = 1; i <= 300; ++i) database->put(random_conversation(random, i));
    commit(*database);
    std::int64_t seen = 0;
    database->visit({}, [&](const model::Conversation& one) {
        CHECK(number(one.id) == ++seen);
        CHECK(database->conversation(one.id) == one);
        if (seen % 100 == 0) CHECK(visited(*database, {}).size() == 300);
        return seen < 250;
    });
    CHECK(seen == 250);
    // What is changed while a visit goes on is met at most once.
    database->begin();
    std::vector<model::ConversationId> met;
    database->visit({}, [&](const model::Conversation& one) {
        met.push_back(one.id);
        model::Conversation changed = one;
        changed.queue = "Elsewhere";
        database->put(changed);
        return true;
    });
    CHECK(met.size() == 300);
    CHECK(database->failure() == std::nullopt);
}

}  // namespace parley::tests
