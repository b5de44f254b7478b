// The file: what is opened and what is refused, who may, and what happens when the machine fails.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "runtime/base/file.h"
#include "runtime/engine/sqlite/database.h"
#include "runtime/engine/sqlite/open.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::tests {
namespace {

using base::ErrorKind;
using sqlite::Access;

std::unique_ptr<state::Database> must_open(const std::string& path, Access access) {
    auto opened = sqlite::open(path, access);
    if (!opened) FAIL(opened.error().message);
    return std::move(*opened);
}
ErrorKind refused(const std::string& path, Access access) {
    const auto opened = sqlite::open(path, access);
    if (opened) FAIL("it should have been refused");
    CHECK(opened.error().message.find(path) != std::string::npos);
    return opened.error().kind;
}
model::Contact named(std::int64_t id, const std::string& name) {
    model::Contact contact;
    contact.id = model::ContactId{id};
    contact.name = name;
    return contact;
}
void put_one(state::Database& database, std::int64_t id, const std::string& name) {
    database.begin();
    database.put(named(id, name));
}
void execute(const std::string& path, const std::string& sql) {
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}
// What `work` returns in a process of its own.
template <typename Work>
int in_child(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST_CASE("what is no state of this parley is refused, and stays as it is") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db");
    for (const Access access : {Access::write, Access::read}) {
        CHECK(refused(scratch.write("text.db",
                                    "no database at all, but a text of some length, longer than a header "
                                    "of a database, which is of one hundred bytes"),
                      access) == ErrorKind::integrity);
    }
    execute(scratch.path("other.db"), "CREATE TABLE notes(text)");
    const std::string before = *base::read_file(scratch.path("other.db"));
    CHECK(refused(scratch.path("other.db"), Access::write) == ErrorKind::integrity);
    CHECK(refused(scratch.path("other.db"), Access::read) == ErrorKind::integrity);
    CHECK(*base::read_file(scratch.path("other.db")) == before);

    CHECK(refused(scratch.write("empty.db", ""), Access::read) == ErrorKind::not_found);
    must_open(scratch.path("empty.db"), Access::write);

    must_open(path, Access::write);
    must_open(path, Access::read);
    std::filesystem::copy_file(path, scratch.path("newer.db"));
    execute(scratch.path("newer.db"), "PRAGMA user_version = 1000");
    CHECK(refused(scratch.path("newer.db"), Access::write) == ErrorKind::newer_format);
    CHECK(refused(scratch.path("newer.db"), Access::read) == ErrorKind::newer_format);
    for (const char* change :
         {"DROP INDEX timeline_open", "CREATE VIEW more AS SELECT 1", "ALTER TABLE meta ADD COLUMN more",
          "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM handled; END"}) {
        std::filesystem::copy_file(path, scratch.path("changed.db"), std::filesystem::copy_options::overwrite_existing);
        execute(scratch.path("changed.db"), change);
        CHECK(refused(scratch.path("changed.db"), Access::write) == ErrorKind::integrity);
    }
    CHECK_FALSE(sqlite::open(scratch.path("text.db/below/state.db"), Access::write));
    std::filesystem::create_directory(scratch.path("folder"));
    CHECK(refused(scratch.path("folder"), Access::write) == ErrorKind::environment);
}

TEST_CASE("a path that SQLite would take for something else is a file all the same") {
    const Scratch scratch;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(scratch.path(""));
    for (const char* path : {":memory:", "file:state.db?mode=memory", "state.db", "./a b#%/state.db"}) {
        const auto database = must_open(path, Access::write);
        put_one(*database, 1, "Joe");
        CHECK(database->commit().ok());
        CHECK(must_open(path, Access::read)->contact(model::ContactId{1})->name == "Joe");
    }
    std::filesystem::current_path(before);
}

TEST_CASE("a second writer of another process is a conflict too, and a killed one holds nothing") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db");
    {
        const auto first = must_open(path, Access::write);
        CHECK(in_child([&] {
                  const auto second = sqlite::open(path, Access::write);
                  return !second && second.error().kind == ErrorKind::conflict ? 7 : 1;
              }) == 7);
    }
    CHECK(in_child([&] {
              const auto killed = must_open(path, Access::write);
              put_one(*killed, 1, "Joe");
              return ::raise(SIGKILL);
          }) == 128 + SIGKILL);
    CHECK_FALSE(must_open(path, Access::write)->contact(model::ContactId{1}));
}

TEST_CASE("a reader needs the right to read, no more; a writer without the right to write is told so") {
    const Scratch scratch;
    const std::string path = scratch.path("state/state.db");
    auto writer = must_open(path, Access::write);
    put_one(*writer, 1, "Joe");
    REQUIRE(writer->commit().ok());
    std::filesystem::permissions(scratch.path(""), std::filesystem::perms(0755));
    for (const auto& file : std::filesystem::recursive_directory_iterator(scratch.path("")))
        std::filesystem::permissions(file.path(), std::filesystem::perms(file.is_directory() ? 0555 : 0444));
    const auto as_nobody = [&](Access access) {
        return in_child([&] {
            if (::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 1;
            const auto opened = sqlite::open(path, access);
            if (!opened) return opened.error().kind == ErrorKind::not_allowed ? 2 : 3;
            const auto contact = (*opened)->contact(model::ContactId{1});
            return contact && contact->name == "Joe" ? 0 : 4;
        });
    };
    CHECK(as_nobody(Access::read) == 0);  // beside a writer
    writer.reset();
    CHECK(as_nobody(Access::read) == 0);  // and alone
    CHECK(as_nobody(Access::write) == 2);
    std::filesystem::permissions(scratch.path("state"), std::filesystem::perms(0755));
}

TEST_CASE("a failure stays, finds and does nothing more, and leaves nothing of the transaction") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db");
    const auto database = must_open(path, Access::write);
    put_one(*database, 1, "Joe");
    REQUIRE(database->commit().ok());
    static_cast<sqlite::Database&>(*database).connection().execute("PRAGMA max_page_count = 100");
    put_one(*database, 1, "Ann");
    CHECK(database->contact(model::ContactId{1})->name == "Ann");
    database->put(named(2, std::string(1'000'000, 'x')));  // the disk is full
    REQUIRE(database->failure());
    CHECK(database->failure()->kind == ErrorKind::environment);
    const std::string said = database->failure()->message;
    CHECK(said.find(path) != std::string::npos);
    CHECK_FALSE(database->contact(model::ContactId{1}));
    CHECK_FALSE(database->add_handled("m1"));
    bool visited = false;
    database->visit_contacts([&](const auto&) { return visited = true; });
    CHECK_FALSE(visited);
    database->put(named(3, "Bob"));
    for (int i = 0; i < 2; ++i) {
        const auto done = database->commit();
        REQUIRE_FALSE(done);
        CHECK(done.error().message == said);
        database->begin();  // does not make it better
    }
    database->rollback();
    CHECK_FALSE(database->failure());
    CHECK(database->contact(model::ContactId{1})->name == "Joe");
    CHECK_FALSE(database->contact(model::ContactId{3}));
    put_one(*database, 3, "Bob");
    CHECK(database->commit().ok());
    CHECK(must_open(path, Access::read)->contact(model::ContactId{3})->name == "Bob");
}

TEST_CASE("a write that the machine cuts short is an error, and what was committed before is there") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db");
    CHECK(in_child([&] {
              const auto database = must_open(path, Access::write);
              ::signal(SIGXFSZ, SIG_IGN);
              const rlimit limit{400'000, 400'000};
              ::setrlimit(RLIMIT_FSIZE, &limit);
              for (std::int64_t i = 1; i < 10'000; ++i) {
                  put_one(*database, i, std::string(1000, 'x'));
                  const auto done = database->commit();
                  if (done) continue;
                  const bool is_said = done.error().kind == ErrorKind::environment;
                  return is_said && i > 5 ? 10 + (database->failure().has_value() ? 1 : 0) : 1;
              }
              return 2;
          }) == 11);
    const auto database = must_open(path, Access::write);
    std::int64_t there = 0;
    database->visit_contacts([&](const model::Contact& contact) { return number(contact.id) == ++there; });
    CHECK(there > 5);
    put_one(*database, there + 1, "Joe");
    CHECK(database->commit().ok());
}

TEST_CASE("[D87] what is erased is in the files no more") {
    const Scratch scratch;
    const std::string path = scratch.path("state.db");
    const std::string secret = "Joe Bloggs of 1 High Street";
    {
        const auto database = must_open(path, Access::write);
        for (std::int64_t id = 1; id <= 200; ++id) put_one(*database, id, secret + std::string(id * 37 % 500, '.'));
        REQUIRE(database->commit().ok());
        for (std::int64_t id = 1; id <= 200; ++id) put_one(*database, id, "");
        REQUIRE(database->commit().ok());
    }
    for (const auto& file : std::filesystem::directory_iterator(scratch.path("")))
        CHECK(base::read_file(file.path().string())->find(secret) == std::string::npos);
}

TEST_CASE("what was committed and synced is on the disk: the settings that SQLite needs for it") {
    const Scratch scratch;
    const auto database = must_open(scratch.path("state.db"), Access::write);
    const auto setting = [&](const char* pragma) {
        sqlite::Query query = static_cast<sqlite::Database&>(*database).connection().query(pragma);
        return query.step() ? query.text(0) : "";
    };
    CHECK(setting("PRAGMA synchronous") == "1");  // NORMAL: SQLite syncs the log before it moves anything out of it
    CHECK(setting("PRAGMA journal_mode") == "wal");
    put_one(*database, 1, "x");
    REQUIRE(database->commit().ok());
    CHECK(database->sync().ok());
}

}  // namespace
}  // namespace parley::tests
