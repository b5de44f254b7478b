// What an action carries: values, the text due, the queue with the lowest workload, and when it is not done.
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;
using bytecode::plain;

namespace {

constexpr std::int64_t now = 1'763'720'520'000;
constexpr std::int64_t minute = 60'000;

// One rule whose only step is one action.
struct OneAction : Scene {
    bytecode::ActionRecord& action(ActionForm form, std::initializer_list<bytecode::MemberRecord> members) {
        b.begin_rule("A", {starting});
        bytecode::ActionRecord& record = b.action("act", form, members);
        b.op(Opcode::complete);
        b.end_rule();
        return record;
    }
    ActionStatus run() {
        fire({starting});
        return decision.status(decision.actions.at(0));
    }
};

// send_to_least_loaded ["Default", "Billing", "Multilingual"].
struct LeastLoaded : OneAction {
    LeastLoaded() {
        b.queue_loads();
        const value::Type queue = b.reference(b.queues);
        const auto queues = b.number_list(queue, {0, 1, 2});
        action(ActionForm::least_loaded, {b.member("queue", queue, MemberSource::least_loaded, queues)});
        load();
    }
    void queue(std::uint32_t queue, Value total, Value waiting, Value assigned, Value staffed) {
        const bytecode::QueueLoadRecord& slots = program->artifact().queue_loads()[queue];
        set(slots.total, total);
        set(slots.waiting, waiting);
        set(slots.assigned, assigned);
        set(slots.staffed, staffed);
    }
    void queue(std::uint32_t index, int total, bool staffed) {
        queue(index, integer(total), Value::absent(), Value::absent(), raw(staffed));
    }
    int chosen() {
        CHECK(run() == ActionStatus::done);
        return static_cast<int>(member(0, 0).number);
    }
};

// send_message with a text of its own for sms (a template) and for email (a field).
struct Message : OneAction {
    std::uint32_t platform, subject, last_closed, previous_closed, pause;
    explicit Message(std::uint32_t skip_kind = 0) {
        platform = b.field("conversation.platform", b.choice(b.platforms));
        subject = b.field("conversation.subject", plain(Kind::text));
        last_closed = b.field("previous.last_closed_at", plain(Kind::instant));
        previous_closed = b.field("previous.closed_at", plain(Kind::instant));
        pause = b.field("conversation.pause", plain(Kind::duration));
        b.tables.manifest.platform_slot = platform;
        b.tables.manifest.recent_closed_slot = last_closed;
        b.tables.manifest.previous_closed_slot = previous_closed;
        const auto text = static_cast<std::uint32_t>(MemberSource::text);
        const auto slot = static_cast<std::uint32_t>(MemberSource::slot);
        b.tables.platform_texts = {{1, text, b.text_template({b.says("short")})},
                                   {2, slot, subject},
                                   {none, text, b.text_template({b.says("long")})}};
        const auto quarter = b.constant(plain(Kind::duration), 900);
        auto& record = action(ActionForm::message, {b.member("text", plain(Kind::text), MemberSource::text_due, 0)});
        record.platform_text_count = 3;
        record.skip_kind = skip_kind;
        record.skip = skip_kind == 0 ? 0 : (skip_kind == 1 ? quarter : pause);
        load();
        frame->set_now(now);
    }
};

}  // namespace

TEST_CASE("an action carries constants, fields, texts and lists of texts, in the order of its members") {
    OneAction scene;
    TablesBuilder& b = scene.b;
    const auto queue = b.field("conversation.queue", b.reference(b.queues));
    const auto first = b.text_template({b.says("Yes")});
    b.text_template({b.says("No")});
    scene.action(ActionForm::plain,
                 {b.member("number", plain(Kind::integer), MemberSource::constant, b.integer(7)),
                  b.member("queue", b.reference(b.queues), MemberSource::slot, queue),
                  b.member("replies", bytecode::list_of(plain(Kind::text)), MemberSource::texts, first, 2)});
    scene.load();
    scene.set(queue, unknown("Gone"));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.member(0, 0).number == value::from_integer(7));
    CHECK(scene.member(0, 1).symbol == "Gone");
    REQUIRE(scene.member(0, 2).count == 2);
    CHECK(scene.member(0, 2).items[0].text.exact == "Yes");
    CHECK(scene.member(0, 2).items[1].text.exact == "No");
}

TEST_CASE("an action with a field without a value is listed as not done; a list is never without [D40]") {
    OneAction scene;
    TablesBuilder& b = scene.b;
    const auto subject = b.field("conversation.subject", plain(Kind::text));
    const auto tags = b.field("conversation.tags", bytecode::list_of(plain(Kind::text)));
    scene.action(ActionForm::plain, {b.member("tag", plain(Kind::text), MemberSource::slot, subject),
                                     b.member("tags", bytecode::list_of(plain(Kind::text)), MemberSource::slot, tags)});
    scene.load();
    CHECK(scene.run() == ActionStatus::no_value);
    CHECK_FALSE(scene.member(0, 0).present);
    CHECK(scene.member(0, 1).present);
    scene.set(subject, scene.text(""));
    CHECK(scene.run() == ActionStatus::done);
}

TEST_CASE("least loaded: the lowest workload among the staffed, else among all; ties by order [D15]") {
    LeastLoaded scene;
    scene.queue(0, 5, true);
    scene.queue(1, 3, true);
    scene.queue(2, 1, false);
    CHECK(scene.chosen() == 1);
    scene.queue(1, 5, true);
    CHECK(scene.chosen() == 0);
    scene.queue(0, 5, false);
    scene.queue(1, 9, true);
    CHECK(scene.chosen() == 1);
    scene.queue(1, 4, false);
    CHECK(scene.chosen() == 2);
    scene.queue(2, 4, false);
    CHECK(scene.chosen() == 1);
}

TEST_CASE("least loaded with facts missing: no number counts as 0, and not staffed [D47]") {
    LeastLoaded scene;
    CHECK(scene.chosen() == 0);
    scene.queue(0, 1, false);
    CHECK(scene.chosen() == 1);
    scene.queue(2, 8, true);
    CHECK(scene.chosen() == 2);
    SUBCASE("without a total, what waits and what is in progress") {
        scene.queue(0, Value::absent(), integer(2), integer(2), raw(1));
        scene.queue(1, Value::absent(), integer(3), Value::absent(), raw(1));
        CHECK(scene.chosen() == 1);
        scene.queue(1, Value::absent(), Value::absent(), integer(5), raw(1));
        CHECK(scene.chosen() == 0);
    }
    SUBCASE("a total that is given counts alone") {
        scene.queue(0, integer(1), integer(50), integer(50), raw(1));
        scene.queue(1, integer(2), integer(0), integer(0), raw(1));
        CHECK(scene.chosen() == 0);
    }
}

TEST_CASE("least loaded of a field's list: an empty one has no value, an unknown queue no workload [D40, D47]") {
    OneAction scene;
    TablesBuilder& b = scene.b;
    const value::Type queue = b.reference(b.queues);
    b.queue_loads();
    const auto list = b.field("conversation.queues", bytecode::list_of(queue));
    scene.action(ActionForm::least_loaded, {b.member("queue", queue, MemberSource::least_loaded_slot, list)});
    scene.load();
    CHECK(scene.run() == ActionStatus::no_value);
    scene.set(scene.program->artifact().queue_loads()[1].waiting, integer(1));
    scene.set(list, scene.list({raw(1), unknown("Gone")}));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.member(0, 0).symbol == "Gone");
    scene.set(scene.program->artifact().queue_loads()[1].staffed, raw(1));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.member(0, 0).number == 1);
}

TEST_CASE("the text due is that of the conversation's platform, else the one for all others [D46]") {
    Message scene;
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.text_of(0) == "long");
    scene.set(scene.platform, raw(1));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.text_of(0) == "short");
    scene.set(scene.platform, raw(0));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.text_of(0) == "long");
    scene.set(scene.platform, unknown("telex"));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.text_of(0) == "long");
}

TEST_CASE(
    "a text due that is a field without a value is not done, and one that is not due does not matter [D40, D46]") {
    Message scene;
    scene.set(scene.platform, raw(2));
    CHECK(scene.run() == ActionStatus::no_value);
    scene.set(scene.subject, scene.text("the subject"));
    CHECK(scene.run() == ActionStatus::done);
    CHECK(scene.text_of(0) == "the subject");
}

TEST_CASE("a message is suppressed by a conversation that ended within the time, the bounds included [D16, D45]") {
    Message scene(1);
    const auto status_at = [&](std::int64_t age) {
        scene.set(scene.last_closed, raw(now - age));
        return scene.run();
    };
    CHECK(scene.run() == ActionStatus::done);
    CHECK(status_at(15 * minute) == ActionStatus::recent_conversation);
    CHECK(status_at(0) == ActionStatus::recent_conversation);
    CHECK(status_at(15 * minute + 1) == ActionStatus::done);
    CHECK(status_at(-1) == ActionStatus::done);
    CHECK(scene.decision.actions.size() == 1);
}

TEST_CASE("last_closed_at counts where it is given, else closed_at [D45]") {
    Message scene(1);
    scene.set(scene.previous_closed, raw(now - minute));
    CHECK(scene.run() == ActionStatus::recent_conversation);
    scene.set(scene.last_closed, raw(now - 60 * minute));
    CHECK(scene.run() == ActionStatus::done);
}

TEST_CASE("a suppressed message still shows what it would have said; without skip none is suppressed [D16, D45]") {
    Message skips(1);
    skips.set(skips.last_closed, raw(now));
    CHECK(skips.run() == ActionStatus::recent_conversation);
    CHECK(skips.text_of(0) == "long");
    Message sends;
    sends.set(sends.last_closed, raw(now));
    CHECK(sends.run() == ActionStatus::done);
}

TEST_CASE("the time of skip_if_recent_conversation may be a field [D40, D45]") {
    Message scene(2);
    scene.set(scene.last_closed, raw(now - minute));
    CHECK(scene.run() == ActionStatus::no_value);
    scene.set(scene.pause, raw(60));
    CHECK(scene.run() == ActionStatus::recent_conversation);
    scene.set(scene.pause, raw(59));
    CHECK(scene.run() == ActionStatus::done);
}

TEST_CASE("at most 1000 actions are listed for one line, the others counted; the next line begins anew") {
    Scene scene;
    scene.b.begin_rule("A", {starting});
    for (std::size_t i = 0; i < maximum_actions; ++i) scene.b.action("act", ActionForm::plain, {});
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.b.begin_rule("B", {starting, closed});
    for (int i = 0; i < 3; ++i) scene.b.action("more", ActionForm::plain, {});
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.load();
    scene.fire({starting});
    CHECK(scene.decision.actions.size() == maximum_actions);
    CHECK(scene.decision.dropped_actions == 3);
    CHECK(scene.rules().size() == 2);
    CHECK(scene.fire({closed}) == "more more more");
    CHECK(scene.decision.dropped_actions == 0);
}
