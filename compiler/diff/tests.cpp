#include "compiler/diff/tests.h"

#include <string>
#include <unordered_map>

#include "compiler/diff/catalog.h"

namespace parley::diff {
namespace {

using yaml::Node;

// The scalar that names a test; nullptr: it has none, which `parley check` reports.
Node* name_of(Node& test) {
    for (yaml::Entry& entry : test.entries) {
        if (entry.key == "name" && entry.value.is_scalar()) return &entry.value;
    }
    return nullptr;
}

// All tests of all files as one section, each with a name of its own.
Node one_section(std::span<const Node> files) {
    Node list;
    list.kind = Node::Kind::sequence;
    std::unordered_map<std::string, std::uint64_t> seen;
    for (const Node& file : files) {
        const Node* tests = file.find("tests");
        if (tests == nullptr) continue;
        for (const Node& test : tests->items) {
            Node copy = test;
            Node* name = name_of(copy);
            if (name == nullptr) continue;
            const std::uint64_t number = ++seen[name->scalar];
            if (number != 1) name->scalar += " (" + std::to_string(number) + ")";
            list.items.push_back(std::move(copy));
        }
    }
    Node section;
    section.kind = Node::Kind::mapping;
    section.entries.push_back({"tests", {}, std::move(list)});
    return section;
}

}  // namespace

std::vector<ValueChange> compare_tests(std::span<const Node> before, std::span<const Node> after) {
    std::vector<ValueChange> changes = compare_values(one_section(before), one_section(after));
    std::erase_if(changes,
                  [](const ValueChange& change) { return change.how == How::moved && change.path.size() == 2; });
    for (ValueChange& change : changes) change.path.erase(change.path.begin());
    return changes;
}

}  // namespace parley::diff
