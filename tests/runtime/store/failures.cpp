// Every operation of the disk fails, once or from then on, in every change.
#include <doctest/doctest.h>

#include "tests/runtime/store/scenarios.h"

using namespace parley;
using namespace parley::tests;

namespace {

struct Failure {
    std::string name;
    base::ErrorKind kind;
    bool for_ever, full;
};
const Failure failures[] = {
    {"input or output error", base::ErrorKind::environment, false, false},
    {"no disk any more", base::ErrorKind::environment, true, false},
    {"disk full for a moment", base::ErrorKind::environment, false, true},
    {"disk full", base::ErrorKind::environment, true, true},
    {"not allowed", base::ErrorKind::not_allowed, true, false},
};

std::size_t count_operations(const Scenario& scenario, const Prepared& prepared) {
    const auto model = std::make_shared<ModelDisk>(prepared.disk);
    const auto store = open_on(model);
    const std::size_t before = model->operations;
    must(scenario.change(*store));
    return model->operations - before;
}

// The change with its operation `number` failing, then again on a disk that is well.
void fail_and_go_on(const Scenario& scenario, const Prepared& prepared, const Failure& failure, std::size_t number) {
    const auto model = std::make_shared<ModelDisk>(prepared.disk);
    const auto store = open_on(model);
    model->fail_at = model->operations + number;
    model->fails_for_ever = failure.for_ever;
    model->failure = failure.kind;
    model->is_full = failure.full;
    const auto changed = scenario.change(*store);
    model->fail_at.reset();
    // Some failures are no matter: tidying up, or a folder above that is not this user's to open.
    if (!changed) {
        CHECK_MESSAGE(changed.error().kind == failure.kind, changed.error().message);
    }

    CHECK(judge(scenario, prepared, model->disk, changed.ok()) == "");
    const auto judge_left = [&](bool acknowledged) {
        for_each_crash(model->disk, [&](const Disk& left) {
            CHECK(judge(scenario, prepared, left, acknowledged) == "");
            return true;
        });
    };
    judge_left(changed.ok());
    if (changed || is_same(must(store->state()), prepared.after)) return;

    CHECK(is_same(must(scenario.change(*store)), prepared.after));
    // A disk that takes nothing back either is no disk to go on with, but to start the machine again from: judged
    // above.
    if (failure.for_ever && !failure.full) return;
    judge_left(true);
}

}  // namespace

TEST_CASE("whatever operation fails: the right error, a whole store, and the next try succeeds") {
    for (const Scenario& scenario : scenarios()) {
        const Prepared prepared = prepare(scenario);
        const std::size_t operations = count_operations(scenario, prepared);
        for (const Failure& failure : failures) {
            if (depth() == Depth::sample && failure.for_ever) continue;
            for (std::size_t number = sample_start(scenario.name + failure.name); number < operations;
                 number += sample_step()) {
                CAPTURE(scenario.name);
                CAPTURE(failure.name);
                CAPTURE(number);
                fail_and_go_on(scenario, prepared, failure, number);
            }
        }
        MESSAGE(scenario.name << ": " << operations << " operations, each failing in " << std::size(failures)
                              << " ways");
    }
}

TEST_CASE("a change whose last step fails says that its outcome is open") {
    for (const Scenario& scenario : scenarios()) {
        const Prepared prepared = prepare(scenario);
        const auto model = std::make_shared<ModelDisk>(prepared.disk);
        const auto store = open_on(model);
        model->on_operation = [&](const std::string& operation) {
            if (operation == std::string("sync ") + model_root) model->fail_at = model->operations - 1;
        };
        const auto changed = scenario.change(*store);
        if (scenario.name == "the first draft") continue;  // syncs its folder before, too
        CAPTURE(scenario.name);
        REQUIRE(!changed.ok());
        CHECK(changed.error().message.find("has to be looked up") != std::string::npos);
        CHECK(is_same(must(store->state()), prepared.after));
    }
}

TEST_CASE("a sync that has failed is not tried again") {
    for (const Scenario& scenario : scenarios()) {
        const Prepared prepared = prepare(scenario);
        const std::size_t operations = count_operations(scenario, prepared);
        for (std::size_t number = 0; number < operations; ++number) {
            const auto model = std::make_shared<ModelDisk>(prepared.disk);
            const auto store = open_on(model);
            std::string failed;
            std::size_t asked_again = 0;
            const std::size_t first = model->operations;
            model->fail_at = first + number;
            model->on_operation = [&](const std::string& operation) {
                if (!failed.empty()) asked_again += operation.starts_with("sync");
                if (model->operations == first + number + 1 && operation.starts_with("sync")) failed = operation;
            };
            const auto changed = scenario.change(*store);
            CHECK(asked_again == 0);
            CHECK((failed.empty() || !changed.ok()));
        }
    }
}

TEST_CASE("who may not write is told so, and may read all there is") {
    for (const Scenario& scenario : scenarios()) {
        CAPTURE(scenario.name);
        const Prepared prepared = prepare(scenario);
        const auto model = std::make_shared<ModelDisk>(prepared.disk);
        model->read_only = true;
        const auto store = open_on(model);
        CHECK(is_same(must(store->state()), prepared.before));
        CHECK(must(store->versions()).size() == prepared.before.last_version);
        CHECK(must(store->log()).size() == prepared.before.sequence);
        CHECK(problems(*store) == "");
        CHECK(refused(scenario.change(*store)) == base::ErrorKind::not_allowed);
        CHECK(model->disk.files() == prepared.disk.files());
    }
}
