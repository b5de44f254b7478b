// A set of rules, its events, and what they mean, without any engine's words: the peers' sources are made from this.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

enum Field : std::uint8_t {
    contact_point,
    platform,
    priority,
    customer_tier,
    message_text,
    queue,
    estimated_wait_seconds,
    agents_available,
    is_business_hours,
    language,
    hours_since_last_conversation,
    attempts,
    field_count,
};

// `symbol` compares by name, `rank` has an order too; both are held as an index into the field's names.
enum class FieldType : std::uint8_t { symbol, rank, text, number, boolean };

struct FieldInfo {
    std::string_view name;
    FieldType type;
};
inline constexpr std::array<FieldInfo, field_count> field_infos = {{
    {"contact_point", FieldType::symbol},
    {"platform", FieldType::symbol},
    {"priority", FieldType::rank},
    {"customer_tier", FieldType::rank},
    {"message_text", FieldType::text},
    {"queue", FieldType::symbol},
    {"estimated_wait_seconds", FieldType::number},
    {"agents_available", FieldType::number},
    {"is_business_hours", FieldType::boolean},
    {"language", FieldType::symbol},
    {"hours_since_last_conversation", FieldType::number},
    {"attempts", FieldType::number},
}};

enum class Op : std::uint8_t { is, is_not, in, greater, at_least, less, at_most, between, contains };
inline constexpr std::string_view op_names[] = {"is",   "is_not",  "in",      "greater", "at_least",
                                                "less", "at_most", "between", "contains"};

struct Condition {
    enum class Kind : std::uint8_t { test, all, any } kind = Kind::test;
    Field field = contact_point;
    Op op = Op::is;
    std::vector<std::int32_t> values;  // numbers, or indices of names; of `contains`: indices of the set's words
    std::vector<Condition> children;
};

// The words behind an action are the language's; every action of a set has its own id, in the order of the rules.
struct Action {
    std::uint32_t id = 0;
    std::string_view kind;
    std::string value;
};

struct Branch {
    Condition when;
    std::vector<Action> actions;
};

// `always` first, then the first branch that is true, else `otherwise`.
struct Rule {
    std::string name;
    std::vector<Action> always;
    std::vector<Branch> branches;
    std::vector<Action> otherwise;
};

struct Event {
    std::array<std::int32_t, field_count> values{};
    std::string text;
};

struct Set {
    std::string name;
    std::uint64_t seed = 0;
    std::array<std::vector<std::string>, field_count> names;  // of symbols and ranks
    std::vector<std::string> words;                           // that `contains` looks for
    std::vector<std::string> filler;                          // what texts are made of besides
    unsigned words_in_a_text_of_100 = 15;
    std::vector<Rule> rules;
    int chain = -1;  // the rule that is a long chain; -1: none
    std::uint32_t action_count = 0;
};

// The same numbers from the same seed everywhere: the standard's distributions are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
    int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
    bool chance(unsigned of_100) { return below(100) < of_100; }

private:
    std::mt19937_64 engine_;
};

// "S", "M", "L", "XL", "T", or "chain-N" for a chain of N branches. Empty rules: no such set.
Set make_set(std::string_view name, std::uint64_t seed);
std::vector<Event> make_events(const Set& set, std::size_t count, Random& random);

// The plain meaning: the ids of the actions in order. What every peer is held against.
std::vector<std::uint32_t> decide(const Set& set, const Event& event);

void write_set(const Set& set, const std::string& path);                                       // set.json
void write_events(const Set& set, const std::vector<Event>& events, const std::string& path);  // the wire's form
// For each event one 32-bit FNV-1a hash over the action ids, little-endian.
void write_expected(const Set& set, const std::vector<Event>& events, const std::string& path);

}  // namespace parley::bench
