// Many writers and readers at once, each with a Store of its own, on a real folder.
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "runtime/store/open.h"
#include "tests/runtime/signing/scratch.h"
#include "tests/runtime/store/samples.h"

using namespace parley;
using namespace parley::tests;

namespace {

constexpr int writers = 6, publishes_each = 8, readers = 2;
const char* const texts[] = {"one", "two", "three", "four"};

// Errors are gathered, for doctest's checks are the main thread's.
struct Findings {
    std::mutex mutex;
    std::set<std::string> faults;
    std::multiset<store::Version> published;

    void fault(const std::string& message) {
        const std::lock_guard guard(mutex);
        faults.insert(message);
    }
};

// Saves a draft by compare-and-swap and publishes that very draft; false where somebody else was faster.
bool try_to_publish(store::Store& store, const std::string& name, const char* text, Findings& findings) {
    const auto state = store.state();
    if (!state) return findings.fault(state.error().message), false;
    store::SaveDraft save_request = save(name);
    save_request.expected_draft = state->draft ? state->draft->sequence : 0;
    // Different each time, or the save would be none.
    base::Files files = project(text);
    files.push_back({"z", name + std::to_string(state->sequence)});
    const auto saved = store.save_draft(files, save_request);
    if (!saved && saved.error().kind == base::ErrorKind::conflict) return false;
    if (!saved) return findings.fault(saved.error().message), false;
    store::Publish request;
    request.change = change(name);
    request.draft = saved->draft->sequence;
    request.artifact = artifact_of(text);
    const auto record = store.publish(request);
    if (!record && record.error().kind == base::ErrorKind::conflict) return false;
    if (!record) return findings.fault(record.error().message), false;
    const std::lock_guard guard(findings.mutex);
    findings.published.insert(record->version);
    return true;
}

void write_versions(const std::string& location, int number, Findings& findings) {
    const auto store = store::open(location, {std::chrono::seconds(120)});
    if (!store) return findings.fault(store.error().message);
    const std::string name = "writer " + std::to_string(number);
    for (int done = 0, tries = 0; done < publishes_each && tries < 100'000; ++tries) {
        done += try_to_publish(**store, name, texts[(number + done) % 4], findings);
    }
}

// What is current can be read whole at every moment, and never goes back.
void read_versions(const std::string& location, const std::atomic<bool>& stop, Findings& findings) {
    const auto store = store::open(location);
    if (!store) return findings.fault(store.error().message);
    store::Sequence last = 0;
    while (!stop) {
        const auto state = (*store)->state();
        if (!state) return findings.fault(state.error().message);
        if (state->sequence < last) return findings.fault("the store went back");
        last = state->sequence;
        if (const auto log = (*store)->log(); !log) return findings.fault(log.error().message);
        if (!state->current) continue;
        const auto record = (*store)->version(state->current->version);
        if (!record) return findings.fault(record.error().message);
        const auto artifact = (*store)->artifact(state->current->artifact);
        if (!artifact) return findings.fault(artifact.error().message);
        if (record->artifact != (*artifact)->digest()) return findings.fault("a version of two halves");
    }
}

}  // namespace

TEST_CASE("many writers: every acknowledged publish is there once, and the log is whole") {
    const Scratch scratch;
    const std::string location = scratch.path("store");
    artifact_of("one");
    Findings findings;
    std::atomic<bool> stop = false;
    std::vector<std::thread> reading, writing;
    for (int i = 0; i < readers; ++i)
        reading.emplace_back(read_versions, location, std::cref(stop), std::ref(findings));
    for (int i = 0; i < writers; ++i) writing.emplace_back(write_versions, location, i, std::ref(findings));
    for (std::thread& thread : writing) thread.join();
    stop = true;
    for (std::thread& thread : reading) thread.join();

    for (const std::string& fault : findings.faults) CHECK(fault == "");
    constexpr store::Version total = writers * publishes_each;
    CHECK(findings.published.size() == total);
    for (store::Version version = 1; version <= total; ++version) CHECK(findings.published.count(version) == 1);
    const auto store = must(store::open(location));
    CHECK(must(store->state()).last_version == total);
    CHECK(must(store->versions()).size() == total);
    CHECK(problems(*store) == "");
}
