#include "compiler/emit/builder.h"

#include <algorithm>
#include <numeric>

#include "runtime/base/result.h"
#include "runtime/value/text.h"

namespace parley::emit {

namespace {

using bytecode::none;
using bytecode::SlotSource;

void append_bytes(std::string& key, const void* data, std::size_t size) {
    key.append(static_cast<const char*>(data), size);
}

std::string slot_key(const check::FieldUse& use) {
    std::string key;
    append_bytes(key, &use.field, sizeof use.field);
    const std::uint32_t queue = use.queue.value_or(none);
    append_bytes(key, &queue, sizeof queue);
    key.push_back(use.former ? 'f' : 'n');
    return key;
}

std::string constant_key(const bytecode::ConstantRecord& record, const std::string& text) {
    std::string key;
    append_bytes(key, &record.type, sizeof record.type);
    append_bytes(key, &record.low, sizeof record.low);
    append_bytes(key, &record.high, sizeof record.high);
    key += text;
    return key;
}

// Text constants count by their letters; everything else by its number.
bool is_text(value::Type type) {
    return type.kind == value::Kind::text;
}

SlotSource source_of(const catalog::Catalog& catalog, const check::FieldUse& use) {
    if (use.former) return SlotSource::former;
    const catalog::Field& field = catalog.fields[use.field];
    if (field.group == catalog::Group::workload) return use.queue ? SlotSource::workload : SlotSource::own_workload;
    if (use.field == catalog.context_event) return SlotSource::event;
    if (field.group != catalog::Group::time) return SlotSource::field;
    if (field.id == "time.now") return SlotSource::now;
    if (field.id == "time.date") return SlotSource::date;
    if (field.id == "time.weekday") return SlotSource::weekday;
    PARLEY_ASSERT(field.id == "time.time_of_day");
    return SlotSource::time_of_day;
}

// The file without its folders, so that an artifact does not depend on where it was built.
std::string_view base_name(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace

Builder::Builder(const Inputs& inputs) : inputs_(inputs) {
    write_files();
}

void Builder::write_files() {
    const auto add = [&](source::FileId id, bytecode::FileKind kind) {
        const source::SourceFile& file = inputs_.sources.file(id);
        files_[id] = static_cast<std::uint32_t>(tables_.files.size());
        tables_.files.push_back({static_cast<std::uint32_t>(kind), text(base_name(file.name())), text(file.text())});
    };
    if (inputs_.catalog_file != source::no_file) add(inputs_.catalog_file, bytecode::FileKind::catalog);
    for (const source::FileId file : inputs_.rule_files) add(file, bytecode::FileKind::rules);
}

std::uint32_t Builder::slot(const check::FieldUse& use, bool folded) {
    const std::string key = slot_key(use);
    if (const auto found = slots_.find(key); found != slots_.end()) {
        if (folded) tables_.slots[found->second].folded = 1;
        if (folded && use.former) tables_.slots[tables_.slots[found->second].base].folded = 1;
        return found->second;
    }
    std::uint32_t base = none;
    if (use.former) {
        check::FieldUse now = use;
        now.former = false;
        base = slot(now, folded);
    }
    const catalog::Field& field = catalog().fields[use.field];
    std::string name = field.id;
    if (use.queue) name += "(\"" + catalog().domains[catalog().queue_domain].values[*use.queue] + "\")";
    const std::uint32_t index = static_cast<std::uint32_t>(tables_.slots.size());
    bytecode::SlotRecord record{};
    record.name = text(name);
    record.type = bytecode::TypeRecord::of(field.type);
    record.source = static_cast<std::uint8_t>(source_of(catalog(), use));
    record.folded = folded;
    record.base = base;
    tables_.slots.push_back(record);
    slots_.emplace(key, index);
    slot_uses_.push_back({use, index});
    return index;
}

std::uint32_t Builder::slot_of(std::string_view id) {
    const auto field = catalog().find_field(id);
    PARLEY_ASSERT(field.has_value());
    return slot({*field, std::nullopt, false}, false);
}

void Builder::need_queue_loads() {
    if (!tables_.queue_loads.empty()) return;
    const auto measure = [&](std::string_view id, std::uint32_t queue) {
        const auto field = catalog().find_field(id);
        PARLEY_ASSERT(field.has_value());
        return slot({*field, queue, false}, false);
    };
    const std::size_t queues = catalog().domains[catalog().queue_domain].values.size();
    for (std::uint32_t queue = 0; queue < queues; ++queue) {
        tables_.queue_loads.push_back({measure("workload.total", queue), measure("workload.waiting", queue),
                                       measure("workload.assigned", queue), measure("workload.is_staffed", queue)});
    }
}

bytecode::ConstantRecord Builder::constant_record(value::Type type, const check::Scalar& scalar) {
    bytecode::ConstantRecord record{};
    record.type = bytecode::TypeRecord::of(type);
    if (is_text(type)) {
        record.exact = text(scalar.text);
        record.folded = text(value::fold_case(scalar.text));
    } else {
        record.low = static_cast<std::uint64_t>(scalar.number);
        record.high = static_cast<std::int64_t>(scalar.number >> 64);
    }
    return record;
}

std::uint32_t Builder::constant(value::Type type, const check::Scalar& scalar) {
    const bytecode::ConstantRecord record = constant_record(type, scalar);
    const auto [place, fresh] = constants_.try_emplace(constant_key(record, is_text(type) ? scalar.text : ""),
                                                       static_cast<std::uint32_t>(tables_.constants.size()));
    if (fresh) tables_.constants.push_back(record);
    return place->second;
}

std::uint32_t Builder::constant_list(value::Type element, const std::vector<check::Scalar>& scalars) {
    std::vector<bytecode::ConstantRecord> items;
    std::string key = "list";
    for (const check::Scalar& scalar : scalars) {
        items.push_back(constant_record(element, scalar));
        const std::string item = constant_key(items.back(), is_text(element) ? scalar.text : "");
        const std::size_t size = item.size();
        append_bytes(key, &size, sizeof size);
        key += item;
    }
    if (const auto found = constants_.find(key); found != constants_.end()) return found->second;
    bytecode::ConstantRecord list{};
    value::Type type = element;
    type.list = true;
    list.type = bytecode::TypeRecord::of(type);
    list.first_item = static_cast<std::uint32_t>(tables_.constants.size());
    list.item_count = static_cast<std::uint32_t>(items.size());
    tables_.constants.insert(tables_.constants.end(), items.begin(), items.end());
    const auto index = static_cast<std::uint32_t>(tables_.constants.size());
    tables_.constants.push_back(list);
    constants_.emplace(std::move(key), index);
    return index;
}

std::uint32_t Builder::shared_list(std::uint32_t index) {
    if (const auto found = shared_lists_.find(index); found != shared_lists_.end()) return found->second;
    const check::SharedList& list = inputs_.rules.lists[index];
    const std::uint32_t constant = constant_list(list.type.element(), list.scalars);
    shared_lists_.emplace(index, constant);
    return constant;
}

std::uint32_t Builder::pattern(std::string_view expression, bool exactly) {
    const std::string key = (exactly ? "e" : "i") + std::string(expression);
    const auto [place, fresh] = patterns_.try_emplace(key, static_cast<std::uint32_t>(tables_.patterns.size()));
    if (fresh) tables_.patterns.push_back({text(expression), exactly});
    return place->second;
}

std::uint32_t Builder::schedule(std::uint32_t index) {
    const auto [place, fresh] = schedules_.try_emplace(index, static_cast<std::uint32_t>(tables_.schedules.size()));
    if (!fresh) return place->second;
    const catalog::Schedule& schedule = catalog().schedules[index];
    const std::string zone = schedule.zone ? schedule.zone->name() : catalog().zone_name;
    tables_.schedules.push_back(
        {text(schedule.name), text(zone), static_cast<std::uint32_t>(tables_.schedule_spans.size()),
         static_cast<std::uint32_t>(schedule.spans.size()), static_cast<std::uint32_t>(tables_.holidays.size()),
         static_cast<std::uint32_t>(schedule.holidays.size())});
    for (const value::ScheduleSpan& span : schedule.spans)
        tables_.schedule_spans.push_back({span.weekday, span.begin_minute, span.end_minute});
    tables_.holidays.insert(tables_.holidays.end(), schedule.holidays.begin(), schedule.holidays.end());
    return place->second;
}

std::uint32_t Builder::text_template(const check::Template& parts) {
    std::vector<bytecode::TemplatePartRecord> records;
    const auto plain = [&](std::string_view part) {
        if (!part.empty()) records.push_back({text(part), none, 0, {}});
    };
    for (const check::TemplatePart& part : parts) {
        if (part.merge_field == check::none) {
            plain(part.text);
            continue;
        }
        const catalog::MergeField& merge = catalog().merge_fields[part.merge_field];
        const std::optional<std::string>& fallback = part.fallback ? part.fallback : merge.fallback;
        if (merge.from) {
            const std::uint32_t source = slot({*merge.from, std::nullopt, false}, false);
            records.push_back({text(merge.name), source, fallback.has_value(), text(fallback.value_or(""))});
        } else {
            plain(merge.constant.empty() ? fallback.value_or("") : merge.constant);
        }
    }
    const auto first = static_cast<std::uint32_t>(tables_.template_parts.size());
    tables_.template_parts.insert(tables_.template_parts.end(), records.begin(), records.end());
    tables_.templates.push_back({first, static_cast<std::uint32_t>(records.size())});
    return static_cast<std::uint32_t>(tables_.templates.size() - 1);
}

bytecode::DebugRecord Builder::place(source::Span span) {
    const source::Position position = inputs_.sources.position(span);
    return {files_.at(span.file), span.begin, span.end, position.line, position.column};
}

void Builder::finish() {
    write_domains();
    write_fields();
    tables_.manifest.ruleset = text(inputs_.rules.name);
    tables_.manifest.zone = text(catalog().zone_name);
    tables_.manifest.company = text(catalog().company);
    tables_.manifest.queue_domain = catalog().queue_domain;
    tables_.manifest.platform_domain = catalog().platform_domain;
    tables_.manifest.event_domain = catalog().event_domain;
}

void Builder::write_domains() {
    for (const catalog::Domain& domain : catalog().domains) {
        const auto first = static_cast<std::uint32_t>(tables_.domain_values.size());
        tables_.domains.push_back({text(domain.noun), first, static_cast<std::uint32_t>(domain.values.size())});
        for (const std::string& value : domain.values) tables_.domain_values.push_back(text(value));
        std::vector<std::uint32_t> order(domain.values.size());
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return domain.values[a] < domain.values[b]; });
        tables_.domain_order.insert(tables_.domain_order.end(), order.begin(), order.end());
    }
}

void Builder::write_fields() {
    std::vector<catalog::FieldId> order(catalog().fields.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return catalog().fields[a].id < catalog().fields[b].id; });
    std::vector<std::uint32_t> own(order.size(), none), former(order.size(), none), record_of(order.size());
    for (const Slot& slot : slot_uses_) {
        const auto source = static_cast<SlotSource>(tables_.slots[slot.index].source);
        if (source == SlotSource::field) own[slot.use.field] = slot.index;
        if (source == SlotSource::former) former[slot.use.field] = slot.index;
    }
    for (const catalog::FieldId id : order) {
        const catalog::Field& field = catalog().fields[id];
        const catalog::FieldId real = field.alias_of.value_or(id);
        record_of[id] = static_cast<std::uint32_t>(tables_.fields.size());
        tables_.fields.push_back({text(field.id), bytecode::TypeRecord::of(field.type), own[real], former[real]});
    }
    for (const Slot& slot : slot_uses_) {
        if (catalog().fields[slot.use.field].group != catalog::Group::workload) continue;
        tables_.workloads.push_back({record_of[slot.use.field], slot.use.queue.value_or(none), slot.index});
    }
}

}  // namespace parley::emit
