// Every statement goes by an index, so that nothing takes longer with more of everything.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "runtime/engine/sqlite/database.h"
#include "runtime/engine/sqlite/open.h"
#include "tests/runtime/engine/state/samples.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::tests {
namespace {

using state::Database;

void ask_everything(Database& database) {
    const model::ContactId contact{1};
    const model::ConversationId id{1};
    database.meta(), database.is_handled("m"), database.outputs(0, 9);
    database.contact(contact), database.channel_user("sms", "a"), database.channel_users(contact);
    database.user("u"), database.user_by("email", "a"), database.profile({}), database.profile_by("email", "a");
    database.contacts_of(model::ProfileId{1}), database.merge_of(contact), database.merges_into(contact);
    database.conversation(id), database.open_of(contact), database.all_of(contact), database.latest_of(contact, {});
    database.latest_close_of(contact, {}), database.count_of(contact, 0, {}),
        database.related({contact}, "", {}, id, 9);
    for (int part = 0; part < 16; ++part) {
        state::ConversationFilter filter;
        filter.open_only = part & 1;
        if (part & 2) filter.contact = contact;
        if (part & 4) filter.opened_for = "K-1";
        if (part & 8) filter.queue = "Default";
        database.visit(filter, [](const auto&) { return true; });
    }
    database.visit_contacts([](const auto&) { return true; });
    database.counts("Default"), database.waiting_everywhere(), database.oldest_wait("Default");
    database.waiting_groups("Default"), database.next_waiting("Default", {}, {}),
        database.waiting_before("Default", {});
    database.history("Default"), database.agents(), database.held_by("amy"), database.invited_to("amy");
    database.next_timer(1'000'000), database.next_timer(1'200'000);
    database.thread({}, "a"), database.early_end({}, "a"), database.messages(id), database.moments(id);
    database.visit_moments({}, {}, [](const auto&) { return true; });
    database.visit_unopened([](const auto&) { return true; });
}

void change_everything(Database& database) {
    Random random(1);
    database.add_handled("m"), database.add({1, "line\n"}), database.drop_outputs(1);
    database.put(random.record<model::Meta>()), database.put(random.record<model::Contact>());
    database.put(random.record<model::ChannelUser>()), database.erase_channel_user("sms", "a");
    database.put(model::User{"u", "", {"a"}, {}, {}}), database.put(model::Profile{{}, "", {{"email", "a"}}});
    database.put(random.record<model::Merge>()), database.put(random.record<model::QueueHistory>());
    database.put(random.record<model::AgentState>()), database.put_thread({}, "a", {});
    database.put(random.record<model::EarlyEnd>()), database.erase_early_end({}, "a");
    database.put(random.record<model::Message>()), database.put(random.record<model::MomentRecord>());
    database.put(random.record<model::Unopened>());
    for (int i = 0; i < 4000; ++i) database.put(random_conversation(random, random.between(1, 1000)));
    for (std::int64_t i = 1; i <= 1000; ++i) {  // those of a queue that shrinks
        auto one = random_conversation(random, i);
        one.state = model::State::closed_complete;
        one.waits = false;
        database.put(one);
    }
}

// What SQLite says of a statement, each step in a line.
std::string plan_of(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement, nullptr) == SQLITE_OK);
    std::string plan;
    while (sqlite3_step(statement) == SQLITE_ROW)
        plan += std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3))) + "\n";
    sqlite3_finalize(statement);
    return plan;
}

TEST_CASE("no statement looks at a whole table, or sorts what may be many") {
    const Scratch scratch;
    auto opened = sqlite::open(scratch.path("state.db"), sqlite::Access::write);
    REQUIRE(opened.ok());
    Database& database = **opened;
    database.begin();
    change_everything(database);
    ask_everything(database);
    REQUIRE_FALSE(database.failure());
    REQUIRE(database.commit().ok());

    // Nothing is kept for what no longer waits.
    auto& connection = static_cast<sqlite::Database&>(database).connection();
    const auto rows = [&connection](const std::string& table) {
        return connection.database().execAndGet("SELECT count(*) FROM " + table).getInt64();
    };
    CHECK(rows("waiting") == 0);
    CHECK(rows("skill_groups") == 0);
    CHECK(rows("spans") <= 3);

    sqlite3* handle = connection.database().getHandle();
    std::vector<std::string> statements;
    for (sqlite3_stmt* one = nullptr; (one = sqlite3_next_stmt(handle, one)) != nullptr;)
        statements.emplace_back(sqlite3_sql(one));
    CHECK(statements.size() > 80);
    int sorted = 0;
    for (const std::string& sql : statements) {
        if (sql.starts_with("PRAGMA") || sql.find("sqlite_schema") != std::string::npos) continue;  // of opening
        const std::string plan = plan_of(handle, sql);
        CAPTURE(sql);
        CAPTURE(plan);
        // Of agents there are few, and all of them are asked for.
        if (sql.find("FROM agents") == std::string::npos) CHECK(plan.find("SCAN") == std::string::npos);
        // A contact's own conversations come by number, which is not how the index has them.
        if (sql.find("FROM timeline WHERE contact") == std::string::npos) {
            CHECK(plan.find("B-TREE") == std::string::npos);
        } else {
            sorted += plan.find("B-TREE") != std::string::npos;
        }
        // Places in a queue are found by all three parts of them.
        if (sql.find("(rank, since, id)") != std::string::npos && !sql.starts_with("INSERT"))
            CHECK(plan.find("(rank,since,id)") != std::string::npos);
    }
    CHECK(sorted <= 2);
}

}  // namespace
}  // namespace parley::tests
