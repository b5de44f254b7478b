// Each type of stimulus, by whom it comes from. What is rejected has changed nothing. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/core/answer.h"
#include "runtime/engine/core/flow.h"
#include "runtime/engine/core/people.h"
#include "runtime/engine/lines/stimulus.h"

namespace parley::engine {

// The conversation that a line names, or why there is none.
struct Named {
    ConversationId id{};
    std::optional<model::Rejection> rejected;
};
Named find_conversation(Flow& flow, People& people, const lines::ConversationName& name);

class Customers {
public:
    Customers(Flow& flow, std::optional<Instant> sent_at) : flow_(flow), people_(flow.context()), sent_at_(sent_at) {}

    Answer handle(const lines::Message& said);
    Answer handle(const lines::FormMessage& said);
    Answer handle(const lines::ChatStarted& said);
    Answer handle(const lines::ChatEnded& said);
    Answer handle(const lines::CallStarted& said);
    Answer handle(const lines::CallEnded& said);
    Answer handle(const lines::Form& said);
    Answer handle(const lines::Survey& said);
    Answer handle(const lines::HttpRequest& said);
    Answer handle(const lines::Review& said);
    Answer handle(const lines::ReviewEdited& said);
    Answer handle(const lines::Welcome& said);

private:
    // Something that may open a conversation, with what ties it and what it brings.
    struct Arrival {
        Participant from;
        moments::Moment moment{};
        std::optional<model::Message> message;
        lines::CustomerDetails details;
        std::optional<std::int64_t> stars;
        model::OpenedBy by = model::OpenedBy::customer;
        ConversationId thread{};  // tied to this one, which is closed
        std::string chat, call, review;
        bool live = false;  // the chat or call goes on
    };
    struct Joined {
        enum class How : std::uint8_t { opened, reopened, attached } how = How::opened;
        ConversationId conversation{};
    };

    Answer arrive(Arrival arrival);
    Joined settle(const Arrival& arrival, const Wish& wish, Settlement& settlement);
    Joined join(const Arrival& arrival, ConversationId id, Settlement& settlement);
    Joined open(const Arrival& arrival);
    void bring(const Arrival& arrival, ConversationId id);
    void after(const Arrival& arrival, const Joined& joined, const model::Message* message);
    void told(const Arrival& arrival, ConversationId id);
    // A customer message to an open conversation.
    void tied(ConversationId id, const model::Message& message, bool response, std::optional<std::int64_t> stars,
              const std::string& language);
    Answer receive(ConversationId id, Arrival arrival);
    std::optional<ConversationId> tied_to(const lines::Message& said, ContactId contact);
    Conversation provisional(const Arrival& arrival) const;
    model::Message message_of(std::string_view channel, std::string_view text, std::string_view id,
                              const lines::CustomerDetails& details, ContactId contact);
    Answer form(moments::Moment moment, const model::Datum& fields, const model::Datum* body, Participant from,
                ConversationId about, std::string_view type);
    Answer ended(model::ThreadKind kind, const std::string& key, model::EndedBy by,
                 const std::string& short_description);
    void early_end(model::ThreadKind kind, const std::string& key);

    Flow& flow_;
    People people_;
    std::optional<Instant> sent_at_;
};

class Agents {
public:
    explicit Agents(Flow& flow) : flow_(flow), people_(flow.context()) {}

    Answer handle(const lines::AgentPresence& said);
    Answer handle(const lines::AgentAccepts& said);
    Answer handle(const lines::AgentRejects& said);
    Answer handle(const lines::AgentTakes& said);
    Answer handle(const lines::AgentResumes& said);
    Answer handle(const lines::AgentReopens& said);
    Answer handle(const lines::AgentReply& said);
    Answer handle(const lines::AgentHolds& said);
    Answer handle(const lines::AgentTransfers& said);
    Answer handle(const lines::AgentSaves& said);
    Answer handle(const lines::AgentTask& said);
    Answer handle(const lines::AgentCloses& said);
    Answer handle(const lines::AgentStarts& said);

private:
    // Open, and held by this agent; else why not.
    std::optional<Answer> not_held(const Named& named, std::string_view agent);
    void send(ConversationId id, const std::string& agent, const std::string& text, const std::string& message_id);
    void gone(std::uint32_t agent, model::Presence presence);

    Flow& flow_;
    People people_;
};

class Administration {
public:
    explicit Administration(Flow& flow) : flow_(flow), people_(flow.context()) {}

    Answer handle(const lines::BotReply& said);
    Answer handle(const lines::BotCloses& said);
    Answer handle(const lines::OpenConversation& said);
    Answer handle(const lines::CloseConversation& said);
    Answer handle(const lines::MergeContacts& said);
    Answer handle(const lines::UnmergeContacts& said);
    Answer handle(const lines::LinkProfile& said);
    Answer handle(const lines::SetField& said);
    Answer handle(const lines::UserKnown& said);
    Answer handle(const lines::EraseContact& said);
    Answer handle(const lines::Archive& said);
    Answer handle(const lines::Tick& said);

private:
    void about_contact(moments::Moment moment, ContactId contact);

    Flow& flow_;
    People people_;
};

// What comes of a timer's own.
void run_timer(Flow& flow, const model::Timer& timer);

}  // namespace parley::engine
