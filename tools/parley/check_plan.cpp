#include "tools/parley/check_plan.h"

#include <algorithm>
#include <filesystem>

namespace parley::cli {

namespace {

namespace fs = std::filesystem;

std::string real_path(const fs::path& path) {
    std::error_code fault;
    const fs::path real = fs::weakly_canonical(path, fault);
    return (fault ? path : real).generic_string();
}

bool is_within(const std::string& file, const std::string& folder_or_file) {
    return file == folder_or_file || file.starts_with(folder_or_file + "/");
}

bool ends_with(const std::string& text, std::string_view end) {
    return text.ends_with(end);
}

// Whether the project reads this file of its own accord.
bool belongs(const project::Project& project, const std::string& file) {
    for (source::FileId id = 0; id < project.sources.size(); ++id) {
        if (real_path(project.sources.file(id).name()) == file) return true;
    }
    return real_path(fs::path(project.directory) / "parley.yaml") == file;
}

class Planner {
public:
    base::Result<std::vector<CheckPart>> plan(std::span<const std::string> paths) {
        for (const std::string& path : paths) {
            std::error_code fault;
            const fs::file_status status = fs::status(path, fault);
            if (!fs::exists(status)) return base::Error{base::ErrorKind::not_found, "no such file or folder: " + path};
            const std::string above = fs::path(path).parent_path().generic_string();
            const std::string folder = fs::is_directory(status) ? path : (above.empty() ? "." : above);
            CheckPart& part = part_of(project_at(folder));
            if (fs::is_directory(status)) {
                if (real_path(path) == real_path(part.directory))
                    part.whole = true;
                else
                    part.paths.push_back(real_path(path));
            } else if (const std::optional<base::Error> error = add_file(path, part)) {
                return *error;
            }
        }
        return split_others();
    }

private:
    CheckPart& part_of(const std::string& directory) {
        const std::string place = real_path(directory);
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (places_[i] == place) return parts_[i];
        }
        places_.push_back(place);
        diagnostics::Diagnostics ignored;
        projects_.push_back(project::load(directory, ignored));
        parts_.emplace_back().directory = directory;
        return parts_.back();
    }

    std::optional<base::Error> add_file(const std::string& path, CheckPart& part) {
        const auto index = static_cast<std::size_t>(&part - parts_.data());
        if (belongs(projects_[index], real_path(path)))
            part.paths.push_back(real_path(path));
        else if (ends_with(path, ".parley"))
            part.other_rules.push_back(path);
        else if (ends_with(path, ".test.yaml"))
            part.other_tests.push_back(path);
        else
            return base::Error{base::ErrorKind::input,
                               path + " is neither a file of the project in " + part.directory + " nor a rule file"};
        return std::nullopt;
    }

    // Files beside a project are compiled apart from it, so that they cannot clash with its own rules.
    std::vector<CheckPart> split_others() {
        std::vector<CheckPart> out;
        for (CheckPart& part : parts_) {
            CheckPart own = part;
            own.other_rules.clear();
            own.other_tests.clear();
            if (own.whole || !own.paths.empty()) out.push_back(std::move(own));
            if (part.other_rules.empty() && part.other_tests.empty()) continue;
            part.whole = false;
            part.paths.clear();
            for (const auto* list : {&part.other_rules, &part.other_tests}) {
                for (const std::string& path : *list) part.paths.push_back(real_path(path));
            }
            out.push_back(std::move(part));
        }
        return out;
    }

    std::vector<CheckPart> parts_;
    std::vector<std::string> places_;
    std::vector<project::Project> projects_;
};

}  // namespace

base::Result<std::vector<CheckPart>> plan_check(std::span<const std::string> paths, const std::string& directory) {
    if (!paths.empty()) return Planner().plan(paths);
    CheckPart part;
    part.directory = project_at(directory);
    part.whole = true;
    return std::vector<CheckPart>{part};
}

diagnostics::Diagnostics restrict_findings(const CheckPart& part, const ProjectBuild& build, std::size_t& files) {
    std::vector<bool> wanted;
    for (source::FileId file = 0; file < build.project.sources.size(); ++file) {
        const std::string place = part.whole ? std::string() : real_path(build.project.sources.file(file).name());
        wanted.push_back(part.whole || std::any_of(part.paths.begin(), part.paths.end(),
                                                   [&](const std::string& path) { return is_within(place, path); }));
    }
    files += static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), true));
    if (part.whole) return build.findings();
    diagnostics::Diagnostics out;
    for (const project::LintLevel& lint : build.project.lint_levels) out.set_level(lint.code, lint.level);
    for (const diagnostics::Diagnostic& finding : build.findings().all()) {
        const bool placed = finding.primary.span.exists();
        // What has no place is about the project as a whole; only an error of it concerns each of its files.
        if (placed ? !wanted[finding.primary.span.file] : finding.severity != diagnostics::Severity::error) continue;
        out.report(finding.code, finding.primary.span, finding.message, finding.primary.text) = finding;
    }
    return out;
}

}  // namespace parley::cli
