// The rows of `report`, by hand-computed figures.
#include "runtime/engine/metrics/metrics.h"

#include "tests/runtime/engine/metrics/sample.h"

using namespace parley;
using namespace parley::sample;
using metrics::By;
using metrics::Interval;
using metrics::Report;
using metrics::ReportRow;

namespace {

constexpr Span answer_within = 2 * minute;

tenant::Tenant settings() {
    tenant::Tenant tenant;
    tenant.zone = *value::Zone::find("Europe/London");
    tenant.channels = {"whatsapp", "email"};
    for (const char* name : {"Default", "Billing"}) tenant.queues.emplace_back().name = name;
    tenant.queues[0].answer_within = answer_within;
    for (const char* name : {"zoe", "amy"}) tenant.agents.emplace_back().name = name;
    tenant.finish();
    return tenant;
}

std::vector<ReportRow> rows(StateFile& state, const metrics::ReportQuery& query = {}) {
    return metrics::report(settings(), *state, query).rows;
}

ReportRow only_row(StateFile& state, const metrics::ReportQuery& query = {}) {
    const std::vector<ReportRow> all = rows(state, query);
    REQUIRE(all.size() == 1);
    return all.front();
}

std::vector<std::string> keys(const std::vector<ReportRow>& all) {
    std::vector<std::string> found;
    for (const ReportRow& row : all)
        found.push_back(row.key + (row.from ? " " + value::instant_to_string(*row.from) : ""));
    return found;
}

using Counts = std::map<std::string, std::uint64_t>;
using Texts = std::vector<std::string>;

// The whole of a conversation that amy closed.
Conversation simple(std::int64_t number, const std::string& opened_at, const std::string& closed_at, Span wait,
                    const std::string& queue = "Default", const std::string& channel = "whatsapp") {
    Conversation made = opened(number, opened_at, queue, channel);
    answered(made, "amy", wait);
    made.worked = {{"amy", 5 * minute}};
    return closed(made, closed_at, ClosedBy::agent, "amy");
}

}  // namespace

TEST_CASE(
    "a queue's row has its counts, waits, durations and resolution times [D24] [S2.17] [S2.19] [S2.33] [S4.15] "
    "[S4.16]") {
    StateFile state;
    Conversation first = opened(1, "10:00");
    answered(first, "amy", 60'000);
    first.worked = {{"amy", 400'500}};
    state.put(closed(first, "10:10", ClosedBy::agent, "amy"));
    Conversation second = opened(2, "10:30", "Default", "email");
    answered(second, "zoe", 120'000);
    second.worked = {{"amy", 100'000}, {"zoe", 339'500}};
    state.put(closed(second, "10:38", ClosedBy::timer));
    Conversation third = opened(3, "10:59");
    third.waits = true;
    third.waiting_since = third.opened_at;
    state.put(third);
    state.set_clock("11:00");
    const ReportRow row = only_row(state);
    CHECK(row.key == "Default");
    CHECK_FALSE(row.from);
    CHECK(row.opened == 3);
    CHECK(row.closed == 2);
    CHECK(row.closed_by == Counts{{"agent", 1}, {"timer", 1}});
    CHECK(row.reopened == 0);
    CHECK(row.abandoned == 0);
    CHECK(row.waiting == 1);
    CHECK(row.wait.count == 2);
    CHECK(row.wait.mean == 90);
    CHECK(row.wait.median == 60);
    CHECK(row.wait.p90 == 120);
    CHECK(row.first_response.count == 2);
    CHECK(row.first_response.p90 == 120);
    CHECK(row.duration.count == 2);
    CHECK(row.duration.sum == 840);
    CHECK(row.duration.mean == 420);
    CHECK(row.resolution.count == 2);
    CHECK(row.resolution.mean == 540);
    CHECK(row.resolution.median == 480);
    CHECK(row.resolution.p90 == 600);
    REQUIRE(row.service_level);
    CHECK(row.service_level->within == 2);
    CHECK(row.service_level->of == 2);
    CHECK(row.service_level->percent == 100);
}

TEST_CASE("an invitation that is out does not wait, and what runs counts up to the clock [D24]") {
    StateFile state;
    Conversation invited = opened(1, "10:00");
    invited.invited = "amy";
    invited.waiting_since = invited.opened_at;
    state.put(invited);
    Conversation worked = opened(2, "10:00");
    worked.state = State::work_in_progress;
    worked.assigned_to = "amy";
    worked.worked = {{"amy", 2 * minute}};
    worked.working_since = at("10:10");
    state.put(worked);
    state.set_clock("10:20");
    const ReportRow row = only_row(state);
    CHECK(row.waiting == 0);
    CHECK(row.duration.count == 1);
    CHECK(row.duration.sum == 12 * 60);
    CHECK(row.resolution.count == 0);
    const ReportRow amy = only_row(state, {By::agent, Interval::none, {}, {}});
    CHECK(amy.duration.count == 1);
    CHECK(amy.duration.sum == 12 * 60);
}

TEST_CASE("the service level leaves out what an agent started and what left in time [D114]") {
    StateFile state;
    std::int64_t number = 0;
    const auto add = [&](const auto& change) {
        Conversation one = opened(++number, "10:00");
        change(one);
        state.put(one);
    };
    state.set_clock("10:02");
    add([](Conversation& one) { answered(one, "amy", answer_within); });                    // at the limit is within
    add([](Conversation& one) { answered(one, "amy", answer_within + 1); });                // of, not within
    add([](Conversation& one) { closed(one, "10:02", ClosedBy::customer, "", true); });     // left within
    add([](Conversation& one) { closed(one, "10:02:01", ClosedBy::customer, "", true); });  // left behind it: of
    add([](Conversation& one) { closed(one, "10:02:01", ClosedBy::bot); });                 // nobody answered: of
    add([](Conversation&) {});  // unanswered for exactly the limit by the clock
    add([](Conversation& one) {
        one.opened_by = OpenedBy::agent;
        one.opened_by_name = "amy";
        closed(one, "10:30", ClosedBy::agent, "amy");
    });
    ReportRow row = only_row(state);
    REQUIRE(row.service_level);
    CHECK(row.service_level->within == 1);
    CHECK(row.service_level->of == 4);
    CHECK(row.service_level->percent == 25);
    CHECK(row.abandoned == 2);
    CHECK(row.closed == 4);
    state.set_clock("10:02:00.001");
    row = only_row(state);
    CHECK(row.service_level->within == 1);
    CHECK(row.service_level->of == 5);
    CHECK(row.service_level->percent == 20);
}

TEST_CASE("a percentage is cut off, and there is none of nothing; without answer_within there is no service level") {
    StateFile state;
    for (std::int64_t number : {1, 2, 3}) {
        Conversation one = opened(number, "10:00");
        state.put(answered(one, "amy", number == 3 ? answer_within * 2 : minute));
    }
    state.put(opened(4, "10:00", "Billing"));
    state.set_clock("10:01");
    auto all = rows(state);
    REQUIRE(keys(all) == Texts{"Default", "Billing"});
    CHECK(all[0].service_level->percent == 66);
    CHECK_FALSE(all[1].service_level);
    // Closed today, opened before: its row has a service level of nothing.
    Conversation old = opened(5, "2026-11-20T10:00:00Z");
    state.put(answered(old, "amy", minute));
    state.put(closed(old, "12:00", ClosedBy::rule, "Tidy up"));
    all = rows(state, {By::queue, Interval::none, at("11:00"), {}});
    REQUIRE(keys(all) == Texts{"Default"});
    REQUIRE(all[0].service_level);
    CHECK(all[0].service_level->of == 0);
    CHECK_FALSE(all[0].service_level->percent);
    CHECK(all[0].wait.count == 0);
}

TEST_CASE(
    "a second close after a reopen counts again, in the queue of each; the resolution time is that of the last "
    "[D24] [D107] [S4.16]") {
    StateFile state;
    Conversation one = opened(1, "10:00", "Billing");
    closed(one, "10:10", ClosedBy::customer, "", true);
    reopened(one, "10:20");
    one.queue = "Default";
    closed(one, "10:30", ClosedBy::agent, "amy");
    state.put(one);
    state.set_clock("11:00");
    auto all = rows(state);
    REQUIRE(keys(all) == Texts{"Default", "Billing"});
    CHECK(all[0].opened == 1);
    CHECK(all[0].closed == 1);
    CHECK(all[0].closed_by == Counts{{"agent", 1}});
    CHECK(all[0].reopened == 1);
    CHECK(all[0].abandoned == 0);
    CHECK(all[0].resolution.count == 1);
    CHECK(all[0].resolution.mean == 1800);
    CHECK(all[1].opened == 0);
    CHECK(all[1].closed == 1);
    CHECK(all[1].closed_by == Counts{{"customer", 1}});
    CHECK(all[1].abandoned == 1);
    CHECK(all[1].resolution.count == 0);
    const ReportRow together = only_row(state, {By::none, Interval::none, {}, {}});
    CHECK(together.key.empty());
    CHECK(together.closed == 2);
    // Open again: the resolution time is taken back, the closes stay.
    reopened(one, "10:40");
    state.put(one);
    const ReportRow again = only_row(state, {By::none, Interval::none, {}, {}});
    CHECK(again.closed == 2);
    CHECK(again.reopened == 2);
    CHECK(again.resolution.count == 0);
}

TEST_CASE("an agent's row has what that agent opened, answered first, worked and closed") {
    StateFile state;
    Conversation shared = opened(1, "10:00");
    answered(shared, "zoe", 30'000);
    shared.worked = {{"zoe", 2 * minute}, {"amy", 3 * minute}};
    state.put(closed(shared, "10:10", ClosedBy::agent, "amy"));
    Conversation started = opened(2, "10:00");
    started.opened_by = OpenedBy::agent;
    started.opened_by_name = "zoe";
    started.worked = {{"zoe", minute}};
    state.put(closed(started, "10:05", ClosedBy::rule, "amy"));  // a rule of an agent's name
    state.put(opened(3, "10:00"));                               // nobody's
    state.set_clock("11:00");
    const auto all = rows(state, {By::agent, Interval::none, {}, {}});
    REQUIRE(keys(all) == Texts{"zoe", "amy"});
    const ReportRow &zoe = all[0], &amy = all[1];
    CHECK(zoe.opened == 1);
    CHECK(zoe.closed == 0);
    CHECK(zoe.wait.count == 1);
    CHECK(zoe.first_response.mean == 30);
    CHECK(zoe.duration.count == 2);
    CHECK(zoe.duration.sum == 180);
    CHECK(zoe.service_level->within == 1);
    CHECK(zoe.service_level->of == 1);  // who never answered is nobody's
    CHECK(amy.opened == 0);
    CHECK(amy.closed == 1);
    CHECK(amy.closed_by == Counts{{"agent", 1}});
    CHECK(amy.first_response.count == 0);
    CHECK(amy.duration.count == 1);
    CHECK(amy.duration.sum == 180);
    CHECK(amy.resolution.count == 1);
    CHECK(amy.resolution.mean == 600);
    CHECK_FALSE(amy.service_level);
}

TEST_CASE("rows stand in the catalog's order, then what it has no more by name, then time; only those with anything") {
    StateFile state;
    state.put(simple(1, "09:10", "10:05", minute, "Zebra"));
    state.put(simple(2, "09:10", "10:05", minute, "Abolished"));
    state.put(simple(3, "09:10", "10:05", minute, "Default", "email"));
    state.put(simple(4, "09:10", "09:50", minute, "Billing", "fax"));
    state.put(simple(5, "09:10", "09:50", minute, ""));
    state.set_clock("11:00");
    CHECK(keys(rows(state)) == Texts{"Default", "Billing", "Abolished", "Zebra", ""});
    CHECK(keys(rows(state, {By::channel, Interval::none, {}, {}})) == Texts{"whatsapp", "email", "fax"});
    CHECK(keys(rows(state, {By::queue, Interval::hour, {}, {}})) ==
          Texts{"Default 2026-11-21T09:00:00Z", "Default 2026-11-21T10:00:00Z", "Billing 2026-11-21T09:00:00Z",
                "Abolished 2026-11-21T09:00:00Z", "Abolished 2026-11-21T10:00:00Z", "Zebra 2026-11-21T09:00:00Z",
                "Zebra 2026-11-21T10:00:00Z", " 2026-11-21T09:00:00Z"});
}

TEST_CASE("opened, waits and service level stand at the opening, the rest where it happened") {
    StateFile state;
    Conversation one = simple(1, "08:50", "09:10", 15 * minute);
    reopened(one, "10:30");
    one.waits = true;
    one.waiting_since = at("10:30");
    state.put(one);
    state.set_clock("11:45");
    const auto all = rows(state, {By::none, Interval::hour, {}, {}});
    REQUIRE(keys(all) ==
            Texts{" 2026-11-21T08:00:00Z", " 2026-11-21T09:00:00Z", " 2026-11-21T10:00:00Z", " 2026-11-21T11:00:00Z"});
    CHECK(all[0].opened == 1);
    CHECK(all[0].wait.mean == 900);
    CHECK(all[0].service_level->of == 1);
    CHECK(all[1].closed == 1);
    CHECK(all[1].wait.count == 0);
    CHECK_FALSE(all[1].service_level);
    CHECK(all[2].reopened == 1);
    CHECK(all[2].opened == 0);
    CHECK(all[3].waiting == 1);
    CHECK(all[3].duration.sum == 300);  // open: what was worked stands at the clock
}

TEST_CASE("intervals are those of the catalog's zone, over a change of its clocks") {
    StateFile state;
    state.put(opened(1, "2026-10-24T22:30:00Z"));  // Saturday 23:30
    state.put(opened(2, "2026-10-24T23:30:00Z"));  // Sunday 00:30
    state.put(opened(3, "2026-10-25T00:30:00Z"));  // 01:30, before the clocks go back
    state.put(opened(4, "2026-10-25T01:30:00Z"));  // 01:30, after it
    state.put(opened(5, "2026-10-25T23:30:00Z"));  // Sunday 23:30
    state.put(opened(6, "2026-10-26T00:00:00Z"));  // Monday
    state.put(opened(7, "2026-11-01T00:00:00Z"));
    state.set_clock("2026-11-01T00:00:00Z");
    const auto counts = [&](Interval interval) {
        Texts found;
        for (const ReportRow& row : rows(state, {By::none, interval, {}, {}}))
            found.push_back(value::instant_to_string(*row.from) + " " + std::to_string(row.opened));
        return found;
    };
    CHECK(counts(Interval::hour) == Texts{"2026-10-24T22:00:00Z 1", "2026-10-24T23:00:00Z 1", "2026-10-25T00:00:00Z 1",
                                          "2026-10-25T01:00:00Z 1", "2026-10-25T23:00:00Z 1", "2026-10-26T00:00:00Z 1",
                                          "2026-11-01T00:00:00Z 1"});
    CHECK(counts(Interval::day) == Texts{"2026-10-23T23:00:00Z 1", "2026-10-24T23:00:00Z 4", "2026-10-26T00:00:00Z 1",
                                         "2026-11-01T00:00:00Z 1"});
    CHECK(counts(Interval::week) == Texts{"2026-10-18T23:00:00Z 5", "2026-10-26T00:00:00Z 2"});
    CHECK(counts(Interval::month) == Texts{"2026-09-30T23:00:00Z 6", "2026-11-01T00:00:00Z 1"});
}

TEST_CASE("from is in the report and to is not, each for what happened then") {
    StateFile state;
    state.put(simple(1, "10:00", "11:00", minute));
    state.set_clock("12:00");
    const auto between = [&](const std::string& from, const std::string& to) {
        return rows(state, {By::none, Interval::none, at(from), at(to)});
    };
    CHECK(between("10:00", "11:00").at(0).opened == 1);
    CHECK(between("10:00", "11:00").at(0).closed == 0);
    CHECK(between("10:00:00.001", "11:00").empty());
    CHECK(between("10:30", "11:00:00.001").at(0).closed == 1);
    CHECK(between("10:30", "11:00:00.001").at(0).opened == 0);
    CHECK(between("10:30", "11:00:00.001").at(0).duration.sum == 300);
    CHECK(between("13:00", "14:00").empty());
}

TEST_CASE("archived conversations stay in the metrics [D108]") {
    StateFile state;
    Conversation one = simple(1, "10:00", "11:00", minute);
    one.archived = true;
    state.put(one);
    state.set_clock("12:00");
    const ReportRow row = only_row(state);
    CHECK(row.opened == 1);
    CHECK(row.closed == 1);
    CHECK(row.resolution.mean == 3600);
}

TEST_CASE("rules stand in the order they first fired, with their branches in order and what they suppressed") {
    StateFile state;
    const auto fired = [&](std::uint32_t number, const std::string& time, std::vector<model::RuleFired> rules) {
        state->put(model::MomentRecord{ConversationId{1}, "m" + std::to_string(number), 1, at(time), "{}", rules});
    };
    fired(1, "10:00", {{"Second", "2.10", 0}});
    fired(2, "10:01", {{"First", "else", 1}, {"Second", "2.9", 0}});
    fired(3, "10:02", {{"First", "", 0}, {"Second", "2", 0}});
    fired(4, "10:03", {{"First", "2", 2}, {"Second", "2.9", 0}});
    state.set_clock("11:00");
    Report report = metrics::report(settings(), *state, {});
    REQUIRE(report.rules.size() == 2);
    using Taken = std::vector<std::pair<std::string, std::uint64_t>>;
    CHECK(report.rules[0].rule == "Second");
    CHECK(report.rules[0].fired == 4);
    CHECK(report.rules[0].taken == Taken{{"branch 2", 1}, {"branch 2.9", 2}, {"branch 2.10", 1}, {"none", 0}});
    CHECK(report.rules[1].rule == "First");
    CHECK(report.rules[1].fired == 3);
    CHECK(report.rules[1].taken == Taken{{"branch 2", 1}, {"else", 1}, {"none", 1}});
    CHECK(report.rules[1].suppressed == 3);
    report = metrics::report(settings(), *state, {By::queue, Interval::none, at("10:01"), at("10:02")});
    REQUIRE(report.rules.size() == 2);
    CHECK(report.rules[0].rule == "First");
    CHECK(report.rules[0].fired == 1);
    CHECK(report.rules[0].suppressed == 1);
}
