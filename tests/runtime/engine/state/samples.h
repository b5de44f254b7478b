// Records of random content, every field of them, for the tests of databases.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "runtime/engine/state/codec_fields.h"
#include "runtime/engine/state/database.h"

namespace parley::tests {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    // 0 to `end` - 1.
    std::uint64_t below(std::uint64_t end) { return engine_() % end; }
    bool one_in(std::uint64_t chances) { return below(chances) == 0; }
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
    }

    template <typename Record>
    Record record() {
        Record record{};
        state::fields(*this, record);
        return record;
    }
    // What `fields` calls with a record's members.
    template <typename... Values>
    void operator()(Values&... values) {
        (fill(values), ...);
    }
    std::string text() {
        static const std::string texts[] = {"",
                                            "a",
                                            "Late parcel",
                                            "Üñí \xF0\x9F\x93\xA6",
                                            "it's \"so\"; DROP TABLE contacts",
                                            "line\nbreak\ttab",
                                            std::string("nul\0inside", 10),
                                            std::string(5000, 'x')};
        return texts[below(one_in(8) ? std::size(texts) : std::size(texts) - 1)];
    }

private:
    template <typename Value>
    void fill(Value& value) {
        if constexpr (std::is_same_v<Value, model::Datum>) {
            fill_datum(value);
        } else if constexpr (std::is_same_v<Value, bool>) {
            value = one_in(2);
        } else if constexpr (std::is_enum_v<Value> && model::words<Value>.size() != 0) {
            value = static_cast<Value>(below(model::words<Value>.size()));
        } else if constexpr (std::is_enum_v<Value> || std::is_integral_v<Value>) {
            value = static_cast<Value>(engine_() >> below(64));
        } else {
            state::fields(*this, value);
        }
    }
    void fill(std::string& value) { value = text(); }
    template <typename Value>
    void fill(std::optional<Value>& value) {
        value.reset();
        if (one_in(2)) fill(value.emplace());
    }
    template <typename Value>
    void fill(std::vector<Value>& values) {
        values.clear();
        for (std::uint64_t count = below(4); count != 0; --count) fill(values.emplace_back());
    }
    template <typename First, typename Second>
    void fill(std::pair<First, Second>& pair) {
        fill(pair.first);
        fill(pair.second);
    }
    void fill(model::Datum::Member& member) {
        fill(member.name);
        fill(member.value);
    }
    void fill_datum(model::Datum& datum) {
        using Kind = model::Datum::Kind;
        datum = {};
        datum.kind = static_cast<Kind>(below(depth_ < 4 ? 6 : 4));
        if (datum.kind == Kind::boolean) datum.boolean = one_in(2);
        if (datum.kind == Kind::text) datum.text = text();
        if (datum.kind == Kind::number) datum.text = std::to_string(below(1000)) + ".50";
        ++depth_;
        if (datum.kind == Kind::list) fill(datum.items);
        if (datum.kind == Kind::object)
            for (std::uint64_t count = below(4); count != 0; --count)
                fill_datum(datum.members.emplace_back(std::to_string(count), model::Datum{}).value);
        --depth_;
    }

    std::mt19937_64 engine_;
    int depth_ = 0;
};

// Random but for what calls look up by, which is drawn from few values, and fits the state.
inline model::Conversation random_conversation(Random& random, std::int64_t number) {
    using model::State;
    static const std::string queues[] = {"Default", "Billing", ""};
    static const std::string agents[] = {"amy", "bob", "cy"};
    static const std::vector<std::string> skills[] = {
        {}, {"french"}, {"french", "legal"}, {"legal", "french"}, {"legal"}};
    const auto instant = [&random]() -> model::Instant { return 1'000'000 + random.between(0, 30) * 20'000; };
    const auto timer = [&]() -> std::optional<model::Instant> {
        if (random.one_in(2)) return std::nullopt;
        return instant();
    };
    model::Conversation one = random.record<model::Conversation>();
    one.id = model::ConversationId{number};
    one.contact = model::ContactId{random.between(1, 6)};
    one.user = random.one_in(3) ? "u-" + std::to_string(random.below(3)) : "";
    one.channel = random.one_in(2) ? "email" : "sms";
    one.state = static_cast<State>(random.between(1, 5));
    one.queue = queues[random.below(3)];
    one.priority_rank = static_cast<int>(random.between(-1, 3));
    one.skills = skills[random.below(5)];
    one.opened_at = instant();
    one.last_message_at = timer();
    one.closed_at = timer();
    if (model::is_closed(one.state)) one.closed_at = instant();
    one.archived = model::is_closed(one.state) && random.one_in(3);
    one.assigned_to = model::is_held(one.state) ? agents[random.below(3)] : "";
    one.assigned_at = timer();
    one.waits = one.state == State::fresh && random.one_in(2);
    one.invited = one.state == State::fresh && !one.waits && random.one_in(2) ? agents[random.below(3)] : "";
    one.waiting_since = timer();
    if (one.waits) one.waiting_since = instant();
    one.invitation_due = timer();
    one.sla_due = timer();
    one.still_waiting_due = timer();
    one.inactivity_due = timer();
    return one;
}

}  // namespace parley::tests
