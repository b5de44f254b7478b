#include "runtime/signing/key.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "runtime/signing/base64.h"

namespace parley::signing {
namespace {

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
const unsigned char* raw(const PublicKey& key) {
    return reinterpret_cast<const unsigned char*>(key.bytes.data());
}

static_assert(crypto_sign_PUBLICKEYBYTES == std::tuple_size_v<decltype(PublicKey::bytes)>);
static_assert(crypto_sign_SECRETKEYBYTES == 64);

}  // namespace

std::string PublicKey::text() const {
    return std::string(public_prefix) + to_base64(bytes);
}

std::optional<PublicKey> PublicKey::parse(std::string_view text) {
    if (!text.starts_with(public_prefix)) return std::nullopt;
    PublicKey key;
    if (!from_base64(text.substr(public_prefix.size()), key.bytes)) return std::nullopt;
    return key;
}

SecretKey SecretKey::generate() {
    prepare();
    SecretKey key;
    PublicKey ignored;
    crypto_sign_keypair(reinterpret_cast<unsigned char*>(ignored.bytes.data()), key.bytes_.data());
    return key;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
    sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

SecretKey::~SecretKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

PublicKey SecretKey::public_key() const {
    PublicKey key;
    crypto_sign_ed25519_sk_to_pk(reinterpret_cast<unsigned char*>(key.bytes.data()), bytes_.data());
    return key;
}

std::string SecretKey::sign(std::string_view message) const {
    prepare();
    std::array<std::byte, crypto_sign_BYTES> signature;
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, raw(message), message.size(),
                         bytes_.data());
    return to_base64(signature);
}

bool verify(const PublicKey& key, std::string_view message, std::string_view signature) {
    prepare();
    std::array<std::byte, crypto_sign_BYTES> bytes;
    if (!from_base64(signature, bytes)) return false;
    return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(bytes.data()), raw(message),
                                       message.size(), raw(key)) == 0;
}

base::Result<Trust> Trust::read(std::span<const std::string> paths) {
    Trust trust;
    for (const std::string& path : paths) {
        base::Result<PublicKey> key = PublicKey::read(path);
        if (!key) return key.error();
        trust.add(*key);
    }
    return trust;
}

void Trust::add(const PublicKey& key) {
    if (!contains(key)) keys_.push_back(key);
}

bool Trust::contains(const PublicKey& key) const {
    return std::ranges::find(keys_, key) != keys_.end();
}

}  // namespace parley::signing
