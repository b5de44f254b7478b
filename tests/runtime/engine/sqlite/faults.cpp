// Killed anywhere, and damaged anywhere.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "runtime/base/file.h"
#include "runtime/engine/sqlite/open.h"
#include "runtime/engine/state/codec.h"
#include "tests/runtime/engine/state/length.h"
#include "tests/runtime/engine/state/samples.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::tests {
namespace {

using sqlite::Access;

constexpr std::int64_t most = 50;

std::unique_ptr<state::Database> must_open(const std::string& path, Access access) {
    auto opened = sqlite::open(path, access);
    if (!opened) FAIL(opened.error().message);
    return std::move(*opened);
}

// The transaction with this number: the same wherever it is done. It says in `meta` that it was.
void transact(state::Database& database, std::int64_t number) {
    Random random(static_cast<std::uint64_t>(number));
    for (std::uint64_t count = 1 + random.below(8); count != 0; --count) {
        database.put(random_conversation(random, random.between(1, most)));
        auto message = random.record<model::Message>();
        message.conversation = model::ConversationId{random.between(1, most)};
        database.put(message);
    }
    database.add_handled("m" + std::to_string(number));
    model::Meta meta;
    meta.tasks = number;
    database.put(meta);
}

std::string all_of(state::Database& database) {
    std::string found = std::to_string(database.meta().tasks) + " " + std::to_string(database.waiting_everywhere());
    database.visit({}, [&](const model::Conversation& one) {
        found += state::encode(one);
        for (const model::Message& message : database.messages(one.id)) found += state::encode(message);
        return true;
    });
    for (const char* queue : {"Default", "Billing", ""}) {
        const state::QueueCounts counts = database.counts(queue);
        found += std::to_string(counts.waiting) + "/" + std::to_string(counts.total()) + " ";
        std::uint64_t place = 0;
        for (const state::SkillGroup& group : database.waiting_groups(queue)) {
            std::optional<state::QueuePosition> at;
            while ((at = database.next_waiting(queue, group.skills, at))) place += database.waiting_before(queue, *at);
        }
        if (counts.waiting != 0) CHECK(place == counts.waiting * (counts.waiting - 1) / 2);
    }
    CHECK_FALSE(database.failure());
    return found;
}

TEST_CASE("killed at any moment: what was committed is there, whole, and nothing else") {
    const Scratch scratch;
    Random random(11);
    std::int64_t done = 0;  // in the database, surely
    const std::string path = scratch.path("state.db"), other = scratch.path("other.db");
    const auto unharmed = must_open(other, Access::write);
    for (int round = 0; round < 40; ++round) {
        int said[2];
        REQUIRE(::pipe(said) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto database = sqlite::open(path, Access::write);
            if (!database) ::_exit(1);
            for (std::int64_t number = (*database)->meta().tasks + 1;; ++number) {
                (*database)->begin();
                transact(**database, number);
                if (!(*database)->commit()) ::_exit(1);
                if (::write(said[1], &number, sizeof number) != sizeof number) ::_exit(1);
            }
        }
        ::close(said[1]);
        ::usleep(static_cast<useconds_t>(random.below(30'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        std::int64_t acknowledged = 0;
        while (::read(said[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) done = acknowledged;
        ::close(said[0]);

        const auto database = must_open(path, Access::write);
        const std::int64_t there = database->meta().tasks;
        CHECK(there >= done);
        CHECK(there <= done + 1);  // killed between the commit and its word
        unharmed->begin();
        for (std::int64_t number = unharmed->meta().tasks + 1; number <= there; ++number) transact(*unharmed, number);
        REQUIRE(unharmed->commit().ok());
        CHECK(database->is_handled("m" + std::to_string(there)) == (there != 0));
        CHECK_FALSE(database->is_handled("m" + std::to_string(there + 1)));
        CHECK(all_of(*database) == all_of(*unharmed));
        done = there;
    }
    CHECK(done > 0);
}

// Everything that can be asked; what comes back must be what was put, or an error.
void look_around(state::Database& database, const std::vector<model::Conversation>& put) {
    for (const model::Conversation& one : put) {
        const auto found = database.conversation(one.id);
        if (found) CHECK(*found == one);
        database.messages(one.id);
        database.rollback();
    }
    const auto ask = [&](auto question) {
        question();
        if (database.failure()) CHECK(database.failure()->kind == base::ErrorKind::integrity);
        database.rollback();
    };
    ask([&] {
        database.visit({}, [&](const model::Conversation& one) {
            CHECK(one == put[static_cast<std::size_t>(number(one.id) - 1)]);
            return true;
        });
    });
    ask([&] { database.visit_contacts([](const auto&) { return true; }); });
    ask([&] { database.visit_moments({}, {}, [](const auto&) { return true; }); });
    ask([&] { database.agents(), database.meta(), database.outputs(0, 100); });
    for (const char* queue : {"Default", "Billing", ""})
        ask([&] {
            database.counts(queue), database.oldest_wait(queue), database.waiting_before(queue, {});
            for (const state::SkillGroup& group : database.waiting_groups(queue)) {
                std::optional<state::QueuePosition> at;
                for (int i = 0; i < 1000 && (at = database.next_waiting(queue, group.skills, at)); ++i) {
                }
            }
        });
    for (std::int64_t contact = 1; contact <= 6; ++contact)
        ask([&] {
            database.related({model::ContactId{contact}}, "", {}, {}, 50);
            database.latest_of(model::ContactId{contact}, {});
        });
    for (std::int64_t until = 0; until < 2'000'000; until += 100'000) ask([&] { database.next_timer(until); });
}

TEST_CASE("a damaged file is an error where the damage is met, never another record, never the end of the process") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db"), damaged = scratch.path("damaged.db");
    std::vector<model::Conversation> put;
    {
        const auto database = must_open(path, Access::write);
        Random random(5);
        database->begin();
        for (std::int64_t id = 1; id <= 300; ++id) {
            put.push_back(random_conversation(random, id));
            database->put(put.back());
            database->put(random.record<model::Message>());
            auto contact = random.record<model::Contact>();
            contact.id = model::ContactId{id};
            database->put(contact);
        }
        REQUIRE(database->commit().ok());
    }
    const std::string whole = *base::read_file(path);
    Random random(99);
    int refused = 0, failed = 0;
    for (int round = 0; round < (whole_length ? 150 : 40); ++round) {
        std::string bytes = whole;
        for (std::uint64_t flips = 1 + random.below(200); flips != 0; --flips)
            bytes[random.below(bytes.size())] ^= static_cast<char>(1u << random.below(8));
        if (random.one_in(10)) bytes.resize(random.below(bytes.size()));
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << bytes;
        for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(damaged + more);
        for (const Access access : {Access::read, Access::write}) {
            auto opened = sqlite::open(damaged, access);
            if (!opened) {
                ++refused;
                continue;
            }
            look_around(**opened, put);
            if (access == Access::read) continue;
            (*opened)->begin();
            for (std::int64_t id = 1; id <= 300; id += 10) (*opened)->put(random_conversation(random, id));
            failed += !(*opened)->commit().ok();
        }
    }
    CHECK(refused > 0);
    CHECK(failed > 0);
}

}  // namespace
}  // namespace parley::tests
