#include "runtime/wire/reading.h"

#include <algorithm>

#include "runtime/value/calendar.h"
#include "runtime/value/text.h"

namespace parley::wire {
namespace {

using bytecode::none;
using value::Value;

constexpr std::string_view event_expected = "the name of an event";
constexpr std::string_view instant_expected = "an instant such as \"2026-11-21T10:22:00Z\"";

Value no_value(value::Type type) {
    return type.list ? Value::of_list(nullptr, 0) : Value::absent();
}

bool is_null(const JsonValue& json) {
    return json.type == JsonValue::Type::null;
}
bool is_text(const JsonValue& json) {
    return json.type == JsonValue::Type::text;
}

}  // namespace

Reading::Reading(const vm::Program& program, const Limits& limits)
    : artifact_(program.artifact()),
      fields_(artifact_.fields()),
      slots_(artifact_.slots()),
      limits_(limits),
      tree_(artifact_, limits.depth),
      conversation_(tree_.child(FieldTree::root, "conversation")),
      workload_node_(tree_.child(FieldTree::root, "workload")),
      queue_field_(none),
      event_field_(none),
      workload_(artifact_) {
    for (std::uint32_t i = 0; i < fields_.size(); ++i) {
        const std::string_view path = artifact_.string(fields_[i].path);
        if (path == "conversation.queue") queue_field_ = i;
        if (path == "context.event") event_field_ = i;
    }
    for (std::uint32_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].source == static_cast<std::uint8_t>(bytecode::SlotSource::former))
            formers_.push_back({i, slots_[i].base});
    }
    former_given_.resize(slots_.size());
    event_seen_.resize(artifact_.events().size());
}

void Reading::begin(vm::Frame& frame, EventHead& head) {
    frame_ = &frame;
    head_ = &head;
    frame.clear();
    clear_head();
    target_ = {Place::document, false, FieldTree::root};
    open_.clear();
    skipped_ = 0;
    own_queue_ = {};
    at_.reset();
    refusal_.reset();
    fault_.reset();
    workload_.clear();
    std::fill(former_given_.begin(), former_given_.end(), false);
    std::fill(event_seen_.begin(), event_seen_.end(), false);
}

// Strings that have memory are used again.
void Reading::clear_head() {
    const auto put_by = [&](std::string& text) { spare_.push_back(std::move(text)); };
    if (head_->id) put_by(*head_->id);
    std::ranges::for_each(head_->events, put_by);
    std::ranges::for_each(head_->ignored_events, put_by);
    head_->id.reset();
    head_->events.clear();
    head_->is_array = false;
    head_->ignored_members = 0;
    head_->ignored_events.clear();
}

std::string Reading::copy(std::string_view text) {
    if (spare_.empty()) return std::string(text);
    std::string copy = std::move(spare_.back());
    spare_.pop_back();
    copy.assign(text);
    return copy;
}

void Reading::refuse(EventFault fault) {
    refusal_ = std::move(fault);
}

void Reading::fault(std::string message) {
    if (!fault_) fault_ = EventFault{path_of(target_), std::move(message)};
}

std::string Reading::path() const {
    return skipped_ == 0 ? path_of(target_) : std::string();
}

std::string Reading::path_of(const Target& target) const {
    switch (target.place) {
        case Place::document:
        case Place::unknown:
            return {};
        case Place::id:
            return "id";
        case Place::event:
        case Place::events:
            return "event";
        case Place::at:
            return "at";
        case Place::group:
        case Place::item:
            return (target.former ? "former." : "") + std::string(tree_.path(target.node));
        case Place::former:
            return "former";
        case Place::workload:
            return "workload";
        case Place::queue:
            return "workload." + std::string(queue_);
        case Place::figure:
            return "workload." + std::string(queue_) +
                   std::string(tree_.path(target.node)).substr(sizeof "workload" - 1);
    }
    return {};
}

value::Type Reading::type_of(const Target& target) const {
    return fields_[tree_.field(target.node)].type.type();
}

std::string Reading::expected(const Target& target) const {
    switch (target.place) {
        case Place::id:
            return "text";
        case Place::event:
        case Place::events:
            return std::string(event_expected);
        case Place::at:
            return std::string(instant_expected);
        case Place::item:
        case Place::figure:
            return expectation(type_of(target).kind);
        case Place::group:
            if (tree_.field(target.node) == none) return "an object";
            return type_of(target).list ? "a list" : expectation(type_of(target).kind);
        default:
            return "an object";
    }
}

// Objects and lists

bool Reading::opens_object(const Target& target) const {
    switch (target.place) {
        case Place::document:
        case Place::former:
        case Place::workload:
        case Place::queue:
            return true;
        case Place::group:
            return tree_.has_children(target.node);
        default:
            return false;
    }
}

bool Reading::opens_list(const Target& target) const {
    if (target.place == Place::event) return true;
    return target.place == Place::group && tree_.field(target.node) != none && type_of(target).list;
}

bool Reading::open(bool list) {
    if (open_.size() + skipped_ >= limits_.depth) {
        refuse({"", "nested deeper than " + std::to_string(limits_.depth) + " levels"});
        return false;
    }
    if (skipped_ == 0 && (list ? opens_list(target_) : opens_object(target_))) {
        open_.push_back(target_);
        if (list && target_.place == Place::event) {
            head_->events.clear();
            head_->is_array = true;
            target_.place = Place::events;
        } else if (list) {
            items_.clear();
            item_count_ = 0;
            target_.place = Place::item;
        }
        return true;
    }
    if (skipped_ == 0 && target_.place != Place::unknown) {
        const JsonValue found = JsonValue::of(list ? JsonValue::Type::list : JsonValue::Type::object);
        fault(mismatch(expected(target_), found));
        if (target_.place == Place::item) ++item_count_;
    }
    ++skipped_;
    return true;
}

bool Reading::close() {
    if (skipped_ > 0) {
        --skipped_;
        return true;
    }
    if (target_.place == Place::item && open_.back().place == Place::group) close_list();
    target_ = open_.back();
    open_.pop_back();
    return true;
}

bool Reading::key(std::string_view name) {
    if (skipped_ > 0) return true;
    target_ = value::is_nfc(name) ? member(open_.back(), name) : member(open_.back(), value::to_nfc(name));
    if (target_.place == Place::unknown) ++head_->ignored_members;
    return true;
}

Reading::Target Reading::member(const Target& object, std::string_view name) {
    switch (object.place) {
        case Place::document:
            return member_of_event(name);
        case Place::group:
            return member_of_group(object, name);
        case Place::former:
            if (name == "conversation" && conversation_ != none) return {Place::group, true, conversation_};
            return {};
        case Place::workload:
            queue_ = normal_text(name, frame_->arena());
            queue_read_ = workload_.begin_queue(queue_);
            return {Place::queue, false, FieldTree::root};
        case Place::queue: {
            const FieldTree::NodeId node = tree_.child(workload_node_, name);
            if (node == none || tree_.field(node) == none) return {};
            return {Place::figure, false, node};
        }
        default:
            return {};
    }
}

Reading::Target Reading::member_of_event(std::string_view name) const {
    if (name == "id") return {Place::id, false, FieldTree::root};
    if (name == "event") return {Place::event, false, FieldTree::root};
    if (name == "at") return {Place::at, false, FieldTree::root};
    if (name == "former") return {Place::former, false, FieldTree::root};
    if (name == "workload" && workload_node_ != none) return {Place::workload, false, FieldTree::root};
    for (const std::string_view group : {"context", "conversation", "previous", "profile"}) {
        if (name != group) continue;
        const FieldTree::NodeId node = tree_.child(FieldTree::root, name);
        if (node != none) return {Place::group, false, node};
    }
    return {};
}

Reading::Target Reading::member_of_group(const Target& group, std::string_view name) const {
    const FieldTree::NodeId node = tree_.child(group.node, name);
    // Which event it is says the line's `event`, for each rule its own.
    if (node == none || (tree_.field(node) != none && tree_.field(node) == event_field_)) return {};
    return {Place::group, group.former, node};
}

// Values

bool Reading::scalar(const JsonValue& json) {
    if (skipped_ > 0) return true;
    switch (target_.place) {
        case Place::id:
            head_->id.reset();
            if (is_text(json)) head_->id = copy(json.text);
            if (!is_text(json) && !is_null(json)) fault(mismatch(expected(target_), json));
            break;
        case Place::event:
            head_->events.clear();
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

bool Reading::is_over_limit(const JsonValue& json) const {
    return list_is_over_limit() || (is_text(json) && json.text.size() > limits_.string_bytes);
}

bool Reading::list_is_over_limit() const {
    return target_.place == Place::item && item_count_ > limits_.list_items;
}

void Reading::limit_fault() {
    item_fault(list_is_over_limit()
                   ? "the list is too long: at most " + std::to_string(limits_.list_items) + " items"
                   : "the text is too long: at most " + std::to_string(limits_.string_bytes) + " bytes");
}

// Of a field, or of an item of its list.
void Reading::item_fault(const std::string& message) {
    fault(target_.place == Place::item ? "item " + std::to_string(item_count_) + ": " + message : message);
}

void Reading::event_name(const JsonValue& json) {
    if (!is_text(json) || json.text.empty()) return fault(mismatch(event_expected, json));
    if (head_->events.size() >= limits_.list_items) {
        return fault("too many events: at most " + std::to_string(limits_.list_items));
    }
    head_->events.push_back(copy(json.text));
}

void Reading::instant(const JsonValue& json) {
    at_.reset();
    if (is_null(json)) return;
    Converted converted = convert(artifact_, {value::Kind::instant}, json, {}, frame_->arena());
    if (!converted.fault.empty()) return fault(std::move(converted.fault));
    at_ = static_cast<std::int64_t>(converted.value.number);
}

void Reading::field(const JsonValue& json) {
    const std::uint32_t index = tree_.field(target_.node);
    if (is_null(json)) {
        if (index != none) store(no_value(type_of(target_)));
        return;
    }
    if (index == none || type_of(target_).list) return fault(mismatch(expected(target_), json));
    item(json);
}

// A field's value, or an item of one that is a list.
void Reading::item(const JsonValue& json) {
    const bool in_list = target_.place == Place::item;
    if (in_list) ++item_count_;
    if (is_over_limit(json)) return limit_fault();
    const bytecode::FieldRecord& field = fields_[tree_.field(target_.node)];
    const std::uint32_t slot = target_.former ? field.former_slot : field.slot;
    const Use use{slot != none, slot != none && slots_[slot].folded != 0};
    Converted converted = convert(artifact_, field.type.type(), json, use, frame_->arena());
    if (!converted.fault.empty()) return item_fault(converted.fault);
    if (in_list && use.read) items_.push_back(converted.value);
    if (in_list) return;
    store(converted.value);
    const bool names_queue = tree_.field(target_.node) == queue_field_ && !target_.former;
    if (names_queue && is_text(json) && workload_.reads_own_queue())
        own_queue_ = normal_text(json.text, frame_->arena());
}

void Reading::close_list() {
    target_ = open_.back();
    if (items_.empty()) return store(no_value(type_of(target_)));
    auto* kept = frame_->arena().array<Value>(items_.size());
    std::ranges::copy(items_, kept);
    store(Value::of_list(kept, static_cast<std::uint32_t>(items_.size())));
}

void Reading::store(const Value& value) {
    const bytecode::FieldRecord& field = fields_[tree_.field(target_.node)];
    if (tree_.field(target_.node) == queue_field_ && !target_.former) own_queue_ = {};
    const std::uint32_t slot = target_.former ? field.former_slot : field.slot;
    if (slot == none) return;
    frame_->set(slot, value);
    if (target_.former) former_given_[slot] = true;
}

void Reading::figure(const JsonValue& json) {
    const std::uint32_t index = tree_.field(target_.node);
    if (is_null(json)) {
        if (queue_read_) workload_.add(index, Value::absent());
        return;
    }
    const bool folded = true;  // whether a rule needs it depends on the queue; a figure is hardly ever text
    Converted converted = convert(artifact_, type_of(target_), json, {queue_read_, folded}, frame_->arena());
    if (!converted.fault.empty()) return fault(std::move(converted.fault));
    if (queue_read_) workload_.add(index, converted.value);
}

// The end

std::optional<EventFault> Reading::finish() {
    if (refusal_) return std::move(refusal_);
    if (fault_) return std::move(fault_);
    if (head_->events.empty())
        return EventFault{"event", "expected " + std::string(event_expected) + ", found nothing"};
    if (!at_) return EventFault{"at", "expected " + std::string(instant_expected) + ", found nothing"};
    name_events();
    frame_->set_now(*at_);
    workload_.finish(own_queue_, *frame_);
    complete_former();
    return std::nullopt;
}

// An event twice in a moment adds nothing: every rule fires once (D48).
void Reading::name_events() {
    const std::uint32_t domain = artifact_.manifest().event_domain;
    for (const std::string& name : head_->events) {
        const std::uint32_t symbol = value::is_nfc(name) ? artifact_.find_symbol(domain, name)
                                                         : artifact_.find_symbol(domain, value::to_nfc(name));
        if (symbol >= event_seen_.size()) {
            head_->ignored_events.push_back(copy(name));
        } else if (!event_seen_[symbol]) {
            event_seen_[symbol] = true;
            frame_->events().push_back(symbol);
        }
    }
}

void Reading::complete_former() {
    for (const Former& former : formers_) {
        if (!former_given_[former.slot]) frame_->set(former.slot, frame_->slot(former.base));
    }
}

}  // namespace parley::wire
