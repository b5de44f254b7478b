#include <charconv>

#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/conversation_text.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

// Two lines each: the second has the preview. What is closed is grey.
void print_one(const Json& one, const Style& style) {
    std::string head = cell(one["conversation"]);
    for (const std::string& part : {state_text(one), cell(one["channel"]), cell(one["name"]), cell(one["queue"])})
        if (!part.empty()) head += "  " + shown(part);
    head += "  " + time_cell(one["last_message_at"]);
    const std::string preview = one["last_message"].is_null() ? "" : "\n    " + shown(cell(one["last_message"]), 100);
    print((one["closed"] == true ? style.dim(head + preview) : style.bold(head) + preview) + "\n");
}

void print_text(const Json& found, const Arguments& arguments, const Session& session) {
    const Style style(session.out);
    const Json& profile = found["profile"];
    if (!profile.is_null())
        print(style.bold(shown(cell(profile["name"]))) + "  " + cell(profile["profile"]) + "  " +
              shown(joined(profile["channels"])) + "\n");
    for (const Json& one : found["related"]) print_one(one, style);
    if (found["related"].empty()) hint("No other conversation is related to it.\n");
    if (found["next"].is_null()) return;
    const std::optional<std::string> state = arguments.value("state");
    hint("There are more: `parley related " + cell(found["conversation"]) + " --limit " +
         arguments.value_or("limit", "") + " --after " + cell(found["next"]) +
         (state ? " --state " + shown(*state) : "") + "`.\n");
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::optional<std::string> limit = arguments.value("limit");
    std::size_t most = 0;
    if (limit) {
        std::from_chars(limit->data(), limit->data() + limit->size(), most);
        if (most == 0) return refuse_usage("--limit takes 1 or more", find_command(session, "related"));
    }
    return with_state(arguments, session, [&](state::Database& database) {
        const auto found =
            views::related(database, *arguments.first("CONVERSATION"), most, arguments.value_or("after", ""));
        return print_document(found, arguments, [&](const Json& json) { print_text(json, arguments, session); });
    });
}

}  // namespace

Command related_command() {
    return {
        "related",
        "list the conversations related to one",
        "Prints the other conversations of the same contact in the same channel or, where a profile links contacts, "
        "of all of them in all channels, under the profile's name; newest last message first. `parley show` opens "
        "each.",
        {{"CONVERSATION", "the conversation's number, such as C-1", true, false}},
        {{"--limit", "N", "a page of at most N (default: all)", {}},
         {"--after", "C", "the page behind this conversation, the `next` of the page before", {}},
         state_option(),
         format_option({"text", "json"})},
        {{"parley related C-2", ""}, {"parley related C-2 --limit 20 --after C-1", ""}},
        run};
}

}  // namespace parley::cli
