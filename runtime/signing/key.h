// Ed25519 keys (RFC 8032), by libsodium: a publisher signs, a runtime loads only what a key it trusts has signed.
//
// Key files are text: lines that begin with `#` are comments, and one line holds the key.
//   care.key       ed25519-secret:BASE64      readable by its owner alone (0600)
//   care.key.pub   ed25519:BASE64             what one hands to runtimes
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace parley::signing {

struct PublicKey {
    std::array<std::byte, 32> bytes{};
    std::string text() const;  // "ed25519:" and base64, the key's name wherever it is shown
    static std::optional<PublicKey> parse(std::string_view text);
    // Errors: `not_found`, `environment`, and `input` for a file that holds no public key (a secret one is told apart).
    static base::Result<PublicKey> read(const std::string& path);
    bool operator==(const PublicKey&) const = default;
};

// Its memory is wiped when it is gone. Movable, not copyable.
class SecretKey {
public:
    static SecretKey generate();
    // Refuses a file that others may read (`not_allowed`), and what is no secret key (`input`).
    static base::Result<SecretKey> read(const std::string& path);
    // Writes `path` and `path`.pub, synced; an existing file is never overwritten (`conflict`).
    base::Result<base::Done> write(const std::string& path, std::string_view comment) const;

    PublicKey public_key() const;
    std::string sign(std::string_view message) const;  // base64 of the 64 bytes

    SecretKey(SecretKey&&) noexcept;
    SecretKey& operator=(SecretKey&&) noexcept;
    SecretKey(const SecretKey&) = delete;
    ~SecretKey();

private:
    SecretKey() = default;
    std::array<unsigned char, 64> bytes_{};
};

bool verify(const PublicKey& key, std::string_view message, std::string_view signature);

// The keys that a runtime trusts. Immutable once read; free to share between threads.
class Trust {
public:
    static base::Result<Trust> read(std::span<const std::string> paths);
    void add(const PublicKey& key);
    bool contains(const PublicKey& key) const;
    bool empty() const { return keys_.empty(); }

private:
    std::vector<PublicKey> keys_;
};

}  // namespace parley::signing
