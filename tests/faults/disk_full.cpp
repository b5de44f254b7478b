// A disk that is really full, with any number of free pages left.
#include <doctest/doctest.h>

#include <atomic>

#include "tests/faults/disk.h"
#include "tests/faults/plan.h"
#include "tests/faults/prepared.h"

using namespace faults;

TEST_CASE("the disk is full: refused with the store as it was, and done once there is room") {
    if (const auto reason = cannot_mount()) return report_skipped("full disk", *reason);
    constexpr std::size_t page = 4096, disk_bytes = 1 << 20;
    for (const Target& row : targets()) {
        const auto prepared = prepare(row);
        std::vector<std::size_t> rooms = {0, page, 2 * page, 4 * page, 8 * page, 16 * page};
        for (std::size_t pages = 0; run_all() && pages < 48; ++pages) rooms.push_back(pages * page);
        std::atomic<std::uint64_t> refused = 0;
        const std::uint64_t violations =
            run_parallel("full disk, " + row.name, rooms.size(), [&](std::size_t index) -> std::string {
                SmallDisk disk(disk_bytes);
                const std::string folder = disk.path() + "/project";
                copy_tree(prepared->folder.path(), folder);
                disk.fill(rooms[index]);
                const Outcome outcome = parley(folder, row.words);
                const std::string story = std::to_string(rooms[index]) + " bytes left: ";
                if (outcome.code != 0) ++refused;
                if (outcome.code != 0 && (outcome.code != 3 || outcome.err.empty()))
                    return story + "ended with " + std::to_string(outcome.code) + ": " + outcome.err;
                const std::string wrong = check_state(prepared->expected, row.look(folder), outcome.code == 0);
                if (!wrong.empty()) return story + wrong;
                disk.empty();
                const std::string later = check(row, prepared->expected, folder, outcome.code == 0);
                return later.empty() ? later : story + later;
            });
        report("full disk, " + row.name, rooms.size(), "amounts of room (" + std::to_string(refused) + " refused)",
               violations);
        if (row.always_whole) CHECK_MESSAGE(refused > 0, row.name);
    }
}
