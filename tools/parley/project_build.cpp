#include "tools/parley/project_build.h"

#include <filesystem>

#include "compiler/diagnostics/render.h"
#include "runtime/base/file.h"
#include "tools/parley/progress.h"

namespace parley::cli {

namespace {

void add_file(const std::string& path, project::Project& project, std::vector<source::FileId>& list,
              diagnostics::Diagnostics& findings) {
    base::Result<std::string> text = base::read_file(path);
    const source::FileId file = project.sources.add(path, text ? std::move(*text) : std::string());
    if (text)
        list.push_back(file);
    else
        findings.report(diagnostics::Code::unreadable_file, {}, text.error().message);
}

// Takes what is in `build.project` through the phases, and reads its tests.
void compile(ProjectBuild& build, const BuildOptions& options, Progress& progress) {
    pipeline::Compilation& compilation = build.compilation;
    for (const project::LintLevel& lint : build.project.lint_levels)
        compilation.diagnostics.set_level(lint.code, lint.level);
    compilation.sources = &build.project.sources;
    compilation.catalog_file = build.project.catalog;
    compilation.rule_files = build.project.rules;
    pipeline::run(compilation, options.last_phase, [&](std::string_view phase) { progress.step(phase); });
    if (!options.tests) return;
    for (const source::FileId file : build.project.tests) {
        for (testing::TestCase& test :
             testing::read(file, build.project.sources, compilation.catalog, compilation.diagnostics))
            build.tests.push_back(std::move(test));
    }
    compilation.diagnostics.sort();
}

}  // namespace

std::string project_at(const std::string& directory) {
    for (const char* name : {"catalog.yaml", "parley.yaml", "rules"}) {
        std::error_code fault;
        // What cannot be looked at is taken to be there, not passed over for the project above.
        const std::filesystem::file_status status =
            std::filesystem::status(std::filesystem::path(directory) / name, fault);
        if (status.type() != std::filesystem::file_type::not_found) return directory;
    }
    return project::find_project(directory);
}

std::unique_ptr<ProjectBuild> build_project(const std::string& directory, const BuildOptions& options,
                                            const Session& session) {
    Progress progress(session.err, "parley");
    auto build = std::make_unique<ProjectBuild>();
    diagnostics::Diagnostics& findings = build->compilation.diagnostics;
    progress.step("reading");
    build->project = project::load(directory, findings);
    if (!options.other_rules.empty()) build->project.rules.clear();
    for (const std::string& path : options.other_rules) add_file(path, build->project, build->project.rules, findings);
    for (const std::string& path : options.other_tests) add_file(path, build->project, build->project.tests, findings);
    compile(*build, options, progress);
    return build;
}

std::unique_ptr<ProjectBuild> build_files(const base::Files& files, const std::string& shown,
                                          const BuildOptions& options, const Session& session) {
    Progress progress(session.err, "parley");
    auto build = std::make_unique<ProjectBuild>();
    build->project = project::from_files(files, shown, build->compilation.diagnostics);
    compile(*build, options, progress);
    return build;
}

bool report_errors(const ProjectBuild& build, const Session& session) {
    if (!build.findings().has_errors()) return false;
    diagnostics::Diagnostics errors;
    for (const diagnostics::Diagnostic& finding : build.findings().all()) {
        if (finding.severity != diagnostics::Severity::error) continue;
        diagnostics::Diagnostic& copy =
            errors.report(finding.code, finding.primary.span, finding.message, finding.primary.text);
        copy = finding;
    }
    hint(diagnostics::render_text(errors, build.project.sources, {.color = session.err.color}));
    hint(summary(build.findings()) + "\n");
    return true;
}

std::unique_ptr<ProjectBuild> build_or_report(const BuildOptions& options, const Session& session) {
    std::unique_ptr<ProjectBuild> build = build_project(project_at(session.directory), options, session);
    if (report_errors(*build, session)) return nullptr;
    return build;
}

std::string summary(const diagnostics::Diagnostics& findings) {
    std::string out = counted(findings.errors(), "error") + ", " + counted(findings.warnings(), "warning");
    if (findings.notes() != 0) out += ", " + counted(findings.notes(), "note");
    return out;
}

}  // namespace parley::cli
