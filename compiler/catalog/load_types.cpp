#include <algorithm>
#include <array>

#include "compiler/catalog/loader.h"
#include "compiler/diagnostics/suggest.h"

namespace parley::catalog {

using diagnostics::Code;
using value::Kind;
using value::Type;

namespace {

constexpr std::string_view list_prefix = "list of ";

constexpr std::pair<std::string_view, Kind> type_names[] = {
    {"text", Kind::text},        {"choice", Kind::choice},
    {"integer", Kind::integer},  {"decimal", Kind::decimal},
    {"money", Kind::money},      {"duration", Kind::duration},
    {"instant", Kind::instant},  {"date", Kind::date},
    {"time", Kind::time_of_day}, {"weekday", Kind::weekday},
    {"boolean", Kind::boolean},  {"queue", Kind::reference},
    {"agent", Kind::reference},  {"contact_point", Kind::reference},
};

std::optional<Kind> find_type(std::string_view name) {
    for (const auto& [known, kind] : type_names) {
        if (known == name) return kind;
    }
    return std::nullopt;
}

void report_unknown_type(Reader& reader, const yaml::Node& node, std::string_view name, bool list) {
    std::vector<std::string> names;
    std::string all;
    for (const auto& [known, kind] : type_names) {
        names.push_back((list ? std::string(list_prefix) : std::string()) + std::string(known));
        all += (all.empty() ? "`" : ", `") + std::string(known) + "`";
    }
    auto& finding = reader.report(Code::unknown_type, node.span, "unknown type " + in_backticks(node.scalar));
    std::string whole = (list ? std::string(list_prefix) : std::string()) + std::string(name);
    if (diagnostics::nearest(whole, names)) {
        diagnostics::help_with_name(finding, whole, names, "type", node.span, !node.plain);
    } else {
        finding.note("types are " + all + " and `list of` any of them");
    }
}

bool is_currency(std::string_view text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A key of another type: `values` of an integer.
void refuse_key(Reader& reader, const yaml::Node& node, std::string_view key, std::string_view only) {
    if (auto entry = find_entry(node, key)) {
        reader.report(Code::unknown_key, entry->key_span,
                      in_backticks(key) + " goes only with the type " + in_backticks(only));
    }
}

}  // namespace

std::optional<Type> Loader::read_type(const yaml::Node& node, std::string_view owner, source::Span at,
                                      std::string_view noun) {
    const yaml::Node* written = reader_.required(node, "type", owner, at);
    auto text = written ? reader_.text(*written, "type", "the name of a type") : std::nullopt;
    if (!text) return std::nullopt;
    std::string_view name = *text;
    bool list = name.starts_with(list_prefix);
    if (list) name.remove_prefix(list_prefix.size());
    auto kind = find_type(name);
    if (!kind) {
        report_unknown_type(reader_, *written, name, list);
        return std::nullopt;
    }
    if (*kind != Kind::choice) {
        refuse_key(reader_, node, "values", "choice");
        refuse_key(reader_, node, "ordered", "choice");
    }
    if (*kind != Kind::money) refuse_key(reader_, node, "currency", "money");
    Type type{*kind, list, false, value::no_domain};
    if (*kind == Kind::choice) {
        auto choice = read_choice(node, owner, at, noun);
        if (!choice) return std::nullopt;
        type.ordered = choice->ordered;
        type.domain = choice->domain;
    } else if (*kind == Kind::money) {
        auto currency = read_currency(node, owner, at);
        if (!currency) return std::nullopt;
        type.domain = *currency;
    } else if (*kind == Kind::reference) {
        type.domain = name == "queue"   ? catalog_.queue_domain
                      : name == "agent" ? catalog_.agent_domain
                                        : catalog_.contact_point_domain;
    }
    return type;
}

std::optional<Type> Loader::read_choice(const yaml::Node& node, std::string_view owner, source::Span at,
                                        std::string_view noun) {
    Type type{Kind::choice, false, false, value::no_domain};
    if (auto ordered = node.find("ordered")) type.ordered = reader_.boolean(*ordered, "ordered").value_or(false);
    const yaml::Node* written = reader_.required(node, "values", owner, at);
    if (!written) return std::nullopt;
    NameSet seen("value");
    std::vector<std::string> values;
    for (const yaml::Node& item : reader_.items(*written, "values", "a list of values")) {
        auto value = reader_.text(item, "values", "a list of values");
        if (value && seen.add(reader_, *value, item.span)) values.push_back(std::move(*value));
    }
    if (values.empty()) {
        bool reported = !written->items.empty() || written->is_scalar() || written->kind == yaml::Node::Kind::mapping;
        if (!reported) reader_.report(Code::wrong_catalog_value, written->span, "a choice needs at least one value");
        return std::nullopt;
    }
    type.domain = builder_.choice_domain(noun, std::move(values));
    return type;
}

std::optional<value::DomainId> Loader::read_currency(const yaml::Node& node, std::string_view owner, source::Span at) {
    const yaml::Node* written = reader_.required(node, "currency", owner, at);
    auto currency = written ? reader_.text(*written, "currency", "a currency, such as `EUR`") : std::nullopt;
    if (!currency) return std::nullopt;
    if (is_currency(*currency)) return builder_.currency_domain(*currency);
    reader_.report(Code::wrong_catalog_value, written->span, in_backticks(*currency) + " is no currency")
        .help("write the three capital letters of ISO 4217, such as `EUR`");
    return std::nullopt;
}

}  // namespace parley::catalog
