#include "tests/runtime/store/scenarios.h"

#include <cstdlib>

namespace parley::tests {
namespace {

using base::Result;
using store::State;
using store::Store;

const signing::SecretKey& key() {
    static const signing::SecretKey key = signing::SecretKey::generate();
    return key;
}

void two_versions_and_a_draft(Store& store) {
    publish(store, "one");
    publish(store, "two", &key());
    must(store.save_draft(project("three"), save()));
}

// The state after a publish, which itself gives the version.
Result<State> state_after(Store& store, const Result<store::VersionRecord>& published) {
    if (!published) return published.error();
    return store.state();
}

Result<State> collect(Store& store) {
    const auto collected = store.collect(change("gc"), 1);
    if (!collected) return collected.error();
    return store.state();
}

}  // namespace

std::vector<Scenario> scenarios() {
    const auto nothing = [](Store&) {};
    const auto a_draft = [](Store& store) { must(store.save_draft(project("one"), save())); };
    std::vector<Scenario> all = {
        {"the first draft", nothing, [](Store& store) { return store.save_draft(project("one"), save()); }},
        {"the first version", a_draft, [](Store& store) { return state_after(store, publish_draft(store, "one")); }},
        {"a draft saved over another", two_versions_and_a_draft,
         [](Store& store) { return store.save_draft(project("four"), save("cat")); }},
        {"a new draft over another and over a folder", two_versions_and_a_draft,
         [](Store& store) {
             store::SaveDraft request = new_draft(1);
             request.replaced_folder = project("four");
             return store.save_draft(project("one"), request);
         }},
        {"a draft discarded", two_versions_and_a_draft,
         [](Store& store) { return store.discard_draft(change("dan")); }},
        {"a version", two_versions_and_a_draft,
         [](Store& store) { return state_after(store, publish_draft(store, "three")); }},
        {"a signed version", two_versions_and_a_draft,
         [](Store& store) { return state_after(store, publish_draft(store, "three", std::nullopt, &key())); }},
        {"a version with the artifact of another",
         [](Store& store) {
             two_versions_and_a_draft(store);
             must(store.save_draft(project("one"), save()));
         },
         [](Store& store) { return state_after(store, publish_draft(store, "one")); }, true},
        {"an earlier version put back", two_versions_and_a_draft,
         [](Store& store) { return store.republish(1, change("eve")); }},
        {"the current version signed anew", two_versions_and_a_draft,
         [](Store& store) {
             store::Change request = change("eve");
             request.key = &key();
             return store.republish(2, request);
         }},
        {"a collection",
         [](Store& store) {
             two_versions_and_a_draft(store);
             for (const char* text : {"four", "one", "two"}) must(store.save_draft(project(text), save()));
             must(store.discard_draft(change()));
             must(store.republish(1, change()));
         },
         collect},
    };
    // A debug build takes the one that makes the store, the longest, the shortest, and the one that removes.
    if (depth() == Depth::sample) {
        const auto is_left_out = [](const Scenario& scenario) {
            return scenario.name != "the first draft" && scenario.name != "a version" &&
                   scenario.name != "a draft discarded" && scenario.name != "a collection";
        };
        std::erase_if(all, is_left_out);
    }
    return all;
}

std::unique_ptr<Store> open_on(const std::shared_ptr<ModelDisk>& disk) {
    return must(store::open_folder(disk, model_root));
}

Prepared prepare(const Scenario& scenario) {
    const auto disk = std::make_shared<ModelDisk>();
    const auto store = open_on(disk);
    scenario.history(*store);
    Prepared prepared;
    // Long after its history, all is durable.
    prepared.disk = disk->disk;
    prepared.disk.durable = prepared.disk.names;
    prepared.disk.pending.clear();
    prepared.before = must(store->state());
    prepared.after = must(scenario.change(*store));
    return prepared;
}

bool is_same(const State& one, const State& other) {
    State named = one;
    named.store = other.store;
    return named == other;
}

std::string judge(const Scenario& scenario, const Prepared& prepared, const Disk& disk, bool acknowledged) {
    const auto model = std::make_shared<ModelDisk>(disk);
    const auto opened = store::open_folder(model, model_root);
    if (!opened) return "it does not open: " + opened.error().message;
    Store& store = **opened;
    const Result<State> state = store.state();
    if (!state) return "its state cannot be read: " + state.error().message;
    const bool done = is_same(*state, prepared.after), undone = is_same(*state, prepared.before);
    if (!done && !undone) return "its state is neither the one before nor the one after";
    if (acknowledged && !done) return "an acknowledged change is lost";
    if (const std::string found = problems(store); !found.empty()) return found;

    const Result<State> next = done ? store.save_draft(project("next"), save()) : scenario.change(store);
    if (!next) return "the next change fails: " + next.error().message;
    if (!done && !is_same(*next, prepared.after)) return "the change done next does not give the state after it";
    return problems(store);
}

Depth depth() {
    const char* faults = std::getenv("PARLEY_FAULTS");
    if (faults && std::string(faults) == "long") return Depth::all;
#ifdef NDEBUG
    return Depth::ordinary;
#else
    return Depth::sample;
#endif
}

std::size_t sample_step() {
    return depth() == Depth::sample ? 12 : 1;
}

std::size_t sample_start(const std::string& name) {
    std::size_t sum = 0;
    for (const char letter : name) sum += static_cast<unsigned char>(letter);
    return sum % sample_step();
}

}  // namespace parley::tests
