// Hostile names, fields, slots and constants: each check of the verifier refuses what only it would let through.
#include "tests/runtime/bytecode/hostile.h"

using namespace parley;
using namespace parley::bytecode;
using value::Kind;

namespace {

constexpr std::uint32_t beyond = 1'000'000;

std::uint32_t find_constant(const Tables& tables, Kind kind, bool list) {
    for (std::uint32_t i = 0; i < tables.constants.size(); ++i) {
        const value::Type type = tables.constants[i].type.type();
        if (type.kind == kind && type.list == list && (!list || tables.constants[i].item_count > 0)) return i;
    }
    return none;
}

void set_number(ConstantRecord& constant, value::Number number) {
    constant.low = static_cast<std::uint64_t>(number);
    constant.high = static_cast<std::int64_t>(number >> 64);
}

Hostile bad_number(Kind kind, value::Number number) {
    return {"constants: a number that its type cannot have",
            [=](Tables& t, const Sample&) { set_number(t.constants[find_constant(t, kind, false)], number); }};
}

}  // namespace

TEST_CASE("texts are cut between characters, wherever in the strings they lie") {
    // The strings are looked at in blocks of 4096 bytes: a long plain text, and one character on each side of an edge.
    const auto refusal = [](std::uint32_t lead, std::uint32_t begin, std::uint32_t size, std::string_view character) {
        TablesBuilder builder;
        builder.simple_rule("A", {0}, "hold");
        Tables tables = builder.finish();
        const auto before = static_cast<std::uint32_t>(tables.strings.size());
        tables.strings += std::string(3 * 4096 + lead - before, 'a') + std::string(character) + std::string(5000, 'b');
        tables.manifest.company = {3 * 4096 + lead + begin, size};
        const auto opened = open_tables(tables);
        return opened.ok() ? "" : opened.error().message;
    };
    const std::string no_cut = "the artifact is refused: manifest[0]: a text outside the strings";
    for (const std::uint32_t lead : {0u, 1u, 4093u, 4094u, 4095u}) {
        CAPTURE(lead);
        CHECK(refusal(lead, 0, 3, "€") == "");
        CHECK(refusal(lead, 3, 4000, "€") == "");
        CHECK(refusal(lead, 0, 1, "€") == no_cut);
        CHECK(refusal(lead, 1, 2, "€") == no_cut);
        CHECK(refusal(lead, 2, 1, "€") == no_cut);
        CHECK(refusal(lead, 0, 0, "\xe2\x82") == "the artifact is refused: strings[0]: no valid UTF-8");
        CHECK(refusal(lead, 0, 0, "\x82\xac") == "the artifact is refused: strings[0]: no valid UTF-8");
    }
}

TEST_CASE("the verifier refuses strings and domains that are not what they should be") {
    check_all_refused({
        {"strings: no valid UTF-8", [](Tables& t, const Sample&) { t.strings[0] = '\xff'; }},
        {"files: an unknown kind of file", [](Tables& t, const Sample&) { t.files[0].kind = 2; }},
        {"files: a text outside the strings", [](Tables& t, const Sample&) { t.files[0].text.size = beyond; }},
        {"files: a text outside the strings",
         [](Tables& t, const Sample&) {
             t.files[0].name = {~std::uint32_t{0}, ~std::uint32_t{0}};
         }},
        {"files: a text outside the strings",
         [](Tables& t, const Sample&) {
             const StringRef accented = t.intern("é");
             t.files[0].name = {accented.offset + 1, 1};
         }},
        {"files: a text outside the strings",
         [](Tables& t, const Sample&) {
             const StringRef accented = t.intern("é");
             t.files[0].name = {accented.offset, 1};
         }},
        {"domain_order: an order of other size than the values",
         [](Tables& t, const Sample&) { t.domain_order.push_back(0); }},
        {"domains: a text outside the strings", [](Tables& t, const Sample&) { t.domains[0].noun.offset = beyond; }},
        {"domains: values that are not its own", [](Tables& t, const Sample&) { t.domains[1].first_value = 0; }},
        {"domains: values that are not its own", [](Tables& t, const Sample&) { t.domains[1].value_count = beyond; }},
        {"domains: values that are not its own",
         [](Tables& t, const Sample&) { t.domains[1].first_value = ~std::uint32_t{0}; }},
        {"domain_values: a value of no domain",
         [](Tables& t, const Sample&) {
             t.domain_values.push_back({});
             t.domain_order.push_back(0);
         }},
        {"domain_values: a text outside the strings",
         [](Tables& t, const Sample&) { t.domain_values[0].offset = beyond; }},
        {"domains: an order with a symbol that it has not",
         [](Tables& t, const Sample&) { t.domain_order[0] = beyond; }},
        {"domains: names out of order or twice",
         [](Tables& t, const Sample&) { std::swap(t.domain_order[0], t.domain_order[1]); }},
        {"domains: names out of order or twice",
         [](Tables& t, const Sample&) { t.domain_order[1] = t.domain_order[0]; }},
        {"domains: names out of order or twice",
         [](Tables& t, const Sample&) { t.domain_values[1] = t.domain_values[0]; }},
    });
}

TEST_CASE("the verifier refuses a manifest that is not true") {
    check_all_refused({
        {"manifest: a text outside the strings", [](Tables& t, const Sample&) { t.manifest.ruleset.size = beyond; }},
        {"manifest: a text outside the strings", [](Tables& t, const Sample&) { t.manifest.company.size = beyond; }},
        {"manifest: an unknown time zone",
         [](Tables& t, const Sample&) { t.manifest.zone = t.intern("Mars/Olympus"); }},
        {"manifest: no domain of queues", [](Tables& t, const Sample&) { t.manifest.queue_domain = none; }},
        {"manifest: no domain of platforms", [](Tables& t, const Sample&) { t.manifest.platform_domain = beyond; }},
        {"manifest: no domain of events", [](Tables& t, const Sample&) { t.manifest.event_domain = beyond; }},
        {"manifest: a platform's slot of another type",
         [](Tables& t, const Sample& s) { t.manifest.platform_slot = s.tier; }},
        {"manifest: a platform's slot of another type",
         [](Tables& t, const Sample&) { t.manifest.platform_slot = beyond; }},
        {"manifest: the slot of last_closed_at is of another type",
         [](Tables& t, const Sample& s) { t.manifest.recent_closed_slot = s.wait; }},
        {"manifest: the slot of closed_at is of another type",
         [](Tables& t, const Sample& s) { t.manifest.previous_closed_slot = s.date; }},
        {"manifest: a reserved part that is not zero", [](Tables& t, const Sample&) { t.manifest.reserved = 1; }},
        {"manifest: a budget below what an event can take", [](Tables& t, const Sample&) { t.manifest.budget = 10; }},
    });
}

TEST_CASE("the verifier refuses slots that could be read as what they are not") {
    check_all_refused({
        {"slots: a text outside the strings", [](Tables& t, const Sample&) { t.slots[0].name.offset = beyond; }},
        {"slots: an unknown type", [](Tables& t, const Sample&) { t.slots[0].type.kind = 12; }},
        {"slots: an unknown type", [](Tables& t, const Sample&) { t.slots[0].type.list = 2; }},
        {"slots: an unknown type", [](Tables& t, const Sample&) { t.slots[0].type.ordered = 2; }},
        {"slots: an unknown type", [](Tables& t, const Sample&) { t.slots[0].type.reserved = 1; }},
        {"slots: a type with a domain that it cannot have",
         [](Tables& t, const Sample& s) { t.slots[s.tier].type.domain = beyond; }},
        {"slots: a type with a domain that it cannot have",
         [](Tables& t, const Sample& s) { t.slots[s.tier].type.domain = none; }},
        {"slots: a type with a domain that it cannot have",
         [](Tables& t, const Sample& s) { t.slots[s.wait].type.domain = 0; }},
        {"slots: an order on what is no choice", [](Tables& t, const Sample& s) { t.slots[s.queue].type.ordered = 1; }},
        {"slots: an unknown source", [](Tables& t, const Sample&) { t.slots[0].source = 9; }},
        {"slots: a reserved part that is not zero", [](Tables& t, const Sample&) { t.slots[0].reserved[1] = 1; }},
        {"slots: an unknown flag", [](Tables& t, const Sample& s) { t.slots[s.subject].folded = 2; }},
        {"slots: a folding of what is no text", [](Tables& t, const Sample& s) { t.slots[s.wait].folded = 1; }},
        {"slots: a list where one value is filled in",
         [](Tables& t, const Sample& s) { t.slots[s.own_waiting].type.list = 1; }},
        {"slots: a type that its source has not",
         [](Tables& t, const Sample& s) { t.slots[s.now].type.kind = static_cast<std::uint8_t>(Kind::date); }},
        {"slots: a type that its source has not",
         [](Tables& t, const Sample& s) { t.slots[s.event].type.domain = t.manifest.queue_domain; }},
        {"slots: a base of what is no former value", [](Tables& t, const Sample&) { t.slots[0].base = 0; }},
        {"slots: a former value without its field",
         [](Tables& t, const Sample& s) { t.slots[s.former_subject].base = none; }},
        {"slots: a former value of no field",
         [](Tables& t, const Sample& s) { t.slots[s.former_count].base = s.own_waiting; }},
        {"slots: a former value of no field",
         [](Tables& t, const Sample& s) { t.slots[s.former_count].base = s.former_count; }},
        {"slots: a former value of another type than its field",
         [](Tables& t, const Sample& s) { t.slots[s.former_subject].base = s.count; }},
        {"slots: a folded former value of a field that is not",
         [](Tables& t, const Sample& s) { t.slots[s.subject].folded = 0; }},
        {"slots: a second slot of the event", [](Tables& t, const Sample& s) { t.slots.push_back(t.slots[s.event]); }},
        {"slots: a workload that nothing fills",
         [](Tables& t, const Sample&) {
             t.workloads.pop_back();
             t.queue_loads.clear();
         }},
    });
}

TEST_CASE("the verifier refuses fields and workloads that fill the wrong slot") {
    const auto field = [](Tables& t, std::uint32_t slot) -> FieldRecord& {
        return *std::ranges::find(t.fields, slot, &FieldRecord::slot);
    };
    check_all_refused({
        {"fields: a text outside the strings", [](Tables& t, const Sample&) { t.fields[0].path.size = beyond; }},
        {"fields: an unknown type", [](Tables& t, const Sample&) { t.fields[0].type.kind = 200; }},
        {"fields: a path out of order or twice", [](Tables& t, const Sample&) { std::swap(t.fields[0], t.fields[1]); }},
        {"fields: a path out of order or twice", [](Tables& t, const Sample&) { t.fields[1] = t.fields[0]; }},
        {"fields: a slot that is not this field's", [](Tables& t, const Sample&) { t.fields[0].slot = beyond; }},
        {"fields: a slot that is not this field's",
         [&](Tables& t, const Sample& s) { field(t, s.wait).slot = s.count; }},
        {"fields: a slot that is not this field's",
         [&](Tables& t, const Sample& s) { field(t, s.opened).slot = s.now; }},
        {"fields: a former slot that is not this field's",
         [&](Tables& t, const Sample& s) { field(t, s.wait).former_slot = s.former_count; }},
        {"fields: a former slot of another field",
         [&](Tables& t, const Sample& s) { field(t, s.language).former_slot = s.former_subject; }},
        {"workloads: no such field", [](Tables& t, const Sample&) { t.workloads[0].field = beyond; }},
        {"workloads: no such slot", [](Tables& t, const Sample&) { t.workloads[0].slot = beyond; }},
        {"workloads: no such queue", [](Tables& t, const Sample&) { t.workloads[0].queue = 3; }},
        {"workloads: a slot that no such workload fills", [](Tables& t, const Sample&) { t.workloads[0].queue = 1; }},
        {"workloads: a slot that no such workload fills",
         [](Tables& t, const Sample& s) { t.workloads[0].slot = s.count; }},
        {"workloads: a slot of another type than its field",
         [](Tables& t, const Sample&) { t.workloads[0].field = 0; }},
        {"workloads: a slot that is filled twice",
         [](Tables& t, const Sample&) { t.workloads.push_back(t.workloads.back()); }},
        {"queue_loads: another number of records than there are queues",
         [](Tables& t, const Sample&) { t.queue_loads.pop_back(); }},
        {"queue_loads: a slot that is not this queue's",
         [](Tables& t, const Sample&) { t.queue_loads[0].total = none; }},
        {"queue_loads: a slot that is not this queue's",
         [](Tables& t, const Sample&) { t.queue_loads[0].total = beyond; }},
        {"queue_loads: a slot that is not this queue's",
         [](Tables& t, const Sample&) { t.queue_loads[0].staffed = t.queue_loads[0].total; }},
        {"queue_loads: a slot that is not this queue's",
         [](Tables& t, const Sample&) { t.queue_loads[0].waiting = t.queue_loads[1].waiting; }},
    });
}

TEST_CASE("the verifier refuses constants that their type cannot have") {
    check_all_refused({
        {"constants: an unknown type", [](Tables& t, const Sample&) { t.constants[0].type.kind = 12; }},
        {"constants: a text outside the strings",
         [](Tables& t, const Sample&) { t.constants[find_constant(t, Kind::text, false)].folded.size = beyond; }},
        {"constants: items outside the constants",
         [](Tables& t, const Sample&) { t.constants[find_constant(t, Kind::text, true)].item_count = beyond; }},
        {"constants: items outside the constants",
         [](Tables& t, const Sample&) { t.constants[find_constant(t, Kind::text, true)].first_item = none; }},
        {"constants: a list in a list",
         [](Tables& t, const Sample&) {
             const std::uint32_t list = find_constant(t, Kind::text, true);
             t.constants[list].first_item = list;
         }},
        {"constants: an item of another type",
         [](Tables& t, const Sample&) {
             t.constants[find_constant(t, Kind::text, true)].first_item = find_constant(t, Kind::duration, false);
         }},
        {"constants: an item of two lists",
         [](Tables& t, const Sample&) { t.constants.push_back(t.constants[find_constant(t, Kind::text, true)]); }},
        {"constants: a list that is a value too",
         [](Tables& t, const Sample&) { t.constants[find_constant(t, Kind::text, true)].low = 1; }},
        {"constants: items of what is no list",
         [](Tables& t, const Sample&) { t.constants[find_constant(t, Kind::duration, false)].item_count = 1; }},
        {"constants: a text of what is none",
         [](Tables& t, const Sample&) {
             t.constants[find_constant(t, Kind::duration, false)].exact = {0, 1};
         }},
        bad_number(Kind::text, 1),
        bad_number(Kind::choice, -1),
        bad_number(Kind::choice, 3),
        bad_number(Kind::reference, 3),
        bad_number(Kind::integer, 1),
        bad_number(Kind::integer, value::Number{1} << 126),
        bad_number(Kind::money, value::Number{1} << 126),
        bad_number(Kind::duration, -1),
        bad_number(Kind::duration, value::Number{1} << 63),
        bad_number(Kind::date, value::Number{1} << 31),
        bad_number(Kind::time_of_day, 86401),
        bad_number(Kind::weekday, 7),
        bad_number(Kind::boolean, 2),
    });
}

TEST_CASE("the verifier refuses patterns and schedules that cannot be used") {
    check_all_refused({
        {"patterns: an expression that is none",
         [](Tables& t, const Sample&) { t.patterns[0].expression = t.intern("a(b"); }},
        {"patterns: expressions that are longer together than the texts",
         [](Tables& t, const Sample&) { t.patterns.resize(2'000, t.patterns[0]); }},
        {"patterns: an expression too long",
         [](Tables& t, const Sample&) { t.patterns[0].expression = t.intern(std::string(70'000, 'a')); }},
        {"patterns: an unknown flag", [](Tables& t, const Sample&) { t.patterns[0].exactly = 2; }},
        {"patterns: a text outside the strings",
         [](Tables& t, const Sample&) { t.patterns[0].expression.size = beyond; }},
        {"schedules: a text outside the strings", [](Tables& t, const Sample&) { t.schedules[0].name.size = beyond; }},
        {"schedules: an unknown time zone",
         [](Tables& t, const Sample&) { t.schedules[0].zone = t.intern("Nowhere"); }},
        {"schedules: spans that are not its own", [](Tables& t, const Sample&) { t.schedules[0].span_count = 3; }},
        {"schedules: holidays that are not its own",
         [](Tables& t, const Sample&) { t.schedules[0].first_holiday = 1; }},
        {"schedules: spans that are not its own",
         [](Tables& t, const Sample&) { t.schedules.push_back(t.schedules[0]); }},
        {"schedule_spans: a weekday that is none", [](Tables& t, const Sample&) { t.schedule_spans[0].weekday = 7; }},
        {"schedule_spans: a begin outside its day",
         [](Tables& t, const Sample&) {
             t.schedule_spans[0] = {0, 1440, 1441};
         }},
        {"schedule_spans: an end that is not within a day of its begin",
         [](Tables& t, const Sample&) {
             t.schedule_spans[0] = {0, 600, 600};
         }},
        {"schedule_spans: an end that is not within a day of its begin",
         [](Tables& t, const Sample&) {
             t.schedule_spans[0] = {0, 600, 2041};
         }},
        {"schedule_spans: a span of no schedule",
         [](Tables& t, const Sample&) {
             t.schedule_spans.push_back({0, 1, 2});
         }},
        {"holidays: a holiday out of order or twice", [](Tables& t, const Sample&) { t.holidays[1] = t.holidays[0]; }},
        {"holidays: a holiday of no schedule", [](Tables& t, const Sample&) { t.holidays.push_back(30'000); }},
    });
}
