#include "runtime/follow/watch.h"

#include <algorithm>
#include <utility>

namespace parley::follow {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::chrono::milliseconds longest_delay{5'000};

std::string named(store::Version version) {
    return "version " + std::to_string(version);
}

std::string named(const store::Release& release) {
    return named(release.version) + " (" + base::to_string(release.artifact) + ")";
}

bool is_away(ErrorKind kind) {
    return kind == ErrorKind::not_found || kind == ErrorKind::environment || kind == ErrorKind::not_allowed;
}

Error put_back(const store::Release& found, const store::Release& seen) {
    return {ErrorKind::integrity, "the store's pointer was put back: it names " + named(found.version) + " by entry " +
                                      std::to_string(found.sequence) + " of the log, but " + named(seen.version) +
                                      " by entry " + std::to_string(seen.sequence) +
                                      " was seen before (`parley republish " + std::to_string(found.version) +
                                      "` is how to go back)"};
}

}  // namespace

void Patience::failed(Clock::time_point now, std::chrono::milliseconds first) {
    delay_ = delay_.count() == 0 ? first : std::max(first, std::min(delay_ * 2, longest_delay));
    next_ = now + delay_;
}

base::Result<Loaded> Watch::begin(Clock::time_point now) {
    const std::optional<Copy> copy = read_copy_file();
    const Outcome outcome = examine(now);
    if (const Loaded* loaded = std::get_if<Loaded>(&outcome)) {
        copy_unsaved_ = !options_.copy.empty() && !(copy && copy->release == loaded->release);
        return *loaded;
    }
    const Fault& fault = std::get<Fault>(outcome);
    if (!copy) return fault.error;
    // As if notice had been given: the one of the copy tells it.
    away_ = fault.away;
    if (!fault.away) refusal_ = fault.error.message;
    return begin_from_copy(*copy, fault.error);
}

std::optional<Loaded> Watch::look(Clock::time_point now) {
    if (copy_unsaved_ && copy_patience_.due(now)) save_copy(now);
    Outcome outcome = examine(now);
    if (const Fault* fault = std::get_if<Fault>(&outcome)) report(*fault);
    Loaded* loaded = std::get_if<Loaded>(&outcome);
    if (loaded == nullptr) return std::nullopt;
    copy_unsaved_ = !options_.copy.empty();
    return std::move(*loaded);
}

void Watch::settle(Clock::time_point now) {
    if (announcement_) give(announcement_->kind, announcement_->message);
    announcement_.reset();
    if (copy_unsaved_) save_copy(now);
}

Watch::Outcome Watch::examine(Clock::time_point now) {
    const base::Result<store::State> state = read_state();
    if (!state) {
        store_.reset();
        const bool away = is_away(state.error().kind);
        return Fault{away,
                     {state.error().kind, "the store `" + options_.store + "` " +
                                              (away ? "cannot be read: " : "is refused: ") + state.error().message}};
    }
    if (std::exchange(away_, false)) give(Notice::Kind::back, "the store `" + options_.store + "` can be read again");
    if (std::optional<Error> error = refuse(*state)) return Fault{false, std::move(*error)};
    const store::Release& release = *state->current;
    if (loaded_.program && release == loaded_.release) {
        if (!std::exchange(refusal_, {}).empty())
            give(Notice::Kind::back, "the store's current version is the one in use again, " + named(release));
        return {};
    }
    if (refused_ == release && !load_patience_.due(now)) return {};
    return load(*state, now);
}

base::Result<store::State> Watch::read_state() {
    if (!store_) {
        base::Result<std::unique_ptr<store::Store>> opened = open_();
        if (!opened) return opened.error();
        store_ = std::move(*opened);
    }
    base::Result<store::State> state = store_->state();
    if (state && state->sequence == 0 && seen_) return Error{ErrorKind::not_found, "it is empty"};
    return state;
}

// A pointer that must not be followed, wherever it leads.
std::optional<Error> Watch::refuse(const store::State& state) const {
    if (!store_name_.empty() && state.store != store_name_)
        return Error{ErrorKind::integrity, "`" + options_.store + "` is another store than the one followed so far (" +
                                               state.store + ", not " + store_name_ + ")"};
    if (!state.current && !seen_)
        return Error{ErrorKind::not_found,
                     "nothing was published in the store `" + options_.store + "` yet; `parley publish` does it"};
    if (!state.current)
        return Error{ErrorKind::integrity, "the store's pointer was put back: it names no version, but " +
                                               named(seen_->version) + " was seen before"};
    const bool older = seen_ && state.current->sequence < seen_->sequence;
    const bool altered = seen_ && state.current->sequence == seen_->sequence && *state.current != *seen_;
    if (older || altered) return put_back(*state.current, *seen_);
    return std::nullopt;
}

Watch::Outcome Watch::load(const store::State& state, Clock::time_point now) {
    const store::Release& release = *state.current;
    base::Result<std::shared_ptr<const vm::Program>> program = load_program(release);
    if (!program) {
        refused_ = release;
        load_patience_.failed(now, options_.interval);
        return Fault{false,
                     {program.error().kind, named(release.version) + " cannot be loaded: " + program.error().message}};
    }
    announce(release);
    base::Result<std::string> entry = store_->entry_bytes(release.sequence);
    entry_ = entry ? std::move(*entry) : std::string();
    loaded_ = {std::move(*program), release};
    seen_ = release;
    store_name_ = state.store;
    refusal_.clear();
    refused_.reset();
    load_patience_.reset();
    return loaded_;
}

base::Result<std::shared_ptr<const vm::Program>> Watch::load_program(const store::Release& release) {
    if (options_.trust) {
        const base::Result<base::Done> trusted = store_->trusted(release, *options_.trust);
        if (!trusted) return trusted.error();
    }
    if (loaded_.program && loaded_.release.artifact == release.artifact) return loaded_.program;
    const auto kept = store_->artifact(release.artifact, options_.extent);
    if (!kept) return kept.error();
    // From memory of its own: what happens to the store's file from now on cannot reach a running program.
    const std::span<const std::byte> bytes = (*kept)->bytes();
    auto artifact = bytecode::Artifact::open({bytes.begin(), bytes.end()}, options_.extent);
    if (!artifact) return artifact.error();
    if ((*artifact)->digest() != release.artifact)
        return Error{ErrorKind::integrity, "its artifact is " + base::to_string((*artifact)->digest()) + ", not " +
                                               base::to_string(release.artifact)};
    return vm::Program::load(std::move(*artifact));
}

void Watch::announce(const store::Release& release) {
    const bool as_before =
        loaded_.program && loaded_.release.version == release.version && loaded_.release.artifact == release.artifact;
    if (as_before) return;
    const base::Result<store::VersionRecord> record = store_->version(release.version);
    announcement_ =
        Notice{Notice::Kind::now_on, "now deciding by " + named(release) +
                                         (record ? ", published by " + record->published_by : std::string())};
}

std::optional<Copy> Watch::read_copy_file() {
    if (options_.copy.empty()) return std::nullopt;
    base::Result<Copy> copy = read_copy(options_.copy, options_.extent);
    if (!copy) {
        if (copy.error().kind != ErrorKind::not_found) give(Notice::Kind::no_copy, copy.error().message);
        return std::nullopt;
    }
    store_name_ = copy->store;
    seen_ = copy->release;
    return std::move(*copy);
}

base::Result<Loaded> Watch::begin_from_copy(const Copy& copy, const Error& cause) {
    const auto but = [&](const Error& error) {
        return Error{error.kind,
                     cause.message + "; and the copy `" + options_.copy + "` cannot be used: " + error.message};
    };
    if (options_.trust) {
        const base::Result<base::Done> trusted = store::trusted(copy.entry, copy.store, copy.release, *options_.trust);
        if (!trusted) return but(trusted.error());
    }
    base::Result<std::shared_ptr<const vm::Program>> program = vm::Program::load(copy.artifact);
    if (!program) return but(program.error());
    loaded_ = {std::move(*program), copy.release};
    entry_ = copy.entry;
    announcement_ = Notice{Notice::Kind::from_copy, cause.message + "; deciding by the last good copy, " +
                                                        named(copy.release) + ", and trying again"};
    return loaded_;
}

void Watch::save_copy(Clock::time_point now) {
    const Copy copy{store_name_, loaded_.release, entry_, {loaded_.program, &loaded_.program->artifact()}};
    const base::Result<base::Done> saved = write_copy(options_.copy, copy);
    copy_unsaved_ = !saved;
    if (saved) {
        copy_fault_.clear();
        copy_patience_.reset();
        return;
    }
    copy_patience_.failed(now, options_.interval);
    if (std::exchange(copy_fault_, saved.error().message) != saved.error().message)
        give(Notice::Kind::no_copy,
             "the last good version is not kept for a start without the store: " + saved.error().message);
}

// Once for each cause, not for each look.
void Watch::report(const Fault& fault) {
    const std::string staying = "; staying on " + named(loaded_.release.version);
    if (fault.away) {
        if (!std::exchange(away_, true)) give(Notice::Kind::away, fault.error.message + staying + ", and trying again");
    } else if (std::exchange(refusal_, fault.error.message) != fault.error.message) {
        give(Notice::Kind::staying, fault.error.message + staying);
    }
}

void Watch::give(Notice::Kind kind, const std::string& message) const {
    if (options_.notice) options_.notice({kind, message, loaded_.release.version});
}

}  // namespace parley::follow
