// Artifacts of every earlier format stay readable; one of each is kept here, as the program of its time wrote it.
#include <doctest/doctest.h>

#include <algorithm>

#include "runtime/base/file.h"
#include "runtime/bytecode/reader.h"
#include "tests/runtime/bytecode/reseal.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

const std::string kept = PARLEY_ROOT "/tests/runtime/bytecode/format_1/artifact.parleyc";
constexpr std::size_t sections_then = 27;

std::vector<std::byte> kept_bytes() {
    const auto mapped = base::MappedFile::open(kept);
    REQUIRE(mapped.ok());
    return {mapped->bytes().begin(), mapped->bytes().end()};
}

}  // namespace

TEST_CASE("an artifact of format 1 is read, and known by the digest it has always had") {
    const auto opened = Artifact::open_file(kept);
    REQUIRE(opened.ok());
    const Artifact& artifact = **opened;
    CHECK(base::to_string(artifact.digest()) == "b2:d762cca7771f3702cea91f90c14936fd3cc8c29708d22bccb570aadb17a83751");
    CHECK(artifact.header().format_version == 1);
    CHECK(std::ranges::equal(artifact.bytes(), kept_bytes()));
    CHECK(artifact.rules().size() == 9);
    CHECK(artifact.code().size() == 102);
    CHECK(artifact.steps().size() == 102);  // the plan, which its file has not
    CHECK(artifact.string(artifact.manifest().ruleset) == "Service desk");
}

TEST_CASE("damage of an artifact of format 1 is told") {
    const std::vector<std::byte> good = kept_bytes();
    for (std::size_t at = 0; at < good.size(); at += 7) {
        std::vector<std::byte> bytes = good;
        bytes[at] ^= std::byte{1};
        if (Artifact::open(std::move(bytes)).ok()) FAIL("byte " << at);
        bytes.assign(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at));
        if (Artifact::open(std::move(bytes)).ok()) FAIL("prefix of " << at);
    }
}

// The plan is made before the verifier has seen the tables, so whatever they say it must come to an end in its bounds.
TEST_CASE("an artifact of format 1 that somebody changed and sealed again is refused or safe") {
    const std::vector<std::byte> good = kept_bytes();
    const std::size_t begin = sizeof(Header) + sections_then * sizeof(SectionEntry);
    std::size_t refused = 0;
    std::size_t tried = 0;
    for (std::size_t at = begin; at + 4 <= good.size(); at += 4) {
        const std::uint32_t hostile[] = {0, 0xffffffff, 0x7fffffff, static_cast<std::uint32_t>(at)};
        std::vector<std::byte> bytes = good;
        std::memcpy(bytes.data() + at, &hostile[at / 4 % 4], 4);
        reseal(bytes);
        refused += !Artifact::open(std::move(bytes)).ok();
        ++tried;
    }
    CHECK(refused > tried / 4);
    CHECK(refused < tried);
}
