// The formulas of one conversation, and of many numbers.
#include <algorithm>
#include <random>

#include "runtime/engine/metrics/metrics.h"
#include "tests/runtime/engine/metrics/sample.h"

using namespace parley;
using namespace parley::sample;
using metrics::Statistics;
using metrics::statistics;

namespace {

tenant::Tenant office() {
    tenant::Tenant tenant;
    tenant::Schedule weekdays{"weekdays", *value::Zone::find("Europe/London"), {}, {}};
    for (std::uint8_t day = 0; day < 5; ++day) weekdays.spans.push_back({day, 9 * 60, 17 * 60});
    weekdays.holidays = {*value::parse_date("2026-10-27")};
    tenant::Schedule nights{"nights", *value::Zone::find("Europe/London"), {{6, 0, 4 * 60}}, {}};
    tenant.schedules = {weekdays, nights};
    for (const char* name : {"Office", "Nights", "Always"}) tenant.queues.emplace_back().name = name;
    tenant.queues[0].schedule = 0;
    tenant.queues[1].schedule = 1;
    tenant.finish();
    return tenant;
}

Span business(const std::string& queue, const std::string& from, const std::string& to) {
    static const tenant::Tenant tenant = office();
    return metrics::business(tenant, queue, at(from), at(to));
}

}  // namespace

TEST_CASE("of an even count the median is the lower of the middle two; the mean is of the exact sum") {
    const Statistics two = statistics({120'000, 60'000});
    CHECK(two.count == 2);
    CHECK(two.sum == 180);
    CHECK(two.mean == 90);
    CHECK(two.median == 60);
    CHECK(two.p90 == 120);
    const Statistics three = statistics({3000, 1000, 2000});
    CHECK(three.median == 2);
    CHECK(three.mean == 2);
    CHECK(statistics({4000, 1000, 3000, 2000}).median == 2);
}

TEST_CASE("seconds are whole, the rest cut off, and only at the end") {
    CHECK(metrics::seconds(1999) == 1);
    CHECK(metrics::seconds(999) == 0);
    const Statistics halves = statistics({1500, 1500, 1999});
    CHECK(halves.sum == 4);   // 4.999, not 1 + 1 + 1
    CHECK(halves.mean == 1);  // 1.666
    CHECK(halves.median == 1);
    CHECK(halves.p90 == 1);
    CHECK(statistics({2999, 2999}).mean == 2);
}

TEST_CASE("nothing has a sum of 0 and neither mean, median nor percentile") {
    const Statistics none = statistics({});
    CHECK(none.count == 0);
    CHECK(none.sum == 0);
    CHECK_FALSE(none.mean);
    CHECK_FALSE(none.median);
    CHECK_FALSE(none.p90);
}

TEST_CASE("the 90th percentile is the smallest value with nine tenths at or below it") {
    const auto of_first = [](int count) {
        std::vector<Span> spans;
        for (int i = count; i > 0; --i) spans.push_back(i * model::second);
        return statistics(spans).p90;
    };
    CHECK(of_first(1) == 1);
    CHECK(of_first(9) == 9);
    CHECK(of_first(10) == 9);
    CHECK(of_first(11) == 10);
    CHECK(of_first(20) == 18);
    CHECK(of_first(21) == 19);
    std::mt19937 random(4);
    for (std::size_t count = 1; count < 200; ++count) {
        std::vector<Span> spans(count);
        for (Span& span : spans) span = static_cast<Span>(random() % 50) * model::second;
        std::optional<Span> smallest;
        for (Span candidate : spans) {
            const auto below = std::count_if(spans.begin(), spans.end(), [&](Span span) { return span <= candidate; });
            if (static_cast<std::size_t>(below) * 10 < count * 9) continue;
            if (!smallest || candidate < *smallest) smallest = candidate;
        }
        CAPTURE(count);
        CHECK(statistics(spans).p90 == *smallest / model::second);
    }
}

TEST_CASE("sums of the longest spans there can be do not overflow") {
    constexpr Span ten_thousand_years = 315'360'000'000'000;
    const Statistics many = statistics(std::vector<Span>(100'000, ten_thousand_years));
    CHECK(many.sum == ten_thousand_years / 1000 * 100'000);
    CHECK(many.mean == ten_thousand_years / 1000);
}

TEST_CASE(
    "duration sums what agents worked and runs on while one works; resolution ends at the last close [D24] "
    "[S2.17] [S4.15]") {
    Conversation one = opened(1, "10:00");
    CHECK(metrics::duration(one, at("10:30")) == 0);
    one.worked = {{"amy", 5 * minute}, {"bob", 2 * minute}};
    CHECK(metrics::duration(one, at("10:30")) == 7 * minute);  // on hold, or nobody's: it stands
    one.working_since = at("10:20");
    CHECK(metrics::duration(one, at("10:30")) == 17 * minute);
    CHECK_FALSE(metrics::resolution(one));
    closed(one, "10:40", ClosedBy::agent, "amy");
    CHECK(metrics::resolution(one) == 40 * minute);
    reopened(one, "10:50");
    CHECK_FALSE(metrics::resolution(one));
    closed(one, "11:10", ClosedBy::agent, "amy");
    CHECK(metrics::resolution(one) == 70 * minute);
}

TEST_CASE("what does not wait has waited for nothing so far") {
    Conversation one = opened(1, "10:00");
    CHECK_FALSE(metrics::waited(one, at("10:30")));
    one.waiting_since = at("10:05");
    CHECK(metrics::waited(one, at("10:30")) == 25 * minute);
}

TEST_CASE(
    "business seconds are the part inside the queue's schedule, across weekend, holiday and clock change [D115]") {
    // Friday 16:30 to Monday 09:30 by London's clocks, which go back on the Sunday between.
    CHECK(business("Office", "2026-10-23T15:30:00Z", "2026-10-26T09:30:00Z") == 60 * minute);
    CHECK(business("Office", "2026-10-24T08:00:00Z", "2026-10-25T20:00:00Z") == 0);
    // The Tuesday is a holiday: Monday 16:00 to Wednesday 10:00.
    CHECK(business("Office", "2026-10-26T16:00:00Z", "2026-10-28T10:00:00Z") == 120 * minute);
    CHECK(business("Office", "2026-11-20T10:00:00Z", "2026-11-20T10:03:00Z") == 3 * minute);
    // 00:00 to 04:00 is five hours when the clocks go back and three when they go forward.
    CHECK(business("Nights", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z") == 300 * minute);
    CHECK(business("Nights", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z") == 180 * minute);
    CHECK(business("Nights", "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z") == 240 * minute);
}

TEST_CASE("without a schedule, and in a queue the catalog has no more, all of the span is business [D115]") {
    CHECK(business("Always", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z") == 360 * minute);
    CHECK(business("Gone", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z") == 360 * minute);
    CHECK(business("", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z") == 360 * minute);
}
