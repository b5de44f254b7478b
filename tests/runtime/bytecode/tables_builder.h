// Artifacts by hand: tables as an emitter would fill them, for tests of the bytecode and of the VM.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/reader.h"
#include "runtime/bytecode/writer.h"
#include "runtime/value/number.h"
#include "runtime/value/text.h"

namespace parley::bytecode {

inline value::Type plain(value::Kind kind) {
    return {kind, false, false, value::no_domain};
}
inline value::Type list_of(value::Type type) {
    type.list = true;
    return type;
}

class TablesBuilder {
public:
    // Rules are placed by what they say: `at` looks it up in the source.
    explicit TablesBuilder(std::string source = "rule \"A\" on starting { }\n") : source_(std::move(source)) {
        tables.files.push_back({static_cast<std::uint32_t>(FileKind::rules), text("rules.parley"), text(source_)});
        events = domain("event", {"starting", "queued_at_start", "closed"});
        queues = domain("queue", {"Default", "Billing", "Multilingual"});
        platforms = domain("platform", {"facebook", "sms", "email"});
        tables.manifest.zone = text("UTC");
        tables.manifest.company = text("Acme");
        tables.manifest.budget = 100'000;
        tables.manifest.condition_depth = 101;
        tables.manifest.queue_domain = queues;
        tables.manifest.platform_domain = platforms;
        tables.manifest.event_domain = events;
        tables.manifest.platform_slot = tables.manifest.recent_closed_slot = tables.manifest.previous_closed_slot =
            none;
        fired_.resize(3);
    }

    Tables tables;
    std::uint32_t events, queues, platforms;

    StringRef text(std::string_view text) { return tables.intern(text); }

    std::uint32_t domain(std::string_view noun, std::vector<std::string> values) {
        tables.domains.push_back({text(noun), static_cast<std::uint32_t>(tables.domain_values.size()),
                                  static_cast<std::uint32_t>(values.size())});
        for (const std::string& value : values) tables.domain_values.push_back(text(value));
        std::vector<std::uint32_t> order(values.size());
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::sort(order, {}, [&](std::uint32_t symbol) { return values[symbol]; });
        tables.domain_order.insert(tables.domain_order.end(), order.begin(), order.end());
        return static_cast<std::uint32_t>(tables.domains.size() - 1);
    }
    value::Type choice(std::uint32_t domain, bool ordered = false) {
        return {value::Kind::choice, false, ordered, domain};
    }
    value::Type reference(std::uint32_t domain) { return {value::Kind::reference, false, false, domain}; }

    // A slot, and a field that fills it; texts have their folding.
    std::uint32_t field(std::string_view path, value::Type type) {
        const std::uint32_t index = slot(path, type, SlotSource::field);
        tables.fields.push_back({text(path), TypeRecord::of(type), index, none});
        return index;
    }
    std::uint32_t former(std::uint32_t base) {
        const SlotRecord of = tables.slots[base];
        tables.slots.push_back(of);
        tables.slots.back().source = static_cast<std::uint8_t>(SlotSource::former);
        tables.slots.back().base = base;
        const auto index = static_cast<std::uint32_t>(tables.slots.size() - 1);
        for (FieldRecord& field : tables.fields) {
            if (field.slot == base) field.former_slot = index;
        }
        return index;
    }
    std::uint32_t slot(std::string_view name, value::Type type, SlotSource source) {
        SlotRecord record{};
        record.name = text(name);
        record.type = TypeRecord::of(type);
        record.source = static_cast<std::uint8_t>(source);
        record.folded = type.kind == value::Kind::text;
        record.base = none;
        tables.slots.push_back(record);
        return static_cast<std::uint32_t>(tables.slots.size() - 1);
    }
    std::uint32_t workload(std::string_view path, value::Type type, std::uint32_t queue) {
        const std::uint32_t index = slot(path, type, queue == none ? SlotSource::own_workload : SlotSource::workload);
        const auto same = [&](const FieldRecord& field) { return string(field.path) == path; };
        if (std::ranges::none_of(tables.fields, same))
            tables.fields.push_back({text(path), TypeRecord::of(type), none, none});
        workload_paths_.push_back(text(path));
        tables.workloads.push_back({0, queue, index});
        return index;
    }
    // The figures of each queue: total, waiting, assigned, staffed.
    void queue_loads() {
        for (std::uint32_t queue = 0; queue < 3; ++queue) {
            const value::Type integer = plain(value::Kind::integer);
            tables.queue_loads.push_back({workload("workload.total", integer, queue),
                                          workload("workload.waiting", integer, queue),
                                          workload("workload.assigned", integer, queue),
                                          workload("workload.is_staffed", plain(value::Kind::boolean), queue)});
        }
    }

    std::uint32_t constant(value::Type type, value::Number number) {
        return put_constant({TypeRecord::of(type),
                             0,
                             0,
                             static_cast<std::uint64_t>(number),
                             static_cast<std::int64_t>(number >> 64),
                             {},
                             {}});
    }
    std::uint32_t integer(std::int64_t number) {
        return constant(plain(value::Kind::integer), value::from_integer(number));
    }
    std::uint32_t text_constant(std::string_view written) {
        return put_constant(
            {TypeRecord::of(plain(value::Kind::text)), 0, 0, 0, 0, text(written), text(value::fold_case(written))});
    }
    // Of scalar constants made right before it.
    std::uint32_t list(value::Type element, std::uint32_t first, std::uint32_t count) {
        return put_constant({TypeRecord::of(list_of(element)), first, count, 0, 0, {}, {}});
    }
    std::uint32_t text_list(std::initializer_list<std::string_view> items) {
        const auto first = static_cast<std::uint32_t>(tables.constants.size());
        for (const std::string_view item : items) text_constant(item);
        return list(plain(value::Kind::text), first, static_cast<std::uint32_t>(items.size()));
    }
    std::uint32_t number_list(value::Type element, std::initializer_list<std::int64_t> items) {
        const auto first = static_cast<std::uint32_t>(tables.constants.size());
        for (const std::int64_t item : items) constant(element, item);
        return list(element, first, static_cast<std::uint32_t>(items.size()));
    }
    std::uint32_t pattern(std::string_view expression, bool exactly = false) {
        tables.patterns.push_back({text(expression), exactly});
        return static_cast<std::uint32_t>(tables.patterns.size() - 1);
    }
    std::uint32_t schedule(std::string_view name, std::vector<SpanRecord> spans, std::vector<std::int32_t> holidays) {
        tables.schedules.push_back({text(name), text("UTC"), static_cast<std::uint32_t>(tables.schedule_spans.size()),
                                    static_cast<std::uint32_t>(spans.size()),
                                    static_cast<std::uint32_t>(tables.holidays.size()),
                                    static_cast<std::uint32_t>(holidays.size())});
        tables.schedule_spans.insert(tables.schedule_spans.end(), spans.begin(), spans.end());
        tables.holidays.insert(tables.holidays.end(), holidays.begin(), holidays.end());
        return static_cast<std::uint32_t>(tables.schedules.size() - 1);
    }

    // A part of a template: plain text, or a merge field with or without a fallback.
    TemplatePartRecord says(std::string_view plain_text) { return {text(plain_text), none, 0, {}}; }
    TemplatePartRecord merge(std::string_view name, std::uint32_t slot) { return {text(name), slot, 0, {}}; }
    TemplatePartRecord merge(std::string_view name, std::uint32_t slot, std::string_view fallback) {
        return {text(name), slot, 1, text(fallback)};
    }
    std::uint32_t text_template(std::initializer_list<TemplatePartRecord> parts) {
        tables.templates.push_back(
            {static_cast<std::uint32_t>(tables.template_parts.size()), static_cast<std::uint32_t>(parts.size())});
        tables.template_parts.insert(tables.template_parts.end(), parts);
        return static_cast<std::uint32_t>(tables.templates.size() - 1);
    }

    // From here on, instructions come from where the source says `words`.
    void at(std::string_view words) {
        const std::size_t begin = source_.find(words);
        place_ = {0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size()), 1, 1};
        for (const char c : std::string_view(source_).substr(0, begin)) {
            ++place_.column;
            if (c == '\n') {
                ++place_.line;
                place_.column = 1;
            }
        }
    }
    std::uint32_t here() const { return static_cast<std::uint32_t>(tables.code.size()); }
    std::uint32_t op(Opcode opcode, std::uint32_t subject = none, std::uint32_t first = none, unsigned flags = 0,
                     std::uint32_t second = none) {
        tables.code.push_back(
            {static_cast<std::uint8_t>(opcode), static_cast<std::uint8_t>(flags), 0, subject, first, second, none});
        tables.debug.push_back(place_);
        return here() - 1;
    }
    void bind(std::uint32_t instruction) { tables.code[instruction].target = here(); }

    std::uint32_t begin_condition(std::string_view name, bool reads_event = false) {
        tables.conditions.push_back({text(name), here(), here(), reads_event});
        return static_cast<std::uint32_t>(tables.conditions.size() - 1);
    }
    // Ends the condition: true where it is, false where `otherwise` jumps to.
    void end_condition(std::initializer_list<std::uint32_t> otherwise) {
        op(Opcode::return_true);
        for (const std::uint32_t jump : otherwise) bind(jump);
        op(Opcode::return_false);
        tables.conditions.back().end = here();
    }
    std::uint32_t begin_rule(std::string_view name, std::initializer_list<std::uint32_t> events_of_rule) {
        const auto rule = static_cast<std::uint32_t>(tables.rules.size());
        tables.rules.push_back(
            {text(name), here(), here(), 0, place_.line, 0, static_cast<std::uint32_t>(tables.branches.size()), 0});
        for (const std::uint32_t event : events_of_rule) fired_[event].push_back(rule);
        return rule;
    }
    void end_rule() { tables.rules.back().end = here(); }
    std::uint32_t branch(std::string_view path, bool is_else = false) {
        const auto rule = static_cast<std::uint32_t>(tables.rules.size() - 1);
        tables.branches.push_back({rule, text(path), is_else, 0, place_.begin, place_.end, place_.line});
        ++tables.rules.back().branch_count;
        return op(Opcode::branch, static_cast<std::uint32_t>(tables.branches.size() - 1));
    }
    MemberRecord member(std::string_view name, value::Type type, MemberSource source, std::uint32_t index,
                        std::uint32_t count = 0) {
        return {text(name), TypeRecord::of(type), static_cast<std::uint8_t>(source), {}, index, count};
    }
    // Puts the action and its `emit`; the record can be completed through the result.
    ActionRecord& action(std::string_view name, ActionForm form, std::initializer_list<MemberRecord> members) {
        ActionRecord record{};
        record.name = text(name);
        record.form = static_cast<std::uint32_t>(form);
        record.rule = static_cast<std::uint32_t>(tables.rules.size() - 1);
        record.line = place_.line;
        record.first_member = static_cast<std::uint32_t>(tables.members.size());
        record.member_count = static_cast<std::uint32_t>(members.size());
        tables.members.insert(tables.members.end(), members);
        tables.actions.push_back(record);
        op(Opcode::emit, static_cast<std::uint32_t>(tables.actions.size() - 1));
        return tables.actions.back();
    }
    // A rule that says one thing and is complete.
    void simple_rule(std::string_view name, std::initializer_list<std::uint32_t> events_of_rule,
                     std::string_view action_name) {
        begin_rule(name, events_of_rule);
        action(action_name, ActionForm::plain, {});
        op(Opcode::complete);
        end_rule();
    }

    // The tables, with what depends on all of them.
    Tables finish() {
        Tables result = tables;
        std::ranges::sort(result.fields, {}, [&](const FieldRecord& field) { return string(field.path); });
        for (std::size_t i = 0; i < result.workloads.size(); ++i) {
            const auto found = std::ranges::find(result.fields, string(workload_paths_[i]),
                                                 [&](const FieldRecord& field) { return string(field.path); });
            result.workloads[i].field = static_cast<std::uint32_t>(found - result.fields.begin());
        }
        for (std::uint32_t event = 0; event < fired_.size(); ++event) {
            result.events.push_back({result.domain_values[result.domains[events].first_value + event],
                                     static_cast<std::uint32_t>(result.event_rules.size()),
                                     static_cast<std::uint32_t>(fired_[event].size())});
            result.event_rules.insert(result.event_rules.end(), fired_[event].begin(), fired_[event].end());
        }
        return result;
    }

private:
    std::uint32_t put_constant(const ConstantRecord& constant) {
        tables.constants.push_back(constant);
        return static_cast<std::uint32_t>(tables.constants.size() - 1);
    }
    std::string_view string(StringRef ref) const {
        return std::string_view(tables.strings).substr(ref.offset, ref.size);
    }

    std::string source_;
    DebugRecord place_{0, 0, 0, 1, 1};
    std::vector<StringRef> workload_paths_;
    std::vector<std::vector<std::uint32_t>> fired_;
};

inline base::Result<std::shared_ptr<const Artifact>> open_tables(const Tables& tables) {
    return Artifact::open(write_artifact(tables));
}

}  // namespace parley::bytecode
