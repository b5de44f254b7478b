// Entries with good digests and good chains that tell what cannot have happened: `verify` makes each again.
#include "runtime/store/history.h"

#include "runtime/store/layout.h"
#include "tests/runtime/store/scenarios.h"

using namespace parley;
using namespace parley::tests;
using store::LogEntry;

namespace {

const store::Layout layout = store::layout_of(model_root);

Disk with_history() {
    const auto model = std::make_shared<ModelDisk>();
    const auto store = open_on(model);
    publish(*store, "one");
    publish(*store, "two");
    must(store->save_draft(project("three"), save()));
    must(store->save_draft(project("four"), save()));
    must(store->discard_draft(change()));
    must(store->save_draft(project("one"), new_draft(1)));
    must(store->republish(1, change()));
    must(store->collect(change(), 0));
    return model->disk;
}

LogEntry entry_of(const Disk& disk, store::Sequence sequence) {
    return must(store::read_entry(disk.files().at(layout.entry(sequence))));
}

// Changes entry `sequence`, and seals it and all that follow anew, so that digests and chain hold.
Disk forged(Disk disk, store::Sequence sequence, const std::function<void(LogEntry&)>& change) {
    base::Digest previous{};
    for (store::Sequence at = 1; disk.names.contains(layout.entry(at)); ++at) {
        LogEntry entry = entry_of(disk, at);
        entry.entry.previous = previous;
        if (at == sequence) change(entry);
        store::seal(entry, nullptr);
        previous = entry.entry.digest;
        disk.put(layout.entry(at), entry.bytes);
        if (entry.published) disk.put(layout.record(entry.published->version), entry.bytes);
        disk.put(layout.current(), entry.bytes);
    }
    return disk;
}

// The places of the problems, in their order.
std::string places(const Disk& disk) {
    const auto opened = open_on(std::make_shared<ModelDisk>(disk));
    std::string text;
    for (const store::Problem& problem : must(opened->verify(nullptr, {})).problems) text += problem.place + ";";
    return text;
}

}  // namespace

TEST_CASE("an entry that does not follow from the one before is told") {
    const Disk good = with_history();
    REQUIRE(places(good) == "");
    REQUIRE(places(forged(good, 0, {})) == "");
    const base::Digest other = store::digest_of(project("one"));
    store::Draft some_draft;
    some_draft.files = other;
    some_draft.sequence = 1;
    struct Forgery {
        const char* name;
        store::Sequence sequence;
        std::function<void(LogEntry&)> change;
    };
    const Forgery forgeries[] = {
        {"a draft saved by another", 1, [](LogEntry& e) { e.state.draft->saved_by = "eve"; }},
        {"a draft of another time", 1, [](LogEntry& e) { e.state.draft->saved_at = "2020-01-01T00:00:00Z"; }},
        {"a draft that is not the entry's", 1,
         [&](LogEntry& e) { e.state.draft->files = store::digest_of(project("two")); }},
        {"a first draft with a base", 1, [](LogEntry& e) { e.state.draft->base = 1; }},
        {"a draft with a base that is no release", 5, [](LogEntry& e) { e.state.draft->base = 3; }},
        {"a saved draft with another base", 6, [](LogEntry& e) { e.state.draft->base = 2; }},
        {"a first draft of a version", 1, [](LogEntry& e) { e.state.draft->based_on = 1; }},
        {"versions from nowhere", 1, [](LogEntry& e) { e.state.last_version = 3; }},
        {"a release from nowhere", 1,
         [&](LogEntry& e) {
             e.state.current = {1, other, 1};
         }},
        {"a published draft that stays", 2, [&](LogEntry& e) { e.state.draft = some_draft; }},
        {"a version with other files", 2, [&](LogEntry& e) { e.published->files = store::digest_of(project("two")); }},
        {"a version with another artifact", 2, [&](LogEntry& e) { e.state.current->artifact = other; }},
        {"a version with another base", 4, [](LogEntry& e) { e.published->based_on = std::nullopt; }},
        {"a move from elsewhere", 4, [](LogEntry& e) { e.entry.from = 2; }},
        {"a move to elsewhere", 4, [](LogEntry& e) { e.entry.to = 1; }},
        {"a release of another entry", 4, [](LogEntry& e) { e.state.current->sequence = 2; }},
        {"a draft put away that was not there", 5, [&](LogEntry& e) { e.entry.replaced = other; }},
        {"a draft put away in silence", 6, [](LogEntry& e) { e.entry.replaced.reset(); }},
        {"an edited draft that says it is not", 6, [](LogEntry& e) { e.state.draft->edited = false; }},
        {"a discarded draft that stays", 7, [&](LogEntry& e) { e.state.draft = some_draft; }},
        {"a draft discarded in silence", 7, [](LogEntry& e) { e.entry.replaced.reset(); }},
        {"a discard that moves the pointer", 7, [](LogEntry& e) { e.state.current->version = 1; }},
        {"a copy of another version", 8, [](LogEntry& e) { e.entry.from = 2; }},
        {"a copy of a version that never was", 8, [](LogEntry& e) { e.entry.from = e.state.draft->based_on = 7; }},
        {"a copy that is edited", 8, [](LogEntry& e) { e.state.draft->edited = true; }},
        {"a version put back with another artifact", 9, [&](LogEntry& e) { e.state.current->artifact = other; }},
        {"a version put back that never was", 9, [](LogEntry& e) { e.entry.to = e.state.current->version = 5; }},
        {"a version put back to nothing", 9, [](LogEntry& e) { e.entry.to.reset(); }},
        {"a version put back that takes the draft", 9, [](LogEntry& e) { e.state.draft.reset(); }},
        {"a collection that changes something", 10, [](LogEntry& e) { e.state.last_version = 1; }},
    };
    for (const Forgery& forgery : forgeries) {
        CAPTURE(forgery.name);
        const std::string found = places(forged(good, forgery.sequence, forgery.change));
        CHECK(found.find("entry " + std::to_string(forgery.sequence) + ";") != std::string::npos);
    }
}

TEST_CASE("an entry written anew breaks the chain behind it") {
    const Disk good = with_history();
    for (store::Sequence sequence = 1; sequence < 10; ++sequence) {
        CAPTURE(sequence);
        LogEntry entry = entry_of(good, sequence);
        entry.entry.note = "not what was said";
        store::seal(entry, nullptr);
        Disk damaged = good;
        damaged.put(layout.entry(sequence), entry.bytes);
        if (entry.published) damaged.put(layout.record(entry.published->version), entry.bytes);
        CHECK(places(damaged).find("entry " + std::to_string(sequence + 1) + ";") != std::string::npos);
        CHECK(refused(open_on(std::make_shared<ModelDisk>(damaged))->log()) == base::ErrorKind::integrity);
    }
}

TEST_CASE("who rewrites the whole log cannot sign it") {
    const auto key = signing::SecretKey::generate();
    const auto model = std::make_shared<ModelDisk>();
    const auto store = open_on(model);
    publish(*store, "one", &key);
    signing::Trust trust;
    trust.add(key.public_key());
    REQUIRE(problems(*store, &trust) == "");
    const auto thief = signing::SecretKey::generate();
    Disk rewritten = model->disk;
    LogEntry entry = entry_of(rewritten, 2);
    entry.entry.by = "eve";
    store::seal(entry, &thief);
    for (const std::string& path : {layout.entry(2), layout.record(1), layout.current()})
        rewritten.put(path, entry.bytes);
    const auto opened = open_on(std::make_shared<ModelDisk>(rewritten));
    CHECK(problems(*opened) == "");  // all is as if she had been the publisher
    CHECK(problems(*opened, &trust) != "");
    CHECK(refused(opened->trusted(*must(opened->state()).current, trust)) == base::ErrorKind::integrity);
}

TEST_CASE("verify goes on behind what it finds") {
    Disk damaged = with_history();
    damaged.names.erase(layout.entry(3));
    damaged.put(layout.entry(6), "x");
    damaged.put(layout.record(1), "x");
    damaged.names.erase(layout.files(store::digest_of(project("two"))));
    damaged.put(layout.format(), "parley store 1\n");
    damaged.put(layout.objects() + "/stray", "x");
    damaged.put(layout.temporary() + "/1", "x");
    const auto opened = open_on(std::make_shared<ModelDisk>(damaged));
    const auto found = must(opened->verify(nullptr, {}));
    const std::string all = problems(*opened);
    for (const char* place : {"entry 3:", "entry 6:", "version 1:", "object b2:"}) {
        CAPTURE(all);
        CHECK(all.find(place) != std::string::npos);
    }
    CHECK(found.remarks.size() >= 2);
}

TEST_CASE("numbers far away cost no time") {
    const Disk good = with_history();
    const Disk far = forged(good, 10, [](LogEntry& e) {
        e.entry.sequence = e.state.sequence = store::largest_number;
        e.state.last_version = store::largest_number;
    });
    const auto opened = open_on(std::make_shared<ModelDisk>(far));
    CHECK(refused(opened->versions()) == base::ErrorKind::integrity);
    CHECK(refused(opened->log()) == base::ErrorKind::integrity);
    CHECK(refused(opened->collect(change(), store::largest_number)) == base::ErrorKind::integrity);
    CHECK(problems(*opened) != "");
}
