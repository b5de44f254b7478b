// The artifact's fields by the members that lead to them: `conversation.queue` is the member `queue` of the object
// `conversation`. Private to this folder.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/bytecode/reader.h"

namespace parley::wire {

class FieldTree {
public:
    using NodeId = std::uint32_t;
    static constexpr NodeId root = 0;

    // Paths of more than `depth` members are left out: no event goes so deep. The artifact must outlive the tree.
    FieldTree(const bytecode::Artifact& artifact, std::size_t depth);

    // bytecode::none: no such member.
    NodeId child(NodeId node, std::string_view member) const;
    // The field that ends here; bytecode::none: only others go through.
    std::uint32_t field(NodeId node) const { return nodes_[node].field; }
    bool has_children(NodeId node) const { return nodes_[node].has_children; }
    std::string_view path(NodeId node) const { return nodes_[node].path; }

private:
    struct Node {
        std::string_view path;
        std::uint32_t field = bytecode::none;
        bool has_children = false;
    };
    struct Step {
        NodeId parent = bytecode::none, node = bytecode::none;  // none: empty
        std::string_view member;
    };
    void add(std::string_view path, std::uint32_t field);
    NodeId child_or_new(NodeId node, std::string_view member, std::string_view path);
    void add_step(const Step& step);
    // Where the step stands, or the empty place where it would.
    std::size_t place_of(NodeId parent, std::string_view member) const;

    std::vector<Node> nodes_;
    std::vector<Step> steps_;  // by hash of parent and member, the next free place; at most half of it is full
};

}  // namespace parley::wire
