// What actions, rules and blocks become in the checked model.
#include "tests/compiler/check/checking.h"

namespace parley::check {

namespace {

using Kind = ActionValue::Kind;

std::vector<std::string> member_names(const Action& action) {
    std::vector<std::string> names;
    for (const ActionMember& member : action.members) names.push_back(member.name);
    return names;
}

}  // namespace

TEST_CASE("values and arguments of every kind compile [S3.48, S3.50]") {
    accept_steps({
        "send_to_queue Billing",
        R"(send_to_queue "Billing")",
        "send_to_queue conversation.backup_queue",
        "send_to_least_loaded [Billing, Default,]",
        "send_to_least_loaded conversation.queues",
        "set_priority urgent",
        "set_priority conversation.priority",
        R"(add_tag "vip")",
        R"(add_tag "{{companyName}}")",
        "add_tag conversation.subject",
        "assign_to_agent amy",
        "assign_to_agent conversation.assigned_to",
        "unassign",
        "route",
        "reopen",
        "open_conversation",
        "open_conversation { channel: sms  to: conversation.phone }",
        "close",
        R"(close { state: "Closed Abandoned"  short_description: "Done, {{companyName}}" })",
        R"(hold { state_reason: "Waiting on customer" })",
        "link_profile { email: conversation.email }",
        "link_profile { membership: conversation.subject }",
        "create_task incident",
        R"(create_task case { short_description: "x" })",
        R"(add_note "Hi {{contactPoint | "there"}}")",
        R"(escalate 2 { team: Billing })",
        R"(escalate conversation.attempts { reason: "x" team: conversation.queue })",
        R"(escalate 2.0 { team: Billing })",
        "appoint 2026-12-24T18:00",
        "appoint conversation.opened_at",
        R"(set_field conversation.customer_tier { to: gold })",
        R"(set_field conversation.subject { to: "{{caseNo}}" })",
        R"(set_field conversation.topics { to: ["a", "{{companyName}}"] })",
        R"(set_field conversation.topics { to: conversation.tags })",
        R"(set_field conversation.skills { to: conversation.topics })",
        "set_field conversation.discount { to: conversation.attempts }",
        "set_field conversation.order_total { to: 19.99 }",
        "set_field conversation.due { to: time.date }",
        "set_field conversation.scores { to: [1, 2] }",
        "clear_field conversation.customer_tier",
        "clear_field conversation.email",
    });
    accept_steps({"send_to_least_loaded both", "set_field conversation.topics { to: words }"},
                 "list both = [Billing, Default]\nlist words = [\"a\"]\n");
}

TEST_CASE("an action stands without a decision [S3.21]") {
    const Checked checked = check_step("send_to_queue Billing");
    const Action& action = checked.action();
    CHECK(checked.catalog.actions[action.action].id == "send_to_queue");
    REQUIRE(action.members.size() == 1);
    CHECK(action.members[0].name == "queue");
    CHECK(action.members[0].is_value);
    CHECK(action.members[0].value.kind == Kind::scalar);
    CHECK(action.members[0].value.scalars[0] == Scalar{1, "Billing"});
    CHECK(checked.text(action.span) == "send_to_queue Billing");
    CHECK(checked.text(action.name_span) == "send_to_queue");
}

TEST_CASE("members stand in the order of the vocabulary, not of the writing") {
    const Checked close = check_step(R"(close { short_description: "x" state: "Closed Complete" })");
    CHECK(member_names(close.action()) == std::vector<std::string>{"state", "short_description"});
    CHECK(member_names(
              check_step("link_profile { membership: conversation.subject phone: conversation.phone }").action()) ==
          std::vector<std::string>{"phone", "membership"});
}

TEST_CASE("a message has the text due by default, and one for each platform with its own [D46, S3.43]") {
    const Checked value = check_step(R"(send_message "Hi")");
    CHECK(value.action().text.kind == Kind::text);
    CHECK(value.action().text.texts[0][0].text == "Hi");
    CHECK(value.action().members.empty());
    const Checked argument =
        check_step(R"(send_message { sms: "short"  text: "long"  facebook: conversation.subject })");
    CHECK(argument.action().text.texts[0][0].text == "long");
    REQUIRE(argument.action().platform_texts.size() == 2);
    CHECK(argument.action().platform_texts[0].first == 1);
    CHECK(argument.action().platform_texts[0].second.texts[0][0].text == "short");
    CHECK(argument.action().platform_texts[1].first == 0);
    CHECK(argument.action().platform_texts[1].second.kind == Kind::field);
    CHECK(check_step("send_message conversation.subject").action().text.kind == Kind::field);
}

TEST_CASE("rich content and limits of a message [S3.43, S3.76]") {
    const Checked checked = check_step(
        R"(send_message "Hi" { at_most_every: 5 minutes  once: true  buttons: ["a", "b {{companyName}}"] })");
    CHECK(member_names(checked.action()) == std::vector<std::string>{"buttons", "once", "at_most_every"});
    CHECK(checked.action().members[0].value.kind == Kind::texts);
    CHECK(checked.action().members[0].value.texts.size() == 2);
    CHECK(checked.action().members[0].value.texts[1].size() == 2);
    CHECK(checked.action().members[2].value.scalars[0].number == 300);
    CHECK_FALSE(checked.action().skip_if_recent);
}

TEST_CASE("`skip_if_recent_conversation` is off, a time, a field, or `true` for 15 minutes [D45, S3.75]") {
    const auto skip = [](const char* value) {
        return *check_step(std::string("send_message \"x\" { skip_if_recent_conversation: ") + value + " }")
                    .action()
                    .skip_if_recent;
    };
    CHECK(skip("true").scalars[0].number == 900);
    CHECK(skip("true").type.kind == value::Kind::duration);
    CHECK(skip("1 hour").scalars[0].number == 3600);
    CHECK(skip("conversation.patience").kind == Kind::field);
    accept_steps({R"(send_message "x" { once: conversation.is_vip  at_most_every: conversation.patience })"});
}

TEST_CASE("merge fields with their fallbacks, the written one first [D17, D41, S3.44, S3.45]") {
    const Checked checked =
        check_step(R"(send_message "About {{topics}}, {{ caseNo | "your case" }} \{{x}}: {{topics | "this"}}")");
    const Template& text = checked.action().text.texts[0];
    REQUIRE(text.size() == 6);
    CHECK(text[0].text == "About ");
    CHECK(text[0].merge_field == none);
    CHECK(checked.catalog.merge_fields[text[1].merge_field].name == "topics");
    CHECK(text[1].fallback == "your question");
    CHECK(text[3].fallback == "your case");
    CHECK(checked.text(text[3].span) == R"({{ caseNo | "your case" }})");
    CHECK(text[4].text == " {{x}}: ");
    CHECK(text[5].fallback == "this");
    accept_steps(
        {R"(send_message "{{companyName}} {{newNumber}} {{contactPoint}} {{estimatedWaitTime}} {{conversationId}}")",
         R"(send_message "{{caseId}} {{caseNo}} {{leadId}}")"});
}

TEST_CASE("a catalog message brings its texts and rich content [S3.51]") {
    const Checked checked = check_step("send_catalog_message survey { once: true }");
    const Action& action = checked.action();
    CHECK(member_names(action) == std::vector<std::string>{"message", "buttons", "once"});
    CHECK(action.members[0].value.scalars[0].text == "survey");
    CHECK(action.text.texts[0].size() == 3);
    REQUIRE(action.platform_texts.size() == 1);
    CHECK(action.platform_texts[0].first == 1);
    CHECK(checked.rules.catalog_messages.size() == 2);
    CHECK(check_step("send_catalog_message order", "", "order_shipped").findings().empty());
}

TEST_CASE("setting a field names it and keeps its type") {
    const Checked set = check_step("set_field conversation.customer_tier { to: gold }");
    CHECK(set.action().target == set.field("conversation.customer_tier"));
    CHECK(member_names(set.action()) == std::vector<std::string>{"field", "to"});
    CHECK(set.action().members[0].value.scalars[0].text == "conversation.customer_tier");
    CHECK(set.action().members[1].value.scalars[0] == Scalar{2, "gold"});
    const Checked clear = check_step("clear_field conversation.email");
    CHECK(member_names(clear.action()) == std::vector<std::string>{"field"});
}

TEST_CASE("a named list of many actions is stored once") {
    const Checked checked = check_text(R"(
list both = [Billing, Default]
rule "r" on starting { send_to_least_loaded both  send_to_least_loaded both }
)");
    const Block& block = checked.rules.blocks[checked.rules.rules.at(0).block];
    const auto value = [&](std::size_t step) { return block.steps[step].action.members[0].value; };
    CHECK(value(0).kind == Kind::list);
    CHECK(value(0).type.list);
    CHECK(&value(0).scalars.items() == &value(1).scalars.items());
    CHECK(value(0).scalars.size() == 2);
}

TEST_CASE("attaching is possible where a conversation is found, and where it may be [D60, D61]") {
    for (const char* event : {"message_received", "chat_started", "call_started", "welcome", "contact_form_received",
                              "external_http_request", "response_received", "starting, message_received"}) {
        accept_steps({"attach_to_previous"}, "", event);
    }
    CHECK(check_step("attach_to_previous", "", "starting, closed").findings().size() == 1);
}

TEST_CASE("a rule keeps its events as written, its description, and whether it is disabled [S3.26, D27]") {
    const Checked checked =
        check_text("ruleset \"Care\"\ndisabled rule \"Thanks\" description \"Off.\" on closed, starting { }");
    REQUIRE(checked.rules.rules.size() == 1);
    const Rule& rule = checked.rules.rules[0];
    CHECK(checked.rules.name == "Care");
    CHECK(rule.name == "Thanks");
    CHECK(rule.description == "Off.");
    CHECK(rule.disabled);
    REQUIRE(rule.events.size() == 2);
    CHECK(checked.catalog.events[rule.events[0]].id == "closed");
    CHECK(checked.text(rule.event_spans[1]) == "starting");
    CHECK(checked.rules.blocks[rule.block].steps.empty());
    CHECK(check_text("").rules.rules.empty());
}

TEST_CASE(
    "branches are numbered in source order, decision after decision, nested ones behind their own [S3.23, S3.53]") {
    const Checked checked = check_step(R"(
        if conversation.is_vip { if previous.exists {} else if conversation.is_vip {} }
        else if previous.exists { if conversation.is_vip {} if previous.exists {} else {} }
        route
        if conversation.is_vip {} else { if previous.exists {} }
    )");
    std::vector<std::string> paths;
    const auto walk = [&](const auto& self, BlockId id) -> void {
        for (const Step& step : checked.rules.blocks[id].steps) {
            for (const Branch& branch : step.branches) {
                paths.push_back(branch.path + (branch.condition == none ? " else" : ""));
                self(self, branch.block);
            }
        }
    };
    walk(walk, checked.rules.rules.at(0).block);
    CHECK(paths == std::vector<std::string>{"1", "1.1", "1.2", "2", "2.1", "2.2", "2.3 else", "3", "4 else", "4.1"});
    const Step& last = checked.rules.blocks[checked.rules.rules[0].block].steps.at(2);
    CHECK(checked.text(last.branches[0].head_span) == "if conversation.is_vip");
    CHECK(checked.text(last.branches[1].head_span) == "else");
}

TEST_CASE("a decision may leave a branch blank, and steps may follow one without an `else` [S3.54, D6]") {
    accept_steps(
        {"if conversation.is_vip {} else if previous.exists {} route", "if conversation.is_vip {}  route  close"});
}

}  // namespace parley::check
