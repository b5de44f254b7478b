#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const store::Version version = parse_version(*arguments.first("N")).value_or(0);
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "republish"), code)) return code;
    const base::Result<store::Changed> after = (*store)->republish(version, *change);
    if (!after) return fail(after.error());
    PARLEY_ASSERT(after->current);
    const bool changed = after->entry.has_value();
    const std::optional<store::Version> from = changed ? after->entry->from : std::optional(version);
    if (arguments.format() == "json") {
        Json out = document();
        out["current"] = after->current->version;
        out["from"] = number_or_null(from);
        out["changed"] = changed;
        out["artifact"] = base::to_string(after->current->artifact);
        print(to_text(out));
        return done;
    }
    const std::string name = "Version " + std::to_string(version);
    if (!changed) {
        print(name + " is current already; nothing was changed.\n");
        return done;
    }
    const Style style(session.out);
    const bool moved = from && *from != version;
    print(style.green(name + (moved ? " is current again." : " is current, as it was; it is signed anew.")) + "\n");
    print(detail("artifact", base::to_string(after->current->artifact)));
    if (moved)
        print(detail("replaced", "version " + std::to_string(*from) + "; `parley republish " + std::to_string(*from) +
                                     "` puts it back"));
    if (after->draft) hint("The draft is as it was.\n");
    return done;
}

}  // namespace

Command republish_command() {
    return {"republish",
            "put a previous version back into production at once",
            "Makes version N the current one. Nothing is compiled or copied: the pointer moves to the artifact that "
            "was published then, the same to the byte. The draft and the folder are not touched, and the log says who "
            "did it, when, and what was current before.",
            {{"N", "the version's number", true, false}},
            {note_option(), by_option(), key_option(), format_option({"text", "json"})},
            {{"parley republish 3 -m \"4 sends people to the wrong desk\"", ""}},
            run};
}

}  // namespace parley::cli
