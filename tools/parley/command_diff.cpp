#include <cstdio>
#include <functional>
#include <memory>

#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/diff_html.h"
#include "tools/parley/diff_json.h"
#include "tools/parley/diff_output.h"
#include "tools/parley/diff_text.h"
#include "tools/parley/progress.h"
#include "tools/parley/threads.h"

namespace parley::cli {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// A page tells of each decision behind everything else, which is known only when all were made.
class Spool {
public:
    Spool() : file_(std::tmpfile()) {}
    bool good() const { return file_ != nullptr; }
    void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), file_.get()); }
    void copy_to(DiffOutput& output) {
        std::rewind(file_.get());
        char buffer[1 << 16];
        while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file_.get()))
            output.write({buffer, count});
    }

private:
    std::unique_ptr<std::FILE, CloseFile> file_;
};

class Comparison {
public:
    Comparison(const Arguments& arguments, const Session& session)
        : arguments_(arguments),
          session_(session),
          events_(arguments.values("events")),
          format_(arguments.format()),
          style_(arguments.has("output") ? Terminal{} : session.out) {}

    ExitCode run() {
        const std::optional<unsigned> threads = chosen_threads(arguments_);
        if (!threads) return refuse_usage(threads_misused, find_command(session_, "diff"));
        result_.sides = load_sides(arguments_.list("SIDE"), !events_.empty(), session_);
        if (result_.sides.sides.empty()) return result_.sides.code;
        if (const std::optional<ExitCode> refused = refuse_errors()) return *refused;
        result_.changes = diff::compare(result_.before().tree(), result_.after().tree());
        base::Result<DiffOutput> output = DiffOutput::open(arguments_.value("output"));
        if (!output) return fail(output.error());
        const base::Result<base::Done> written = format_ == "json"   ? json(*output, *threads)
                                                 : format_ == "html" ? html(*output, *threads)
                                                                     : text(*output, *threads);
        if (!written) return fail(written.error());
        if (const base::Result<base::Done> finished = output->finish(); !finished) return fail(finished.error());
        const bool differs = !result_.changes.empty() || (result_.effect && result_.effect->report.changed != 0);
        return differs && arguments_.has("exit-code") ? answer_is_no : done;
    }

private:
    using Written = base::Result<base::Done>;

    // What does not compile can be compared, but decides nothing.
    std::optional<ExitCode> refuse_errors() const {
        if (events_.empty()) return std::nullopt;
        bool refused = false;
        for (const DiffSide& side : result_.sides.sides) refused = report_errors(*side.build, session_) || refused;
        if (!refused) return std::nullopt;
        return fail(answer_is_no, "events are decided only by what compiles; without --events the rules are compared");
    }

    template <typename OnChanged>
    Written decide(unsigned threads, OnChanged on_changed) {
        if (events_.empty()) return base::Done{};
        replay::Options options;
        options.threads = threads;
        options.decisions.before.version = result_.before().version;
        options.decisions.after.version = result_.after().version;
        options.on_changed = on_changed;
        // What is printed meanwhile, on the same terminal, would be mixed up with it.
        const bool prints = !arguments_.has("output") && session_.out.is_terminal && options.on_changed != nullptr;
        Progress progress(prints ? Terminal{} : session_.err, "deciding");
        options.on_progress = [&](std::uint64_t events, std::uint64_t bytes, std::uint64_t total) {
            progress.update(total == 0 ? events : bytes, total);
        };
        base::Result<replay::Report> report =
            replay::replay(*result_.before().program, *result_.after().program, events_, options);
        if (!report) return report.error();
        result_.effect = DiffEffect{events_, std::move(*report)};
        return base::Done{};
    }

    std::function<void(const replay::EventPlace&, const replay::Difference&)> if_all(
        std::function<void(const replay::EventPlace&, const replay::Difference&)> on_changed) const {
        return arguments_.has("all") ? on_changed : nullptr;
    }

    Written text(DiffOutput& output, unsigned threads) {
        output.write(text_of_changes(result_, style_));
        if (!events_.empty() && arguments_.has("all")) output.write("\n");
        const Written decided =
            decide(threads, if_all([&](const replay::EventPlace& place, const replay::Difference& difference) {
                       output.write(text_of_decision(events_[place.file], place.line, difference, style_));
                   }));
        if (!decided) return decided;
        if (result_.effect) output.write(text_of_effect(result_, style_));
        output.write("\n" + style_.bold(summary_of(result_)) + "\n");
        return base::Done{};
    }

    Written json(DiffOutput& output, unsigned threads) {
        output.write(json_begin(result_, !events_.empty()));
        bool first = true;
        const Written decided =
            decide(threads, [&](const replay::EventPlace& place, const replay::Difference& difference) {
                output.write(json_of_decision(events_[place.file], place.line, difference, first));
                first = false;
            });
        if (!decided) return decided;
        output.write(json_end(result_));
        return base::Done{};
    }

    Written html(DiffOutput& output, unsigned threads) {
        Spool spool;
        if (!spool.good()) return base::Error{base::ErrorKind::environment, "cannot make a temporary file"};
        const Written decided =
            decide(threads, if_all([&](const replay::EventPlace& place, const replay::Difference& difference) {
                       spool.write(html_of_decision(events_[place.file], place.line, difference));
                   }));
        if (!decided) return decided;
        const bool all = result_.effect && arguments_.has("all");
        output.write(html_begin(result_, all));
        spool.copy_to(output);
        output.write(html_end());
        return base::Done{};
    }

    const Arguments& arguments_;
    const Session& session_;
    const std::vector<std::string> events_;
    const std::string format_;
    const Style style_;
    DiffResult result_;
};

ExitCode run(const Arguments& arguments, Session& session) {
    if (arguments.list("SIDE").size() > 2)
        return refuse_usage("`diff` compares two: a version, `current`, `draft`, a folder or an artifact each",
                            find_command(session, "diff"));
    return Comparison(arguments, session).run();
}

}  // namespace

Command diff_command() {
    return {"diff",
            "what changed between two rule sets, and which decisions change",
            "Compares two of: a version by its number, `current`, `draft`, a folder, an artifact file (a folder named "
            "`2` is `./2`). With one of them it is compared with the draft, or with the folder where there is no "
            "draft; with none, what is current is.\n\n"
            "Tells of rules, lists, conditions and the catalog: what was added, removed, renamed, moved, disabled or "
            "changed, and inside a rule by branch, condition and action. Layout, comments and the files that rules "
            "stand in are no changes. What has errors is compared as far as it can be read.\n\n"
            "With --events every event of the files is decided by both, and the decisions that differ are put into "
            "groups with their count and their first event.",
            {{"SIDE", "a version, `current`, `draft`, a folder or an artifact; at most two", false, true}},
            {format_option({"text", "json", "html"}),
             {"--events",
              "FILE",
              "also by effect on these events, one a line; may be given several times; `-` is stdin",
              {},
              false,
              true},
             {"--all", "", "list every decision that changes, in the order of the events", {}},
             {"--exit-code", "", "exit with 1 if anything changed", {}},
             {"-o,--output", "FILE", "write to this file instead of stdout", {}},
             threads_option("decide events with N threads (default: as many as the machine runs at once)")},
            {{"parley diff", "what is current against the draft"},
             {"parley diff 1 2 --events events/morning.jsonl", "which decisions version 2 makes otherwise"},
             {"parley diff current draft --events log.jsonl --format html -o diff.html", "a page for a colleague"}},
            run};
}

}  // namespace parley::cli
