#include "runtime/wire/field_tree.h"

#include <algorithm>

namespace parley::wire {
namespace {

constexpr auto by_member = [](const auto& entry, std::string_view member) { return entry.first < member; };

}  // namespace

FieldTree::FieldTree(const bytecode::Artifact& artifact, std::size_t depth) : nodes_(1) {
    const auto fields = artifact.fields();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        const std::string_view path = artifact.string(fields[i].path);
        if (static_cast<std::size_t>(std::ranges::count(path, '.')) < depth) add(path, i);
    }
}

void FieldTree::add(std::string_view path, std::uint32_t field) {
    NodeId node = root;
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        node = child_or_new(node, path.substr(begin, end - begin), path.substr(0, end));
        if (end == path.size()) break;
        begin = end + 1;
    }
    nodes_[node].field = field;
}

FieldTree::NodeId FieldTree::child_or_new(NodeId node, std::string_view member, std::string_view path) {
    if (const NodeId known = child(node, member); known != bytecode::none) return known;
    const auto fresh = static_cast<NodeId>(nodes_.size());
    nodes_.push_back({path, bytecode::none, {}});
    auto& children = nodes_[node].children;
    children.emplace(std::lower_bound(children.begin(), children.end(), member, by_member), member, fresh);
    return fresh;
}

FieldTree::NodeId FieldTree::child(NodeId node, std::string_view member) const {
    const auto& children = nodes_[node].children;
    const auto found = std::lower_bound(children.begin(), children.end(), member, by_member);
    return found != children.end() && found->first == member ? found->second : bytecode::none;
}

}  // namespace parley::wire
