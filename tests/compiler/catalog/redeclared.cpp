#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;
using Names = std::vector<std::string>;
using parley::value::Kind;

TEST_CASE("a built-in conversation field declared anew is replaced, and what sets it follows [D44]") {
    Loaded loaded = load_text(R"(
fields:
  conversation.priority: {type: integer, description: From 1 to 5.}
  conversation.state_reason: {type: choice, values: [Waiting for parts, Waiting on customer]}
  conversation.closed_as: {type: choice, values: [Solved, Dropped]}
  conversation.state: {type: choice, values: [Fresh, Done], ordered: true}
  conversation.tags: {type: list of choice, values: [vip, fraud]}
  conversation.status: {type: text, at: [closed]}
)");
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.field("conversation.priority").type.kind == Kind::integer);
    CHECK(loaded.field("conversation.priority").description == "From 1 to 5.");
    CHECK(loaded.text(loaded.field("conversation.priority").declared) == "conversation.priority");
    CHECK(loaded.action("set_priority").value->type.kind == Kind::integer);
    auto reason = loaded.field("conversation.state_reason").type;
    CHECK(loaded.values("previous.state_reason") == Names{"Waiting for parts", "Waiting on customer"});
    CHECK(loaded.action("hold").argument("state_reason")->type == reason);
    CHECK(loaded.action("close").argument("state")->type == loaded.field("conversation.closed_as").type);
    CHECK(loaded.values("previous.state") == Names{"Fresh", "Done"});
    CHECK(loaded.field("previous.state").type.ordered);
    CHECK(loaded.action("add_tag").value->type == loaded.field("conversation.tags").type.element());
    CHECK_FALSE(loaded.action("add_tag").value->merge);
    CHECK(loaded.field("previous.status").type.kind == Kind::text);
    CHECK(loaded.at("conversation.status") == Names{"closed"});
    CHECK(loaded.catalog.fields.size() == built_in().fields.size());
}

TEST_CASE("values that differ only in letter case are refused [D44]") {
    Loaded loaded =
        load_text("fields: {conversation.tier: {type: choice, values: [gold, silver, Gold, STRASSE, straße]}}");
    CHECK(loaded.findings() == Findings{"R0307 <Gold> `gold` and `Gold` differ only in letter case",
                                        "R0307 <straße> `STRASSE` and `straße` differ only in letter case"});
    CHECK(loaded.values("conversation.tier") == Names{"gold", "silver", "STRASSE"});
}

TEST_CASE("two declarations of one name are refused [D44]") {
    Loaded loaded = load_text("fields:\n  conversation.tier: {type: text}\n  conversation.tier: {type: integer}\n");
    CHECK(loaded.findings() == Findings{"R0302 <conversation.tier> `conversation.tier` is given twice"});
    CHECK(loaded.field("conversation.tier").type.kind == Kind::text);
}

TEST_CASE("what routes conversations keeps its type") {
    Loaded loaded = load_text(
        "queues: [A]\nfields:\n  conversation.queue: {type: text}\n  conversation.platform: {type: text}\n"
        "  conversation.channel: {type: choice, values: [sms]}\n");
    CHECK(
        loaded.findings() ==
        Findings{"R0313 <conversation.queue> `conversation.queue` keeps its type, since conversations are routed by it",
                 "R0313 <conversation.platform> `conversation.platform` keeps its type, since conversations are routed "
                 "by it",
                 "R0313 <conversation.channel> `conversation.channel` keeps its type, since conversations are routed "
                 "by it"});
    CHECK(load_text("queues: [A]\nfields: {conversation.queue: {type: queue}}").findings() == Findings{});
}

TEST_CASE("built-in fields of other groups are not declared anew") {
    Loaded loaded = load_text("fields: {profile.email: {type: integer}, context.stars: {type: text}}");
    CHECK(loaded.findings() == Findings{"R0313 <profile.email> `profile.email` is built in",
                                        "R0313 <context.stars> `context.stars` is built in"});
    CHECK(load_text("fields: {profile.tier: {type: text}}").field("profile.tier").settable == false);
}
