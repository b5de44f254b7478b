// `run` where the world refuses: nobody reads, the disk is full, the state is none, damaged or of a newer program. Each
// time one clear sentence, and nothing is lost.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tests/commands/run_steps.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view greeting = "rule \"Greeting\" on queued_at_start { send_message \"Hello\" }\n";

std::string day_of(int customers) {
    std::string out;
    for (int i = 0; i < customers; ++i) {
        const std::string number = std::to_string(i);
        out += message("m" + number, i, number, std::string(200, 'x'));
    }
    return out;
}

void write_day(const Folder& folder, int customers) {
    write_centre(folder, greeting);
    folder.write("day.jsonl", day_of(customers));
}

// Says one sentence, which has these words.
void check_said(const std::string& err, std::string_view words) {
    CHECK_MESSAGE(contains(err, words), err);
    CHECK_MESSAGE(std::count(err.begin(), err.end(), '\n') == 1, err);
}

constexpr const char* state = ".parley/state.db";

void check_refused(const Folder& folder, std::string_view words, int code_of_looks) {
    const std::string before = folder.read(state);
    const Run run = parley(folder, {"run", "day.jsonl"});
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    check_said(run.err, words);
    // Nothing of it was touched.
    CHECK((fs::is_directory(folder.at(state)) || folder.read(state) == before));
    for (const std::vector<std::string>& look : {std::vector<std::string>{"conversations"},
                                                 {"contacts"},
                                                 {"profile", "P-1"},
                                                 {"queues"},
                                                 {"related", "C-1"},
                                                 {"report"},
                                                 {"show", "C-1"}}) {
        CAPTURE(look[0]);
        const Run looked = parley(folder, look);
        CHECK(looked.code == code_of_looks);
        CHECK(looked.out.empty());
        check_said(looked.err, words);
    }
}

// Over the file's bytes at `offset`, as if they had always been there.
void overwrite(const Folder& folder, std::size_t offset, const std::string& bytes) {
    for (const char* side : {".parley/state.db-wal", ".parley/state.db-shm"}) fs::remove(folder.at(side));
    std::string text = folder.read(".parley/state.db");
    REQUIRE(text.size() > offset + bytes.size());
    folder.write(".parley/state.db", text.replace(offset, bytes.size(), bytes));
}

}  // namespace

TEST_CASE("run: whoever took its lines has gone: exit 3 with the reason, and they come with the next run") {
    const Folder folder, other;
    write_day(folder, 3);
    write_day(other, 3);
    folder.write("none.jsonl", "");
    {
        Live live(folder, {"run", "--clock", "events"});
        live.stop_reading();
        live.send(day_of(3));
        CHECK(live.finish() == 3);
        check_said(live.notices(),
                   "parley: cannot write `stdout`: broken pipe; what it did not take comes with the next run");
    }
    const Run next = parley(folder, {"run", "none.jsonl"});
    CHECK(next.code == 0);
    CHECK((decided(next.out) == decided(parley(other, {"run", "day.jsonl"}).out)));
    CHECK((dump(folder) == dump(other)));
}

TEST_CASE("what only looks ends without a word where a pipe is closed early") {
    const Folder folder;
    write_day(folder, 700);
    REQUIRE(parley(folder, {"run", "day.jsonl"}).code == 0);
    for (const char* look : {"conversations", "conversations --format json", "contacts", "report", "show C-1"}) {
        CAPTURE(look);
        const Run run = run_program(folder.path(), {"sh", "-c", program() + " " + look + " | head -c 9"});
        CHECK(run.code == 0);
        CHECK(run.out.size() == 9);
        CHECK(run.err.empty());
    }
}

TEST_CASE("run: the disk under the state is full: exit 3, and afterwards it goes on as if nothing had happened") {
    const Folder folder, other;
    write_day(folder, 600);
    write_day(other, 600);
    folder.write("none.jsonl", "");
    REQUIRE(parley(folder, {"run", "none.jsonl"}).code == 0);
    // No file may grow beyond this; what would be is refused as a full disk is.
    const std::string limited = "trap '' XFSZ; ulimit -f 800; " + program() + " run day.jsonl";
    const Run full = run_program(folder.path(), {"bash", "-c", limited + " | cat; exit ${PIPESTATUS[0]}"});
    CHECK(full.code == 3);
    check_said(full.err, "state.db");
    const Run next = parley(folder, {"run", "day.jsonl"}), whole = parley(other, {"run", "day.jsonl"});
    CHECK(next.code == 0);
    std::set<std::string> lines = decided(full.out);
    CHECK(lines.size() < decided(whole.out).size());
    lines.merge(decided(next.out));
    CHECK((lines == decided(whole.out)));
    CHECK((dump(folder) == dump(other)));
}

TEST_CASE("run and all that looks: a state of a newer parley, a damaged one, a folder, one that may not be read") {
    const Folder folder;
    write_day(folder, 40);
    REQUIRE(parley(folder, {"run", "day.jsonl"}).code == 0);
    SUBCASE("newer") {
        overwrite(folder, 60, std::string("\0\0\0\2", 4));  // SQLite's user_version
        check_refused(folder, "was written by a newer parley", 6);
    }
    SUBCASE("damaged") {
        overwrite(folder, 0, std::string(4096, 'x'));
        check_refused(folder, "state.db", 6);
    }
    SUBCASE("a folder") {
        for (const char* side : {"", "-wal", "-shm"}) fs::remove(folder.at(std::string(".parley/state.db") + side));
        fs::create_directory(folder.at(".parley/state.db"));
        check_refused(folder, "state.db` is no file", 3);
    }
    SUBCASE("not to be read") {
        if (geteuid() == 0) return;  // whom nothing is forbidden
        fs::permissions(folder.at(".parley/state.db"), fs::perms::none);
        check_refused(folder, "permission denied", 5);
    }
}
