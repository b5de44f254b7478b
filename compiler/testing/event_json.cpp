#include "compiler/testing/event_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"

namespace parley::testing {

Object::Member* Object::find(std::string_view name) {
    const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.name == name; });
    return found == members_.end() ? nullptr : &*found;
}

bool Object::set(const std::vector<std::string>& path, std::string json) {
    Object* object = this;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        Member* member = object->find(path[i]);
        if (member == nullptr) {
            object->members_.push_back({path[i], {}, std::make_unique<Object>()});
            member = &object->members_.back();
        }
        if (!member->object) return false;
        object = member->object.get();
    }
    if (object->find(path.back()) != nullptr) return false;
    object->members_.push_back({path.back(), std::move(json), nullptr});
    return true;
}

std::string Object::json() const {
    std::string out = "{";
    for (const Member& member : members_) {
        if (out.size() > 1) out += ',';
        out += json_string(member.name);
        out += ':';
        out += member.object ? member.object->json() : member.json;
    }
    return out + "}";
}

std::string json_string(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 10> units = {{{"second", 1},
                                                                                  {"seconds", 1},
                                                                                  {"minute", 60},
                                                                                  {"minutes", 60},
                                                                                  {"hour", 3600},
                                                                                  {"hours", 3600},
                                                                                  {"day", 86400},
                                                                                  {"days", 86400},
                                                                                  {"week", 604800},
                                                                                  {"weeks", 604800}}};
    std::int64_t count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (fault != std::errc{} || count < 0) return std::nullopt;
    std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit.empty()) return count;
    if (unit.front() != ' ') return std::nullopt;
    unit.remove_prefix(unit.find_first_not_of(' '));
    for (const auto& [name, seconds] : units) {
        std::int64_t product = 0;
        if (name == unit && !__builtin_mul_overflow(count, seconds, &product)) return product;
    }
    return std::nullopt;
}

namespace {

// The JSON of a scalar that fits the type, nullopt where it does not.
std::optional<std::string> scalar_json(const yaml::Node& node, value::Type type, const catalog::Catalog& catalog) {
    const std::string& text = node.scalar;
    switch (type.kind) {
        case value::Kind::text:
        case value::Kind::choice:
        case value::Kind::reference:
            return json_string(text);
        case value::Kind::integer:
        case value::Kind::decimal:
        case value::Kind::money: {
            const value::ParsedNumber parsed = value::parse_json_number(text);
            if (!node.plain || parsed.fault != value::NumberFault::none) return std::nullopt;
            const bool fits = type.kind != value::Kind::integer || (parsed.whole && value::fits_integer(parsed.number));
            return fits ? std::optional(value::to_string(parsed.number)) : std::nullopt;
        }
        case value::Kind::duration: {
            const std::optional<std::int64_t> seconds = parse_duration(text);
            return seconds ? std::optional(std::to_string(*seconds)) : std::nullopt;
        }
        case value::Kind::boolean:
            return node.plain && (text == "true" || text == "false") ? std::optional(text) : std::nullopt;
        case value::Kind::instant: {
            std::optional<std::int64_t> instant = value::parse_instant(text);
            if (!instant) instant = value::parse_instant_literal(text, catalog.zone);
            return instant ? std::optional(json_string(value::instant_to_string(*instant))) : std::nullopt;
        }
        case value::Kind::date:
            return value::parse_date(text) ? std::optional(json_string(text)) : std::nullopt;
        case value::Kind::time_of_day: {
            const std::optional<std::int32_t> time = value::parse_time_of_day(text);
            return time ? std::optional(json_string(value::time_to_string(*time))) : std::nullopt;
        }
        case value::Kind::weekday:
            return value::parse_weekday(text) ? std::optional(json_string(text)) : std::nullopt;
    }
    return std::nullopt;
}

std::string_view example(value::Kind kind) {
    switch (kind) {
        case value::Kind::integer:
            return "3";
        case value::Kind::decimal:
        case value::Kind::money:
            return "19.99";
        case value::Kind::duration:
            return "15 minutes";
        case value::Kind::boolean:
            return "true";
        case value::Kind::instant:
            return "2026-11-21T10:22:00Z";
        case value::Kind::date:
            return "2026-12-24";
        case value::Kind::time_of_day:
            return "18:30";
        case value::Kind::weekday:
            return "monday";
        case value::Kind::text:
        case value::Kind::choice:
        case value::Kind::reference:
            break;
    }
    return "one value";
}

}  // namespace

std::optional<std::string> typed_json(const yaml::Node& node, value::Type type, const catalog::Catalog& catalog,
                                      diagnostics::Diagnostics& diagnostics) {
    if (type.list) {
        if (node.kind != yaml::Node::Kind::sequence) {
            diagnostics
                .report(diagnostics::Code::bad_test, node.span, "this field takes " + catalog::describe(catalog, type))
                .help("write a list, such as `[one, two]`; `[]` is the empty one");
            return std::nullopt;
        }
        std::string out = "[";
        for (const yaml::Node& item : node.items) {
            const std::optional<std::string> json = typed_json(item, type.element(), catalog, diagnostics);
            if (!json) return std::nullopt;
            if (out.size() > 1) out += ',';
            out += *json;
        }
        return out + "]";
    }
    if (node.kind == yaml::Node::Kind::null) return "null";
    std::optional<std::string> json;
    if (node.is_scalar()) json = scalar_json(node, type, catalog);
    if (!json) {
        diagnostics
            .report(diagnostics::Code::bad_test, node.span,
                    (node.is_scalar() ? "`" + node.scalar + "` is not " : "this is not ") +
                        catalog::describe(catalog, type))
            .help("such as `" + std::string(example(type.kind)) + "`");
    }
    return json;
}

}  // namespace parley::testing
