#include "tools/bench/workload/model.h"

namespace parley::bench {
namespace {

constexpr std::size_t text_bytes = 82;

std::int32_t random_value(const Set& set, Field field, Random& random) {
    switch (field) {
        case estimated_wait_seconds:
            return random.chance(20) ? 0 : random.between(1, 1800);
        case agents_available:
            return random.chance(25) ? 0 : random.between(1, 20);
        case is_business_hours:
            return random.chance(70) ? 1 : 0;
        case hours_since_last_conversation:
            return random.chance(40) ? random.between(0, 48) : random.between(49, 2000);
        case attempts:
            return random.chance(60) ? 1 : random.between(2, 8);
        case message_text:
            return 0;
        default:
            return static_cast<std::int32_t>(random.below(set.names[field].size()));
    }
}

std::string random_text(const Set& set, Random& random) {
    std::string text;
    const std::size_t bytes = text_bytes + random.below(41) - 24;
    while (text.size() < bytes) {
        const bool wanted = !set.words.empty() && random.chance(set.words_in_a_text_of_100);
        const std::vector<std::string>& source = wanted ? set.words : set.filler;
        if (!text.empty()) text += ' ';
        text += source[random.below(source.size())];
    }
    return text;
}

// Half of the events meet some branch of the chain, wherever in it; the others come as they come.
void aim_at_chain(const Rule& chain, Event& event, Random& random) {
    if (!random.chance(50)) return;
    for (const Condition& test : chain.branches[random.below(chain.branches.size())].when.children) {
        event.values[test.field] = test.values[0] + (test.op == Op::greater ? 1 : 0);
    }
}

bool holds(const Set& set, const Condition& test, const Event& event) {
    const std::int32_t value = event.values[test.field];
    switch (test.op) {
        case Op::is:
            return value == test.values[0];
        case Op::is_not:
            return value != test.values[0];
        case Op::in:
            for (const std::int32_t one : test.values)
                if (value == one) return true;
            return false;
        case Op::greater:
            return value > test.values[0];
        case Op::at_least:
            return value >= test.values[0];
        case Op::less:
            return value < test.values[0];
        case Op::at_most:
            return value <= test.values[0];
        case Op::between:
            return value >= test.values[0] && value <= test.values[1];
        case Op::contains:
            for (const std::int32_t word : test.values)
                if (event.text.find(set.words[static_cast<std::size_t>(word)]) != std::string::npos) return true;
            return false;
    }
    return false;
}

bool is_true(const Set& set, const Condition& condition, const Event& event) {
    if (condition.kind == Condition::Kind::test) return holds(set, condition, event);
    const bool stops_at = condition.kind == Condition::Kind::any;
    for (const Condition& child : condition.children)
        if (is_true(set, child, event) == stops_at) return stops_at;
    return !stops_at;
}

void append(const std::vector<Action>& actions, std::vector<std::uint32_t>& ids) {
    for (const Action& action : actions) ids.push_back(action.id);
}

}  // namespace

std::vector<Event> make_events(const Set& set, std::size_t count, Random& random) {
    std::vector<Event> events(count);
    for (Event& event : events) {
        for (std::uint8_t field = 0; field < field_count; ++field)
            event.values[field] = random_value(set, static_cast<Field>(field), random);
        event.text = random_text(set, random);
        if (set.chain >= 0) aim_at_chain(set.rules[static_cast<std::size_t>(set.chain)], event, random);
    }
    return events;
}

std::vector<std::uint32_t> decide(const Set& set, const Event& event) {
    std::vector<std::uint32_t> ids;
    for (const Rule& rule : set.rules) {
        append(rule.always, ids);
        const Branch* taken = nullptr;
        for (const Branch& branch : rule.branches) {
            if (!is_true(set, branch.when, event)) continue;
            taken = &branch;
            break;
        }
        append(taken != nullptr ? taken->actions : rule.otherwise, ids);
    }
    return ids;
}

}  // namespace parley::bench
