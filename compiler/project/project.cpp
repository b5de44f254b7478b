#include "compiler/project/project.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <system_error>

#include "compiler/project/settings.h"
#include "runtime/base/file.h"

namespace parley::project {

namespace {

namespace fs = std::filesystem;
using diagnostics::Code;

constexpr std::string_view catalog_name = "catalog.yaml";
constexpr std::string_view settings_name = "parley.yaml";

// As one would write it where one works; what lies far off is clearer as it is.
std::string shown_name(const fs::path& path) {
    fs::path normal = path.lexically_normal();
    std::error_code fault;
    fs::path here = fs::current_path(fault);
    if (!normal.is_absolute() || fault) return normal.string();
    fs::path relative = normal.lexically_relative(here);
    auto ups = std::count(relative.begin(), relative.end(), fs::path(".."));
    return relative.empty() || ups > 2 ? normal.string() : relative.string();
}

bool is_file(const fs::path& path) {
    std::error_code fault;
    return fs::is_regular_file(path, fault);
}

bool is_there(const fs::path& path) {
    std::error_code fault;
    return fs::exists(fs::symlink_status(path, fault));
}

std::string size_words(std::size_t bytes) {
    constexpr std::size_t mebibyte = 1u << 20;
    return bytes % mebibyte == 0 ? std::to_string(bytes / mebibyte) + " MiB" : std::to_string(bytes) + " bytes";
}

class Folder {
public:
    Folder(Project& project, diagnostics::Diagnostics& diagnostics, const Limits& limits)
        : project_(project), diagnostics_(diagnostics), limits_(limits), root_(project.directory) {}

    fs::path path(const std::string& name) const { return root_ / name; }

    // Reads a file into the set. What cannot be read is there with an empty text, so that the finding has a place.
    source::FileId add(const fs::path& path, source::Span named = {}) {
        std::string refused = refusal(path);
        base::Result<std::string> text =
            refused.empty() ? base::read_file(path.string()) : base::Result<std::string>(std::string());
        if (!text) refused = text.error().message;
        source::FileId file =
            project_.sources.add(shown_name(path), refused.empty() ? std::move(*text) : std::string());
        if (!refused.empty()) {
            source::Span span = named.exists() ? named : source::Span{file, 0, 0};
            diagnostics_.report(too_large_ ? Code::file_too_large : Code::unreadable_file, span, refused);
            return source::no_file;
        }
        return file;
    }

    // The files directly in a folder whose names end so, in the byte order of their names; hidden ones are left out.
    std::vector<fs::path> list(const NamedPath& folder, std::string_view ending) {
        std::vector<fs::path> found;
        std::error_code fault;
        fs::path where = path(folder.path);
        if (!is_there(where) && !folder.span.exists()) return found;
        for (fs::directory_iterator at(where, fault); !fault && at != fs::directory_iterator(); at.increment(fault)) {
            std::string name = at->path().filename().string();
            if (name.ends_with(ending) && !name.starts_with('.') && is_file(at->path())) found.push_back(at->path());
        }
        if (fault) {
            diagnostics_.report(Code::unreadable_file, folder.span,
                                "the folder `" + shown_name(where) + "` cannot be read: " + fault.message());
        }
        std::sort(found.begin(), found.end(), [](const fs::path& left, const fs::path& right) {
            return left.filename().native() < right.filename().native();
        });
        return found;
    }

private:
    // Why a file is not read at all; empty: it may be.
    std::string refusal(const fs::path& path) {
        std::string name = "`" + shown_name(path) + "`";
        too_large_ = false;
        if (!is_there(path)) return name + " does not exist";
        if (!is_file(path)) return name + " is not a file";
        std::error_code fault;
        std::uintmax_t bytes = fs::file_size(path, fault);
        if (fault) return name + " cannot be read: " + fault.message();
        too_large_ = bytes > limits_.file_bytes || read_bytes_ + bytes > limits_.project_bytes;
        if (bytes > limits_.file_bytes) return name + " is larger than " + size_words(limits_.file_bytes);
        if (too_large_) return "the project is larger than " + size_words(limits_.project_bytes);
        read_bytes_ += bytes;
        return {};
    }

    Project& project_;
    diagnostics::Diagnostics& diagnostics_;
    Limits limits_;
    fs::path root_;
    std::uintmax_t read_bytes_ = 0;
    bool too_large_ = false;
};

std::string folder_name(const std::string& directory) {
    std::error_code fault;
    fs::path whole = fs::absolute(directory, fault).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();
    return whole.filename().string();
}

std::vector<source::FileId> add_all(Folder& folder, const std::vector<fs::path>& paths) {
    std::vector<source::FileId> files;
    for (const fs::path& path : paths) {
        source::FileId file = folder.add(path);
        if (file != source::no_file) files.push_back(file);
    }
    return files;
}

}  // namespace

std::string find_project(const std::string& directory) {
    std::error_code fault;
    fs::path start = directory.empty() ? fs::path(".") : fs::path(directory);
    if (is_file(start / catalog_name)) return start.string();
    fs::path above = fs::absolute(start, fault).lexically_normal();
    if (fault) return start.string();
    if (!above.has_filename()) above = above.parent_path();
    while (above.has_relative_path()) {
        above = above.parent_path();
        if (is_file(above / catalog_name)) return above.string();
    }
    return start.string();
}

Project load(const std::string& directory, diagnostics::Diagnostics& diagnostics, const Limits& limits) {
    Project project;
    project.directory = directory.empty() ? "." : directory;
    Folder folder(project, diagnostics, limits);
    std::error_code fault;
    if (!fs::is_directory(project.directory, fault)) {
        diagnostics.report(Code::unreadable_file, {}, "`" + project.directory + "` is not a folder");
        return project;
    }
    Settings settings;
    if (fs::path path = folder.path(std::string(settings_name)); is_there(path)) {
        source::FileId file = folder.add(path);
        if (file != source::no_file) settings = read_settings(file, project.sources, diagnostics);
    }
    project.name = settings.name.empty() ? folder_name(project.directory) : settings.name;
    project.lint_levels = std::move(settings.lint_levels);
    // Without a catalog the built-in vocabulary serves, unless one is asked for by name.
    if (fs::path path = folder.path(settings.catalog.path); settings.catalog.span.exists() || is_there(path)) {
        project.catalog = folder.add(path, settings.catalog.span);
    }
    std::vector<fs::path> rules = folder.list(settings.rules, ".parley");
    if (rules.empty()) {
        diagnostics
            .report(Code::no_rules, settings.rules.span,
                    "there are no rule files in `" + shown_name(folder.path(settings.rules.path)) + "`")
            .note("rule files end in `.parley` and lie directly in the folder");
    }
    project.rules = add_all(folder, rules);
    project.tests = add_all(folder, folder.list(settings.tests, ".test.yaml"));
    return project;
}

}  // namespace parley::project
