#include "runtime/vm/program.h"

#include <algorithm>

#include "runtime/bytecode/opcode.h"

namespace parley::vm {

namespace {

using base::Error;
using base::ErrorKind;
using value::Value;

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
    program->digest_text_ = base::to_string(tables.digest());
    program->artifact_ = std::move(artifact);
    program->take_up_constants();
    program->find_slots();
    program->find_texts();
    return std::shared_ptr<const Program>(std::move(program));
}

// An item belongs to one list, so these are no more than there are constants.
void Program::take_up_constants() {
    constants_ = artifact_->constants();
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < constants_.size(); ++i) {
        if (constants_[i].type.list == 0) continue;
        lists_.push_back({i, count});
        count += constants_[i].item_count;
    }
    items_.reserve(count);
    for (const List& list : lists_) {
        const bytecode::ConstantRecord& record = constants_[list.constant];
        for (const bytecode::ConstantRecord& item : constants_.subspan(record.first_item, record.item_count))
            items_.push_back(scalar(item));
    }
}

Value Program::scalar(const bytecode::ConstantRecord& record) const {
    if (record.type.type().kind != value::Kind::text) return Value::of_number(bytecode::number_of(record));
    return Value::of_text({artifact_->string(record.exact), artifact_->string(record.folded)});
}

Value Program::constant(std::uint32_t index) const {
    const bytecode::ConstantRecord& record = constants_[index];
    if (record.type.list == 0) return scalar(record);
    const auto list = std::ranges::lower_bound(lists_, index, {}, &List::constant);
    return Value::of_list(items_.data() + list->first, record.item_count);
}

void Program::find_slots() {
    const auto slots = artifact_->slots();
    for (std::uint32_t i = 0; i < slots.size(); ++i) {
        const auto source = static_cast<bytecode::SlotSource>(slots[i].source);
        if (source == bytecode::SlotSource::event) event_slot_ = i;
        if (source >= bytecode::SlotSource::now && source <= bytecode::SlotSource::time_of_day)
            clock_slots_.push_back(i);
        cleared_.push_back(slots[i].type.list != 0 ? Value::of_list(nullptr, 0) : Value::absent());
        cleared_codes_.push_back(coder_->code(i, cleared_.back()));
    }
}

void Program::find_texts() {
    std::uint32_t texts = 0;
    text_numbers_.assign(artifact_->slots().size(), bytecode::none);
    for (const bytecode::SearchRecord& search : artifact_->searches()) {
        if (search.exactly == 0 && text_numbers_[search.slot] == bytecode::none) text_numbers_[search.slot] = texts++;
    }
    frame_layout_ = FrameLayout(artifact_->slots().size(), texts);
}

}  // namespace parley::vm
