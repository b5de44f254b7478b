// The order in a queue and the places in it, with many that wait.
#pragma once

#include <algorithm>
#include <tuple>

#include "tests/runtime/engine/state/conformance.h"
#include "tests/runtime/engine/state/length.h"

namespace parley::tests {

inline model::Conversation waiting_conversation(std::int64_t id, int rank, model::Instant since,
                                                std::vector<std::string> skills = {}) {
    model::Conversation one;
    one.id = model::ConversationId{id};
    one.contact = model::ContactId{id};
    one.state = model::State::fresh;
    one.queue = "Default";
    one.waits = one.placed = true;
    one.priority_rank = rank;
    one.waiting_since = since;
    one.opened_at = since;
    one.skills = std::move(skills);
    return one;
}

TEST_CASE("[D97] those that wait come by priority, then by when they began to wait, then by number") {
    const auto site = fresh_site();
    const auto database = site->write();
    database->begin();
    database->put(waiting_conversation(4, 1, 100));
    database->put(waiting_conversation(3, 1, 100));
    database->put(waiting_conversation(2, 3, 900));
    database->put(waiting_conversation(1, -2, 50));
    std::vector<std::int64_t> order;
    std::optional<state::QueuePosition> at;
    while ((at = database->next_waiting("Default", {}, at))) {
        CHECK(database->waiting_before("Default", *at) == order.size());
        order.push_back(number(at->conversation));
    }
    CHECK(order == std::vector<std::int64_t>{2, 3, 4, 1});
    CHECK(database->oldest_wait("Default") == 50);
}

TEST_CASE("skills in another order, or twice, are the same skills") {
    const auto site = fresh_site();
    const auto database = site->write();
    database->begin();
    database->put(waiting_conversation(1, 0, 10, {"legal", "french"}));
    database->put(waiting_conversation(2, 0, 20, {"french", "legal", "french"}));
    database->put(waiting_conversation(3, 0, 30, {"french\nlegal"}));
    const auto groups = database->waiting_groups("Default");
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].skills == std::vector<std::string>{"french", "legal"});
    CHECK(groups[0].waiting == 2);
    CHECK(groups[1].skills == std::vector<std::string>{"french\nlegal"});
}

// Places in a queue are counted in some other way than one by one; here they are held to counting.
inline void check_places(state::Database& database, std::vector<state::QueuePosition> waiting, Random& random) {
    const auto order = [](const state::QueuePosition& one) {
        return std::tuple(-one.rank, one.waiting_since, one.conversation);
    };
    std::sort(waiting.begin(), waiting.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    CHECK(database.counts("Default").waiting == waiting.size());
    for (int i = 0; i < 200; ++i) {
        const std::size_t place = random.below(waiting.size());
        CHECK(database.waiting_before("Default", waiting[place]) == place);
    }
    if (waiting.empty()) return;
    state::QueuePosition end = waiting.back();
    CHECK(database.waiting_before("Default", waiting.front()) == 0);
    end.waiting_since += 1;
    CHECK(database.waiting_before("Default", end) == waiting.size());
}

TEST_CASE("a place in a long queue is right while thousands come, go, and change their priority") {
    for (const std::int64_t instants : {50, 1, 1'000'000}) {
        CAPTURE(instants);
        if (!whole_length && instants != 50) break;
        const auto site = fresh_site();
        const auto database = site->write();
        Random random(static_cast<std::uint64_t>(instants));
        database->begin();
        std::vector<state::QueuePosition> waiting;
        const auto put = [&](std::int64_t id) {
            const auto one = waiting_conversation(id, static_cast<int>(random.below(3)), random.between(1, instants));
            database->put(one);
            waiting.push_back({one.priority_rank, *one.waiting_since, one.id});
        };
        for (std::int64_t id = 1; id <= 6000; ++id) put(id);
        check_places(*database, waiting, random);
        for (int i = 0; i < 1000; ++i) {
            const std::size_t at = random.below(waiting.size());
            const std::int64_t id = number(waiting[at].conversation);
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(at));
            put(id);
        }
        check_places(*database, waiting, random);
        while (waiting.size() > 300) {
            const std::size_t at = random.below(waiting.size());
            auto one = waiting_conversation(number(waiting[at].conversation), 0, 0);
            one.waits = false;
            one.state = model::State::closed_complete;
            database->put(one);
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(at));
        }
        check_places(*database, waiting, random);
        for (std::int64_t id = 6001; id <= 7000; ++id) put(id);
        check_places(*database, waiting, random);
        CHECK_FALSE(database->failure());
    }
}

}  // namespace parley::tests
