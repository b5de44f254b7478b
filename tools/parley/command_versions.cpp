#include <algorithm>

#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

// What can be done with a version: the current one offers a new draft alone, a previous one re-publishing too.
std::vector<std::string> offers(store::Version version, bool is_current) {
    if (is_current) return {"parley draft new"};
    const std::string number = std::to_string(version);
    return {"parley republish " + number, "parley draft new --from " + number};
}

struct Columns {
    std::size_t number = 0, who = 0;
};

Columns columns_of(const std::vector<store::VersionRecord>& versions) {
    Columns columns;
    for (const store::VersionRecord& record : versions) {
        columns.number = std::max(columns.number, std::to_string(record.version).size());
        columns.who = std::max(columns.who, length(shown(record.published_by, 30)));
    }
    return columns;
}

std::string row(const store::VersionRecord& record, bool is_current, const Columns& columns, const Style& style) {
    const std::string number = std::to_string(record.version), who = shown(record.published_by, 30);
    std::string out = "  version " + std::string(columns.number - number.size(), ' ') + style.bold(number) + "  " +
                      who + std::string(columns.who - length(who), ' ') + "  " + time_text(record.published_at);
    if (!record.note.empty()) out += "  " + shown(record.note);
    out += "\n";
    std::string choices;
    for (const std::string& offer : offers(record.version, is_current))
        choices += (choices.empty() ? "" : "   ") + offer;
    return out + "      " + style.dim(choices) + "\n";
}

std::string draft_text(const store::Draft& draft) {
    return "  based on " + basis_text(draft.based_on) + ", saved by " + who_when(draft.saved_by, draft.saved_at) +
           (draft.edited ? "" : ", not edited") + "\n";
}

void print_text(const std::vector<store::VersionRecord>& versions, const store::State& state, const Session& session) {
    const Style style(session.out);
    const Columns columns = columns_of(versions);
    const store::Version current = state.current ? state.current->version : 0;
    std::string now, previous;
    for (const store::VersionRecord& record : versions)
        (record.version == current ? now : previous) += row(record, record.version == current, columns, style);
    if (now.empty())
        print("Nothing is published yet.\n");
    else
        print(style.bold("Current") + "\n" + now);
    if (!previous.empty()) print(style.bold("Previous") + "\n" + previous);
    if (state.draft)
        print(style.bold("Draft") + "\n" + draft_text(*state.draft) + "      " +
              style.dim("parley draft status   parley publish") + "\n");
    else if (now.empty())
        hint("`parley draft save` makes a draft of the folder, and `parley publish` publishes it.\n");
}

void print_json(const std::vector<store::VersionRecord>& versions, const store::State& state) {
    Json out = document();
    const store::Version current = state.current ? state.current->version : 0;
    out["current"] = current != 0 ? Json(current) : Json();
    out["versions"] = Json::array();
    for (const store::VersionRecord& record : versions) {
        Json one = version_json(record);
        one["offers"] = offers(record.version, record.version == current);
        out["versions"].push_back(std::move(one));
    }
    out["draft"] = state.draft ? draft_json(*state.draft) : Json();
    print(to_text(out));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    const base::Result<store::State> state = (*store)->state();
    if (!state) return fail(state.error());
    const base::Result<std::vector<store::VersionRecord>> versions = (*store)->versions();
    if (!versions) return fail(versions.error());
    if (arguments.format() == "json")
        print_json(*versions, *state);
    else
        print_text(*versions, *state, session);
    return done;
}

}  // namespace

Command versions_command() {
    return {
        "versions",
        "list the versions, the current one on top",
        "Shows the version that is in production, then the previous ones, newest first, each with who published it, "
        "when, and why, and what can be done with it: the current one offers a new draft, a previous one "
        "re-publishing and a new draft. A draft is shown with what it is based on.",
        {},
        {format_option({"text", "json"})},
        {{"parley versions", ""}, {"parley versions --format json", ""}},
        run};
}

}  // namespace parley::cli
