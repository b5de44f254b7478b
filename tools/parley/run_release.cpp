#include "tools/parley/run_release.h"

#include <utility>

#include "tools/parley/program_source.h"
#include "tools/parley/store_access.h"
#include "tools/parley/tenant.h"

namespace parley::cli {

namespace {

engine::Release release_of(std::shared_ptr<const vm::Program> program, std::optional<std::uint64_t> version) {
    std::shared_ptr<const tenant::Tenant> tenant = tenant_of(*program);
    return {std::move(program), std::move(tenant), version};
}

// Is there anything to follow? A copy to start from is one, whatever has become of the store.
bool is_published(const Arguments& arguments, const Session& session) {
    if (arguments.has("copy")) return true;
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return false;
    const base::Result<store::State> state = (*store)->state();
    return state && state->current;
}

}  // namespace

ExitCode Releases::open_one(const Arguments& arguments, const Session& session) {
    LoadedProgram loaded = load_program(arguments, session, bytecode::Verify::deciding);
    if (!loaded.program) return loaded.code;
    fixed_ = release_of(std::move(loaded.program), loaded.version);
    return done;
}

ExitCode Releases::open(const Arguments& arguments, const Session& session) {
    const bool is_chosen =
        arguments.has("artifact") || arguments.has("version") || arguments.has("draft") || arguments.has("folder");
    if (is_chosen && (arguments.has("copy") || arguments.has("interval")))
        return refuse_usage("--copy and --interval say how to follow the store; a version that was chosen stays");
    if (is_chosen || !is_published(arguments, session)) return open_one(arguments, session);
    following_ = start_following(arguments, session);
    if (!following_.follower) return following_.code;
    reader_.emplace(*following_.follower);
    return done;
}

engine::Release Releases::first() {
    return reader_ ? *newer() : fixed_;
}

std::optional<engine::Release> Releases::newer() {
    if (!reader_) return std::nullopt;
    // What is held cannot be freed before this, so another address is another version.
    const follow::Loaded& newest = reader_->current();
    if (&newest == std::exchange(taken_up_, &newest)) return std::nullopt;
    return release_of(newest.program, newest.release.version);
}

std::vector<Option> release_options() {
    std::vector<Option> options = {
        {"--artifact", "FILE", "by this artifact", {}, false, false, "source"},
        {"--version", "N", "by this version, whatever is published meanwhile", {}, false, false, "source"},
        {"--draft", "", "by the draft as it was saved", {}, false, false, "source"},
        {"--folder", "", "by the project's folder as it is now, whatever is published", {}, false, false, "source"},
        {"--trust", "FILE.pub", "only by versions that this key signed; may be given several times", {}, false, true},
        {"--copy", "FILE", "keep the last good version here, and start from it without the store", {}},
        {"--interval", "MS", "milliseconds between two looks at the store (default: 200)", {}}};
    return options;
}

}  // namespace parley::cli
