// The form of an entry: one spelling, every byte of it checked.
#include "runtime/store/entry.h"

#include "runtime/store/history.h"
#include "tests/runtime/store/samples.h"

using namespace parley;
using namespace parley::tests;
using store::LogEntry;

namespace {

const std::string name(32, 'a');

base::Digest digest_of_text(std::string_view text) {
    return base::digest(std::as_bytes(std::span(text)));
}

LogEntry first_draft() {
    store::Inputs inputs;
    inputs.action = store::Action::save_draft;
    inputs.by = "ann";
    inputs.at = noon;
    inputs.note = "a \"note\"\n";
    inputs.files = digest_of_text("files");
    return store::make_entry(nullptr, name, inputs);
}

LogEntry published() {
    LogEntry draft = first_draft();
    store::seal(draft, nullptr);
    store::Inputs inputs;
    inputs.action = store::Action::publish;
    inputs.by = "bob";
    inputs.at = noon;
    inputs.artifact = digest_of_text("artifact");
    inputs.artifact_bytes = 7448;
    return store::make_entry(&draft, name, inputs);
}

// With the digest that the line has.
std::string with_digest(const std::string& line) {
    return line + "\n" + base::to_string(digest_of_text(line)) + "\n";
}

std::string replaced(std::string text, const std::string& part, const std::string& other) {
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), other);
}

}  // namespace

TEST_CASE("an entry comes back as it was written, signed or not") {
    const auto key = signing::SecretKey::generate();
    for (LogEntry entry : {first_draft(), published()}) {
        for (const auto* signing_key : {static_cast<const signing::SecretKey*>(nullptr), &key}) {
            store::seal(entry, signing_key);
            const LogEntry read = must(store::read_entry(entry.bytes));
            CHECK(read.bytes == entry.bytes);
            CHECK(store::line_of(read) == store::line_of(entry));
            CHECK(read.entry.digest == entry.entry.digest);
            CHECK(read.entry.signed_by == entry.entry.signed_by);
            CHECK(read.state == entry.state);
            CHECK(read.published.has_value() == (entry.entry.action == store::Action::publish));
        }
    }
}

TEST_CASE("an entry has one spelling, and no other is read, whatever its digest") {
    const std::string line = store::line_of(published());
    REQUIRE(store::read_entry(with_digest(line)).ok());
    const std::pair<std::string, std::string> changes[] = {
        {"{\"format_version\"", "{ \"format_version\""},
        {"\"format_version\":1", "\"format_version\":1.0"},
        {"\"format_version\":1", "\"format_version\":1e0"},
        {"\"format_version\":1", "\"format_version\":-1"},
        {"\"format_version\":1", "\"format_version\":0"},
        {"\"format_version\":1", "\"format_version\":\"1\""},
        {"\"format_version\":1,", ""},
        {"\"sequence\":2", "\"sequence\":0"},
        {"\"sequence\":2", "\"sequence\":02"},
        {"\"sequence\":2", "\"sequence\":9007199254740993"},
        {"\"sequence\":2", "\"sequence\":99999999999999999999"},
        {"\"sequence\":2", "\"sequence\":2,\"sequence\":2"},
        {"\"by\":\"bob\"", "\"by\":\"b\\u006fb\""},
        {"\"by\":\"bob\"", "\"by\":\"b\xff\""},
        {"\"by\":\"bob\"", "\"by\":null"},
        {"\"by\":\"bob\",", ""},
        {"\"note\":\"\"", "\"note\":\"\",\"more\":1"},
        {"\"action\":\"publish\"", "\"action\":\"Publish\""},
        {"\"action\":\"publish\"", "\"action\":\"republish\""},
        {"\"action\":\"publish\"", "\"action\":\"collect\""},
        {"\"at\":\"2026-11-21T12:00:00Z\"", "\"at\":\"2026-11-21T12:00:00+00:00\""},
        {"\"from\":null", "\"from\":0.5"},
        {"\"from\":null,\"to\":1", "\"to\":1,\"from\":null"},
        {"\"from\":null,", ""},
        {"\"collected\":null", "\"collected\":{}"},
        {"\"collected\":null", "\"collected\":[]"},
        {"\"signed_by\":null", "\"signed_by\":\"ed25519:x\""},
        {"\"last_version\":1", "\"last_version\":9007199254740993"},
        {"\"previous\":\"b2:", "\"previous\":\"b2:A"},
        {"\"state\":{", "\"state\":{\"more\":null,"},
        {"\"artifact_bytes\":7448", "\"artifact_bytes\":7448,\"more\":{\"deep\":[{\"deeper\":[[[[1]]]]}]}"},
        {"}}", "}}}"},
        {"}}", "}"},
        {"}}", "}} "},
    };
    for (const auto& [part, other] : changes) {
        const std::string& put = other;
        CAPTURE(put);
        CHECK(refused(store::read_entry(with_digest(replaced(line, part, other)))) == base::ErrorKind::integrity);
    }
    for (const std::string& other : {std::string(), std::string("null"), std::string("[]"), std::string("{}"),
                                     std::string(200'000, '['), "{\"a\":" + std::string(200'000, '{')}) {
        CHECK(refused(store::read_entry(with_digest(other))) == base::ErrorKind::integrity);
    }
}

TEST_CASE("nothing may stand before, between or behind the lines of an entry") {
    LogEntry entry = published();
    const auto key = signing::SecretKey::generate();
    store::seal(entry, nullptr);
    const std::string plain = entry.bytes, line = store::line_of(entry);
    store::seal(entry, &key);
    const std::string is_signed = entry.bytes, signature = is_signed.substr(is_signed.rfind("ed25519:"));
    const std::string bad[] = {"",
                               line,
                               line + "\n",
                               plain.substr(0, plain.size() - 1),
                               "\n" + plain,
                               plain + "\n",
                               plain + signature,
                               replaced(plain, "\nb2:", "\r\nb2:"),
                               replaced(plain, "\nb2:", "\n b2:"),
                               is_signed.substr(0, is_signed.size() - 1),
                               is_signed + signature,
                               replaced(is_signed, "\ned25519:", "\n\ned25519:"),
                               is_signed.substr(0, is_signed.size() - signature.size()),
                               replaced(is_signed, "= ", "=  ")};
    for (const std::string& bytes : bad) {
        CAPTURE(bytes);
        CHECK(refused(store::read_entry(bytes)) == base::ErrorKind::integrity);
    }
    // A good signature of the line, but by another than the line says.
    const auto other = signing::SecretKey::generate();
    LogEntry by_other = entry;
    store::seal(by_other, &other);
    CHECK(refused(store::read_entry(is_signed.substr(0, is_signed.size() - signature.size()) +
                                    by_other.bytes.substr(by_other.bytes.rfind("ed25519:")))) ==
          base::ErrorKind::integrity);
}

TEST_CASE("a digest in capitals, or of another line, is none") {
    const std::string line = store::line_of(published());
    std::string digest = base::to_string(digest_of_text(line));
    CHECK(refused(store::read_entry(line + "\n" + base::to_string(digest_of_text(line + " ")) + "\n")) ==
          base::ErrorKind::integrity);
    for (char& c : digest) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    CHECK(refused(store::read_entry(line + "\n" + digest + "\n")) == base::ErrorKind::integrity);
}
