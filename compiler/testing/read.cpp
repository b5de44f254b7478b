// One file of tests to test cases.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "compiler/diagnostics/suggest.h"
#include "compiler/testing/event_json.h"
#include "compiler/testing/expectation.h"
#include "compiler/testing/testing.h"
#include "runtime/value/calendar.h"

namespace parley::testing {

namespace {

using diagnostics::Code;
using yaml::Node;

constexpr std::string_view default_instant = "2026-01-05T12:00:00Z";
const std::array<std::string, 8> test_keys = {"name",   "event",           "at",          "given",
                                              "expect", "expect_includes", "expect_none", "expect_rule"};

class TestReader {
public:
    TestReader(const catalog::Catalog& catalog, diagnostics::Diagnostics& diagnostics)
        : catalog_(catalog), diagnostics_(diagnostics) {}

    std::vector<TestCase> read(const Node& root) {
        std::vector<TestCase> tests;
        if (root.kind != Node::Kind::mapping) {
            if (root.kind != Node::Kind::null)
                diagnostics_.report(Code::wrong_shape, root.span, "a file of tests is a mapping with the key `tests`");
            return tests;
        }
        const std::array<std::string, 1> keys = {"tests"};
        refuse_unknown(root, keys);
        const Node* list = root.find("tests");
        if (list == nullptr || list->kind == Node::Kind::null) return tests;
        if (list->kind != Node::Kind::sequence) {
            diagnostics_.report(Code::wrong_shape, list->span, "`tests` is a list");
            return tests;
        }
        for (const Node& item : list->items) {
            if (std::optional<TestCase> test = read_test(item)) tests.push_back(std::move(*test));
        }
        return tests;
    }

private:
    void refuse_unknown(const Node& node, std::span<const std::string> known) {
        for (const yaml::Entry& entry : node.entries) {
            if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
            diagnostics::Diagnostic& finding =
                diagnostics_.report(Code::unknown_key, entry.key_span, "unknown key `" + entry.key + "`");
            diagnostics::help_with_name(finding, entry.key, known, "key", entry.key_span, false);
        }
    }

    std::optional<TestCase> read_test(const Node& node) {
        if (node.kind != Node::Kind::mapping) {
            diagnostics_.report(Code::wrong_shape, node.span, "a test is a mapping");
            return std::nullopt;
        }
        const std::size_t errors = diagnostics_.errors();
        refuse_unknown(node, test_keys);
        TestCase test;
        test.span = node.span;
        read_name(node, test);
        Object event;
        read_events(node, event);
        read_instant(node, event);
        if (const Node* given = node.find("given")) read_given(*given, catalog_, event, diagnostics_);
        read_expectations(node, test);
        if (diagnostics_.errors() != errors) return std::nullopt;
        test.event_json = event.json();
        return test;
    }

    void read_name(const Node& node, TestCase& test) {
        const Node* name = node.find("name");
        if (name == nullptr || !name->is_scalar() || name->scalar.empty()) {
            diagnostics_.report(Code::missing_key, name != nullptr ? name->span : node.span,
                                "a test needs a `name` of its own");
            return;
        }
        test.name = name->scalar;
        test.span = name->span;
        const auto [first, fresh] = names_.emplace(name->scalar, name->span);
        if (!fresh) {
            diagnostics_.report(Code::duplicate_name, name->span, "two tests are named `" + name->scalar + "`")
                .label(first->second, "the first one");
        }
    }

    void read_events(const Node& node, Object& event) {
        const Node* events = node.find("event");
        if (events == nullptr) {
            diagnostics_.report(Code::missing_key, node.span, "a test needs an `event`");
            return;
        }
        if (events->is_scalar()) {
            if (is_event(*events)) event.set({"event"}, json_string(events->scalar));
            return;
        }
        if (events->kind != Node::Kind::sequence || events->items.empty()) {
            diagnostics_.report(Code::wrong_shape, events->span, "`event` is an event or a list of them");
            return;
        }
        std::string json;
        for (const Node& item : events->items) {
            if (is_event(item)) json += (json.empty() ? "" : ",") + json_string(item.scalar);
        }
        event.set({"event"}, "[" + json + "]");
    }

    bool is_event(const Node& node) {
        if (!node.is_scalar()) {
            diagnostics_.report(Code::wrong_shape, node.span, "an event is named by its id");
            return false;
        }
        if (catalog_.find_event(node.scalar)) return true;
        std::vector<std::string> names;
        for (const catalog::Event& event : catalog_.events) names.push_back(event.id);
        diagnostics::Diagnostic& finding =
            diagnostics_.report(Code::unknown_event, node.span, "unknown event `" + node.scalar + "`");
        diagnostics::help_with_name(finding, node.scalar, names, "event", node.span, false);
        return false;
    }

    void read_instant(const Node& node, Object& event) {
        const Node* at = node.find("at");
        if (at == nullptr || at->kind == Node::Kind::null) {
            event.set({"at"}, json_string(default_instant));
            return;
        }
        value::Type type;
        type.kind = value::Kind::instant;
        if (const std::optional<std::string> json = typed_json(*at, type, catalog_, diagnostics_))
            event.set({"at"}, *json);
    }

    void read_expectations(const Node& node, TestCase& test) {
        const Node* list = node.find("expect");
        const Node* includes = node.find("expect_includes");
        const Node* nothing = node.find("expect_none");
        const Node* rules = node.find("expect_rule");
        if (list == nullptr && includes == nullptr && nothing == nullptr && rules == nullptr) {
            diagnostics_.report(Code::bad_test, test.span.exists() ? test.span : node.span, "this test expects nothing")
                .help("add `expect` with the actions in order, or `expect_none: true`");
            return;
        }
        if (list != nullptr) test.expect = normalise_actions(*list, catalog_, diagnostics_);
        if (includes != nullptr) test.expect_includes = normalise_actions(*includes, catalog_, diagnostics_);
        if (nothing != nullptr) read_nothing(*nothing, list != nullptr || includes != nullptr, test);
        if (rules != nullptr) {
            if (auto read = read_rule_expectations(*rules, diagnostics_)) test.rules = std::move(*read);
        }
    }

    void read_nothing(const Node& node, bool also_actions, TestCase& test) {
        if (!node.is_scalar() || node.scalar != "true") {
            diagnostics_.report(Code::bad_test, node.span, "`expect_none` can only be `true`");
        } else if (also_actions) {
            diagnostics_.report(Code::bad_test, node.span, "a test cannot expect actions and none");
        }
        test.expect_none = true;
    }

    const catalog::Catalog& catalog_;
    diagnostics::Diagnostics& diagnostics_;
    std::unordered_map<std::string, source::Span> names_;
};

}  // namespace

std::vector<TestCase> read(source::FileId file, const source::SourceSet& sources, const catalog::Catalog& catalog,
                           diagnostics::Diagnostics& diagnostics) {
    const Node root = yaml::parse(file, sources, diagnostics);
    return TestReader(catalog, diagnostics).read(root);
}

}  // namespace parley::testing
