// Random rule sets and events, type by type from what the catalog has, so that a new field or type is covered without
// a change here. Values come from small pools, so that sides often meet; every generated rule set compiles.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace parley::differential {

// The catalog that generated rule sets are written against: a field of every type, several queues, a schedule.
extern const char* const catalog_text;

// Literals of a type as the language writes them, in ascending order where the type has one.
const std::vector<std::string>& literals(const catalog::Catalog& catalog, value::Type type);
// Values of a type as the wire writes them; more than the literals: unknown names, further digits.
const std::vector<std::string>& wire_values(const catalog::Catalog& catalog, value::Type type);

class Generator {
public:
    Generator(const catalog::Catalog& catalog, std::uint64_t seed) : catalog_(catalog), random_(seed) {}
    std::string rules();
    std::string event();

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <typename T>
    const T& one(const std::vector<T>& from) {
        return from[below(from.size())];
    }
    bool possible(const catalog::Field& field) const;
    const catalog::Field& field(bool conversation_only = false);
    std::string field_text(const catalog::Field& field);
    std::string literal(value::Type type) { return one(literals(catalog_, type)); }
    std::string list_of(value::Type element);
    std::string operand(const catalog::Field& field);
    std::string list_operand(const catalog::Field& field);
    std::string other_field(value::Type type, const catalog::Field& than);
    std::string test();
    std::string scalar_test(const catalog::Field& field, const std::string& name);
    std::string text_test(const std::string& name, const catalog::Field& field);
    std::string ordered_test(const catalog::Field& field, const std::string& name);
    std::string between(value::Type type);
    std::string instant_test(const catalog::Field& field, const std::string& name);
    std::string list_test(const catalog::Field& field, const std::string& name);
    std::string changed_test();
    std::string condition(int depth);
    std::string action();
    std::string message();
    std::string merge_text();
    std::string block(int depth);
    std::string rule(int number);

    const catalog::Catalog& catalog_;
    std::mt19937_64 random_;
    std::vector<catalog::EventId> events_;  // of the rule at hand; empty while conditions are defined
    std::vector<std::pair<std::string, value::Type>> lists_;
    std::vector<std::string> conditions_;
};

}  // namespace parley::differential
