#include "runtime/store/contents.h"

#include <algorithm>
#include <charconv>

#include "runtime/store/container.h"

namespace parley::store {
namespace {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::size_t maximum_format_bytes = 64;

// "parley store 7\n" of a later parley.
bool is_newer_format(std::string_view line) {
    constexpr std::string_view head = "parley store ";
    if (!line.starts_with(head) || !line.ends_with('\n')) return false;
    line.remove_prefix(head.size());
    line.remove_suffix(1);
    const std::optional<std::uint64_t> number = number_of_name(line);
    return number && *number > 1;
}

// What a store's folder may hold before it is one: what a first change makes before its format.
bool is_ours(std::string_view name) {
    constexpr std::string_view names[] = {"lock", "log", "objects", "tmp", "versions"};
    return std::ranges::find(names, name) != std::end(names);
}

// The folder that a project keeps for parley may hold more of parley's than the store.
bool is_parleys_own(const std::string& root) {
    return root == ".parley" || root.ends_with("/.parley");
}

Error missing(const std::string& place) {
    return {ErrorKind::integrity, place + " is missing"};
}

}  // namespace

Result<Done> Contents::check_format() {
    Result<std::string> format = disk_.read(layout_.format(), maximum_format_bytes);
    if (!format && format.error().kind == ErrorKind::not_found) {
        if (disk_.size(layout_.root)) {
            return Error{ErrorKind::input, "`" + layout_.root + "` is a file; a store is a folder"};
        }
        const Result<bool> untouched = is_untouched();
        if (!untouched) return untouched.error();
        if (*untouched) return Done{};
        format = disk_.read(layout_.format(), maximum_format_bytes);  // somebody may have made the store meanwhile
        if (!format && format.error().kind == ErrorKind::not_found) {
            const Result<bool> pointer = has(layout_.current());
            if (pointer && *pointer) return missing("`" + layout_.format() + "`");
            return Error{ErrorKind::input, "`" + layout_.root +
                                               "` is no store and holds other files; name a folder that is empty, or "
                                               "one that does not exist yet"};
        }
    }
    if (!format) return format.error();
    if (*format == format_line) return Done{};
    if (is_newer_format(*format)) {
        return Error{ErrorKind::newer_format,
                     "the store `" + layout_.root + "` was made by a newer parley; this one reads format 1"};
    }
    return Error{ErrorKind::integrity, "`" + layout_.format() + "` does not say `parley store 1`: the folder holds " +
                                           "something else, or is damaged"};
}

// There is no folder, or nothing in it but what a first change leaves that was killed early.
Result<bool> Contents::is_untouched() {
    const Result<std::vector<std::string>> there = names(layout_.root);
    if (!there) return there.error();
    for (const std::string& folder : {layout_.log(), layout_.versions(), layout_.objects()}) {
        const Result<std::vector<std::string>> inside = names(folder);
        if (!inside) return inside.error();
        if (!inside->empty()) return false;
    }
    if (std::ranges::find(*there, "current") != there->end()) return false;
    return is_parleys_own(layout_.root) || std::ranges::all_of(*there, is_ours);
}

Result<std::vector<std::string>> Contents::names(const std::string& folder) {
    Result<std::vector<std::string>> names = disk_.list(folder);
    if (!names && names.error().kind == ErrorKind::not_found) return std::vector<std::string>();
    return names;
}

Result<bool> Contents::has(const std::string& path) {
    const Result<std::uint64_t> size = disk_.size(path);
    if (size) return true;
    if (size.error().kind == ErrorKind::not_found) return false;
    return size.error();
}

Result<LogEntry> Contents::read(const std::string& path, const std::string& place) {
    Result<std::string> bytes = disk_.read(path, maximum_entry_bytes);
    if (!bytes) return bytes.error();
    Result<LogEntry> entry = read_entry(std::move(*bytes));
    if (!entry) return Error{entry.error().kind, place + ": " + entry.error().message};
    return entry;
}

Result<std::optional<LogEntry>> Contents::last() {
    const auto look = [&]() -> Result<std::optional<LogEntry>> {
        Result<LogEntry> entry = read(layout_.current(), "the pointer `" + layout_.current() + "`");
        if (entry) return std::optional(std::move(*entry));
        if (entry.error().kind == ErrorKind::not_found) return std::optional<LogEntry>();
        return entry.error();
    };
    Result<std::optional<LogEntry>> found = look();
    if (!found || *found) return found;
    // A first change that never ended leaves at most its own entry; more was committed once.
    const Result<std::vector<std::string>> log = names(layout_.log());
    if (!log) return log.error();
    const bool nothing_yet = log->empty() || *log == std::vector<std::string>{"1"};
    if (nothing_yet) return found;
    found = look();  // somebody may have committed the first changes meanwhile
    if (!found || *found) return found;
    return missing("the pointer `" + layout_.current() + "`");
}

Result<LogEntry> Contents::entry(Sequence sequence) {
    const std::string place = "entry " + std::to_string(sequence) + " of the log";
    Result<LogEntry> entry = read(layout_.entry(sequence), place);
    if (!entry && entry.error().kind == ErrorKind::not_found) return missing(place);
    if (entry && entry->entry.sequence != sequence) {
        return Error{ErrorKind::integrity, place + " says that it is entry " + std::to_string(entry->entry.sequence)};
    }
    return entry;
}

Result<LogEntry> Contents::record(Version version) {
    const std::string place = "the record of version " + std::to_string(version);
    Result<LogEntry> entry = read(layout_.record(version), place);
    if (!entry && entry.error().kind == ErrorKind::not_found) return missing(place);
    if (entry && (!entry->published || entry->published->version != version)) {
        return Error{ErrorKind::integrity, place + " is not that of this version"};
    }
    return entry;
}

Result<std::shared_ptr<const bytecode::Artifact>> Contents::artifact(const base::Digest& digest,
                                                                     bytecode::Verify extent) {
    const std::string name = base::to_string(digest);
    auto artifact = disk_.open_artifact(layout_.artifact(digest), extent);
    if (!artifact && artifact.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::not_found, "the store has no artifact " + name};
    }
    if (!artifact) return Error{artifact.error().kind, "artifact " + name + ": " + artifact.error().message};
    if ((*artifact)->digest() != digest) {
        return Error{ErrorKind::integrity,
                     "artifact " + name + ": its digest is " + base::to_string((*artifact)->digest())};
    }
    return artifact;
}

Result<Files> Contents::files(const base::Digest& digest) {
    const std::string name = base::to_string(digest);
    const Result<std::string> bytes = disk_.read(layout_.files(digest), maximum_container_bytes);
    if (!bytes && bytes.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::not_found, "the store has no files " + name};
    }
    if (!bytes) return bytes.error();
    const base::Digest found = base::digest(std::as_bytes(std::span(*bytes)));
    if (found != digest) {
        return Error{ErrorKind::integrity, "files " + name + ": their digest is " + base::to_string(found)};
    }
    Result<Files> files = read_container(*bytes);
    if (!files) return Error{files.error().kind, "files " + name + ": " + files.error().message};
    return files;
}

}  // namespace parley::store
