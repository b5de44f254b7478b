// The follower on a real store: a folder that is published to, damaged, put back and taken away.
#include "runtime/follow/follower.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "runtime/base/file.h"
#include "tests/runtime/follow/published.h"

using namespace parley;
using namespace parley::tests;
using follow::Follower;
using Kind = follow::Notice::Kind;
namespace fs = std::filesystem;

namespace {

follow::Options fast(const Published& published) {
    follow::Options options;
    options.store = published.location();
    options.interval = std::chrono::milliseconds(2);
    return options;
}

void overwrite(const std::string& path, std::string_view text) {
    ::chmod(path.c_str(), 0600);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

signing::Trust trust_in(const signing::SecretKey& key) {
    signing::Trust trust;
    trust.add(key.public_key());
    return trust;
}

}  // namespace

TEST_CASE(
    "a publish and a re-publish reach a reader that asks again, which until then keeps what it has [S3.10] [S3.4]") {
    Published published;
    const auto one = sentinel_program("one"), two = sentinel_program("two");
    published.publish(*one);
    auto follower = Follower::start(fast(published));
    REQUIRE(follower);
    Follower::Reader reader(**follower);
    const follow::Loaded& first = reader.current();
    CHECK(first.release.version == 1);
    published.publish(*two);
    Follower::Reader other(**follower);
    REQUIRE(eventually([&] { return other.current().release.version == 2; }));
    CHECK(other.current().program->digest_text() == two->digest_text());
    CHECK(Decision(first.program).line(first.release.version) == Decision(one).line(1));
    CHECK(reader.current().release.version == 2);
    published.republish(1);
    REQUIRE(eventually([&] { return reader.current().release.version == 1; }));
    CHECK(Decision(reader.current().program).line(1) == Decision(one).line(1));
}

TEST_CASE("nothing was published: an error") {
    Published published;
    const auto follower = Follower::start(fast(published));
    REQUIRE_FALSE(follower);
    CHECK(follower.error().kind == base::ErrorKind::not_found);
}

TEST_CASE("damage of the store reaches no running program, and nothing damaged is taken up") {
    Published published;
    const auto one = sentinel_program("one"), two = sentinel_program("two");
    const auto first = published.publish(*one);
    Notices notices;
    follow::Options options = fast(published);
    auto follower = Follower::start(notices.hear(options));
    REQUIRE(follower);
    Follower::Reader reader(**follower);
    const std::size_t size = one->artifact().bytes().size();
    overwrite(published.object_of(first), "");  // the pages of a mapped file would now be gone
    CHECK(Decision(reader.current().program).line(1) == Decision(one).line(1));
    overwrite(published.object_of(first), std::string(size, 'x'));  // what has its size may be re-published
    CHECK(Decision(reader.current().program).line(1) == Decision(one).line(1));

    const auto second = published.publish(*two);
    REQUIRE(eventually([&] { return reader.current().release.version == 2; }));
    published.republish(1);
    REQUIRE(eventually([&] { return notices.count(Kind::staying) == 1; }));
    CHECK(reader.current().release.version == 2);

    const std::string current = base::read_file(published.location() + "/current").value();
    overwrite(published.location() + "/current", current.substr(0, current.size() / 2));
    REQUIRE(eventually([&] { return notices.count(Kind::staying) == 2; }));
    CHECK(Decision(reader.current().program).line(2) == Decision(two).line(2));
}

TEST_CASE("a restart from the copy asks for the signature again") {
    Published published;
    const signing::SecretKey key = signing::SecretKey::generate(), other = signing::SecretKey::generate();
    published.publish(*sentinel_program("one"), &key);
    follow::Options options = fast(published);
    options.copy = published.folder().at("copy");
    options.trust = trust_in(key);
    REQUIRE(Follower::start(options));
    fs::remove_all(published.location());

    Notices notices;
    auto follower = Follower::start(notices.hear(options));
    REQUIRE(follower);
    CHECK(Follower::Reader(**follower).current().release.version == 1);
    CHECK(notices.count(Kind::from_copy) == 1);

    options.trust = trust_in(other);
    CHECK_FALSE(Follower::start(options));
}

TEST_CASE("what is not signed by a trusted key is not taken up, from the real store") {
    Published published;
    const signing::SecretKey key = signing::SecretKey::generate(), other = signing::SecretKey::generate();
    published.publish(*sentinel_program("one"), &key);
    Notices notices;
    follow::Options options = fast(published);
    options.trust = trust_in(key);
    auto follower = Follower::start(notices.hear(options));
    REQUIRE(follower);
    Follower::Reader reader(**follower);
    published.publish(*sentinel_program("two"));
    REQUIRE(eventually([&] { return notices.count(Kind::staying) == 1; }));
    published.publish(*sentinel_program("three"), &other);
    REQUIRE(eventually([&] { return notices.count(Kind::staying) == 2; }));
    CHECK(reader.current().release.version == 1);
    published.republish(2, &key);
    REQUIRE(eventually([&] { return reader.current().release.version == 2; }));
}

TEST_CASE("the store put back from an older copy of its folder is refused, the store taken away is told") {
    Published published;
    published.publish(*sentinel_program("one"));
    const std::string kept = published.folder().at("kept");
    fs::copy(published.location(), kept, fs::copy_options::recursive);
    published.publish(*sentinel_program("two"));
    Notices notices;
    follow::Options options = fast(published);
    auto follower = Follower::start(notices.hear(options));
    REQUIRE(follower);
    Follower::Reader reader(**follower);
    fs::rename(published.location(), published.folder().at("away"));
    REQUIRE(eventually([&] { return notices.count(Kind::away) == 1; }));
    fs::rename(kept, published.location());
    REQUIRE(eventually([&] { return notices.count(Kind::staying) == 1; }));
    CHECK(notices.count(Kind::back) == 1);
    CHECK(reader.current().release.version == 2);
}

TEST_CASE("ends at once, however long its interval") {
    Published published;
    published.publish(*sentinel_program("one"));
    follow::Options options = fast(published);
    options.interval = std::chrono::hours(1'000);  // the test would not end
    REQUIRE(Follower::start(options));
}
