// Hostile code, rules and actions: each check of the verifier refuses what only it would let through.
#include "tests/runtime/bytecode/hostile.h"

#include "runtime/bytecode/verifier.h"

using namespace parley;
using namespace parley::bytecode;
using value::Kind;

namespace {

constexpr std::uint32_t beyond = 1'000'000;
constexpr std::string_view bad_types = "code: operands of types that its opcode does not take";
constexpr std::string_view bad_flag = "code: a flag that its opcode does not have";

// A test whose operand is made something that it cannot take.
Hostile wrong_subject(Opcode opcode, std::uint32_t Sample::*slot) {
    return {std::string(bad_types), [=](Tables& t, const Sample& s) { find(t, opcode).subject = s.*slot; }};
}
Hostile wrong_first_slot(Opcode opcode, std::uint32_t Sample::*slot) {
    return {std::string(bad_types), [=](Tables& t, const Sample& s) {
                Instruction& instruction = find(t, opcode);
                instruction.first = s.*slot;
                instruction.flags |= first_is_slot;
            }};
}
Hostile wrong_flag(Opcode opcode, unsigned flag) {
    return {std::string(bad_flag),
            [=](Tables& t, const Sample&) { find(t, opcode).flags |= static_cast<std::uint8_t>(flag); }};
}
ActionRecord& message(Tables& tables) {
    return *std::ranges::find(tables.actions, static_cast<std::uint32_t>(ActionForm::message), &ActionRecord::form);
}

}  // namespace

TEST_CASE("the verifier refuses code that could run astray") {
    check_all_refused({
        {"code: an unknown opcode", [](Tables& t, const Sample&) { t.code[0].opcode = 7; }},
        {"code: an unknown opcode", [](Tables& t, const Sample&) { t.code[0].opcode = 255; }},
        {"code: a reserved part that is not zero", [](Tables& t, const Sample&) { t.code[0].reserved = 1; }},
        {"code: a jump back, or out of its rule or condition",
         [](Tables& t, const Sample&) { find(t, Opcode::jump).target = find_index(t, Opcode::jump); }},
        {"code: a jump back, or out of its rule or condition",
         [](Tables& t, const Sample&) { find(t, Opcode::jump).target = 0; }},
        {"code: a jump back, or out of its rule or condition",
         [](Tables& t, const Sample&) { find(t, Opcode::jump).target = t.rules[0].end; }},
        {"code: a jump back, or out of its rule or condition",
         [](Tables& t, const Sample&) { t.code[0].target = none; }},
        {"code: a target of what does not jump", [](Tables& t, const Sample&) { find(t, Opcode::emit).target = 40; }},
        {"code: it runs on behind its rule or condition",
         [](Tables& t, const Sample&) { t.code.back() = t.code[find_index(t, Opcode::branch)]; }},
        {"code: an instruction that is never reached",
         [](Tables& t, const Sample&) { find(t, Opcode::emit) = find(t, Opcode::complete); }},
        {"conditions: code that something else has", [](Tables& t, const Sample&) { t.conditions[1].entry = 0; }},
        {"rules: code that something else has", [](Tables& t, const Sample&) { t.rules[0].entry = 0; }},
        {"rules: no code of its own", [](Tables& t, const Sample&) { t.rules[0].end = beyond; }},
        {"rules: no code of its own", [](Tables& t, const Sample&) { t.rules[0].entry = t.rules[0].end; }},
        {"conditions: no code of its own", [](Tables& t, const Sample&) { t.conditions[0].end = 0; }},
        {"code: an instruction of no rule",
         [](Tables& t, const Sample&) {
             t.code.push_back(find(t, Opcode::complete));
             t.debug.push_back(t.debug.back());
         }},
        {"rules: a disabled rule with code",
         [](Tables& t, const Sample&) {
             t.rules[1].disabled = 1;
             t.events[2].rule_count = 0;
             t.event_rules.pop_back();
         }},
        {"code: the end of a rule in a condition",
         [](Tables& t, const Sample&) {
             find(t, Opcode::return_true).opcode = static_cast<std::uint8_t>(Opcode::complete);
         }},
        {"code: the end of a condition in a rule",
         [](Tables& t, const Sample&) { t.code.back().opcode = static_cast<std::uint8_t>(Opcode::return_false); }},
        {"code: a subject that an end does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::complete).subject = 0; }},
        {"code: a subject that an end does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::return_true).subject = 0; }},
        {"code: a subject that a jump does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::jump).subject = 0; }},
        {"code: an operand that its opcode does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::branch).first = 0; }},
        {"code: an operand that its opcode does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::test_set).first = 0; }},
        {"code: an operand that its opcode does not have",
         [](Tables& t, const Sample&) { find(t, Opcode::test_is).second = 0; }},
        {"debug: another number of records than instructions", [](Tables& t, const Sample&) { t.debug.pop_back(); }},
        {"debug: a place in no file", [](Tables& t, const Sample&) { t.debug[3].file = 1; }},
        {"debug: a place outside its file", [](Tables& t, const Sample&) { t.debug[3].end = beyond; }},
        {"debug: a place outside its file",
         [](Tables& t, const Sample&) { std::swap(t.debug[3].begin, t.debug[3].end); }},
    });
}

TEST_CASE("the verifier refuses branches, actions and conditions of others") {
    check_all_refused({
        {"code: no such branch", [](Tables& t, const Sample&) { find(t, Opcode::branch).subject = beyond; }},
        {"code: a branch of another rule",
         [](Tables& t, const Sample&) { t.code[t.rules[1].entry] = find(t, Opcode::branch); }},
        {"code: a branch in a condition",
         [](Tables& t, const Sample&) {
             t.code.insert(t.code.begin() + 1, find(t, Opcode::branch));
             for (std::size_t i = 1; i < t.code.size(); ++i) t.code[i].target += t.code[i].target != none;
             t.code[0].target = 2;
             for (ConditionRecord& condition : t.conditions) condition.entry += condition.entry != 0, ++condition.end;
             for (RuleRecord& rule : t.rules) ++rule.entry, ++rule.end;
         }},
        {"code: no such action", [](Tables& t, const Sample&) { find(t, Opcode::emit).subject = beyond; }},
        {"code: an action of another rule",
         [](Tables& t, const Sample&) {
             find(t, Opcode::emit).subject = static_cast<std::uint32_t>(t.actions.size() - 1);
         }},
        {"code: an action that stands in two places",
         [](Tables& t, const Sample&) { t.code[find_index(t, Opcode::complete) - 1] = find(t, Opcode::emit); }},
        {"code: a condition that is not one of those before",
         [](Tables& t, const Sample& s) { find(t, Opcode::test_condition).subject = s.both; }},
        {"code: a condition that is not one of those before",
         [](Tables& t, const Sample&) { find(t, Opcode::test_condition).subject = beyond; }},
        {"conditions: it reads the event and does not say so",
         [](Tables& t, const Sample& s) { t.conditions[s.at_start].reads_event = 0; }},
        {"conditions: it reads the event and does not say so",
         [](Tables& t, const Sample& s) { t.conditions[s.both].reads_event = 0; }},
        {"conditions: an unknown flag", [](Tables& t, const Sample&) { t.conditions[0].reads_event = 2; }},
        {"conditions: a text outside the strings",
         [](Tables& t, const Sample&) { t.conditions[0].name.size = beyond; }},
        {"manifest: conditions deeper than it says", [](Tables& t, const Sample&) { t.manifest.condition_depth = 1; }},
        {"manifest: conditions deeper than 101", [](Tables& t, const Sample&) { t.manifest.condition_depth = 102; }},
    });
}

TEST_CASE("the verifier refuses operands of other types than the opcode's") {
    check_all_refused({
        {"code: no such slot", [](Tables& t, const Sample&) { find(t, Opcode::test_is).subject = beyond; }},
        {"code: no such slot", [](Tables& t, const Sample&) { find(t, Opcode::test_is).subject = none; }},
        {"code: no such constant", [](Tables& t, const Sample&) { find(t, Opcode::test_less).first = beyond; }},
        {"code: no such slot",
         [](Tables& t, const Sample&) {
             find(t, Opcode::test_less).first = beyond;
             find(t, Opcode::test_less).flags |= first_is_slot;
         }},
        {"code: no such constant", [](Tables& t, const Sample&) { find(t, Opcode::test_between).second = none; }},
        {"code: no such slot", [](Tables& t, const Sample&) { find(t, Opcode::test_changed).first = beyond; }},
        {"code: no such pattern", [](Tables& t, const Sample&) { find(t, Opcode::test_matches).first = 1; }},
        {"code: no such schedule", [](Tables& t, const Sample&) { find(t, Opcode::test_during).first = 1; }},
        wrong_subject(Opcode::test_is, &Sample::tags),
        wrong_subject(Opcode::test_in, &Sample::tags),
        wrong_subject(Opcode::test_in, &Sample::queue),
        wrong_subject(Opcode::test_less, &Sample::count),
        wrong_subject(Opcode::test_less_equal, &Sample::queue),
        wrong_subject(Opcode::test_between, &Sample::date),
        wrong_subject(Opcode::test_contains, &Sample::tags),
        wrong_subject(Opcode::test_starts_with, &Sample::count),
        wrong_subject(Opcode::test_matches, &Sample::tags),
        wrong_subject(Opcode::test_matches, &Sample::count),
        wrong_subject(Opcode::test_set, &Sample::tags),
        wrong_subject(Opcode::test_blank, &Sample::wait),
        wrong_subject(Opcode::test_within_last, &Sample::wait),
        wrong_subject(Opcode::test_within_next, &Sample::date),
        wrong_subject(Opcode::test_older_than, &Sample::count),
        wrong_subject(Opcode::test_during, &Sample::time),
        wrong_subject(Opcode::test_contains_any, &Sample::queue_list),
        wrong_subject(Opcode::test_empty, &Sample::subject),
        wrong_subject(Opcode::test_changed, &Sample::language),
        wrong_first_slot(Opcode::test_is, &Sample::queue),
        wrong_first_slot(Opcode::test_in, &Sample::tier),
        wrong_first_slot(Opcode::test_in, &Sample::tags),
        wrong_first_slot(Opcode::test_less, &Sample::count),
        {std::string(bad_types),
         [](Tables& t, const Sample& s) {
             Instruction& contains = find(t, Opcode::test_contains);
             contains.first = s.count;
             contains.flags |= first_is_slot | exact_text;
         }},
        wrong_first_slot(Opcode::test_within_last, &Sample::count),
        {std::string(bad_types),
         [](Tables& t, const Sample& s) {
             Instruction& contains = find(t, Opcode::test_contains_any);
             contains.first = s.count;
             contains.flags |= first_is_slot | exact_text;
         }},
        wrong_first_slot(Opcode::test_contains_all, &Sample::queue_list),
        wrong_first_slot(Opcode::test_changed, &Sample::former_count),
        wrong_first_slot(Opcode::test_changed, &Sample::subject),
        {std::string(bad_types),  // text has no order, though it has one constant of its own type
         [](Tables& t, const Sample& s) {
             Instruction& less = find(t, Opcode::test_less);
             less.subject = s.subject;
             less.first = find(t, Opcode::test_contains).first;
         }},
        {std::string(bad_types),  // nor has a choice that is not declared as ordered
         [](Tables& t, const Sample& s) {
             for (SlotRecord& slot : t.slots) slot.type.ordered = 0;
             for (FieldRecord& field : t.fields) field.type.ordered = 0;
             find(t, Opcode::test_less_equal).subject = s.tier;
         }},
        wrong_flag(Opcode::test_is, 64),
        wrong_flag(Opcode::test_is, subject_size),
        wrong_flag(Opcode::test_set, first_is_slot),
        wrong_flag(Opcode::test_is, second_is_slot),
        wrong_flag(Opcode::test_less, exact_text),
        wrong_flag(Opcode::test_matches, exact_text),
        wrong_flag(Opcode::test_matches, first_is_slot),
        wrong_flag(Opcode::test_during, first_is_slot),
        wrong_flag(Opcode::test_empty, subject_size),
        wrong_flag(Opcode::test_contains_any, subject_size),
        wrong_flag(Opcode::test_condition, first_is_slot),
        wrong_flag(Opcode::jump, negate),
        wrong_flag(Opcode::complete, jump_when_true),
        wrong_flag(Opcode::emit, negate),
        {"code: a text that is not folded where its folding is compared",
         [](Tables& t, const Sample& s) { t.slots[s.language].folded = 0; }},
        {"code: a text that is not folded where its folding is compared",
         [](Tables& t, const Sample& s) { t.slots[s.subject].folded = t.slots[s.former_subject].folded = 0; }},
        {"code: a text that is not folded where its folding is compared",
         [](Tables& t, const Sample& s) { t.slots[s.tags].folded = 0; }},
    });
}

TEST_CASE("the verifier refuses events, rules and branches that do not belong together") {
    check_all_refused({
        {"events: another number of events than their domain has",
         [](Tables& t, const Sample&) { t.events.pop_back(); }},
        {"events: another id than its symbol has", [](Tables& t, const Sample&) { t.events[0].id = t.events[1].id; }},
        {"events: a text outside the strings", [](Tables& t, const Sample&) { t.events[0].id.size = beyond; }},
        {"events: rules that are not its own", [](Tables& t, const Sample&) { t.events[1].first_rule = 0; }},
        {"events: rules that are not its own", [](Tables& t, const Sample&) { t.events[2].rule_count = 2; }},
        {"event_rules: no such rule", [](Tables& t, const Sample&) { t.event_rules[0] = 2; }},
        {"event_rules: a disabled rule", [](Tables& t, const Sample&) { t.rules[1].disabled = 1; }},
        {"event_rules: a rule out of the order of the set",
         [](Tables& t, const Sample&) {
             t.events = {t.events[0], t.events[1], {t.events[2].id, 1, 2}};
             t.events[1].rule_count = 0;
             t.event_rules = {0, 1, 1};
         }},
        {"event_rules: a rule of no event", [](Tables& t, const Sample&) { t.event_rules.push_back(0); }},
        {"rules: a text outside the strings", [](Tables& t, const Sample&) { t.rules[0].name.size = beyond; }},
        {"rules: no such file", [](Tables& t, const Sample&) { t.rules[0].file = 1; }},
        {"rules: an unknown flag", [](Tables& t, const Sample&) { t.rules[0].disabled = 2; }},
        {"rules: branches that are not its own", [](Tables& t, const Sample&) { t.rules[0].branch_count = 3; }},
        {"branches: a branch of no rule", [](Tables& t, const Sample&) { t.rules[0].branch_count = 1; }},
        {"branches: another rule than the one that has it", [](Tables& t, const Sample&) { t.branches[0].rule = 1; }},
        {"branches: a text outside the strings", [](Tables& t, const Sample&) { t.branches[0].path.size = beyond; }},
        {"branches: an unknown flag", [](Tables& t, const Sample&) { t.branches[0].is_else = 2; }},
        {"branches: a place outside its file", [](Tables& t, const Sample&) { t.branches[0].begin = beyond; }},
        {"branches: a place in no file", [](Tables& t, const Sample&) { t.branches[0].file = none; }},
    });
}

TEST_CASE("the verifier refuses actions that could read what is not theirs") {
    check_all_refused({
        {"actions: a text outside the strings", [](Tables& t, const Sample&) { t.actions[0].name.size = beyond; }},
        {"actions: an unknown form", [](Tables& t, const Sample&) { t.actions[0].form = 3; }},
        {"actions: no such rule", [](Tables& t, const Sample&) { t.actions[0].rule = 2; }},
        {"actions: no such file", [](Tables& t, const Sample&) { t.actions[0].file = 1; }},
        {"actions: members that are not its own", [](Tables& t, const Sample&) { t.actions[1].first_member = 0; }},
        {"actions: members that are not its own",
         [](Tables& t, const Sample&) { t.actions.back().member_count = beyond; }},
        {"members: a member of no action", [](Tables& t, const Sample&) { t.actions.back().member_count = 0; }},
        {"actions: texts that are not its own", [](Tables& t, const Sample&) { message(t).platform_text_count = 4; }},
        {"platform_texts: a text of no action",
         [](Tables& t, const Sample&) { t.platform_texts.push_back(t.platform_texts.back()); }},
        {"actions: what only a message has", [](Tables& t, const Sample&) { message(t).form = 0; }},
        {"actions: an unknown kind of skip", [](Tables& t, const Sample&) { message(t).skip_kind = 3; }},
        {"actions: a skip of no duration", [](Tables& t, const Sample& s) { message(t).skip = s.count; }},
        {"actions: a skip of no duration", [](Tables& t, const Sample&) { message(t).skip = none; }},
        {"actions: a skip of no duration",
         [](Tables& t, const Sample&) {
             message(t).skip_kind = 1;
             message(t).skip = find(t, Opcode::test_less).first;
         }},
        {"actions: no such constant",
         [](Tables& t, const Sample&) {
             message(t).skip_kind = 1;
             message(t).skip = beyond;
         }},
        {"actions: a duration that nothing asks for", [](Tables& t, const Sample&) { message(t).skip_kind = 0; }},
        {"actions: a reserved part that is not zero", [](Tables& t, const Sample&) { t.actions[0].reserved = 1; }},
        {"platform_texts: no such platform", [](Tables& t, const Sample&) { t.platform_texts[0].platform = 3; }},
        {"platform_texts: no such platform", [](Tables& t, const Sample&) { t.platform_texts[0].platform = none; }},
        {"platform_texts: no text for every other platform",
         [](Tables& t, const Sample&) { t.platform_texts.back().platform = 0; }},
        {"platform_texts: a source that gives no text",
         [](Tables& t, const Sample&) { t.platform_texts[0].source = 4; }},
        {"platform_texts: a source that gives no text",
         [](Tables& t, const Sample&) { t.platform_texts[0].source = 400; }},
        {"platform_texts: no slot of a text", [](Tables& t, const Sample& s) { t.platform_texts[1].index = s.count; }},
        {"platform_texts: no such text", [](Tables& t, const Sample&) { t.platform_texts[0].index = beyond; }},
        {"platform_texts: no such constant",
         [](Tables& t, const Sample&) {
             t.platform_texts[1] = {2, static_cast<std::uint32_t>(MemberSource::constant), beyond};
         }},
        {"platform_texts: a value of another type",
         [](Tables& t, const Sample&) {
             t.platform_texts[1] = {2, static_cast<std::uint32_t>(MemberSource::constant),
                                    find(t, Opcode::test_less).first};
         }},
    });
}

TEST_CASE("the verifier refuses members and texts that are not what they say") {
    check_all_refused({
        {"members: a text outside the strings", [](Tables& t, const Sample&) { t.members[0].name.size = beyond; }},
        {"members: an unknown type", [](Tables& t, const Sample&) { t.members[0].type.kind = 12; }},
        {"members: an unknown source", [](Tables& t, const Sample&) { t.members[0].source = 7; }},
        {"members: a reserved part that is not zero", [](Tables& t, const Sample&) { t.members[0].reserved[2] = 1; }},
        {"members: a count of what is one", [](Tables& t, const Sample&) { t.members[0].count = 1; }},
        {"members: no such constant", [](Tables& t, const Sample&) { find(t, MemberSource::constant).index = beyond; }},
        {"members: no such slot", [](Tables& t, const Sample&) { find(t, MemberSource::slot).index = beyond; }},
        {"members: a value of another type",
         [](Tables& t, const Sample& s) { find(t, MemberSource::slot).index = s.count; }},
        {"members: a value of another type",
         [](Tables& t, const Sample&) { find(t, MemberSource::slot).type.list = 1; }},
        {"members: a value of another type", [](Tables& t, const Sample&) { --find(t, MemberSource::constant).index; }},
        {"members: no such text", [](Tables& t, const Sample&) { find(t, MemberSource::text).index = beyond; }},
        {"members: no such text", [](Tables& t, const Sample&) { find(t, MemberSource::texts).count = beyond; }},
        {"members: a text that something else has",
         [](Tables& t, const Sample&) { find(t, MemberSource::text).index = 0; }},
        {"members: a text where none belongs",
         [](Tables& t, const Sample&) { find(t, MemberSource::text).type.list = 1; }},
        {"members: a text where none belongs",
         [](Tables& t, const Sample&) { find(t, MemberSource::texts).type.list = 0; }},
        {"members: a text due, and none to choose from",
         [](Tables& t, const Sample&) {
             find(t, MemberSource::text).source = static_cast<std::uint8_t>(MemberSource::text_due);
         }},
        {"members: no such action",
         [](Tables& t, const Sample&) {
             for (ActionRecord& action : t.actions) {
                 if (action.form == static_cast<std::uint32_t>(ActionForm::least_loaded)) action.form = 0;
             }
         }},
        {"members: no such constant",
         [](Tables& t, const Sample&) { find(t, MemberSource::least_loaded).index = beyond; }},
        {"members: what it chooses from is no list of queues",
         [](Tables& t, const Sample&) { --find(t, MemberSource::least_loaded).index; }},
        {"members: what it chooses from is no list of queues",
         [](Tables& t, const Sample& s) { find(t, MemberSource::least_loaded_slot).index = s.tags; }},
        {"members: no such slot",
         [](Tables& t, const Sample&) { find(t, MemberSource::least_loaded_slot).index = beyond; }},
        {"members: what it chooses is no queue",
         [](Tables& t, const Sample&) { find(t, MemberSource::least_loaded).type.list = 1; }},
        {"members: a choice by load without the queues' loads",
         [](Tables& t, const Sample&) { t.queue_loads.clear(); }},
        {"templates: parts that are not its own", [](Tables& t, const Sample&) { t.templates[1].first_part = 0; }},
        {"templates: parts that are not its own",
         [](Tables& t, const Sample&) { t.templates.back().part_count = beyond; }},
        {"template_parts: a text outside the strings",
         [](Tables& t, const Sample&) { t.template_parts[0].text.size = beyond; }},
        {"template_parts: an unknown flag", [](Tables& t, const Sample&) { t.template_parts[1].has_fallback = 2; }},
        {"template_parts: no such slot", [](Tables& t, const Sample&) { t.template_parts[1].slot = beyond; }},
        {"template_parts: a fallback of plain text",
         [](Tables& t, const Sample&) { t.template_parts[0].has_fallback = 1; }},
        {"template_parts: a fallback that is none",
         [](Tables& t, const Sample&) { t.template_parts[1].has_fallback = 0; }},
    });
}

TEST_CASE("the longest evaluation counts each rule once, each condition once, and those on the event once a rule") {
    TablesBuilder b;
    const std::uint32_t event = b.slot("context.event", b.choice(b.events), SlotSource::event);
    const std::uint32_t flag = b.field("conversation.flag", plain(Kind::boolean));
    b.begin_condition("plain");
    b.end_condition({b.op(Opcode::test_set, flag)});  // 2 at most
    const std::uint32_t starting = b.constant(b.choice(b.events), 0);
    const std::uint32_t reads = b.begin_condition("reads", true);
    const auto first = b.op(Opcode::test_is, event, starting);
    b.end_condition({first, b.op(Opcode::test_condition, 0)});  // 3 at most
    for (const char* name : {"One", "Two"}) {
        b.begin_rule(name, {0});
        const auto test = b.op(Opcode::test_condition, reads);
        b.branch("1");
        b.action("hold", ActionForm::plain, {});
        b.bind(test);
        b.op(Opcode::complete);
        b.end_rule();  // 4 at most
    }
    Tables tables = b.finish();
    tables.manifest.budget = 2 + 2 * 3 + 2 * 4;
    const auto opened = open_tables(tables);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    CHECK(longest_evaluation(tables.code, tables.rules, tables.conditions) == 16);
    --tables.manifest.budget;
    CHECK_FALSE(open_tables(tables).ok());
}

TEST_CASE("conditions may be 101 deep and no deeper") {
    for (const std::uint32_t depth : {101u, 102u}) {
        TablesBuilder b;
        const std::uint32_t flag = b.field("conversation.flag", plain(Kind::boolean));
        for (std::uint32_t i = 0; i < depth; ++i) {
            b.begin_condition("c" + std::to_string(i));
            b.end_condition({i == 0 ? b.op(Opcode::test_set, flag) : b.op(Opcode::test_condition, i - 1)});
        }
        CHECK(open_tables(b.finish()).ok() == (depth == 101));
    }
}
