#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/progress.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

std::string counts_of(const store::Verification& found) {
    return counted(found.versions, "version") + ", " + counted(found.entries, "log entry") + ", " +
           counted(found.objects, "object") + ", " + counted(found.signatures, "signature");
}

void print_text(const store::Verification& found, const Session& session) {
    const Style style(session.out);
    for (const store::Problem& problem : found.problems)
        print(style.red(shown(problem.place)) + ": " + shown(problem.message) + "\n");
    for (const std::string& remark : found.remarks) print(style.dim("note: " + shown(remark)) + "\n");
    const std::string counts = counts_of(found);
    if (found.problems.empty())
        print(style.green("Everything holds") + ": " + counts + ".\n");
    else
        print(style.red(counted(found.problems.size(), "problem")) + " in " + counts + ".\n");
}

void print_json(const store::Verification& found) {
    Json out = document();
    out["entries"] = found.entries;
    out["versions"] = found.versions;
    out["objects"] = found.objects;
    out["signatures"] = found.signatures;
    out["problems"] = Json::array();
    for (const store::Problem& problem : found.problems)
        out["problems"].push_back({{"place", problem.place}, {"message", problem.message}});
    out["remarks"] = found.remarks;
    print(to_text(out));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::vector<std::string>& keys = arguments.values("trust");
    const base::Result<signing::Trust> trust = signing::Trust::read(keys);
    if (!trust) return fail(trust.error());
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    base::Result<store::Verification> found = store::Verification{};
    {
        Progress progress(session.err, "verifying");
        found = (*store)->verify(keys.empty() ? nullptr : &*trust, [&](std::uint64_t finished, std::uint64_t total) {
            progress.update(finished, total);
        });
    }
    if (!found) return fail(found.error());
    if (arguments.format() == "json")
        print_json(*found);
    else
        print_text(*found, session);
    return found->problems.empty() ? done : broken_integrity;
}

}  // namespace

Command verify_command() {
    return {
        "verify",
        "check everything that the store holds",
        "Reads every object and compares it with its digest, every version, the pointer, every link of the log, and "
        "every signature. Each problem is a line; the exit code is then 6.",
        {},
        {{"--trust",
          "FILE.pub",
          "what was published must be signed by this key; may be given several times",
          {},
          false,
          true},
         format_option({"text", "json"})},
        {{"parley verify", ""}, {"parley verify --trust care.key.pub", ""}},
        run};
}

}  // namespace parley::cli
