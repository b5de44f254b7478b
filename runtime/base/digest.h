// BLAKE2b with 256 bits (RFC 7693), by libsodium: the name of an artifact.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parley::base {

using Digest = std::array<std::byte, 32>;

Digest digest(std::span<const std::byte> bytes);
// The digest of the concatenation.
Digest digest(std::span<const std::span<const std::byte>> parts);
// "b2:" and 64 hexadecimal digits, as on the wire.
std::string to_string(const Digest& digest);
// Exactly what `to_string` writes.
std::optional<Digest> parse_digest(std::string_view text);

}  // namespace parley::base
