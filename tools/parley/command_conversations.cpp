#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/conversation_text.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

void print_table(state::Database& database, const state::ConversationFilter& filter, const Session& session) {
    Table table({{"NUMBER"},
                 {"STATE"},
                 {"CHANNEL"},
                 {"QUEUE"},
                 {"AGENT"},
                 {"NAME"},
                 {"WAIT", true},
                 {"DURATION", true},
                 {"OPENED"},
                 {"DESCRIPTION", false, 60}},
                session.out);
    views::each_conversation(database, filter, [&table](std::string_view entry) {
        const Json one = parse_document(entry);
        table.add({cell(one["conversation"]), state_text(one), cell(one["channel"]), cell(one["queue"]),
                   agent_text(one), cell(one["name"]), span_cell(one["wait_seconds"]),
                   span_cell(one["duration_seconds"]), time_cell(one["opened_at"]), cell(one["short_description"])},
                  !one["closed_at"].is_null());
        return true;
    });
    const bool is_filtered = filter.open_only || filter.contact || filter.opened_for || filter.queue;
    if (table.is_empty()) hint(is_filtered ? "No conversation is like that.\n" : "There is no conversation yet.\n");
    table.finish();
}

ExitCode run(const Arguments& arguments, Session& session) {
    state::ConversationFilter filter;
    filter.open_only = arguments.has("open");
    filter.opened_for = arguments.value("user");
    filter.queue = arguments.value("queue");
    if (const std::optional<std::string> contact = arguments.value("contact")) {
        filter.contact = model::parse_contact(*contact);
        if (!filter.contact)
            return refuse_usage("--contact takes a contact's number such as K-1, not `" + shown(*contact) +
                                    "`; `parley contacts` lists them",
                                find_command(session, "conversations"));
    }
    return with_state(arguments, session, [&](state::Database& database) {
        if (arguments.format() == "json") {
            views::conversations(database, filter, print);
            print("\n");
        } else {
            print_table(database, filter, session);
        }
        return done;
    });
}

}  // namespace

Command conversations_command() {
    return {
        "conversations",
        "list the engine's conversations",
        "Prints every conversation's record, in the order of their numbers: who it is for, in which state and "
        "queue, whose it is, how long the customer waited and agents worked on it. Several filters narrow it down "
        "together. It may be asked while an engine runs.",
        {},
        {{"--open", "", "only those that are open", {}},
         {"--contact", "K", "only those of this contact, such as K-1", {}},
         {"--user", "U", "only those opened for this user, or for a contact such as K-1 that is none", {}},
         {"--queue", "Q", "only those of this queue", {}},
         state_option(),
         format_option({"text", "json"})},
        {{"parley conversations --open --queue Default", ""}, {"parley conversations --user u-17 --format json", ""}},
        run};
}

}  // namespace parley::cli
