// Power cut and kill at every step of every change.
#include <doctest/doctest.h>

#include "tests/runtime/store/scenarios.h"

using namespace parley;
using namespace parley::tests;

namespace {

struct Outcome {
    std::size_t states = 0, steps = 0, syncs = 0;
    std::string first_violation;
};

// Does the change on `start` and judges every disk that a power cut at any of its steps may leave, and behind its end;
// of these, one in `every`.
Outcome cut_everywhere(const Scenario& scenario, const Prepared& prepared, const Disk& start,
                       std::optional<std::size_t> ignored_sync = std::nullopt, std::size_t every = 1) {
    Outcome outcome;
    std::size_t left_out = sample_start(scenario.name);
    const auto judge_all = [&](const Disk& disk, bool acknowledged) {
        ++outcome.steps;
        if (!outcome.first_violation.empty()) return;
        const auto judge_one = [&](const Disk& left) {
            if (++left_out % every != 0) return true;
            outcome.first_violation = judge(scenario, prepared, left, acknowledged);
            return outcome.first_violation.empty();
        };
        outcome.states += for_each_crash(disk, judge_one, depth() == Depth::all);
    };
    const auto model = std::make_shared<ModelDisk>(start);
    const auto store = open_on(model);
    model->ignored_sync = ignored_sync;
    model->on_step = [&](const Disk& disk) { judge_all(disk, false); };
    must(scenario.change(*store));
    model->on_step = nullptr;
    outcome.syncs = model->syncs;
    judge_all(model->disk, true);
    return outcome;
}

std::size_t count_syncs(const Scenario& scenario, const Prepared& prepared) {
    const auto model = std::make_shared<ModelDisk>(prepared.disk);
    const auto store = open_on(model);
    const std::size_t before = model->syncs;
    must(scenario.change(*store));
    CHECK(before == 0);  // so that a sync's number is that of the change
    return model->syncs;
}

// Every disk as programs see it while the change goes on: what a kill of the process leaves, with all its unsynced
// parts.
std::vector<Disk> kills(const Scenario& scenario, const Disk& start) {
    std::vector<Disk> left;
    const auto model = std::make_shared<ModelDisk>(start);
    const auto store = open_on(model);
    model->on_step = [&](const Disk& disk) { left.push_back(disk); };
    must(scenario.change(*store));
    return left;
}

}  // namespace

TEST_CASE("whatever a power cut leaves of a change: the old state or the new, whole") {
    std::size_t states = 0;
    for (const Scenario& scenario : scenarios()) {
        CAPTURE(scenario.name);
        const Prepared prepared = prepare(scenario);
        const Outcome outcome = cut_everywhere(scenario, prepared, prepared.disk, std::nullopt, sample_step());
        CHECK(outcome.first_violation == "");
        states += outcome.states;
        MESSAGE(scenario.name << ": " << outcome.states << " states at " << outcome.steps << " steps, " << outcome.syncs
                              << " syncs");
    }
    MESSAGE(states << " states");
}

TEST_CASE("each sync is needed: without it some power cut breaks a promise") {
    std::size_t tried = 0;
    for (const Scenario& scenario : scenarios()) {
        const Prepared prepared = prepare(scenario);
        const std::size_t syncs = count_syncs(scenario, prepared);
        for (std::size_t ignored = sample_start(scenario.name); ignored < syncs; ignored += sample_step()) {
            // Objects that are there are synced again for the sake of killed writers: the next test.
            if (scenario.names_old_objects && ignored == 0) continue;
            CAPTURE(scenario.name);
            CAPTURE(ignored);
            CHECK(cut_everywhere(scenario, prepared, prepared.disk, ignored).first_violation != "");
            ++tried;
        }
    }
    CHECK(tried > 0);
}

TEST_CASE("objects that a killed writer left are synced before they are named") {
    for (const Scenario& scenario : scenarios()) {
        if (scenario.name != "a version") continue;
        const Prepared prepared = prepare(scenario);
        bool broken = false;
        for (const Disk& killed : kills(scenario, prepared.disk)) {
            if (!is_same(must(open_on(std::make_shared<ModelDisk>(killed))->state()), prepared.before)) continue;
            // With the artifact there already, the first sync is that of its folder.
            broken = broken || !cut_everywhere(scenario, prepared, killed, 0).first_violation.empty();
        }
        CHECK(broken);
    }
}

TEST_CASE("a change killed at any step and done again survives a power cut") {
    std::size_t states = 0;
    for (const Scenario& scenario : scenarios()) {
        CAPTURE(scenario.name);
        const Prepared prepared = prepare(scenario);
        std::size_t number = sample_start(scenario.name);
        for (const Disk& killed : kills(scenario, prepared.disk)) {
            if (!is_same(must(open_on(std::make_shared<ModelDisk>(killed))->state()), prepared.before)) continue;
            if (++number % sample_step() != 0) continue;
            if (depth() == Depth::all) {
                const Outcome outcome = cut_everywhere(scenario, prepared, killed);
                CHECK(outcome.first_violation == "");
                states += outcome.states;
                continue;
            }
            const auto model = std::make_shared<ModelDisk>(killed);
            must(scenario.change(*open_on(model)));
            states += for_each_crash(model->disk, [&](const Disk& left) {
                CHECK(judge(scenario, prepared, left, true) == "");
                return true;
            });
        }
    }
    MESSAGE(states << " states");
}
