#include "compiler/analysis/instants.h"

#include <algorithm>

namespace parley::analysis {
namespace {

using check::TestOp;

constexpr std::int64_t second = 1000;
constexpr std::size_t most = 4000;

// The constants of one kind that the atoms name.
std::vector<std::int64_t> constants(const Prepared& prepared, std::span<const AtomId> atoms, value::Kind kind) {
    std::vector<std::int64_t> found;
    const auto add = [&](const value::Value& value) {
        if (value.present) found.push_back(static_cast<std::int64_t>(value.number));
    };
    for (const AtomId id : atoms) {
        const Atom& atom = prepared.atom(id);
        const bool age = atom.test->op == TestOp::within_last || atom.test->op == TestOp::within_next ||
                         atom.test->op == TestOp::older_than;
        const value::Kind its = age ? value::Kind::duration : prepared.variable(atom.subject).type.kind;
        if (its != kind) continue;
        if (atom.test->first.kind == check::Operand::Kind::list) {
            for (std::uint32_t i = 0; i < atom.first_value.count && i < 64; ++i) add(atom.first_value.items[i]);
        } else {
            add(atom.first_value);
        }
        add(atom.second_value);
    }
    return found;
}

std::int32_t first_day() {
    return static_cast<std::int32_t>(Assignment::usual_now() / (86400 * second));
}

// Just before, at the beginning and at the end of every span, for three weeks, and the holidays' noons.
void add_schedules(const Prepared& prepared, std::span<const AtomId> atoms, std::vector<std::int64_t>& out) {
    for (const AtomId id : atoms) {
        const check::Test& test = *prepared.atom(id).test;
        if (test.op != TestOp::during || out.size() > most) continue;
        const catalog::Schedule& schedule = prepared.catalog().schedules[test.schedule];
        const value::Zone zone = schedule.zone ? *schedule.zone : prepared.catalog().zone;
        const std::int32_t monday = first_day();
        for (std::size_t i = 0; i < schedule.spans.size() && i < 64; ++i) {
            const value::ScheduleSpan& span = schedule.spans[i];
            for (std::int32_t week = 0; week < 3; ++week) {
                const std::int32_t day = monday + 7 * week + span.weekday;
                const std::int64_t begin = zone.instant(day, span.begin_minute * 60);
                out.push_back(begin);
                out.push_back(begin - 60 * second);
                out.push_back(zone.instant(day + span.end_minute / 1440, span.end_minute % 1440 * 60));
            }
        }
        for (std::size_t i = 0; i < schedule.holidays.size() && i < 16; ++i) {
            out.push_back(zone.instant(schedule.holidays[i], 43200));
        }
    }
}

std::vector<std::int64_t> days_to_try(const Prepared& prepared, std::span<const AtomId> atoms) {
    std::vector<std::int64_t> days;
    for (const std::int64_t day : constants(prepared, atoms, value::Kind::date)) {
        for (const std::int64_t other : {day, day + 1, day - 1}) days.push_back(other);
    }
    const bool dates_only = !days.empty();
    for (std::int32_t day = 0; day < 7; ++day) days.push_back(first_day() + day);
    if (dates_only && days.size() > 60) days.resize(60);
    return days;
}

std::vector<std::int64_t> times_to_try(const Prepared& prepared, std::span<const AtomId> atoms) {
    std::vector<std::int64_t> times;
    for (const std::int64_t time : constants(prepared, atoms, value::Kind::time_of_day)) {
        for (const std::int64_t other : {time, time + 60, time - 60, time + 1, time - 1}) times.push_back(other);
    }
    for (const std::int64_t hour : {10, 3, 20, 14}) times.push_back(hour * 3600);
    std::erase_if(times, [](std::int64_t time) { return time < 0 || time >= 86400; });
    if (times.size() > 60) times.resize(60);
    return times;
}

}  // namespace

std::vector<std::int64_t> event_instants(const Prepared& prepared, std::span<const AtomId> atoms) {
    std::vector<std::int64_t> instants = {Assignment::usual_now()};
    for (const std::int64_t instant : constants(prepared, atoms, value::Kind::instant)) {
        for (const std::int64_t other : {instant, instant + second, instant - second}) instants.push_back(other);
    }
    add_schedules(prepared, atoms, instants);
    const std::vector<std::int64_t> times = times_to_try(prepared, atoms);
    for (const std::int64_t day : days_to_try(prepared, atoms)) {
        for (const std::int64_t time : times) {
            instants.push_back(
                prepared.catalog().zone.instant(static_cast<std::int32_t>(day), static_cast<std::int32_t>(time)));
        }
    }
    return instants;
}

std::vector<std::int64_t> field_instants(const Prepared& prepared, std::span<const AtomId> atoms, std::int64_t now) {
    std::vector<std::int64_t> instants;
    for (const std::int64_t duration : constants(prepared, atoms, value::Kind::duration)) {
        constexpr std::int64_t longest = std::int64_t{1} << 40;  // seconds
        if (duration > longest) continue;
        for (const std::int64_t sign : {-1, 1}) {
            for (const std::int64_t shift : {0, -1, 1})
                instants.push_back(now + sign * duration * second + shift * second);
        }
    }
    for (const std::int64_t instant : constants(prepared, atoms, value::Kind::instant)) {
        for (const std::int64_t other : {instant, instant + second, instant - second}) instants.push_back(other);
    }
    for (const std::int64_t instant : {now, now - 60 * second, now + 60 * second}) instants.push_back(instant);
    add_schedules(prepared, atoms, instants);
    return instants;
}

}  // namespace parley::analysis
