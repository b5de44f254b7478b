// The agents of a made-up day: they come, take what they are offered, answer, hold, hand over, close, have a break and
// leave. Each looks at a desk of its own now and then, and does what the state then allows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/engine/state/database.h"
#include "tools/parley/simulate_customers.h"

namespace parley::cli {

class SimulatedAgents {
public:
    // As busy as so many events of customers make them.
    SimulatedAgents(const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events, Chance& chance);

    // When the next of them does something; none: all have gone home.
    std::optional<model::Instant> next() const;
    // What that is; none: nothing this time.
    std::optional<Json> act(state::Database& state);

private:
    struct Agent {
        const tenant::Agent* who;
        model::Instant comes, has_break, is_back, winds_up, leaves;
        model::Instant next;
        model::Presence presence = model::Presence::offline;
    };
    Agent planned(const tenant::Agent& who, std::size_t place);
    std::optional<Json> work(const Agent& agent, state::Database& state);
    Json answer_invitation(const Agent& agent, model::ConversationId id);
    Json deal(const Agent& agent, const model::Conversation& conversation);
    Json deal_call(const Agent& agent, const model::Conversation& conversation);
    Json reply(const Agent& agent, const model::Conversation& conversation);
    Json go_on(const Agent& agent, const model::Conversation& conversation);
    Json close(const Agent& agent, const model::Conversation& conversation);
    std::optional<Json> take_one_more(const Agent& agent, state::Database& state, std::size_t held);

    const tenant::Tenant& tenant_;
    const SimulatedDay& day_;
    Chance& chance_;
    model::Span pace_;  // between two looks, on average
    std::vector<Agent> agents_;
    std::vector<std::size_t> waiting_;  // a heap of their places, who is next on top
};

}  // namespace parley::cli
