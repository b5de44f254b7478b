#include <charconv>

#include "runtime/value/pattern.h"
#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/program_source.h"
#include "tools/parley/test_run.h"

namespace parley::cli {

namespace {

// 0 to 100, with or without a percent sign.
std::optional<double> parse_percent(std::string_view text) {
    if (text.ends_with('%')) text.remove_suffix(1);
    double percent = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const bool good = fault == std::errc{} && end == text.data() + text.size() && percent >= 0 && percent <= 100;
    return good ? std::optional(percent) : std::nullopt;
}

struct Plan : TestChoice {
    std::optional<double> minimum;
};

ExitCode judge(const TestReport& report, const ProjectBuild& build, const Plan& plan) {
    if (build.tests.empty()) hint("There are no tests: write some in tests/NAME.test.yaml.\n");
    if (report.results.empty() && !build.tests.empty()) return fail(answer_is_no, "no test has a name that matches");
    if (report.failed() != 0) return answer_is_no;
    if (plan.minimum && report.coverage->percent() < *plan.minimum)
        return fail(answer_is_no, "the coverage of " + percent_text(report.coverage->percent()) + " % is below the " +
                                      percent_text(*plan.minimum) + " % asked for");
    return done;
}

ExitCode run(const Arguments& arguments, Session& session) {
    Plan plan;
    if (const std::optional<std::string> expression = arguments.value("run")) {
        std::string fault;
        plan.names = value::Pattern::compile(*expression, true, fault);
        if (plan.names == nullptr) return refuse_usage("--run takes a regular expression: " + fault);
    }
    if (const std::optional<std::string> minimum = arguments.value("min-coverage")) {
        plan.minimum = parse_percent(*minimum);
        if (!plan.minimum) return refuse_usage("--min-coverage takes a number from 0 to 100, not `" + *minimum + "`");
    }
    plan.coverage = arguments.has("coverage") || plan.minimum;
    ExitCode code = done;
    const std::unique_ptr<ProjectBuild> build =
        build_chosen_or_report(arguments, {"write", true, {}, {}}, session, code);
    if (!build) return code;
    const LoadedProgram loaded = load_artifact(build->compilation.artifact);
    if (!loaded.program) return loaded.code;
    const TestReport report = run_tests(*build, *loaded.program, plan, session);
    if (arguments.format() == "json")
        print(report_json(report));
    else if (arguments.format() == "junit")
        print(report_junit(report));
    else
        print(report_text(report, session.out));
    return judge(report, *build, plan);
}

}  // namespace

Command test_command() {
    Command command = {
        "test",
        "run the project's tests",
        "Compiles the project, or a version or the draft of the store, fires the event of each test in "
        "tests/*.test.yaml and compares the decision with "
        "what is expected. A test that fails shows what was expected beside what came, and the path there.\n\n"
        "Coverage counts rules that fired, branches that were taken, and conditions that were found both true and "
        "false, and lists what is missing.",
        {},
        {{"--run", "RE", "only tests whose name this regular expression (RE2) matches", {}},
         {"--coverage", "", "tell what the tests do not reach", {}},
         {"--min-coverage", "PERCENT", "exit with 1 if less than this is covered", {}},
         format_option({"text", "json", "junit"})},
        {{"parley test --coverage", ""},
         {"parley test --run 'queued' --format junit > results.xml", "for a CI server"}},
        run};
    for (Option& option : source_options()) command.options.push_back(std::move(option));
    return command;
}

}  // namespace parley::cli
