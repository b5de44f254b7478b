#include "runtime/engine/lines/members.h"

#include <algorithm>

namespace parley::lines {

using model::Datum;
using model::Rejection;

const Datum* Members::find(std::string_view name) {
    asked_.insert(name);
    const Datum* value = line_.member(name);
    return value == nullptr || value->kind == Datum::Kind::null ? nullptr : value;
}

std::optional<std::string> Members::maybe_text(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->kind == Datum::Kind::text) return value->text;
    fault(Rejection::malformed);
    return std::nullopt;
}

std::string Members::maybe(std::string_view name) {
    return maybe_text(name).value_or(std::string());
}

std::string Members::need(std::string_view name) {
    std::string text = maybe(name);
    if (text.empty()) missing();
    return text;
}

std::string Members::need_text(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) missing();
    return maybe(name);
}

bool Members::flag(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) return false;
    if (value->kind != Datum::Kind::boolean) fault(Rejection::malformed);
    return value->boolean;
}

std::optional<std::int64_t> Members::maybe_integer(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto number = value->integer();
    if (!number) fault(Rejection::malformed);
    return number;
}

std::vector<std::string> Members::texts(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) return {};
    if (value->kind == Datum::Kind::text) return {value->text};
    std::vector<std::string> found = value->texts();
    if (value->kind != Datum::Kind::list || found.size() != value->items.size()) fault(Rejection::malformed);
    return found;
}

Datum Members::need_object(std::string_view name) {
    const Datum* value = find(name);
    if (value == nullptr) {
        missing();
        return {};
    }
    if (value->kind != Datum::Kind::object) fault(Rejection::malformed);
    return *value;
}

Datum Members::need_any(std::string_view name) {
    asked_.insert(name);
    const Datum* value = line_.member(name);
    if (value == nullptr) missing();
    return value == nullptr ? Datum() : *value;
}

void Members::demand_channel(std::string_view channel) {
    if (!channel.empty() && !tenant_.has_channel(channel)) fault(Rejection::unknown_channel);
}

std::string Members::channel(std::string_view name) {
    std::string channel = need(name);
    demand_channel(channel);
    return channel;
}

std::string Members::maybe_agent(std::string_view name) {
    std::string agent = maybe(name);
    if (!agent.empty() && tenant_.agent(agent) == nullptr) fault(Rejection::unknown_agent);
    return agent;
}

std::string Members::agent(std::string_view name) {
    std::string agent = maybe_agent(name);
    if (agent.empty()) missing();
    return agent;
}

std::string Members::maybe_queue(std::string_view name) {
    std::string queue = maybe(name);
    if (!queue.empty() && tenant_.queue(queue) == nullptr) fault(Rejection::unknown_queue);
    return queue;
}

std::string Members::maybe_state(std::string_view name) {
    std::string state = maybe(name);
    if (!state.empty() && tenant_.closing_state(state) == model::State::none) fault(Rejection::malformed);
    return state;
}

ConversationName Members::conversation() {
    ConversationName found;
    found.conversation = maybe("conversation");
    found.channel = maybe("channel");
    found.from = maybe("from");
    if (!found.conversation.empty()) return found;
    if (found.channel.empty() || found.from.empty()) missing();
    demand_channel(found.channel);
    return found;
}

ContactName Members::contact(std::string_view name) {
    ContactName found;
    const Datum* value = find(name);
    if (value == nullptr) {
        missing();
    } else if (value->kind == Datum::Kind::text) {
        found.contact = value->text;
        if (found.contact.empty()) missing();
    } else if (value->kind == Datum::Kind::object) {
        const auto member = [value, this](std::string_view key) {
            const Datum* part = value->member(key);
            if (part == nullptr) return std::string();
            if (part->kind != Datum::Kind::text) fault(Rejection::malformed);
            return part->text;
        };
        found.channel = member("channel");
        found.from = member("from");
        if (found.channel.empty() || found.from.empty()) missing();
        demand_channel(found.channel);
    } else {
        fault(Rejection::malformed);
    }
    return found;
}

CustomerDetails Members::details() {
    CustomerDetails found;
    found.name = maybe("name");
    found.email = maybe("email");
    found.phone = maybe("phone");
    found.contact_point = maybe("contact_point");
    found.language = maybe("language");
    found.subject = maybe("subject");
    found.attachments = texts("attachments");
    const auto& own = tenant_.conversation_fields;
    for (std::string_view field : {"customer_id", "order_number"}) {
        if (std::find(own.begin(), own.end(), field) == own.end()) continue;
        if (const Datum* value = find(field)) found.fields.emplace_back(field, *value);
    }
    return found;
}

std::optional<Rejection> Members::rejection() const {
    if (faults_.empty()) return std::nullopt;
    return *faults_.begin();
}

void Members::count_ignored(Stimulus& stimulus) const {
    constexpr std::size_t most_names = 3;
    for (const auto& [name, value] : line_.members) {
        if (asked_.contains(name)) continue;
        ++stimulus.ignored_members;
        if (stimulus.ignored_names.size() < most_names) stimulus.ignored_names.push_back(name);
    }
    if (stimulus.ignored_members != 0) stimulus.known_names.assign(asked_.begin(), asked_.end());
}

}  // namespace parley::lines
