#include <algorithm>
#include <filesystem>

#include "compiler/catalog/catalog.h"
#include "compiler/diagnostics/render.h"
#include "compiler/format/format.h"
#include "runtime/base/file.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;

struct FormatRun {
    bool check_only = false;
    bool json = false;
    const Session& session;
    catalog::Catalog catalog;
    source::SourceSet sources{};
    diagnostics::Diagnostics findings{};
    std::vector<std::string> changed{};
    std::size_t files = 0;
    ExitCode code = done;
};

// The words that are actions decide where a step ends. What is wrong in the catalog is `check`'s to say.
catalog::Catalog read_catalog(const std::string& directory) {
    diagnostics::Diagnostics ignored;
    const project::Project project = project::load(project_at(directory), ignored);
    if (project.catalog == source::no_file) return catalog::built_in();
    return catalog::load(project.catalog, project.sources, ignored);
}

std::optional<std::string> format_text(const std::string& name, std::string text, FormatRun& run) {
    const source::FileId file = run.sources.add(name, std::move(text));
    const auto is_action = [&](std::string_view word) { return run.catalog.find_action(word).has_value(); };
    ++run.files;
    return format::format(file, run.sources, is_action, run.findings);
}

void format_file(const std::string& path, FormatRun& run) {
    base::Result<std::string> text = base::read_file(path);
    if (!text) {
        run.code = fail(text.error());
        return;
    }
    const std::optional<std::string> formatted = format_text(path, *text, run);
    if (!formatted || *formatted == *text) return;
    if (!run.check_only) {
        const base::Result<base::Done> written = base::replace_file(path, *formatted);
        if (!written) {
            run.code = fail(written.error());
            return;
        }
    }
    run.changed.push_back(path);
}

ExitCode format_stdin(FormatRun& run) {
    base::Result<std::string> text = read_input("-");
    if (!text) return fail(text.error());
    const std::optional<std::string> formatted = format_text("<stdin>", *text, run);
    if (!formatted) {
        hint(diagnostics::render_text(run.findings, run.sources, {.color = run.session.err.color}));
        return answer_is_no;
    }
    if (!run.check_only) print(*formatted);
    if (run.check_only && *formatted != *text) {
        print("<stdin>\n");
        return answer_is_no;
    }
    return done;
}

// Rule files of a folder and the folders in it, in the order of their names; what is hidden is left alone.
base::Result<base::Done> collect(const std::string& folder, std::vector<std::string>& out) {
    std::error_code fault;
    std::vector<std::string> found;
    fs::recursive_directory_iterator at(folder, fault), end;
    for (; !fault && at != end; at.increment(fault)) {
        const std::string name = at->path().filename().string();
        std::error_code unknown;
        if (name.starts_with(".") && at->is_directory(unknown)) at.disable_recursion_pending();
        if (!name.ends_with(".parley")) continue;
        const fs::file_status status = at->status(unknown);
        if (status.type() == fs::file_type::none)
            return base::Error{base::ErrorKind::environment,
                               "cannot read " + at->path().string() + ": " + unknown.message()};
        if (fs::is_regular_file(status)) found.push_back(at->path().string());
    }
    if (fault) return base::Error{base::ErrorKind::environment, "cannot read " + folder + ": " + fault.message()};
    std::sort(found.begin(), found.end());
    out.insert(out.end(), found.begin(), found.end());
    return base::Done{};
}

base::Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths, const std::string& directory) {
    std::vector<std::string> out;
    if (paths.empty()) {
        diagnostics::Diagnostics findings;
        const project::Project project = project::load(project_at(directory), findings);
        for (const diagnostics::Diagnostic& finding : findings.all()) {
            if (finding.code == diagnostics::Code::unreadable_file || finding.code == diagnostics::Code::file_too_large)
                return base::Error{base::ErrorKind::environment, finding.message};
        }
        for (const source::FileId file : project.rules) out.push_back(project.sources.file(file).name());
        return out;
    }
    for (const std::string& path : paths) {
        std::error_code fault;
        if (!fs::is_directory(path, fault)) {
            out.push_back(path);
        } else if (const base::Result<base::Done> read = collect(path, out); !read) {
            return read.error();
        }
    }
    return out;
}

void report(const FormatRun& run) {
    if (run.json) {
        Json out = document();
        out["files"] = run.files;
        out["changed"] = run.changed;
        out["findings"] = Json::parse(diagnostics::render_json(run.findings, run.sources));
        print(to_text(out));
        return;
    }
    for (const std::string& path : run.changed) print(path + "\n");
    hint(diagnostics::render_text(run.findings, run.sources, {.color = run.session.err.color}));
    if (run.check_only && !run.changed.empty())
        hint(counted(run.changed.size(), "file") + " not in the canonical style; `parley fmt` rewrites them\n");
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::vector<std::string>& paths = arguments.list("PATH");
    FormatRun format{arguments.has("check"), arguments.format() == "json", session, read_catalog(session.directory)};
    if (paths.size() == 1 && paths[0] == "-") return format_stdin(format);
    if (std::find(paths.begin(), paths.end(), "-") != paths.end())
        return refuse_usage("`-` stands for stdin and goes with no other path");
    const base::Result<std::vector<std::string>> files = files_of(paths, session.directory);
    if (!files) return fail(files.error());
    for (const std::string& path : *files) format_file(path, format);
    format.findings.sort();
    report(format);
    if (format.code != done) return format.code;
    if (format.findings.has_errors()) return answer_is_no;
    return format.check_only && !format.changed.empty() ? answer_is_no : done;
}

}  // namespace

Command fmt_command() {
    return {"fmt",
            "rewrite rule files in the one canonical style",
            "Formats the project's rule files, or the files and folders named, and prints the names of those that "
            "changed. Comments and meaning stay as they are. A file is replaced as a whole or not at all, and one with "
            "syntax errors is left alone.",
            {{"PATH", "files, or folders with everything in them; `-` formats stdin to stdout", false, true}},
            {{"--check", "", "rewrite nothing; print which files differ and exit with 1 if any does", {}},
             format_option({"text", "json"})},
            {{"parley fmt", "the project's rule files"},
             {"parley fmt --check", "in CI"},
             {"parley fmt - < rules.parley", "through a pipe, as editors do"}},
            run};
}

}  // namespace parley::cli
