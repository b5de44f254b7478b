#include <algorithm>

#include "runtime/wire/reading_quickly.h"

namespace parley::wire {
namespace {

constexpr std::string_view event_expected = "the name of an event";
constexpr std::string_view instant_expected = "an instant such as \"2026-11-21T10:22:00Z\"";

}  // namespace

Reading::Reading(const vm::Program& program, const Limits& limits)
    : artifact_(program.artifact()),
      limits_(limits),
      members_(artifact_, limits.depth),
      workload_(artifact_),
      names_(artifact_.domain_values().size()) {
    const auto slots = artifact_.slots();
    for (std::uint32_t i = 0; i < slots.size(); ++i) {
        if (slots[i].source == static_cast<std::uint8_t>(bytecode::SlotSource::former))
            formers_.push_back({i, slots[i].base});
    }
    former_given_.resize(slots.size());
    event_seen_.resize(artifact_.events().size());
}

void Reading::begin(vm::Frame& frame, EventHead& head) {
    frame_ = &frame;
    head_ = &head;
    frame.clear();
    begin_head();
    target_ = {&members_.document(), Place::document};
    open_.clear();
    former_ = false;
    skipped_ = 0;
    own_queue_ = {};
    own_set_ = is_uncertain_ = false;
    at_.reset();
    refusal_.reset();
    fault_.reset();
    workload_.clear();
    if (!formers_.empty()) std::fill(former_given_.begin(), former_given_.end(), false);
}

// Strings that have memory are used again: the id and the events where they are.
void Reading::begin_head() {
    has_id_ = false;
    event_count_ = 0;
    head_->is_array = false;
    head_->ignored_members = 0;
    put_by(head_->ignored_events, 0);
}

void Reading::finish_head() {
    put_by(head_->events, event_count_);
    if (has_id_ || !head_->id) return;
    spare_.push_back(std::move(*head_->id));
    head_->id.reset();
}

// Those behind the first ones.
void Reading::put_by(std::vector<std::string>& texts, std::size_t kept) {
    for (; texts.size() > kept; texts.pop_back()) spare_.push_back(std::move(texts.back()));
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
            return (former_ ? "former." : "") + std::string(target.node->path);
        case Place::former:
            return "former";
        case Place::workload:
            return "workload";
        case Place::queue:
            return "workload." + std::string(queue_);
        case Place::figure:
            return "workload." + std::string(queue_) + std::string(target.node->path.substr(sizeof "workload" - 1));
    }
    return {};
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
            return expectation(target.node->type.kind);
        case Place::group:
            if (target.node->field == bytecode::none) return "an object";
            return target.node->type.list ? "a list" : expectation(target.node->type.kind);
        default:
            return "an object";
    }
}

// Objects and lists

bool Reading::opens_list(const Target& target) const {
    if (target.place == Place::event) return true;
    return target.place == Place::group && target.node->field != bytecode::none && target.node->type.list;
}

bool Reading::open(bool list) {
    if (open_.size() + skipped_ >= limits_.depth) {
        refuse({"", "nested deeper than " + std::to_string(limits_.depth) + " levels"});
        return false;
    }
    if (!list && skipped_ == 0 && target_.node->way == Way::object && target_.place == target_.node->place)
        return push(*target_.node);
    if (list && skipped_ == 0 && opens_list(target_)) {
        open_.push_back({target_.node, &target_.node->first, target_.place});
        if (target_.place == Place::event) {
            event_count_ = 0;
            head_->is_array = true;
            target_.place = Place::events;
        } else {
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
    target_.node = open_.back().node;
    target_.place = open_.back().place;
    open_.pop_back();
    if (target_.place == Place::former) former_ = false;
    return true;
}

bool Reading::key(std::string_view name, bool ascii) {
    if (skipped_ == 0) expect(member(JsonValue::of_text(name, ascii, false), open_.back().expected));
    return true;
}

Node& Reading::member(const JsonValue& name, Node**& expected) {
    const Open& object = open_.back();
    if (object.place == Place::workload) {
        begin_queue(name);
        return members_.queue();
    }
    Node* node = members_.find(*object.node, name.text);
    if (node == nullptr && !name.ascii && !value::is_nfc(name.text))
        node = members_.find(*object.node, value::to_nfc(name.text));
    if (node == nullptr) {
        ++head_->ignored_members;
        return members_.unknown();
    }
    *expected = node;
    expected = &node->next;
    return *node;
}

void Reading::begin_queue(const JsonValue& name) {
    queue_ = normal_text(name, frame_->arena());
    const std::uint32_t domain = artifact_.manifest().queue_domain;
    const std::uint32_t* known =
        name.kept && name.ascii ? names_.find(RecentNames::symbol_in(domain), name.text) : nullptr;
    const std::uint32_t symbol = known != nullptr ? *known : artifact_.find_symbol(domain, queue_);
    const bool is_own = !own_queue_.empty() && own_symbol_ == symbol && symbol != bytecode::none;
    if (is_own && name.kept && workload_.only_own_reads(symbol)) {
        is_uncertain_ |= own_set_;
        own_set_ = true;
        figures_ = Figures::set;
    } else {
        figures_ = workload_.begin_queue(queue_, symbol) ? Figures::kept : Figures::unread;
    }
}

std::uint32_t Reading::find_symbol(std::uint32_t domain, std::string_view name) {
    return names_.remember(RecentNames::symbol_in(domain), name, artifact_.find_symbol(domain, name));
}

std::uint32_t Reading::find_code(const Goal& goal, std::string_view text, std::string_view folded) {
    const std::uint32_t code = frame_->program().coder().text_code(goal.slot, folded);
    return goal.has_codes ? names_.remember(RecentNames::code_of(goal.slot), text, code) : code;
}

// The end

std::optional<EventFault> Reading::finish() {
    finish_head();
    if (refusal_) return std::move(refusal_);
    if (fault_) return std::move(fault_);
    if (event_count_ == 0) return EventFault{"event", "expected " + std::string(event_expected) + ", found nothing"};
    if (!at_) return EventFault{"at", "expected " + std::string(instant_expected) + ", found nothing"};
    name_events();
    frame_->set_now(*at_);
    workload_.finish(own_queue_, own_symbol_, *frame_);
    complete_former();
    return std::nullopt;
}

}  // namespace parley::wire
