// The event on the wire (vocabulary.md): one JSON object a line to a Frame. Every known field is checked against its
// type, read or not; unknown members are counted. Numbers are taken exactly as their digits say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/vm/frame.h"

namespace parley::wire {

struct Limits {
    std::size_t event_bytes = 256u << 10;
    std::size_t depth = 64;
    std::size_t string_bytes = 64u << 10;
    std::size_t list_items = 10'000;
};

struct EventFault {
    std::string path;  // "conversation.opened_at"; empty: the line as a whole
    std::string message;
};

// What is answered beside the decision. Strings are the event's own.
struct EventHead {
    std::optional<std::string> id;
    std::vector<std::string> events;  // as written
    bool is_array = false;
    std::uint64_t ignored_members = 0;
    std::vector<std::string> ignored_events;  // not known to the artifact (D26)
};

// One a thread; reused from line to line. The program must outlive it. A member that stands there twice counts as it is
// last; objects of fields are merged.
class EventDecoder {
public:
    explicit EventDecoder(const vm::Program& program, const Limits& limits = {});
    ~EventDecoder();
    // Clears `frame` and `head` and fills them. nullopt: good. On a fault `head.id` is set if it could be read.
    std::optional<EventFault> decode(std::string_view json, vm::Frame& frame, EventHead& head);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::wire
