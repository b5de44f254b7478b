#include "runtime/signing/base64.h"

#include <sodium.h>

#include <algorithm>

#include "runtime/base/result.h"

namespace parley::signing {

void prepare() {
    static const int outcome = sodium_init();
    PARLEY_ASSERT(outcome >= 0);
}

std::string to_base64(std::span<const std::byte> bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the library ends it with a zero
    return text;
}

bool from_base64(std::string_view text, std::span<std::byte> bytes) {
    // The library takes some bytes above ASCII for `+` and `/`.
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) return false;
    std::size_t got = 0;
    return sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                             nullptr, &got, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == bytes.size();
}

}  // namespace parley::signing
