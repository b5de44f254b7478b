#include "tools/parley/completions.h"

#include <algorithm>

namespace parley::cli {

namespace {

std::string join(const std::vector<std::string>& words, const std::string& between) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
    return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// Inside single quotes of a shell.
std::string in_quotes(const std::string& text) {
    return replace_all(text, "'", "'\\''");
}

std::vector<std::string> spellings(const Option& option) {
    std::vector<std::string> out;
    if (!option.short_name().empty()) out.push_back("-" + option.short_name());
    if (option.names.find("--") != std::string::npos) out.push_back("--" + option.long_name());
    return out;
}

std::vector<Option> options_of(const Command& command) {
    std::vector<Option> out = command.options;
    out.insert(out.end(), global_options().begin(), global_options().end());
    return out;
}

enum class Kind { none, file, folder, command, shell };

Kind kind_of(std::string_view value) {
    if (value == "DIR" || value == "DIR|URL") return Kind::folder;
    if (value.starts_with("FILE") || value == "PATH" || value == "EVENT" || value == "EVENTS") return Kind::file;
    if (value == "COMMAND") return Kind::command;
    return value == "SHELL" ? Kind::shell : Kind::none;
}

// The first words of commands, each once, in their order.
std::vector<std::string> names_of(std::span<const Command> commands) {
    std::vector<std::string> out;
    for (const Command& command : commands) {
        const std::string name(first_word(command));
        if (out.empty() || out.back() != name) out.push_back(name);
    }
    return out;
}

// The commands that follow a group's name.
struct Group {
    std::string name;
    std::vector<std::string> words;
    std::vector<Command> commands;  // named by their second word
};

std::vector<Group> groups_of(std::span<const Command> commands) {
    std::vector<Group> out;
    for (const std::string& name : names_of(commands)) {
        Group group{name, {}, commands_in(commands, name)};
        for (Command& command : group.commands) {
            command.name = second_word(command);
            group.words.push_back(command.name);
        }
        if (!group.words.empty()) out.push_back(std::move(group));
    }
    return out;
}

std::string bash_words(Kind kind) {
    switch (kind) {
        case Kind::folder:
            return "compgen -d -- \"$word\"";
        case Kind::file:
            return "compgen -f -- \"$word\"";
        case Kind::command:
            return "compgen -W \"$(_parley_words)\" -- \"$word\"";
        case Kind::shell:
            return "compgen -W 'bash zsh fish' -- \"$word\"";
        case Kind::none:
            break;
    }
    return ":";
}

// What may follow an option that takes a value.
std::string bash_values(const std::string& command, const std::vector<Option>& options) {
    std::string out;
    for (const Option& option : options) {
        if (option.value.empty()) continue;
        const std::string words = option.choices.empty()
                                      ? bash_words(kind_of(option.value))
                                      : "compgen -W '" + join(option.choices, " ") + "' -- \"$word\"";
        for (const std::string& spelling : spellings(option))
            out += "        " + command + "\":" + spelling + "\") mapfile -t COMPREPLY < <(" + words + "); return ;;\n";
    }
    return out;
}

std::string bash_command(const Command& command) {
    std::vector<std::string> words;
    for (const Option& option : options_of(command)) {
        for (const std::string& spelling : spellings(option)) words.push_back(spelling);
    }
    const Kind kind = command.positionals.empty() ? Kind::none : kind_of(command.positionals[0].name);
    return "        \"" + command.name +
           "\")\n            if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '" + join(words, " ") +
           "' -- \"$word\")\n            else mapfile -t COMPREPLY < <(" + bash_words(kind) + "); fi ;;\n";
}

std::string zsh_text(const std::string& text) {
    return in_quotes(replace_all(replace_all(replace_all(text, "[", "\\["), "]", "\\]"), ":", "\\:"));
}

std::string zsh_value(const Option& option) {
    if (option.value.empty()) return "";
    std::string what = option.choices.empty() ? "" : "(" + join(option.choices, " ") + ")";
    if (what.empty() && kind_of(option.value) == Kind::file) what = "_files";
    if (what.empty() && kind_of(option.value) == Kind::folder) what = "_files -/";
    return ":" + option.value + ":" + what;
}

std::string zsh_positional(const Positional& positional) {
    const std::string many = positional.many ? "*" : "";
    switch (kind_of(positional.name)) {
        case Kind::file:
            return many + ":" + positional.name + ":_files";
        case Kind::folder:
            return many + ":" + positional.name + ":_files -/";
        case Kind::command:
            return many + ":" + positional.name + ":_parley_commands";
        case Kind::shell:
            return many + ":" + positional.name + ":(bash zsh fish)";
        case Kind::none:
            break;
    }
    return many + ":" + positional.name + ":";
}

std::string zsh_command(const Command& command) {
    std::string out = "        " + command.name + ")\n            _arguments";
    for (const Option& option : options_of(command)) {
        for (const std::string& spelling : spellings(option))
            out += " \\\n                '" + spelling + "[" + zsh_text(option.help) + "]" + zsh_value(option) + "'";
    }
    for (const Positional& positional : command.positionals)
        out += " \\\n                '" + zsh_positional(positional) + "'";
    return out + " ;;\n";
}

std::string fish_text(const std::string& text) {
    return replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'");
}

std::string fish_option(const Option& option, const std::string& condition) {
    std::string out = "complete -c parley" + condition;
    if (!option.short_name().empty()) out += " -s " + option.short_name();
    if (option.names.find("--") != std::string::npos) out += " -l " + option.long_name();
    if (!option.value.empty()) {
        out += kind_of(option.value) == Kind::file || kind_of(option.value) == Kind::folder ? " -r -F" : " -x";
        if (!option.choices.empty()) out += " -a '" + join(option.choices, " ") + "'";
    }
    return out + " -d '" + fish_text(option.help) + "'\n";
}

}  // namespace

std::string bash_completion(std::span<const Command> commands) {
    const std::vector<std::string> names = names_of(commands);
    std::string values = bash_values("*", global_options()), cases, inner, words;
    for (const Command& command : commands) {
        values += bash_values("\"" + command.name + "\"", command.options);
        cases += bash_command(command);
    }
    for (const Group& group : groups_of(commands)) {
        inner += "|" + group.name + ":" + join(group.words, "|" + group.name + ":");
        words += "        " + group.name + ") echo '" + join(group.words, " ") + "' ;;\n";
        cases += "        " + group.name + ") mapfile -t COMPREPLY < <(compgen -W '" + join(group.words, " ") +
                 "' -- \"$word\") ;;\n";
    }
    return "# bash completion for parley; source it, or put it where bash-completion looks\n"
           "_parley_words() {\n"
           "    case ${COMP_WORDS[COMP_CWORD-1]} in\n" +
           words + "        *) echo '" + join(names, " ") +
           "' ;;\n"
           "    esac\n"
           "}\n"
           "_parley() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case $command:${COMP_WORDS[i]} in\n"
           "            :" +
           join(names, "|:") + inner +
           ") command+=${command:+ }${COMP_WORDS[i]} ;;\n"
           "        esac\n"
           "    done\n"
           "    case $command:$before in\n" +
           values +
           "    esac\n"
           "    case $command in\n" +
           cases + "        *) mapfile -t COMPREPLY < <(compgen -W '" + join(names, " ") +
           " --help --version --color --directory --store' -- \"$word\") ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _parley parley\n";
}

std::string group_words(std::span<const Command> commands, const std::string& group) {
    std::vector<std::string> words;
    for (const Command& command : commands_in(commands, group)) words.emplace_back(second_word(command));
    return join(words, ", ");
}

// A function that completes the name of one of the commands and then what follows it.
std::string zsh_function(const std::string& name, std::span<const Command> commands) {
    std::string list, cases;
    std::vector<std::string> seen;
    for (const Command& command : commands) {
        const std::string word(first_word(command));
        const bool is_group = !second_word(command).empty();
        if (!seen.empty() && seen.back() == word) continue;
        seen.push_back(word);
        const std::string summary = is_group ? "its commands: " + group_words(commands, word) : command.summary;
        list += "        '" + word + ":" + in_quotes(summary) + "'\n";
        cases += is_group ? "        " + word + ") _parley_" + word + " ;;\n" : zsh_command(command);
    }
    std::string globals;
    for (const Option& option : global_options()) {
        for (const std::string& spelling : spellings(option))
            globals += " \\\n        '" + spelling + "[" + zsh_text(option.help) + "]" + zsh_value(option) + "'";
    }
    return name + "_commands() {\n    local -a commands=(\n" + list + "    )\n    _describe command commands\n}\n" +
           name + "() {\n    local context state line\n    _arguments -C" + globals + " \\\n        '1: :" + name +
           "_commands' '*::argument:->argument'\n"
           "    [[ $state == argument ]] || return\n"
           "    case $line[1] in\n" +
           cases + "    esac\n}\n";
}

std::string zsh_completion(std::span<const Command> commands) {
    std::string out =
        "#compdef parley\n"
        "# zsh completion for parley; put it as _parley into a folder of $fpath\n";
    for (const Group& group : groups_of(commands)) out += zsh_function("_parley_" + group.name, group.commands);
    out += zsh_function("_parley", commands);
    return out + "if [[ $funcstack[1] == _parley ]]; then _parley \"$@\"; else compdef _parley parley; fi\n";
}

// When a command's options are offered.
std::string fish_condition(const Command& command, const std::vector<Group>& groups) {
    const std::string seen = "__fish_seen_subcommand_from ";
    const std::string word(first_word(command)), second(second_word(command));
    if (!second.empty()) return " -n '" + seen + word + "; and " + seen + second + "'";
    // `show` is also a word behind `draft`.
    std::string others;
    for (const Group& group : groups) {
        if (std::find(group.words.begin(), group.words.end(), word) != group.words.end()) others += " " + group.name;
    }
    return " -n '" + seen + word + (others.empty() ? "" : "; and not " + seen.substr(0, seen.size() - 1) + others) +
           "'";
}

std::string fish_names(std::span<const Command> commands, const std::vector<Group>& groups) {
    const std::string all = join(names_of(commands), " "), seen = "__fish_seen_subcommand_from ";
    std::string out;
    for (const Command& command : commands) {
        if (second_word(command).empty())
            out += "complete -c parley -n 'not " + seen + all + "' -a " + command.name + " -d '" +
                   fish_text(command.summary) + "'\n";
    }
    for (const Group& group : groups) {
        out += "complete -c parley -n 'not " + seen + all + "' -a " + group.name + " -d '" + join(group.words, ", ") +
               "'\n";
        for (const Command& command : group.commands)
            out += "complete -c parley -n '" + seen + group.name + "; and not " + seen + join(group.words, " ") +
                   "' -a " + command.name + " -d '" + fish_text(command.summary) + "'\n";
    }
    return out;
}

std::string fish_completion(std::span<const Command> commands) {
    std::string out = "# fish completion for parley; put it as parley.fish into ~/.config/fish/completions\n";
    out += "complete -c parley -f\n";
    const std::vector<Group> groups = groups_of(commands);
    for (const Option& option : global_options()) out += fish_option(option, "");
    out += fish_names(commands, groups);
    for (const Command& command : commands) {
        const std::string condition = fish_condition(command, groups);
        for (const Option& option : command.options) out += fish_option(option, condition);
        const Kind kind = command.positionals.empty() ? Kind::none : kind_of(command.positionals[0].name);
        if (kind == Kind::file || kind == Kind::folder) out += "complete -c parley" + condition + " -F\n";
        if (kind == Kind::command)
            out += "complete -c parley" + condition + " -a '" + join(names_of(commands), " ") + "'\n";
        if (kind == Kind::shell) out += "complete -c parley" + condition + " -a 'bash zsh fish'\n";
    }
    return out;
}

}  // namespace parley::cli
