// What is wrong in settings and names, with the exact text that is underlined.
#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;

TEST_CASE("keys of the catalog itself") {
    check_cases({
        {"querues: [A]\n", {"R0304 <querues> the catalog has no key `querues`"}},
        {"company: A\ncompany: B\n", {"R0302 <company> `company` is given twice"}},
        {"- a\n", {"R0305 <-> `the catalog` takes a mapping of keys such as `queues`"}},
        {"just text\n", {"R0305 <just text> `the catalog` takes a mapping of keys such as `queues`"}},
        {"company:\n", {"R0305 <company> `company` takes a text"}},
        {"company: \"  \"\n", {"R0306 <\"  \"> `company` is empty"}},
        {"queues: [&a A]\nfallback_queue: *a\n",
         {"R0303 <&a> anchors are not supported here", "R0303 <*a> aliases are not supported here"}},
        {"company: [Acme]\n", {"R0305 <[> `company` takes a text"}},
        {"queues: {A: 1}\n", {"R0305 <{> `queues` takes a list of queues"}},
    });
    CHECK(load_text("querues: [A]\n").help() == "did you mean `queues`?");
    CHECK(load_text("- a\n").finding().primary.text == "a list");
}

TEST_CASE("settings") {
    check_cases({
        {"time_zone: Europe/Londn\n", {"R0309 <Europe/Londn> unknown time zone `Europe/Londn`"}},
        {"crm: zendesc\n", {"R0306 <zendesc> `crm` cannot be `zendesc`"}},
        {"slack: \"#care\"\n", {"R0305 <\"#care\"> `slack` takes a mapping with a `channel`"}},
        {"slack: {chanel: x}\n", {"R0304 <chanel> `slack` has no key `chanel`", "R0312 <{> `slack` needs `channel`"}},
        {"country: UK\n", {"R0306 <UK> no country has the code `UK`"}},
        {"country: gb\n", {"R0306 <gb> no country has the code `gb`"}},
        {"country: D \n", {"R0306 <D> no country has the code `D`"}},
        {"still_waiting_every: 6 minutes\n", {"R0306 <6 minutes> `still_waiting_every` is longer than 5 minutes"}},
        {"still_waiting_every: 301 seconds\n", {"R0306 <301 seconds> `still_waiting_every` is longer than 5 minutes"}},
        {"still_waiting_every: 5 minutes\n", {}},
        {"invitations: off\n", {"R0305 <off> `invitations` takes a mapping with `enabled` and `timeout`"}},
        {"invitations: {enabled: yes}\n", {"R0306 <yes> `enabled` takes `true` or `false`"}},
        {"invitations: {enabled: \"true\"}\n", {"R0306 <\"true\"> `enabled` takes `true` or `false`"}},
        {"invitations: {enabled: [true]}\n", {"R0305 <[> `enabled` takes `true` or `false`"}},
        {"invitations: {timout: 1 minute}\n", {"R0304 <timout> `invitations` has no key `timout`"}},
        {"conversations: {one_open_per: channel}\n", {"R0306 <channel> `one_open_per` cannot be `channel`"}},
        {"conversations: {on_agent_offline: drop}\n", {"R0306 <drop> `on_agent_offline` cannot be `drop`"}},
        {"conversations: {close_after_inactivity: never}\n", {}},
        {"conversations: {short_description: \"{{ticket}}\"}\n",
         {"R0251 <\"{{ticket}}\"> merge field `ticket` comes from Zendesk"}},
        {"conversations: {short_description: \"{{companyNme}}\"}\n",
         {"R0252 <\"{{companyNme}}\"> unknown merge field `companyNme`"}},
        {"conversations: {short_description: \"a {{b\"}\n",
         {"R0110 <\"a {{b\"> a merge field is not written as `{{name}}`"}},
        {"conversations: {short_description: '\\{{ {{ companyName | \"we\" }}'}\n", {}},
    });
    CHECK(load_text("time_zone: Europe/Londn\n").help() == "did you mean `Europe/London`?");
    CHECK(load_text("crm: zendesc\n").help() == "did you mean `zendesk`?");
    CHECK(load_text("country: UK\n").help() == "write the two capital letters of ISO 3166, such as `GB`");
    CHECK(load_text("crm: oracle\nconversations: {short_description: \"{{caseId}}\"}\n").finding().labels.size() == 1);
}

TEST_CASE("durations are a whole number and a unit") {
    check_cases({
        {"previous_window: 30\n", {"R0306 <30> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: 30days\n", {"R0306 <30days> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: -1 days\n", {"R0306 <-1 days> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: 1.5 days\n", {"R0306 <1.5 days> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: 1 month\n", {"R0306 <1 month> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: 0 days\n", {"R0306 <0 days> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: 99999999999999999999 days\n",
         {"R0306 <99999999999999999999 days> `previous_window` takes a duration, such as `1 minute`"}},
        {"previous_window: {days: 1}\n", {"R0305 <{> `previous_window` takes a duration, such as `1 minute`"}},
    });
    CHECK(load_text("previous_window: 0 days\n").note() == "the shortest is `1 second`");
    CHECK(load_text("previous_window: 30\n").note().starts_with("a duration is a whole number and"));
    CHECK(load_text("previous_window: 1 second\n").catalog.previous_window == 1);
    CHECK(load_text("previous_window: 2 weeks\n").catalog.previous_window == 14 * 86400);
    CHECK(load_text("previous_window: 3  hours\n").catalog.previous_window == 3 * 3600);
    CHECK(load_text("previous_window: 30\n").catalog.previous_window == 30 * 86400);
}

TEST_CASE("queues") {
    check_cases({
        {"queues: [A, A]\n", {"R0307 <A> queue `A` is there twice"}},
        {"queues: [Sales, sales]\n", {"R0307 <sales> `Sales` and `sales` differ only in letter case"}},
        {"queues: [A, {name: B, skill: [x]}]\n", {"R0304 <skill> a queue has no key `skill`"}},
        {"queues: [{skills: [x]}]\n", {"R0312 <{> a queue needs `name`"}},
        {"queues: [[A]]\n", {"R0305 <[> `queues` takes the name of a queue"}},
        {"queues: [A, ]\nfallback_queue: B\n", {"R0308 <B> unknown queue `B`"}},
        {"queues: [Billing]\nfallback_queue: Biling\n", {"R0308 <Biling> unknown queue `Biling`"}},
        {"queues:\n  -\n", {"R0305 <-> `queues` takes the name of a queue"}},
        {"queues: [{name: A, schedule: EU}]\n", {"R0308 <EU> unknown schedule `EU`"}},
        {"queues: [{name: A, skills: fr}]\n", {"R0305 <fr> `skills` takes a list of texts"}},
        {"queues: [{name: A, service_level: 60 seconds}]\n",
         {"R0305 <60 seconds> `service_level` takes a mapping with `answer_within` and `goal`"}},
        {"queues: [{name: A, service_level: {goal: 80}}]\n", {"R0312 <{> `service_level` needs `answer_within`"}},
        {"queues: [{name: A, service_level: {answer_within: 1 minute, goal: 101}}]\n",
         {"R0306 <101> `goal` takes a whole number from 1 to 100"}},
        {"queues: [{name: A, service_level: {answer_within: 1 minute, goal: 0}}]\n",
         {"R0306 <0> `goal` takes a whole number from 1 to 100"}},
        {"queues: [\"a\\nb\"]\n", {"R0306 <\"a\\nb\"> a name holds a line break or another control character"}},
    });
    Loaded loaded = load_text("queues: [Billing]\nfallback_queue: Biling\n");
    CHECK(loaded.help() == "did you mean `Billing`?");
    CHECK(loaded.finding().helps[0].replacement == "Billing");
    CHECK(loaded.catalog.fallback_queue.empty());
    CHECK(load_text("queues: [Sales, sales]\n").finding().labels.size() == 1);
}

TEST_CASE("agents") {
    check_cases({
        {"queues: [A]\nagents: [{name: amy, queues: [B]}]\n", {"R0308 <B> unknown queue `B`"}},
        {"queues: [A]\nagents: [{name: amy, queues: [A, A]}]\n", {"R0307 <A> queue `A` is there twice"}},
        {"agents: [{queues: []}]\n", {"R0312 <{> an agent needs `name`"}},
        {"agents: [amy, {name: Amy}]\n", {"R0307 <Amy> `amy` and `Amy` differ only in letter case"}},
        {"agents: [{name: amy, capacity: 3}]\n", {"R0305 <3> `capacity` takes a mapping with `soft` and `hard`"}},
        {"agents: [{name: amy, capacity: {soft: 3, hard: 2}}]\n", {"R0306 <2> `hard` is below `soft`"}},
        {"agents: [{name: amy, capacity: {soft: -1}}]\n", {"R0306 <-1> `soft` takes a whole number from 0 to 1000000"}},
        {"agents: [{name: amy, capacity: {soft: many}}]\n",
         {"R0306 <many> `soft` takes a whole number from 0 to 1000000"}},
        {"agents: [{name: amy, team: x}]\n", {"R0304 <team> an agent has no key `team`"}},
    });
    CHECK(load_text("agents: [{name: amy, capacity: {soft: 4}}]\n").catalog.agents[0].hard == 4);
}

TEST_CASE("contact points, platforms, webhooks and closing states") {
    check_cases({
        {"contact_points: [Sales, Sales]\n", {"R0307 <Sales> contact point `Sales` is there twice"}},
        {"contact_points: Sales\n", {"R0305 <Sales> `contact_points` takes a list of names"}},
        {"platforms: [sms, whatsap]\n", {"R0308 <whatsap> unknown platform `whatsap`"}},
        {"platforms: [sms, sms]\n", {"R0307 <sms> platform `sms` is there twice"}},
        {"platforms: sms\n", {"R0305 <sms> `platforms` takes a list of names"}},
        {"webhooks: {crm: \"ftp://x\"}\n", {"R0306 <\"ftp://x\"> a webhook's address begins with `https://`"}},
        {"webhooks: {\"\": \"https://x\"}\n", {"R0306 <\"\"> a name is empty"}},
        {"webhooks: [crm]\n", {"R0305 <[> `webhooks` takes a mapping of names to addresses"}},
        {"webhooks: {crm: }\n", {"R0305 <crm> `crm` takes an address"}},
        {"closing_states: {Ignore: Closed}\n", {"R0306 <Closed> `Ignore` cannot be `Closed`"}},
        {"closing_states: {closed complete: Closed Complete}\n",
         {"R0307 <closed complete> `Closed Complete` and `closed complete` differ only in letter case"}},
    });
    CHECK(load_text("platforms: [sms, whatsap]\n").help() == "did you mean `whatsapp`?");
}

TEST_CASE("messages") {
    check_cases({
        {"messages: {a: {sms: x}}\n", {"R0312 <a> a message needs `text`"}},
        {"messages: {a: {text: x, smss: y}}\n", {"R0304 <smss> a message has no key `smss`"}},
        {"platforms: [email]\nmessages: {a: {text: x, sms: y}}\n", {"R0304 <sms> a message has no key `sms`"}},
        {"messages: {a: [x]}\n", {"R0305 <[> `a` takes a text, or a mapping with `text`"}},
        {"messages: {a: \"\"}\n", {"R0306 <\"\"> `a` is empty"}},
        {"messages: {a: {text: x, buttons: y}}\n", {"R0305 <y> `buttons` takes a list of texts"}},
        {"messages: {a: x, A: y}\n", {"R0307 <A> `a` and `A` differ only in letter case"}},
        {"messages: [x]\n", {"R0305 <[> `messages` takes a mapping of names to messages"}},
    });
}
