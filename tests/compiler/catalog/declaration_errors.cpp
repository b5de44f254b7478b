// What is wrong in declared fields, events, actions and merge fields, with the exact text that is underlined.
#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;
using parley::value::Kind;

TEST_CASE("every type can be declared, and as a list") {
    struct Row {
        const char* type;
        Kind kind;
        const char* words;
        const char* list_words;
    };
    const Row rows[] = {
        {"text", Kind::text, "text", "a list of text"},
        {"choice, values: [a, b]", Kind::choice, "a tier", "a list of tiers"},
        {"integer", Kind::integer, "a whole number", "a list of whole numbers"},
        {"decimal", Kind::decimal, "a number", "a list of numbers"},
        {"money, currency: EUR", Kind::money, "an amount in EUR", "a list of amounts in EUR"},
        {"duration", Kind::duration, "a duration", "a list of durations"},
        {"instant", Kind::instant, "an instant", "a list of instants"},
        {"date", Kind::date, "a date", "a list of dates"},
        {"time", Kind::time_of_day, "a time of day", "a list of times of day"},
        {"weekday", Kind::weekday, "a weekday", "a list of weekdays"},
        {"boolean", Kind::boolean, "true or false", "a list of true or false"},
        {"queue", Kind::reference, "a queue", "a list of queues"},
        {"agent", Kind::reference, "an agent", "a list of agents"},
        {"contact_point", Kind::reference, "a contact point", "a list of contact points"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.type);
        std::string type = row.type;
        std::string noun = row.kind == Kind::choice ? "tier" : "field";
        Loaded one = load_text("fields: {conversation." + noun + ": {type: " + type + "}}");
        CHECK(one.findings() == Findings{});
        CHECK(one.field("conversation." + noun).type.kind == row.kind);
        CHECK(describe(one.catalog, one.field("conversation." + noun).type) == row.words);
        Loaded many = load_text("fields: {conversation." + noun + ": {type: list of " + type + "}}");
        CHECK(many.findings() == Findings{});
        CHECK(many.field("conversation." + noun).type.list);
        CHECK(describe(many.catalog, many.field("conversation." + noun).type) == row.list_words);
    }
    Loaded money = load_text(
        "fields: {conversation.a: {type: money, currency: EUR}, conversation.b: {type: money, currency: EUR},"
        " conversation.c: {type: money, currency: GBP}}");
    CHECK(money.field("conversation.a").type == money.field("conversation.b").type);
    CHECK(money.field("conversation.a").type != money.field("conversation.c").type);
}

TEST_CASE("types") {
    check_cases({
        {"fields: {conversation.a: {}}", {"R0312 <conversation.a> a field needs `type`"}},
        {"fields: {conversation.a: {type: strng}}", {"R0311 <strng> unknown type `strng`"}},
        {"fields: {conversation.a: {type: integr}}", {"R0311 <integr> unknown type `integr`"}},
        {"fields: {conversation.a: {type: list of integr}}", {"R0311 <list of integr> unknown type `list of integr`"}},
        {"fields: {conversation.a: {type: list}}", {"R0311 <list> unknown type `list`"}},
        {"fields: {conversation.a: {type: list of list of text}}",
         {"R0311 <list of list of text> unknown type `list of list of text`"}},
        {"fields: {conversation.a: {type: [text]}}", {"R0305 <[> `type` takes the name of a type"}},
        {"fields: {conversation.a: {type: choice}}", {"R0312 <conversation.a> a field needs `values`"}},
        {"fields: {conversation.a: {type: choice, values: []}}", {"R0306 <[> a choice needs at least one value"}},
        {"fields: {conversation.a: {type: choice, values: gold}}", {"R0305 <gold> `values` takes a list of values"}},
        {"fields: {conversation.a: {type: choice, values: [a, a]}}", {"R0307 <a> value `a` is there twice"}},
        {"fields: {conversation.a: {type: choice, values: [a, \" \"]}}", {"R0306 <\" \"> `values` is empty"}},
        {"fields: {conversation.a: {type: choice, values: [a], ordered: maybe}}",
         {"R0306 <maybe> `ordered` takes `true` or `false`"}},
        {"fields: {conversation.a: {type: text, values: [a]}}",
         {"R0304 <values> `values` goes only with the type `choice`"}},
        {"fields: {conversation.a: {type: text, ordered: true}}",
         {"R0304 <ordered> `ordered` goes only with the type `choice`"}},
        {"fields: {conversation.a: {type: text, currency: EUR}}",
         {"R0304 <currency> `currency` goes only with the type `money`"}},
        {"fields: {conversation.a: {type: money}}", {"R0312 <conversation.a> a field needs `currency`"}},
        {"fields: {conversation.a: {type: money, currency: euro}}", {"R0306 <euro> `euro` is no currency"}},
        {"fields: {conversation.a: {type: text, labl: x}}", {"R0304 <labl> a field has no key `labl`"}},
        {"fields: {conversation.a: text}", {"R0305 <text> `conversation.a` takes a mapping with `type`"}},
        {"fields: [conversation.a]", {"R0305 <[> `fields` takes a mapping of field ids to types"}},
    });
    CHECK(load_text("fields: {conversation.a: {type: integr}}").help() == "did you mean `integer`?");
    CHECK(load_text("fields: {conversation.a: {type: list of integr}}").finding().helps.at(0).replacement ==
          "\"list of integer\"");
    CHECK(load_text("fields: {conversation.a: {type: strng}}").note().starts_with("types are `text`, `choice`,"));
    CHECK_FALSE(load_text("fields: {conversation.a: {type: strng}}").catalog.find_field("conversation.a"));
}

TEST_CASE("ids of fields") {
    check_cases({
        {"fields: {tier: {type: text}}", {"R0313 <tier> `tier` is no field id"}},
        {"fields: {conversation.: {type: text}}", {"R0313 <conversation.> `conversation.` is no field id"}},
        {"fields: {conversation..a: {type: text}}", {"R0313 <conversation..a> `conversation..a` is no field id"}},
        {"fields: {conversation.1a: {type: text}}", {"R0313 <conversation.1a> `conversation.1a` is no field id"}},
        {"fields: {conversation.a-b: {type: text}}", {"R0313 <conversation.a-b> `conversation.a-b` is no field id"}},
        {"fields: {workload.x: {type: text}}", {"R0313 <workload.x> no field can be declared in the group `workload`"}},
        {"fields: {previous.x: {type: text}}", {"R0313 <previous.x> no field can be declared in the group `previous`"}},
        {"fields: {time.x: {type: text}}", {"R0313 <time.x> no field can be declared in the group `time`"}},
        {"fields: {conversaton.x: {type: text}}",
         {"R0313 <conversaton.x> no field can be declared in the group `conversaton`"}},
        {"fields: {conversation.größe_2: {type: text}, conversation.set: {type: text}}", {}},
        {"fields: {context.form: {type: text}}", {"R0313 <context.form> `context.form` is a group of other fields"}},
        {"fields: {conversation.queue.name: {type: text}}",
         {"R0313 <conversation.queue.name> `conversation.queue` is a field, so nothing can stand in it"}},
        {"fields: {conversation.a.b: {type: text}, conversation.a: {type: text}}",
         {"R0313 <conversation.a> `conversation.a` is a group of other fields"}},
        {"fields: {conversation.a: {type: text, at: [closd]}}", {"R0308 <closd> unknown event `closd`"}},
        {"fields: {conversation.a: {type: text, at: closed}}", {"R0305 <closed> `at` takes a list of names"}},
        {"fields: {conversation.a: {type: text, at: [closed, closed]}}",
         {"R0307 <closed> event `closed` is there twice"}},
    });
    CHECK(load_text("fields: {conversation.a: {type: text, at: [closd]}}").help() == "did you mean `closed`?");
}

TEST_CASE("a field id has at most 200 bytes") {
    const std::string inside = "conversation." + std::string(187, 'a');
    CHECK(load_text("fields:\n  " + inside + ": {type: text}\n").catalog.find_field(inside));
    Loaded outside = load_text("fields:\n  " + inside + "a: {type: text}\n");
    CHECK(outside.findings() == Findings{"R0313 <" + inside + "a> a field id is longer than 200 bytes"});
}

TEST_CASE("a field belongs to one CRM, and is free without it") {
    CHECK(load_text("crm: zendesk\nfields: {conversation.case_id: {type: integer}}").findings() == Findings{});
    Loaded without = load_text("fields: {conversation.ticket: {type: integer}}");
    CHECK(without.findings() == Findings{});
    CHECK_FALSE(without.catalog.find_merge_field("ticket")->available);
}

TEST_CASE("events") {
    check_cases({
        {"events: [a]", {"R0305 <[> `events` takes a mapping of event ids to what they bring"}},
        {"events: {a b: {}}", {"R0306 <a b> `a b` cannot name an event"}},
        {"events: {2nd: {}}", {"R0306 <2nd> `2nd` cannot name an event"}},
        {"events: {rule: {}}", {"R0306 <rule> `rule` is a word of the language and cannot name an event"}},
        {"events: {Closed: {}}", {"R0307 <Closed> `closed` and `Closed` differ only in letter case"}},
        {"events: {shipped: {labl: x}}", {"R0304 <labl> an event has no key `labl`"}},
        {"events: {shipped: text}", {"R0305 <text> `shipped` takes a mapping with `label` and `fields`"}},
        {"events: {shipped: {fields: [a]}}", {"R0305 <[> `fields` takes a mapping of field ids to types"}},
        {"events: {shipped: {fields: {conversation.a: {type: text}}}}",
         {"R0313 <conversation.a> an event declares only fields of `context`"}},
        {"events: {shipped: {fields: {order: {type: text}}}}", {"R0313 <order> `order` is no field id"}},
        {"events: {shipped: {fields: {context.a: text}}}", {"R0305 <text> `context.a` takes a mapping with `type`"}},
        {"events: {shipped: {fields: {context.a: {type: text, at: [closed]}}}}",
         {"R0304 <at> a field of an event has no key `at`"}},
        {"events: {shipped: {fields: {context.a: {type: text}}}, late: {fields: {context.a: {type: integer}}}}",
         {"R0313 <context.a> `context.a` is text already"}},
        {"events: {shipped: {fields: {context.stars: {type: text}}}}",
         {"R0313 <context.stars> `context.stars` is a whole number already"}},
        {"events: {shipped: {fields: {context.form: {type: text}}}}",
         {"R0313 <context.form> `context.form` is a group of other fields"}},
        {"events: {shipped: , größe: {}}", {}},
    });
    CHECK(load_text("events: {starting: {label: Begins}}").event("starting").label == "Begins");
    CHECK_FALSE(load_text("events: {starting: {label: Begins}}").event("starting").custom);
    CHECK(load_text("events: {shipped: }").event("shipped").label == "shipped");
}

TEST_CASE("actions") {
    check_cases({
        {"actions: {a b: {}}", {"R0306 <a b> `a b` cannot name an action"}},
        {"actions: {if: {}}", {"R0306 <if> `if` is a word of the language and cannot name an action"}},
        {"actions: {close: {}}", {"R0307 <close> action `close` is there twice"}},
        {"actions: {Close: {}}", {"R0307 <Close> `close` and `Close` differ only in letter case"}},
        {"actions: {a: {valu: {type: text}}}", {"R0304 <valu> an action has no key `valu`"}},
        {"actions: {a: {value: text}}", {"R0305 <text> `value` takes a mapping with `type`"}},
        {"actions: {a: {value: {type: texts}}}", {"R0311 <texts> unknown type `texts`"}},
        {"actions: {a: {value: {}}}", {"R0312 <value> a value or argument needs `type`"}},
        {"actions: {a: {arguments: [b]}}", {"R0305 <[> `arguments` takes a mapping of names to types"}},
        {"actions: {a: {arguments: {b c: {type: text}}}}", {"R0306 <b c> `b c` cannot name an argument"}},
        {"actions: {a: {arguments: {rule: {type: text}}}}",
         {"R0306 <rule> `rule` is what every action has on the wire and cannot name an argument"}},
        {"actions: {a: {arguments: {b: {type: text, optional: 1}}}}", {"R0306 <1> `optional` takes `true` or `false`"}},
        {"actions: {a: {arguments: {b: {type: text, at: []}}}}", {"R0304 <at> a value or argument has no key `at`"}},
        {"actions: {a: , b: {arguments: {if: {type: text}}}}", {}},
    });
}

TEST_CASE("merge fields") {
    check_cases({
        {"merge_fields: [a]", {"R0305 <[> `merge_fields` takes a mapping of names to fields"}},
        {"merge_fields: {a: x}", {"R0305 <x> `a` takes a mapping with `from`"}},
        {"merge_fields: {a: {fallback: x}}", {"R0312 <a> a merge field needs `from`"}},
        {"merge_fields: {a b: {from: conversation.id}}", {"R0306 <a b> `a b` cannot name a merge field"}},
        {"merge_fields: {a: {from: conversation.idd}}", {"R0308 <conversation.idd> unknown field `conversation.idd`"}},
        {"merge_fields: {a: {from: conversation.id, fallbak: x}}",
         {"R0304 <fallbak> a merge field has no key `fallbak`"}},
        {"merge_fields: {a: {from: conversation.id, fallback: [x]}}", {"R0305 <[> `fallback` takes a text"}},
        {"merge_fields: {companyName: {from: conversation.id}}",
         {"R0307 <from> merge field `companyName` is built in"}},
        {"merge_fields: {ticket: {fallback: x}}", {"R0251 <ticket> merge field `ticket` comes from Zendesk"}},
        {"merge_fields: {a: {from: conversation.id, fallback: \"\"}}", {}},
    });
    CHECK(load_text("merge_fields: {a: {from: conversation.idd}}").help() == "did you mean `conversation.id`?");
}
