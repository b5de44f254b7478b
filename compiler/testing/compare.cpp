#include "compiler/testing/compare.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/testing/event_json.h"
#include "runtime/value/number.h"

namespace parley::testing {

namespace {

using yaml::Node;

class NodeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
    Node root;

    bool null() override { return put({}); }
    bool boolean(bool value) override { return plain(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return plain(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return plain(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& digits) override { return plain(digits); }
    bool string(string_t& value) override { return put(scalar(value, false)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Node::Kind::mapping); }
    bool start_array(std::size_t) override { return open(Node::Kind::sequence); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        keys_.back() = name;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    static Node scalar(std::string text, bool plain) {
        Node node;
        node.kind = Node::Kind::scalar;
        node.scalar = std::move(text);
        node.plain = plain;
        return node;
    }
    bool plain(std::string text) { return put(scalar(std::move(text), true)); }
    bool open(Node::Kind kind) {
        Node node;
        node.kind = kind;
        open_.push_back(std::move(node));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        Node node = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        return put(std::move(node));
    }
    bool put(Node node) {
        if (open_.empty())
            root = std::move(node);
        else if (open_.back().kind == Node::Kind::sequence)
            open_.back().items.push_back(std::move(node));
        else
            open_.back().entries.push_back({keys_.back(), {}, std::move(node)});
        return true;
    }

    std::vector<Node> open_;
    std::vector<std::string> keys_;
};

bool same_number(const std::string& expected, const std::string& actual) {
    const value::ParsedNumber right = value::parse_json_number(actual);
    if (right.fault != value::NumberFault::none) return false;
    const value::ParsedNumber left = value::parse_json_number(expected);
    if (left.fault == value::NumberFault::none) return left.number == right.number;
    const std::optional<std::int64_t> seconds = parse_duration(expected);
    return seconds && value::from_integer(*seconds) == right.number;
}

bool needs_quotes(const Node& node) {
    if (node.plain) return false;
    return node.scalar.empty() || node.scalar.find_first_of("\"\\,:{}[]#\n\t") != std::string::npos ||
           node.scalar.front() == ' ' || node.scalar.back() == ' ';
}

std::string show(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return "null";
        case Node::Kind::scalar:
            return needs_quotes(node) ? json_string(node.scalar) : node.scalar;
        case Node::Kind::sequence: {
            std::string out;
            for (const Node& item : node.items) out += (out.empty() ? "" : ", ") + show(item);
            return "[" + out + "]";
        }
        case Node::Kind::mapping: {
            std::string out;
            for (const yaml::Entry& entry : node.entries)
                out += (out.empty() ? "" : ", ") + entry.key + ": " + show(entry.value);
            return "{" + out + "}";
        }
    }
    return {};
}

std::string origin(const Node& action) {
    const Node& members = action.entries[0].value;
    const Node* rule = members.find("rule");
    const Node* place = members.find("at");
    if (rule == nullptr || place == nullptr) return {};
    return "   (rule `" + rule->scalar + "`, " + place->scalar + ")";
}

}  // namespace

Node json_to_node(std::string_view json) {
    NodeBuilder builder;
    nlohmann::json::sax_parse(json, &builder);
    return std::move(builder.root);
}

std::vector<Node> actual_actions(const Node& decision) {
    std::vector<Node> out;
    const Node* actions = decision.find("actions");
    if (actions == nullptr) return out;
    for (const Node& item : actions->items) {
        Node members;
        members.kind = Node::Kind::mapping;
        std::string name;
        for (const yaml::Entry& entry : item.entries) {
            if (entry.key == "action")
                name = entry.value.scalar;
            else
                members.entries.push_back(entry);
        }
        Node action;
        action.kind = Node::Kind::mapping;
        action.entries.push_back({name, {}, std::move(members)});
        out.push_back(std::move(action));
    }
    return out;
}

bool matches(const Node& expected, const Node& actual) {
    if (expected.kind != actual.kind) return false;
    switch (expected.kind) {
        case Node::Kind::null:
            return true;
        case Node::Kind::scalar:
            return expected.scalar == actual.scalar || (actual.plain && same_number(expected.scalar, actual.scalar));
        case Node::Kind::sequence:
            return std::equal(expected.items.begin(), expected.items.end(), actual.items.begin(), actual.items.end(),
                              matches);
        case Node::Kind::mapping:
            return std::all_of(expected.entries.begin(), expected.entries.end(), [&](const yaml::Entry& entry) {
                const Node* member = actual.find(entry.key);
                if (member == nullptr) return entry.value.kind == Node::Kind::null;
                return matches(entry.value, *member);
            });
    }
    return false;
}

std::string show_action(const Node& action, bool actual) {
    Node members = action.entries[0].value;
    if (actual) std::erase_if(members.entries, [](const yaml::Entry& e) { return e.key == "rule" || e.key == "at"; });
    return action.entries[0].key + (members.entries.empty() ? "" : " " + show(members));
}

std::vector<std::string> compare_lists(const std::vector<Node>& expected, const std::vector<Node>& actual) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
        const bool has_expected = i < expected.size();
        const bool has_actual = i < actual.size();
        if (has_expected && has_actual && matches(expected[i], actual[i])) continue;
        out.push_back("action " + std::to_string(i + 1) +
                      " expected: " + (has_expected ? show_action(expected[i], false) : "nothing"));
        out.push_back("action " + std::to_string(i + 1) +
                      " actual:   " + (has_actual ? show_action(actual[i], true) + origin(actual[i]) : "nothing"));
    }
    return out;
}

}  // namespace parley::testing
