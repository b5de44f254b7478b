#include <cstdio>

#include "compiler/diagnostics/render.h"
#include "tools/parley/arguments.h"
#include "tools/parley/check_plan.h"
#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

struct CheckedPart {
    std::unique_ptr<ProjectBuild> build;
    diagnostics::Diagnostics findings;
};

// Several projects give one document: counts add up, lists follow one another.
std::string join_documents(const std::vector<CheckedPart>& parts, const char* list,
                           std::string (*render)(const diagnostics::Diagnostics&, const source::SourceSet&)) {
    if (parts.size() == 1) return render(parts[0].findings, parts[0].build->project.sources);
    Json joined;
    for (const CheckedPart& part : parts) {
        Json one = Json::parse(render(part.findings, part.build->project.sources));
        if (joined.is_null()) {
            joined = std::move(one);
            continue;
        }
        for (const char* count : {"errors", "warnings", "notes", "dropped"}) {
            if (one.contains(count))
                joined[count] = joined[count].get<std::uint64_t>() + one[count].get<std::uint64_t>();
        }
        for (Json& item : one[list]) joined[list].push_back(std::move(item));
    }
    return to_text(joined);
}

void print_text(const std::vector<CheckedPart>& parts, std::size_t files, const Session& session) {
    std::size_t errors = 0, warnings = 0, notes = 0;
    for (const CheckedPart& part : parts) {
        print(diagnostics::render_text(part.findings, part.build->project.sources, {.color = session.out.color}));
        errors += part.findings.errors();
        warnings += part.findings.warnings();
        notes += part.findings.notes();
    }
    const Style style(session.out);
    const std::string counts = counted(errors, "error") + ", " + counted(warnings, "warning") +
                               (notes != 0 ? ", " + counted(notes, "note") : "") + " in " + counted(files, "file");
    print((errors != 0 ? style.red(counts) : (warnings != 0 ? style.yellow(counts) : style.green(counts))) + "\n");
}

BuildOptions to_findings(const CheckPart& part) {
    BuildOptions options;
    options.last_phase = "analyse";
    options.tests = true;
    options.other_rules = part.other_rules;
    options.other_tests = part.other_tests;
    return options;
}

// The parts with their findings; nothing where `code` says why.
std::optional<std::vector<CheckedPart>> check_parts(const Arguments& arguments, const Session& session,
                                                    std::size_t& files, ExitCode& code) {
    std::vector<CheckedPart> parts;
    if (arguments.has("version") || arguments.has("draft")) {
        if (!arguments.list("PATH").empty()) {
            code = refuse_usage("paths are of the folder, so they go with neither --version nor --draft");
            return std::nullopt;
        }
        base::Result<std::unique_ptr<ProjectBuild>> build = build_chosen(arguments, to_findings({}), session);
        if (!build) {
            code = fail(build.error());
            return std::nullopt;
        }
        files += (*build)->project.sources.size();
        diagnostics::Diagnostics findings = (*build)->findings();
        parts.push_back({std::move(*build), std::move(findings)});
        return parts;
    }
    const base::Result<std::vector<CheckPart>> plan = plan_check(arguments.list("PATH"), session.directory);
    if (!plan) {
        code = fail(plan.error());
        return std::nullopt;
    }
    for (const CheckPart& part : *plan) {
        CheckedPart checked;
        checked.build = build_project(part.directory, to_findings(part), session);
        checked.findings = restrict_findings(part, *checked.build, files);
        parts.push_back(std::move(checked));
    }
    return parts;
}

ExitCode run(const Arguments& arguments, Session& session) {
    std::size_t files = 0, errors = 0, warnings = 0;
    ExitCode code = done;
    const std::optional<std::vector<CheckedPart>> checked = check_parts(arguments, session, files, code);
    if (!checked) return code;
    const std::vector<CheckedPart>& parts = *checked;
    for (const CheckedPart& part : parts) {
        errors += part.findings.errors();
        warnings += part.findings.warnings();
    }
    const std::string format = arguments.format();
    if (format == "json") {
        print(join_documents(parts, "diagnostics", diagnostics::render_json));
    } else if (format == "sarif") {
        print(join_documents(parts, "runs", diagnostics::render_sarif));
    } else if (format == "github") {
        for (const CheckedPart& part : parts)
            print(diagnostics::render_github(part.findings, part.build->project.sources));
    } else {
        print_text(parts, files, session);
    }
    const bool denied = arguments.has("deny") && warnings != 0;
    return errors != 0 || denied ? answer_is_no : done;
}

}  // namespace

Command check_command() {
    Command command = {
        "check",
        "find the errors and warnings in rules, catalog and tests",
        "Reads the whole project, reports everything it finds with file, line and column, and ends with a summary. "
        "Exits with 1 if there is an error; warnings do not count unless denied.\n\n"
        "With paths it reports only what concerns these files or folders. A rule file outside of the project's "
        "rules is checked as a rule set by itself, against the catalog of the nearest project.",
        {{"PATH", "files or folders to report on; a project's folder stands for all of it", false, true}},
        {format_option({"text", "json", "sarif", "github"}),
         {"--deny", "WHAT", "exit with 1 on warnings too", {"warnings"}}},
        {{"parley check", "the project in this folder or above"},
         {"parley check --deny warnings --format github", "in a workflow: findings appear beside the lines"},
         {"parley check rules/20-queues.parley", "one file's findings"}},
        run};
    for (Option& option : source_options()) command.options.push_back(std::move(option));
    return command;
}

}  // namespace parley::cli
