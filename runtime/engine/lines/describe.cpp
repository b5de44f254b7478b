// Lines that were put out, read again: for people, and for what must be forgotten.
#include <algorithm>

#include "runtime/engine/lines/json.h"
#include "runtime/engine/lines/output.h"

namespace parley::lines {
namespace {

using model::Datum;

// Members of an action that name what the tenant declares, never what a customer said.
constexpr std::string_view harmless[] = {"action",  "rule",     "at",    "queue",        "queues",     "agent",
                                         "field",   "priority", "state", "state_reason", "suppressed", "not_done",
                                         "message", "webhook",  "task",  "channel",      "notes",      "missing"};

Datum* member_of(Datum& object, std::string_view name) {
    for (auto& [key, value] : object.members)
        if (key == name) return &value;
    return nullptr;
}

void blank(Datum& value) {
    if (value.kind == Datum::Kind::text) value.text.clear();
    for (Datum& item : value.items) blank(item);
    for (auto& [name, member] : value.members) blank(member);
}

std::string text_of(const Datum& line, std::string_view name) {
    const Datum* value = line.member(name);
    return value == nullptr ? std::string() : std::string(value->scalar());
}

std::string list_of(const Datum& line, std::string_view name) {
    std::string joined;
    const Datum* value = line.member(name);
    if (value == nullptr) return joined;
    for (const std::string& text : value->texts()) joined += (joined.empty() ? "" : ", ") + text;
    return joined;
}

// "text: Thanks, by: rule", without the members that the caller shows elsewhere.
std::string rest_of(const Datum& line, std::initializer_list<std::string_view> shown) {
    std::string rest;
    for (const auto& [name, value] : line.members) {
        if (std::find(shown.begin(), shown.end(), name) != shown.end()) continue;
        std::string written;
        if (value.kind == Datum::Kind::text) {
            written = value.text;
        } else {
            model::append_json(written, value);
        }
        rest += (rest.empty() ? "" : ", ") + name + ": " + written;
    }
    return rest;
}

std::string describe_moment(const Datum& line) {
    const std::string conversation = text_of(line, "conversation");
    std::string out =
        text_of(line, "at") + "  " + (conversation.empty() ? "-" : conversation) + "  " + list_of(line, "events");
    const Datum* actions = line.member("actions");
    if (actions == nullptr) return out;
    for (const Datum& action : actions->items) {
        out += "\n    " + text_of(action, "action") + "  " + rest_of(action, {"action", "rule", "at"}) + "  (" +
               text_of(action, "rule") + ", " + text_of(action, "at") + ")";
    }
    return out;
}

}  // namespace

std::string without_texts(std::string_view text) {
    auto line = parse_json(text, Limits{.line_bytes = text.size(), .depth = 128});
    std::string out;
    if (!line) return out;
    if (Datum* actions = member_of(*line, "actions"); actions != nullptr) {
        for (Datum& action : actions->items)
            for (auto& [name, value] : action.members)
                if (std::find(std::begin(harmless), std::end(harmless), name) == std::end(harmless)) blank(value);
    }
    model::append_json(out, *line);
    return out;
}

std::string describe(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    const auto line = parse_json(text, Limits{.line_bytes = text.size(), .depth = 128});
    if (!line || line->kind != Datum::Kind::object) return std::string(text);
    const std::string record = text_of(*line, "record"), command = text_of(*line, "command");
    if (record == "moment") return describe_moment(*line);
    if (!record.empty()) return record + "  " + rest_of(*line, {"record"});
    return "  > " + command + "  " + text_of(*line, "conversation") + "  " +
           rest_of(*line, {"command", "key", "conversation"});
}

}  // namespace parley::lines
