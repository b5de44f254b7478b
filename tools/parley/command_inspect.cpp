#include <algorithm>
#include <array>

#include "runtime/bytecode/reader.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

using bytecode::Artifact;

struct SectionSize {
    std::string name;
    std::size_t records, bytes;
};

template <typename T>
SectionSize section(std::string name, std::span<const T> records) {
    return {std::move(name), records.size(), records.size_bytes()};
}

std::vector<SectionSize> sections(const Artifact& a) {
    const std::size_t string_bytes = a.section(bytecode::Section::strings).count;
    return {{"manifest", 1, sizeof(bytecode::ManifestRecord)},
            {"strings", string_bytes, string_bytes},
            section("domains", a.domains()),
            section("domain_values", a.domain_values()),
            section("domain_order", a.domain_order()),
            section("fields", a.fields()),
            section("slots", a.slots()),
            section("workloads", a.workloads()),
            section("queue_loads", a.queue_loads()),
            section("constants", a.constants()),
            section("patterns", a.patterns()),
            section("schedules", a.schedules()),
            section("schedule_spans", a.schedule_spans()),
            section("holidays", a.holidays()),
            section("conditions", a.conditions()),
            section("code", a.code()),
            section("debug", a.debug()),
            section("events", a.events()),
            section("event_rules", a.event_rules()),
            section("rules", a.rules()),
            section("branches", a.branches()),
            section("actions", a.actions()),
            section("members", a.members()),
            section("platform_texts", a.platform_texts()),
            section("templates", a.templates()),
            section("template_parts", a.template_parts()),
            section("files", a.files())};
}

std::string kind_name(const bytecode::FileRecord& file) {
    return static_cast<bytecode::FileKind>(file.kind) == bytecode::FileKind::catalog ? "catalog" : "rules";
}

std::size_t disabled_rules(const Artifact& artifact) {
    return static_cast<std::size_t>(std::count_if(artifact.rules().begin(), artifact.rules().end(),
                                                  [](const bytecode::RuleRecord& rule) { return rule.disabled != 0; }));
}

Json describe(const Artifact& artifact, const std::string& path) {
    const bytecode::ManifestRecord& manifest = artifact.manifest();
    Json out = document();
    out["file"] = path;
    out["artifact"] = base::to_string(artifact.digest());
    out["artifact_format"] = artifact.header().format_version;
    out["minimum_reader"] = artifact.header().minimum_reader;
    out["bytes"] = artifact.bytes().size();
    out["ruleset"] = artifact.string(manifest.ruleset);
    out["company"] = artifact.string(manifest.company);
    out["time_zone"] = artifact.string(manifest.zone);
    out["rules"] = artifact.rules().size();
    out["disabled_rules"] = disabled_rules(artifact);
    out["branches"] = artifact.branches().size();
    out["actions"] = artifact.actions().size();
    out["conditions"] = artifact.conditions().size();
    out["instructions"] = artifact.code().size();
    out["budget"] = manifest.budget;
    out["condition_depth"] = manifest.condition_depth;
    out["files"] = Json::array();
    for (const bytecode::FileRecord& file : artifact.files())
        out["files"].push_back(
            {{"name", artifact.string(file.name)}, {"kind", kind_name(file)}, {"bytes", file.text.size}});
    out["sections"] = Json::array();
    for (const SectionSize& size : sections(artifact))
        out["sections"].push_back({{"name", size.name}, {"records", size.records}, {"bytes", size.bytes}});
    return out;
}

std::string pad(std::string_view text, std::size_t width) {
    const std::size_t wide = length(text);
    return std::string(text) + std::string(wide < width ? width - wide : 1, ' ');
}

std::string number(std::uint64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(digits.size() < width ? width - digits.size() : 0, ' ') + digits;
}

void print_text(const Artifact& artifact, const std::string& path, const Session& session) {
    const bytecode::ManifestRecord& manifest = artifact.manifest();
    const Style style(session.out);
    const auto line = [&](std::string_view name, const std::string& value) {
        print("  " + pad(name, 18) + value + "\n");
    };
    print(style.bold(shown(path)) + "\n");
    line("artifact", base::to_string(artifact.digest()));
    line("format", std::to_string(artifact.header().format_version) + ", readable from version " +
                       std::to_string(artifact.header().minimum_reader));
    line("rule set", shown(artifact.string(manifest.ruleset)));
    line("company", shown(artifact.string(manifest.company)));
    line("time zone", shown(artifact.string(manifest.zone)));
    line("rules", counted(artifact.rules().size(), "rule") + " (" + std::to_string(disabled_rules(artifact)) +
                      " disabled), " + std::to_string(artifact.branches().size()) + " branches, " +
                      counted(artifact.actions().size(), "action"));
    line("named conditions", std::to_string(artifact.conditions().size()));
    line("instructions", std::to_string(artifact.code().size()));
    line("budget", "at most " + counted(manifest.budget, "instruction") + " for one event line");
    line("size", counted(artifact.bytes().size(), "byte"));
    print(style.bold("files") + "\n");
    for (const bytecode::FileRecord& file : artifact.files())
        print("  " + number(file.text.size, 10) + "  " + pad(kind_name(file), 9) + shown(artifact.string(file.name)) +
              "\n");
    print(style.bold("sections") + "\n  " + pad("", 16) + "   records      bytes\n");
    for (const SectionSize& size : sections(artifact))
        print("  " + pad(size.name, 16) + number(size.records, 10) + " " + number(size.bytes, 10) + "\n");
}

ExitCode print_source(const Artifact& artifact, const std::string& name) {
    std::vector<std::string> names;
    for (const bytecode::FileRecord& file : artifact.files()) {
        if (artifact.string(file.name) == name) {
            print(artifact.string(file.text));
            return done;
        }
        names.emplace_back(artifact.string(file.name));
    }
    return fail(bad_input, "the artifact has no source `" + name + "`" + did_you_mean(name, names));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::string path = *arguments.first("FILE");
    const auto artifact = Artifact::open_file(path);
    if (!artifact) return fail(artifact.error());
    if (const std::optional<std::string> source = arguments.value("source")) return print_source(**artifact, *source);
    if (arguments.format() == "json")
        print(to_text(describe(**artifact, path)));
    else
        print_text(**artifact, path, session);
    return done;
}

}  // namespace

Command inspect_command() {
    return {"inspect",
            "show what an artifact holds",
            "Prints an artifact's digest, format, rule set, counts, budget, files and the sizes of its sections, after "
            "its digest was checked and its bytecode verified.",
            {{"FILE", "an artifact", true, false}},
            {format_option({"text", "json"}),
             {"--source", "NAME", "print the source file of that name that the artifact was built from", {}}},
            {{"parley inspect care.parleyc", ""},
             {"parley inspect care.parleyc --source catalog.yaml", "the catalog it was built with"}},
            run};
}

}  // namespace parley::cli
