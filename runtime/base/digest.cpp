#include "runtime/base/digest.h"

#include <sodium.h>

#include <string_view>

#include "runtime/base/result.h"

namespace parley::base {
namespace {

static_assert(crypto_generichash_BYTES == std::tuple_size_v<Digest>);

// Lets the library choose its code for this processor; it hashes correctly without, but slower.
void prepare() {
    static const int outcome = sodium_init();
    PARLEY_ASSERT(outcome >= 0);
}

const unsigned char* raw(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Digest digest(std::span<const std::byte> bytes) {
    return digest(std::span<const std::span<const std::byte>>(&bytes, 1));
}

Digest digest(std::span<const std::span<const std::byte>> parts) {
    prepare();
    Digest result;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, result.size());
    for (const auto& part : parts) crypto_generichash_update(&state, raw(part), part.size());
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(result.data()), result.size());
    return result;
}

std::string to_string(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "b2:";
    text.reserve(3 + 2 * digest.size());
    for (const std::byte byte : digest) {
        text += digits[std::to_integer<unsigned>(byte) >> 4];
        text += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

std::optional<Digest> parse_digest(std::string_view text) {
    Digest result;
    constexpr std::string_view prefix = "b2:";
    if (!text.starts_with(prefix) || text.size() != prefix.size() + 2 * result.size()) return std::nullopt;
    const auto nibble = [](char digit) {
        return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
    };
    text.remove_prefix(prefix.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        const int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        result[i] = static_cast<std::byte>(high << 4 | low);
    }
    return result;
}

}  // namespace parley::base
