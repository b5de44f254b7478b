// One stimulus on its way: the moments it raises, what the rules decide in each, and what those actions cause in turn,
// first in, first out (D10, D11, D62). Private to this folder.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/core/changes.h"
#include "runtime/engine/core/context.h"
#include "runtime/engine/core/outputs.h"
#include "runtime/engine/moments/table.h"

namespace parley::engine {

inline constexpr std::uint32_t maximum_moments = 32;  // of one conversation in one stimulus (D64)

using Commands = std::vector<lines::CommandContent>;

// What one moment is about.
struct Occasion {
    explicit Occasion(moments::Moment raised, ConversationId about = {}) : moment(raised), conversation(about) {}
    moments::Moment moment;
    ConversationId conversation{};
    bool condition = true;                      // the events of the row that come only under a condition
    const Conversation* provisional = nullptr;  // while there is no record: what is known already
    ContactId contact{};                        // whose it is, where there is no record
    const model::Message* message = nullptr;
    std::string language;
    std::optional<std::int64_t> stars;
    std::string agent, closed_by;
    const model::Datum *form = nullptr, *body = nullptr, *survey = nullptr;
    bool is_first = false;           // of find or create: what its rules attach or open was settled already
    std::vector<std::string> notes;  // for its record
    Commands before;                 // what the change itself commands
};

// What the rules of a find-or-create moment said last (D61).
struct Wish {
    enum class Kind : std::uint8_t { none, attach, open } kind = Kind::none;
    std::string channel, to;  // of open: who is answered
    std::string rule;
};
struct Settlement {
    ConversationId conversation{};
    std::string not_done, note;  // about the action that was the last
};
using Settle = std::function<Settlement(const Wish&)>;

class Flow {
public:
    Flow(Context& context, Outputs& outputs) : context_(context), outputs_(outputs), changes_(context) {}

    // One moment: its snapshot, its rules, their actions, its record. Where the conversation's cascade was stopped,
    // only its commands go out, and false comes back.
    bool raise(Occasion occasion);
    // A find-or-create moment (D60): `settle` is called once the rules have said what they want. Gives the
    // conversation.
    ConversationId raise_first(Occasion occasion, const Settle& settle);

    // Offers it or lets it wait (D63). `agent`: who is to be offered it first, or assigned it without an invitation.
    enum class Manner : std::uint8_t { anyone, offer_first, assign };
    void place(ConversationId id, bool at_start, Commands before = {}, std::string agent = {},
               Manner manner = Manner::anyone);
    // A change and the moments that tell of it, in order.
    void assign(ConversationId id, std::string_view agent, bool tell);
    // Closes, and raises {closed}, with chat_ended or call_ended where one goes on; its chat or call is ended with it
    // unless `ended` says that it ended by itself. `in_turn`: the moment comes behind what is pending.
    enum class Ended : std::uint8_t { nothing, chat, call };
    void close(ConversationId id, const ClosingRequest& request, Ended ended = Ended::nothing, bool in_turn = false);
    // What follows a reopening, an opening, and what was taken from its agent: their moments and the placing.
    void reopened(ConversationId id, const model::Message* message);
    void started(ConversationId id, const model::Message* message);
    void taken_away(ConversationId id, std::string_view agent, bool tell, std::string next = {},
                    Manner manner = Manner::anyone);

    // Whether a text has somebody to reach: of a call, only while it goes on, and until it is ended by us.
    bool is_reachable(ConversationId id);

    // A command that no moment follows.
    void command(lines::CommandContent content) { outputs_.change(std::move(content)); }
    // After what is under way.
    void later(ConversationId id, std::function<void()> script) { pending_.push_back({id, std::move(script)}); }
    // Once nothing else is left to do.
    void at_end(std::function<void()> script) { last_.push_back(std::move(script)); }
    // Runs what is pending, then offers what waits to those who have become free (D97).
    void finish();

    Changes& changes() { return changes_; }
    Context& context() { return context_; }
    Unit& unit() { return context_.unit; }
    Outputs& outputs() { return outputs_; }
    const tenant::Tenant& tenant() const { return context_.tenant(); }
    Instant now() const { return context_.clock; }

    // The latest other conversation of the contact, or of everybody in its profile (D4).
    std::optional<ConversationId> previous_of(ContactId contact, ConversationId except);
    // The one that a new message of this contact and channel would have to join, none if a new one may be opened.
    std::optional<ConversationId> open_of(ContactId contact, std::string_view channel);
    std::vector<ContactId> people_of(ContactId contact);  // of its profile, or itself alone
    model::Message last_customer_message(const Conversation& conversation) const;

private:
    friend class Actions;
    struct Script {
        ConversationId conversation;
        std::function<void()> run;
    };

    bool begin(const Occasion& occasion);
    facts::Outcome decide(const Occasion& occasion);
    void record(const Occasion& occasion, facts::Outcome& outcome);
    void stop(ConversationId id);
    bool is_stopped(ConversationId id) const { return stopped_.contains(id); }
    void drain();
    void offer();
    void landed(ConversationId id);
    void route(ConversationId id, bool at_start, Commands before, std::uint32_t agent, bool directly);

    Context& context_;
    Outputs& outputs_;
    Changes changes_;
    std::deque<Script> pending_;
    std::vector<std::function<void()>> last_;
    std::map<ConversationId, std::uint32_t> raised_;
    std::set<ConversationId> stopped_;
    ConversationId current_{};             // whose moment's actions are applied: what it opens inherits its count
    std::set<ConversationId> hanging_up_;  // closed here; end_call comes at the very end
    std::map<ConversationId, std::string> assigned_at_place_;  // assign_to_agent before the start's placing
};

}  // namespace parley::engine
