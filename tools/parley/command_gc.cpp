#include <charconv>

#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

constexpr std::uint64_t usual_entries = 1000;

ExitCode run(const Arguments& arguments, Session& session) {
    std::uint64_t keep = usual_entries;
    if (const std::optional<std::string> text = arguments.value("keep"))
        std::from_chars(text->data(), text->data() + text->size(), keep);
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "gc"), code)) return code;
    const base::Result<store::Collection> removed = (*store)->collect(*change, keep);
    if (!removed) return fail(removed.error());
    if (arguments.format() == "json") {
        Json out = document();
        out["removed"] = removed->objects;
        out["bytes"] = removed->bytes;
        print(to_text(out));
        return done;
    }
    print(removed->objects == 0
              ? "There was nothing to remove.\n"
              : "Removed " + counted(removed->objects, "object") + ", " + counted(removed->bytes, "byte") + ".\n");
    return done;
}

}  // namespace

Command gc_command() {
    return {"gc",
            "remove old drafts that nothing needs any more",
            "Removes drafts and overwritten folders that only old entries of the log name, and what writers left that "
            "were killed. What a version, the draft or the last N changes name always stays, and so does the log.",
            {},
            {{"--keep",
              "N",
              "drafts of the last N changes can still be brought back (default: " + std::to_string(usual_entries) + ")",
              {}},
             by_option(),
             format_option({"text", "json"})},
            {{"parley gc", ""}, {"parley gc --keep 50", ""}},
            run};
}

}  // namespace parley::cli
