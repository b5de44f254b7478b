// Applies what the rules of one moment decided. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/core/flow.h"

namespace parley::engine {

class Actions {
public:
    Actions(Flow& flow, const Occasion& occasion, facts::Outcome& outcome);

    // Of a find-or-create moment: what the last of its attach and open actions says.
    Wish wish() const;
    void settled(const Settlement& settlement);
    // The others, in order, to this conversation (none: what needs one is not done).
    void apply(ConversationId id);
    // Puts the commands and records out, behind the moment's own record.
    void release();

private:
    struct Emission {
        std::uint32_t number;
        std::optional<lines::CommandContent> command;
        std::optional<lines::Record> record;
    };
    using Handler = void (Actions::*)(facts::Decided&);
    struct Row {
        std::string_view name;
        Handler handler;
        bool needs_conversation;
    };
    static const Row* find(std::string_view name);

    void choose_last();
    void note_overridden(facts::Decided& decided);
    void send_message(facts::Decided& decided);
    void send_to_queue(facts::Decided& decided);
    void set_priority(facts::Decided& decided);
    void set_field(facts::Decided& decided);
    void clear_field(facts::Decided& decided);
    void add_tag(facts::Decided& decided);
    void remove_tag(facts::Decided& decided);
    void assign_to_agent(facts::Decided& decided);
    void unassign(facts::Decided& decided);
    void route(facts::Decided& decided);
    void attach(facts::Decided& decided);
    void reopen(facts::Decided& decided);
    void open_conversation(facts::Decided& decided);
    void close(facts::Decided& decided);
    void hold(facts::Decided& decided);
    void link_profile(facts::Decided& decided);
    void create_task(facts::Decided& decided);
    void call_webhook(facts::Decided& decided);
    void add_note(facts::Decided& decided);
    void send_summary(facts::Decided& decided);
    void own(facts::Decided& decided);

    bool is_limited(facts::Decided& decided);
    void emit(lines::CommandContent command) { emissions_.push_back({number_, std::move(command), {}}); }
    std::string_view text(const facts::Decided& decided, std::string_view member) const;
    const Conversation& conversation() { return flow_.unit().get(id_); }

    Flow& flow_;
    const Occasion& occasion_;
    facts::Outcome& outcome_;
    ConversationId id_{};
    std::uint32_t number_ = 0;
    std::optional<std::size_t> last_queue_, last_agent_, last_settling_, close_;
    std::vector<Emission> emissions_;
};

// Sets or, with a null value, clears one of the fields that may be set: priority, the built-in ones and the tenant's
// own. False: there is no such field.
bool set_conversation_field(Context& context, Conversation& conversation, std::string_view field,
                            const model::Datum& value);

}  // namespace parley::engine
