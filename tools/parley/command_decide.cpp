#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/wire/decision.h"
#include "tools/parley/action_text.h"
#include "tools/parley/commands.h"
#include "tools/parley/line_reader.h"
#include "tools/parley/program_source.h"
#include "tools/parley/progress.h"

namespace parley::cli {

namespace {

constexpr std::size_t write_bytes = 1u << 20;

struct Totals {
    std::uint64_t events = 0, errors = 0, ignored_members = 0, ignored_events = 0;
};

// Decides line after line with everything reused, so that a long stream costs no memory.
class Decider {
public:
    Decider(const vm::Program& program, bool explain, bool text)
        : program_(program), explain_(explain), text_(text), decoder_(program), frame_(program), machine_(program) {}

    void decide(std::string_view line, std::uint64_t number) {
        ++totals_.events;
        if (const std::optional<wire::EventFault> fault = decoder_.decode(line, frame_, head_))
            return refuse(number, *fault);
        totals_.ignored_members += head_.ignored_members;
        totals_.ignored_events += head_.ignored_events.size();
        machine_.execute(frame_, decision_, explain_ ? &trace_ : nullptr);
        if (text_)
            write_text();
        else
            wire::write_decision(program_, frame_, head_, decision_, {}, explain_ ? &trace_ : nullptr, out_);
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
            actions += (actions.empty() ? "" : "; ") + action_text(program_, decision_, action);
        out_ += actions.empty() ? "no action" : actions;
    }

    void finish_line() {
        out_ += '\n';
        if (out_.size() >= write_bytes) flush();
    }

    const vm::Program& program_;
    bool explain_, text_, good_ = true;
    wire::EventDecoder decoder_;
    vm::Frame frame_;
    vm::Machine machine_;
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

ExitCode run(const Arguments& arguments, Session& session) {
    const LoadedProgram loaded = load_program(arguments, session);
    if (!loaded.program) return loaded.code;
    std::vector<std::string> paths = arguments.list("EVENTS");
    if (paths.empty()) {
        paths.emplace_back("-");
        if (isatty(STDIN_FILENO) == 1) hint("Reading events from the terminal, one JSON object a line; Ctrl-D ends.\n");
    }
    for (const std::string& path : paths) {
        if (path != "-" && ::access(path.c_str(), R_OK) != 0)
            return fail(bad_input, "cannot read " + path + ": " + std::strerror(errno));
    }
    Decider decider(*loaded.program, arguments.has("explain"), arguments.format() == "text");
    ExitCode code = done;
    {
        Progress progress(session.out.is_terminal ? Terminal{} : session.err, "deciding");
        for (const std::string& path : paths) {
            code = decide_stream(path, decider, progress);
            if (code != done) break;
        }
    }
    if (arguments.has("summary") || session.err.is_terminal) print_summary(decider.totals());
    return code == done && decider.totals().errors != 0 ? bad_input : code;
}

}  // namespace

Command decide_command() {
    return {"decide",
            "fire events and print the decision for each",
            "Reads events as JSON, one a line, from the files or stdin, and prints one decision a line in the same "
            "order. An event in error is answered by its error in its place, and the rest goes on; the exit code is "
            "then 3. Blank lines are skipped.\n\n"
            "Decides by the project's folder, which is compiled first, or by an artifact.",
            {{"EVENTS", "files of events; `-` is stdin", false, true}},
            {format_option({"json", "text"}),
             artifact_option(),
             {"--explain", "", "add the path to each decision: what was tested, the values seen, the branches", {}},
             {"--summary", "", "print the counts of events and errors on stderr at the end, also off a terminal", {}}},
            {{"parley decide events/morning.jsonl", "decide a file by the project in this folder or above"},
             {"tail -f log.jsonl | parley decide --artifact care.parleyc", "decide a stream as it comes"}},
            run};
}

}  // namespace parley::cli
