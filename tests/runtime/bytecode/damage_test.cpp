// Damaged, truncated, newer, oversized and badly laid out files.
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/runtime/bytecode/reseal.h"
#include "tests/runtime/bytecode/sample.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

std::vector<std::byte> small_artifact() {
    TablesBuilder builder;
    builder.simple_rule("A", {0}, "hold");
    return write_artifact(builder.finish());
}

// The refusal of these bytes; empty: they are accepted.
std::string refusal(std::vector<std::byte> bytes) {
    const auto opened = Artifact::open(std::move(bytes));
    return opened.ok() ? "" : opened.error().message;
}

std::string after_change(const std::function<void(std::vector<std::byte>&)>& change) {
    std::vector<std::byte> bytes = small_artifact();
    change(bytes);
    header_of(bytes).file_bytes = bytes.size();
    reseal(bytes);
    return refusal(std::move(bytes));
}

const std::string prefix = "the artifact is refused: ";

}  // namespace

TEST_CASE("each flipped bit of an artifact is refused") {
    const std::vector<std::byte> good = small_artifact();
    REQUIRE(refusal(good).empty());
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::vector<std::byte> bytes = good;
            bytes[at] ^= std::byte{1} << bit;
            if (refusal(std::move(bytes)).empty()) FAIL("byte " << at << ", bit " << bit);
        }
    }
}

TEST_CASE("each prefix of an artifact is refused, and so is one byte more") {
    const std::vector<std::byte> good = small_artifact();
    for (std::size_t size = 0; size < good.size(); ++size) {
        if (refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}).empty()) FAIL("size " << size);
    }
    std::vector<std::byte> longer = good;
    longer.push_back(std::byte{0});
    CHECK(refusal(longer).starts_with(prefix + "it has "));
}

TEST_CASE("an artifact of the future is told apart, before anything else of it is believed") {
    std::vector<std::byte> bytes = small_artifact();
    header_of(bytes).format_version = 4;
    header_of(bytes).minimum_reader = 4;
    header_of(bytes).file_bytes = 1;
    bytes.resize(100);
    const auto opened = Artifact::open(std::move(bytes));
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().kind == base::ErrorKind::newer_format);
    CHECK(opened.error().message == "the artifact needs a parley that reads format 4; this one reads up to 3");
}

TEST_CASE("a newer artifact that this reader can still run is accepted") {
    CHECK(after_change([](auto& bytes) { header_of(bytes).format_version = 4; }) == "");
}

TEST_CASE("a header that cannot be is refused") {
    CHECK(after_change([](auto& bytes) { header_of(bytes).minimum_reader = 0; }) ==
          prefix + "its format is 3 and its oldest reader 0, which cannot be");
    CHECK(after_change([](auto& bytes) { header_of(bytes).format_version = 0; }) ==
          prefix + "its format is 0 and its oldest reader 3, which cannot be");
    CHECK(after_change([](auto& bytes) { header_of(bytes).reserved = 1; }) ==
          prefix + "a reserved part of its header is not zero");
    CHECK(after_change([](auto& bytes) { bytes[0] = std::byte{'Q'}; }) ==
          prefix + "it does not begin as an artifact does");
    CHECK(refusal({}) == prefix + "it does not begin as an artifact does");
}

TEST_CASE("a layout that is not the one the tables have is refused, whatever its digest") {
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::strings).offset += 16; }) ==
          prefix + "section strings does not begin where the one before it ends");
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::domains).offset -= 16; }) ==
          prefix + "section domains does not begin where the one before it ends");
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::code).count = ~std::uint64_t{0}; }) ==
          prefix + "section code ends outside the file");
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::code).count = ~std::uint64_t{0} / 20 + 2; }) ==
          prefix + "section code ends outside the file");
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::manifest).offset = ~std::uint64_t{0}; }) ==
          prefix + "section manifest does not begin where the one before it ends");
    CHECK(after_change([](auto& bytes) { entry_of(bytes, Section::manifest).count = 0; }) ==
          prefix + "section strings does not begin where the one before it ends");
    CHECK(after_change([](auto& bytes) { bytes.resize(bytes.size() + 16); }) ==
          prefix + "there are bytes behind its last section");
    CHECK(after_change([](auto& bytes) {
              const SectionEntry strings = entry_of(bytes, Section::strings);
              bytes[strings.offset + strings.count] = std::byte{1};
          }) == prefix + "the gap before section domains is not zero");
}

TEST_CASE("two manifests are one too many, however well they are laid out") {
    CHECK(after_change([](auto& bytes) {
              const std::uint64_t behind = entry_of(bytes, Section::manifest).offset + sizeof(ManifestRecord);
              entry_of(bytes, Section::manifest).count = 2;
              for (std::size_t i = 1; i < section_count; ++i)
                  entry_of(bytes, static_cast<Section>(i)).offset += sizeof(ManifestRecord);
              bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(behind), sizeof(ManifestRecord), std::byte{0});
          }) == prefix + "it has not one manifest");
}

TEST_CASE("an oversized artifact is refused for its size alone") {
    std::vector<std::byte> bytes = small_artifact();
    bytes.resize(maximum_artifact_bytes + 1);
    CHECK(refusal(std::move(bytes)) == prefix + "it has 536870913 bytes, and at most 536870912 are read");
}

TEST_CASE("names that share their bytes cost no more than others") {
    // Each name is a beginning of the same long text, so that comparing neighbours would look at all of it each time.
    TablesBuilder builder;
    constexpr std::uint32_t names = 20'000;
    const StringRef shared = builder.text(std::string(names, 'a'));
    for (std::uint32_t i = 1; i <= names; ++i)
        builder.tables.fields.push_back({{shared.offset, i}, TypeRecord::of(plain(value::Kind::text)), none, none});
    CHECK(refusal(write_artifact(builder.tables)).ends_with("names too long to compare"));
}

// Its digest is made while all else is checked.
TEST_CASE("of a large artifact that was damaged nothing is told but that it was") {
    TablesBuilder builder;
    builder.simple_rule("A", {0}, "hold");
    builder.text(std::string(std::size_t{1} << 20, 'a'));
    const std::vector<std::byte> good = write_artifact(builder.finish());
    REQUIRE(refusal(good).empty());
    std::vector<std::size_t> places;  // all but in the long text, and a few in it
    for (std::size_t at = sizeof(Header); at < good.size(); at += good[at] == std::byte{'a'} ? 50'000 : 1)
        places.push_back(at);
    CHECK(places.size() > 500);
    for (const std::size_t at : places) {
        std::vector<std::byte> bytes = good;
        bytes[at] ^= std::byte{0xff};
        if (refusal(std::move(bytes)) != prefix + "its bytes do not match its digest") FAIL("byte " << at);
    }
    std::vector<std::byte> bytes = good;
    record<ManifestRecord>(bytes, Section::manifest).zone = {0, 0};
    reseal(bytes);
    CHECK(refusal(std::move(bytes)) == prefix + "manifest[0]: an unknown time zone");
}

TEST_CASE("a file is opened by mapping it, and what the file system says is passed on") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parley-artifact-test";
    std::filesystem::create_directories(folder);
    const std::string path = (folder / "good.artifact").string();
    const std::vector<std::byte> good = small_artifact();
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(good.data()), static_cast<std::streamsize>(good.size()));
    const auto opened = Artifact::open_file(path);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    CHECK(std::ranges::equal((*opened)->bytes(), good));
    CHECK((*opened)->string((*opened)->rules()[0].name) == "A");

    const auto missing = Artifact::open_file((folder / "missing").string());
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().kind == base::ErrorKind::not_found);

    std::ofstream((folder / "empty").string());
    const auto empty = Artifact::open_file((folder / "empty").string());
    REQUIRE_FALSE(empty.ok());
    CHECK(empty.error().kind == base::ErrorKind::integrity);
    std::filesystem::remove_all(folder);
}
