// Which rules a line fires, in which order, and what named conditions remember in between.
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;
using bytecode::plain;

namespace {

std::uint32_t event_slot(Scene& scene) {
    return scene.b.slot("context.event", scene.b.choice(scene.b.events), SlotSource::event);
}
std::uint32_t event_constant(Scene& scene, std::uint32_t event) {
    return scene.b.constant(scene.b.choice(scene.b.events), event);
}

}  // namespace

TEST_CASE("an event fires each rule that names it, in the order of the set; none stops another [D5]") {
    Scene scene;
    scene.b.simple_rule("One", {starting, closed}, "one");
    scene.b.simple_rule("Two", {queued}, "two");
    scene.b.simple_rule("Three", {starting}, "three");
    scene.load();
    CHECK(scene.fire({starting}) == "one three");
    CHECK(scene.fire({queued}) == "two");
    CHECK(scene.fire({closed}) == "one");
    CHECK(scene.fire({}) == "");
    CHECK(scene.rules().empty());
}

TEST_CASE("a branch without steps completes its rule: nothing behind the decision runs [D6]") {
    Scene scene;
    const auto flag = scene.b.field("conversation.flag", plain(Kind::boolean));
    scene.b.begin_rule("A", {starting});
    const auto jump = scene.b.op(Opcode::test_set, flag);
    scene.b.branch("1");
    scene.b.op(Opcode::complete);
    scene.b.bind(jump);
    scene.b.action("behind", ActionForm::plain, {});
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.load();
    CHECK(scene.fire({starting}) == "behind");
    CHECK(scene.rules().at(0).branch == none);
    scene.set(flag, raw(0));
    CHECK(scene.fire({starting}) == "");
    CHECK(scene.rules().at(0).branch == 0);
}

TEST_CASE("the events of a moment fire one after another, each rule once, for the first that it names [D11, D48]") {
    Scene scene;
    scene.b.simple_rule("Both", {starting, closed}, "both");
    scene.b.simple_rule("Queued", {queued}, "queued");
    scene.b.simple_rule("Closed", {closed}, "closed");
    scene.load();
    CHECK(scene.fire({queued, closed, starting}) == "queued both closed");
    const auto event_of = [&](std::size_t rule) { return scene.rules().at(rule).event; };
    CHECK(scene.rules().size() == 3);
    CHECK(event_of(0) == queued);
    CHECK(event_of(1) == closed);
    CHECK(event_of(2) == closed);
    CHECK(scene.decision.actions.at(1).event == closed);
    CHECK(scene.fire({starting, starting}) == "both");
}

TEST_CASE("what fired on one line fires again on the next") {
    Scene scene;
    scene.b.simple_rule("A", {starting}, "a");
    scene.load();
    CHECK(scene.fire({starting}) == "a");
    CHECK(scene.fire({starting}) == "a");
}

TEST_CASE("an event that the artifact does not have fires nothing [D26]") {
    Scene scene;
    scene.b.simple_rule("A", {starting}, "a");
    scene.load();
    CHECK(scene.fire({99, starting}) == "a");
}

TEST_CASE("context.event is the event that the rule fires for [D48]") {
    Scene scene;
    const auto event = event_slot(scene);
    const auto constant = event_constant(scene, closed);
    for (const char* name : {"One", "Two"}) {
        scene.b.begin_rule(name, name == std::string_view("One") ? std::initializer_list<std::uint32_t>{queued, closed}
                                                                 : std::initializer_list<std::uint32_t>{closed});
        const auto jump = scene.b.op(Opcode::test_is, event, constant);
        scene.b.branch("1");
        scene.b.action(name, ActionForm::plain,
                       {scene.b.member("value", scene.b.choice(scene.b.events), MemberSource::slot, event)});
        scene.b.bind(jump);
        scene.b.op(Opcode::complete);
        scene.b.end_rule();
    }
    scene.load();
    CHECK(scene.fire({queued, closed}) == "Two");
    CHECK(scene.member(0, 0).number == closed);
    CHECK(scene.fire({closed, queued}) == "One Two");
    CHECK(scene.frame->slot(event, closed).number == closed);
    CHECK(scene.frame->slot(event, queued).number == queued);
}

TEST_CASE("a condition that reads the event is asked anew for each event of a moment [D48]") {
    Scene scene;
    const auto event = event_slot(scene);
    scene.b.begin_condition("is closed", true);
    const auto is = scene.b.op(Opcode::test_is, event, event_constant(scene, closed));
    scene.b.end_condition({is});
    scene.b.begin_condition("also closed", true);
    const auto call = scene.b.op(Opcode::test_condition, 0);
    scene.b.end_condition({call});
    for (const std::uint32_t on : {queued, closed}) {
        scene.b.begin_rule(on == queued ? "Queued" : "Closed", {on});
        const auto jump = scene.b.op(Opcode::test_condition, 1);
        scene.b.branch("1");
        scene.b.action(on == queued ? "queued" : "closed", ActionForm::plain, {});
        scene.b.bind(jump);
        scene.b.op(Opcode::complete);
        scene.b.end_rule();
    }
    scene.load();
    CHECK(scene.fire({queued, closed}) == "closed");
    CHECK(scene.fire({closed, queued}) == "closed");
}

TEST_CASE("a condition is evaluated once a line, however many rules use it") {
    Scene scene;
    const auto flag = scene.b.field("conversation.flag", plain(Kind::boolean));
    scene.b.begin_condition("flagged");
    const auto set = scene.b.op(Opcode::test_set, flag);
    scene.b.end_condition({set});
    for (const char* name : {"One", "Two", "Three"}) {
        scene.b.begin_rule(name, {starting});
        const auto jump = scene.b.op(Opcode::test_condition, 0, none, bytecode::negate);
        scene.b.branch("1");
        scene.b.action(name, ActionForm::plain, {});
        scene.b.bind(jump);
        scene.b.op(Opcode::complete);
        scene.b.end_rule();
    }
    scene.load();
    CHECK(scene.fire({starting}) == "One Two Three");
    CHECK(scene.decision.instructions == 2 + 3 * 4);
    scene.set(flag, raw(1));
    CHECK(scene.fire({starting}) == "");
    CHECK(scene.decision.instructions == 2 + 3 * 2);
}

TEST_CASE("conditions 101 deep are evaluated") {
    Scene scene;
    const auto flag = scene.b.field("conversation.flag", plain(Kind::boolean));
    for (std::uint32_t i = 0; i < 101; ++i) {
        scene.b.begin_condition("c" + std::to_string(i));
        const auto test = i == 0 ? scene.b.op(Opcode::test_set, flag) : scene.b.op(Opcode::test_condition, i - 1);
        scene.b.end_condition({test});
    }
    scene.b.begin_rule("A", {starting});
    const auto jump = scene.b.op(Opcode::test_condition, 100);
    scene.b.branch("1");
    scene.b.bind(jump);
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.load();
    scene.fire({starting});
    CHECK(scene.rules().at(0).branch == none);
    scene.set(flag, raw(1));
    scene.fire({starting});
    CHECK(scene.rules().at(0).branch == 0);
}

TEST_CASE("the trace tells what was tested, in order, and what was remembered") {
    Scene scene;
    const auto event = event_slot(scene);
    scene.b.begin_condition("is closed", true);
    const auto is = scene.b.op(Opcode::test_is, event, event_constant(scene, closed));  // 0
    scene.b.end_condition({is});                                                        // 1, 2
    scene.b.begin_rule("A", {closed});
    const auto first = scene.b.op(Opcode::test_condition, 0);                          // 3
    scene.b.branch("1");                                                               // 4
    const auto again = scene.b.op(Opcode::test_condition, 0, none, bytecode::negate);  // 5
    scene.b.branch("1.1");                                                             // 6
    scene.b.bind(again);
    scene.b.action("done", ActionForm::plain, {});  // 7
    scene.b.bind(first);
    scene.b.op(Opcode::complete);  // 8
    scene.b.end_rule();
    scene.load();
    scene.fire({closed});
    std::string path;
    for (const TraceStep& step : scene.trace) {
        CHECK(step.event == closed);
        path +=
            std::to_string(static_cast<int>(step.kind)) + (step.result ? "+" : "-") + std::to_string(step.index) + " ";
    }
    // rule, condition, its test and end, the test by its name, branch, the same remembered, action, end
    CHECK(path == "0-0 4-0 1+0 5+0 1+3 2+0 1-5 3+0 6+0 ");
    CHECK(scene.rules().at(0).branch == 0);
}
