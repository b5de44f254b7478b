#include "compiler/project/project.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "compiler/project/settings.h"
#include "compiler/project/storage.h"

namespace parley::project {

namespace {

namespace fs = std::filesystem;
using diagnostics::Code;

constexpr const char* catalog_name = "catalog.yaml";
constexpr const char* settings_name = "parley.yaml";

std::string size_words(std::size_t bytes) {
    constexpr std::size_t mebibyte = 1u << 20;
    return bytes % mebibyte == 0 ? std::to_string(bytes / mebibyte) + " MiB" : std::to_string(bytes) + " bytes";
}

// The files as they were read, for those who keep them.
struct Kept {
    base::Files files;
    std::optional<base::Error> refused;  // the first that could not be
};

// Reads a project from wherever it is stored: one path for folders and for memory, so that both give the same.
class Loader {
public:
    Loader(const Storage& storage, Project& project, diagnostics::Diagnostics& diagnostics, const Limits& limits,
           Kept* kept)
        : storage_(storage), project_(project), diagnostics_(diagnostics), limits_(limits), kept_(kept) {}

    void load() {
        Settings settings;
        if (may_be_there(settings_name)) {
            project_.settings = add(settings_name);
            if (project_.settings != source::no_file)
                settings = read_settings(project_.settings, project_.sources, diagnostics_);
        }
        project_.name = settings.name.empty() ? storage_.name() : settings.name;
        project_.lint_levels = std::move(settings.lint_levels);
        if (kept_ != nullptr) keep_inside(settings);
        // Without a catalog the built-in vocabulary serves, unless one is asked for by name.
        const NamedPath& catalog = settings.catalog;
        if (catalog.span.exists() || may_be_there(catalog.path)) project_.catalog = add(catalog.path, catalog.span);
        const std::vector<std::string> rules = list(settings.rules, ".parley");
        if (rules.empty()) {
            diagnostics_
                .report(Code::no_rules, settings.rules.span,
                        "there are no rule files in `" + storage_.shown(settings.rules.path) + "`")
                .note("rule files end in `.parley` and lie directly in the folder");
        }
        project_.rules = add_all(rules);
        project_.tests = add_all(list(settings.tests, ".test.yaml"));
    }

private:
    // Reads a file into the set. What cannot be read is there with an empty text, so that the finding has a place.
    source::FileId add(const std::string& path, source::Span named = {}) {
        Code code = Code::unreadable_file;
        std::string refused = refusal(path, code), text;
        if (refused.empty()) {
            base::Result<std::string> read = storage_.read(path);
            if (read)
                text = std::move(*read);
            else
                refused = read.error().message;
        }
        if (kept_ != nullptr && refused.empty()) kept_->files.push_back({normal_path(path), text});
        const source::FileId file = project_.sources.add(storage_.shown(path), std::move(text));
        if (refused.empty()) return file;
        report(code, named.exists() ? named : source::Span{file, 0, 0}, refused);
        return source::no_file;
    }

    std::vector<source::FileId> add_all(const std::vector<std::string>& paths) {
        std::vector<source::FileId> files;
        for (const std::string& path : paths) {
            const source::FileId file = add(path);
            if (file != source::no_file) files.push_back(file);
        }
        return files;
    }

    // The files directly in a folder whose names end so, in the byte order of their names; hidden ones are left out.
    std::vector<std::string> list(const NamedPath& folder, std::string_view ending) {
        if (!folder.span.exists() && !may_be_there(folder.path)) return {};
        base::Result<std::vector<std::string>> names = storage_.names(folder.path, ending);
        if (!names) {
            report(Code::unreadable_file, folder.span, names.error().message);
            return {};
        }
        std::sort(names->begin(), names->end());
        for (std::string& name : *names) name = join_path(folder.path, name);
        return std::move(*names);
    }

    // What cannot be looked at may be there; whoever reads it then says why it cannot be.
    bool may_be_there(const std::string& path) const {
        const base::Result<Storage::Kind> kind = storage_.kind(path);
        return !kind || *kind != Storage::Kind::missing;
    }

    // Why a file is not read at all; empty: it may be.
    std::string refusal(const std::string& path, Code& code) {
        const std::string name = "`" + storage_.shown(path) + "`";
        const base::Result<Storage::Kind> kind = storage_.kind(path);
        if (!kind) return kind.error().message;
        if (*kind == Storage::Kind::missing) return name + " does not exist";
        if (*kind == Storage::Kind::other) return name + " is not a file";
        const base::Result<std::uint64_t> bytes = storage_.size(path);
        if (!bytes) return bytes.error().message;
        if (*bytes <= limits_.file_bytes && read_bytes_ + *bytes <= limits_.project_bytes) {
            read_bytes_ += *bytes;
            return {};
        }
        code = Code::file_too_large;
        if (*bytes > limits_.file_bytes) return name + " is larger than " + size_words(limits_.file_bytes);
        return "the project is larger than " + size_words(limits_.project_bytes);
    }

    void report(Code code, source::Span span, const std::string& message) {
        refuse(code == Code::file_too_large ? base::ErrorKind::input : base::ErrorKind::environment, message);
        diagnostics_.report(code, span, message);
    }

    void refuse(base::ErrorKind kind, const std::string& message) {
        if (kept_ != nullptr && !kept_->refused) kept_->refused = base::Error{kind, message};
    }

    // What lies outside of the project is not the project's to keep.
    void keep_inside(const Settings& settings) {
        for (const auto& [key, path] : {std::pair("catalog", &settings.catalog), std::pair("rules", &settings.rules),
                                        std::pair("tests", &settings.tests)}) {
            if (leads_out(path->path))
                refuse(base::ErrorKind::input, "`" + storage_.shown(settings_name) + "` names `" + path->path +
                                                   "` as `" + key +
                                                   "`, which lies outside of the project; only what lies in its folder "
                                                   "can be kept with it");
        }
    }

    const Storage& storage_;
    Project& project_;
    diagnostics::Diagnostics& diagnostics_;
    Limits limits_;
    Kept* kept_;
    std::uint64_t read_bytes_ = 0;
};

// Or something that cannot be looked at: it must not be passed over for the project above.
bool may_be_file(const fs::path& path) {
    std::error_code fault;
    const fs::file_status status = fs::status(path, fault);
    return fs::is_regular_file(status) || status.type() == fs::file_type::none;
}

Project load_folder(const std::string& directory, diagnostics::Diagnostics& diagnostics, const Limits& limits,
                    Kept* kept) {
    Project project;
    project.directory = directory.empty() ? "." : directory;
    std::error_code fault;
    if (!fs::is_directory(project.directory, fault)) {
        const std::string message = "`" + project.directory + "` is not a folder";
        if (kept != nullptr) kept->refused = base::Error{base::ErrorKind::not_found, message};
        diagnostics.report(Code::unreadable_file, {}, message);
        return project;
    }
    Loader(*folder_storage(project.directory), project, diagnostics, limits, kept).load();
    return project;
}

}  // namespace

std::string find_project(const std::string& directory) {
    std::error_code fault;
    fs::path start = directory.empty() ? fs::path(".") : fs::path(directory);
    if (may_be_file(start / catalog_name)) return start.string();
    fs::path above = fs::absolute(start, fault).lexically_normal();
    if (fault) return start.string();
    if (!above.has_filename()) above = above.parent_path();
    while (above.has_relative_path()) {
        above = above.parent_path();
        if (may_be_file(above / catalog_name)) return above.string();
    }
    return start.string();
}

Project load(const std::string& directory, diagnostics::Diagnostics& diagnostics, const Limits& limits) {
    return load_folder(directory, diagnostics, limits, nullptr);
}

base::Result<base::Files> read_files(const std::string& directory, const Limits& limits) {
    diagnostics::Diagnostics ignored;
    Kept kept;
    load_folder(directory, ignored, limits, &kept);
    if (kept.refused) return *kept.refused;
    std::sort(kept.files.begin(), kept.files.end(),
              [](const base::File& left, const base::File& right) { return left.path < right.path; });
    // One file may serve twice, as `catalog` and among the tests.
    kept.files.erase(
        std::unique(kept.files.begin(), kept.files.end(),
                    [](const base::File& left, const base::File& right) { return left.path == right.path; }),
        kept.files.end());
    return std::move(kept.files);
}

Project from_files(const base::Files& files, const std::string& shown, diagnostics::Diagnostics& diagnostics,
                   const Limits& limits) {
    Project project;
    project.directory = shown;
    Loader(*memory_storage(files, shown), project, diagnostics, limits, nullptr).load();
    return project;
}

}  // namespace parley::project
