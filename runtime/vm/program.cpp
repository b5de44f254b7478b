#include "runtime/vm/program.h"

#include <algorithm>

namespace parley::vm {

namespace {

using base::Error;
using base::ErrorKind;
using value::Value;

Value constant_value(const bytecode::Artifact& artifact, const bytecode::ConstantRecord& record, const Value* all) {
    const value::Type type = record.type.type();
    if (type.list) return Value::of_list(all + record.first_item, record.item_count);
    if (type.kind == value::Kind::text)
        return Value::of_text({artifact.string(record.exact), artifact.string(record.folded)});
    return Value::of_number(bytecode::number_of(record));
}

LoadedSchedule loaded_schedule(const bytecode::Artifact& artifact, const bytecode::ScheduleRecord& record,
                               value::Zone zone) {
    LoadedSchedule schedule{zone, {}, artifact.holidays().subspan(record.first_holiday, record.holiday_count)};
    for (const bytecode::SpanRecord& span : artifact.schedule_spans().subspan(record.first_span, record.span_count)) {
        schedule.spans.push_back({static_cast<std::uint8_t>(span.weekday),
                                  static_cast<std::uint16_t>(span.begin_minute),
                                  static_cast<std::uint16_t>(span.end_minute)});
    }
    return schedule;
}

Error unknown_zone(std::string_view name) {
    return {ErrorKind::integrity, "the artifact is refused: unknown time zone `" + std::string(name) + "`"};
}

}  // namespace

base::Result<std::shared_ptr<const Program>> Program::load(std::shared_ptr<const bytecode::Artifact> artifact) {
    std::shared_ptr<Program> program(new Program);
    const bytecode::Artifact& tables = *artifact;
    const std::string_view zone_name = tables.string(tables.manifest().zone);
    const std::optional<value::Zone> zone = value::Zone::find(zone_name);
    if (!zone) return unknown_zone(zone_name);
    program->zone_ = *zone;

    program->constants_.resize(tables.constants().size());
    std::ranges::transform(tables.constants(), program->constants_.begin(), [&](const auto& record) {
        return constant_value(tables, record, program->constants_.data());
    });
    for (const bytecode::PatternRecord& record : tables.patterns()) {
        std::string fault;
        auto pattern = value::Pattern::compile(tables.string(record.expression), record.exactly != 0, fault);
        if (!pattern) return Error{ErrorKind::integrity, "the artifact is refused: " + fault};
        program->patterns_.push_back(std::move(pattern));
    }
    for (const bytecode::ScheduleRecord& record : tables.schedules()) {
        const std::optional<value::Zone> own = value::Zone::find(tables.string(record.zone));
        if (!own) return unknown_zone(tables.string(record.zone));
        program->schedules_.push_back(loaded_schedule(tables, record, *own));
    }
    program->coder_.emplace(tables);
    for (std::uint32_t i = 0; i < tables.slots().size(); ++i) {
        const auto source = static_cast<bytecode::SlotSource>(tables.slots()[i].source);
        if (source == bytecode::SlotSource::event) program->event_slot_ = i;
        if (source >= bytecode::SlotSource::now && source <= bytecode::SlotSource::time_of_day)
            program->clock_slots_.push_back(i);
        const bool list = tables.slots()[i].type.list != 0;
        program->cleared_.push_back(list ? Value::of_list(nullptr, 0) : Value::absent());
        program->cleared_codes_.push_back(program->code(i, program->cleared_.back()));
    }
    program->digest_text_ = base::to_string(tables.digest());
    program->artifact_ = std::move(artifact);
    return std::shared_ptr<const Program>(std::move(program));
}

}  // namespace parley::vm
