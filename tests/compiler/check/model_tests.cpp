// What a test that compiles becomes: operators and operands of the checked model.
#include "runtime/value/number.h"
#include "tests/compiler/check/checking.h"

namespace parley::check {

namespace {

using Kind = Operand::Kind;

std::vector<std::string> names(const std::vector<Scalar>& scalars) {
    std::vector<std::string> out;
    for (const Scalar& scalar : scalars) out.push_back(scalar.text);
    return out;
}

value::Number first_number(const Checked& checked) {
    REQUIRE(checked.test().first.scalars.size() == 1);
    return checked.test().first.scalars[0].number;
}

value::Number first_number(const std::string& test) {
    return first_number(check_test(test));
}

constexpr value::Number whole(std::int64_t number) {
    return value::Number{number} * value::decimal_scale;
}

}  // namespace

TEST_CASE("every operator of every type compiles [S3.66, S3.67]") {
    accept_tests({
        R"(conversation.email is "a")",
        R"(conversation.email is not "a")",
        R"(conversation.email in ["a"])",
        R"(conversation.email not in ["a"])",
        R"(conversation.email contains "a")",
        R"(conversation.email does not contain "a")",
        R"(conversation.email starts with "a")",
        R"(conversation.email does not start with "a")",
        R"(conversation.email ends with "a")",
        R"(conversation.email does not end with "a")",
        R"(conversation.email contains any of ["a"])",
        R"(conversation.email does not contain any of ["a"])",
        R"(conversation.email starts with any of ["a"])",
        R"(conversation.email does not start with any of ["a"])",
        R"(conversation.email ends with any of ["a"])",
        R"(conversation.email does not end with any of ["a"])",
        R"(conversation.email matches /a/)",
        R"(conversation.email does not match /a/)",
        "conversation.email is blank",
        "conversation.email is not blank",
        "conversation.email is set",
        "conversation.email is not set",
        R"(conversation.queue is "Billing")",
        "conversation.queue is not Billing",
        "conversation.queue in [Billing]",
        "conversation.queue not in [Billing]",
        "conversation.queue is set",
        "conversation.customer_tier < gold",
        "conversation.customer_tier <= gold",
        "conversation.customer_tier > gold",
        "conversation.customer_tier >= gold",
        "conversation.customer_tier between silver and gold",
        "conversation.segment is private",
        "conversation.status < closed",
        "conversation.priority >= high",
        "conversation.attempts is 3",
        "conversation.attempts is not 3",
        "conversation.attempts < 3",
        "conversation.attempts <= 3",
        "conversation.attempts > 3",
        "conversation.attempts >= 3",
        "conversation.attempts between 1 and 1",
        "conversation.attempts in [1, -2,]",
        "conversation.attempts not in [1]",
        "conversation.discount is 0.1",
        "conversation.order_total between 1 and 19.99",
        "conversation.waited > 15 minutes",
        "conversation.waited in [1 day, 2 weeks]",
        "conversation.waited is not set",
        "conversation.opened_at before 2026-12-24T18:00Z",
        "conversation.opened_at after 2026-12-24T18:00",
        "conversation.opened_at between 2026-12-24T18:00+01:00 and 2026-12-24T18:00:30Z",
        "conversation.opened_at within last 7 days",
        "conversation.opened_at within next 1 hour",
        "conversation.opened_at older than 1 second",
        R"(time.now during "EU office hours")",
        R"(time.now not during "EU office hours")",
        "conversation.opened_at is set",
        "conversation.due is 2026-12-24",
        "conversation.due before 2026-12-24",
        "conversation.due in [2026-12-24]",
        "conversation.call_at after 18:30:15",
        "conversation.call_at is 24:00",
        "conversation.call_at is not 9:00",
        "conversation.visit_day is monday",
        "conversation.visit_day in [saturday, sunday]",
        "conversation.visit_day before friday",
        "conversation.visit_day between monday and friday",
        "conversation.is_vip",
        "not conversation.is_vip",
        "conversation.is_vip is true",
        "conversation.is_vip is false",
        "conversation.is_vip is previous.exists",
        "conversation.is_vip is not previous.exists",
        "conversation.is_vip is set",
        R"(conversation.tags contains "a")",
        R"(conversation.tags does not contain "a")",
        R"(conversation.tags contains any of ["a"])",
        R"(conversation.tags does not contain any of ["a"])",
        R"(conversation.tags contains all of ["a"])",
        R"(conversation.tags contains none of ["a"])",
        "conversation.tags is empty",
        "conversation.tags is not empty",
        "conversation.tags size is 3",
        "conversation.tags size > 2",
        "conversation.tags size in [1, 2]",
        "conversation.tags size between 1 and 2",
        "conversation.tags size is not 3",
        "profile.channels contains sms",
        "conversation.scores contains any of [1, 2]",
        "conversation.queues contains Billing",
        "conversation.tags changed",
        "conversation.email changed",
        R"(conversation.email changed from "a")",
        R"(conversation.email changed to "a")",
        R"(conversation.email changed from "a" to "b")",
        R"(conversation.email was "a")",
        "conversation.opened_at was 2026-12-24T18:00Z",
        "conversation.is_vip was true",
        R"(conversation.email is exactly "a")",
        R"(conversation.email is not exactly "a")",
        R"(conversation.email in exactly ["a"])",
        R"(conversation.email ends with exactly any of ["a"])",
        R"(conversation.email matches exactly /a/)",
        R"(conversation.tags contains exactly "a")",
    });
}

TEST_CASE("a negative test is the complement of the positive one [D29]") {
    const Checked is_not = check_test(R"(conversation.email is not "a")");
    CHECK(is_not.condition().negated);
    CHECK(is_not.test().op == TestOp::is);
    const Checked none_of = check_test(R"(conversation.tags contains none of ["a"])");
    CHECK(none_of.condition().negated);
    CHECK(none_of.test().op == TestOp::contains_any);
    const Checked not_field = check_test("not conversation.is_vip");
    CHECK(not_field.condition().negated);
    CHECK(not_field.test().first.scalars[0].number == 1);
    const Checked is_false = check_test("conversation.is_vip is false");
    CHECK_FALSE(is_false.condition().negated);
    CHECK(is_false.test().first.scalars[0].number == 0);
    const Checked group = check_test(R"(none { conversation.is_vip conversation.attempts is 5 })");
    CHECK(group.condition().kind == Condition::Kind::any);
    CHECK(group.condition().negated);
    CHECK(group.condition().children.size() == 2);
}

TEST_CASE("`any of`, `all of` and a single item of a list [S3.52]") {
    CHECK(check_test(R"(conversation.tags contains all of ["a", "b"])").test().op == TestOp::contains_all);
    const Checked single = check_test(R"(conversation.tags contains "a")");
    CHECK(single.test().op == TestOp::contains_any);
    CHECK(single.test().first.kind == Kind::list);
    CHECK(single.test().first.type == value::Type{value::Kind::text, true});
    CHECK(names(single.test().first.scalars) == std::vector<std::string>{"a"});
    const Checked field = check_test("conversation.tags contains conversation.subject");
    CHECK(field.test().first.kind == Kind::field);
    CHECK_FALSE(field.test().first.type.list);
    const Checked text = check_test(R"(conversation.email ends with any of ["a", "b"])");
    CHECK(text.test().op == TestOp::ends_with);
    CHECK(text.test().first.type.list);
}

TEST_CASE("numbers are exact, and any may be compared with an integer [D35]") {
    CHECK(first_number("conversation.attempts is 9223372036854775807") == whole(9223372036854775807));
    CHECK(first_number("conversation.attempts is -9223372036854775808") == whole(-9223372036854775807) - whole(1));
    CHECK(first_number("conversation.discount is 999999999999999999") == whole(999999999999999999));
    CHECK(first_number("conversation.order_total is 19.99") == whole(1999) / 100);
    const Checked fraction = check_test("conversation.attempts > 2.5");
    CHECK(first_number(fraction) == whole(5) / 2);
    CHECK(fraction.test().first.type.kind == value::Kind::decimal);
    CHECK(check_test("conversation.attempts is 2.0").test().first.type.kind == value::Kind::integer);
    CHECK(check_test("conversation.attempts in [1, 2.5]").test().first.type.kind == value::Kind::decimal);
    accept_tests({"conversation.attempts is conversation.discount", "conversation.discount < conversation.attempts",
                  "conversation.order_total is conversation.paid", "conversation.tags size > conversation.discount",
                  "conversation.attempts between 1 and conversation.discount"});
}

TEST_CASE("a duration is in seconds, a day has 24 hours and a week seven days [D37]") {
    CHECK(first_number("conversation.waited is 1 second") == 1);
    CHECK(first_number("conversation.waited is 15 minutes") == 900);
    CHECK(first_number("conversation.waited is 2 hours") == 7200);
    CHECK(first_number("conversation.waited is 1 day") == 86'400);
    CHECK(first_number("conversation.waited is 2 weeks") == 14 * 86'400);
    CHECK(first_number("conversation.waited is 0 days") == 0);
    CHECK(first_number("conversation.waited is 9223372036854775 seconds") == 9223372036854775);
    CHECK(check_test("conversation.opened_at within last conversation.patience").test().first.kind == Kind::field);
}

TEST_CASE("dates and times, an instant without a zone in the catalog's [D38]") {
    CHECK(first_number("conversation.due is 1970-01-02") == 1);
    CHECK(first_number("conversation.call_at is 24:00") == 86'400);
    CHECK(first_number("conversation.call_at is 18:30:15") == 66'615);
    CHECK(first_number("conversation.visit_day is sunday") == 6);
    // London is an hour ahead in summer.
    CHECK(first_number("conversation.opened_at after 2026-07-01T10:00") ==
          first_number("conversation.opened_at after 2026-07-01T09:00Z"));
    CHECK(first_number("conversation.opened_at after 2026-07-01T10:00+01:00") ==
          first_number("conversation.opened_at after 2026-07-01T09:00Z"));
}

TEST_CASE("times of day and weekdays go round, so no range of theirs is reversed [D38, S3.68]") {
    accept_tests(
        {"conversation.call_at between 22:00 and 06:00", "conversation.visit_day between saturday and monday"});
    const Checked round = check_test("time.time_of_day between 22:00 and 6:00");
    CHECK(round.test().first.scalars[0].number == 79'200);
    CHECK(round.test().second.scalars[0].number == 21'600);
}

TEST_CASE("bounds that fields give are not judged [D38]") {
    accept_tests({"conversation.attempts between 5 and conversation.discount",
                  "conversation.due between 2026-12-24 and time.date"});
}

TEST_CASE("a value in quotes and a bare one are the same") {
    const Checked bare = check_test("conversation.customer_tier is gold");
    const Checked quoted = check_test(R"(conversation.customer_tier is "gold")");
    CHECK(bare.test().first.scalars == quoted.test().first.scalars);
    CHECK(bare.test().first.scalars[0] == Scalar{2, "gold"});
    CHECK(bare.test().first.type == bare.test().subject_type);
}

TEST_CASE("text is brought to NFC, so a name matches however it was typed [D36]") {
    const char* catalog = "queues: [\"Caf\\u00e9\"]\n";
    const Checked checked = check_files({"rule \"r\" on starting { send_to_queue \"Cafe\xCC\x81\" }"}, {}, catalog);
    CHECK(checked.action().members.at(0).value.scalars[0].text == "Caf\xC3\xA9");
    const Checked twice = check_text("rule \"Caf\xC3\xA9\" on starting {} rule \"Cafe\xCC\x81\" on starting {}");
    CHECK(twice.findings().size() == 1);
}

TEST_CASE("the other name of a field is the field itself") {
    const Checked checked = check_test("conversation.channel is sms");
    CHECK(checked.test().subject.field == checked.catalog.conversation_platform);
}

TEST_CASE("a queue's measure keeps its queue, the conversation's own has none [D43]") {
    CHECK(check_test(R"(workload.waiting("Multilingual") > 3)").test().subject.queue == 2u);
    CHECK(check_test("workload.waiting(Billing) > 3").test().subject.queue == 1u);
    CHECK_FALSE(check_test("workload.waiting > 3").test().subject.queue);
    const Checked right = check_test(R"(workload.waiting > workload.waiting("Billing"))");
    CHECK(right.test().first.field.queue == 1u);
}

TEST_CASE("`was` reads the former value, `changed` both [D32]") {
    const Checked was = check_test(R"(conversation.email was "a")");
    CHECK(was.test().op == TestOp::is);
    CHECK(was.test().subject.former);
    const Checked changed = check_test(R"(conversation.email changed to "b")");
    CHECK(changed.test().op == TestOp::changed);
    CHECK_FALSE(changed.test().subject.former);
    CHECK(changed.test().first.kind == Kind::none);
    CHECK(names(changed.test().second.scalars) == std::vector<std::string>{"b"});
}

TEST_CASE("`exactly`, patterns and schedules are kept as they are") {
    CHECK(check_test(R"(conversation.email is exactly "A")").test().exactly);
    CHECK_FALSE(check_test(R"(conversation.email is "A")").test().exactly);
    const Checked matches = check_test(R"(conversation.email matches /a\/b/)");
    CHECK(matches.test().pattern == "a/b");
    CHECK(check_test(R"(time.now during "EU office hours")").test().schedule == 0);
    CHECK(check_test("conversation.tags size > 2").test().size);
}

TEST_CASE("spans reach from the field to the end of the operand") {
    const Checked checked = check_test(R"(conversation.email  is not  "a")");
    CHECK(checked.text(checked.condition().span) == R"(conversation.email  is not  "a")");
    CHECK(checked.text(checked.test().first.span) == R"("a")");
}

TEST_CASE("a field of the conversation need not be there yet [S3.63, D14]") {
    accept_tests({R"(conversation.closed_as is "Closed Complete")", "conversation.queue is not set"});
    CHECK(check_test("context.stars > 3", "", "starting, message_received").findings().empty());
    CHECK(check_test("conversation.survey_score > 3", "", "closed").findings().empty());
}

}  // namespace parley::check
