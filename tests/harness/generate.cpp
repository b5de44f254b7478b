#include "tests/harness/generate.h"

#include <algorithm>
#include <map>

namespace parley::differential {

const char* const catalog_text = R"(company: Acme
time_zone: Europe/London
crm: salesforce
slack: {channel: "#care"}
fallback_queue: Default
queues: [Default, Billing, Über]
contact_points: [End User Support, Sales]
platforms: [facebook, sms, web_chat, email, phone]
agents:
  - {name: amy, queues: [Default]}
  - bob
schedules:
  Hours:
    weekly: {mon-fri: ["09:00-17:00"], sat: ["22:00-06:00"], sun: ["00:00-24:00"]}
    holidays: [2026-03-30]
messages:
  survey: {text: "How was it, {{contactPoint | \"you\"}}?", sms: "Rate us"}
fields:
  conversation.tier: {type: choice, values: [bronze, silver, gold], ordered: true}
  conversation.color: {type: choice, values: [red, green]}
  conversation.total: {type: decimal}
  conversation.price: {type: money, currency: EUR}
  conversation.grace: {type: duration}
  conversation.born: {type: date}
  conversation.alarm: {type: time}
  conversation.rest: {type: weekday}
  conversation.vip: {type: boolean}
  conversation.topics: {type: list of text}
  conversation.numbers: {type: list of integer}
  conversation.queues: {type: list of queue}
  conversation.days: {type: list of weekday}
events:
  order_shipped: {label: Order shipped, fields: {context.order_number: {type: text}}}
actions:
  escalate: {value: {type: integer}, arguments: {reason: {type: text, optional: true}, until: {type: instant, optional: true}}}
merge_fields:
  topics: {from: conversation.topics, fallback: your question}
  price: {from: conversation.price}
  rest: {from: conversation.rest, fallback: any day}
  vip: {from: conversation.vip}
  opened: {from: conversation.opened_at}
  days: {from: conversation.days}
)";

namespace {

struct Pools {
    std::vector<std::string> literals, wire;
};

std::string quote(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

Pools pools_of(const catalog::Catalog& catalog, value::Type type) {
    switch (type.kind) {
        case value::Kind::text: {
            std::vector<std::string> texts;
            for (const char* text : {"", " ", "a", "A", "ab", "b a", "Straße", "STRASSE", "é", "e\u0301", "ﬁ", "x\\ny"})
                texts.push_back(quote(text));
            std::vector<std::string> wire = texts;
            wire.push_back("\"\u00a0\\t\"");
            wire.push_back("\"Hello STRASSE, ab\"");
            return {texts, wire};
        }
        case value::Kind::choice:
        case value::Kind::reference: {
            Pools pools;
            const auto& values = catalog.domain(type).values;
            for (std::size_t i = 0; i < values.size() && i < 5; ++i) pools.literals.push_back(quote(values[i]));
            pools.wire = pools.literals;
            pools.wire.push_back("\"Gone\"");
            pools.wire.push_back("\"default\"");
            return pools;
        }
        case value::Kind::integer:
            return {{"-9223372036854775808", "-1", "0", "1", "2", "9223372036854775807"},
                    {"-9223372036854775808", "-1", "0", "1", "2", "3.0", "9223372036854775807"}};
        case value::Kind::decimal:
        case value::Kind::money:
            return {{"-0.1", "0", "0.5", "1", "1.25", "19.99", "999999999999999999.999999999999999999"},
                    {"-0.1", "0.0", "5e-1", "1", "1.25", "19.99", "19.9900000000000000001",
                     "999999999999999999.999999999999999999"}};
        case value::Kind::duration:
            return {{"0 seconds", "1 second", "60 seconds", "1 minute", "1 hour", "1 day", "2 weeks"},
                    {"0", "1", "60", "61", "3600", "86400", "1209600"}};
        case value::Kind::instant:
            return {{"2026-03-28T12:00Z", "2026-03-29T00:59:59Z", "2026-03-29T01:30", "2026-03-29T02:30+01:00",
                     "2026-03-30T12:00Z"},
                    {"\"2026-03-28T12:00:00Z\"", "\"2026-03-29T00:59:59Z\"", "\"2026-03-29T02:30:00.500+01:00\"",
                     "\"2026-03-29T01:00:00Z\"", "\"2026-03-30T12:00:00Z\"", "\"2026-03-29T22:30:00Z\""}};
        case value::Kind::date:
            return {{"2026-03-28", "2026-03-29", "2026-03-30"}, {"\"2026-03-28\"", "\"2026-03-29\"", "\"2026-03-30\""}};
        case value::Kind::time_of_day:
            return {{"0:00", "9:00", "18:30:15", "23:59:59", "24:00"},
                    {"\"00:00\"", "\"09:00\"", "\"18:30:15\"", "\"23:59:59\""}};
        case value::Kind::weekday:
            return {{"monday", "wednesday", "saturday", "sunday"},
                    {"\"monday\"", "\"tuesday\"", "\"wednesday\"", "\"saturday\"", "\"sunday\""}};
        case value::Kind::boolean:
            return {{"true", "false"}, {"true", "false"}};
    }
    return {};
}

const Pools& pools(const catalog::Catalog& catalog, value::Type type) {
    thread_local std::map<std::pair<int, value::DomainId>, Pools> cache;
    auto& entry = cache[{static_cast<int>(type.kind), type.domain}];
    if (entry.literals.empty()) entry = pools_of(catalog, type);
    return entry;
}

}  // namespace

const std::vector<std::string>& literals(const catalog::Catalog& catalog, value::Type type) {
    return pools(catalog, type).literals;
}

const std::vector<std::string>& wire_values(const catalog::Catalog& catalog, value::Type type) {
    return pools(catalog, type).wire;
}

// --- tests ----------------------------------------------------------------------------------------------------------

bool Generator::possible(const catalog::Field& field) const {
    if (field.alias_of || (field.type.kind == value::Kind::reference && catalog_.domain(field.type).values.empty()))
        return false;
    if (field.at.empty()) return true;
    return std::any_of(events_.begin(), events_.end(), [&](catalog::EventId event) {
        return std::find(field.at.begin(), field.at.end(), event) != field.at.end();
    });
}

const catalog::Field& Generator::field(bool conversation_only) {
    for (;;) {
        const catalog::Field& field = one(catalog_.fields);
        // The catalog's own fields, one of each type, more often than the long tail.
        if (!field.custom && chance(50)) continue;
        if (conversation_only && field.group != catalog::Group::conversation) continue;
        if (possible(field)) return field;
    }
}

std::string Generator::field_text(const catalog::Field& field) {
    if (field.group != catalog::Group::workload || chance(40)) return field.id;
    return field.id + "(" + quote(one(catalog_.domains[catalog_.queue_domain].values)) + ")";
}

std::string Generator::other_field(value::Type type, const catalog::Field& than) {
    std::vector<const catalog::Field*> same;
    for (const catalog::Field& field : catalog_.fields) {
        if (&field != &than && field.type == type && possible(field)) same.push_back(&field);
    }
    return same.empty() ? std::string() : field_text(*one(same));
}

std::string Generator::operand(const catalog::Field& field) {
    if (chance(20)) {
        if (std::string other = other_field(field.type.element(), field); !other.empty()) return other;
    }
    return literal(field.type);
}

std::string Generator::list_of(value::Type element) {
    std::string list = "[";
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) list += (i != 0 ? ", " : "") + literal(element);
    return list + (chance(10) ? ",]" : "]");
}

std::string Generator::list_operand(const catalog::Field& field) {
    value::Type element = field.type.element();
    if (chance(25)) {
        value::Type list = element;
        list.list = true;
        if (std::string other = other_field(list, field); !other.empty()) return other;
    }
    for (const auto& [name, type] : lists_) {
        if (type.kind == element.kind && type.domain == element.domain && chance(50)) return name;
    }
    return list_of(element);
}

std::string Generator::text_test(const std::string& name, const catalog::Field& field) {
    static const std::vector<std::string> verbs = {
        "contains", "does not contain", "starts with", "does not start with", "ends with", "does not end with"};
    static const std::vector<std::string> patterns = {"a", "^a", "STRASSE", "b$", "^$", "[[:space:]]", "\\/", "(a|b)+"};
    switch (below(3)) {
        case 0:
            return name + (chance(50) ? " matches " : " does not match ") + (chance(30) ? "exactly " : "") + "/" +
                   one(patterns) + "/";
        case 1:
            return name + (chance(50) ? " is blank" : " is not blank");
        default: {
            const std::string exactly = chance(30) ? " exactly" : "";
            if (chance(50)) return name + " " + one(verbs) + exactly + " " + operand(field);
            return name + " " + one(verbs) + exactly + " any of " + list_operand(field);
        }
    }
}

std::string Generator::between(value::Type type) {
    const auto& pool = literals(catalog_, type);
    std::size_t low = below(pool.size()), high = below(pool.size());
    const bool round = type.kind == value::Kind::time_of_day || type.kind == value::Kind::weekday;
    if (!round && low > high) std::swap(low, high);
    return " between " + pool[low] + " and " + pool[high];
}

std::string Generator::ordered_test(const catalog::Field& field, const std::string& name) {
    if (chance(30)) return name + between(field.type);
    static const std::vector<std::string> signs = {"<", "<=", ">", ">="}, words = {"before", "after"};
    return name + " " + one(value::is_temporal(field.type.kind) ? words : signs) + " " + operand(field);
}

std::string Generator::instant_test(const catalog::Field& field, const std::string& name) {
    static const std::vector<std::string> windows = {" within last ", " within next ", " older than "};
    if (chance(40))
        return name + one(windows) +
               (chance(20) ? std::string("conversation.grace") : literal({value::Kind::duration}));
    if (chance(50)) return name + (chance(50) ? " during " : " not during ") + "Hours";
    return ordered_test(field, name);
}

std::string Generator::list_test(const catalog::Field& field, const std::string& name) {
    static const std::vector<std::string> forms = {" contains any of ", " contains all of ", " contains none of ",
                                                   " does not contain any of "};
    switch (below(4)) {
        case 0:
            return name + (chance(50) ? " is empty" : " is not empty");
        case 1:
            return name + " size " + (chance(50) ? "> " : "is ") + std::to_string(below(3));
        case 2:
            return name + (chance(50) ? " contains " : " does not contain ") + literal(field.type.element());
        default:
            return name + one(forms) + list_operand(field);
    }
}

std::string Generator::changed_test() {
    const catalog::Field& changed = field(true);
    if (!changed.type.list && chance(30)) return changed.id + " was " + literal(changed.type);
    std::string text = changed.id + " changed";
    if (changed.type.list) return text;
    if (chance(40)) text += " from " + literal(changed.type);
    if (chance(40)) text += " to " + literal(changed.type);
    return text;
}

std::string Generator::scalar_test(const catalog::Field& field, const std::string& name) {
    const value::Kind kind = field.type.kind;
    if (kind == value::Kind::boolean) {
        static const std::vector<std::string> forms = {"", " is true", " is false", " is not true"};
        if (chance(20)) {
            if (const std::string other = other_field(field.type, field); !other.empty()) return name + " is " + other;
        }
        return chance(25) ? "not " + name : name + one(forms);
    }
    if (chance(15)) return name + (chance(50) ? " is set" : " is not set");
    if (kind == value::Kind::instant) return instant_test(field, name);
    if (kind == value::Kind::text && chance(50)) return text_test(name, field);
    const bool ordered =
        value::is_numeric(kind) || kind == value::Kind::duration || value::is_temporal(kind) || field.type.ordered;
    if (ordered && chance(50)) return ordered_test(field, name);
    const std::string exactly = kind == value::Kind::text && chance(30) ? " exactly " : " ";
    if (chance(50)) return name + (chance(50) ? " is" : " is not") + exactly + operand(field);
    return name + (chance(50) ? " in" : " not in") + exactly + list_operand(field);
}

std::string Generator::test() {
    if (!conditions_.empty() && chance(15)) return (chance(30) ? "not " : "") + one(conditions_);
    if (chance(12)) return changed_test();
    const catalog::Field& tested = field();
    const std::string name = field_text(tested);
    return tested.type.list ? list_test(tested, name) : scalar_test(tested, name);
}

std::string Generator::condition(int depth) {
    if (depth == 0 || chance(50)) return test();
    static const std::vector<std::string> groups = {"all", "any", "none"};
    std::string text = one(groups) + " { ";
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) text += condition(depth - 1) + "\n";
    return text + "}";
}

// --- actions --------------------------------------------------------------------------------------------------------

std::string Generator::merge_text() {
    static const std::vector<std::string> texts = {
        "Hello",      "{{companyName}}",   "{{estimatedWaitTime | \"soon\"}}!", "{{contactPoint}}",
        "{{topics}}", "{{rest}} {{days}}", "{{vip}} {{opened | \"never\"}}",    "{{caseNo}} {{price}}",
        "\\{{x}}",    "a\\u{1F600}"};
    return quote(one(texts) + (chance(30) ? " " + one(texts) : ""));
}

std::string Generator::message() {
    std::string text = "send_message {\n";
    text += "text: " + (chance(15) ? std::string("conversation.subject") : merge_text()) + "\n";
    if (chance(30)) text += "sms: " + merge_text() + "\n";
    if (chance(15)) text += "facebook: conversation.language\n";
    if (chance(20)) text += "quick_replies: [" + merge_text() + ", " + merge_text() + "]\n";
    if (chance(10)) text += "links: conversation.topics\n";
    if (chance(30))
        text += "skip_if_recent_conversation: " +
                (chance(50) ? std::string("true")
                            : (chance(50) ? literal({value::Kind::duration}) : std::string("conversation.grace"))) +
                "\n";
    if (chance(15)) text += "once: true\n";
    if (chance(15)) text += "at_most_every: 1 hour\n";
    return text + "}\n";
}

std::string Generator::action() {
    switch (below(16)) {
        case 0:
            return message();
        case 1:
            return "send_message " + merge_text() + "\n";
        case 2:
            return "send_to_queue " +
                   (chance(30)   ? std::string("conversation.queue")
                    : chance(50) ? std::string("Billing")
                                 : std::string("\"Über\"")) +
                   "\n";
        case 3:
            return "send_to_least_loaded " +
                   (chance(30) ? std::string("conversation.queues") : std::string("[Billing, Default, \"Über\"]")) +
                   "\n";
        case 4:
            return "send_summary_to_slack\n";
        case 5:
            return "set_priority " + (chance(30) ? std::string("conversation.priority") : std::string("high")) + "\n";
        case 6:
            return "set_field conversation.tier { to: " +
                   (chance(30) ? std::string("conversation.tier") : std::string("gold")) + " }\n";
        case 7:
            return "set_field conversation.total { to: " + literal({value::Kind::decimal}) + " }\n";
        case 8:
            return "clear_field conversation.born\n";
        case 9:
            return "add_tag " + merge_text() + "\n";
        case 10:
            return "assign_to_agent " + (chance(50) ? std::string("amy") : std::string("conversation.assigned_to")) +
                   "\n";
        case 11:
            return "send_catalog_message survey\n";
        case 12:
            return "close { short_description: " + merge_text() + " }\n";
        case 13:
            return "link_profile { email: conversation.email }\n";
        case 14:
            return "escalate " + (chance(50) ? std::string("conversation.message_count") : std::string("3")) +
                   (chance(50) ? " { reason: " + merge_text() + " until: conversation.opened_at }" : "") + "\n";
        default:
            return "set_field conversation.topics { to: " +
                   (chance(50) ? std::string("conversation.tags") : std::string("[\"a\", \"b\"]")) + " }\n";
    }
}

std::string Generator::block(int depth) {
    std::string text = "{\n";
    bool closed = false;
    const std::size_t steps = below(3);
    for (std::size_t i = 0; i <= steps && !closed; ++i) {
        if (depth == 0 || chance(50)) {
            text += action();
            continue;
        }
        text += "if " + condition(2) + " " + block(depth - 1) + "\n";
        for (std::size_t more = below(3); more > 0; --more)
            text += "else if " + condition(2) + " " + block(depth - 1) + "\n";
        closed = chance(40);
        if (closed) text += "else " + block(depth - 1) + "\n";
    }
    return text + "}\n";
}

std::string Generator::rule(int number) {
    events_.clear();
    std::string text = (chance(5) ? "disabled rule \"R" : "rule \"R") + std::to_string(number) + "\" on ";
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) {
        const auto event = static_cast<catalog::EventId>(below(catalog_.events.size()));
        if (std::find(events_.begin(), events_.end(), event) != events_.end()) continue;
        text += (events_.empty() ? "" : ", ") + catalog_.events[event].id;
        events_.push_back(event);
    }
    return text + "\n" + block(3) + "\n";
}

std::string Generator::rules() {
    lists_.clear();
    conditions_.clear();
    events_.clear();
    std::string text;
    for (std::size_t i = below(3); i > 0; --i) {
        const value::Type type = field().type.element();
        lists_.emplace_back("l" + std::to_string(i), type);
        text += "list " + lists_.back().first + " = " + list_of(type) + "\n";
    }
    for (std::size_t i = below(3); i > 0; --i) {
        const std::string name = "c" + std::to_string(i);
        text += "condition " + name + " = " + condition(2) + "\n";
        conditions_.push_back(name);
    }
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) text += rule(static_cast<int>(i));
    return text;
}

// --- events ---------------------------------------------------------------------------------------------------------

std::string Generator::event() {
    std::map<std::string, std::string> groups, nested;
    const auto value_of = [&](value::Type type) {
        if (chance(5)) return std::string("null");
        if (!type.list) return one(wire_values(catalog_, type));
        std::string list = "[";
        for (std::size_t i = below(4); i > 0; --i)
            list += one(wire_values(catalog_, type.element())) + (i > 1 ? "," : "");
        return list + "]";
    };
    const auto put = [](std::string& object, const std::string& name, const std::string& value) {
        object += (object.empty() ? "" : ",") + quote(name) + ":" + value;
    };
    std::string former;
    for (const catalog::Field& field : catalog_.fields) {
        const std::string group(catalog::group_name(field.group));
        if (field.group == catalog::Group::time || field.group == catalog::Group::workload ||
            field.id == "context.event")
            continue;
        const std::string name = field.id.substr(group.size() + 1);
        if (chance(60)) {
            const std::size_t dot = name.find('.');
            if (dot == std::string::npos)
                put(groups[group], name, value_of(field.type));
            else
                put(nested[group + "." + name.substr(0, dot)], name.substr(dot + 1), value_of(field.type));
        }
        if (field.group == catalog::Group::conversation && chance(15)) put(former, name, value_of(field.type));
    }
    for (const auto& [path, members] : nested) {
        const std::size_t dot = path.find('.');
        put(groups[path.substr(0, dot)], path.substr(dot + 1), "{" + members + "}");
    }
    std::string workload;
    std::vector<std::string> queues = catalog_.domains[catalog_.queue_domain].values;
    queues.push_back("Gone");
    for (const std::string& queue : queues) {
        std::string measures;
        for (const catalog::Field& field : catalog_.fields) {
            if (field.group == catalog::Group::workload && chance(50))
                put(measures, field.id.substr(9), value_of(field.type));
        }
        if (chance(80)) put(workload, queue, "{" + measures + "}");
    }
    std::string text = R"({"id":"e","at":)" + one(wire_values(catalog_, {value::Kind::instant})) + R"(,"event":)";
    const auto event = [&] { return quote(one(catalog_.events).id); };
    text += chance(60) ? event() : "[" + event() + "," + event() + ",\"unheard_of\"]";
    for (const auto& [group, members] : groups) text += "," + quote(group) + ":{" + members + "}";
    return text + ",\"workload\":{" + workload + "},\"former\":{\"conversation\":{" + former + "}}}";
}

}  // namespace parley::differential
