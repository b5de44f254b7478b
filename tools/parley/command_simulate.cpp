#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "runtime/base/descriptor.h"
#include "runtime/engine/core/engine.h"
#include "runtime/engine/sqlite/open.h"
#include "runtime/value/calendar.h"
#include "tools/parley/commands.h"
#include "tools/parley/program_source.h"
#include "tools/parley/progress.h"
#include "tools/parley/simulate_agents.h"
#include "tools/parley/tenant.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view default_day = "2026-11-23";
constexpr std::uint64_t most_events = 10'000'000;
constexpr std::size_t group_stimuli = 4096;

// An engine works beside the simulation, on a state that nobody else sees, so that agents do what they could do.
class PassingState {
public:
    PassingState() : path_((fs::temp_directory_path() / "parley-simulate-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) path_.clear();
    }
    ~PassingState() {
        std::error_code fault;
        if (!path_.empty()) fs::remove_all(path_, fault);
    }
    PassingState(const PassingState&) = delete;
    PassingState& operator=(const PassingState&) = delete;

    base::Result<std::unique_ptr<engine::Engine>> open(const LoadedProgram& loaded) const {
        if (path_.empty()) return base::system_error("make a folder in", fs::temp_directory_path(), errno);
        auto database = sqlite::open(path_ + "/state.db", sqlite::Access::write);
        if (!database) return database.error();
        return engine::Engine::open(std::move(*database), {loaded.program, tenant_of(*loaded.program), loaded.version});
    }

private:
    std::string path_;
};

class NobodyListens : public engine::Sink {
    base::Result<base::Done> write(std::string_view) override { return base::Done{}; }
};

class Simulation {
public:
    Simulation(engine::Engine& engine, const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events,
               std::uint64_t seed)
        : engine_(engine),
          day_(day),
          chance_(seed),
          customers_(plan_customers(tenant, day, events, chance_)),
          agents_(tenant, day, events, chance_) {}

    // Ends early where stdout takes no more, which is said at the program's end.
    base::Result<base::Done> run(Progress& progress) {
        while (const std::optional<Instant> at = std::ferror(stdout) == 0 ? next() : std::nullopt) {
            std::optional<Json> members;
            if (agents_.next() == at && (done_ == customers_.size() || customers_[done_].at > *at)) {
                members = agents_.act(engine_.database());
            } else {
                members = std::move(customers_[done_++].members);
            }
            if (members) put(*at, *members);
            if (engine_.pending_stimuli() < group_stimuli) continue;
            if (const auto flushed = flush(); !flushed) return flushed;
            progress.update(done_, customers_.size());
        }
        lines_ += Json{{"type", "tick"}, {"at", value::instant_to_string(day_.ends)}}.dump() + "\n";
        return flush();
    }

private:
    using Instant = model::Instant;

    std::optional<Instant> next() const {
        std::optional<Instant> at = agents_.next();
        if (done_ != customers_.size() && (!at || customers_[done_].at <= *at)) at = customers_[done_].at;
        return at && *at < day_.ends ? at : std::nullopt;
    }

    void put(Instant at, const Json& members) {
        Json line{{"id", day_.id_prefix + std::to_string(++numbered_)},
                  {"type", members.at("type")},
                  {"at", value::instant_to_string(at)}};
        line.update(members);
        const std::string text = line.dump();
        engine_.handle(text, at);
        lines_ += text + "\n";
    }

    base::Result<base::Done> flush() {
        print(lines_);
        std::fflush(stdout);
        lines_.clear();
        NobodyListens sink;
        return engine_.commit(sink);
    }

    engine::Engine& engine_;
    const SimulatedDay& day_;
    Chance chance_;
    std::vector<PlannedStimulus> customers_;
    SimulatedAgents agents_;
    std::size_t done_ = 0;
    std::uint64_t numbered_ = 0;
    std::string lines_;
};

std::optional<std::uint64_t> number_of(const Arguments& arguments, std::string_view option, std::uint64_t otherwise,
                                       std::uint64_t most) {
    const std::optional<std::string> text = arguments.value(option);
    if (!text) return otherwise;
    std::uint64_t number = 0;
    const char* const end = text->data() + text->size();
    const auto [read, fault] = std::from_chars(text->data(), end, number);
    return fault == std::errc{} && read == end && number <= most ? std::optional(number) : std::nullopt;
}

ExitCode run(const Arguments& arguments, Session& session) {
    const auto seed = number_of(arguments, "seed", 1, ~std::uint64_t{0});
    if (!seed) return refuse_usage("--seed takes a whole number, not `" + shown(*arguments.value("seed")) + "`");
    const auto events = number_of(arguments, "events", 1'000, most_events);
    if (!events)
        return refuse_usage("--events takes a number up to " + std::to_string(most_events) + ", not `" +
                            shown(*arguments.value("events")) + "`");
    const std::string date = arguments.value_or("day", default_day);
    const std::optional<std::int32_t> number = value::parse_date(date);
    if (!number)
        return refuse_usage("--day takes a date such as " + std::string(default_day) + ", not `" + shown(date) + "`");
    const LoadedProgram loaded = load_program(arguments, session);
    if (!loaded.program) return loaded.code;
    const std::shared_ptr<const tenant::Tenant> tenant = tenant_of(*loaded.program);
    const SimulatedDay day{tenant->zone.instant(*number, 0), tenant->zone.instant(*number + 1, 0),
                           date + "-" + std::to_string(*seed) + "-"};
    const PassingState state;
    const auto engine = state.open(loaded);
    if (!engine) return fail(bad_input, engine.error().message);
    Progress progress(session.out.is_terminal ? Terminal{} : session.err, "simulating");
    const auto simulated = Simulation(**engine, *tenant, day, *events, *seed).run(progress);
    return simulated ? done : fail(bad_input, simulated.error().message);
}

}  // namespace

Command simulate_command() {
    std::vector<Option> options = {
        {"--seed", "N", "another number, another day; the same number, the same day (default: 1)", {}},
        {"--events", "N", "how many events the customers bring about (default: 1000); what agents do comes on top", {}},
        {"--day", "DATE", "which day it is (default: " + std::string(default_day) + ")", {}}};
    for (Option& option : program_options()) options.push_back(std::move(option));
    return {
        "simulate",
        "a made-up day of a contact centre, for trying rules before going live",
        "Writes the stimuli of one day as JSON, one a line, in order of time: customers who write, call, chat, fill "
        "in forms and review, more of them in the forenoon than at night, some of whom come back; the catalog's "
        "agents, who come, accept what they are offered, answer, hold, hand over, close, have a break and leave. "
        "The engine works beside it by the rules that `run` would use, so that agents do what the state then allows: "
        "run the day with the same rules, on an empty state.\n\n"
        "The same rules, seed, number and day always give the same lines.",
        {},
        std::move(options),
        {{"parley simulate --events 2000 > day.jsonl", "a day to keep"},
         {"parley simulate --seed 7 | parley run --clock events --state try.db --format text", "and to watch"}},
        run};
}

}  // namespace parley::cli
