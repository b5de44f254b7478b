#include "runtime/base/digest.h"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

using namespace parley::base;

namespace {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

constexpr std::string_view empty_digest = "b2:0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
constexpr std::string_view abc_digest = "b2:bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";

}  // namespace

TEST_CASE("digests are BLAKE2b with 256 bits") {
    CHECK(to_string(digest(bytes(""))) == empty_digest);
    CHECK(to_string(digest(bytes("abc"))) == abc_digest);
}

TEST_CASE("the digest of parts is that of their concatenation") {
    const std::array parts = {bytes("a"), bytes(""), bytes("bc")};
    CHECK(to_string(digest(parts)) == abc_digest);
    CHECK(to_string(digest(std::span<const std::span<const std::byte>>())) == empty_digest);
}
