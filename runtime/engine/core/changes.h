// The changes of a conversation's record, each of them legal by the table of states, with what they mean for waiting,
// work, metrics and the agents' load. They raise nothing and tell nobody: that is the flow's. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/core/context.h"
#include "runtime/engine/model/states.h"

namespace parley::engine {

struct Opening {
    ContactId contact{};
    std::string channel, identifier, contact_point;
    model::OpenedBy by{};
    std::string by_name;
    std::string agent;  // an agent starts it: in their hands at once
};

struct ClosingRequest {
    model::ClosedBy by{};
    std::string by_name;
    std::string state;              // a closing state's name; empty: none said
    std::string short_description;  // blank: none said
};

class Changes {
public:
    explicit Changes(Context& context) : context_(context) {}

    ConversationId open(const Opening& opening);
    void assign(ConversationId id, std::string_view agent);
    void take_away(ConversationId id);
    // Dropped where the conversation is not of messaging: false then (D102).
    bool hold(ConversationId id, model::StateReason reason);
    void resume(ConversationId id);
    void close(ConversationId id, const ClosingRequest& request);
    void reopen(ConversationId id, std::string_view agent = {});

    // Legal now? Every change above demands it.
    bool may(ConversationId id, model::Cause cause);

    void invite(ConversationId id, std::uint32_t agent);
    // Takes the invitation back; the agent's name. Who `declines` is not offered it again in this wait.
    std::string withdraw(ConversationId id, bool declines);
    // It waits in its queue from now on.
    void wait(ConversationId id);
    void move(ConversationId id, std::string_view queue);
    void declined(ConversationId id, std::string_view agent);

    // Appends; the counts, instants and first answers follow.
    void append(ConversationId id, model::Message message);
    void set_priority(Conversation& conversation, std::string_view priority);
    // The timers that follow from the record; called before each write.
    void arm(Conversation& conversation) const;
    // What closes without a person takes this (D105).
    std::string default_description(const Conversation& conversation) const;

    void free(std::string_view agent);        // they may take more than before
    void free_staff(std::string_view queue);  // so may all of a queue's
    void offered(std::uint32_t agent);

private:
    void to_state(Conversation& conversation, model::Cause cause);
    void stop_work(Conversation& conversation);
    void end_wait(Conversation& conversation);
    void answered(Conversation& conversation, std::string_view agent);
    std::string closing_name(const Conversation& conversation, const ClosingRequest& request) const;
    Instant now() const { return context_.clock; }

    Context& context_;
};

bool is_blank(std::string_view text);

}  // namespace parley::engine
