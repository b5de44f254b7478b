// What is taken up, what is refused, and what is said of it, look by look.
#include "runtime/follow/watch.h"

#include <doctest/doctest.h>

#include "runtime/base/file.h"
#include "tests/runtime/follow/shelf.h"
#include "tests/runtime/follow/temporary.h"

using namespace parley;
using namespace parley::tests;
using follow::Notice;
using Kind = follow::Notice::Kind;

namespace {

const std::shared_ptr<const vm::Program>& program(int number) {
    static const std::shared_ptr<const vm::Program> programs[] = {sentinel_program("zero"), sentinel_program("one"),
                                                                  sentinel_program("two"), sentinel_program("three")};
    return programs[number];
}

// A runtime that follows a shelf; the clock is the test's.
class Runtime {
public:
    explicit Runtime(Shelf& shelf, const std::string& copy = "", bool asks_for_trust = false) {
        options_.store = "the-store";
        options_.copy = copy;
        if (asks_for_trust) options_.trust.emplace();
        options_.notice = [this](const Notice& notice) { notices.push_back(notice); };
        watch_.emplace(options_, [&shelf]() -> base::Result<std::unique_ptr<store::Store>> {
            return std::unique_ptr<store::Store>(std::make_unique<ShelfStore>(shelf));
        });
    }

    base::Result<follow::Loaded> begin() {
        auto loaded = watch_->begin(now);
        if (loaded) {
            current = *loaded;
            watch_->settle(now);
        }
        return loaded;
    }
    // Whether something was taken up.
    bool look() {
        now += options_.interval;
        std::optional<follow::Loaded> loaded = watch_->look(now);
        if (!loaded) return false;
        current = *loaded;
        watch_->settle(now);
        return true;
    }
    // The kinds of what was said since, and forgets it.
    std::vector<Kind> said() {
        std::vector<Kind> kinds;
        for (const Notice& notice : notices) kinds.push_back(notice.kind);
        if (!notices.empty()) last = notices.back().message;
        notices.clear();
        return kinds;
    }

    follow::Clock::time_point now{};
    follow::Loaded current;
    std::vector<Notice> notices;
    std::string last;

private:
    follow::Options options_;
    std::optional<follow::Watch> watch_;
};

using Kinds = std::vector<Kind>;

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("takes up what is published and re-published, and says each once [S3.4]") {
    Shelf shelf;
    const store::Release first = shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    CHECK(runtime.current.release == first);
    CHECK(runtime.said() == Kinds{Kind::now_on});
    CHECK(runtime.last == "now deciding by version 1 (" + program(1)->digest_text() + "), published by bob");
    CHECK_FALSE(runtime.look());
    shelf.publish(*program(2));
    CHECK(runtime.look());
    CHECK(runtime.current.release.version == 2);
    CHECK(runtime.current.program->digest_text() == program(2)->digest_text());
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::now_on});
    shelf.point_to(1, first.artifact);
    CHECK(runtime.look());
    CHECK(runtime.current.release == store::Release{1, first.artifact, 3});
    CHECK(runtime.current.program->digest_text() == program(1)->digest_text());
    CHECK(runtime.said() == Kinds{Kind::now_on});
}

TEST_CASE("the same version, signed anew: taken up without loading it again, and without a word") {
    Shelf shelf;
    const store::Release first = shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    runtime.said();
    const auto before = runtime.current.program;
    shelf.point_to(1, first.artifact);
    CHECK(runtime.look());
    CHECK(runtime.current.release.sequence == 2);
    CHECK(runtime.current.program == before);
    CHECK(shelf.artifacts_read == 1);
    CHECK(runtime.said().empty());
}

TEST_CASE("a damaged, missing or newer artifact: stays, says it once, and takes it up when it is whole") {
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    runtime.said();
    const store::Release second = shelf.publish(*program(2));
    const std::vector<std::byte> whole = shelf.objects.at(second.artifact);
    SUBCASE("a bit flipped") {
        shelf.objects[second.artifact][whole.size() / 2] ^= std::byte{1};
    }
    SUBCASE("cut short") {
        shelf.objects[second.artifact].resize(whole.size() / 2);
    }
    SUBCASE("empty") {
        shelf.objects[second.artifact].clear();
    }
    SUBCASE("missing") {
        shelf.objects.erase(second.artifact);
    }
    SUBCASE("another one") {
        shelf.objects[second.artifact] = shelf.objects.at(program(1)->artifact().digest());
    }
    for (int i = 0; i < 100; ++i) CHECK_FALSE(runtime.look());
    CHECK(runtime.current.release.version == 1);
    CHECK(runtime.said() == Kinds{Kind::staying});
    CHECK(runtime.last.starts_with("version 2 cannot be loaded: "));
    CHECK(runtime.last.ends_with("; staying on version 1"));
    CHECK(shelf.artifacts_read < 15);  // not at each look
    shelf.objects[second.artifact] = whole;
    bool taken = false;
    for (int i = 0; i < 30 && !taken; ++i) taken = runtime.look();
    CHECK(taken);
    CHECK(runtime.current.release == second);
    CHECK(runtime.said() == Kinds{Kind::now_on});
}

TEST_CASE("one that is refused does not keep the next from being taken up at once") {
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    const store::Release second = shelf.publish(*program(2));
    shelf.objects[second.artifact].clear();
    for (int i = 0; i < 20; ++i) CHECK_FALSE(runtime.look());
    shelf.publish(*program(3));
    CHECK(runtime.look());
    CHECK(runtime.current.release.version == 3);
    CHECK(runtime.said() == Kinds{Kind::now_on, Kind::staying, Kind::now_on});
}

TEST_CASE("what no trusted key signed is refused") {
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf, "", true);
    REQUIRE(runtime.begin());
    runtime.said();
    const store::Release second = shelf.publish(*program(2));
    shelf.trusted.erase(second.sequence);
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::staying});
    CHECK(has(runtime.last, "no trusted key signed"));
    shelf.point_to(2, second.artifact);
    CHECK(runtime.look());
    CHECK(runtime.current.release.version == 2);

    shelf.trusted.clear();
    Runtime another(shelf, "", true);
    REQUIRE_FALSE(another.begin());
}

TEST_CASE("a pointer put back is refused until something newer comes") {
    Shelf shelf;
    const store::Release first = shelf.publish(*program(1));
    const store::State before = shelf.state;
    Runtime runtime(shelf);
    shelf.publish(*program(2));
    REQUIRE(runtime.begin());
    runtime.said();
    const store::State newest = shelf.state;
    SUBCASE("to an older one") {
        shelf.state = before;
    }
    SUBCASE("to none") {
        shelf.state.current.reset();
    }
    SUBCASE("another one of the same entry") {
        shelf.state.current->version = 1;
    }
    SUBCASE("another artifact of the same entry") {
        shelf.state.current->artifact = first.artifact;
    }
    for (int i = 0; i < 3; ++i) CHECK_FALSE(runtime.look());
    CHECK(runtime.current.release.version == 2);
    CHECK(runtime.said() == Kinds{Kind::staying});
    CHECK(has(runtime.last, "put back"));
    shelf.state = newest;
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::back});
    shelf.point_to(1, first.artifact);
    CHECK(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::now_on});
}

TEST_CASE("another store in its place is refused") {
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    runtime.said();
    shelf.state.store = "store-2";
    shelf.publish(*program(2));
    CHECK_FALSE(runtime.look());
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::staying});
    CHECK(has(runtime.last, "another store"));
}

TEST_CASE("the store away: said once, then that it is back") {
    for (const bool empty : {false, true}) {
        for (const bool newer : {false, true}) {
            CAPTURE(empty);
            CAPTURE(newer);
            Shelf shelf;
            shelf.publish(*program(1));
            Runtime runtime(shelf);
            REQUIRE(runtime.begin());
            runtime.said();
            const store::State whole = shelf.state;
            if (empty)
                shelf.state = {};
            else
                shelf.fault = base::Error{base::ErrorKind::environment, "input/output error"};
            for (int i = 0; i < 50; ++i) CHECK_FALSE(runtime.look());
            CHECK(runtime.said() == Kinds{Kind::away});
            CHECK(has(runtime.last, "staying on version 1"));
            shelf.fault.reset();
            shelf.state = whole;
            if (newer) shelf.publish(*program(2));
            CHECK(runtime.look() == newer);
            CHECK(runtime.said() == (newer ? Kinds{Kind::back, Kind::now_on} : Kinds{Kind::back}));
        }
    }
}

TEST_CASE("a pointer that is damaged: stays") {
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf);
    REQUIRE(runtime.begin());
    runtime.said();
    shelf.fault = base::Error{base::ErrorKind::integrity, "`current` is damaged"};
    for (int i = 0; i < 3; ++i) CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::staying});
    shelf.fault.reset();
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::back});
}

TEST_CASE("nothing published and no copy: an error that says what to do") {
    Shelf shelf;
    Runtime runtime(shelf);
    const auto loaded = runtime.begin();
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == base::ErrorKind::not_found);
    CHECK(has(loaded.error().message, "`parley publish`"));
}

TEST_CASE("starts from its copy where the store is away, and goes on from there") {
    const TemporaryFolder folder;
    Shelf shelf;
    shelf.publish(*program(1));
    const store::Release second = shelf.publish(*program(2));
    {
        Runtime runtime(shelf, folder.at("copy"));
        REQUIRE(runtime.begin());
    }
    const store::State whole = shelf.state;
    SUBCASE("unreadable") {
        shelf.fault = base::Error{base::ErrorKind::environment, "input/output error"};
    }
    SUBCASE("empty") {
        shelf.state = {};
    }
    SUBCASE("pointer damaged") {
        shelf.fault = base::Error{base::ErrorKind::integrity, "`current` is damaged"};
    }
    Runtime runtime(shelf, folder.at("copy"));
    REQUIRE(runtime.begin());
    CHECK(runtime.current.release == second);
    CHECK(Decision(runtime.current.program).line(2) == Decision(program(2)).line(2));
    CHECK(runtime.said() == Kinds{Kind::from_copy});
    CHECK(has(runtime.last, "version 2"));
    for (int i = 0; i < 3; ++i) CHECK_FALSE(runtime.look());
    CHECK(runtime.said().empty());
    shelf.fault.reset();
    shelf.state = whole;
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::back});
    shelf.publish(*program(3));
    CHECK(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::now_on});
}

TEST_CASE("a restart refuses an older pointer and another store too, for the copy knows") {
    const TemporaryFolder folder;
    Shelf shelf;
    shelf.publish(*program(1));
    const store::State before = shelf.state;
    shelf.publish(*program(2));
    {
        Runtime runtime(shelf, folder.at("copy"));
        REQUIRE(runtime.begin());
    }
    SUBCASE("older") {
        shelf.state = before;
    }
    SUBCASE("another store") {
        shelf.state.store = "store-2";
        shelf.publish(*program(3));
    }
    Runtime runtime(shelf, folder.at("copy"));
    REQUIRE(runtime.begin());
    CHECK(runtime.current.release.version == 2);
    CHECK(runtime.said() == Kinds{Kind::from_copy});
    CHECK_FALSE(runtime.look());
    CHECK(runtime.said().empty());
}

TEST_CASE("a copy that is damaged or unsigned is not started from") {
    const TemporaryFolder folder;
    Shelf shelf;
    shelf.publish(*program(1));
    {
        Runtime runtime(shelf, folder.at("copy"));
        REQUIRE(runtime.begin());
    }
    shelf.fault = base::Error{base::ErrorKind::environment, "input/output error"};
    SUBCASE("unsigned") {
        Runtime runtime(shelf, folder.at("copy"), true);
        const auto loaded = runtime.begin();
        REQUIRE_FALSE(loaded);
        CHECK(has(loaded.error().message, "input/output error"));
        CHECK(has(loaded.error().message, "the copy"));
    }
    SUBCASE("damaged") {
        std::string text = base::read_file(folder.at("copy")).value();
        text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
        REQUIRE(base::replace_file(folder.at("copy"), text));
        Runtime runtime(shelf, folder.at("copy"));
        CHECK_FALSE(runtime.begin());
        CHECK(runtime.said() == Kinds{Kind::no_copy});
        shelf.fault.reset();
        CHECK(runtime.begin());
        CHECK(follow::read_copy(folder.at("copy")));
    }
}

TEST_CASE("a copy that cannot be written is said once and written when it can be") {
    const TemporaryFolder folder;
    Shelf shelf;
    shelf.publish(*program(1));
    Runtime runtime(shelf, folder.at("missing/copy"));
    REQUIRE(runtime.begin());
    for (int i = 0; i < 50; ++i) CHECK_FALSE(runtime.look());
    CHECK(runtime.said() == Kinds{Kind::now_on, Kind::no_copy});
    folder.make("missing");
    for (int i = 0; i < 60; ++i) CHECK_FALSE(runtime.look());
    const auto copy = follow::read_copy(folder.at("missing/copy"));
    REQUIRE(copy);
    CHECK(copy->release == *shelf.state.current);
    CHECK(runtime.said().empty());
}
