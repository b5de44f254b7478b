#include "runtime/store/collect.h"

#include <algorithm>
#include <set>

namespace parley::store {

using base::Done;
using base::Result;

namespace {

// An entry beyond the pointer is a killed writer's, or the pointer was put back by one: what it names stays.
void keep_uncommitted(Contents& contents, const LogEntry& last, std::set<std::string>& kept) {
    const Result<LogEntry> beyond = contents.entry(last.entry.sequence + 1);
    if (!beyond) return;
    for (std::string& path : objects_of(contents.layout(), *beyond)) kept.insert(std::move(path));
}

}  // namespace

std::vector<std::string> objects_of(const Layout& layout, const State& state) {
    std::vector<std::string> paths;
    if (state.draft) paths.push_back(layout.files(state.draft->files));
    if (state.current) paths.push_back(layout.artifact(state.current->artifact));
    return paths;
}

std::vector<std::string> objects_of(const Layout& layout, const LogEntry& log_entry) {
    std::vector<std::string> paths = objects_of(layout, log_entry.state);
    for (const auto& files : {log_entry.entry.draft, log_entry.entry.replaced, log_entry.entry.folder}) {
        if (files) paths.push_back(layout.files(*files));
    }
    if (log_entry.published) {
        paths.push_back(layout.files(log_entry.published->files));
        paths.push_back(layout.artifact(log_entry.published->artifact));
    }
    return paths;
}

Result<Leavings> find_leavings(Contents& contents, const LogEntry& last, std::uint64_t keep_entries) {
    const Layout& layout = contents.layout();
    const Sequence sequence = last.entry.sequence;
    Leavings leavings;
    leavings.kept_from = keep_entries < sequence ? sequence - keep_entries + 1 : 1;
    std::set<std::string> kept;
    const auto keep = [&](const Result<LogEntry>& entry) {
        if (!entry) return false;
        for (std::string& path : objects_of(layout, *entry)) kept.insert(std::move(path));
        return true;
    };
    for (std::string& path : objects_of(layout, last.state)) kept.insert(std::move(path));
    for (Version version = 1; version <= last.state.last_version; ++version) {
        const Result<LogEntry> record = contents.record(version);
        if (!keep(record)) return record.error();
    }
    for (Sequence number = leavings.kept_from; number <= sequence; ++number) {
        const Result<LogEntry> entry = contents.entry(number);
        if (!keep(entry)) return entry.error();
    }
    keep_uncommitted(contents, last, kept);

    const Result<std::vector<std::string>> names = contents.names(layout.objects());
    if (!names) return names.error();
    for (const std::string& name : *names) {
        const std::string path = layout.objects() + "/" + name;
        const bool object = digest_of_name(name, artifact_suffix) || digest_of_name(name, files_suffix);
        if (!object || kept.contains(path)) continue;
        const Result<std::uint64_t> size = contents.disk().size(path);
        if (!size) return size.error();
        leavings.paths.push_back(path);
        leavings.bytes += *size;
    }
    return leavings;
}

}  // namespace parley::store
