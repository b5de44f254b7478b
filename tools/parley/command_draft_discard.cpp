#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "draft discard"), code)) return code;
    const base::Result<store::Changed> after = (*store)->discard_draft(*change);
    if (!after) return fail(after.error());
    PARLEY_ASSERT(after->entry);
    const std::optional<base::Digest> discarded = after->entry->replaced;
    if (arguments.format() == "json") {
        Json out = document();
        out["discarded"] = digest_or_null(discarded);
        print(to_text(out));
        return done;
    }
    print("The draft was discarded; the folder is as it was.\n");
    if (discarded) print("`parley draft new --from " + short_digest(*discarded) + "` brings it back.\n");
    return done;
}

}  // namespace

Command draft_discard_command() {
    return {"draft discard",
            "put the draft away",
            "Clears the draft. What it held stays in the store, named by the log, and `parley draft new --from` with "
            "its digest brings it back. The folder is not touched.",
            {},
            {by_option(), format_option({"text", "json"})},
            {{"parley draft discard", ""}},
            run};
}

}  // namespace parley::cli
