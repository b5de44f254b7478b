// The last good copy: what was written comes back, and no damage gets through.
#include "runtime/follow/copy.h"

#include <doctest/doctest.h>

#include "runtime/base/file.h"
#include "tests/runtime/follow/rules.h"
#include "tests/runtime/follow/temporary.h"

using namespace parley;
using namespace parley::tests;

namespace {

follow::Copy sample() {
    const auto program = sentinel_program("kept");
    return {"0123456789abcdef0123456789abcdef",
            {3, program->artifact().digest(), 7},
            "{\"sequence\":7}\nb2:00\ned25519:key signature\n",
            {program, &program->artifact()}};
}

}  // namespace

TEST_CASE("a copy comes back as it was written, byte for byte") {
    const TemporaryFolder folder;
    const follow::Copy copy = sample();
    REQUIRE(follow::write_copy(folder.at("copy"), copy));
    const auto read = follow::read_copy(folder.at("copy"));
    REQUIRE(read);
    CHECK(read->store == copy.store);
    CHECK(read->release == copy.release);
    CHECK(read->entry == copy.entry);
    CHECK(std::ranges::equal(read->artifact->bytes(), copy.artifact->bytes()));
}

TEST_CASE("a copy with a byte changed, or cut short, is refused") {
    const TemporaryFolder folder;
    const std::string path = folder.at("copy");
    REQUIRE(follow::write_copy(path, sample()));
    const std::string whole = base::read_file(path).value();
    const auto refused = [&](const std::string& text) {
        // Without the cost of a synced replacement for each.
        folder.write("damaged", text);
        const auto read = follow::read_copy(folder.at("damaged"));
        return !read &&
               (read.error().kind == base::ErrorKind::integrity || read.error().kind == base::ErrorKind::newer_format);
    };
    // Every byte of what the copy adds; of the artifact, whose every byte tests/runtime/bytecode damages, some.
    const std::size_t artifact = whole.size() - sample().artifact->bytes().size();
    for (std::size_t at = 0; at < whole.size(); at += at < artifact ? 1 : 37) {
        CAPTURE(at);
        std::string text = whole;
        text[at] = static_cast<char>(text[at] ^ (1 << at % 8));
        REQUIRE(refused(text));
        REQUIRE(refused(whole.substr(0, at)));
    }
    CHECK(refused(whole + "x"));
    CHECK(refused("parley copy 1\nstore x\nversion 99999999999999999999\n"));
}

TEST_CASE("a copy of a newer parley, and none at all") {
    const TemporaryFolder folder;
    folder.write("copy", "parley copy 2\nanything\n");
    CHECK(follow::read_copy(folder.at("copy")).error().kind == base::ErrorKind::newer_format);
    CHECK(follow::read_copy(folder.at("none")).error().kind == base::ErrorKind::not_found);
}
