#include "runtime/base/file.h"
#include "tools/parley/arguments.h"
#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/outline.h"

namespace parley::cli {

namespace {

std::string draw(const Outline& outline, const std::string& format, const Terminal& terminal) {
    if (format == "svg") return draw_svg(outline);
    if (format == "dot") return draw_dot(outline);
    if (format == "json") return to_text(draw_json(outline));
    return draw_text(outline, terminal);
}

ExitCode run(const Arguments& arguments, Session& session) {
    ExitCode code = done;
    const std::unique_ptr<ProjectBuild> build =
        build_chosen_or_report(arguments, {"check", false, {}, {}}, session, code);
    if (!build) return code;
    Outline outline = outline_of(*build);
    if (const std::optional<std::string> name = arguments.first("RULE")) {
        std::vector<std::string> names;
        for (const OutlineNode& rule : outline.rules) names.push_back(rule.text);
        std::erase_if(outline.rules, [&](const OutlineNode& rule) { return rule.text != *name; });
        outline.definitions.clear();
        if (outline.rules.empty())
            return fail(wrong_usage, "there is no rule `" + *name + "`" + did_you_mean(*name, names));
    }
    const std::optional<std::string> path = arguments.value("output");
    // A file is no terminal, whatever this one can show.
    Terminal plain;
    const std::string picture =
        draw(outline, arguments.format(), path && !arguments.has("color") ? plain : session.out);
    if (!path) {
        print(picture);
        return done;
    }
    const base::Result<base::Done> written = base::replace_file(*path, picture);
    return written ? done : fail(written.error());
}

}  // namespace

Command tree_command() {
    Command command = {
        "tree",
        "draw the rules as a picture",
        "Draws the rule set of the folder, of a version or of the draft, or one rule of it, with its decisions as "
        "nested scopes that are shaded by their depth: as "
        "text for the terminal, as a graph for Graphviz, or as an SVG picture that needs nothing beside it.",
        {{"RULE", "the name of one rule", false, false}},
        {format_option({"text", "dot", "svg", "json"}),
         {"-o,--output", "FILE", "write to a file instead of stdout", {}}},
        {{"parley tree \"Initial queue assignment\"", ""}, {"parley tree --format svg -o rules.svg", ""}},
        run};
    for (Option& option : source_options()) command.options.push_back(std::move(option));
    return command;
}

}  // namespace parley::cli
