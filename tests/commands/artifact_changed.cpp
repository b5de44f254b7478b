// An artifact that somebody changed and gave a correct digest: what deciding does not read is found by whoever asks.
#include <doctest/doctest.h>

#include <cstring>

#include "tests/commands/harness.h"
#include "tests/runtime/bytecode/reseal.h"

namespace bytecode = parley::bytecode;

TEST_CASE("an artifact that is good for deciding alone decides, and is refused when somebody asks why") {
    const tests::Folder folder;
    tests::write_project(folder);
    REQUIRE(tests::parley(folder, {"build", "-o", "good"}).code == 0);
    const std::string good = folder.read("good");
    std::vector<std::byte> bytes(good.size());
    std::memcpy(bytes.data(), good.data(), good.size());
    const std::uint64_t manifest = bytecode::entry_of(bytes, bytecode::Section::manifest).offset;
    std::memset(bytes.data() + manifest + offsetof(bytecode::ManifestRecord, budget), 0, sizeof(std::uint64_t));
    bytecode::reseal(bytes);
    folder.write("changed", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    folder.write("event.json", tests::starting_event);
    CHECK(tests::parley(folder, {"decide", "event.json", "--artifact", "changed"}).code == 0);
    const std::vector<std::vector<std::string>> commands = {
        {"inspect", "changed"},
        {"disasm", "changed"},
        {"decide", "event.json", "--explain", "--artifact", "changed"},
        {"explain", "event.json", "--artifact", "changed"}};
    for (const std::vector<std::string>& command : commands) {
        CAPTURE(command[0]);
        const tests::Run run = tests::parley(folder, command);
        CHECK(run.code == 6);
        CHECK(run.out.empty());
        CHECK(tests::contains(run.err, "manifest[0]: a budget below what an event can take"));
    }
}
