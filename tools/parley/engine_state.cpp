#include "tools/parley/engine_state.h"

#include <filesystem>

#include "runtime/engine/sqlite/open.h"
#include "tools/parley/project_build.h"
#include "tools/parley/store_access.h"
#include "tools/parley/tenant.h"

namespace parley::cli {

namespace {

// nullptr without an error: nothing is published.
base::Result<std::shared_ptr<const tenant::Tenant>> published_tenant(const Session& session) {
    const std::shared_ptr<const tenant::Tenant> none;
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return store.error();
    const base::Result<store::State> state = (*store)->state();
    if (!state) return state.error();
    if (!state->current) return none;
    const base::Result<std::shared_ptr<const bytecode::Artifact>> artifact =
        (*store)->artifact(state->current->artifact);
    if (!artifact) return artifact.error();
    const base::Result<std::shared_ptr<const vm::Program>> program = vm::Program::load(*artifact);
    if (!program) return program.error();
    return tenant_of(**program);
}

}  // namespace

Option state_option() {
    return {"--state", "FILE", "the engine's state (default: .parley/state.db in the project)", {}};
}

std::string state_location(const Arguments& arguments, const Session& session) {
    if (const std::optional<std::string> path = arguments.value("state")) return *path;
    const std::filesystem::path project = project_at(session.directory);
    return (project / ".parley" / "state.db").lexically_normal().string();
}

std::optional<base::Error> no_state(const std::string& path) {
    std::error_code fault;
    const std::filesystem::file_status status = std::filesystem::status(path, fault);
    // What cannot be looked at is told when it is opened.
    if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return std::nullopt;
    return base::Error{base::ErrorKind::environment, "`" + path + "` is no file; --state names the engine's database"};
}

base::Result<std::unique_ptr<state::Database>> open_state(const Arguments& arguments, const Session& session) {
    const std::string path = state_location(arguments, session);
    if (const std::optional<base::Error> fault = no_state(path)) return *fault;
    auto opened = sqlite::open(path, sqlite::Access::read);
    if (opened || opened.error().kind != base::ErrorKind::not_found) return opened;
    return base::Error{base::ErrorKind::not_found,
                       "there is no state of the engine at `" + path + "`; `parley run` makes it"};
}

std::shared_ptr<const tenant::Tenant> load_tenant(const Session& session, ExitCode& code) {
    const base::Result<std::shared_ptr<const tenant::Tenant>> published = published_tenant(session);
    if (!published) {
        code = fail(published.error());
        return nullptr;
    }
    if (*published != nullptr) return *published;
    const std::unique_ptr<ProjectBuild> build =
        build_project(project_at(session.directory), {"load_catalog", false, {}, {}}, session);
    if (report_errors(*build, session)) {
        code = answer_is_no;
        return nullptr;
    }
    return tenant_of(build->compilation.catalog);
}

ExitCode with_state(const Arguments& arguments, const Session& session,
                    const std::function<ExitCode(state::Database&)>& act) {
    const base::Result<std::unique_ptr<state::Database>> database = open_state(arguments, session);
    if (!database) return fail(database.error());
    const ExitCode code = act(**database);
    return (*database)->failure() && code == done ? fail(*(*database)->failure()) : code;
}

ExitCode print_document(const base::Result<std::string>& document, const Arguments& arguments,
                        const std::function<void(const Json&)>& show) {
    if (!document) return fail(document.error());
    if (arguments.format() == "json")
        print(*document + "\n");
    else
        show(parse_document(*document));
    return done;
}

Json parse_document(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    PARLEY_ASSERT(!json.is_discarded());
    return json;
}

}  // namespace parley::cli
