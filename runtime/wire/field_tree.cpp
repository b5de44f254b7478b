#include "runtime/wire/field_tree.h"

#include <algorithm>
#include <cstring>

namespace parley::wire {
namespace {

// Its first and its last bytes and its size tell most names apart.
std::uint64_t hash(FieldTree::NodeId parent, std::string_view member) {
    std::uint32_t first = 0, last = 0;
    if (member.size() >= sizeof first) {
        std::memcpy(&first, member.data(), sizeof first);
        std::memcpy(&last, member.data() + member.size() - sizeof last, sizeof last);
    } else {
        for (const char c : member) first = first << 8 | static_cast<unsigned char>(c);
    }
    std::uint64_t mixed = (std::uint64_t{first} << 32 | last) ^ (std::uint64_t{parent} << 8 | member.size() % 256);
    mixed *= 0x9E3779B97F4A7C15u;
    return mixed ^ mixed >> 32;
}

}  // namespace

FieldTree::FieldTree(const bytecode::Artifact& artifact, std::size_t depth) : nodes_(1), steps_(16) {
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
    nodes_.push_back({path, bytecode::none, false});
    nodes_[node].has_children = true;
    add_step({node, fresh, member});
    return fresh;
}

void FieldTree::add_step(const Step& step) {
    if (2 * nodes_.size() > steps_.size()) {
        std::vector<Step> former(2 * steps_.size());
        former.swap(steps_);
        for (const Step& one : former)
            if (one.node != bytecode::none) steps_[place_of(one.parent, one.member)] = one;
    }
    steps_[place_of(step.parent, step.member)] = step;
}

std::size_t FieldTree::place_of(NodeId parent, std::string_view member) const {
    const std::size_t mask = steps_.size() - 1;
    for (std::size_t place = hash(parent, member) & mask;; place = (place + 1) & mask) {
        const Step& step = steps_[place];
        if (step.node == bytecode::none || (step.parent == parent && step.member == member)) return place;
    }
}

FieldTree::NodeId FieldTree::child(NodeId node, std::string_view member) const {
    return steps_[place_of(node, member)].node;
}

}  // namespace parley::wire
