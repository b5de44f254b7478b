// The values of an event, once it is known where they go.
#include <algorithm>

#include "runtime/value/text.h"
#include "runtime/wire/reading.h"

namespace parley::wire {
namespace {

using bytecode::none;
using value::Value;

Value no_value(const value::Type& type) {
    return type.list ? Value::of_list(nullptr, 0) : Value::absent();
}

bool is_null(const JsonValue& json) {
    return json.type == JsonValue::Type::null;
}
bool is_text(const JsonValue& json) {
    return json.type == JsonValue::Type::text;
}

}  // namespace

bool Reading::scalar(const JsonValue& json) {
    if (skipped_ > 0) return true;
    switch (target_.place) {
        case Place::id:
            has_id_ = is_text(json);
            if (has_id_) set_id(json.text);
            if (!is_text(json) && !is_null(json)) fault(mismatch(expected(target_), json));
            break;
        case Place::event:
            event_count_ = 0;
            head_->is_array = false;
            if (!is_null(json)) event_name(json);
            break;
        case Place::events:
            event_name(json);
            break;
        case Place::at:
            instant(json);
            break;
        case Place::group:
            field(json);
            break;
        case Place::item:
            item(json);
            break;
        case Place::figure:
            figure(json);
            break;
        case Place::document:
            fault(mismatch(expected(target_), json));
            break;
        case Place::former:
        case Place::workload:
        case Place::queue:
            if (!is_null(json)) fault(mismatch(expected(target_), json));
            break;
        case Place::unknown:
            break;
    }
    return true;
}

bool Reading::is_too_long(const JsonValue& json) const {
    return is_text(json) && json.text.size() > limits_.string_bytes;
}

// Of a field, or of an item of its list.
void Reading::item_fault(const std::string& message) {
    fault(target_.place == Place::item ? "item " + std::to_string(item_count_) + ": " + message : message);
}

void Reading::event_name(const JsonValue& json) {
    if (!is_text(json) || json.text.empty()) return fault(mismatch(expected(target_), json));
    if (event_count_ >= limits_.list_items) {
        return fault("too many events: at most " + std::to_string(limits_.list_items));
    }
    add_event(json.text);
}

void Reading::add_event(std::string_view name) {
    if (event_count_ < head_->events.size()) {
        head_->events[event_count_] = name;
    } else {
        head_->events.push_back(copy(name));
    }
    ++event_count_;
}

void Reading::set_id(std::string_view id) {
    if (head_->id) {
        *head_->id = id;
    } else {
        head_->id = copy(id);
    }
}

void Reading::instant(const JsonValue& json) {
    at_.reset();
    if (is_null(json)) return;
    constexpr value::Kind kind = value::Kind::instant;
    Value value;
    if (!convert(artifact_, {kind}, json, {}, frame_->arena(), value)) return fault(conversion_fault(kind, json));
    at_ = static_cast<std::int64_t>(value.number);
}

void Reading::field(const JsonValue& json) {
    const Node& node = *target_.node;
    if (is_null(json)) {
        if (node.field != none) store(no_value(node.type));
        return;
    }
    if (node.field == none || node.type.list) return fault(mismatch(expected(target_), json));
    Value value;
    if (!convert_for(node, json, value)) return;
    store(value);
    if (!node.names_queue || former_ || !is_text(json)) return;
    std::optional<std::uint32_t> symbol;
    if (value.present && value::is_symbolic(node.type.kind))
        symbol = value.number == value::unknown_symbol ? none : static_cast<std::uint32_t>(value.number);
    name_queue(node, normal_text(json, frame_->arena()), symbol);
}

// The conversation's own; its symbol where it is known.
void Reading::name_queue(const Node& node, std::string_view name, std::optional<std::uint32_t> symbol) {
    if (!workload_.reads_own_queue()) return;
    is_uncertain_ |= own_set_;
    own_queue_ = name;
    own_symbol_ = node.type.domain == artifact_.manifest().queue_domain ? symbol : std::nullopt;
}

void Reading::item(const JsonValue& json) {
    ++item_count_;
    if (item_count_ > limits_.list_items)
        return item_fault("the list is too long: at most " + std::to_string(limits_.list_items) + " items");
    const Node& node = *target_.node;
    Value value;
    if (convert_for(node, json, value) && node.goals[former_].slot != none) items_.push_back(value);
}

// false: it is none, which is told.
bool Reading::convert_for(const Node& node, const JsonValue& json, Value& value) {
    if (is_too_long(json)) {
        item_fault("the text is too long: at most " + std::to_string(limits_.string_bytes) + " bytes");
        return false;
    }
    const Goal& goal = node.goals[former_];
    if (convert(artifact_, node.type, json, {goal.slot != none, goal.folded}, frame_->arena(), value)) return true;
    item_fault(conversion_fault(node.type.kind, json));
    return false;
}

void Reading::close_list() {
    target_ = {open_.back().node, open_.back().place};
    if (items_.empty()) return store(no_value(target_.node->type));
    auto* kept = frame_->arena().array<Value>(items_.size());
    std::ranges::copy(items_, kept);
    store(Value::of_list(kept, static_cast<std::uint32_t>(items_.size())));
}

void Reading::store(const Value& value) {
    const Node& node = *target_.node;
    if (node.names_queue && !former_) {
        is_uncertain_ |= own_set_;
        own_queue_ = {};
    }
    const std::uint32_t slot = node.goals[former_].slot;
    if (slot == none) return;
    frame_->set(slot, value);
    if (former_) former_given_[slot] = true;
}

void Reading::figure(const JsonValue& json) {
    const Node& node = *target_.node;
    Value one;
    Value& value = figures_ == Figures::kept ? workload_.add(node.field) : one;
    const bool read = figures_ != Figures::unread;
    const bool folded = true;  // whether a rule needs it depends on the queue; a figure is hardly ever text
    if (!is_null(json) && !convert(artifact_, node.type, json, {read, folded}, frame_->arena(), value))
        fault(conversion_fault(node.type.kind, json));
    if (figures_ == Figures::set && node.goals[0].slot != none) frame_->set(node.goals[0].slot, value);
}

// An event twice in a moment adds nothing: every rule fires once (D48).
void Reading::name_events() {
    auto&& events = frame_->events();
    if (head_->events.size() == 1) {
        const std::uint32_t symbol = symbol_of_event(head_->events.front());
        if (symbol < event_seen_.size()) return events.push_back(symbol);
    }
    for (const std::string& name : head_->events) {
        const std::uint32_t symbol = symbol_of_event(name);
        if (symbol >= event_seen_.size()) {
            head_->ignored_events.push_back(copy(name));
        } else if (!event_seen_[symbol]) {
            event_seen_[symbol] = true;
            events.push_back(symbol);
        }
    }
    for (const std::uint32_t symbol : events) event_seen_[symbol] = false;
}

// Most lines of a stream have the event of the one before.
std::uint32_t Reading::symbol_of_event(const std::string& name) {
    if (name == last_event_) return last_symbol_;
    const std::uint32_t domain = artifact_.manifest().event_domain;
    last_symbol_ =
        value::is_nfc(name) ? artifact_.find_symbol(domain, name) : artifact_.find_symbol(domain, value::to_nfc(name));
    last_event_ = name;
    return last_symbol_;
}

void Reading::complete_former() {
    for (const Former& former : formers_) {
        if (!former_given_[former.slot]) frame_->set(former.slot, frame_->slot(former.base));
    }
}

}  // namespace parley::wire
