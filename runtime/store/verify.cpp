#include "runtime/store/verify.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/store/collect.h"
#include "runtime/store/history.h"

namespace parley::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

std::string entry_place(Sequence sequence) {
    return "entry " + std::to_string(sequence);
}
std::string version_place(Version version) {
    return "version " + std::to_string(version);
}
// "object b2:…" of "….parleyc".
std::string object_place(std::string_view name) {
    return "object b2:" + std::string(name.substr(0, name.find('.')));
}
std::string count_of(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

// The numbers among a folder's names; the other names are left in `foreign`.
std::set<std::uint64_t> numbers_of(const std::vector<std::string>& names, std::vector<std::string>& foreign) {
    std::set<std::uint64_t> numbers;
    for (const std::string& name : names) {
        if (const auto number = number_of_name(name)) {
            numbers.insert(*number);
        } else {
            foreign.push_back(name);
        }
    }
    return numbers;
}

class Verifier {
public:
    Verifier(Contents& contents, const signing::Trust* trust,
             const std::function<void(std::uint64_t, std::uint64_t)>& progress)
        : contents_(contents), layout_(contents.layout()), trust_(trust), progress_(progress) {}

    Result<Verification> run() {
        // The pointer first: what others add while this reads lies behind it, and nothing before it can be missing.
        check_pointer();
        if (const auto unreadable = look_around()) return *unreadable;
        check_log();
        check_signing();
        check_versions();
        check_objects();
        check_named_objects();
        for (const std::string& name : foreign_) found_.remarks.push_back("`" + name + "` is no part of a store");
        return std::move(found_);
    }

private:
    void problem(const std::string& place, const std::string& message) { found_.problems.push_back({place, message}); }
    void remark(const std::string& message) { found_.remarks.push_back(message); }
    void step() {
        ++done_;
        if (progress_) progress_(done_, total_);
    }

    // What there is; an error only where the folders cannot be listed.
    std::optional<Error> look_around() {
        const auto log = contents_.names(layout_.log()), versions = contents_.names(layout_.versions()),
                   objects = contents_.names(layout_.objects()), temporary = contents_.names(layout_.temporary());
        for (const auto* names : {&log, &versions, &objects, &temporary}) {
            if (!*names) return names->error();
        }
        log_ = numbers_of(*log, foreign_);
        versions_ = numbers_of(*versions, foreign_);
        objects_ = *objects;
        // Where the pointer is of no use, the log tells how far to read.
        if (pointer_unreadable_ && !log_.empty()) last_ = *log_.rbegin();
        total_ = log_.size() + versions_.size() + objects_.size();
        if (!temporary->empty()) {
            remark(count_of(temporary->size(), "file", "files") +
                   " of killed writers in tmp/; the next change removes " + (temporary->size() == 1 ? "it" : "them"));
        }
        return std::nullopt;
    }

    void check_pointer() {
        if (const auto format = contents_.check_format(); !format) problem("format", format.error().message);
        Result<std::optional<LogEntry>> last = contents_.last();
        if (!last) {
            problem("current", last.error().message);
        } else if (*last) {
            pointer_ = std::move(**last);
            last_ = pointer_->entry.sequence;
        }
        pointer_unreadable_ = !last;
    }

    void check_log() {
        std::optional<LogEntry> before;
        for (Sequence sequence = 1; sequence <= last_; ++sequence) {
            // Numbers that are not there up to a far away one are one problem, not one each.
            if (const auto next = log_.lower_bound(sequence); next == log_.end() || *next > sequence) {
                const Sequence missing_to = next == log_.end() ? last_ : std::min(last_, *next - 1);
                problem(entry_place(sequence),
                        sequence == missing_to
                            ? "it is missing from the log"
                            : "it and those up to entry " + std::to_string(missing_to) + " are missing from the log");
                sequence = missing_to;
                before.reset();
                continue;
            }
            Result<LogEntry> entry = contents_.entry(sequence);
            if (entry) {
                check_entry(*entry, before);
                before = std::move(*entry);
            } else {
                problem(entry_place(sequence), entry.error().message);
                before.reset();
            }
            step();
        }
        found_.entries = done_;
        if (pointer_ && before && pointer_->bytes != before->bytes) {
            problem("current", "it is not the same as " + entry_place(last_) + " of the log");
        }
        const std::size_t beyond = static_cast<std::size_t>(std::distance(log_.upper_bound(last_), log_.end()));
        if (beyond == 1 && *log_.rbegin() == last_ + 1) {
            remark(entry_place(last_ + 1) + " was never committed: its writer was killed; the next change replaces it");
        } else if (beyond > 0) {
            problem("current", "it is at entry " + std::to_string(last_) + " and the log goes on to entry " +
                                   std::to_string(*log_.rbegin()) + ": an older pointer was put back");
        }
        for (std::size_t i = 0; i < beyond; ++i) step();
    }

    void check_entry(const LogEntry& entry, const std::optional<LogEntry>& before) {
        const std::string place = entry_place(entry.entry.sequence);
        if (store_.empty()) store_ = pointer_ ? pointer_->store : entry.store;
        if (entry.store != store_) problem(place, "it is of another store");
        check_signature(entry, place);
        if (before && entry.entry.previous != before->entry.digest) {
            problem(place, "the chain breaks here: it does not name the digest of the entry before");
        }
        if (before || entry.entry.sequence == 1) check_consequence(entry, before ? &*before : nullptr, place);
        if (entry.state.current && entry.state.current->sequence == entry.entry.sequence) {
            releases_.insert(entry.entry.sequence);
        }
        if (entry.published) published_[entry.published->version] = entry;
        if (entry.collected) kept_from_ = std::max(kept_from_, entry.collected->kept_from);
        for (const std::string& path : objects_of(layout_, entry)) named_[path] = entry.entry.sequence;
    }

    void check_signature(const LogEntry& entry, const std::string& place) {
        found_.signatures += entry.entry.signed_by.has_value();  // read_entry has checked that it holds
        const bool moves = entry.entry.action == Action::publish || entry.entry.action == Action::republish;
        if (!trust_ || !moves) return;
        if (entry.entry.signed_by && trust_->contains(*entry.entry.signed_by)) {
            signing_began_ = true;
            return;
        }
        const std::string who = entry.entry.signed_by
                                    ? "signed by " + entry.entry.signed_by->text() + ", which is not trusted"
                                    : "not signed";
        // The first trusted signature covers what was done before anybody signed.
        if (signing_began_) return problem(place, "it moves the pointer and is " + who);
        ++before_signing_;
    }

    void check_signing() {
        if (before_signing_ == 0) return;
        if (!signing_began_) return problem("current", "no trusted key has signed what is in production");
        remark(count_of(before_signing_, "move", "moves") +
               " of the pointer were made before the first trusted signature, which covers them");
    }

    // The entry is made again from the one before.
    void check_consequence(const LogEntry& entry, const LogEntry* before, const std::string& place) {
        const State state = before ? before->state : State();
        const Action action = entry.entry.action;
        const bool saves = action == Action::new_draft || action == Action::save_draft;
        if (saves && !entry.entry.draft) return problem(place, "it saves a draft and names none");
        if ((action == Action::discard_draft || action == Action::publish) && !state.draft) {
            return problem(place, "there was no draft before it");
        }
        Inputs inputs = inputs_of(entry);
        if (inputs.base && *inputs.base != 0 && !releases_.contains(*inputs.base)) {
            return problem(place, "its draft derives from entry " + std::to_string(*inputs.base) +
                                      ", which made no version current");
        }
        const std::optional<Version> version = action == Action::republish ? entry.entry.to
                                               : saves                     ? base_version(state, inputs)
                                                                           : std::nullopt;
        if (version) {
            const auto known = published_.find(*version);
            if (known == published_.end() && (*version == 0 || *version > state.last_version)) {
                return problem(place, "it names version " + std::to_string(*version) + ", which was not there");
            }
            if (known == published_.end()) return;  // its entry is damaged, which is told already
            inputs.version_files = known->second.published->files;
            if (action == Action::republish) inputs.artifact = known->second.published->artifact;
        }
        const std::string difference = first_difference(entry, make_entry(before, entry.store, inputs));
        if (!difference.empty()) problem(place, "its `" + difference + "` does not follow from the entry before");
    }

    void check_versions() {
        const Version last = pointer_             ? pointer_->state.last_version
                             : published_.empty() ? 0
                                                  : published_.rbegin()->first;
        for (Version version = 1; version <= last; ++version) {
            if (const auto next = versions_.lower_bound(version); next == versions_.end() || *next > version) {
                const Version missing_to = next == versions_.end() ? last : std::min(last, *next - 1);
                problem(version_place(version),
                        version == missing_to
                            ? "its record is missing"
                            : "its record and those up to version " + std::to_string(missing_to) + " are missing");
                version = missing_to;
                continue;
            }
            check_version(version);
            ++found_.versions;
            step();
        }
        const auto beyond = versions_.upper_bound(last);
        if (beyond == versions_.end()) return;
        if (std::next(beyond) == versions_.end() && *beyond == last + 1) {
            remark(version_place(last + 1) +
                   " was never published: its writer was killed; the next publish replaces it");
        } else {
            problem("current", "its last version is " + std::to_string(last) + " and there are records up to version " +
                                   std::to_string(*versions_.rbegin()) + ": an older pointer was put back");
        }
        for (auto at = beyond; at != versions_.end(); ++at) step();
    }

    void check_version(Version version) {
        const Result<LogEntry> record = contents_.record(version);
        if (!record) return problem(version_place(version), record.error().message);
        const auto logged = published_.find(version);
        if (logged == published_.end()) {
            if (log_.contains(record->entry.sequence) && record->entry.sequence <= last_) {
                problem(version_place(version),
                        "its record is not " + entry_place(record->entry.sequence) + " of the log");
            }
            for (const std::string& path : objects_of(layout_, *record)) named_.try_emplace(path, 0);
            always_.insert(layout_.files(record->published->files));
            always_.insert(layout_.artifact(record->published->artifact));
            return;
        }
        if (logged->second.bytes != record->bytes) {
            problem(version_place(version),
                    "its record is not the same as " + entry_place(logged->second.entry.sequence) + " of the log");
        }
    }

    void check_objects() {
        for (const std::string& name : objects_) {
            const auto artifact = digest_of_name(name, artifact_suffix), files = digest_of_name(name, files_suffix);
            std::optional<Error> fault;
            if (artifact) {
                if (const auto opened = contents_.artifact(*artifact); !opened) fault = opened.error();
            } else if (files) {
                if (const auto read = contents_.files(*files); !read) fault = read.error();
            } else {
                foreign_.push_back(name);
            }
            found_.objects += artifact || files;
            if (fault) problem(object_place(name), fault->message);
            step();
        }
    }

    // What is named is there, unless it was collected.
    void check_named_objects() {
        for (const auto& [version, entry] : published_) {
            always_.insert(layout_.files(entry.published->files));
            always_.insert(layout_.artifact(entry.published->artifact));
            const auto size = contents_.disk().size(layout_.artifact(entry.published->artifact));
            if (size && *size != entry.published->artifact_bytes) {
                problem(version_place(version), "its artifact has " + std::to_string(*size) + " bytes, not " +
                                                    std::to_string(entry.published->artifact_bytes));
            }
        }
        if (pointer_) {
            for (const std::string& path : objects_of(layout_, pointer_->state)) always_.insert(path);
        }
        for (const std::string& path : always_) named_.try_emplace(path, 0);
        std::set<std::string> there;
        for (const std::string& name : objects_) there.insert(layout_.objects() + "/" + name);
        std::size_t collected = 0;
        for (const auto& [path, sequence] : named_) {
            if (there.contains(path)) continue;
            if (sequence < kept_from_ && !always_.contains(path)) {
                ++collected;
                continue;
            }
            problem(object_place(std::string_view(path).substr(layout_.objects().size() + 1)),
                    sequence == 0 ? "it is missing, and a version names it"
                                  : "it is missing, and " + entry_place(sequence) + " names it");
        }
        if (collected > 0) remark(count_of(collected, "old draft was", "old drafts were") + " collected");
        const auto nobodys = std::ranges::count_if(there, [&](const std::string& path) {
            return (path.ends_with(artifact_suffix) || path.ends_with(files_suffix)) && !named_.contains(path);
        });
        if (nobodys > 0) {
            remark(
                count_of(static_cast<std::size_t>(nobodys), "object that nothing names", "objects that nothing names") +
                "; `parley gc` removes " + (nobodys == 1 ? "it" : "them"));
        }
    }

    Contents& contents_;
    const Layout& layout_;
    const signing::Trust* trust_;
    const std::function<void(std::uint64_t, std::uint64_t)>& progress_;

    std::set<std::uint64_t> log_, versions_;  // the files that there are
    std::vector<std::string> objects_, foreign_;
    std::optional<LogEntry> pointer_;
    bool pointer_unreadable_ = false;
    bool signing_began_ = false;
    std::uint64_t before_signing_ = 0;  // pointer moves that no trusted key had signed till then
    Sequence last_ = 0;
    std::string store_;
    std::map<Version, LogEntry> published_;  // by the log
    std::set<Sequence> releases_;            // entries that made a version current
    std::map<std::string, Sequence> named_;  // objects, with the last entry that names each; 0: none but a version
    std::set<std::string> always_;           // objects that no collection may take
    Sequence kept_from_ = 0;
    std::uint64_t done_ = 0, total_ = 0;
    Verification found_;
};

}  // namespace

Result<Verification> verify_contents(Contents& contents, const signing::Trust* trust,
                                     const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    // A change that is committed meanwhile is seen in part: what looks wrong then is looked at again.
    constexpr int attempts = 5;
    for (int attempt = 1;; ++attempt) {
        const auto before = contents.last();
        Result<Verification> found = Verifier(contents, trust, progress).run();
        if (!found || found->problems.empty() || attempt == attempts) return found;
        const auto after = contents.last();
        if (!before || !after || !*before || !*after || (*before)->bytes == (*after)->bytes) return found;
    }
}

}  // namespace parley::store
