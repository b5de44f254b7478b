// One artifact that uses every opcode, every source of a slot and of a member, and every kind of action.
#pragma once

#include "tests/runtime/bytecode/tables_builder.h"

namespace parley::bytecode {

inline constexpr std::string_view sample_source = R"(ruleset "Sample"

condition vip = conversation.tier in [gold, silver]
condition now = context.event is starting
condition both = all { vip now }

rule "Everything"
    on starting, queued_at_start
{
    if all { both conversation.subject contains "Refund" } {
        send_message "Hi {{name}}"
    }
    else {
        send_to_least_loaded ["Default", "Billing"]
    }
}

rule "Closing"
    on closed
{
    add_tag "done"
}
)";

struct Sample {
    TablesBuilder builder{std::string(sample_source)};
    // Slots by what they hold.
    std::uint32_t tier, subject, language, former_subject, tags, count, former_count, total, opened, last_closed,
        previous_closed, platform, queue, queue_list, wait, flag, event, now, date, weekday, time, own_waiting,
        named_waiting, skip;
    std::uint32_t vip, at_start, both;
    std::uint32_t everything, closing;
};

// The fields and the slots that they fill.
inline void add_sample_slots(Sample& sample) {
    TablesBuilder& b = sample.builder;
    using value::Kind;
    const std::uint32_t tiers = b.domain("tier", {"silver", "gold"});
    const std::uint32_t euro = b.domain("currency", {"EUR"});
    sample.tier = b.field("conversation.tier", b.choice(tiers, true));
    sample.subject = b.field("conversation.subject", plain(Kind::text));
    sample.language = b.field("conversation.language", plain(Kind::text));
    sample.former_subject = b.former(sample.subject);
    sample.tags = b.field("conversation.tags", list_of(plain(Kind::text)));
    sample.count = b.field("conversation.message_count", plain(Kind::integer));
    sample.former_count = b.former(sample.count);
    sample.total = b.field("conversation.total", {Kind::money, false, false, euro});
    sample.opened = b.field("conversation.opened_at", plain(Kind::instant));
    sample.last_closed = b.field("previous.last_closed_at", plain(Kind::instant));
    sample.previous_closed = b.field("previous.closed_at", plain(Kind::instant));
    sample.platform = b.field("conversation.platform", b.choice(b.platforms));
    sample.queue = b.field("conversation.queue", b.reference(b.queues));
    sample.queue_list = b.field("conversation.queues", list_of(b.reference(b.queues)));
    sample.wait = b.field("conversation.waited", plain(Kind::duration));
    sample.skip = b.field("conversation.pause", plain(Kind::duration));
    sample.flag = b.field("conversation.awaits_response", plain(Kind::boolean));
    sample.event = b.slot("context.event", b.choice(b.events), SlotSource::event);
    sample.now = b.slot("time.now", plain(Kind::instant), SlotSource::now);
    sample.date = b.slot("time.date", plain(Kind::date), SlotSource::date);
    sample.weekday = b.slot("time.weekday", plain(Kind::weekday), SlotSource::weekday);
    sample.time = b.slot("time.time_of_day", plain(Kind::time_of_day), SlotSource::time_of_day);
    sample.own_waiting = b.workload("workload.waiting", plain(Kind::integer), none);
    sample.named_waiting = b.workload("workload.waiting", plain(Kind::integer), 1);
    b.queue_loads();
    b.tables.manifest.platform_slot = sample.platform;
    b.tables.manifest.recent_closed_slot = sample.last_closed;
    b.tables.manifest.previous_closed_slot = sample.previous_closed;
    b.tables.manifest.ruleset = b.text("Sample");
}

inline void add_sample_conditions(Sample& sample) {
    TablesBuilder& b = sample.builder;
    const value::Type tier = b.tables.slots[sample.tier].type.type();
    b.at("conversation.tier in [gold, silver]");
    sample.vip = b.begin_condition("vip");
    const auto in = b.op(Opcode::test_in, sample.tier, b.number_list(tier, {1, 0}));
    b.end_condition({in});
    b.at("context.event is starting");
    sample.at_start = b.begin_condition("now", true);
    const auto is = b.op(Opcode::test_is, sample.event, b.constant(b.choice(b.events), 0));
    b.end_condition({is});
    b.at("all { vip now }");
    sample.both = b.begin_condition("both", true);
    const auto first = b.op(Opcode::test_condition, sample.vip);
    const auto second = b.op(Opcode::test_condition, sample.at_start);
    b.end_condition({first, second});
}

// Every test there is; each goes on at `next` whatever comes out, so that all are run.
inline void add_sample_tests(Sample& sample, std::vector<std::uint32_t>& open) {
    TablesBuilder& b = sample.builder;
    using value::Kind;
    const auto test = [&](Opcode opcode, std::uint32_t subject, std::uint32_t first = none, unsigned flags = 0,
                          std::uint32_t second = none) {
        const std::uint32_t put = b.op(opcode, subject, first, flags, second);
        b.tables.code[put].target = put + 1;
    };
    const std::uint32_t hour = b.constant(plain(Kind::duration), 3600);
    const value::Type money = b.tables.slots[sample.total].type.type();
    open.push_back(b.op(Opcode::test_condition, sample.both));
    open.push_back(b.op(Opcode::test_contains, sample.subject, b.text_constant("Refund")));
    test(Opcode::test_is, sample.subject, sample.language, first_is_slot | exact_text);
    test(Opcode::test_in, sample.count, b.number_list(plain(Kind::integer), {}));
    test(Opcode::test_less, sample.total, b.constant(money, value::decimal_scale * value::Number{20}));
    test(Opcode::test_less_equal, sample.tier, b.constant(b.tables.slots[sample.tier].type.type(), 1));
    test(Opcode::test_greater, sample.tags, b.integer(3), subject_size | negate);
    test(Opcode::test_greater_equal, sample.date, b.constant(plain(Kind::date), 20'000));
    test(Opcode::test_between, sample.time, b.constant(plain(Kind::time_of_day), 79'200), 0,
         b.constant(plain(Kind::time_of_day), 21'600));
    test(Opcode::test_starts_with, sample.subject, b.text_list({"Re:", "Fwd:"}), jump_when_true);
    test(Opcode::test_ends_with, sample.subject, sample.language, first_is_slot);
    test(Opcode::test_matches, sample.subject, b.pattern("refund|chargeback"));
    test(Opcode::test_set, sample.wait);
    test(Opcode::test_blank, sample.subject, none, negate);
    test(Opcode::test_within_last, sample.opened, hour);
    test(Opcode::test_within_next, sample.opened, sample.wait, first_is_slot);
    test(Opcode::test_older_than, sample.opened, hour);
    test(Opcode::test_during, sample.now,
         b.schedule("EU office hours", {{0, 480, 720}, {4, 1320, 1800}}, {20'000, 20'001}));
    test(Opcode::test_contains_any, sample.tags, b.text_list({"vip"}));
    test(Opcode::test_contains_all, sample.tags, b.text_list({"vip", "late"}), exact_text);
    test(Opcode::test_empty, sample.tags);
    test(Opcode::test_changed, sample.subject, sample.former_subject);
    test(Opcode::test_changed, sample.count, sample.former_count, first_is_slot);
    test(Opcode::test_is, sample.weekday, b.constant(plain(Kind::weekday), 6));
    test(Opcode::test_is, sample.flag, b.constant(plain(Kind::boolean), 1));
    test(Opcode::test_is, sample.queue, b.constant(b.reference(b.queues), 2));
    test(Opcode::test_greater, sample.own_waiting, sample.named_waiting, first_is_slot);
}

inline void add_sample_message(Sample& sample) {
    TablesBuilder& b = sample.builder;
    using value::Kind;
    const auto short_text = b.text_template({b.says("Hi "), b.merge("name", sample.language, "there")});
    const auto other_text = b.text_template({b.says("Hi "), b.merge("name", sample.language), b.says(", wait "),
                                             b.merge("wait", sample.wait, "a few minutes")});
    const auto replies = b.text_template({b.says("Yes")});
    b.text_template({b.merge("tags", sample.tags), b.says("?")});
    const auto first = static_cast<std::uint32_t>(b.tables.platform_texts.size());
    b.tables.platform_texts.push_back({1, static_cast<std::uint32_t>(MemberSource::text), short_text});
    b.tables.platform_texts.push_back({2, static_cast<std::uint32_t>(MemberSource::slot), sample.subject});
    b.tables.platform_texts.push_back({none, static_cast<std::uint32_t>(MemberSource::text), other_text});
    ActionRecord& message =
        b.action("send_message", ActionForm::message,
                 {b.member("text", plain(Kind::text), MemberSource::text_due, 0),
                  b.member("quick_replies", list_of(plain(Kind::text)), MemberSource::texts, replies, 2),
                  b.member("skip_if_recent_conversation", plain(Kind::duration), MemberSource::slot, sample.skip)});
    message.first_platform_text = first;
    message.platform_text_count = 3;
    message.skip_kind = 2;
    message.skip = sample.skip;
}

inline void add_sample_rules(Sample& sample) {
    TablesBuilder& b = sample.builder;
    using value::Kind;
    const value::Type queue = b.reference(b.queues);
    b.at("rule \"Everything\"");
    sample.everything = b.begin_rule("Everything", {0, 1});
    b.at("if all { both conversation.subject contains \"Refund\" }");
    std::vector<std::uint32_t> open;
    add_sample_tests(sample, open);
    b.branch("1");
    b.at("send_message \"Hi {{name}}\"");
    add_sample_message(sample);
    const auto over = b.op(Opcode::jump);
    for (const std::uint32_t jump : open) b.bind(jump);
    b.at("else");
    b.branch("2", true);
    b.at("send_to_least_loaded");
    const auto queues = b.number_list(queue, {0, 1});
    b.action("send_to_least_loaded", ActionForm::least_loaded,
             {b.member("queues", list_of(queue), MemberSource::constant, queues),
              b.member("queue", queue, MemberSource::least_loaded, queues)});
    b.action("send_to_least_loaded", ActionForm::least_loaded,
             {b.member("queues", list_of(queue), MemberSource::slot, sample.queue_list),
              b.member("queue", queue, MemberSource::least_loaded_slot, sample.queue_list)});
    b.bind(over);
    b.op(Opcode::complete);
    b.end_rule();
    b.at("rule \"Closing\"");
    sample.closing = b.begin_rule("Closing", {2});
    b.at("add_tag \"done\"");
    b.action("add_tag", ActionForm::plain,
             {b.member("tag", plain(Kind::text), MemberSource::text, b.text_template({b.says("done")}))});
    b.op(Opcode::complete);
    b.end_rule();
}

inline Sample make_sample() {
    Sample sample;
    add_sample_slots(sample);
    add_sample_conditions(sample);
    add_sample_rules(sample);
    return sample;
}

}  // namespace parley::bytecode
