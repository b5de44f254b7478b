#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

std::string identifiers_text(const Json& identifiers) {
    std::string out;
    for (const Json& one : identifiers)
        out += (out.empty() ? "" : ", ") + cell(one["channel"]) + " " + cell(one["identifier"]);
    return out;
}

std::string notes_text(const Json& contact) {
    std::string out = contact["merged_into"].is_null() ? "" : "merged into " + cell(contact["merged_into"]);
    if (contact["erased"] == true) out += out.empty() ? "erased" : ", erased";
    return out;
}

void print_table(state::Database& database, const Session& session) {
    Table table({{"CONTACT"},
                 {"NAME"},
                 {"USER"},
                 {"PROFILE"},
                 {"OPEN"},
                 {"CONVERSATIONS", true},
                 {"IDENTIFIERS", false, 80},
                 {"NOTES"}},
                session.out);
    views::each_contact(database, [&table](std::string_view entry) {
        const Json one = parse_document(entry);
        const std::string notes = notes_text(one);
        table.add({cell(one["contact"]), cell(one["name"]), cell(one["user"]), cell(one["profile"]), cell(one["open"]),
                   std::to_string(one["conversations"].size()), identifiers_text(one["identifiers"]), notes},
                  !notes.empty());
        return true;
    });
    if (table.is_empty()) hint("There is no contact yet.\n");
    table.finish();
}

ExitCode run(const Arguments& arguments, Session& session) {
    return with_state(arguments, session, [&](state::Database& database) {
        if (arguments.format() == "json") {
            views::contacts(database, print);
            print("\n");
        } else {
            print_table(database, session);
        }
        return done;
    });
}

}  // namespace

Command contacts_command() {
    return {"contacts",
            "list the engine's contacts",
            "Prints everybody who wrote or called, or was written to, in the order of their numbers: by which "
            "identifiers they are known in which channels, whose profile they are in, and their conversations.",
            {},
            {state_option(), format_option({"text", "json"})},
            {{"parley contacts", ""}, {"parley contacts --format json", ""}},
            run};
}

}  // namespace parley::cli
