// The folder store on the machine's own disk: what only that one has.
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "runtime/base/descriptor.h"
#include "runtime/base/file.h"
#include "runtime/store/file_system.h"
#include "runtime/store/folder.h"
#include "tests/runtime/signing/scratch.h"
#include "tests/runtime/store/samples.h"

using namespace parley;
using namespace parley::tests;
using base::ErrorKind;

namespace {

// For its life another user, where this one may do anything.
struct OtherUser {
    OtherUser() : was_root(::geteuid() == 0) {
        if (was_root) REQUIRE(::seteuid(65534) == 0);
    }
    ~OtherUser() {
        if (was_root) static_cast<void>(::seteuid(0) == 0);
    }
    bool was_root;
};

}  // namespace

TEST_CASE("a location that is no store is refused, and left alone") {
    const Scratch scratch;
    CHECK(refused(store::open("")) == ErrorKind::input);
    CHECK(refused(store::open("postgresql://host/db")) == ErrorKind::input);
    CHECK(refused(store::open(scratch.write("file", "x"))) == ErrorKind::input);
    std::filesystem::create_directory(scratch.path("other"));
    scratch.write("other/letter.txt", "Dear Ann");
    CHECK(refused(store::open(scratch.path("other"))) == ErrorKind::input);
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.path("other")), {}) == 1);
    // The folder that is parley's own may hold more than the store.
    std::filesystem::create_directory(scratch.path(".parley"));
    scratch.write(".parley/state.db", "x");
    const auto store = must(store::open(scratch.path(".parley/")));
    publish(*store, "one");
    CHECK(problems(*store) == "");
    CHECK(must(base::read_file(scratch.path(".parley/state.db"))) == "x");
    // A store needs a folder to be in.
    CHECK(refused(must(store::open(scratch.path("no/such")))->save_draft({}, save())) == ErrorKind::not_found);
}

TEST_CASE("what a store writes never changes: nobody may write to it") {
    const Scratch scratch;
    const auto store = must(store::open(scratch.path("store")));
    publish(*store, "one");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path("store"))) {
        if (!entry.is_regular_file() || entry.path().filename() == "lock") continue;
        ++files;
        CHECK((static_cast<unsigned>(entry.status().permissions()) & 0222) == 0);
    }
    CHECK(files == 7);  // format, current, two entries, a record, an artifact, its sources
}

TEST_CASE("an object that is there is not written again") {
    const Scratch scratch;
    const auto store = must(store::open(scratch.path("store")));
    const auto record = publish(*store, "one");
    const std::string path = scratch.path("store/objects/" + base::to_string(record.artifact).substr(3) + ".parleyc");
    struct stat before, after;
    REQUIRE(::stat(path.c_str(), &before) == 0);
    publish(*store, "two");
    CHECK(publish(*store, "one").artifact == record.artifact);
    REQUIRE(::stat(path.c_str(), &after) == 0);
    CHECK(after.st_ino == before.st_ino);

    // A damaged one is put right.
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    std::filesystem::resize_file(path, 100);
    REQUIRE_FALSE(store->artifact(record.artifact).ok());
    publish(*store, "three");
    CHECK(publish(*store, "one").version == 5);
    CHECK(store->artifact(record.artifact).ok());
    CHECK(problems(*store) == "");
}

TEST_CASE("re-publishing reads neither the artifact nor the sources") {
    const Scratch scratch;
    const auto store = must(store::open(scratch.path("store")));
    const auto first = publish(*store, "one");
    publish(*store, "two");
    const std::string objects = scratch.path("store/objects");
    // Unreadable for this, but of the right size, they are as good as any.
    std::filesystem::resize_file(objects + "/" + base::to_string(first.artifact).substr(3) + ".parleyc", 0);
    CHECK(refused(store->republish(1, change())) == ErrorKind::integrity);
    std::filesystem::resize_file(objects + "/" + base::to_string(first.artifact).substr(3) + ".parleyc",
                                 first.artifact_bytes);
    std::filesystem::remove(objects + "/" + base::to_string(first.files).substr(3) + ".files");
    CHECK(must(store->republish(1, change())).current->version == 1);
    CHECK_FALSE(store->artifact(first.artifact).ok());
}

TEST_CASE("a writer waits for the lock, and tells when it has waited enough") {
    const Scratch scratch;
    const auto store = must(store::open(scratch.path("store"), {std::chrono::milliseconds(50)}));
    must(store->save_draft(project("one"), save()));
    {
        const base::Descriptor lock = base::open_descriptor(scratch.path("store/lock"), 0);
        REQUIRE(::flock(lock.number(), LOCK_EX) == 0);
        const auto locked = store->save_draft(project("two"), save());
        CHECK(refused(locked) == ErrorKind::environment);
        CHECK(locked.error().message.find("locked by another writer") != std::string::npos);
        CHECK(store->state().ok());

        const auto patient = must(store::open(scratch.path("store")));
        std::thread release([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            ::flock(lock.number(), LOCK_UN);
        });
        CHECK(patient->save_draft(project("two"), save()).ok());
        release.join();
    }
    // A lock file that was removed locks nobody out, nor in.
    std::filesystem::remove(scratch.path("store/lock"));
    CHECK(store->save_draft(project("three"), save()).ok());
}

TEST_CASE("who may only read reads, and is told that this is all") {
    const Scratch scratch;
    std::filesystem::permissions(scratch.path(""), static_cast<std::filesystem::perms>(0755));
    const auto writer = must(store::open(scratch.path("store")));
    const auto record = publish(*writer, "one");
    if (::geteuid() != 0) return;  // nobody else to be
    const OtherUser other;
    const auto store = must(store::open(scratch.path("store")));
    CHECK(must(store->state()).current->version == 1);
    CHECK(store->artifact(record.artifact).ok());
    CHECK(store->files(record.files).ok());
    CHECK(problems(*store) == "");
    CHECK(refused(store->save_draft(project("two"), save())) == ErrorKind::not_allowed);
    CHECK(refused(store->republish(1, change())) == ErrorKind::not_allowed);
    CHECK(refused(must(store::open(scratch.path("new")))->save_draft({}, save())) == ErrorKind::not_allowed);
}

TEST_CASE("who may not read is told so") {
    const Scratch scratch;
    std::filesystem::permissions(scratch.path(""), static_cast<std::filesystem::perms>(0755));
    const auto writer = must(store::open(scratch.path("store")));
    publish(*writer, "one");
    std::filesystem::permissions(scratch.path("store"), std::filesystem::perms::none);
    if (::geteuid() != 0) return;
    const OtherUser other;
    CHECK(refused(store::open(scratch.path("store"))) == ErrorKind::not_allowed);
}

TEST_CASE("what is no file where one should be is told, and nothing waits for it") {
    const Scratch scratch;
    const std::string root = scratch.path("store");
    const auto store = must(store::open(root));
    const auto record = publish(*store, "one");
    for (const std::string& path : {root + "/objects/" + base::to_string(record.artifact).substr(3) + ".parleyc",
                                    root + "/objects/" + base::to_string(record.files).substr(3) + ".files",
                                    root + "/versions/1", root + "/log/1", root + "/current", root + "/format"}) {
        CAPTURE(path);
        for (const bool pipe : {true, false}) {
            const std::string kept = scratch.path("kept");
            std::filesystem::rename(path, kept);
            REQUIRE((pipe ? ::mkfifo(path.c_str(), 0666) : ::mkdir(path.c_str(), 0777)) == 0);
            const auto opened = store::open(root);
            if (opened) CHECK(problems(**opened) != "");
            std::filesystem::remove(path);
            std::filesystem::rename(kept, path);
        }
    }
    CHECK(problems(*store) == "");
}

TEST_CASE("a store whose empty folders were lost, as some tools lose them, goes on") {
    const Scratch scratch;
    const auto store = must(store::open(scratch.path("store")));
    must(store->save_draft(project("one"), save()));
    std::filesystem::remove(scratch.path("store/tmp"));
    std::filesystem::remove(scratch.path("store/versions"));
    std::filesystem::remove(scratch.path("store/lock"));
    CHECK(problems(*store) == "");
    CHECK(must(publish_draft(*store, "one")).version == 1);
    CHECK(problems(*store) == "");
}
