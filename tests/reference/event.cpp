#include "tests/reference/event.h"

#include <nlohmann/json.hpp>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/value/text.h"

namespace parley::reference {

namespace {

// A JSON value whose numbers are still their digits.
struct Raw {
    enum class Kind { null, boolean, number, string, array, object } kind = Kind::null;
    bool boolean = false;
    std::string text;
    std::vector<Raw> items;
    struct Member;
    std::vector<Member> members;
};
struct Raw::Member {
    std::string name;
    Raw value;
};

class RawReader : public nlohmann::json_sax<nlohmann::json> {
public:
    Raw root;
    bool null() override { return put({}); }
    bool boolean(bool value) override { return put({Raw::Kind::boolean, value, {}, {}, {}}); }
    bool number_integer(std::int64_t value) override {
        return put({Raw::Kind::number, false, std::to_string(value), {}, {}});
    }
    bool number_unsigned(std::uint64_t value) override {
        return put({Raw::Kind::number, false, std::to_string(value), {}, {}});
    }
    bool number_float(double, const std::string& digits) override {
        return put({Raw::Kind::number, false, digits, {}, {}});
    }
    bool string(std::string& value) override { return put({Raw::Kind::string, false, value, {}, {}}); }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Raw::Kind::object); }
    bool start_array(std::size_t) override { return open(Raw::Kind::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& key) override {
        open_.back()->members.push_back({key, Raw{}});
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    Raw* place() {
        if (open_.empty()) return &root;
        if (open_.back()->kind == Raw::Kind::object) return &open_.back()->members.back().value;
        return &open_.back()->items.emplace_back();
    }
    bool put(Raw raw) {
        *place() = std::move(raw);
        return true;
    }
    bool open(Raw::Kind kind) {
        if (open_.size() >= 64) return false;
        Raw* raw = place();
        *raw = {kind, false, {}, {}, {}};
        open_.push_back(raw);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    std::vector<Raw*> open_;
};

bool read_scalar(const Raw& raw, value::Type type, Value& out) {
    const bool is_string = raw.kind == Raw::Kind::string;
    out.present = true;
    switch (type.kind) {
        case value::Kind::text:
        case value::Kind::choice:
        case value::Kind::reference:
            out.text = value::to_nfc(raw.text);
            return is_string;
        case value::Kind::boolean:
            out.number = raw.boolean;
            return raw.kind == Raw::Kind::boolean;
        case value::Kind::instant: {
            const auto instant = value::parse_instant(raw.text);
            out.number = instant.value_or(0);
            return is_string && instant.has_value();
        }
        case value::Kind::date: {
            const auto day = value::parse_date(raw.text);
            out.number = day.value_or(0);
            return is_string && day.has_value();
        }
        case value::Kind::time_of_day: {
            const auto second = value::parse_time_of_day(raw.text);
            out.number = second.value_or(0);
            return is_string && second.has_value();
        }
        case value::Kind::weekday: {
            const auto weekday = value::parse_weekday(raw.text);
            out.number = weekday.value_or(0);
            return is_string && weekday.has_value();
        }
        case value::Kind::integer:
        case value::Kind::decimal:
        case value::Kind::money:
        case value::Kind::duration: {
            if (raw.kind != Raw::Kind::number) return false;
            const value::ParsedNumber number = value::parse_json_number(raw.text);
            out.number = number.number;
            if (number.fault != value::NumberFault::none) return false;
            if (type.kind == value::Kind::integer) return number.whole && value::fits_integer(number.number);
            if (type.kind != value::Kind::duration) return true;
            out.number = number.number / value::decimal_scale;
            return number.whole && number.number >= 0 && value::fits_integer(number.number);
        }
    }
    return false;
}

bool read_value(const Raw& raw, value::Type type, Value& out) {
    out = {};
    if (raw.kind == Raw::Kind::null) return true;
    if (!type.list) return read_scalar(raw, type, out);
    if (raw.kind != Raw::Kind::array) return false;
    for (const Raw& item : raw.items) {
        if (item.kind == Raw::Kind::null || !read_scalar(item, type.element(), out.items.emplace_back())) return false;
    }
    return true;
}

class Reader {
public:
    Reader(const catalog::Catalog& catalog, Event& event) : catalog_(catalog), event_(event) {}

    bool read(const Raw& root) {
        if (root.kind != Raw::Kind::object) return false;
        bool has_event = false, has_at = false;
        for (const auto& [name, raw] : root.members) {
            if (name == "id") {
                if (raw.kind == Raw::Kind::null) continue;
                if (raw.kind != Raw::Kind::string) return false;
                event_.id = raw.text;
            } else if (name == "event") {
                has_event = true;
                event_.events.clear();
                if (raw.kind == Raw::Kind::string)
                    event_.events.push_back(raw.text);
                else if (raw.kind != Raw::Kind::array || raw.items.empty())
                    return false;
                for (const Raw& item : raw.items) {
                    if (item.kind != Raw::Kind::string) return false;
                    event_.events.push_back(item.text);
                }
            } else if (name == "at") {
                const auto at = raw.kind == Raw::Kind::string ? value::parse_instant(raw.text) : std::nullopt;
                if (!at) return false;
                event_.at = *at;
                has_at = true;
            } else if (name == "context" || name == "conversation" || name == "previous" || name == "profile") {
                if (!read_group(name, raw, event_.fields)) return false;
            } else if (name == "workload") {
                if (!read_workload(raw)) return false;
            } else if (name == "former") {
                if (!read_former(raw)) return false;
            }
        }
        return has_event && has_at;
    }

private:
    using Fields = std::map<std::string, Value, std::less<>>;

    bool read_group(const std::string& path, const Raw& raw, Fields& into) {
        const auto id = catalog_.find_field(path);
        if (id && path != "context.event") {
            const catalog::Field& field = catalog_.fields[*id];
            return read_value(raw, field.type, into[field.alias_of ? catalog_.fields[*field.alias_of].id : path]);
        }
        if (raw.kind == Raw::Kind::object) {
            for (const auto& [name, member] : raw.members) {
                // A dot is between names, never in one.
                if (name.find('.') == std::string::npos && !read_group(path + "." + name, member, into)) return false;
            }
            return true;
        }
        const bool group = path.find('.') == std::string::npos;
        return !group || raw.kind == Raw::Kind::null;
    }

    bool read_workload(const Raw& raw) {
        if (raw.kind == Raw::Kind::null) return true;
        if (raw.kind != Raw::Kind::object) return false;
        for (const auto& [queue, measures] : raw.members) {
            if (measures.kind == Raw::Kind::null) continue;
            if (measures.kind != Raw::Kind::object) return false;
            for (const auto& [name, measure] : measures.members) {
                const auto id = catalog_.find_field("workload." + name);
                if (!id) continue;
                if (!read_value(measure, catalog_.fields[*id].type, event_.queues[value::to_nfc(queue)][name]))
                    return false;
            }
        }
        return true;
    }

    bool read_former(const Raw& raw) {
        if (raw.kind == Raw::Kind::null) return true;
        if (raw.kind != Raw::Kind::object) return false;
        for (const auto& [name, member] : raw.members) {
            if (name == "conversation" && !read_group(name, member, event_.former)) return false;
        }
        return true;
    }

    const catalog::Catalog& catalog_;
    Event& event_;
};

}  // namespace

std::optional<Event> read_event(std::string_view json, const catalog::Catalog& catalog) {
    RawReader raw;
    if (!nlohmann::json::sax_parse(json, &raw)) return std::nullopt;
    Event event;
    if (!Reader(catalog, event).read(raw.root)) return std::nullopt;
    return event;
}

}  // namespace parley::reference
