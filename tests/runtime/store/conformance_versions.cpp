// Every backend: versions, the pointer, the log.
#include <algorithm>

#include "tests/runtime/store/conformance.h"

using namespace parley;
using namespace parley::tests;
using base::ErrorKind;
using store::Action;
using store::State;
using store::Store;

TEST_CASE("publishing makes the draft current at once and clears it [S3.10, S3.11, S3.14, S3.15]") {
    on_each_backend([](Site& site) {
        const auto store = site.open(), reader = site.open();
        const State saved = must(store->save_draft(project("one"), save()));
        const auto record = must(publish_draft(*store, "one"));
        CHECK(record.version == 1);
        CHECK(record.published_by == "bob");
        CHECK(record.published_at == noon);
        CHECK(record.note == "publish one");
        CHECK(record.files == saved.draft->files);
        CHECK(record.artifact_bytes == artifact_of("one").size());
        CHECK(record.sequence == 2);
        CHECK_FALSE(record.signed_by);

        const State state = must(reader->state());
        CHECK(state.current == store::Release{1, record.artifact, 2});
        CHECK(state.last_version == 1);
        CHECK_FALSE(state.draft);
        CHECK(state.store == saved.store);
        CHECK(state.store.size() == 32);
        const auto artifact = must(reader->artifact(record.artifact));
        CHECK(std::ranges::equal(artifact->bytes(), artifact_of("one")));
        CHECK(must(reader->files(record.files)) == project("one"));
        CHECK(problems(*reader) == "");
    });
}

TEST_CASE("versions are listed newest first and never change [S3.2, S3.14, S3.15]") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        std::vector<store::VersionRecord> published;
        for (const char* text : {"one", "two", "three"}) published.push_back(publish(*store, text));
        must(store->republish(1, change()));
        const auto listed = must(store->versions());
        REQUIRE(listed.size() == 3);
        for (std::size_t i = 0; i < listed.size(); ++i) {
            CHECK(listed[i].version == 3 - i);
            const auto& record = published[2 - i];
            CHECK(listed[i].artifact == record.artifact);
            CHECK(listed[i].files == record.files);
            CHECK(listed[i].sequence == record.sequence);
            CHECK(listed[i].note == record.note);
            CHECK(listed[i].based_on == record.based_on);
            CHECK(must(store->version(record.version)).artifact == record.artifact);
        }
        for (const store::Version none : {0, 4}) {
            const auto missing = store->version(none);
            CHECK(refused(missing) == ErrorKind::not_found);
            CHECK(missing.error().message.find("versions 1 to 3") != std::string::npos);
        }
    });
}

TEST_CASE("re-publishing makes an earlier version current again, with its number and digest [S3.4, S3.12, D19]") {
    on_each_backend([](Site& site) {
        const auto store = site.open(), reader = site.open();
        const auto first = publish(*store, "one"), second = publish(*store, "two");
        const State back = must(store->republish(1, change("eve", "two was wrong")));
        CHECK(back.current == store::Release{1, first.artifact, second.sequence + 1});
        CHECK(back.last_version == 2);
        CHECK(must(reader->state()) == back);
        // The version says who published it; the move is in the log.
        CHECK(must(reader->version(1)).published_by == "bob");
        CHECK(must(reader->versions()).size() == 2);
        const store::Entry entry = must(reader->log()).back();
        CHECK(entry.action == Action::republish);
        CHECK(entry.by == "eve");
        CHECK(entry.note == "two was wrong");
        CHECK(entry.from == 2);
        CHECK(entry.to == 1);
        CHECK(must(store->republish(2, change())).current->sequence == entry.sequence + 1);
        CHECK(refused(store->republish(3, change())) == ErrorKind::not_found);
        CHECK(refused(store->republish(0, change())) == ErrorKind::not_found);
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("re-publishing the current version changes nothing, unless it signs it") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        const State state = must(store->state());
        CHECK(must(store->republish(1, change())) == state);
        CHECK(must(store->log()).size() == 2);
        const auto key = signing::SecretKey::generate();
        store::Change signing = change();
        signing.key = &key;
        CHECK(must(store->republish(1, signing)).current == store::Release{1, state.current->artifact, 3});
    });
}

TEST_CASE("a draft outlives a re-publish, and its own publish then has to be meant") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        publish(*store, "two");
        must(store->save_draft(project("three"), save()));
        CHECK(must(store->republish(1, change())).draft);
        CHECK(refused(publish_draft(*store, "three")) == ErrorKind::conflict);
        CHECK(refused(publish_draft(*store, "three", 2)) == ErrorKind::conflict);
        CHECK(must(publish_draft(*store, "three", 1)).version == 3);
    });
}

TEST_CASE("publishing is refused where somebody else published since the draft was begun") {
    on_each_backend([](Site& site) {
        const auto ann = site.open(), bob = site.open();
        publish(*ann, "one");
        must(ann->save_draft(project("two"), save()));
        must(bob->republish(1, change("bob")));  // nothing, for it is current
        CHECK(must(publish_draft(*ann, "two")).version == 2);

        must(ann->save_draft(project("three"), save()));
        must(bob->republish(1, change("bob")));
        must(bob->republish(2, change("bob")));  // the same version, but looked at anew by somebody
        const auto late = publish_draft(*ann, "three");
        CHECK(refused(late) == ErrorKind::conflict);
        CHECK(late.error().message.find("--expect 2") != std::string::npos);
        CHECK(must(ann->state()).last_version == 2);
        CHECK(must(publish_draft(*ann, "three", 2)).version == 3);
    });
}

TEST_CASE("with an expected version, only that is compared") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        must(store->save_draft(project("one"), save()));
        CHECK(refused(publish_draft(*store, "one", 1)) == ErrorKind::conflict);
        CHECK(must(publish_draft(*store, "one", 0)).version == 1);
        must(store->save_draft(project("two"), save()));
        CHECK(refused(publish_draft(*store, "two", 0)) == ErrorKind::conflict);
        CHECK(must(publish_draft(*store, "two", 1)).version == 2);
    });
}

TEST_CASE("only the draft that was compiled and tested is published") {
    on_each_backend([](Site& site) {
        const auto ann = site.open(), bob = site.open();
        const State mine = must(ann->save_draft(project("one"), save("ann")));
        must(bob->save_draft(project("two"), save("bob")));
        store::Publish request;
        request.change = change("ann");
        request.draft = mine.draft->sequence;
        request.artifact = artifact_of("one");
        const auto changed = ann->publish(request);
        CHECK(refused(changed) == ErrorKind::conflict);
        CHECK(changed.error().message.find("bob") != std::string::npos);
        must(bob->discard_draft(change("bob")));
        CHECK(refused(ann->publish(request)) == ErrorKind::conflict);
        CHECK(must(ann->state()).last_version == 0);
        request.draft = 0;
        CHECK(refused(ann->publish(request)) == ErrorKind::not_found);
    });
}

TEST_CASE("what is no sound artifact is not published") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const State state = must(store->save_draft(project("one"), save()));
        std::vector<std::byte> bytes = artifact_of("one");
        bytes[bytes.size() / 2] ^= std::byte{1};
        store::Publish request;
        request.change = change();
        request.draft = state.draft->sequence;
        request.artifact = bytes;
        CHECK(refused(store->publish(request)) == ErrorKind::integrity);
        request.artifact = {};
        CHECK(refused(store->publish(request)) == ErrorKind::integrity);
        CHECK(must(store->state()) == state);
    });
}

TEST_CASE("the same content again is a further version of the same artifact") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto first = publish(*store, "one"), second = publish(*store, "two"), third = publish(*store, "one");
        CHECK(third.version == 3);
        CHECK(third.artifact == first.artifact);
        CHECK(third.files == first.files);
        CHECK(must(store->verify(nullptr, {})).objects == 4);
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("the log tells every change, chained") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        must(store->save_draft(project("two"), save("cat")));
        must(store->save_draft(project("three"), save("dan")));
        must(store->discard_draft(change("eve")));
        publish(*store, "four");
        must(store->republish(1, change("fay", "back")));
        const auto log = must(store->log());
        const Action actions[] = {Action::save_draft,    Action::publish,    Action::save_draft, Action::save_draft,
                                  Action::discard_draft, Action::save_draft, Action::publish,    Action::republish};
        REQUIRE(log.size() == std::size(actions));
        base::Digest previous{};
        for (std::size_t i = 0; i < log.size(); ++i) {
            CHECK(log[i].sequence == i + 1);
            CHECK(log[i].action == actions[i]);
            CHECK(log[i].previous == previous);
            CHECK(log[i].at == noon);
            previous = log[i].digest;
        }
        CHECK(log[1].from == std::nullopt);
        CHECK(log[1].to == 1);
        CHECK(log[1].draft == store::digest_of(project("one")));
        CHECK(log[3].by == "dan");
        CHECK(log[3].replaced == store::digest_of(project("two")));
        CHECK(log[6].from == 1);
        CHECK(log[6].to == 2);
        CHECK(log[7].from == 2);
        CHECK(log[7].to == 1);
        CHECK(log[7].note == "back");
    });
}
