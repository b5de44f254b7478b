// Base64 of RFC 4648 with padding, one spelling for each value. Private to this folder.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace parley::signing {

inline constexpr std::string_view public_prefix = "ed25519:";
inline constexpr std::string_view secret_prefix = "ed25519-secret:";

// Readies libsodium; to be called before anything of it that draws or checks keys.
void prepare();

std::string to_base64(std::span<const std::byte> bytes);
// Fills `bytes` wholly; false where the text is anything but what `to_base64` writes for as many bytes.
bool from_base64(std::string_view text, std::span<std::byte> bytes);

}  // namespace parley::signing
