#include <filesystem>

#include "runtime/base/file.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"
#include "tools/parley/starter.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;

ExitCode run(const Arguments& arguments, Session& session) {
    const fs::path folder = fs::path(session.directory) / arguments.first("DIR").value_or("");
    std::vector<std::string> taken;
    for (const StarterFile& file : starter_files()) {
        std::error_code fault;
        if (fs::exists(fs::symlink_status(folder / file.path, fault))) taken.emplace_back(file.path);
    }
    if (!taken.empty() && !arguments.has("force")) {
        std::string list;
        for (const std::string& path : taken) list += "\n  " + (folder / path).lexically_normal().string();
        return fail(bad_input,
                    "nothing was written, for these files are there already:" + list + "\n`--force` overwrites them");
    }
    Json written = Json::array();
    for (const StarterFile& file : starter_files()) {
        const fs::path path = (folder / file.path).lexically_normal();
        std::error_code fault;
        if (path.has_parent_path()) fs::create_directories(path.parent_path(), fault);
        if (fault)
            return fail(bad_input, "cannot make the folder " + path.parent_path().string() + ": " + fault.message());
        if (const base::Result<base::Done> result = base::replace_file(path.string(), file.text); !result)
            return fail(result.error());
        if (arguments.format() == "text") print(path.string() + "\n");
        written.push_back(path.string());
    }
    if (arguments.format() == "json") {
        Json out = document();
        out["files"] = std::move(written);
        print(to_text(out));
    }
    hint("Next: `parley test`, then `parley decide events/morning.jsonl`.\n");
    return done;
}

}  // namespace

Command init_command() {
    return {"init",
            "make a project that passes its own tests",
            "Writes a project to start from: the four default rules, a catalog, tests and sample events. No file that "
            "is there already is touched, unless forced; if one is, nothing is written.",
            {{"DIR", "where to; made if it is not there (default: this folder)", false, false}},
            {{"--force", "", "overwrite files that are there", {}}, format_option({"text", "json"})},
            {{"parley init care", ""}},
            run};
}

}  // namespace parley::cli
