#include <algorithm>

#include "runtime/value/calendar.h"
#include "runtime/wire/decision.h"
#include "tools/parley/commands.h"
#include "tools/parley/explanation.h"
#include "tools/parley/program_source.h"

namespace parley::cli {

namespace {

struct EventText {
    std::string_view json;
    std::uint64_t line;
};

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// A file holds one event, on as many lines as it likes, or one event a line.
std::vector<EventText> events_of(std::string_view text) {
    std::vector<EventText> lines;
    std::uint64_t number = 1;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (!is_blank(text.substr(begin, end - begin))) lines.push_back({text.substr(begin, end - begin), number});
        begin = end + 1;
    }
    const bool one_a_line = lines.size() <= 1 || Json::accept(lines.front().json);
    return one_a_line ? lines : std::vector<EventText>{{text, 1}};
}

class Explainer {
public:
    Explainer(const vm::Program& program, std::optional<std::uint32_t> only)
        : program_(program), only_(only), decoder_(program), frame_(program), machine_(program), writer_(program) {}

    std::optional<wire::EventFault> decide(const EventText& event) {
        if (std::optional<wire::EventFault> fault = decoder_.decode(event.json, frame_, head_)) return fault;
        machine_.execute(frame_, decision_, &trace_);
        explanation_ = explain(program_, frame_, decision_, trace_);
        if (only_) {
            const std::string name = shown(program_.artifact().string(program_.artifact().rules()[*only_].name));
            std::erase_if(explanation_.rules, [&](const ExplainedRule& rule) { return rule.name != name; });
        }
        return std::nullopt;
    }

    // The decision stands in it as the wire has it, with every digit of its numbers.
    std::string to_json() {
        std::string out = "{\"decision\":";
        writer_.write(frame_, head_, decision_, {}, &trace_, out);
        Json rules = Json::array();
        for (const ExplainedRule& rule : explanation_.rules) rules.push_back(cli::to_json(rule));
        out += ",\"rules\":" + rules.dump(-1, ' ', false, Json::error_handler_t::replace);
        out += ",\"other_rules\":" + std::to_string(explanation_.other_rules);
        return out + ",\"disabled_rules\":" + std::to_string(explanation_.disabled_rules) + "}";
    }

    std::string to_words() const {
        std::string events;
        for (const std::string& event : head_.events) events += (events.empty() ? "" : ", ") + shown(event);
        std::string out = "Event " + (head_.id ? shown(*head_.id) + ": " : "") + events + ", at " +
                          value::instant_to_string(frame_.now()) + "\n";
        if (!head_.ignored_events.empty())
            out += "Not known and left out: " + counted(head_.ignored_events.size(), "event") + "\n";
        if (head_.ignored_members != 0)
            out += "Not known and left out: " + counted(head_.ignored_members, "member") + " of the event\n";
        if (only_ && explanation_.rules.empty()) return out + "\n" + why_not_fired();
        for (const ExplainedRule& rule : explanation_.rules) out += "\n" + cli::to_words(rule);
        if (only_) return out;
        out += "\n";
        if (explanation_.rules.empty()) out += "No rule is for this event.\n";
        if (explanation_.other_rules != 0)
            out += counted(explanation_.other_rules, "rule") + (explanation_.other_rules == 1 ? " is" : " are") +
                   " for other events.\n";
        if (explanation_.disabled_rules != 0)
            out += counted(explanation_.disabled_rules, "rule") + (explanation_.disabled_rules == 1 ? " is" : " are") +
                   " disabled.\n";
        return out;
    }

private:
    std::string why_not_fired() const {
        const bytecode::Artifact& artifact = program_.artifact();
        const bytecode::RuleRecord& rule = artifact.rules()[*only_];
        const std::string name = "Rule \"" + shown(artifact.string(rule.name)) + "\"";
        if (rule.disabled != 0) return name + " does not fire: it is disabled.\n";
        std::string events;
        for (const bytecode::EventRecord& event : artifact.events()) {
            const auto rules = artifact.event_rules().subspan(event.first_rule, event.rule_count);
            if (std::find(rules.begin(), rules.end(), *only_) != rules.end())
                events += (events.empty() ? "" : ", ") + shown(artifact.string(event.id));
        }
        return name + " does not fire: it is for " + events + ".\n";
    }

    const vm::Program& program_;
    std::optional<std::uint32_t> only_;
    wire::EventDecoder decoder_;
    vm::Frame frame_;
    vm::Machine machine_;
    wire::DecisionWriter writer_;
    vm::Decision decision_;
    vm::Trace trace_;
    wire::EventHead head_;
    Explanation explanation_;
};

std::optional<std::uint32_t> find_rule(const bytecode::Artifact& artifact, const std::string& name) {
    for (std::uint32_t i = 0; i < artifact.rules().size(); ++i) {
        if (artifact.string(artifact.rules()[i].name) == name) return i;
    }
    return std::nullopt;
}

ExitCode refuse_rule(const bytecode::Artifact& artifact, const std::string& name) {
    std::vector<std::string> names;
    for (const bytecode::RuleRecord& rule : artifact.rules()) names.emplace_back(artifact.string(rule.name));
    return fail(wrong_usage, "there is no rule `" + name + "`" + did_you_mean(name, names));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const LoadedProgram loaded = load_program(arguments, session);
    if (!loaded.program) return loaded.code;
    std::optional<std::uint32_t> only;
    if (const std::optional<std::string> name = arguments.value("rule")) {
        only = find_rule(loaded.program->artifact(), *name);
        if (!only) return refuse_rule(loaded.program->artifact(), *name);
    }
    const std::string path = *arguments.first("EVENT");
    const base::Result<std::string> text = read_input(path);
    if (!text) return fail(text.error());
    const std::vector<EventText> events = events_of(*text);
    if (events.empty()) return fail(bad_input, path + " holds no event");
    Explainer explainer(*loaded.program, only);
    ExitCode code = done;
    std::string all;
    for (const EventText& event : events) {
        if (const std::optional<wire::EventFault> fault = explainer.decide(event)) {
            code = fail(bad_input, "the event in line " + std::to_string(event.line) + " of " + path +
                                       " is in error: " + shown(fault->path) + (fault->path.empty() ? "" : ": ") +
                                       shown(fault->message));
        } else if (arguments.format() == "json") {
            all += (all.empty() ? "" : ",\n") + explainer.to_json();
        } else {
            print((&event == &events.front() ? "" : "\n") + explainer.to_words());
        }
    }
    if (arguments.format() == "json") print("{\"format_version\":1,\"events\":[\n" + all + "]}\n");
    return code;
}

}  // namespace

Command explain_command() {
    Command command = {
        "explain",
        "tell in words how an event is decided",
        "Decides an event and tells the way there: each rule that it fires, each condition that was tested with "
        "the value it saw, the branch taken and the actions; of a rule that did nothing, the first condition that "
        "stopped it. Rules for other events are only counted.",
        {{"EVENT", "a file with one event, or with one a line; `-` is stdin", true, false}},
        {format_option({"text", "json"}),
         {"--rule", "NAME", "tell of this rule alone, and why it does not fire if it does not", {}}},
        {{"parley explain event.json", ""},
         {"parley explain event.json --rule \"Initial auto response\"", "why was nothing sent?"}},
        run};
    for (Option& option : program_options()) command.options.push_back(std::move(option));
    return command;
}

}  // namespace parley::cli
