// What is done with an event while its JSON is read: every value goes to where its members lead. Knows nothing of the
// JSON libraries: readers feed it. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/wire/convert.h"
#include "runtime/wire/event.h"
#include "runtime/wire/members.h"
#include "runtime/wire/workload.h"

namespace parley::wire {

class Reading {
public:
    Reading(const vm::Program& program, const Limits& limits);

    void begin(vm::Frame& frame, EventHead& head);
    // The document's parts in order; false: nothing more can be made of it.
    bool scalar(const JsonValue& json);
    bool key(std::string_view name, bool ascii);
    bool open(bool list);
    bool close();
    // What is wrong with the line as a whole; it comes before what is wrong with one of its values.
    void refuse(EventFault fault);
    // Where the value is that was read last, for faults that the JSON library finds.
    std::string path() const;
    // Behind the last part: the fault, or none and the frame is complete.
    std::optional<EventFault> finish();

private:
    // What the next value is, or an object or list that is being read.
    struct Target {
        Node* node = nullptr;
        Place place = Place::unknown;  // the node's, or that of a list's items
    };
    struct Open {
        Node* node;
        Node** expected;  // of an object: its next member
        Place place;
    };

    // A queue, or a member whose name may be written in another way.
    Node* unusual_member(const Open& object, std::string_view name, bool ascii);
    bool opens_object(const Target& target) const;
    bool opens_list(const Target& target) const;
    std::string expected(const Target& target) const;
    std::string path_of(const Target& target) const;
    bool is_too_long(const JsonValue& json) const;
    void item_fault(const std::string& message);
    void clear_head();
    std::string copy(std::string_view text);

    void event_name(const JsonValue& json);
    void instant(const JsonValue& json);
    void field(const JsonValue& json);
    void name_queue(const JsonValue& json, const value::Value& value);
    void item(const JsonValue& json);
    void figure(const JsonValue& json);
    bool convert_for(const Node& node, const JsonValue& json, value::Value& value);
    void close_list();
    void store(const value::Value& value);
    void fault(std::string message);
    void name_events();
    std::uint32_t symbol_of_event(const std::string& name);
    void complete_former();

    const bytecode::Artifact& artifact_;
    Limits limits_;
    Members members_;
    Workload workload_;

    vm::Frame* frame_ = nullptr;
    EventHead* head_ = nullptr;
    Target target_;            // of the next value
    std::vector<Open> open_;   // objects and lists around it
    bool former_ = false;      // inside of `former`
    std::size_t skipped_ = 0;  // depth inside of what is not looked at
    std::vector<value::Value> items_;
    std::uint64_t item_count_ = 0;
    std::string_view queue_;  // whose figures are read
    bool queue_read_ = false;
    std::string_view own_queue_;
    std::optional<std::uint32_t> own_symbol_;  // its symbol, where it was looked for already
    std::optional<std::int64_t> at_;
    std::optional<EventFault> refusal_, fault_;

    struct Former {
        std::uint32_t slot, base;
    };
    std::vector<Former> formers_;
    std::vector<bool> former_given_;  // by slot
    std::vector<bool> event_seen_;    // by symbol
    std::vector<std::string> spare_;
    std::string last_event_;  // that was asked for last
    std::uint32_t last_symbol_ = bytecode::none;
};

inline bool Reading::key(std::string_view name, bool ascii) {
    if (skipped_ > 0) return true;
    Open& object = open_.back();
    Node* node = members_.find(*object.node, *object.expected, name);
    if (node == nullptr) node = unusual_member(object, name, ascii);
    if (node == nullptr) {
        ++head_->ignored_members;
        target_.place = Place::unknown;
        return true;
    }
    object.expected = &node->next;
    target_.node = node;
    target_.place = node->place;
    return true;
}

}  // namespace parley::wire
