// Every backend: the draft.
#include "tests/runtime/store/conformance.h"

using namespace parley;
using namespace parley::tests;
using base::ErrorKind;
using store::State;
using store::Store;

TEST_CASE("a store that nobody wrote to is empty, and looking at it makes nothing") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        CHECK(must(store->state()) == State{});
        CHECK(must(store->versions()).empty());
        CHECK(must(store->log()).empty());
        CHECK(refused(store->version(1)) == ErrorKind::not_found);
        CHECK(refused(store->artifact({})) == ErrorKind::not_found);
        CHECK(refused(store->files({})) == ErrorKind::not_found);
        CHECK(refused(store->entry_bytes(1)) == ErrorKind::not_found);
        CHECK_FALSE(store->has_files({}));
        CHECK(problems(*store) == "");
        // Nor does a change that finds nothing to change.
        CHECK(refused(store->discard_draft(change())) == ErrorKind::not_found);
        CHECK(refused(store->republish(1, change())) == ErrorKind::not_found);
        CHECK(refused(publish_draft(*store, "one")) == ErrorKind::not_found);
        CHECK(must(store->collect(change(), 0)).objects == 0);
        CHECK_FALSE(site.is_there());
    });
}

TEST_CASE("a draft is saved any number of times, each as it was saved [S3.9]") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        for (int i = 1; i <= 20; ++i) {
            // A draft may be anything, also what does not compile.
            const base::Files files = {{"rules/a.parley", "rule " + std::to_string(i)}};
            const State state = must(store->save_draft(files, save("ann" + std::to_string(i))));
            REQUIRE(state.draft);
            CHECK(state.draft->files == store::digest_of(files));
            CHECK(state.draft->saved_by == "ann" + std::to_string(i));
            CHECK(state.draft->saved_at == noon);
            CHECK(state.draft->sequence == static_cast<store::Sequence>(i));
            CHECK(must(site.open()->state()) == state);
            CHECK(must(store->files(state.draft->files)) == files);
        }
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("saving the files that the draft has already changes nothing") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const State first = must(store->save_draft(project("one"), save("ann")));
        CHECK(must(store->save_draft(project("one"), save("bob"))) == first);
        CHECK(must(store->log()).size() == 1);
    });
}

TEST_CASE("there is one draft, and saving it touches nothing that production runs [S3.7, S3.19, S3.79]") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto first = publish(*store, "one");
        const State published = must(store->state());
        for (const char* text : {"two", "three", "not compiled"}) {
            const State state = must(store->save_draft(project(text), save()));
            CHECK(state.current == published.current);
            CHECK(state.last_version == 1);
            CHECK(state.draft->files == store::digest_of(project(text)));
        }
        CHECK(must(store->discard_draft(change())).current == published.current);
        CHECK(must(store->files(first.files)) == project("one"));
        CHECK(must(store->artifact(first.artifact))->digest() == first.artifact);
    });
}

TEST_CASE("a new draft is a copy of the version, and not edited until it is saved again [S3.5]") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        const auto second = publish(*store, "two");
        const State copied = must(store->save_draft(project("one"), new_draft(1)));
        REQUIRE(copied.draft);
        CHECK(copied.draft->based_on == 1);
        CHECK(copied.draft->base == second.sequence);
        CHECK_FALSE(copied.draft->edited);
        const State edited = must(store->save_draft(project("three"), save()));
        CHECK(edited.draft->edited);
        CHECK(edited.draft->based_on == 1);
        CHECK(edited.draft->base == second.sequence);
        CHECK_FALSE(must(store->save_draft(project("one"), save())).draft->edited);
        // Of the current one where none is named.
        CHECK(must(store->save_draft(project("two"), new_draft())).draft->based_on == 2);
        // A copy is a copy.
        CHECK(refused(store->save_draft(project("one"), new_draft(2))) == ErrorKind::input);
        CHECK(refused(store->save_draft(project("one"), new_draft(3))) == ErrorKind::not_found);
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("a first draft needs no version, and derives from the current one otherwise") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const State first = must(store->save_draft(project("one"), save()));
        CHECK_FALSE(first.draft->based_on);
        CHECK(first.draft->base == 0);
        CHECK(first.draft->edited);
        const auto record = must(publish_draft(*store, "one"));
        CHECK_FALSE(record.based_on);
        publish(*store, "two");

        CHECK(must(store->save_draft(project("three"), save())).draft->based_on == 2);
        must(store->discard_draft(change()));
        store::SaveDraft derived = save();
        derived.based_on = 1;
        const State state = must(store->save_draft(project("one"), derived));
        CHECK(state.draft->based_on == 1);
        CHECK_FALSE(state.draft->edited);
        must(store->discard_draft(change()));
        derived.based_on = 7;
        CHECK(refused(store->save_draft(project("one"), derived)) == ErrorKind::not_found);
    });
}

TEST_CASE("a draft from an older folder still meets the publishes since") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const auto first = publish(*store, "one"), second = publish(*store, "two");
        store::SaveDraft derived = save();
        derived.based_on = 1;
        derived.base = first.sequence;
        const State state = must(store->save_draft(project("three"), derived));
        CHECK(state.draft->based_on == 1);
        CHECK(state.draft->base == first.sequence);
        CHECK(refused(publish_draft(*store, "three")) == ErrorKind::conflict);
        // It stays what it was begun from, whatever is said later.
        derived.base = second.sequence;
        CHECK(must(store->save_draft(project("four"), derived)).draft->base == first.sequence);
        must(store->discard_draft(change()));

        derived.based_on.reset();
        derived.base = 0;
        CHECK_FALSE(must(store->save_draft(project("three"), derived)).draft->based_on);
        CHECK(refused(publish_draft(*store, "three")) == ErrorKind::conflict);
        must(store->discard_draft(change()));
        for (const store::Sequence none : {3u, 100u}) {
            derived.base = none;
            CHECK(refused(store->save_draft(project("three"), derived)) == ErrorKind::input);
        }
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("a new draft overwrites the draft, and what it overwrites can be brought back [S3.8, D18]") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        must(store->save_draft(project("three"), save()));
        store::SaveDraft request = new_draft(1);
        request.replaced_folder = project("four");
        const State state = must(store->save_draft(project("one"), request));
        CHECK(state.draft->files == store::digest_of(project("one")));

        const store::Entry entry = must(store->log()).back();
        CHECK(entry.action == store::Action::new_draft);
        CHECK(entry.from == 1);
        CHECK(entry.draft == state.draft->files);
        REQUIRE(entry.replaced);
        REQUIRE(entry.folder);
        CHECK(must(store->files(*entry.replaced)) == project("three"));
        CHECK(must(store->files(*entry.folder)) == project("four"));

        const State back = must(store->save_draft(must(store->files(*entry.replaced)), save()));
        CHECK(back.draft->files == store::digest_of(project("three")));
        CHECK(problems(*store) == "");
    });
}

TEST_CASE("a folder that a new draft overwrites is kept even where the draft stays as it is") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        publish(*store, "one");
        const State copied = must(store->save_draft(project("one"), new_draft(1)));
        CHECK(must(store->save_draft(project("one"), new_draft(1))) == copied);
        store::SaveDraft request = new_draft(1);
        request.replaced_folder = project("four");
        must(store->save_draft(project("one"), request));
        CHECK(store->has_files(store::digest_of(project("four"))));
        CHECK(must(store->log()).back().folder == store::digest_of(project("four")));
        CHECK_FALSE(must(store->log()).back().replaced);
        // The same where an earlier draft is brought back, which is no version's copy.
        store::SaveDraft back = save();
        back.replaced_folder = project("three");
        must(store->save_draft(project("one"), back));
        CHECK(must(store->log()).back().action == store::Action::save_draft);
        CHECK(must(store->log()).back().folder == store::digest_of(project("three")));
        must(store->collect(change(), 2));
        CHECK(store->has_files(store::digest_of(project("three"))));
    });
}

TEST_CASE("a discarded draft can be brought back") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        must(store->save_draft(project("one"), save()));
        const State state = must(store->discard_draft(change("dan", "no")));
        CHECK_FALSE(state.draft);
        const store::Entry entry = must(store->log()).back();
        CHECK(entry.action == store::Action::discard_draft);
        CHECK(entry.by == "dan");
        CHECK(entry.note == "no");
        CHECK_FALSE(entry.draft);
        REQUIRE(entry.replaced);
        CHECK(must(store->files(*entry.replaced)) == project("one"));
        CHECK(refused(store->discard_draft(change())) == ErrorKind::not_found);
        CHECK(must(store->log()).size() == 2);
    });
}

TEST_CASE("a save that expects another draft than there is is refused") {
    on_each_backend([](Site& site) {
        const auto ann = site.open(), bob = site.open();
        store::SaveDraft request = save("ann");
        request.expected_draft = 0;
        const State first = must(ann->save_draft(project("one"), request));
        CHECK(refused(bob->save_draft(project("two"), request)) == ErrorKind::conflict);
        request.expected_draft = first.draft->sequence;
        const State second = must(bob->save_draft(project("two"), request));
        CHECK(refused(ann->save_draft(project("three"), request)) == ErrorKind::conflict);
        must(bob->discard_draft(change()));
        request.expected_draft = second.draft->sequence;
        CHECK(refused(ann->save_draft(project("three"), request)) == ErrorKind::conflict);
        CHECK(must(ann->log()).size() == 3);
    });
}

TEST_CASE("what cannot be kept is refused, and leaves no trace") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        const base::Files bad[] = {
            {{"", "x"}},
            {{"/etc/passwd", "x"}},
            {{"../a", "x"}},
            {{"a/../b", "x"}},
            {{"a//b", "x"}},
            {{"a/", "x"}},
            {{"./a", "x"}},
            {{std::string("a\0b", 3), "x"}},
            {{"b", ""}, {"a", ""}},
            {{"a", ""}, {"a", ""}},
            {{"a", ""}, {"a-b", ""}, {"a/b", ""}},
            {{std::string(5000, 'a'), ""}},
        };
        for (const base::Files& files : bad) {
            CAPTURE(files[0].path);
            CHECK(refused(store->save_draft(files, save())) == ErrorKind::input);
            store::SaveDraft request = save();
            request.replaced_folder = files;
            CHECK(refused(store->save_draft(project("one"), request)) == ErrorKind::input);
        }
        for (const char* at :
             {"", "2026-11-21", "2026-11-21T12:00:00", "2026-11-21T12:00:00.5Z", "2026-11-21 12:00:00Z"}) {
            store::SaveDraft request = save();
            request.change.at = at;
            CHECK(refused(store->save_draft(project("one"), request)) == ErrorKind::input);
        }
        for (const std::string& by : {std::string(), std::string("\xff"), std::string(2000, 'a')}) {
            CHECK(refused(store->save_draft(project("one"), save(by))) == ErrorKind::input);
        }
        for (const std::string& note : {std::string("\xc3"), std::string(70'000, 'a')}) {
            store::SaveDraft request = save();
            request.change.note = note;
            CHECK(refused(store->save_draft(project("one"), request)) == ErrorKind::input);
        }
        CHECK(must(store->state()) == State{});
    });
}

TEST_CASE("any bytes, names and notes come back as they were") {
    on_each_backend([](Site& site) {
        const auto store = site.open();
        std::string bytes;
        for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
        const base::Files files = {{"a b\n\xff/ö", bytes}, {"empty", ""}, {"file 1 1\n", "file 1 1\n"}};
        store::SaveDraft request = save("Jörg \"J\" \\ \n");
        request.change.note = std::string("a\0b\x01\x7f \xf0\x9f\x99\x82 </script>", 20);
        const State state = must(store->save_draft(files, request));
        CHECK(must(store->files(state.draft->files)) == files);
        CHECK(must(store->state()).draft->saved_by == request.change.by);
        CHECK(must(store->log())[0].note == request.change.note);
        CHECK(must(store->save_draft({}, save())).draft->files == store::digest_of({}));
        CHECK(must(store->files(store::digest_of({}))).empty());
        CHECK(problems(*store) == "");
    });
}
