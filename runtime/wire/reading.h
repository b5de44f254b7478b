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
#include "runtime/wire/recent_names.h"
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
    // The same by a shorter way (reading_quickly.h), for objects that lead to fields and for values of the kind that
    // Node::way says: nothing is noted of where it is that a fault would need. What is told so need not be certain in
    // the end; then the Reading has to begin anew and be told by what is above.
    Node& document() { return members_.document(); }
    // Of `expected`, the member that comes next, what it was is kept while objects are read in its object. quick_open
    // is false where it is nested too deep; quick_close where no object is left open.
    bool quick_open(Node& object, Node**& expected);
    bool quick_close(Node**& expected);
    // Of the object opened last: the member of this name, behind which `expected` is then.
    Node& member(const JsonValue& name, Node**& expected);
    // ASCII, in the arena, where as much can be read as RecentNames::readable says, and 16 bytes behind its end. false:
    // nothing was done, and `expect` and `scalar` have to be told.
    bool quick_head(const Node& node, std::string_view text);
    bool quick_text(const Node& node, std::string_view text);
    bool quick_symbol(const Node& node, std::string_view text);
    void quick_number(const Node& node, std::int64_t whole);  // not negative; or a boolean
    // The value that comes next, of the member found last, is told by what is above.
    void expect(Node& node) { target_ = {&node, node.place}; }
    bool is_certain() const { return !is_uncertain_; }
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

    bool push(Node& object);
    void begin_queue(const JsonValue& name);
    std::uint32_t find_symbol(std::uint32_t domain, std::string_view name);
    std::uint32_t find_code(const Goal& goal, std::string_view text, std::string_view folded);
    bool opens_list(const Target& target) const;
    std::string expected(const Target& target) const;
    std::string path_of(const Target& target) const;
    bool is_too_long(const JsonValue& json) const;
    void item_fault(const std::string& message);
    void begin_head();
    void finish_head();
    void put_by(std::vector<std::string>& texts, std::size_t kept);
    std::string copy(std::string_view text);

    void set_id(std::string_view id);
    void event_name(const JsonValue& json);
    void add_event(std::string_view name);
    void instant(const JsonValue& json);
    void field(const JsonValue& json);
    void name_queue(const Node& node, std::string_view name, std::optional<std::uint32_t> symbol);
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
    RecentNames names_;

    vm::Frame* frame_ = nullptr;
    EventHead* head_ = nullptr;
    Target target_;            // of the next value
    std::vector<Open> open_;   // objects and lists around it
    bool former_ = false;      // inside of `former`
    std::size_t skipped_ = 0;  // depth inside of what is not looked at
    std::vector<value::Value> items_;
    std::uint64_t item_count_ = 0;
    std::string_view queue_;  // whose figures are read
    // Where they go: they are kept until the whole line is read, or go to the frame as they come, where it is known
    // that the queue is the conversation's own and that nothing else needs them.
    enum class Figures : std::uint8_t { unread, kept, set } figures_ = Figures::unread;
    bool own_set_ = false;       // the figures of the conversation's own queue were set
    bool is_uncertain_ = false;  // … and then it turned out that they had to be kept
    std::string_view own_queue_;
    std::optional<std::uint32_t> own_symbol_;  // its symbol, where it was looked for
    std::optional<std::int64_t> at_;
    bool has_id_ = false;
    std::size_t event_count_ = 0;
    std::optional<EventFault> refusal_, fault_;

    struct Former {
        std::uint32_t slot, base;
    };
    std::vector<Former> formers_;
    std::vector<bool> former_given_;  // by slot
    std::vector<bool> event_seen_;    // by symbol; all false between two lines
    std::vector<std::string> spare_;
    std::string last_event_;  // that was asked for last
    std::uint32_t last_symbol_ = bytecode::none;
};

}  // namespace parley::wire
