// Schedules as instants. The clock on the wall decides, as in value::is_open: what it shows twice counts twice, what it
// skips never comes. So time is walked in stretches between which a zone changes its clocks; within one, a span of the
// week is one interval of instants.
#include <algorithm>

#include "runtime/engine/tenant/tenant.h"

namespace parley::tenant {
namespace {

constexpr Instant day_length = 86'400'000, minute = 60'000;
constexpr Span horizon = 367 * day_length;  // a year, its leap day, and where the last day ends

// What is added to an instant to have the wall's clock, in milliseconds.
Span offset_at(const value::Zone& zone, Instant at) {
    const Instant second = at / 1000 - (at % 1000 < 0 ? 1 : 0);
    const value::LocalTime local = zone.local(second * 1000);
    return (local.day * Instant{86'400} + local.second - second) * 1000;
}

// The first instant behind `from`, at most `to`, from which on the offset of `to` holds: where the clocks change.
Instant change_between(const value::Zone& zone, Instant from, Instant to) {
    const Span after = offset_at(zone, to);
    while (to - from > 1) {
        const Instant middle = from + (to - from) / 2;
        (offset_at(zone, middle) == after ? to : from) = middle;
    }
    return to;
}

// Calls `visit` with the open intervals from `from` to `to`, in order, those that touch or overlap as one; until it
// gives false.
class OpenIntervals {
public:
    OpenIntervals(const Schedule& schedule, Instant from, Instant to) : schedule_(schedule), from_(from), to_(to) {}

    template <typename Visit>
    void each(const Visit& visit) {
        for (Instant begin = from_; begin < to_;) {
            const Instant probe = std::min(begin + day_length, to_);
            const Span offset = offset_at(schedule_.zone, begin);
            const Instant end =
                offset_at(schedule_.zone, probe) == offset ? probe : change_between(schedule_.zone, begin, probe);
            if (!stretch(begin, end, offset, visit)) return;
            begin = end;
        }
        if (open_to_ > open_from_) visit(open_from_, open_to_);
    }

private:
    // One stretch without a change of the clocks.
    template <typename Visit>
    bool stretch(Instant begin, Instant end, Span offset, const Visit& visit) {
        const auto day_of = [offset](Instant at) {
            const Instant local = at + offset;
            return local / day_length - (local % day_length < 0 ? 1 : 0);
        };
        for (Instant day = day_of(begin) - 1; day <= day_of(end - 1); ++day) {
            if (std::binary_search(schedule_.holidays.begin(), schedule_.holidays.end(), day)) continue;
            const Instant weekday = ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
            for (const value::ScheduleSpan& span : schedule_.spans) {
                if (span.weekday != weekday) continue;
                const Instant midnight = day * day_length - offset;
                if (!add(std::max(begin, midnight + span.begin_minute * minute),
                         std::min(end, midnight + span.end_minute * minute), visit))
                    return false;
            }
        }
        return true;
    }

    template <typename Visit>
    bool add(Instant begin, Instant end, const Visit& visit) {
        if (begin >= end) return true;
        if (open_to_ > open_from_ && begin <= open_to_) {
            open_to_ = std::max(open_to_, end);
            return true;
        }
        const bool more = open_to_ <= open_from_ || visit(open_from_, open_to_);
        open_from_ = begin;
        open_to_ = end;
        return more;
    }

    const Schedule& schedule_;
    Instant from_, to_;
    Instant open_from_ = 0, open_to_ = 0;  // the last interval, which may go on
};

}  // namespace

std::optional<Instant> next_opening(const Schedule& schedule, Instant after) {
    if (schedule.spans.empty()) return std::nullopt;
    std::optional<Instant> found;
    OpenIntervals(schedule, after, after + horizon).each([&](Instant from, Instant) {
        if (from > after) found = from;
        return !found;
    });
    return found;
}

Span open_span(const Schedule& schedule, Instant from, Instant to) {
    if (from >= to || schedule.spans.empty()) return 0;
    Span sum = 0;
    OpenIntervals(schedule, from, to).each([&sum](Instant begin, Instant end) {
        sum += end - begin;
        return true;
    });
    return sum;
}

}  // namespace parley::tenant
