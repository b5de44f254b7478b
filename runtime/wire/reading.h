// What is done with an event while its JSON is read: every value goes to where its members lead. Knows nothing of the
// JSON library: event.cpp feeds it. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/wire/convert.h"
#include "runtime/wire/event.h"
#include "runtime/wire/field_tree.h"
#include "runtime/wire/workload.h"

namespace parley::wire {

class Reading {
public:
    Reading(const vm::Program& program, const Limits& limits);

    void begin(vm::Frame& frame, EventHead& head);
    // The document's parts in order; false: nothing more can be made of it.
    bool scalar(const JsonValue& json);
    bool key(std::string_view name);
    bool open(bool list);
    bool close();
    // What is wrong with the line as a whole; it comes before what is wrong with one of its values.
    void refuse(EventFault fault);
    // Where the value is that was read last, for faults that the JSON library finds.
    std::string path() const;
    // Behind the last part: the fault, or none and the frame is complete.
    std::optional<EventFault> finish();

private:
    enum class Place : std::uint8_t {
        document,
        id,
        event,
        events,  // an item of the list of events
        at,
        group,     // `node`: an object of fields, or a field
        item,      // an item of the list that the field of `node` holds
        former,    // the object that holds the former conversation
        workload,  // the object of queues
        queue,     // the object of one queue
        figure,    // `node`: a figure of a queue
        unknown,
    };
    struct Target {
        Place place = Place::unknown;
        bool former = false;
        FieldTree::NodeId node = FieldTree::root;
    };

    Target member(const Target& object, std::string_view name);
    Target member_of_event(std::string_view name) const;
    Target member_of_group(const Target& group, std::string_view name) const;
    bool opens_object(const Target& target) const;
    bool opens_list(const Target& target) const;
    std::string expected(const Target& target) const;
    value::Type type_of(const Target& target) const;
    std::string path_of(const Target& target) const;
    bool is_over_limit(const JsonValue& json) const;
    bool list_is_over_limit() const;
    void limit_fault();
    void item_fault(const std::string& message);
    void clear_head();
    std::string copy(std::string_view text);

    void event_name(const JsonValue& json);
    void instant(const JsonValue& json);
    void field(const JsonValue& json);
    void item(const JsonValue& json);
    void figure(const JsonValue& json);
    void close_list();
    void store(const value::Value& value);
    void fault(std::string message);
    void name_events();
    void complete_former();

    const bytecode::Artifact& artifact_;
    std::span<const bytecode::FieldRecord> fields_;
    std::span<const bytecode::SlotRecord> slots_;
    Limits limits_;
    FieldTree tree_;
    FieldTree::NodeId conversation_, workload_node_;
    std::uint32_t queue_field_, event_field_;
    Workload workload_;

    vm::Frame* frame_ = nullptr;
    EventHead* head_ = nullptr;
    Target target_;             // of the next value
    std::vector<Target> open_;  // objects and lists around it
    std::size_t skipped_ = 0;   // depth inside of what is not looked at
    std::vector<value::Value> items_;
    std::uint64_t item_count_ = 0;
    std::string_view queue_;  // whose figures are read
    bool queue_read_ = false;
    std::string_view own_queue_;
    std::optional<std::int64_t> at_;
    std::optional<EventFault> refusal_, fault_;

    struct Former {
        std::uint32_t slot, base;
    };
    std::vector<Former> formers_;
    std::vector<bool> former_given_;  // by slot
    std::vector<bool> event_seen_;    // by symbol
    std::vector<std::string> spare_;
};

}  // namespace parley::wire
