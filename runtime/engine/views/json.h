// JSON as it is written: members in order, null for what is none. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/metrics/metrics.h"
#include "runtime/engine/model/datum.h"
#include "runtime/engine/model/types.h"
#include "runtime/value/calendar.h"

namespace parley::views {

// Appends one object; done with `end`.
class Object {
public:
    explicit Object(std::string& out) : out_(out) { out_ += '{'; }
    void end() { out_ += '}'; }

    // Where the member's value is to be appended.
    std::string& member(std::string_view name) {
        if (out_.back() != '{') out_ += ',';
        model::append_json(out_, name);
        out_ += ':';
        return out_;
    }
    void text(std::string_view name, std::string_view value) { model::append_json(member(name), value); }
    void text_or_null(std::string_view name, std::string_view value) {
        if (value.empty()) {
            member(name) += "null";
        } else {
            text(name, value);
        }
    }
    template <typename Id>
    void id_or_null(std::string_view name, Id id) {
        text_or_null(name, model::number(id) == 0 ? std::string() : model::to_string(id));
    }
    void boolean(std::string_view name, bool value) { member(name) += value ? "true" : "false"; }
    void number(std::string_view name, std::uint64_t value) { member(name) += std::to_string(value); }
    void number_or_null(std::string_view name, const std::optional<std::int64_t>& value) {
        member(name) += value ? std::to_string(*value) : "null";
    }
    void seconds(std::string_view name, const std::optional<model::Span>& span) {
        number_or_null(name, span ? std::optional(metrics::seconds(*span)) : std::nullopt);
    }
    void instant(std::string_view name, const std::optional<model::Instant>& at) {
        text_or_null(name, at ? value::instant_to_string(*at) : std::string());
    }
    // `append(item, out)` for each.
    template <typename Items, typename Append>
    void list(std::string_view name, const Items& items, const Append& append) {
        std::string& out = member(name);
        out += '[';
        bool is_first = true;
        for (const auto& item : items) {
            if (!is_first) out += ',';
            is_first = false;
            append(item, out);
        }
        out += ']';
    }
    template <typename Items>
    void texts(std::string_view name, const Items& items) {
        list(name, items, [](std::string_view item, std::string& out) { model::append_json(out, item); });
    }
    template <typename Ids>
    void ids(std::string_view name, const Ids& items) {
        list(name, items,
             [](auto id, std::string& out) { model::append_json(out, std::string_view(model::to_string(id))); });
    }

private:
    std::string& out_;
};

// `{"format_version":1,` and what follows.
inline Object document(std::string& out) {
    Object object(out);
    object.number("format_version", 1);
    return object;
}

}  // namespace parley::views
