#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

#include "runtime/wire/decision.h"
#include "tools/parley/action_text.h"
#include "tools/parley/commands.h"
#include "tools/parley/follow_source.h"
#include "tools/parley/line_reader.h"
#include "tools/parley/program_source.h"
#include "tools/parley/progress.h"

namespace parley::cli {

namespace {

constexpr std::size_t write_bytes = 1u << 20;

struct Totals {
    std::uint64_t events = 0, errors = 0, ignored_members = 0, ignored_events = 0;
};

// All that one version decides with.
struct Engine {
    Engine(std::shared_ptr<const vm::Program> loaded, std::optional<std::uint64_t> number)
        : program(std::move(loaded)),
          version{number},
          decoder(*program),
          frame(*program),
          machine(*program),
          writer(*program) {}

    std::shared_ptr<const vm::Program> program;
    wire::DecisionOptions version;
    wire::EventDecoder decoder;
    vm::Frame frame;
    vm::Machine machine;
    wire::DecisionWriter writer;
};

// Decides line after line with everything reused, so that a long stream costs no memory. A version is taken up between
// two lines, so that each is decided by one, whole.
class Decider {
public:
    Decider(bool explain, bool text) : explain_(explain), text_(text) {}

    void use(std::shared_ptr<const vm::Program> program, std::optional<std::uint64_t> version) {
        engine_.emplace(std::move(program), version);
    }
    void follow(follow::Follower& follower) { reader_.emplace(follower); }

    void decide(std::string_view line, std::uint64_t number) {
        if (reader_) take_up(reader_->current());
        ++totals_.events;
        if (const std::optional<wire::EventFault> fault = engine_->decoder.decode(line, engine_->frame, head_))
            return refuse(number, *fault);
        totals_.ignored_members += head_.ignored_members;
        totals_.ignored_events += head_.ignored_events.size();
        vm::Trace* const trace = explain_ ? &trace_ : nullptr;
        engine_->machine.execute(engine_->frame, decision_, trace);
        if (text_)
            write_text();
        else
            engine_->writer.write(engine_->frame, head_, decision_, engine_->version, trace, out_);
        finish_line();
    }

    void refuse_long_line(std::uint64_t number) {
        ++totals_.events;
        head_ = {};
        refuse(number, {"", "the line is longer than " + std::to_string(wire::Limits{}.event_bytes) + " bytes"});
    }

    // False once stdout takes no more.
    bool flush() {
        good_ = good_ && print(out_) && std::fflush(stdout) == 0;
        out_.clear();
        return good_;
    }
    bool good() const { return good_; }
    const Totals& totals() const { return totals_; }

private:
    // What is held cannot be freed before this, so another address is another version.
    void take_up(const follow::Loaded& newest) {
        if (&newest == taken_up_) return;
        taken_up_ = &newest;
        use(newest.program, newest.release.version);
    }

    void refuse(std::uint64_t number, const wire::EventFault& fault) {
        ++totals_.errors;
        if (text_) {
            out_ += shown(head_.id.value_or("-")) + "  error in line " + std::to_string(number) + ": " +
                    shown(fault.path) + (fault.path.empty() ? "" : ": ") + shown(fault.message);
        } else {
            wire::write_fault(head_, number, fault, out_);
        }
        finish_line();
    }

    void write_text() {
        std::string events;
        for (const std::string& event : head_.events) events += (events.empty() ? "" : "+") + event;
        out_ += shown(head_.id.value_or("-")) + "  " + shown(events) + "  ";
        std::string actions;
        for (const vm::ActionResult& action : decision_.actions)
            actions += (actions.empty() ? "" : "; ") + action_text(*engine_->program, decision_, action);
        out_ += actions.empty() ? "no action" : actions;
    }

    void finish_line() {
        out_ += '\n';
        if (out_.size() >= write_bytes) flush();
    }

    bool explain_, text_, good_ = true;
    std::optional<follow::Follower::Reader> reader_;
    const follow::Loaded* taken_up_ = nullptr;
    std::optional<Engine> engine_;
    vm::Decision decision_;
    vm::Trace trace_;
    wire::EventHead head_;
    Totals totals_;
    std::string out_;
};

class File {
public:
    explicit File(const std::string& path)
        : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~File() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int descriptor() const { return descriptor_; }
    std::uint64_t size() const {
        struct stat status {};
        return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)
                   ? static_cast<std::uint64_t>(status.st_size)
                   : 0;
    }

private:
    int descriptor_;
};

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

ExitCode decide_stream(const std::string& path, Decider& decider, Progress& progress) {
    const File file(path);
    if (file.descriptor() < 0) return fail(bad_input, "cannot read " + path + ": " + std::strerror(errno));
    const std::uint64_t size = file.size();
    LineReader reader(file.descriptor(), wire::Limits{}.event_bytes, [&] {
        decider.flush();
        if (size != 0) progress.update(reader.bytes_read(), size);
    });
    while (decider.good()) {
        std::string_view line;
        switch (reader.next(line)) {
            case LineReader::Outcome::line:
                if (!is_blank(line)) decider.decide(line, reader.line_number());
                break;
            case LineReader::Outcome::too_long:
                decider.refuse_long_line(reader.line_number());
                break;
            case LineReader::Outcome::paused:  // nobody asks for it here
            case LineReader::Outcome::end:
                decider.flush();
                return done;
            case LineReader::Outcome::failed:
                decider.flush();
                return fail(bad_input, "cannot read " + path + ": " + reader.fault());
        }
    }
    return bad_input;
}

void print_summary(const Totals& totals) {
    std::string line = counted(totals.events, "event") + ", " + std::to_string(totals.errors) + " in error";
    if (totals.ignored_members != 0) line += ", " + counted(totals.ignored_members, "unknown member") + " ignored";
    if (totals.ignored_events != 0) line += ", " + counted(totals.ignored_events, "unknown event") + " ignored";
    hint(line + "\n");
}

// nullopt: one of them cannot be read, and stderr has said it.
std::optional<std::vector<std::string>> readable_paths(const Arguments& arguments) {
    std::vector<std::string> paths = arguments.list("EVENTS");
    if (paths.empty()) {
        paths.emplace_back("-");
        if (isatty(STDIN_FILENO) == 1) hint("Reading events from the terminal, one JSON object a line; Ctrl-D ends.\n");
    }
    for (const std::string& path : paths) {
        if (path != "-" && ::access(path.c_str(), R_OK) != 0) {
            fail(bad_input, "cannot read " + path + ": " + std::strerror(errno));
            return std::nullopt;
        }
    }
    return paths;
}

ExitCode decide_all(const Arguments& arguments, const Session& session, Decider& decider) {
    const std::optional<std::vector<std::string>> paths = readable_paths(arguments);
    if (!paths) return bad_input;
    ExitCode code = done;
    {
        Progress progress(session.out.is_terminal ? Terminal{} : session.err, "deciding");
        for (const std::string& path : *paths) {
            code = decide_stream(path, decider, progress);
            if (code != done) break;
        }
    }
    if (arguments.has("summary") || session.err.is_terminal) print_summary(decider.totals());
    return code == done && decider.totals().errors != 0 ? bad_input : code;
}

ExitCode run(const Arguments& arguments, Session& session) {
    if (const std::optional<std::string> misuse = misused_follow_option(arguments)) return refuse_usage(*misuse);
    Following following;  // outlives its reader
    Decider decider(arguments.has("explain"), arguments.format() == "text");
    if (arguments.has("follow")) {
        following = start_following(arguments, session);
        if (!following.follower) return following.code;
        decider.follow(*following.follower);
    } else {
        const bool explains = arguments.has("explain");
        const LoadedProgram loaded =
            load_program(arguments, session, explains ? bytecode::Verify::all : bytecode::Verify::deciding);
        if (!loaded.program) return loaded.code;
        decider.use(loaded.program, loaded.version);
    }
    return decide_all(arguments, session, decider);
}

}  // namespace

Command decide_command() {
    std::vector<Option> options = {format_option({"json", "text"})};
    for (Option& option : program_options()) options.push_back(std::move(option));
    for (Option& option : follow_options()) options.push_back(std::move(option));
    options.push_back(
        {"--explain", "", "add the path to each decision: what was tested, the values seen, the branches", {}});
    options.push_back(
        {"--summary", "", "print the counts of events and errors on stderr at the end, also off a terminal", {}});
    return {
        "decide",
        "fire events and print the decision for each",
        "Reads events as JSON, one a line, from the files or stdin, and prints one decision a line in the same "
        "order. An event in error is answered by its error in its place, and the rest goes on; the exit code is "
        "then 3. Blank lines are skipped.\n\n"
        "Decides by the store's current version, or where nothing was published by the project's folder, which is "
        "compiled first; `--folder` decides by the folder in any case.\n\n"
        "With `--follow` a version that is published or re-published meanwhile is taken up between two events. What "
        "cannot be loaded, or is not signed by a key that `--trust` names, is refused, and the last good version "
        "stays; stderr tells each change.",
        {{"EVENTS", "files of events; `-` is stdin", false, true}},
        std::move(options),
        {{"parley decide events/morning.jsonl", "decide a file by what is published, or by the folder"},
         {"tail -f log.jsonl | parley decide --follow", "decide a stream as it comes, always by the newest version"},
         {"parley decide --version 3 yesterday.jsonl", "as version 3 decides it"}},
        run};
}

}  // namespace parley::cli
