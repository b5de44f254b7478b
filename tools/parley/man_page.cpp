#include "tools/parley/man_page.h"

#include <algorithm>

#include "tools/parley/usage.h"

namespace parley::cli {

namespace {

// Text as roff takes it: nothing in it is an escape or, at a line's start, a request.
std::string roff(std::string_view text) {
    std::string out;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        at_line_start = c == '\n';
    }
    return out;
}

// Paragraphs stand apart in the records by a blank line.
std::string paragraphs(std::string_view text) {
    std::string out = roff(text);
    for (std::size_t at = out.find("\n\n"); at != std::string::npos; at = out.find("\n\n", at))
        out.replace(at, 2, "\n.PP\n");
    return out + "\n";
}

std::string heading(const std::string& name) {
    std::string upper = name;
    for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return ".TH " + roff(upper) + " 1 \"\" \"parley " PARLEY_VERSION "\" \"Parley\"\n";
}

std::string item(const std::string& term, const std::string& text) {
    return ".TP\n\\fB" + term + "\\fR\n" + roff(text) + "\n";
}

std::string options(const std::vector<Option>& list) {
    std::string out;
    for (const Option& option : list) {
        std::string term;
        if (!option.short_name().empty()) term = "-" + option.short_name();
        if (option.names.find("--") != std::string::npos)
            term += (term.empty() ? "" : ", ") + ("--" + option.long_name());
        out += item(roff(term) + (option.value.empty() ? "" : "\\fR \\fI" + option.value), option.help);
    }
    return out;
}

std::string exits() {
    std::string out = ".SH EXIT STATUS\n";
    for (const ExitMeaning& exit : exit_meanings()) out += item(std::to_string(exit.code), std::string(exit.meaning));
    return out;
}

std::string environment() {
    return ".SH ENVIRONMENT\n" + item("NO_COLOR", "if set and not empty, no colour unless `--color always` is given") +
           item("PARLEY_KEY", "the file of the key that `publish` and `republish` sign with, unless --key names one");
}

}  // namespace

std::string page_name(const Command& command) {
    std::string name = "parley-" + command.name;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string program_page(std::span<const Command> commands) {
    std::string out = heading("parley");
    out += ".SH NAME\nparley \\- rules for conversations, as code\n";
    out += ".SH SYNOPSIS\n\\fBparley\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n";
    out += ".SH DESCRIPTION\n" +
           paragraphs(
               "Checks, tests, compiles and runs rule sets that decide what happens to conversations with "
               "customers. A project is a folder with a catalog, rules and tests.");
    out += ".SH COMMANDS\n";
    for (const Command& command : commands) out += item(roff(page_name(command)) + "(1)", command.summary);
    out += ".SH OPTIONS\n" + options(global_options()) + item(roff("-V, --version"), "show the program's version");
    out += exits() + environment();
    out += ".SH FILES\n" + item("catalog.yaml", "the words that the rules may use") +
           item("rules/*.parley", "the rule set, in the order of the file names") +
           item("tests/*.test.yaml", "tests of the rules") +
           item("parley.yaml", "name, folders and lint levels, where the defaults do not serve") +
           item(".parley", "the store of drafts and versions, unless --store names another");
    return out;
}

std::string command_page(const Command& command) {
    std::string out = heading(page_name(command));
    out += ".SH NAME\n" + roff(page_name(command)) + " \\- " + roff(command.summary) + "\n";
    out += ".SH SYNOPSIS\n" + roff(synopsis(command)) + "\n";
    out += ".SH DESCRIPTION\n" + paragraphs(command.description);
    if (!command.positionals.empty()) {
        out += ".SH ARGUMENTS\n";
        for (const Positional& positional : command.positionals) out += item(positional.name, positional.help);
    }
    out += ".SH OPTIONS\n" + options(command.options) + options(global_options());
    if (!command.examples.empty()) out += ".SH EXAMPLES\n";
    for (const Example& example : command.examples)
        out += ".PP\n.nf\n" + roff(example.line) + "\n.fi\n" +
               (example.meaning.empty() ? "" : ".RS\n" + roff(example.meaning) + "\n.RE\n");
    out += exits() + environment();
    return out + ".SH SEE ALSO\n\\fBparley\\fR(1)\n";
}

}  // namespace parley::cli
