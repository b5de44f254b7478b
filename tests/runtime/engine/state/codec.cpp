#include "runtime/engine/state/codec.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/runtime/engine/state/samples.h"

namespace parley::tests {
namespace {

using state::decode;
using state::encode;

// Where in a record its fields are, as `fields` names them.
struct Places {
    struct Place {
        std::uintptr_t begin, end, alignment;
    };
    std::vector<Place> found;
    template <typename... Values>
    void operator()(Values&... values) {
        (found.push_back({reinterpret_cast<std::uintptr_t>(&values), reinterpret_cast<std::uintptr_t>(&values + 1),
                          alignof(Values)}),
         ...);
    }
};

// A field that `fields` forgets leaves a hole that no alignment asks for.
template <typename Record>
void check_no_holes() {
    Record record{};
    Places places;
    state::fields(places, record);
    std::sort(places.found.begin(), places.found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    const auto aligned = [](std::uintptr_t at, std::uintptr_t to) { return (at + to - 1) / to * to; };
    std::uintptr_t at = reinterpret_cast<std::uintptr_t>(&record);
    for (const Places::Place& place : places.found) {
        CHECK(place.begin == aligned(at, place.alignment));
        at = place.end;
    }
    CHECK(aligned(at, alignof(Record)) == reinterpret_cast<std::uintptr_t>(&record + 1));
}

TEST_CASE("no field of a record is forgotten") {
    check_no_holes<model::Contact>();
    check_no_holes<model::ChannelUser>();
    check_no_holes<model::User>();
    check_no_holes<model::ProfileKey>();
    check_no_holes<model::Profile>();
    check_no_holes<model::Merge>();
    check_no_holes<model::TaskLink>();
    check_no_holes<model::Closing>();
    check_no_holes<model::AgentTime>();
    check_no_holes<model::Sent>();
    check_no_holes<model::Declined>();
    check_no_holes<model::Note>();
    check_no_holes<model::Datum>();
    check_no_holes<model::Conversation>();
    check_no_holes<model::Message>();
    check_no_holes<model::RuleFired>();
    check_no_holes<model::MomentRecord>();
    check_no_holes<model::AgentState>();
    check_no_holes<model::QueueHistory>();
    check_no_holes<model::EarlyEnd>();
    check_no_holes<model::Unopened>();
    check_no_holes<model::Meta>();
}

TEST_CASE("a record comes back from its bytes, and cut bytes are none or one with less in it") {
    constexpr std::size_t longest_number = 10;  // bytes; the first field is one
    Random random(1);
    for (int i = 0; i < 100; ++i) {
        const auto one = random.record<model::Conversation>();
        const std::string bytes = encode(one);
        model::Conversation read;
        REQUIRE(decode(bytes, read));
        CHECK(read == one);
        for (std::size_t size = 0; size < bytes.size(); size += 1 + random.below(20)) {
            model::Conversation less;
            if (decode(std::string_view(bytes).substr(0, size), less) && size >= longest_number)
                CHECK(less.id == one.id);
        }
        CHECK_FALSE(decode(bytes + std::string(1, '\0'), read));  // of a newer parley
    }
}

TEST_CASE("what an older parley wrote is read, with what it did not know left empty") {
    model::Contact contact;
    contact.id = model::ContactId{5};
    contact.name = "Joe";
    std::string bytes = encode(contact);
    bytes.pop_back();  // without a language
    model::Contact read;
    REQUIRE(decode(bytes, read));
    CHECK(read == contact);

    // A profile with a key inside that has one field, two, three.
    model::Profile profile;
    REQUIRE(decode(std::string("\x02\x00\x01\x01\x05"
                               "email",
                               10),
                   profile));
    CHECK(profile.keys == std::vector<model::ProfileKey>{{"email", ""}});
    REQUIRE(decode(std::string("\x02\x00\x01\x02\x05"
                               "email\x01j",
                               12),
                   profile));
    CHECK(profile.keys == std::vector<model::ProfileKey>{{"email", "j"}});
    CHECK_FALSE(decode(std::string("\x02\x00\x01\x03\x05"
                                   "email\x01j\x00",
                                   13),
                       profile));
}

TEST_CASE("bytes that nobody wrote are refused, however they are") {
    Random random(2);
    const std::string good = encode(random.record<model::Conversation>());
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = good;
        if (random.one_in(2)) bytes.resize(random.below(200));
        for (std::uint64_t flips = 1 + random.below(10); flips != 0 && !bytes.empty(); --flips)
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        model::Conversation read;
        if (!decode(bytes, read)) continue;
        CHECK(model::word(read.state).size() < 20);  // no enumerator that there is not
        CHECK(model::word(read.type).size() < 20);
    }
    model::AgentState agent;
    CHECK(decode(std::string("\x01"
                             "a\x06",
                             3),
                 agent));
    CHECK(agent.presence == model::Presence::offline);
    CHECK_FALSE(decode(std::string("\x01"
                                   "a\x08",
                                   3),
                       agent));  // no such presence
    CHECK_FALSE(decode(std::string("\x01"
                                   "a\x06\x80\x80\x80\x80\x80\x01",
                                   9),
                       agent));  // no such load
    model::Profile profile;
    CHECK_FALSE(decode(std::string("\x02\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10), profile));      // a text of 2^62
    CHECK_FALSE(decode(std::string("\x02\x00\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11), profile));  // as many keys
}

TEST_CASE("a value as deep as input may have comes back; a deeper one ends nothing") {
    const auto nested = [](int depth) {
        model::Unopened unopened;
        model::Datum* inner = &unopened.body;
        for (int i = 0; i < depth; ++i) {
            inner->kind = model::Datum::Kind::list;
            inner = &inner->items.emplace_back();
        }
        return unopened;
    };
    const model::Unopened deep = nested(100);
    model::Unopened read;
    REQUIRE(decode(encode(deep), read));
    CHECK(read == deep);
    CHECK_FALSE(decode(encode(nested(5000)), read));
}

}  // namespace
}  // namespace parley::tests
