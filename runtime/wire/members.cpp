#include "runtime/wire/members.h"

#include <algorithm>
#include <utility>

namespace parley::wire {
namespace {

using bytecode::none;

constexpr std::uint32_t root = 0;  // the document

// Its first and its last bytes and its size tell most names apart.
std::uint64_t hash(std::uint32_t parent, std::string_view member) {
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

bool is_group(std::string_view name) {
    return name == "context" || name == "conversation" || name == "previous" || name == "profile";
}

bool is_number(value::Kind kind) {
    return value::is_numeric(kind) || kind == value::Kind::duration;
}

bool is_object(const Node& node) {
    switch (node.place) {
        case Place::document:
        case Place::former:
        case Place::workload:
        case Place::queue:
            return true;
        default:
            return node.place == Place::group && node.has_members;
    }
}

Way way_of(const Node& node) {
    const value::Kind kind = node.type.kind;
    if (node.type.list) return Way::other;
    if (node.place == Place::group && value::is_symbolic(kind)) return Way::symbol;
    if (node.place == Place::group && kind == value::Kind::text) return Way::text;
    if (node.names_queue) return Way::other;
    if (kind == value::Kind::boolean) return Way::boolean;
    if (!is_number(kind)) return Way::other;
    return kind == value::Kind::duration ? Way::seconds : Way::number;
}

}  // namespace

Members::Members(const bytecode::Artifact& artifact, std::size_t depth) : nodes_(1), steps_(16) {
    nodes_[root].place = Place::document;
    for (const auto& [name, place] : {std::pair{"id", Place::id}, std::pair{"event", Place::event},
                                      std::pair{"at", Place::at}, std::pair{"former", Place::former}})
        child_or_new(root, name, name, place);
    queue_ = static_cast<NodeId>(nodes_.size());
    nodes_.emplace_back().place = Place::queue;
    unknown_ = static_cast<NodeId>(nodes_.size());
    nodes_.emplace_back();
    const auto fields = artifact.fields();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        const std::string_view path = artifact.string(fields[i].path);
        if (static_cast<std::size_t>(std::ranges::count(path, '.')) < depth) add_field(path, i);
    }
    if (const NodeId conversation = child(root, "conversation"); conversation != none)
        add_step({child(root, "former"), conversation, "conversation"});
    complete(artifact);
    quote_names();
}

void Members::add_field(std::string_view path, std::uint32_t field) {
    const std::string_view group = path.substr(0, path.find('.'));
    if (group == "workload") {
        child_or_new(root, group, group, Place::workload);
        const std::string_view figure = path.substr(std::min(path.size(), group.size() + 1));
        if (!figure.empty() && figure.find('.') == std::string_view::npos)
            nodes_[child_or_new(queue_, figure, path, Place::figure)].field = field;
        return;
    }
    // Which event it is says the line's `event`, for each rule its own.
    constexpr std::string_view event = "context.event";
    if (!is_group(group) || path == event || (path.starts_with(event) && path[event.size()] == '.')) return;
    NodeId node = root;
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        node = child_or_new(node, path.substr(begin, end - begin), path.substr(0, end), Place::group);
        if (end == path.size()) break;
        begin = end + 1;
    }
    nodes_[node].field = field;
}

void Members::complete(const bytecode::Artifact& artifact) {
    const auto goal = [&](std::uint32_t slot) {
        if (slot == none) return Goal{};
        return Goal{slot, artifact.slots()[slot].folded != 0, artifact.slot_codes()[slot].point_count != 0};
    };
    for (Node& node : nodes_) {
        if (is_object(node)) node.way = Way::object;
        if (node.place == Place::id || node.place == Place::event || node.place == Place::at) node.way = Way::head;
        if (node.field == none) continue;
        const bytecode::FieldRecord& field = artifact.fields()[node.field];
        node.type = field.type.type();
        node.goals = {goal(field.slot), goal(field.former_slot)};
        node.names_queue = node.path == "conversation.queue";
        if (node.way == Way::other) node.way = way_of(node);
    }
    std::vector<std::uint32_t> own_slots(artifact.fields().size(), none);
    for (const bytecode::WorkloadRecord& record : artifact.workloads())
        if (record.queue == none) own_slots[record.field] = record.slot;
    for (Node& node : nodes_)
        if (node.place == Place::figure) node.goals[0] = goal(own_slots[node.field]);
}

// One that has to be written with escapes is never where it is expected.
void Members::quote_names() {
    const auto is_plain = [](unsigned char c) { return c >= ' ' && c != '"' && c != '\\'; };
    std::vector<std::size_t> begins;
    for (const Node& node : nodes_) {
        begins.push_back(quoted_.size());
        quoted_ += std::ranges::all_of(node.name, is_plain) ? '"' + std::string(node.name) + "\":" : "\n";
    }
    begins.push_back(quoted_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        Node& node = nodes_[i];
        node.quoted = std::string_view(quoted_).substr(begins[i], begins[i + 1] - begins[i]);
        const std::size_t size = std::min(node.quoted.size(), sizeof node.quoted_begin);
        const std::string own(size, '\xff');
        std::memcpy(&node.quoted_begin, node.quoted.data(), size);
        std::memcpy(&node.own_begin, own.data(), size);
    }
}

Members::NodeId Members::child_or_new(NodeId node, std::string_view member, std::string_view path, Place place) {
    if (const NodeId known = child(node, member); known != none) return known;
    const auto fresh = static_cast<NodeId>(nodes_.size());
    Node& added = nodes_.emplace_back();
    added.name = member;
    added.path = path;
    added.place = place;
    nodes_[node].has_members = true;
    add_step({node, fresh, member});
    return fresh;
}

void Members::add_step(const Step& step) {
    if (2 * nodes_.size() > steps_.size()) {
        std::vector<Step> former(2 * steps_.size());
        former.swap(steps_);
        for (const Step& one : former)
            if (one.node != none) steps_[place_of(one.parent, one.member)] = one;
    }
    steps_[place_of(step.parent, step.member)] = step;
}

std::size_t Members::place_of(NodeId parent, std::string_view member) const {
    const std::size_t mask = steps_.size() - 1;
    for (std::size_t place = hash(parent, member) & mask;; place = (place + 1) & mask) {
        const Step& step = steps_[place];
        if (step.node == none || (step.parent == parent && is_same(step.member, member))) return place;
    }
}

Members::NodeId Members::child(NodeId node, std::string_view member) const {
    return steps_[place_of(node, member)].node;
}

Node* Members::find(const Node& object, std::string_view name) {
    const NodeId found = child(static_cast<NodeId>(&object - nodes_.data()), name);
    return found == none ? nullptr : &nodes_[found];
}

}  // namespace parley::wire
