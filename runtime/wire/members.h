// What each member of an event leads to: `conversation`, then `queue`, to the field `conversation.queue`. Senders write
// their members in one order, so that the one that came last time is asked for first. Private to this folder.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/reader.h"

namespace parley::wire {

enum class Place : std::uint8_t {
    document,
    id,
    event,
    events,  // an item of the list of events
    at,
    group,     // an object of fields, or a field
    item,      // an item of a field's list
    former,    // the object that holds the former conversation
    workload,  // the object of queues
    queue,     // the object of one queue
    figure,    // of a queue
    unknown,
};

// Where a field's value goes.
struct Goal {
    std::uint32_t slot = bytecode::none;  // none: no rule reads it
    bool folded = false;                  // rules compare it without regard to case
    bool has_codes = false;               // of a text: rules compare all of it with constants
};

// What a member's value most likely is, so that it is read by a shorter way; of an object this is certain.
enum class Way : std::uint8_t { other, object, head, text, symbol, boolean, number, seconds };

struct Node {
    std::string_view name;    // of the member
    std::string_view quoted;  // as a line most likely has it: the name in its quotes, and the colon
    std::array<std::uint64_t, 2> quoted_begin = {};  // its first bytes
    std::array<std::uint64_t, 2> own_begin = {};     // all bits of those that are its own
    std::string_view path;
    Place place = Place::unknown;
    Way way = Way::other;
    bool has_members = false;
    bool names_queue = false;              // conversation.queue
    std::uint32_t field = bytecode::none;  // that ends here; none: only others go through
    value::Type type;                      // of the field
    // Of the conversation, and of the former one; the first of a figure: of the conversation's own queue.
    std::array<Goal, 2> goals;
    // The members that came last time first in this object, and behind this member; nullptr: none yet.
    Node *first = nullptr, *next = nullptr;
};

// One a decoder, as it remembers what came. The artifact must outlive it.
class Members {
public:
    // Paths of more than `depth` members are left out: no event goes so deep.
    Members(const bytecode::Artifact& artifact, std::size_t depth);
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;

    Node& document() { return nodes_[0]; }
    Node& queue() { return nodes_[queue_]; }  // any member of `workload`
    Node& unknown() { return nodes_[unknown_]; }
    // nullptr: no such member.
    Node* find(const Node& object, std::string_view name);
    // Whether the node's `quoted` is what the text begins with, behind whose first zero byte sixteen bytes can be read.
    static bool is_next(const Node& node, const char* text) {
        std::array<std::uint64_t, 2> begin;
        std::memcpy(begin.data(), text, sizeof begin);
        const std::uint64_t differing = ((begin[0] ^ node.quoted_begin[0]) & node.own_begin[0]) |
                                        ((begin[1] ^ node.quoted_begin[1]) & node.own_begin[1]);
        if (differing != 0) return false;
        const std::size_t own_size = node.quoted.size();
        return own_size <= sizeof begin ||
               is_same(node.quoted.substr(sizeof begin / 2), {text + sizeof begin / 2, own_size - sizeof begin / 2});
    }

private:
    using NodeId = std::uint32_t;
    struct Step {
        NodeId parent = bytecode::none, node = bytecode::none;  // none: empty
        std::string_view member;
    };
    static bool is_same(std::string_view left, std::string_view right);
    void add_field(std::string_view path, std::uint32_t field);
    NodeId child(NodeId node, std::string_view member) const;
    NodeId child_or_new(NodeId node, std::string_view member, std::string_view path, Place place);
    void add_step(const Step& step);
    // Where the step stands, or the empty place where it would.
    std::size_t place_of(NodeId parent, std::string_view member) const;
    void complete(const bytecode::Artifact& artifact);
    void quote_names();

    std::vector<Node> nodes_;
    std::string quoted_;       // all names
    std::vector<Step> steps_;  // by hash of parent and member, the next free place; at most half of it is full
    NodeId queue_ = 0, unknown_ = 0;
};

// Without a call for the few bytes that names have; nothing outside of both is read.
inline bool Members::is_same(std::string_view left, std::string_view right) {
    const std::size_t size = left.size();
    if (size != right.size()) return false;
    const auto differ = [&]<typename Word>(Word, std::size_t at) {
        Word one, other;
        std::memcpy(&one, left.data() + at, sizeof one);
        std::memcpy(&other, right.data() + at, sizeof other);
        return one != other;
    };
    if (size < sizeof(std::uint32_t)) {
        for (std::size_t i = 0; i < size; ++i)
            if (left[i] != right[i]) return false;
        return true;
    }
    if (size < sizeof(std::uint64_t))
        return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, size - sizeof(std::uint32_t));
    for (std::size_t at = 0; at + sizeof(std::uint64_t) < size; at += sizeof(std::uint64_t))
        if (differ(std::uint64_t{}, at)) return false;
    return !differ(std::uint64_t{}, size - sizeof(std::uint64_t));
}

}  // namespace parley::wire
