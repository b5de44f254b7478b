#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/engine/sqlite/open.h"
#include "tools/parley/commands.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/progress.h"
#include "tools/parley/run_loop.h"
#include "tools/parley/run_sink.h"
#include "tools/parley/threads.h"

namespace parley::cli {

namespace {

std::vector<std::string> input_paths(const Arguments& arguments) {
    std::vector<std::string> paths = arguments.list("IN");
    if (paths.empty()) paths.emplace_back("-");
    return paths;
}

// Where anything comes from stdin, somebody may be living at the other end.
engine::Clock chosen_clock(const Arguments& arguments, const std::vector<std::string>& paths) {
    const bool is_live = std::find(paths.begin(), paths.end(), "-") != paths.end();
    return arguments.value_or("clock", is_live ? "wall" : "events") == "wall" ? engine::Clock::wall
                                                                              : engine::Clock::events;
}

// Only what can be seen beforehand, so that nothing is begun for a name that was mistyped.
std::optional<base::Error> unreadable(const std::vector<std::string>& paths) {
    for (const std::string& path : paths)
        if (path != "-" && ::access(path.c_str(), R_OK) != 0) return base::system_error("read", path, errno);
    return std::nullopt;
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::optional<unsigned> threads = chosen_threads(arguments);
    if (!threads) return refuse_usage(threads_misused, find_command(session, "run"));
    const std::vector<std::string> paths = input_paths(arguments);
    if (const std::optional<base::Error> fault = unreadable(paths)) return fail(bad_input, fault->message);
    const std::string state = state_location(arguments, session);
    if (const std::optional<base::Error> fault = no_state(state)) return fail(bad_input, fault->message);
    StopSignal stop;  // before the follower's thread, which is not to take the signals
    Releases releases;
    if (const ExitCode code = releases.open(arguments, session); code != done) return code;
    base::Result<std::unique_ptr<state::Database>> database = sqlite::open(state, sqlite::Access::write);
    if (!database) return fail(bad_input, database.error().message);
    const engine::Clock clock = chosen_clock(arguments, paths);
    base::Result<std::unique_ptr<engine::Engine>> engine =
        engine::Engine::open(std::move(*database), releases.first(), {clock, {}});
    if (!engine) return fail(bad_input, engine.error().message);
    if (paths == std::vector<std::string>{"-"} && isatty(STDIN_FILENO) == 1)
        hint("Reading stimuli from the terminal, one JSON object a line; Ctrl-D ends.\n");
    StdoutSink sink(arguments.format() == "text");
    const unsigned chosen = *threads == 0 ? std::thread::hardware_concurrency() : *threads;
    RunLoop loop(**engine, sink, releases, stop, paths, {clock, chosen > 1});
    {
        Progress progress(session.out.is_terminal ? Terminal{} : session.err, "running");
        loop.run(progress);
    }
    hint(loop.ignored().told());
    return loop.failure() ? fail(bad_input, *loop.failure()) : done;
}

}  // namespace

Command run_command() {
    std::vector<Option> options = {
        {"--state", "FILE", "the database; made if it is missing (default: .parley/state.db)", {}},
        {"--clock",
         "CLOCK",
         "time is the stimuli's own (default for files), or the machine's (default for stdin)",
         {"events", "wall"}},
        threads_option(
            "1: everything in turn; more: lines are read and results put out beside (default: by the machine)"),
        format_option({"json", "text"})};
    for (Option& option : release_options()) options.push_back(std::move(option));
    return {
        "run",
        "the conversation engine on a stream of channel events",
        "Reads stimuli as JSON, one a line, from the files or stdin: what customers, agents, bots and administrators "
        "do. Keeps contacts, conversations, queues and agents in a database, fires the rules' events, carries their "
        "actions out, and writes one line for each command and record, in the order they come about. A later run goes "
        "on where this one ended. A line that is no legal stimulus is answered by a `rejected` record, and the stream "
        "goes on. At the end comes one `metrics` record.\n\n"
        "Lines come out once what they tell of is safely kept. After a crash, start it again with the same input: what "
        "was handled is answered by a `duplicate` record and changes nothing, and a command that comes twice has the "
        "same key.\n\n"
        "Works by the store's current version, and by each that becomes current meanwhile, from the next stimulus on; "
        "where nothing was published, by the project's folder, which is compiled first.\n\n"
        "SIGINT and SIGTERM end it in good order.",
        {{"IN", "files of stimuli; `-` is stdin", false, true}},
        std::move(options),
        {{"parley run day.jsonl", "a day that was recorded, at its own time"},
         {"channels | parley run | dispatch", "live: timers by the machine's clock"},
         {"parley simulate --seed 1 --events 500 > day.jsonl; parley run --format text day.jsonl",
          "try rules on a made-up day"}},
        run};
}

}  // namespace parley::cli
