#include "tools/parley/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "compiler/diagnostics/suggest.h"

namespace parley::cli {

std::optional<std::string> Arguments::value(std::string_view option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::nullopt : std::optional(found->second);
}

std::string Arguments::value_or(std::string_view option, std::string_view otherwise) const {
    return value(option).value_or(std::string(otherwise));
}

const std::vector<std::string>& Arguments::list(std::string_view positional) const {
    static const std::vector<std::string> nothing;
    const auto found = positionals_.find(positional);
    return found == positionals_.end() ? nothing : found->second;
}

std::optional<std::string> Arguments::first(std::string_view positional) const {
    const std::vector<std::string>& all = list(positional);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

class Parser {
public:
    explicit Parser(std::span<const Command> commands) : commands_(commands) {
        app_.set_help_flag();
        app_.require_subcommand(0, 1);
        app_.add_flag("-V,--version");
        for (const Option& option : global_options()) declare(app_, option);
        for (const Command& command : commands_) {
            CLI::App* sub = app_.add_subcommand(command.name);
            sub->set_help_flag();
            sub->fallthrough();
            for (const Option& option : command.options) declare(*sub, option);
            for (const Positional& positional : command.positionals) declare_positional(*sub, positional);
        }
    }

    Parsed parse(std::span<const std::string> words) {
        Parsed parsed;
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        try {
            app_.parse(reversed);
        } catch (const CLI::ExtrasError&) {
            find_command(parsed);
            parsed.error = describe_extra(parsed.command);
        } catch (const CLI::ParseError& fault) {
            find_command(parsed);
            parsed.error = fault.what();
        }
        find_command(parsed);
        parsed.help = app_.get_option("--help")->count() != 0;
        parsed.version = app_.get_option("--version")->count() != 0;
        if (parsed.help || parsed.version || !parsed.error.empty()) return parsed;
        collect(app_, global_options(), parsed);
        if (parsed.command != nullptr) collect_command(parsed);
        return parsed;
    }

private:
    static void declare(CLI::App& app, const Option& option) {
        if (option.value.empty())
            app.add_flag(option.names);
        else
            app.add_option(option.names)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }

    static void declare_positional(CLI::App& app, const Positional& positional) {
        CLI::Option* option = app.add_option(positional.name);
        if (positional.many) option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
    }

    void find_command(Parsed& parsed) const {
        for (const Command& command : commands_) {
            if (app_.get_subcommand(command.name)->parsed()) parsed.command = &command;
        }
    }

    void collect(const CLI::App& app, const std::vector<Option>& options, Parsed& parsed) {
        for (const Option& option : options) {
            const CLI::Option* given = app.get_option("--" + option.long_name());
            if (given->count() == 0) {
                if (option.required)
                    parsed.error = "`" + parsed.command->name + "` needs " + option.names + " " + option.value;
                continue;
            }
            const std::string value = given->results().back();
            if (option.value.empty() && value != "true") parsed.error = "--" + option.long_name() + " takes no value";
            check_choice(option, value, parsed);
            parsed.arguments.options_[option.long_name()] = value;
        }
    }

    void collect_command(Parsed& parsed) {
        const Command& command = *parsed.command;
        const CLI::App* sub = app_.get_subcommand(command.name);
        collect(*sub, command.options, parsed);
        for (const Positional& positional : command.positionals) {
            const std::vector<std::string>& values = sub->get_option(positional.name)->results();
            if (values.empty() && positional.required && parsed.error.empty())
                parsed.error = "`" + command.name + "` needs " + positional.name;
            if (!values.empty()) parsed.arguments.positionals_[positional.name] = values;
        }
        for (const Option& option : command.options) {
            if (option.long_name() == "format") parsed.arguments.default_format_ = option.choices.front();
        }
    }

    static void check_choice(const Option& option, const std::string& value, Parsed& parsed) {
        if (option.choices.empty()) return;
        if (std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end()) return;
        parsed.error = "--" + option.long_name() + " does not take `" + value + "`";
        if (const std::optional<std::string> near = diagnostics::nearest(value, option.choices)) {
            parsed.error += "; did you mean `" + *near + "`?";
            return;
        }
        std::string list;
        for (const std::string& choice : option.choices) list += (list.empty() ? "" : ", ") + choice;
        parsed.error += "; it takes " + list;
    }

    // What was not understood: an unknown option first, for what follows one is often its value.
    std::string describe_extra(const Command* command) const {
        std::vector<std::string> extras = app_.remaining(true);
        const auto option = std::find_if(extras.begin(), extras.end(),
                                         [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
        if (option != extras.end()) return describe_option(option->substr(0, option->find('=')), command);
        const std::string word = extras.empty() ? std::string() : extras.front();
        if (command != nullptr) return "`" + command->name + "` takes no further argument: `" + word + "`";
        std::vector<std::string> names;
        for (const Command& known : commands_) names.push_back(known.name);
        return "no command `" + word + "`" + suggestion(word, names, "");
    }

    static std::string describe_option(const std::string& word, const Command* command) {
        std::vector<std::string> names;
        const auto add = [&](const std::vector<Option>& options) {
            for (const Option& option : options) names.push_back(option.long_name());
        };
        if (command != nullptr) add(command->options);
        add(global_options());
        if (command == nullptr) names.emplace_back("version");
        const std::string name = word.substr(word.find_first_not_of('-'));
        return (command != nullptr ? "`" + command->name + "` has no option " : "no option ") + word +
               (word.starts_with("--") ? suggestion(name, names, "--") : "");
    }

    static std::string suggestion(const std::string& written, const std::vector<std::string>& names,
                                  const std::string& prefix) {
        const std::optional<std::string> near = diagnostics::nearest(written, names);
        return near ? "; did you mean `" + prefix + *near + "`?" : "";
    }

    std::span<const Command> commands_;
    CLI::App app_{"parley"};
};

Parsed parse_arguments(std::span<const std::string> words, std::span<const Command> commands) {
    return Parser(commands).parse(words);
}

}  // namespace parley::cli
