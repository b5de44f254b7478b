// Key files: see key.h for their form.
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "runtime/base/descriptor.h"
#include "runtime/signing/base64.h"
#include "runtime/signing/key.h"

namespace parley::signing {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

constexpr std::size_t maximum_key_file_bytes = 64u << 10;

// A text that leaves nothing of itself in memory.
struct WipedText {
    std::string text;
    WipedText(std::string given = {}) : text(std::move(given)) { sodium_memzero(given.data(), given.size()); }
    WipedText(WipedText&& other) noexcept : WipedText(std::move(other.text)) {}
    WipedText& operator=(WipedText&&) = delete;
    ~WipedText() { sodium_memzero(text.data(), text.size()); }
};

Error no_key(const std::string& path, const std::string& what) {
    return {ErrorKind::input, "`" + path + "` " + what};
}

std::string_view trimmed(std::string_view line) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && blank(line.back())) line.remove_suffix(1);
    while (!line.empty() && blank(line.front())) line.remove_prefix(1);
    return line;
}

// The one line that is neither empty nor a comment; empty if there is none or more than one.
std::string_view only_line(std::string_view text) {
    std::string_view found;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        if (!found.empty()) return {};
        found = line;
    }
    return found;
}

struct KeyFile {
    WipedText content;
    bool private_to_owner = false;
};

Result<KeyFile> read_key_file(const std::string& path) {
    const base::Descriptor file = base::open_descriptor(path, O_RDONLY | O_NOCTTY);
    if (!file.ok()) return base::access_error("read the key", path, errno);
    struct stat status;
    if (::fstat(file.number(), &status) != 0) return base::access_error("read the key", path, errno);
    Result<std::string> content = base::read_all(file, path, maximum_key_file_bytes);
    if (!content) return content.error();
    return KeyFile{WipedText(std::move(*content)), (status.st_mode & 077) == 0};
}

std::string commented(std::string_view comment) {
    std::string text;
    while (!comment.empty()) {
        const std::size_t end = std::min(comment.find('\n'), comment.size());
        text.append("# ").append(comment.substr(0, end)) += '\n';
        comment.remove_prefix(std::min(end + 1, comment.size()));
    }
    return text;
}

// Under `path` stands a whole file or none, also where this is killed: the name comes last, and only if nobody has it.
std::optional<Error> write_new(const std::string& path, unsigned mode, std::string_view content) {
    const std::string unfinished = path + ".new-" + std::to_string(::getpid());
    const base::Descriptor file = base::open_descriptor(unfinished, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (!file.ok()) return base::access_error("write the key", path, errno);
    std::optional<int> fault = base::write_all(file, content);
    if (!fault) fault = base::sync(file);
    if (!fault && ::link(unfinished.c_str(), path.c_str()) != 0) fault = errno;
    ::unlink(unfinished.c_str());
    if (!fault) return std::nullopt;
    if (*fault == EEXIST) {
        return Error{ErrorKind::conflict,
                     "`" + path + "` is already there, and a key is never overwritten; name another file"};
    }
    return base::access_error("write the key", path, *fault);
}

std::optional<Error> sync_folder_of(const std::string& path) {
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    if (const auto fault = base::sync_folder(folder)) return base::access_error("sync", folder, *fault);
    return std::nullopt;
}

}  // namespace

Result<PublicKey> PublicKey::read(const std::string& path) {
    const Result<KeyFile> file = read_key_file(path);
    if (!file) return file.error();
    const std::string_view line = only_line(file->content.text);
    if (line.starts_with(secret_prefix)) {
        return no_key(path, "is a secret key; give its public half, `" + path + ".pub`, and keep this one to yourself");
    }
    const std::optional<PublicKey> key = parse(line);
    if (!key)
        return no_key(path, "holds no public key: one line `ed25519:…`, as `parley key new` writes it to `FILE.pub`");
    return *key;
}

Result<SecretKey> SecretKey::read(const std::string& path) {
    const Result<KeyFile> file = read_key_file(path);
    if (!file) return file.error();
    const std::string_view line = only_line(file->content.text);
    if (PublicKey::parse(line)) {
        return no_key(path, "is a public key; signing needs the secret one, which stands beside it without `.pub`");
    }
    if (!file->private_to_owner) {
        return Error{ErrorKind::not_allowed, "the secret key `" + path + "` may be read by others; run `chmod 600 " +
                                                 path + "`, and think of making a new one"};
    }
    std::array<std::byte, crypto_sign_SEEDBYTES> seed;
    if (!line.starts_with(secret_prefix) || !from_base64(line.substr(secret_prefix.size()), seed)) {
        return no_key(path, "holds no secret key: one line `ed25519-secret:…`, as `parley key new` writes it");
    }
    prepare();
    SecretKey key;
    PublicKey ignored;
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(ignored.bytes.data()), key.bytes_.data(),
                             reinterpret_cast<const unsigned char*>(seed.data()));
    sodium_memzero(seed.data(), seed.size());
    return key;
}

Result<Done> SecretKey::write(const std::string& path, std::string_view comment) const {
    std::array<std::byte, crypto_sign_SEEDBYTES> seed;
    crypto_sign_ed25519_sk_to_seed(reinterpret_cast<unsigned char*>(seed.data()), bytes_.data());
    const WipedText line{to_base64(seed)};
    sodium_memzero(seed.data(), seed.size());
    WipedText secret;
    secret.text.reserve(comment.size() * 3 + 128);  // grown in place, it leaves no copy behind
    secret.text.append(commented(comment)).append(secret_prefix).append(line.text) += '\n';

    if (auto error = write_new(path + ".pub", 0644, commented(comment) + public_key().text() + "\n")) return *error;
    auto error = write_new(path, 0600, secret.text);
    if (error) {
        ::unlink((path + ".pub").c_str());
        return *error;
    }
    if (auto unsynced = sync_folder_of(path)) return *unsynced;
    return Done{};
}

}  // namespace parley::signing
