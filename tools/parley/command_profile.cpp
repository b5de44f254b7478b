#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/history.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

void print_text(const Json& profile, const Session& session) {
    const Style style(session.out);
    print(style.bold(cell(profile["profile"]) + "  " + shown(cell(profile["name"]))) + "\n");
    for (const Json& key : profile["keys"]) print(detail(shown(cell(key["by"]), 30), shown(cell(key["value"]))));
    print(detail("channels", joined(profile["channels"])));
    print(detail("contacts", joined(profile["contacts"])));
}

ExitCode run(const Arguments& arguments, Session& session) {
    return with_state(arguments, session, [&](state::Database& database) {
        return print_document(views::profile(database, *arguments.first("PROFILE")), arguments,
                              [&session](const Json& found) { print_text(found, session); });
    });
}

}  // namespace

Command profile_command() {
    return {"profile",
            "show one profile",
            "Prints a customer's profile: its name, by what its contacts were linked, who they are and which channels "
            "they use.",
            {{"PROFILE", "the profile's number, such as P-1", true, false}},
            {state_option(), format_option({"text", "json"})},
            {{"parley profile P-1", ""}},
            run};
}

}  // namespace parley::cli
