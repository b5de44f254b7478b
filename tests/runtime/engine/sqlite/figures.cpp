// How fast it is, on demand: PARLEY_FIGURES=conversations,… (say 1000,1000000) prints a line for each,
// PARLEY_FIGURES_FOLDER names a folder on the disk that is to be measured, and keeps the files. Nothing is asserted.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "runtime/engine/sqlite/open.h"
#include "tests/runtime/engine/state/samples.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::tests {
namespace {

constexpr int queues = 20;
constexpr model::Instant noon = 1'800'000'000'000;

struct Watch {
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    double processor = now_processor();

    static double now_processor() {
        rusage used{};
        ::getrusage(RUSAGE_SELF, &used);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    }
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); }
    void print(const char* what, std::int64_t count) const {
        std::printf("  %-36s %9.0f a second, %7.1f us of processor each\n", what,
                    static_cast<double>(count) / seconds(),
                    (now_processor() - processor) * 1e6 / static_cast<double>(count));
        std::fflush(stdout);
    }
};

std::string identifier(std::int64_t id) {
    return "+4477" + std::to_string(100'000'000 + id);
}

model::Conversation open_one(std::int64_t id) {
    model::Conversation one;
    one.id = model::ConversationId{id};
    one.contact = model::ContactId{id};
    one.identifier = one.phone = identifier(id);
    one.channel = "whatsapp";
    one.type = model::ConversationType::messaging;
    one.customer_name = "Joe Bloggs";
    one.language = "en";
    one.state = id % 4 == 0 ? model::State::work_in_progress : model::State::fresh;
    one.queue = "Queue " + std::to_string(id % queues);
    one.priority = "normal";
    one.opened_at = one.updated_at = noon + id;
    one.last_message = "Where is my parcel? It should have been here on Tuesday.";
    one.last_message_at = one.last_customer_message_at = noon + id;
    one.messages = one.customer_messages = 1;
    one.placed = true;
    one.waits = one.state == model::State::fresh;
    one.waiting_since = noon + id;
    if (!one.waits) one.assigned_to = "agent " + std::to_string(id % 5000), one.assigned_at = noon + id;
    one.still_waiting_due = noon + id + 60'000;
    one.sla_due = noon + id + 3'600'000;
    return one;
}

void fill(state::Database& database, std::int64_t conversations) {
    for (std::int64_t id = 1; id <= conversations;) {
        database.begin();
        for (int i = 0; i < 20'000 && id <= conversations; ++i, ++id) {
            model::Contact contact;
            contact.id = model::ContactId{id};
            contact.name = "Joe Bloggs";
            database.put(contact);
            database.put(model::ChannelUser{"whatsapp", identifier(id), contact.id, ""});
            database.put(open_one(id));
        }
        REQUIRE(database.commit().ok());
    }
}

// What the engine does for a customer's message, as far as the database hears of it.
void message(state::Database& database, std::int64_t stimulus, std::int64_t id) {
    const std::string name = "message-" + std::to_string(stimulus);
    database.add_handled(name);
    const auto user = database.channel_user("whatsapp", identifier(id));
    database.contact(user->contact);
    auto one = *database.conversation(database.open_of(user->contact).at(0));
    database.next_timer(noon);
    ++one.messages, ++one.customer_messages;
    one.last_message_at = one.last_customer_message_at = one.updated_at = noon + 10'000'000 + stimulus;
    *one.still_waiting_due += 60'000;
    model::Message said;
    said.conversation = one.id;
    said.sequence = one.messages;
    said.at = one.updated_at;
    said.text = "Where is my parcel? It should have been here on Tuesday, and nobody has told me anything.";
    said.channel = "whatsapp";
    database.put(said);
    database.put(one);
    database.latest_of(one.contact, one.id);
    database.counts(one.queue), database.oldest_wait(one.queue);
    if (one.waits) database.waiting_before(one.queue, {0, *one.waiting_since, one.id});
    for (std::uint32_t moment = 1; moment <= 2; ++moment)
        database.put(
            model::MomentRecord{one.id, name, moment, one.updated_at, std::string(400, 'x'), {{"Initial", "1", 0}}});
    database.next_waiting(one.queue, {}, {});
}

void measure(const std::string& path, std::int64_t conversations) {
    std::printf("%lld open conversations\n", static_cast<long long>(conversations));
    auto opened = sqlite::open(path, sqlite::Access::write);
    if (!opened) FAIL(opened.error().message);
    state::Database& database = **opened;
    if (!database.conversation(model::ConversationId{conversations})) {
        const Watch watch;
        fill(database, conversations);
        watch.print("new conversations", conversations);
    }
    std::printf("  %.0f bytes of file for each\n",
                static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(conversations));
    Random random(1);
    constexpr double least_seconds = 3;
    {
        const Watch watch;
        std::int64_t count = 0;
        for (; watch.seconds() < least_seconds; ++count) {
            if (count % 10'000 == 0) REQUIRE((database.commit().ok(), database.begin(), true));
            auto one = open_one(random.between(1, conversations));
            one.last_message_at = noon + 5'000'000 + count;
            database.put(one);
        }
        REQUIRE(database.commit().ok());
        watch.print("put(Conversation)", count);
    }
    std::int64_t stimulus = database.meta().clock.value_or(noon) - noon;  // of an earlier run
    for (const int group : {1, 16, 256}) {
        const Watch watch;
        const std::int64_t first = stimulus;
        while (watch.seconds() < least_seconds) {
            database.begin();
            database.drop_outputs(static_cast<std::uint64_t>(stimulus));
            for (int i = 0; i < group; ++i) message(database, ++stimulus, random.between(1, conversations));
            database.add(
                {static_cast<std::uint64_t>(stimulus), std::string(static_cast<std::size_t>(group) * 1000, 'x')});
            database.put(model::Meta{noon + stimulus, 1, 1, 1, 1, 1, 1});
            REQUIRE(database.commit().ok());
        }
        watch.print(("messages, " + std::to_string(group) + " a transaction").c_str(), stimulus - first);
    }
    {
        const Watch watch;
        std::int64_t count = 0;
        for (; watch.seconds() < 1; ++count) {
            const auto one = open_one(random.between(1, conversations));
            database.waiting_before(one.queue, {0, *one.waiting_since, one.id});
        }
        watch.print("waiting_before", count);
    }
    REQUIRE_FALSE(database.failure());
}

TEST_CASE("figures" * doctest::skip(std::getenv("PARLEY_FIGURES") == nullptr)) {
    const char* counts = std::getenv("PARLEY_FIGURES");
    std::istringstream wanted(counts == nullptr ? "1000" : counts);
    for (std::string count; std::getline(wanted, count, ',');) {
        const Scratch scratch;
        const char* folder = std::getenv("PARLEY_FIGURES_FOLDER");
        const std::string path =
            (folder == nullptr ? scratch.path("") : std::string(folder) + "/") + "figures-" + count + ".db";
        measure(path, std::stoll(count));
    }
}

}  // namespace
}  // namespace parley::tests
