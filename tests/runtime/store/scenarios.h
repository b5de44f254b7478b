// Every kind of change, each on a store with some history, for the tests that break the disk below it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/store/folder.h"
#include "tests/runtime/store/model_disk.h"
#include "tests/runtime/store/samples.h"

namespace parley::tests {

struct Scenario {
    std::string name;
    std::function<void(store::Store&)> history;
    std::function<base::Result<store::State>(store::Store&)> change;
    bool names_old_objects = false;  // and makes none
};
std::vector<Scenario> scenarios();

// Where every store on a model disk lies.
inline constexpr const char* model_root = "/w/store";

std::unique_ptr<store::Store> open_on(const std::shared_ptr<ModelDisk>& disk);

// A scenario's disk, all durable, with its store's state before and after the change.
struct Prepared {
    Disk disk;
    store::State before, after;
};
Prepared prepare(const Scenario& scenario);

// The same but for the store's name, which a first change draws.
bool is_same(const store::State& one, const store::State& other);

// What is wrong with the store on this disk, empty if nothing is: it opens, its state is the one before or the one
// after
// (`acknowledged`: the one after), verification finds no problem, and the change, or a further one if it was done,
// succeeds and leaves the store whole.
std::string judge(const Scenario& scenario, const Prepared& prepared, const Disk& disk, bool acknowledged);

// How much of the large spaces is gone through: a sample in debug builds, for the sanitizers' sake, and all of it where
// PARLEY_FAULTS=long is in the environment, which takes minutes.
enum class Depth { sample, ordinary, all };
Depth depth();
std::size_t sample_step();  // 1 but in a sample
// Where it begins: elsewhere for each name, so that many small spaces together are sampled everywhere. 0 but in a
// sample.
std::size_t sample_start(const std::string& name);

}  // namespace parley::tests
