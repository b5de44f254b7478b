// Artifacts of every earlier format stay readable; one of each is kept here, as the program of its time wrote it.
#include <doctest/doctest.h>

#include <algorithm>

#include "runtime/base/file.h"
#include "runtime/bytecode/reader.h"
#include "tests/runtime/bytecode/reseal.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

struct Kept {
    int format;
    std::string digest;
    std::size_t sections;
    std::vector<std::byte> bytes = {};
};

std::vector<Kept> all_kept() {
    std::vector<Kept> all = {
        {1, "b2:d762cca7771f3702cea91f90c14936fd3cc8c29708d22bccb570aadb17a83751", 27},
        {2, "b2:553bfd2840111976d8ae4ffb0fd7eeb440c2ce9b81932532477f7d303210d0c6", 48},
    };
    for (Kept& kept : all) {
        const auto mapped = base::MappedFile::open(PARLEY_ROOT "/tests/runtime/bytecode/format_" +
                                                   std::to_string(kept.format) + "/artifact.parleyc");
        REQUIRE(mapped.ok());
        kept.bytes.assign(mapped->bytes().begin(), mapped->bytes().end());
    }
    return all;
}

}  // namespace

TEST_CASE("an artifact of an earlier format is read, and known by the digest it has always had") {
    for (const Kept& kept : all_kept()) {
        CAPTURE(kept.format);
        const auto opened = Artifact::open(kept.bytes);
        REQUIRE_MESSAGE(opened.ok(), opened.error().message);
        const Artifact& artifact = **opened;
        CHECK(base::to_string(artifact.digest()) == kept.digest);
        CHECK(artifact.header().format_version == kept.format);
        CHECK(std::ranges::equal(artifact.bytes(), kept.bytes));
        CHECK(artifact.rules().size() == 9);
        CHECK(artifact.code().size() == 102);
        CHECK(artifact.steps().size() == 102);  // the plan, which its file has not, or another one
        CHECK(artifact.string(artifact.manifest().ruleset) == "Service desk");
    }
}

TEST_CASE("damage of an artifact of an earlier format is told") {
    for (const Kept& kept : all_kept()) {
        CAPTURE(kept.format);
        for (std::size_t at = 0; at < kept.bytes.size(); at += 7) {
            std::vector<std::byte> bytes = kept.bytes;
            bytes[at] ^= std::byte{1};
            if (Artifact::open(std::move(bytes)).ok()) FAIL("byte " << at);
            bytes.assign(kept.bytes.begin(), kept.bytes.begin() + static_cast<std::ptrdiff_t>(at));
            if (Artifact::open(std::move(bytes)).ok()) FAIL("prefix of " << at);
        }
    }
}

// The plan is made before the verifier has seen the tables, so whatever they say it must come to an end in its bounds.
TEST_CASE("an artifact of an earlier format that somebody changed and sealed again is refused or safe") {
    for (const Kept& kept : all_kept()) {
        CAPTURE(kept.format);
        const std::size_t begin = sizeof(Header) + kept.sections * sizeof(SectionEntry);
        std::size_t refused = 0;
        std::size_t tried = 0;
        for (std::size_t at = begin; at + 4 <= kept.bytes.size(); at += 4) {
            const std::uint32_t hostile[] = {0, 0xffffffff, 0x7fffffff, static_cast<std::uint32_t>(at)};
            std::vector<std::byte> bytes = kept.bytes;
            std::memcpy(bytes.data() + at, &hostile[at / 4 % 4], 4);
            reseal(bytes);
            refused += !Artifact::open(std::move(bytes)).ok();
            ++tried;
        }
        CHECK(refused > tried / 4);
        CHECK(refused < tried);
    }
}
