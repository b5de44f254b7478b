// The artifact's fields by the members that lead to them: `conversation.queue` is the member `queue` of the object
// `conversation`. Private to this folder.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
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
    bool has_children(NodeId node) const { return !nodes_[node].children.empty(); }
    std::string_view path(NodeId node) const { return nodes_[node].path; }

private:
    struct Node {
        std::string_view path;
        std::uint32_t field = bytecode::none;
        std::vector<std::pair<std::string_view, NodeId>> children;  // in the byte order of the members
    };
    void add(std::string_view path, std::uint32_t field);
    NodeId child_or_new(NodeId node, std::string_view member, std::string_view path);

    std::vector<Node> nodes_;
};

}  // namespace parley::wire
