// Once is once: repeated stimuli, cuts into runs, what was not committed, and a sink that fails.
#include <atomic>
#include <thread>

#include "runtime/engine/sqlite/open.h"
#include "tests/runtime/engine/core/desk.h"
#include "tests/runtime/engine/state/reference.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::desk {
namespace {

const std::vector<std::string> day = {
    R"({"id":"p1","at":"2026-11-21T09:00:00Z","type":"agent_presence","agent":"amy","presence":"available"})",
    R"({"id":"m1","at":"2026-11-21T10:00:00Z","type":"message","channel":"whatsapp","from":"+447700900123","text":"Hi"})",
    R"({"id":"m2","at":"2026-11-21T10:00:20Z","type":"message","channel":"sms","from":"+447700900456","text":"Hi"})",
    R"({"id":"a1","at":"2026-11-21T10:00:30Z","type":"agent_accepts","agent":"amy","conversation":"C-1"})",
    R"({"id":"a1","at":"2026-11-21T10:00:31Z","type":"agent_accepts","agent":"amy","conversation":"C-1"})",
    R"({"id":"x1","at":"2026-11-21T10:00:40Z","type":"agent_closes","agent":"amy","conversation":"C-1"})",
    R"({"id":"c1","at":"2026-11-21T10:03:00Z","type":"agent_closes","agent":"amy","conversation":"C-1","short_description":"x"})",
    R"({"type":"tick","at":"2026-11-21T10:30:00Z"})",
    R"({"id":"m3","at":"2026-11-21T10:31:00Z","type":"message","channel":"whatsapp","from":"+447700900123","text":"Me again"})",
    R"({"type":"tick","at":"2026-11-21T11:30:00Z"})",
};

Setup setup() {
    return {R"(
rule "Hello" on queued_at_start, routed_at_start { send_message "Hello {{conversationId}}" }
rule "Wait" on still_waiting { send_message "Still here" { at_most_every: 10 minutes } }
)",
            [](tenant::Tenant& tenant) { tenant.still_waiting_every = 60'000; }};
}

TEST_CASE("the counts have no time before anything has given one") {
    Desk desk(setup());
    CHECK_FALSE(desk.metrics().at);
    desk.line(R"({"type":"tick","at":"2026-11-21T10:00:00Z"})");
    CHECK(desk.metrics().at.has_value());
}

TEST_CASE("an id that was handled changes nothing, whatever else differs; a rejected one was handled [D113]") {
    Desk desk(setup());
    desk.message("m1", "10:00", "+447700900123", "Hi");
    const auto before = desk.conversation(1);
    auto lines = desk.send("m1", "10:30", R"("type":"bot_closes","conversation":"C-1")");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].dump() == R"({"record":"duplicate","stimulus":"m1","type":"bot_closes"})");
    CHECK(desk.conversation(1) == before);  // not even a timer ran
    CHECK(Desk::reason(desk.send("x", "10:00", R"("type":"close_conversation","conversation":"C-9")")) ==
          "unknown_conversation");
    lines = desk.send("x", "10:00", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(lines[0]["record"] == "duplicate");
    CHECK(Desk::reason(desk.line(R"({"type":"archive","conversation":"C-1"})")) == "missing_member");
}

TEST_CASE("the same input gives the same lines, however it is cut into runs [D13, D109]") {
    Desk whole(setup());
    for (const std::string& line : day) whole.line(line);
    CHECK(whole.all().find("still_waiting") != std::string::npos);
    for (std::size_t every = 1; every <= 3; ++every) {
        CAPTURE(every);
        Desk cut(setup());
        std::size_t count = 0;
        for (const std::string& line : day) {
            cut.line(line);
            if (++count % every == 0) cut.reopen();
        }
        CHECK((cut.all() == whole.all()));
    }
    Desk grouped(setup());
    for (const std::string& line : day) grouped.handle_only(line);
    grouped.commit();
    CHECK((grouped.all() == whole.all()));
}

TEST_CASE("what was not committed never happened; what was not put out is put out again, under the same keys") {
    Desk whole(setup());
    for (const std::string& line : day) whole.line(line);
    for (std::size_t lost = 0; lost < day.size(); ++lost) {
        CAPTURE(lost);
        Desk desk(setup());
        for (std::size_t i = 0; i < day.size(); ++i) {
            if (i == lost) {
                desk.handle_only(day[i]);
                desk.crash();  // before the commit
            }
            desk.line(day[i]);
        }
        CHECK((desk.distinct() == whole.all()));
    }
    Desk deaf(setup());
    for (std::size_t i = 0; i < day.size(); ++i) {
        if (i % 2 == 0) {
            deaf.line(day[i]);
            continue;
        }
        deaf.refuse_output(true);  // killed behind the commit: nobody has seen the lines
        deaf.handle_only(day[i]);
        CHECK_FALSE(deaf.commit());
        if (i % 4 == 1) deaf.crash();
        deaf.refuse_output(false);
    }
    deaf.commit();
    CHECK((deaf.distinct() == whole.all()));
}

// Tells what was asked of it, in order.
struct Watched : tests::Reference {
    Watched(std::string& told, const bool& disk_fails) : told(told), disk_fails(disk_fails) {}
    base::Result<base::Done> commit() override {
        told += "commit ";
        return Reference::commit();
    }
    base::Result<base::Done> sync() override {
        told += "sync ";
        if (disk_fails) return base::Error{base::ErrorKind::environment, "the disk is gone"};
        return base::Done{};
    }
    std::string& told;
    const bool& disk_fails;
};

struct Listener : engine::Sink {
    explicit Listener(std::string& told) : told(told) {}
    base::Result<base::Done> write(std::string_view lines) override {
        told += "write ";
        text += lines;
        return base::Done{};
    }
    std::string& told;
    std::string text;
};

TEST_CASE("nothing is put out before it is on the disk, and nothing at all where the disk fails") {
    std::string told;
    bool disk_fails = false;
    Listener sink(told);
    auto opened = engine::Engine::open(std::make_unique<Watched>(told, disk_fails), release(setup()));
    REQUIRE(opened);
    engine::Engine& engine = **opened;
    REQUIRE(engine.commit(sink).ok());
    told.clear();
    engine.handle(day[1], 0);
    REQUIRE(engine.commit(sink).ok());
    CHECK(told == "commit sync write ");
    told.clear();
    disk_fails = true;
    engine.handle(day[2], 0);
    CHECK_FALSE(engine.commit(sink).ok());
    CHECK(told == "commit sync ");
}

TEST_CASE("sealed, synced by another thread while the next is handled, and confirmed: the same lines, once") {
    std::string told;
    Listener whole(told);
    for (const bool beside : {false, true}) {
        const tests::Scratch scratch;
        auto database = sqlite::open(scratch.path("state.db"), sqlite::Access::write);
        REQUIRE(database);
        auto opened = engine::Engine::open(std::move(*database), release(setup()));
        REQUIRE(opened);
        engine::Engine& engine = **opened;
        if (!beside) {
            for (const std::string& line : day) engine.handle(line, 0);
            REQUIRE(engine.finish(whole).ok());
            continue;
        }
        std::atomic<bool> done = false;
        std::thread disk([&] {
            while (!done) CHECK(engine.sync().ok());
        });
        std::string text;
        std::uint64_t last = 0;
        for (const std::string& line : day) {
            const lines::Stimulus stimulus = lines::read(line, *engine.tenant());
            engine.handle(stimulus, 0);
            const auto sealed = engine.seal();
            REQUIRE(sealed);
            for (const state::Output& output : *sealed) {
                CHECK(output.number > last);
                last = output.number;
                text += output.lines;
            }
        }
        done = true;
        disk.join();
        CHECK((text == whole.text));
        CHECK(engine.database().outputs(0, 99).size() == last);  // to be put out again after a crash
        engine.confirm(last);
        REQUIRE(engine.finish(whole).ok());
        CHECK(engine.database().outputs(0, 99).empty());
        CHECK((text == whole.text));
    }
}

}  // namespace
}  // namespace parley::desk
