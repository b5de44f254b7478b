// What comes of a moment: actions and rules, what was before, and values that the catalog's types refuse.
#include "tests/runtime/engine/facts/desk.h"

namespace parley::facts {
namespace {

using model::Datum;

Conversation conversation() {
    Conversation one;
    one.id = model::ConversationId{1};
    one.contact = model::ContactId{1};
    one.channel = "sms";
    one.state = model::State::fresh;
    one.opened_at = at("10:00");
    return one;
}

Outcome decide(Decider& decider, const Snapshot& before, std::vector<std::string_view> events,
               const Conversation* about) {
    Told around;
    Snapshot snapshot = before;
    snapshot.now = at("10:30");
    snapshot.conversation = about;
    snapshot.events = events;
    return decider.decide(snapshot, around);
}

TEST_CASE("actions with members, place, rule and ordinal; rules with the branch they took [D116]") {
    Decider decider = facts::decider(R"(rule "One" on starting {
    send_message "Hello {{conversationId}}" { quick_replies: ["Yes", "No"]  once: true }
    escalate 3 { why: conversation.language }
    if conversation.platform is email { unassign }
    else if conversation.platform is sms {
        if conversation.priority is urgent { unassign }
        else if conversation.priority is not set { set_priority high }
    }
    else { close }
}
rule "Two" on starting { if conversation.platform is email { unassign } else { } }
rule "Three" on closed { unassign }
rule "Four" on starting { if conversation.platform is email { unassign } }
)");
    const Conversation one = conversation();
    const Outcome outcome = decide(decider, {}, {"starting"}, &one);
    REQUIRE(outcome.actions.size() == 3);
    const lines::DecidedAction& message = outcome.actions[0].action;
    CHECK(message.action == "send_message");
    CHECK(message.rule == "One");
    CHECK(message.place == "rules.parley:2");
    CHECK(model::find(message.members, "text")->text == "Hello C-1");
    CHECK(model::find(message.members, "quick_replies")->texts() == std::vector<std::string>{"Yes", "No"});
    CHECK(model::find(message.members, "once")->boolean);
    const lines::DecidedAction& own = outcome.actions[1].action;
    CHECK(own.action == "escalate");
    CHECK(own.not_done == "no_value");
    CHECK(outcome.actions[2].action.action == "set_priority");
    CHECK(outcome.actions[2].action.place == "rules.parley:7");
    CHECK(outcome.actions[0].ordinal == 0);
    CHECK(outcome.actions[1].ordinal == 1);
    CHECK(outcome.actions[2].ordinal == 4);
    REQUIRE(outcome.rules.size() == 3);
    CHECK(outcome.rules[0] == model::RuleFired{"One", "2.2", 0});
    CHECK(outcome.rules[1] == model::RuleFired{"Two", "else", 0});
    CHECK(outcome.rules[2] == model::RuleFired{"Four", "", 0});
    CHECK(outcome.notes.empty());
}

TEST_CASE("a rule that names several events of one moment fires once, for the first of them [D11, D48]") {
    Decider decider = facts::decider(R"(rule "One" on customer_message, starting, opened {
    if context.event is starting { set_priority high }
    else if context.event is customer_message { set_priority low }
}
)");
    const Conversation one = conversation();
    const Outcome outcome = decide(decider, {}, {"customer_message", "starting", "opened"}, &one);
    REQUIRE(outcome.actions.size() == 1);
    CHECK(model::find(outcome.actions[0].action.members, "priority")->text == "low");
    CHECK(decide(decider, {}, {"starting", "opened"}, &one).actions.size() == 1);
    CHECK(decide(decider, {}, {"closed"}, &one).rules.empty());
}

TEST_CASE("changed and was: what was before; what came about had no value before [D32]") {
    Decider plain = facts::decider(R"(rule "R" on updated { if conversation.language is "fr" { unassign } })");
    CHECK_FALSE(plain.reads_former());
    Conditions conditions("updated", {"conversation.priority changed", "conversation.priority changed from low to high",
                                      "conversation.priority was low", "conversation.queue changed",
                                      "conversation.queue changed to Default", "conversation.language changed",
                                      R"(conversation.language was "fr")", "conversation.tags changed",
                                      "conversation.customer_tier changed to gold", "conversation.size changed"});
    Conversation was = conversation();
    was.priority = "low";
    was.language = "fr";
    was.fields.emplace_back("size", Datum::of_integer(3));
    Conversation is = was;
    is.priority = "high";
    is.queue = "Default";
    is.tags = {"late"};
    is.fields.emplace_back("customer_tier", Datum::of_text("gold"));
    Told around;
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &is;
    snapshot.former = &was;
    CHECK(conditions.holding(snapshot, around) ==
          std::vector<std::string>{"conversation.priority changed", "conversation.priority changed from low to high",
                                   "conversation.priority was low", "conversation.queue changed",
                                   "conversation.queue changed to Default", R"(conversation.language was "fr")",
                                   "conversation.tags changed", "conversation.customer_tier changed to gold"});
    snapshot.former = nullptr;
    CHECK(conditions.holding(snapshot, around) == std::vector<std::string>{R"(conversation.language was "fr")"});
}

TEST_CASE("a value that the catalog's type refuses costs its member alone, and the record says so [D33]") {
    Conditions conditions("contact_form_received", {"context.form.age is 7", R"(context.form.text is "x")",
                                                    R"(context.form.email is "joe@x.org")"});
    Datum form;
    form.kind = Datum::Kind::object;
    form.members.emplace_back("age", Datum::of_text("seven"));
    form.members.emplace_back("text", Datum::of_texts({"x"}));
    form.members.emplace_back("email", Datum::of_text("joe@x.org"));
    Told around;
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.form = &form;
    CHECK(conditions.holding(snapshot, around) == std::vector<std::string>{R"(context.form.email is "joe@x.org")"});
    Decider decider = facts::decider(R"(rule "R" on contact_form_received { if context.form.age is 7 { unassign } })");
    const Outcome outcome = decide(decider, snapshot, {"contact_form_received"}, nullptr);
    REQUIRE(outcome.notes.size() == 2);
    CHECK(outcome.notes[0].starts_with("context.form.age: "));
    CHECK(outcome.notes[1].starts_with("context.form.text: "));
}

TEST_CASE("a record's own field of a type that the catalog changed since, also in what was before [D33, D26]") {
    Conditions conditions("updated", {"conversation.size is 12", "conversation.size changed",
                                      R"(conversation.email is "joe@x.org")", "conversation.queue is not Default"});
    Conversation is = conversation();
    is.email = "joe@x.org";
    is.queue = "Gone";  // a queue that the catalog has no more is a value all the same
    is.fields.emplace_back("size", Datum::of_text("big"));
    Conversation was = is;
    was.fields[0].value = Datum::of_texts({"bigger"});
    Told around;
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &is;
    snapshot.former = &was;
    CHECK(conditions.holding(snapshot, around) ==
          std::vector<std::string>{R"(conversation.email is "joe@x.org")", "conversation.queue is not Default"});
}

TEST_CASE("whatever a customer sends, the moment is decided: deep, broad, long, odd names, no UTF-8") {
    Decider decider = facts::decider(R"(rule "R" on contact_form_received {
    if context.form.text is set { unassign }
    else if context.form.email is "joe@x.org" { close }
})");
    Datum form;
    form.kind = Datum::Kind::object;
    form.members.emplace_back("email", Datum::of_text("joe@x.org"));
    for (const char* name : {"", ".", "[", "a.b", "text.x", "\"", "former", "conversation.id"})
        form.members.emplace_back(name, Datum::of_text("x"));
    Datum deep;
    for (int i = 0; i < 60; ++i) {
        Datum outer;
        outer.kind = Datum::Kind::list;
        outer.items.push_back(deep);
        deep = outer;
    }
    form.members.emplace_back("deep", deep);
    form.members.emplace_back("long", Datum::of_text(std::string(1 << 20, 'x')));
    form.members.emplace_back("broken", Datum::of_text("\xFF\xFE"));
    for (int i = 0; i < 5'000; ++i) form.members.emplace_back("m" + std::to_string(i), Datum::of_integer(i));
    Snapshot snapshot;
    snapshot.form = &form;
    const Outcome outcome = decide(decider, snapshot, {"contact_form_received"}, nullptr);
    REQUIRE(outcome.actions.size() == 1);
    CHECK(outcome.actions[0].action.action == "close");
    // More of the wrong type than can be told: decided all the same.
    Datum wrong;
    wrong.kind = Datum::Kind::object;
    for (const char* name : {"text", "email"}) wrong.members.emplace_back(name, deep);
    snapshot.form = &wrong;
    CHECK(decide(decider, snapshot, {"contact_form_received"}, nullptr).actions.empty());
}

}  // namespace
}  // namespace parley::facts
