// Every backend: signatures, verification, collection, several at once.
#include <atomic>
#include <set>
#include <thread>

#include "tests/runtime/store/conformance.h"

using namespace parley;
using namespace parley::tests;
using base::ErrorKind;
using store::State;
using store::Store;

namespace {

signing::Trust trust_in(const signing::SecretKey& key) {
    signing::Trust trust;
    trust.add(key.public_key());
    return trust;
}

store::Change signed_change(const signing::SecretKey& key) {
    store::Change made = change("sue");
    made.key = &key;
    return made;
}

}  // namespace

TEST_CASE("a runtime takes only what a trusted key signed") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto key = signing::SecretKey::generate(), other = signing::SecretKey::generate();
        const auto first = publish(*store, "one"), second = publish(*store, "two", &key);
        CHECK(second.signed_by == key.public_key());
        CHECK(must(store->versions())[0].signed_by == key.public_key());
        CHECK(must(store->log()).back().signed_by == key.public_key());
        const store::Release release = *must(store->state()).current;
        CHECK(store->trusted(release, trust_in(key)).ok());
        CHECK(store->trusted(second, trust_in(key)).ok());
        CHECK(refused(store->trusted(release, trust_in(other))) == ErrorKind::integrity);
        CHECK(refused(store->trusted(release, {})) == ErrorKind::integrity);
        CHECK(refused(store->trusted(second, trust_in(other))) == ErrorKind::integrity);

        // Put back unsigned: nobody stands behind the move, whatever the version itself.
        const State back = must(store->republish(1, change()));
        CHECK(refused(store->trusted(*back.current, trust_in(key))) == ErrorKind::integrity);
        CHECK(refused(store->trusted(first, trust_in(key))) == ErrorKind::integrity);
        const State vouched = must(store->republish(1, signed_change(key)));
        CHECK(store->trusted(*vouched.current, trust_in(key)).ok());
        CHECK(store->trusted(first, trust_in(key)).ok());
    });
}

TEST_CASE("a release that its entry did not make is not trusted") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto key = signing::SecretKey::generate();
        const auto trust = trust_in(key);
        const auto first = publish(*store, "one", &key), second = publish(*store, "two", &key);
        store::SaveDraft draft = save();
        draft.change.key = &key;
        const State saved = must(store->save_draft(project("three"), draft));
        const store::Release good = *saved.current;
        CHECK(store->trusted(good, trust).ok());
        const auto doubted = [&](store::Release release) { return refused(store->trusted(release, trust)); };
        CHECK(doubted({1, first.artifact, good.sequence}) == ErrorKind::integrity);
        CHECK(doubted({2, first.artifact, good.sequence}) == ErrorKind::integrity);
        CHECK(doubted({2, second.artifact, first.sequence}) == ErrorKind::integrity);
        // A signed entry that moved nothing proves nothing, though it tells the same state.
        CHECK(doubted({2, second.artifact, saved.sequence}) == ErrorKind::integrity);
        CHECK(doubted({2, second.artifact, saved.sequence + 1}) == ErrorKind::not_found);

        const std::string proof = must(store->entry_bytes(good.sequence));
        CHECK(store::trusted(proof, saved.store, good, trust).ok());
        CHECK(refused(store::trusted(proof, std::string(32, '0'), good, trust)) == ErrorKind::integrity);
        CHECK(refused(store::trusted(proof, saved.store, good, {})) == ErrorKind::integrity);
        CHECK(refused(store::trusted("", saved.store, good, trust)) == ErrorKind::integrity);
        CHECK(refused(store::trusted(must(store->entry_bytes(first.sequence)), saved.store, good, trust)) ==
              ErrorKind::integrity);
    });
}

TEST_CASE("verify counts what it has checked and tells who is not trusted") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto key = signing::SecretKey::generate(), other = signing::SecretKey::generate();
        publish(*store, "one", &key);
        publish(*store, "two", &other);
        publish(*store, "three");
        must(store->save_draft(project("four"), save()));
        std::uint64_t steps = 0, last = 0, total = 0;
        const auto found = must(store->verify(nullptr, [&](std::uint64_t done, std::uint64_t all) {
            ++steps;
            last = done;
            total = all;
        }));
        CHECK(found.problems.empty());
        CHECK(found.remarks.empty());
        CHECK(found.entries == 7);
        CHECK(found.versions == 3);
        CHECK(found.objects == 7);
        CHECK(found.signatures == 2);
        CHECK(steps == total);
        CHECK(last == total);
        const auto trust = trust_in(key);
        const auto distrusted = must(store->verify(&trust, {}));
        REQUIRE(distrusted.problems.size() == 2);
        CHECK(distrusted.problems[0].place == "entry 4");
        CHECK(distrusted.problems[1].place == "entry 6");
        const auto trust_in_other = trust_in(other), trust_in_nobody = trust_in(signing::SecretKey::generate());
        // What stands before the first trusted signature is covered by it.
        const auto later = must(store->verify(&trust_in_other, {}));
        REQUIRE(later.problems.size() == 1);
        CHECK(later.problems[0].place == "entry 6");
        CHECK(later.remarks.size() == 1);
        const auto nobody = must(store->verify(&trust_in_nobody, {}));
        REQUIRE(nobody.problems.size() == 1);
        CHECK(nobody.problems[0].place == "current");
    });
}

TEST_CASE("a collection takes what nothing names any more, and no version's") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto first = publish(*store, "one"), second = publish(*store, "two");
        for (const char* text : {"old", "older", "three", "four"}) must(store->save_draft(project(text), save()));
        const State before = must(store->state());
        const auto all = must(store->collect(change("gc"), 1'000'000));
        CHECK(all.objects == 0);
        CHECK(must(store->state()) == before);

        // The last two entries name "three" and "four"; the first of them put "older" away.
        const auto collected = must(store->collect(change("gc", "tidy"), 2));
        CHECK(collected.objects == 1);
        CHECK(collected.bytes > 100);
        CHECK_FALSE(store->has_files(store::digest_of(project("old"))));
        for (const char* text : {"one", "two", "older", "three", "four"}) {
            CHECK(must(store->files(store::digest_of(project(text)))) == project(text));
        }
        CHECK(store->artifact(first.artifact).ok());
        CHECK(store->artifact(second.artifact).ok());
        const State after = must(store->state());
        CHECK(after.current == before.current);
        CHECK(after.draft == before.draft);
        CHECK(must(store->log()).back().action == store::Action::collect);
        CHECK(must(store->log()).back().note == "tidy");
        CHECK(problems(*store) == "");
        CHECK(must(store->verify(nullptr, {})).remarks.size() == 1);

        must(store->discard_draft(change()));
        must(store->collect(change("gc"), 0));
        CHECK_FALSE(store->has_files(store::digest_of(project("four"))));
        CHECK(must(store->files(first.files)) == project("one"));
        CHECK(must(store->republish(1, change())).current->version == 1);
        CHECK(problems(*store) == "");
    });
}
