#include "compiler/diff/catalog.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "compiler/diff/align.h"

namespace parley::diff {
namespace {

using yaml::Entry;
using yaml::Node;
using Kind = Node::Kind;

constexpr std::size_t longest_text = 2000;  // bytes of a value that is shown

bool needs_quotes(std::string_view text) {
    return text.empty() || text.find_first_of(":#,[]{}&*!|>'\"%@`\n\r\t") != std::string_view::npos ||
           text.front() == ' ' || text.back() == ' ' || text.front() == '-' || text.front() == '?';
}

void append_scalar(std::string_view text, std::string& out) {
    if (!needs_quotes(text)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

void write(const Node& node, std::string& out) {
    if (out.size() > longest_text) return;
    switch (node.kind) {
        case Kind::null:
            out += "null";
            return;
        case Kind::scalar:
            return append_scalar(node.scalar, out);
        case Kind::sequence:
            out += '[';
            for (const Node& item : node.items) {
                if (&item != &node.items.front()) out += ", ";
                write(item, out);
            }
            out += ']';
            return;
        case Kind::mapping:
            out += '{';
            for (const Entry& entry : node.entries) {
                if (&entry != &node.entries.front()) out += ", ";
                append_scalar(entry.key, out);
                out += ": ";
                write(entry.value, out);
            }
            out += '}';
    }
}

std::string text_of(const Node& node) {
    std::string out;
    write(node, out);
    if (out.size() <= longest_text) return out;
    std::size_t end = longest_text;
    while ((static_cast<unsigned char>(out[end]) & 0xc0) == 0x80) --end;
    return out.substr(0, end) + "…";
}

bool is_collection(const Node& node) {
    return node.kind == Kind::sequence || node.kind == Kind::mapping;
}

// What a list's entry is called: `Billing`, or the `name` of a mapping.
std::optional<std::string> name_of(const Node& item) {
    if (item.is_scalar()) return item.scalar;
    const Node* name = item.find("name");
    if (item.kind == Kind::mapping && name != nullptr && name->is_scalar()) return name->scalar;
    return std::nullopt;
}

class ValueComparer {
public:
    std::vector<ValueChange> run(const Node& before, const Node& after) {
        nodes(before, after);
        return std::move(changes_);
    }

private:
    void report(How how, const Node* before, const Node* after) {
        ValueChange change{how, path_, {}, {}, {}, {}};
        if (before != nullptr) {
            change.before = text_of(*before);
            change.before_span = before->span;
        }
        if (after != nullptr) {
            change.after = text_of(*after);
            change.after_span = after->span;
        }
        changes_.push_back(std::move(change));
    }

    // `nodes` recurses as deep as YAML is read, 64 levels.
    void nodes(const Node& before, const Node& after) {
        if (before.kind == Kind::mapping && after.kind == Kind::mapping) return mappings(before, after);
        if (before.kind == Kind::sequence && after.kind == Kind::sequence) return sequences(before, after);
        if (path_.size() <= 1 && before.kind == Kind::null && is_collection(after)) return nodes(empty(after), after);
        if (path_.size() <= 1 && is_collection(before) && after.kind == Kind::null) return nodes(before, empty(before));
        if (before.kind == after.kind && before.scalar == after.scalar) return;
        report(How::changed, &before, &after);
    }

    static Node empty(const Node& like) {
        Node node;
        node.kind = like.kind;
        return node;
    }

    void mappings(const Node& before, const Node& after) {
        std::unordered_map<std::string_view, const Node*> left, right;
        for (const Entry& entry : before.entries) left.emplace(entry.key, &entry.value);
        for (const Entry& entry : after.entries) right.emplace(entry.key, &entry.value);
        for (const Entry& entry : before.entries) {
            if (!right.contains(entry.key)) value(entry.key, &entry.value, nullptr);
        }
        for (const Entry& entry : after.entries) {
            const auto former = left.find(entry.key);
            value(entry.key, former == left.end() ? nullptr : former->second, &entry.value);
        }
    }

    // Of a section that is on one side only, each entry is told.
    void value(const std::string& key, const Node* before, const Node* after) {
        path_.push_back(key);
        const Node none;
        const bool section = path_.size() == 1 && is_collection(before != nullptr ? *before : *after);
        if (section || (before != nullptr && after != nullptr))
            nodes(before != nullptr ? *before : none, after != nullptr ? *after : none);
        else
            report(before == nullptr ? How::added : How::removed, before, after);
        path_.pop_back();
    }

    void sequences(const Node& before, const Node& after) {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<Item> left, right;
        const auto items = [&](const Node& list, std::vector<Item>& out) {
            std::unordered_map<std::string, bool> seen;
            for (const Node& node : list.items) {
                const std::optional<std::string> name = name_of(node);
                if (!name || !seen.emplace(*name, true).second) return false;
                const auto number = static_cast<std::uint32_t>(numbers.size());
                Item item;
                item.same = numbers.emplace(*name, number).first->second;
                item.content = content_of(*name);
                out.push_back(std::move(item));
            }
            return true;
        };
        if (!items(before, left) || !items(after, right)) return anonymous(before, after);
        std::vector<Pair> pairs = align(left, right, {101, false});
        mark_moves(pairs, left, right);
        std::vector<const Pair*> of_before(left.size()), of_after(right.size());
        for (const Pair& pair : pairs) of_before[pair.before] = of_after[pair.after] = &pair;
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (of_before[i] == nullptr) named(&before.items[i], nullptr, false);
        }
        for (std::size_t i = 0; i < right.size(); ++i) {
            const Pair* pair = of_after[i];
            named(pair != nullptr ? &before.items[pair->before] : nullptr, &after.items[i],
                  pair != nullptr && pair->moved);
        }
    }

    void named(const Node* before, const Node* after, bool moved) {
        path_.push_back(*name_of(before != nullptr ? *before : *after));
        if (before == nullptr || after == nullptr) {
            report(before == nullptr ? How::added : How::removed, before, after);
        } else {
            if (moved) report(How::moved, before, after);
            nodes(as_mapping(*before, *after), as_mapping(*after, *before));
        }
        path_.pop_back();
    }

    // A name alone beside a mapping is a mapping of nothing but this name.
    static Node as_mapping(const Node& item, const Node& beside) {
        if (!item.is_scalar() || beside.kind != Kind::mapping) return item;
        Node mapping;
        mapping.kind = Kind::mapping;
        mapping.span = item.span;
        mapping.entries.push_back({"name", item.span, item});
        return mapping;
    }

    // Entries without names are told apart by nothing: the list as a whole is another.
    void anonymous(const Node& before, const Node& after) {
        if (!equal(before, after)) report(How::changed, &before, &after);
    }

    static bool equal(const Node& left, const Node& right) {
        if (left.kind != right.kind || left.scalar != right.scalar || left.items.size() != right.items.size() ||
            left.entries.size() != right.entries.size())
            return false;
        for (std::size_t i = 0; i < left.items.size(); ++i) {
            if (!equal(left.items[i], right.items[i])) return false;
        }
        std::unordered_map<std::string_view, const Node*> values;
        for (const Entry& entry : right.entries) values.emplace(entry.key, &entry.value);
        return std::all_of(left.entries.begin(), left.entries.end(), [&](const Entry& entry) {
            const auto found = values.find(entry.key);
            return found != values.end() && equal(entry.value, *found->second);
        });
    }

    std::vector<std::string> path_;
    std::vector<ValueChange> changes_;
};

}  // namespace

std::vector<ValueChange> compare_values(const yaml::Node& before, const yaml::Node& after) {
    return ValueComparer().run(before, after);
}

}  // namespace parley::diff
