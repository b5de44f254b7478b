#include "tools/parley/usage.h"

#include <algorithm>
#include <array>

namespace parley::cli {

namespace {

constexpr std::size_t widest = 100;

constexpr std::array<ExitMeaning, 8> meanings = {{
    {0, "done; for questions: no findings, no difference, as expected"},
    {1, "the answer is no: errors in the rules, a test failed, files differ"},
    {2, "wrong usage"},
    {3, "input or environment: a file is missing, an event is in error, the disk is full"},
    {4, "conflict: somebody else published, or the draft changed"},
    {5, "not allowed"},
    {6, "integrity: a digest, a signature or the verifier refused the file"},
    {70, "a bug in parley; it prints how to report it"},
}};

// Two columns, the second wrapped.
std::string row(const std::string& left, const std::string& right, std::size_t column, std::size_t width) {
    std::string out = "  " + left;
    if (length(left) + 4 > column)
        out += "\n" + std::string(column, ' ');
    else
        out += std::string(column - 2 - length(left), ' ');
    const std::string wrapped = wrap(right, column, width);
    return out + wrapped.substr(std::min(column, wrapped.size()));
}

std::string left_of(const Option& option) {
    std::string names = option.short_name().empty() ? "    --" + option.long_name() : "";
    if (names.empty()) {
        names = "-" + option.short_name();
        if (option.names.find("--") != std::string::npos) names += ", --" + option.long_name();
    }
    return names + (option.value.empty() ? "" : " " + option.value);
}

std::string option_table(const std::vector<Option>& options, std::size_t width) {
    std::string out;
    for (const Option& option : options) out += row(left_of(option), option.help, 28, width);
    return out;
}

std::string command_table(std::span<const Command> commands, std::size_t width) {
    constexpr std::size_t margins = 4;
    std::size_t longest = 0;
    for (const Command& command : commands) longest = std::max(longest, command.name.size());
    std::string out;
    for (const Command& command : commands) out += row(command.name, command.summary, longest + margins, width);
    return out;
}

}  // namespace

std::span<const ExitMeaning> exit_meanings() {
    return meanings;
}

std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
    std::string out, line;
    const auto flush = [&] {
        out += line.empty() ? "\n" : std::string(indent, ' ') + line + "\n";
        line.clear();
    };
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        if (!line.empty() && indent + length(line) + 1 + length(word) > width) flush();
        if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
        if (end < text.size() && text[end] == '\n') flush();
        begin = end + 1;
    }
    if (!line.empty()) flush();
    return out;
}

std::string overview(std::span<const Command> commands, const Terminal& terminal) {
    const Style style(terminal);
    const std::size_t width = std::min(terminal.width, widest);
    std::string out = "parley: rules for conversations, as code\n\n";
    out += style.bold("Usage:") + " parley COMMAND [OPTION…] [ARGUMENT…]\n\n" + style.bold("Commands:") + "\n";
    out += command_table(commands, width);
    out += "\n" + style.bold("Options of every command:") + "\n" + option_table(global_options(), width);
    out += row("-V, --version", "the program's version", 28, width);
    out += "\n" + style.bold("Exit codes:") + "\n";
    for (const ExitMeaning& exit : exit_meanings())
        out += row(std::to_string(exit.code), std::string(exit.meaning), 7, width);
    return out + "\n`parley help COMMAND` says more; `parley init` makes a project to start from.\n";
}

std::string group_help(std::string_view group, std::span<const Command> commands, const Terminal& terminal) {
    const Style style(terminal);
    const std::string name(group);
    std::string out = style.bold("Usage:") + " parley " + name + " COMMAND [OPTION…] [ARGUMENT…]\n\n";
    out += style.bold("Commands:") + "\n" + command_table(commands, std::min(terminal.width, widest));
    return out + "\n`parley help " + name + " COMMAND` says more.\n";
}

std::string command_help(const Command& command, const Terminal& terminal) {
    const Style style(terminal);
    const std::size_t width = std::min(terminal.width, widest);
    std::string out = "parley " + command.name + ": " + command.summary + "\n\n";
    out += style.bold("Usage:") + " " + synopsis(command) + "\n\n" + wrap(command.description, 0, width);
    if (!command.positionals.empty()) {
        out += "\n" + style.bold("Arguments:") + "\n";
        for (const Positional& positional : command.positionals)
            out += row(positional.name + (positional.many ? "…" : ""), positional.help, 28, width);
    }
    if (!command.options.empty()) out += "\n" + style.bold("Options:") + "\n" + option_table(command.options, width);
    out += "\n" + style.bold("Options of every command:") + "\n" + option_table(global_options(), width);
    if (!command.examples.empty()) out += "\n" + style.bold("Examples:") + "\n";
    for (const Example& example : command.examples) out += "  " + example.line + "\n" + wrap(example.meaning, 6, width);
    return out;
}

}  // namespace parley::cli
