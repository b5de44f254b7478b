#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

void print_table(const Json& found, const Session& session) {
    Table table({{"QUEUE"},
                 {"WAITING", true},
                 {"ASSIGNED", true},
                 {"TOTAL", true},
                 {"ONLINE", true},
                 {"AVAILABLE", true},
                 {"WITH CAPACITY", true},
                 {"STAFFED"},
                 {"OLDEST WAIT", true},
                 {"ESTIMATED WAIT", true}},
                session.out);
    for (const Json& queue : found["queues"])
        table.add({cell(queue["queue"]), cell(queue["waiting"]), cell(queue["assigned"]), cell(queue["total"]),
                   cell(queue["agents_online"]), cell(queue["agents_available"]), cell(queue["agents_with_capacity"]),
                   cell(queue["is_staffed"]), span_cell(queue["oldest_wait_seconds"]),
                   span_cell(queue["estimated_wait_seconds"])});
    if (table.is_empty()) hint("The catalog has no queue.\n");
    table.finish();
}

ExitCode run(const Arguments& arguments, Session& session) {
    ExitCode code = done;
    const std::shared_ptr<const tenant::Tenant> tenant = load_tenant(session, code);
    if (tenant == nullptr) return code;
    return with_state(arguments, session, [&](state::Database& database) {
        return print_document(views::queues(*tenant, database), arguments,
                              [&session](const Json& found) { print_table(found, session); });
    });
}

}  // namespace

Command queues_command() {
    return {"queues",
            "show what waits in each queue, and who works on it",
            "Prints each queue of the catalog, in its order: what waits, what agents hold, who is there, and how long "
            "the wait is and will be. The catalog is that of the store's current version, else of the folder; the time "
            "is the engine's clock.",
            {},
            {state_option(), format_option({"text", "json"})},
            {{"parley queues", ""}, {"parley queues --format json", ""}},
            run};
}

}  // namespace parley::cli
