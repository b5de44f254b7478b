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

}  // namespace parley::base
