#include "tools/parley/command.h"

#include <algorithm>

namespace parley::cli {

std::string Option::long_name() const {
    const std::size_t at = names.find("--");
    return at == std::string::npos ? names.substr(1) : names.substr(at + 2);
}

std::string Option::short_name() const {
    return names.size() > 1 && names[0] == '-' && names[1] != '-' ? names.substr(1, 1) : std::string();
}

std::string_view first_word(const Command& command) {
    return std::string_view(command.name).substr(0, command.name.find(' '));
}

std::string_view second_word(const Command& command) {
    const std::string_view name = command.name;
    return name.substr(std::min(name.size(), first_word(command).size() + 1));
}

std::vector<Command> commands_in(std::span<const Command> commands, std::string_view group) {
    std::vector<Command> out;
    for (const Command& command : commands) {
        if (first_word(command) == group && !second_word(command).empty()) out.push_back(command);
    }
    return out;
}

const std::vector<Option>& global_options() {
    static const std::vector<Option> options = {
        {"-C,--directory", "DIR", "work on the project in DIR instead of the folder one stands in", {}},
        {"--store", "DIR|URL", "where drafts and versions are kept (default: .parley in the project)", {}},
        {"--color", "WHEN", "colour: on a terminal (auto), always or never", {"auto", "always", "never"}},
        {"-h,--help", "", "explain the command and its options", {}},
    };
    return options;
}

std::string synopsis(const Command& command) {
    std::string out = "parley " + command.name;
    bool optional = false;
    for (const Option& option : command.options) {
        if (option.required)
            out += " " + (option.short_name().empty() ? "--" + option.long_name() : "-" + option.short_name()) + " " +
                   option.value;
        else
            optional = true;
    }
    if (optional) out += " [OPTION…]";
    for (const Positional& positional : command.positionals) {
        const std::string name = positional.name + (positional.many ? "…" : "");
        out += positional.required ? " " + name : " [" + name + "]";
    }
    return out;
}

Option format_option(std::vector<std::string> formats) {
    std::string list;
    for (const std::string& format : formats) list += (list.empty() ? "" : ", ") + format;
    return {"--format", "FORMAT", "how to print: " + list + " (default: " + formats.front() + ")", formats};
}

}  // namespace parley::cli
