#include "runtime/signing/key.h"

#include <doctest/doctest.h>

#include "runtime/base/file.h"
#include "tests/runtime/signing/scratch.h"

using namespace parley;
using parley::tests::Scratch;
using signing::PublicKey;
using signing::SecretKey;

namespace {

// RFC 8032, section 7.1, tests 1 to 3; the document's hexadecimal digits as base64.
struct Vector {
    const char* name;
    std::string message, seed, key, signature;
};
const Vector vectors[] = {
    {"no byte", "", "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
     "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw=="},
    {"one byte", "\x72", "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=", "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=",
     "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA=="},
    {"two bytes", "\xaf\x82",
     "xaqN9D+fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc=", "/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=",
     "YpHWV97sJAJIJ+acOr4BowzlSKKEdDpEXjaA19taw6wY/5tTjRbykK5n92CYTcZZSnwV6XFu0o3AJ77O6h7ECg=="},
};

SecretKey read_secret(const Scratch& scratch, const std::string& seed) {
    auto key = SecretKey::read(scratch.write("care.key", "# a comment\n\ned25519-secret:" + seed + "\n"));
    REQUIRE_MESSAGE(key.ok(), key.error().message);
    return std::move(*key);
}

base::ErrorKind refusal(const base::Result<PublicKey>& result) {
    REQUIRE(!result.ok());
    return result.error().kind;
}
base::ErrorKind refusal(const base::Result<SecretKey>& result) {
    REQUIRE(!result.ok());
    return result.error().kind;
}

}  // namespace

TEST_CASE("the vectors of RFC 8032") {
    for (const Vector& vector : vectors) {
        CAPTURE(vector.name);
        const Scratch scratch;
        const SecretKey key = read_secret(scratch, vector.seed);
        CHECK(key.public_key().text() == "ed25519:" + vector.key);
        CHECK(key.sign(vector.message) == vector.signature);
        CHECK(signing::verify(key.public_key(), vector.message, vector.signature));
        CHECK_FALSE(signing::verify(key.public_key(), vector.message + "x", vector.signature));
    }
}

TEST_CASE("a signature with any bit changed, or written in another way, does not hold") {
    const SecretKey key = SecretKey::generate();
    const std::string message = "{\"sequence\":1}", signature = key.sign(message);
    CHECK(signing::verify(key.public_key(), message, signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = signature;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            CHECK_FALSE(signing::verify(key.public_key(), message, changed));
        }
    }
    for (const std::string& changed : {signature + "=", signature + "\n", " " + signature, signature.substr(0, 86),
                                       signature.substr(0, 40), std::string()}) {
        CHECK_FALSE(signing::verify(key.public_key(), message, changed));
    }
    for (int byte = 0x80; byte < 0x100; ++byte) {
        std::string changed = signature;
        changed[0] = static_cast<char>(byte);
        CHECK_FALSE(signing::verify(key.public_key(), message, changed));
    }
    CHECK_FALSE(signing::verify(SecretKey::generate().public_key(), message, signature));
}

TEST_CASE("a key that is written can be read again, and only its owner may read it") {
    const Scratch scratch;
    const SecretKey key = SecretKey::generate();
    REQUIRE(key.write(scratch.path("care.key"), "care\nof Ann").ok());
    const auto permissions = [&](const char* name) {
        return static_cast<unsigned>(std::filesystem::status(scratch.path(name)).permissions());
    };
    CHECK(permissions("care.key") == 0600);
    CHECK((permissions("care.key.pub") & 0444) != 0);
    CHECK(*base::read_file(scratch.path("care.key.pub")) == "# care\n# of Ann\n" + key.public_key().text() + "\n");

    const auto again = SecretKey::read(scratch.path("care.key"));
    REQUIRE(again.ok());
    CHECK(again->sign("x") == key.sign("x"));
    const auto public_key = PublicKey::read(scratch.path("care.key.pub"));
    REQUIRE(public_key.ok());
    CHECK(*public_key == key.public_key());
}

TEST_CASE("a key is never written over a file") {
    const Scratch scratch;
    const SecretKey key = SecretKey::generate();
    for (const char* there : {"a.key", "b.key.pub"}) {
        scratch.write(there, "mine");
        const auto written = key.write(scratch.path(std::string(there).substr(0, 5)), "");
        REQUIRE(!written.ok());
        CHECK(written.error().kind == base::ErrorKind::conflict);
        CHECK(*base::read_file(scratch.path(there)) == "mine");
    }
    CHECK_FALSE(std::filesystem::exists(scratch.path("a.key.pub")));
    CHECK_FALSE(std::filesystem::exists(scratch.path("b.key")));
    const auto nowhere = key.write(scratch.path("no/such/a.key"), "");
    REQUIRE(!nowhere.ok());
    CHECK(nowhere.error().kind == base::ErrorKind::not_found);
}

TEST_CASE("a secret key that others may read is refused") {
    const Scratch scratch;
    const std::string line = "ed25519-secret:" + vectors[0].seed + "\n";
    for (const unsigned mode : {0640u, 0604u, 0620u, 0610u}) {
        CAPTURE(mode);
        CHECK(refusal(SecretKey::read(scratch.write("open.key", line, mode))) == base::ErrorKind::not_allowed);
    }
    CHECK(SecretKey::read(scratch.write("open.key", line, 0400)).ok());
}

TEST_CASE("what holds no key of the kind asked for is refused in words") {
    const Scratch scratch;
    const std::string secret = "ed25519-secret:" + vectors[0].seed, open = "ed25519:" + vectors[0].key;
    CHECK(refusal(PublicKey::read(scratch.path("none"))) == base::ErrorKind::not_found);
    CHECK(refusal(SecretKey::read(scratch.path("none"))) == base::ErrorKind::not_found);
    CHECK(PublicKey::read(scratch.write("s", secret)).error().message.find("is a secret key") != std::string::npos);
    CHECK(SecretKey::read(scratch.write("p", open, 0644)).error().message.find("is a public key") != std::string::npos);
    const std::string bad[] = {"",
                               "# only a comment",
                               "ed25519:",
                               open + "\n" + open,
                               open + "=",
                               open.substr(0, open.size() - 1),
                               "ED25519:" + vectors[0].key,
                               open + " care",
                               secret + "\n" + secret,
                               "ed25519-secret:" + vectors[0].key.substr(1),
                               std::string(70'000, '#')};
    for (const std::string& content : bad) {
        CAPTURE(content);
        CHECK(refusal(PublicKey::read(scratch.write("bad", content))) == base::ErrorKind::input);
        CHECK(refusal(SecretKey::read(scratch.write("bad", content))) == base::ErrorKind::input);
    }
    // Written on another system, with its line ends.
    CHECK(PublicKey::read(scratch.write("good", "# care\r\n" + open + "\r\n")).ok());
}

TEST_CASE("a runtime trusts the keys of its files and no other") {
    const Scratch scratch;
    const SecretKey ann = SecretKey::generate(), bob = SecretKey::generate();
    REQUIRE(ann.write(scratch.path("ann.key"), "").ok());
    const std::string paths[] = {scratch.path("ann.key.pub"), scratch.path("ann.key.pub")};
    const auto trust = signing::Trust::read(paths);
    REQUIRE(trust.ok());
    CHECK(trust->contains(ann.public_key()));
    CHECK_FALSE(trust->contains(bob.public_key()));
    CHECK(signing::Trust().empty());
    CHECK_FALSE(trust->empty());
    const std::string missing[] = {scratch.path("ann.key.pub"), scratch.path("bob.key.pub")};
    REQUIRE(!signing::Trust::read(missing).ok());
    CHECK(signing::Trust::read(missing).error().kind == base::ErrorKind::not_found);
}
