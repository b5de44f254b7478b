#include "tools/parley/workspace.h"

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>

#include "runtime/base/file.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t marker_bytes = 1u << 16;

fs::path marker_path(const std::string& directory) {
    return fs::path(directory) / ".parley" / "workspace";
}

std::optional<Marker> parse(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    try {
        Marker marker;
        const std::optional<base::Digest> files = base::parse_digest(json.at("files").get<std::string>());
        if (json.at("format_version") != 1 || !files) return std::nullopt;
        marker.files = *files;
        marker.store = json.at("store").get<std::string>();
        marker.draft = json.at("draft").get<store::Sequence>();
        if (!json.at("version").is_null()) marker.version = json.at("version").get<store::Version>();
        marker.release = json.at("release").get<store::Sequence>();
        marker.filling = json.at("filling").get<bool>();
        if (json.contains("saving")) marker.saving = base::parse_digest(json.at("saving").get<std::string>());
        return marker;
    } catch (const Json::exception&) {
        return std::nullopt;  // not one of ours: as good as none
    }
}

Json to_json(const Marker& marker) {
    Json out = document();
    out["store"] = marker.store;
    out["draft"] = marker.draft;
    out["files"] = base::to_string(marker.files);
    out["version"] = marker.version ? Json(*marker.version) : Json();
    out["release"] = marker.release;
    out["filling"] = marker.filling;
    if (marker.saving) out["saving"] = base::to_string(*marker.saving);
    return out;
}

// The file that a process wrote to NAME.new-PID-N, as base::replace_file does before it renames, where that process is
// gone; empty for any other name.
std::string leftover_of(const std::string& name) {
    constexpr std::string_view mark = ".new-";
    const std::size_t at = name.rfind(mark);
    if (at == std::string::npos) return {};
    pid_t process = 0;
    const char* const end = name.data() + name.size();
    const auto [rest, fault] = std::from_chars(name.data() + at + mark.size(), end, process);
    const bool is_one = fault == std::errc{} && rest != end && *rest == '-' && process > 0;
    return is_one && ::kill(process, 0) != 0 && errno == ESRCH ? name.substr(0, at) : std::string();
}

// What a killed writer left of these files, by their names in one folder.
void remove_leftovers(const fs::path& folder, const std::set<std::string>& names) {
    std::error_code fault, ignored;
    for (fs::directory_iterator at(folder, fault); !fault && at != fs::directory_iterator(); at.increment(fault)) {
        const std::string file = leftover_of(at->path().filename().string());
        if (!file.empty() && names.contains(file)) fs::remove(at->path(), ignored);
    }
}

void remove_leftovers(const fs::path& root, const base::Files& files) {
    std::map<std::string, std::set<std::string>> folders;
    for (const base::File& file : files) {
        const fs::path path = file.path;
        folders[path.parent_path().string()].insert(path.filename().string());
    }
    for (const auto& [folder, names] : folders) remove_leftovers(root / folder, names);
}

base::Result<base::Done> write_file(const fs::path& path, const std::string& bytes) {
    std::error_code fault;
    fs::create_directories(path.parent_path(), fault);
    if (fault)
        return base::Error{base::ErrorKind::environment,
                           "cannot make the folder `" + path.parent_path().string() + "`: " + fault.message()};
    return base::replace_file(path.string(), bytes);
}

base::Result<base::Done> put_marker(const std::string& directory, const Marker& marker) {
    const fs::path path = marker_path(directory);
    remove_leftovers(path.parent_path(), std::set<std::string>{path.filename().string()});
    return write_file(path, to_text(to_json(marker)));
}

}  // namespace

base::Result<std::optional<Marker>> read_marker(const std::string& directory, const std::string& store) {
    const base::Result<std::string> text = base::read_file(marker_path(directory).string(), marker_bytes);
    if (!text && text.error().kind == base::ErrorKind::environment) return text.error();
    std::optional<Marker> marker = text ? parse(*text) : std::nullopt;
    if (marker && marker->store != store) marker.reset();
    return marker;
}

bool derives_from(const Marker& marker, const store::Draft& draft) {
    return !marker.filling && (marker.draft == draft.sequence || marker.saving == draft.files);
}

void note_saving(const std::string& directory, Marker marker, const base::Digest& files) {
    marker.saving = files;
    static_cast<void>(put_marker(directory, marker));  // what is wrong here is told by `write_marker`, behind the save
}

void write_marker(const std::string& directory, const Marker& marker) {
    const base::Result<base::Done> written = put_marker(directory, marker);
    if (written) return;
    hint(
        "parley: warning: what this folder derives from could not be noted, so a later save cannot tell whether "
        "somebody else saved meanwhile: " +
        written.error().message + "\n");
}

Marker marker_of(const store::State& state, const base::Digest& files) {
    Marker marker;
    marker.store = state.store;
    marker.files = files;
    if (state.draft) {
        marker.draft = state.draft->sequence;
        marker.version = state.draft->based_on;
        marker.release = state.draft->base;
    } else if (state.current) {
        marker.version = state.current->version;
        marker.release = state.current->sequence;
    }
    return marker;
}

std::optional<base::Error> check_inside(const std::string& directory, const base::Files& files) {
    std::error_code fault;
    const fs::path root = fs::weakly_canonical(directory, fault);
    for (const base::File& file : files) {
        const fs::path target = fs::weakly_canonical(root / file.path, fault);
        const auto [end, unused] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
        if (!fault && end == root.end()) continue;
        return base::Error{base::ErrorKind::input, "`" + file.path + "` would be written outside of `" + directory +
                                                       "`; a link leads there, or the path itself does"};
    }
    return std::nullopt;
}

base::Result<base::Done> fill_folder(const std::string& directory, const base::Files& files,
                                     const base::Files& before) {
    const fs::path root = directory;
    remove_leftovers(root, files);
    for (const base::File& file : files) {
        const base::File* old = find_file(before, file.path);
        if (old != nullptr && old->bytes == file.bytes) continue;
        if (const base::Result<base::Done> written = write_file(root / file.path, file.bytes); !written)
            return written.error();
    }
    for (const base::File& old : before) {
        if (find_file(files, old.path) != nullptr) continue;
        const std::string path = (root / old.path).string();
        if (std::remove(path.c_str()) != 0 && errno != ENOENT)
            return base::Error{base::ErrorKind::environment, "cannot remove `" + path + "`: " + std::strerror(errno)};
    }
    return base::Done{};
}

const base::File* find_file(const base::Files& files, const std::string& path) {
    const auto found = std::lower_bound(files.begin(), files.end(), path,
                                        [](const base::File& file, const std::string& at) { return file.path < at; });
    return found != files.end() && found->path == path ? &*found : nullptr;
}

}  // namespace parley::cli
