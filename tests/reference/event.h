// The event as the reference evaluator sees it: paths and plain values, read from the same JSON line as the VM's
// decoder reads, by code that shares nothing with it but the parsing of numbers, instants and Unicode.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "runtime/value/value.h"

namespace parley::reference {

// Choices and references are their names; a list is never absent.
struct Value {
    bool present = false;
    value::Number number = 0;
    std::string text;
    std::vector<Value> items;
    friend bool operator==(const Value&, const Value&) = default;
};

struct Event {
    std::string id;
    std::vector<std::string> events;
    std::int64_t at = 0;
    std::map<std::string, Value, std::less<>> fields;                         // by path, aliases followed
    std::map<std::string, Value, std::less<>> former;                         // what `former` names
    std::map<std::string, std::map<std::string, Value, std::less<>>> queues;  // workload: queue, measure
};

// nullopt: an event in error (D33).
std::optional<Event> read_event(std::string_view json, const catalog::Catalog& catalog);

}  // namespace parley::reference
