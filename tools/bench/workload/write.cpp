#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "tools/bench/workload/model.h"

namespace parley::bench {
namespace {

// All names and words of a set are printable ASCII without quotes and backslashes.
std::string quote(std::string_view text) {
    return '"' + std::string(text) + '"';
}

template <typename T, typename Write>
void list(std::ostream& out, const std::vector<T>& items, Write write) {
    out << '[';
    const char* separator = "";
    for (const T& item : items) {
        out << separator;
        write(item);
        separator = ",";
    }
    out << ']';
}

void write_condition(std::ostream& out, const Set& set, const Condition& condition) {
    if (condition.kind != Condition::Kind::test) {
        out << (condition.kind == Condition::Kind::all ? "{\"all\":" : "{\"any\":");
        list(out, condition.children, [&](const Condition& child) { write_condition(out, set, child); });
        out << '}';
        return;
    }
    out << "{\"field\":" << quote(field_infos[condition.field].name)
        << ",\"op\":" << quote(op_names[static_cast<std::size_t>(condition.op)]) << ",\"values\":";
    list(out, condition.values, [&](std::int32_t value) { out << value; });
    out << '}';
}

void write_actions(std::ostream& out, const std::vector<Action>& actions) {
    list(out, actions, [&](const Action& action) {
        out << "{\"id\":" << action.id << ",\"kind\":" << quote(action.kind) << ",\"value\":" << quote(action.value)
            << '}';
    });
}

void write_rule(std::ostream& out, const Set& set, const Rule& rule) {
    out << "\n{\"name\":" << quote(rule.name) << ",\"always\":";
    write_actions(out, rule.always);
    out << ",\"branches\":";
    list(out, rule.branches, [&](const Branch& branch) {
        out << "\n {\"when\":";
        write_condition(out, set, branch.when);
        out << ",\"actions\":";
        write_actions(out, branch.actions);
        out << '}';
    });
    out << ",\"otherwise\":";
    write_actions(out, rule.otherwise);
    out << '}';
}

std::string name_of(const Set& set, const Event& event, Field field) {
    return quote(set.names[field][static_cast<std::size_t>(event.values[field])]);
}

std::ofstream open(const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    if (!out) throw std::runtime_error("cannot write " + path);
    return out;
}

}  // namespace

void write_set(const Set& set, const std::string& path) {
    static constexpr std::string_view type_names[] = {"symbol", "rank", "text", "number", "boolean"};
    std::ofstream out = open(path);
    out << "{\"name\":" << quote(set.name) << ",\"seed\":" << set.seed << ",\"actions\":" << set.action_count
        << ",\"chain\":" << set.chain << ",\n\"fields\":[";
    for (std::size_t i = 0; i < field_count; ++i) {
        out << (i == 0 ? "\n" : ",\n") << "{\"name\":" << quote(field_infos[i].name)
            << ",\"type\":" << quote(type_names[static_cast<std::size_t>(field_infos[i].type)]) << ",\"names\":";
        list(out, set.names[i], [&](const std::string& name) { out << quote(name); });
        out << '}';
    }
    out << "],\n\"words\":";
    list(out, set.words, [&](const std::string& word) { out << quote(word); });
    out << ",\n\"rules\":";
    list(out, set.rules, [&](const Rule& rule) { write_rule(out, set, rule); });
    out << "}\n";
}

void write_events(const Set& set, const std::vector<Event>& events, const std::string& path) {
    std::ofstream out = open(path);
    std::size_t number = 0;
    for (const Event& event : events) {
        char id[24];
        std::snprintf(id, sizeof id, "evt-%06zu", ++number);
        const auto named = [&](Field field) { return name_of(set, event, field); };
        const auto value = [&](Field field) { return event.values[field]; };
        out << R"({"id":")" << id
            << R"(","event":"starting","at":"2026-11-23T09:02:10Z","conversation":{"contact_point":)"
            << named(contact_point) << R"(,"platform":)" << named(platform) << R"(,"priority":)" << named(priority)
            << R"(,"customer_tier":)" << named(customer_tier) << R"(,"queue":)" << named(queue) << R"(,"language":)"
            << named(language) << R"(,"is_business_hours":)" << (value(is_business_hours) != 0 ? "true" : "false")
            << R"(,"hours_since_last_conversation":)" << value(hours_since_last_conversation) << R"(,"attempts":)"
            << value(attempts) << R"(},"context":{"message":{"text":")" << event.text << R"("}},"workload":{)"
            << named(queue) << R"(:{"estimated_wait":)" << value(estimated_wait_seconds) << R"(,"agents_available":)"
            << value(agents_available) << "}}}\n";
    }
}

void write_expected(const Set& set, const std::vector<Event>& events, const std::string& path) {
    std::ofstream out = open(path);
    for (const Event& event : events) {
        std::uint32_t hash = 2166136261u;
        for (const std::uint32_t id : decide(set, event)) hash = (hash ^ id) * 16777619u;
        const char bytes[] = {static_cast<char>(hash), static_cast<char>(hash >> 8), static_cast<char>(hash >> 16),
                              static_cast<char>(hash >> 24)};
        out.write(bytes, sizeof bytes);
    }
}

}  // namespace parley::bench
