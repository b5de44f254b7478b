// What the rules speak of: names and their values, fields, and the slots that an event fills.
#include "runtime/bytecode/checker.h"
#include "runtime/value/calendar.h"

namespace parley::bytecode {

namespace {

using value::Kind;
using value::Type;

bool check_strings(Checker& checker) {
    return Row(checker, Section::strings, 0).require(checker.check_strings(), "no valid UTF-8");
}

// Files come first: every other record may name a place in one. Their texts lie inside the strings as far as deciding
// goes: `check_strings` has seen to it.
bool check_files(Checker& checker) {
    const auto files = checker.views.files;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Row row(checker, Section::files, i);
        if (!(row.require(files[i].kind <= static_cast<std::uint32_t>(FileKind::rules), "an unknown kind of file") &&
              row.text(files[i].name) && (!checker.checks_all || row.text(files[i].text))))
            return false;
    }
    return true;
}

// A domain's symbols in the order of their names: strictly ascending, so all of them. Nothing but this proves that no
// name is there twice; where one is, a look-up finds one of the two.
bool check_order(Checker& checker, const Row& row, const DomainRecord& domain,
                 std::span<const std::uint32_t> domain_order) {
    std::string_view before;
    for (std::uint32_t i = 0; i < domain.value_count; ++i) {
        const std::uint32_t symbol = domain_order[domain.first_value + i];
        if (!row.index(symbol, domain.value_count, "an order with a symbol that it has not")) return false;
        const std::string_view name = checker.views.string(checker.views.domain_values[domain.first_value + symbol]);
        if (i != 0 && !row.ascending(before, name, "names out of order or twice")) return false;
        before = name;
    }
    return true;
}

bool check_domains(Checker& checker) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const std::size_t values = views.domain_values.size();
    const auto order = artifact.domain_order();
    if (!Row(checker, Section::domain_order, 0)
             .require(order.size() == values, "an order of other size than the values"))
        return false;
    for (std::size_t i = 0; i < values; ++i) {
        if (!Row(checker, Section::domain_values, i).text(views.domain_values[i])) return false;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < views.domains.size(); ++i) {
        const DomainRecord& domain = views.domains[i];
        const Row row(checker, Section::domains, i);
        if (!(row.text(domain.noun) &&
              row.owned(domain.first_value, domain.value_count, next, values, "values that are not its own") &&
              (!checker.checks_all || check_order(checker, row, domain, order))))
            return false;
    }
    return Row(checker, Section::domain_values, next).require(next == values, "a value of no domain");
}

bool check_manifest(Checker& checker) {
    const ManifestRecord& manifest = checker.artifact.manifest();
    const std::size_t domains = checker.views.domains.size();
    const Row row(checker, Section::manifest, 0);
    const Type platform{Kind::choice, false, false, manifest.platform_domain};
    const Type instant{Kind::instant, false, false, value::no_domain};
    return row.text({manifest.ruleset, manifest.zone, manifest.company}) &&
           row.require(value::Zone::find(checker.artifact.string(manifest.zone)).has_value(), "an unknown time zone") &&
           row.index(manifest.queue_domain, domains, "no domain of queues") &&
           row.index(manifest.platform_domain, domains, "no domain of platforms") &&
           row.index(manifest.event_domain, domains, "no domain of events") &&
           row.slot(manifest.platform_slot, platform, true, "a platform's slot of another type") &&
           row.slot(manifest.recent_closed_slot, instant, true, "the slot of last_closed_at is of another type") &&
           row.slot(manifest.previous_closed_slot, instant, true, "the slot of closed_at is of another type") &&
           row.require(manifest.reserved == 0, "a reserved part that is not zero");
}

// The type that a slot must have for what fills it, where that is fixed.
bool source_fits(const Artifact& artifact, SlotSource source, Type type) {
    switch (source) {
        case SlotSource::event:
            return type.domain == artifact.manifest().event_domain && type.kind == Kind::choice;
        case SlotSource::now:
            return type.kind == Kind::instant;
        case SlotSource::date:
            return type.kind == Kind::date;
        case SlotSource::weekday:
            return type.kind == Kind::weekday;
        case SlotSource::time_of_day:
            return type.kind == Kind::time_of_day;
        case SlotSource::field:
        case SlotSource::former:
        case SlotSource::workload:
        case SlotSource::own_workload:
            return true;
    }
    return false;
}

bool is_free(SlotSource source) {
    return source == SlotSource::field || source == SlotSource::former;
}

// A slot that is not given falls back on the field's own, so that one has to be the same in all things.
bool check_former(const Checker& checker, const Row& row, const SlotRecord& slot) {
    const auto slots = checker.views.slots;
    if (!row.index(slot.base, slots.size(), "a former value without its field")) return false;
    const SlotRecord& base = slots[slot.base];
    return row.require(base.source == static_cast<std::uint8_t>(SlotSource::field), "a former value of no field") &&
           row.require(base.type.type() == slot.type.type(), "a former value of another type than its field") &&
           row.require(slot.folded <= base.folded, "a folded former value of a field that is not");
}

bool check_slots(Checker& checker) {
    const auto slots = checker.views.slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const SlotRecord& slot = slots[i];
        const Row row(checker, Section::slots, i);
        if (!(row.text(slot.name) && row.type(slot.type) &&
              row.require(slot.source <= static_cast<std::uint8_t>(SlotSource::time_of_day), "an unknown source") &&
              row.require(slot.reserved[0] == 0 && slot.reserved[1] == 0, "a reserved part that is not zero") &&
              row.flag(slot.folded, "an unknown flag") &&
              row.require(slot.folded == 0 || slot.type.type().kind == Kind::text, "a folding of what is no text")))
            return false;
        const auto source = static_cast<SlotSource>(slot.source);
        if (!(row.require(is_free(source) || slot.type.list == 0, "a list where one value is filled in") &&
              row.require(source_fits(checker.artifact, source, slot.type.type()), "a type that its source has not") &&
              (source == SlotSource::former ? check_former(checker, row, slot)
                                            : row.require(slot.base == none, "a base of what is no former value"))))
            return false;
        if (source != SlotSource::event) continue;
        if (!row.require(checker.event_slot == none, "a second slot of the event")) return false;
        checker.event_slot = static_cast<std::uint32_t>(i);
    }
    return true;
}

bool check_field(Checker& checker, std::size_t index) {
    const auto fields = checker.artifact.fields();
    const auto slots = checker.views.slots;
    const FieldRecord& field = fields[index];
    const Row row(checker, Section::fields, index);
    const auto fills = [&](std::uint32_t slot, SlotSource source) {
        return slot == none || (slot < slots.size() && slots[slot].source == static_cast<std::uint8_t>(source) &&
                                slots[slot].type.type() == field.type.type());
    };
    return row.text(field.path) && row.type(field.type) &&
           (index == 0 || row.ascending(checker.artifact.string(fields[index - 1].path),
                                        checker.artifact.string(field.path), "a path out of order or twice")) &&
           row.require(fills(field.slot, SlotSource::field), "a slot that is not this field's") &&
           row.require(fills(field.former_slot, SlotSource::former), "a former slot that is not this field's") &&
           row.require(field.former_slot == none || slots[field.former_slot].base == field.slot,
                       "a former slot of another field");
}

bool check_fields(Checker& checker) {
    for (std::size_t i = 0; i < checker.artifact.fields().size(); ++i) {
        if (!check_field(checker, i)) return false;
    }
    return true;
}

// One record for each slot that a queue's figures fill, and none for any other.
bool check_workloads(Checker& checker, std::vector<std::uint32_t>& queue_of_slot) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const auto slots = views.slots;
    const std::uint32_t queues = views.domains[artifact.manifest().queue_domain].value_count;
    std::vector<bool> filled(slots.size());
    for (std::size_t i = 0; i < artifact.workloads().size(); ++i) {
        const WorkloadRecord& record = artifact.workloads()[i];
        const Row row(checker, Section::workloads, i);
        if (!(row.index(record.field, artifact.fields().size(), "no such field") &&
              row.index(record.slot, slots.size(), "no such slot") &&
              row.require(record.queue == none || record.queue < queues, "no such queue")))
            return false;
        const auto source = static_cast<SlotSource>(slots[record.slot].source);
        const SlotSource wanted = record.queue == none ? SlotSource::own_workload : SlotSource::workload;
        if (!(row.require(source == wanted, "a slot that no such workload fills") &&
              row.require(slots[record.slot].type.type() == artifact.fields()[record.field].type.type(),
                          "a slot of another type than its field") &&
              row.require(!filled[record.slot], "a slot that is filled twice")))
            return false;
        filled[record.slot] = true;
        queue_of_slot[record.slot] = record.queue;
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const auto source = static_cast<SlotSource>(slots[i].source);
        const bool wanted = source == SlotSource::workload || source == SlotSource::own_workload;
        if (!Row(checker, Section::slots, i).require(!wanted || filled[i], "a workload that nothing fills"))
            return false;
    }
    return true;
}

bool check_queue_loads(Checker& checker, const std::vector<std::uint32_t>& queue_of_slot) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const auto loads = artifact.queue_loads();
    const std::uint32_t queues = views.domains[artifact.manifest().queue_domain].value_count;
    const Type integer{Kind::integer, false, false, value::no_domain};
    const Type boolean{Kind::boolean, false, false, value::no_domain};
    constexpr std::string_view other = "a slot that is not this queue's";
    if (!Row(checker, Section::queue_loads, 0)
             .require(loads.empty() || loads.size() == queues, "another number of records than there are queues"))
        return false;
    for (std::uint32_t i = 0; i < loads.size(); ++i) {
        const Row row(checker, Section::queue_loads, i);
        const auto own = [&](std::uint32_t slot, Type type) {
            return row.slot(slot, type, false, other) && row.require(queue_of_slot[slot] == i, other);
        };
        if (!(own(loads[i].total, integer) && own(loads[i].waiting, integer) && own(loads[i].assigned, integer) &&
              own(loads[i].staffed, boolean)))
            return false;
    }
    return true;
}

}  // namespace

bool check_tables(Checker& checker) {
    std::vector<std::uint32_t> queue_of_slot(checker.views.slots.size(), none);
    return check_strings(checker) && check_files(checker) && check_domains(checker) &&
           Row(checker, Section::manifest, 0)
               .require(checker.artifact.manifest().event_domain < checker.views.domains.size(),
                        "no domain of events") &&
           check_slots(checker) && check_manifest(checker) && check_fields(checker) &&
           check_workloads(checker, queue_of_slot) && check_queue_loads(checker, queue_of_slot);
}

}  // namespace parley::bytecode
