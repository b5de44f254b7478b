#include "tools/parley/draft_source.h"

#include <algorithm>

#include "tools/parley/chosen_sources.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t fewest_digits = 6;

struct Kept {
    base::Digest files;
    std::optional<store::Version> based_on;
};

// Every set of files that a draft or an overwritten folder had, oldest first, with the version it was based on.
class Drafts {
public:
    void add(const store::Entry& entry) {
        if (entry.folder) all_.push_back({*entry.folder, based_on_});
        if (entry.replaced) all_.push_back({*entry.replaced, based_on_});
        if (entry.action == store::Action::new_draft)
            based_on_ = entry.from;
        else if (entry.action == store::Action::save_draft && !has_draft_)
            based_on_ = current_;
        if (entry.draft) all_.push_back({*entry.draft, based_on_});
        if (entry.action == store::Action::publish || entry.action == store::Action::republish) current_ = entry.to;
        if (entry.action == store::Action::new_draft || entry.action == store::Action::save_draft) has_draft_ = true;
        if (entry.action == store::Action::publish || entry.action == store::Action::discard_draft) has_draft_ = false;
    }

    // The latest for each digest that begins so.
    std::vector<Kept> beginning_with(const std::string& begin) const {
        std::vector<Kept> found;
        for (auto kept = all_.rbegin(); kept != all_.rend(); ++kept) {
            const auto same = [&](const Kept& other) { return other.files == kept->files; };
            if (base::to_string(kept->files).starts_with(begin) && std::none_of(found.begin(), found.end(), same))
                found.push_back(*kept);
        }
        return found;
    }

private:
    std::vector<Kept> all_;
    std::optional<store::Version> current_, based_on_;
    bool has_draft_ = false;
};

base::Result<DraftSource> copy_version(store::Store& store, store::Version version) {
    base::Result<KeptSources> sources = version_sources(store, version);
    if (!sources) return sources.error();
    return DraftSource{std::move(sources->files), version, true, sources->shown};
}

base::Result<DraftSource> copy_draft(store::Store& store, const std::string& written) {
    const std::string digits = written.starts_with("b2:") ? written.substr(3) : written;
    const bool is_hex = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_hex || digits.size() < fewest_digits)
        return Error{ErrorKind::input, "`" + shown(written) +
                                           "` is neither a version's number nor the digest of a draft (at least " +
                                           std::to_string(fewest_digits) +
                                           " of its digits); `parley versions` and `parley log` list them"};
    const base::Result<std::vector<store::Entry>> log = store.log();
    if (!log) return log.error();
    Drafts drafts;
    for (const store::Entry& entry : *log) drafts.add(entry);
    const std::vector<Kept> found = drafts.beginning_with("b2:" + digits);
    if (found.empty())
        return Error{ErrorKind::not_found,
                     "the log names no draft whose digest begins with `" + digits + "`; `parley log` lists them"};
    if (found.size() > 1)
        return Error{ErrorKind::input, std::to_string(found.size()) + " drafts have a digest that begins with `" +
                                           digits + "`: " + short_digest(found[0].files) + " and " +
                                           short_digest(found[1].files) + "; give more digits"};
    base::Result<base::Files> files = store.files(found[0].files);
    if (!files) return files.error();
    return DraftSource{std::move(*files), found[0].based_on, false, "the draft " + short_digest(found[0].files)};
}

}  // namespace

base::Result<DraftSource> find_draft_source(store::Store& store, const store::State& state,
                                            const std::optional<std::string>& from) {
    if (!from) {
        if (state.current) return copy_version(store, state.current->version);
        return Error{ErrorKind::not_found,
                     "nothing is published yet, so there is no version to copy; `parley draft save` makes the first "
                     "draft of the folder"};
    }
    // A number may also be the beginning of a digest: it is a version's where there can be one.
    const std::optional<store::Version> version = parse_version(*from);
    const bool short_number = from->size() < fewest_digits;
    if (version && (short_number || *version <= state.last_version)) return copy_version(store, *version);
    return copy_draft(store, *from);
}

}  // namespace parley::cli
