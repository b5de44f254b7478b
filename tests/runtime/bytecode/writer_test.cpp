#include <doctest/doctest.h>

#include <cstring>

#include "runtime/bytecode/verifier.h"
#include "tests/runtime/bytecode/sample.h"

using namespace parley;
using namespace parley::bytecode;

TEST_CASE("the sample artifact is accepted, and its tables read as they were written") {
    Sample sample = make_sample();
    const Tables tables = sample.builder.finish();
    const auto opened = open_tables(tables);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    const Artifact& artifact = **opened;
    CHECK(artifact.string(artifact.manifest().ruleset) == "Sample");
    CHECK(artifact.code().size() == tables.code.size());
    CHECK(std::memcmp(artifact.code().data(), tables.code.data(), tables.code.size() * sizeof(Instruction)) == 0);
    CHECK(artifact.string(artifact.rules()[1].name) == "Closing");
    CHECK(artifact.string(artifact.files()[0].text) == sample_source);
    CHECK(artifact.bytes().size() == artifact.header().file_bytes);
}

TEST_CASE("the sample uses every opcode") {
    Sample sample = make_sample();
    for (const OpcodeInfo& info : opcodes()) {
        const auto uses = [&](const Instruction& instruction) { return find_opcode(instruction.opcode) == &info; };
        CHECK_MESSAGE(std::ranges::any_of(sample.builder.tables.code, uses), info.name);
    }
}

TEST_CASE("the same tables give the same bytes and digest") {
    const std::vector<std::byte> first = write_artifact(make_sample().builder.finish());
    const std::vector<std::byte> second = write_artifact(make_sample().builder.finish());
    CHECK(first == second);
    const auto opened = Artifact::open(first);
    REQUIRE(opened.ok());
    CHECK(std::memcmp((*opened)->digest().data(), (*opened)->header().digest.data(), 32) == 0);
}

TEST_CASE("another table gives another digest") {
    Tables tables = make_sample().builder.finish();
    const auto before = open_tables(tables);
    ++tables.manifest.budget;
    const auto after = open_tables(tables);
    REQUIRE(before.ok());
    REQUIRE(after.ok());
    CHECK((*before)->digest() != (*after)->digest());
}

TEST_CASE("sections begin at multiples of 16, in order") {
    const auto opened = open_tables(make_sample().builder.finish());
    REQUIRE(opened.ok());
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < section_count; ++i) {
        const SectionEntry entry = (*opened)->section(static_cast<Section>(i));
        CHECK(entry.offset % 16 == 0);
        CHECK(entry.offset >= before);
        before = entry.offset;
    }
}

TEST_CASE("strings are stored once") {
    Tables tables;
    const StringRef first = tables.intern("one");
    tables.intern("two");
    const StringRef again = tables.intern("one");
    CHECK(again.offset == first.offset);
    CHECK(tables.strings == "onetwo");
}

TEST_CASE("names are found in their domain and nowhere else") {
    const auto opened = open_tables(make_sample().builder.finish());
    REQUIRE(opened.ok());
    const Artifact& artifact = **opened;
    const std::uint32_t queues = artifact.manifest().queue_domain;
    CHECK(artifact.find_symbol(queues, "Default") == 0);
    CHECK(artifact.find_symbol(queues, "Billing") == 1);
    CHECK(artifact.find_symbol(queues, "Multilingual") == 2);
    CHECK(artifact.find_symbol(queues, "billing") == none);
    CHECK(artifact.find_symbol(queues, "") == none);
    CHECK(artifact.find_symbol(queues, "Zzz") == none);
    CHECK(artifact.find_symbol(artifact.manifest().platform_domain, "Billing") == none);
    CHECK(artifact.find_symbol(99, "Billing") == none);
    CHECK(artifact.symbol_name(queues, 1) == "Billing");
    CHECK(artifact.symbol_name(queues, 3) == "");
    CHECK(artifact.symbol_name(99, 0) == "");
}
