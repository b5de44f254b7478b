// How values compare: windows in time, numbers, text, ranges, schedules.
#include <doctest/doctest.h>

#include "tests/language/answers.h"

using namespace parley::answers;

namespace {

std::string fields(const std::string& members) {
    return "\"conversation\":{" + members + "}";
}

std::string closed(const std::string& instant) {
    return R"("previous":{"closed_at":")" + instant + "\"}";
}

// The decision's instant is 2026-11-21T10:22:00Z unless said otherwise.
std::string promised(const std::string& instant) {
    return fields(R"("promised_at":")" + instant + "\"");
}

std::string subject(const std::string& text) {
    return fields(R"("subject":")" + text + "\"");
}

Codes errors_of(const std::string& test) {
    return errors(rule("if " + test + " { add_tag \"x\" }"));
}

}  // namespace

TEST_CASE("within last N includes exactly N, older than begins right behind [D2, S3.75]") {
    holds({{"previous.closed_at within last 7 days", closed("2026-11-14T10:22:00Z"), true},
           {"previous.closed_at older than 7 days", closed("2026-11-14T10:22:00Z"), false},
           {"previous.closed_at within last 7 days", closed("2026-11-14T10:21:59.999Z"), false},
           {"previous.closed_at older than 7 days", closed("2026-11-14T10:21:59.999Z"), true},
           {"previous.closed_at within last 7 days", closed("2026-11-14T10:22:00.001Z"), true}});
}

TEST_CASE("windows have two anchors, by name: since the last message and since the close [D1, S0.4, S0.6]") {
    const std::string both =
        R"("previous":{"last_message_at":"2026-11-13T10:22:00Z","closed_at":"2026-11-20T10:22:00Z"})";
    holds({{"previous.closed_at within last 7 days", both, true},
           {"previous.last_message_at within last 7 days", both, false},
           {"previous.last_customer_message_at is set", both, false}});
}

TEST_CASE("find or create: what was closed within the window is attached to, any other opens one [S0.5, S0.14]") {
    decides(rule(R"(
        if all {
            previous.exists
            previous.status is closed
            previous.closed_at within last 7 days
        } { attach_to_previous }
        else { open_conversation }
    )",
                 "message_received"),
            {{event("message_received",
                    R"("previous":{"exists":true,"status":"closed","closed_at":"2026-11-14T10:22:00Z"})"),
              "attach_to_previous"},
             {event("message_received",
                    R"("previous":{"exists":true,"status":"closed","closed_at":"2026-11-14T10:21:59Z"})"),
              "open_conversation"},
             {event("message_received", R"("previous":{"exists":false})"), "open_conversation"},
             {event("message_received"), "open_conversation"}});
}

TEST_CASE("a window is an age from 0 to N: what lies ahead is in its mirror, and now is in both [D37]") {
    holds({{"conversation.promised_at within last 1 hour", promised("2026-11-21T10:22:00.001Z"), false},
           {"conversation.promised_at within next 1 hour", promised("2026-11-21T10:22:00.001Z"), true},
           {"conversation.promised_at within last 1 hour", promised("2026-11-21T10:22:00Z"), true},
           {"conversation.promised_at within next 1 hour", promised("2026-11-21T10:22:00Z"), true},
           {"conversation.promised_at within next 1 hour", promised("2026-11-21T11:22:00Z"), true},
           {"conversation.promised_at within next 1 hour", promised("2026-11-21T11:22:00.001Z"), false},
           {"conversation.promised_at older than 1 hour", promised("2026-11-21T11:22:00Z"), false}});
}

TEST_CASE("a day is 24 hours and a week 7 of them, whatever the clocks do; no months [D37]") {
    // London's clocks went back on 25 October 2026, at 01:00 UTC.
    holds({{"conversation.promised_at within last 1 day", promised("2026-10-24T12:00:00Z"), true},
           {"conversation.promised_at within last 24 hours", promised("2026-10-24T12:00:00Z"), true},
           {"conversation.promised_at within last 1 day", promised("2026-10-24T11:59:59Z"), false}},
          "2026-10-25T12:00:00Z");
    holds({{"conversation.limit is 7 days", fields(R"("limit":604800)"), true},
           {"conversation.limit is 1 week", fields(R"("limit":604800)"), true},
           {"conversation.limit < 2 weeks", fields(R"("limit":1209599)"), true}});
    CHECK(errors_of("conversation.promised_at within last 2 months") != Codes{});
    CHECK(errors_of("conversation.limit > 1.5 hours") == Codes{"R0232"});
    CHECK(errors_of("conversation.limit > -1 hours") == Codes{"R0235"});
}

TEST_CASE("numbers compare exactly [D35]") {
    holds({{"conversation.order_total is 19.99", fields(R"("order_total":19.99)"), true},
           {"conversation.order_total is 0.3", fields(R"("order_total":0.30000000000000004)"), false},
           {"conversation.order_total is 0.300000000000000001", fields(R"("order_total":0.300000000000000001)"), true},
           {"conversation.order_total > 0.3", fields(R"("order_total":0.300000000000000001)"), true},
           {"conversation.order_total is 3", fields(R"("order_total":3.0)"), true},
           {"conversation.order_total is 1200", fields(R"("order_total":1.2e3)"), true},
           {"conversation.parcels is 9007199254740993", fields(R"("parcels":9007199254740992)"), false},
           {"conversation.parcels is 9223372036854775807", fields(R"("parcels":9223372036854775807)"), true},
           {"conversation.order_total < 999999999999999999.999999999999999999",
            fields(R"("order_total":999999999999999999.999999999999999998)"), true}});
}

TEST_CASE("further digits on the wire are rounded half to even [D35]") {
    holds({{"conversation.order_total is 0.000000000000000002", fields(R"("order_total":0.0000000000000000025)"), true},
           {"conversation.order_total is 0.000000000000000004", fields(R"("order_total":0.0000000000000000035)"), true},
           {"conversation.order_total is 0.000000000000000003", fields(R"("order_total":0.00000000000000000251)"),
            true}});
}

TEST_CASE("a literal beyond what the type holds is an error; an integer may be compared with a fraction [D35]") {
    holds({{"conversation.parcels > 2.5", fields(R"("parcels":3)"), true},
           {"conversation.parcels > 2.5", fields(R"("parcels":2)"), false},
           {"conversation.parcels is 2.5", fields(R"("parcels":2)"), false}});
    CHECK(errors_of("conversation.parcels > 9223372036854775808") == Codes{"R0235"});
    CHECK(errors_of("conversation.order_total > 1000000000000000000") == Codes{"R0235"});
    CHECK(errors_of("conversation.order_total > 0.0000000000000000001") == Codes{"R0235"});
    CHECK(errors(rule("escalate 2.5")) == Codes{"R0232"});
    CHECK(errors(rule("escalate 2")) == Codes{});
}

TEST_CASE("texts are the same when their full case foldings are; accents and white space count [D36]") {
    holds({{"conversation.subject is \"STRASSE\"", subject("straße"), true},
           {"conversation.subject is \"ΣΊΣΥΦΟΣ\"", subject("σίσυφος"), true},
           {"conversation.subject in [\"x\", \"FRANÇAIS\"]", subject("français"), true},
           {"conversation.subject is \"francais\"", subject("français"), false},
           {"conversation.subject is \"a b\"", subject("a  b"), false},
           {"conversation.subject is \"a\"", subject("a "), false},
           {"conversation.subject contains \"RASS\"", subject("Straße"), true},
           {"conversation.subject starts with any of [\"re:\"]", subject("RE: x"), true},
           {"conversation.subject ends with \"X\"", subject("re: x"), true},
           {"conversation.topics contains \"REFUND\"", fields(R"("topics":["Refund"])"), true}});
}

TEST_CASE("text is brought to NFC when it is read, from source and wire [D36]") {
    holds({{"conversation.subject is \"caf\\u{E9}\"", subject("cafe\\u0301"), true},
           {"conversation.subject is \"cafe\\u{301}\"", subject("caf\\u00e9"), true},
           {"conversation.subject is exactly \"cafe\\u{301}\"", subject("caf\\u00e9"), true},
           {"conversation.subject contains \"\\u{E9}\"", subject("cafe\\u0301"), true}});
}

TEST_CASE("exactly heeds case, wherever text is compared and nowhere else [D36]") {
    holds({{"conversation.subject is exactly \"Abc\"", subject("Abc"), true},
           {"conversation.subject is exactly \"Abc\"", subject("abc"), false},
           {"conversation.subject is not exactly \"Abc\"", subject("abc"), true},
           {"conversation.subject in exactly [\"Abc\"]", subject("ABC"), false},
           {"conversation.subject contains exactly \"B\"", subject("abc"), false},
           {"conversation.subject ends with exactly any of [\"C\", \"bc\"]", subject("abc"), true},
           {"conversation.topics contains exactly \"A\"", fields(R"("topics":["a"])"), false}});
    CHECK(errors_of("conversation.parcels is exactly 3") == Codes{"R0233"});
    CHECK(errors_of("conversation.region is exactly north") == Codes{"R0233"});
}

TEST_CASE("a regular expression matches anywhere unless anchored, and ignores case unless exactly stands there [D36]") {
    holds({{"conversation.subject matches /order #?[0-9]+/", subject("My ORDER #77 please"), true},
           {"conversation.subject matches exactly /order/", subject("My ORDER"), false},
           {"conversation.subject matches /^order/", subject("my order"), false},
           {"conversation.subject does not match /^order$/", subject("orders"), true},
           {"conversation.subject matches /a\\/b/", subject("a/b"), true}});
    CHECK(errors_of("conversation.subject matches /(?=a)/") == Codes{"R0237"});
    CHECK(errors_of("conversation.parcels matches /1/") == Codes{"R0231"});
}

TEST_CASE("between takes both ends in, before and after leave theirs out [D38, S3.68]") {
    const auto total = [](const char* number) { return fields(std::string(R"("order_total":)") + number); };
    holds({{"conversation.order_total between 10 and 20", total("10"), true},
           {"conversation.order_total between 10 and 20", total("20"), true},
           {"conversation.order_total between 10 and 20", total("20.01"), false},
           {"conversation.order_total < 10", total("10"), false},
           {"conversation.delivery before 2026-12-24", fields(R"("delivery":"2026-12-24")"), false},
           {"conversation.delivery after 2026-12-23", fields(R"("delivery":"2026-12-24")"), true},
           {"conversation.delivery between 2026-12-24 and 2026-12-24", fields(R"("delivery":"2026-12-24")"), true},
           {"conversation.customer_tier between silver and gold", fields(R"("customer_tier":"gold")"), true},
           {"conversation.customer_tier between silver and gold", fields(R"("customer_tier":"platinum")"), false},
           {"conversation.promised_at between 2026-11-21T10:22Z and 2026-11-21T10:22Z",
            promised("2026-11-21T11:22:00+01:00"), true}});
}

TEST_CASE("a range written in reverse is refused, times of day and weekdays go round [D38, D49]") {
    CHECK(errors_of("conversation.order_total between 20 and 10") == Codes{"R0234"});
    CHECK(errors_of("conversation.customer_tier between gold and silver") == Codes{"R0234"});
    CHECK(errors_of("conversation.delivery between 2026-12-24 and 2026-12-23") == Codes{"R0234"});
    const auto time = [](const char* text) { return fields(std::string(R"("call_from":")") + text + "\""); };
    const auto day = [](const char* text) { return fields(std::string(R"("collected_on":")") + text + "\""); };
    holds({{"conversation.call_from between 22:00 and 06:00", time("23:59:59"), true},
           {"conversation.call_from between 22:00 and 06:00", time("06:00"), true},
           {"conversation.call_from between 22:00 and 06:00", time("06:00:01"), false},
           {"conversation.call_from between 22:00 and 06:00", time("12:00"), false},
           {"conversation.collected_on between saturday and monday", day("sunday"), true},
           {"conversation.collected_on between saturday and monday", day("tuesday"), false},
           {"conversation.collected_on between monday and friday", day("friday"), true}});
}

TEST_CASE("bounds that fields give in reverse have nothing between them, but of a time [D38]") {
    holds({{"conversation.parcels between conversation.order_total and 3", fields(R"("parcels":4,"order_total":5)"),
            false},
           {"conversation.order_total between 10 and conversation.parcels", fields(R"("parcels":5,"order_total":7)"),
            false},
           {"time.time_of_day between conversation.call_from and conversation.call_to",
            fields(R"("call_from":"22:00","call_to":"11:00")"), true},
           {"time.time_of_day between conversation.call_from and conversation.call_to",
            fields(R"("call_from":"11:00","call_to":"22:00")"), false}});
}

TEST_CASE("time is the event's own instant, in the catalog's zone and in whole seconds [D38, S3.64]") {
    // 23:30:59.9 UTC on a Friday in July is 00:30:59 on Saturday in London.
    holds({{"time.time_of_day is 0:30:59", "", true},
           {"time.weekday is saturday", "", true},
           {"time.date is 2026-07-11", "", true},
           {"time.now before 2026-07-11T00:31", "", true},
           {"time.now after 2026-07-11T00:30:59", "", true}},
          "2026-07-10T23:30:59.900Z");
    holds({{"time.time_of_day is 10:22", "", true}, {"time.weekday is saturday", "", true}});
}

TEST_CASE(
    "a literal without a zone is the catalog's; a skipped one moves forward, of a double one the first counts [D38]") {
    // London skips 01:00 to 02:00 on 29 March 2026 and has 01:00 to 02:00 twice on 25 October.
    holds({{"conversation.promised_at between 2026-03-29T01:30 and 2026-03-29T01:30", promised("2026-03-29T01:30:00Z"),
            true},
           {"conversation.promised_at between 2026-03-29T02:30 and 2026-03-29T02:30", promised("2026-03-29T01:30:00Z"),
            true},
           {"conversation.promised_at between 2026-10-25T01:30 and 2026-10-25T01:30", promised("2026-10-25T00:30:00Z"),
            true},
           {"conversation.promised_at between 2026-10-25T01:30 and 2026-10-25T01:30", promised("2026-10-25T01:30:00Z"),
            false},
           {"conversation.promised_at between 2026-06-01T12:00 and 2026-06-01T12:00", promised("2026-06-01T11:00:00Z"),
            true},
           {"conversation.promised_at between 2026-06-01T12:00+03:00 and 2026-06-01T12:00+03:00",
            promised("2026-06-01T09:00:00Z"), true}});
    CHECK(errors_of("conversation.delivery is 2026-02-30") == Codes{"R0236"});
    CHECK(errors_of("conversation.call_from is 25:00") == Codes{"R0236"});
}

TEST_CASE("a schedule is open from the first minute of a span up to its end, in its own zone [D39, S3.64]") {
    const std::string open = "conversation.promised_at during \"EU office hours\"";
    const std::string shut = "conversation.promised_at not during \"EU office hours\"";
    // Paris is an hour ahead of UTC in November; the 20th is a Friday.
    holds({{open, promised("2026-11-20T07:00:00Z"), true},
           {open, promised("2026-11-20T06:59:59.999Z"), false},
           {open, promised("2026-11-20T10:59:59.999Z"), true},
           {open, promised("2026-11-20T11:00:00Z"), false},
           {shut, promised("2026-11-20T11:00:00Z"), true},
           {open, promised("2026-11-20T12:00:00Z"), true},
           {open, promised("2026-11-21T10:00:00Z"), true},
           {open, promised("2026-11-22T10:00:00Z"), false},
           {open, promised("2026-07-10T06:00:00Z"), true},
           {"time.now during \"EU office hours\"", "", true}});
}

TEST_CASE("a span may cross midnight and is of the day it begins on; a holiday takes those to their end [D39]") {
    const std::string night = "conversation.promised_at during Nights";
    const std::string evening = "conversation.promised_at during Evenings";
    // Nights begin on Saturday, Sunday and Monday at 22:00 in London; Sunday the 22nd is a holiday.
    holds({{night, promised("2026-11-21T22:00:00Z"), true},
           {night, promised("2026-11-22T05:59:00Z"), true},
           {night, promised("2026-11-22T06:00:00Z"), false},
           {night, promised("2026-11-22T23:00:00Z"), false},
           {night, promised("2026-11-23T05:00:00Z"), false},
           {night, promised("2026-11-24T05:00:00Z"), true},
           {night, promised("2026-11-25T05:00:00Z"), false},
           {evening, promised("2026-11-24T23:59:59Z"), true},
           {evening, promised("2026-11-25T00:00:00Z"), false},
           {"conversation.promised_at during \"EU office hours\"", promised("2026-12-25T10:00:00Z"), false}});
}

TEST_CASE("which operators a test may use follows from the field's type [S3.66]") {
    for (const std::string test :
         {"conversation.parcels contains 3", "conversation.language > \"a\"", "conversation.region < south",
          "conversation.insured > false", "conversation.insured in [true]", "conversation.promised_at is time.now",
          "conversation.promised_at in [2026-11-21T10:22Z]", "conversation.delivery within last 3 days",
          "conversation.queue contains \"a\"", "conversation.topics is \"a\"", "conversation.parcels is blank",
          "conversation.language is empty", "conversation.parcels during Nights", "conversation.parcels size is 3",
          "conversation.language between \"a\" and \"b\"", "conversation.price before 3"}) {
        INFO(test);
        CHECK(errors_of(test) == Codes{"R0231"});
    }
}

TEST_CASE("the right side may be another field of the same type [S3.66]") {
    holds(
        {{"conversation.parcels < conversation.order_total", fields(R"("parcels":2,"order_total":2.5)"), true},
         {"conversation.price <= conversation.credit", fields(R"("price":2,"credit":2)"), true},
         {"conversation.topics contains conversation.subject", fields(R"("topics":["a","B"],"subject":"b")"), true},
         {"conversation.topics contains conversation.subject", fields(R"("topics":["a"],"subject":"b")"), false},
         {"conversation.topics contains conversation.subject", fields(R"("topics":["a"])"), false},
         {"conversation.subject in conversation.topics", fields(R"("topics":["a","B"],"subject":"b")"), true},
         {"conversation.topics contains all of conversation.tags", fields(R"("topics":["a","b"],"tags":["B"])"), true},
         {"conversation.subject contains any of conversation.topics",
          fields(R"("topics":["x","fun"],"subject":"reFUNd")"), true},
         {"time.time_of_day after conversation.call_from", fields(R"("call_from":"10:21")"), true},
         {"workload.waiting(\"Billing\") < workload.waiting(\"Default\")",
          R"("workload":{"Billing":{"waiting":1},"Default":{"waiting":2}})", true}});
    CHECK(errors_of("conversation.price is conversation.fee") == Codes{"R0238"});
    CHECK(errors_of("conversation.price is conversation.order_total") == Codes{"R0238"});
    CHECK(errors_of("conversation.queue is conversation.assigned_to") == Codes{"R0238"});
    CHECK(errors_of("conversation.region is conversation.customer_tier") == Codes{"R0238"});
    CHECK(errors_of("conversation.language is conversation.parcels") == Codes{"R0238"});
}
