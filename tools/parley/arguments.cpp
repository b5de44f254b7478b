#include "tools/parley/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <sstream>

#include "compiler/diagnostics/suggest.h"

namespace parley::cli {

std::optional<std::string> Arguments::value(std::string_view option) const {
    const std::vector<std::string>& all = values(option);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

const std::vector<std::string>& Arguments::values(std::string_view option) const {
    return find(options_, option);
}

std::string Arguments::value_or(std::string_view option, std::string_view otherwise) const {
    return value(option).value_or(std::string(otherwise));
}

const std::vector<std::string>& Arguments::find(const Lists& lists, std::string_view name) {
    static const std::vector<std::string> nothing;
    const auto found = lists.find(name);
    return found == lists.end() ? nothing : found->second;
}

const std::vector<std::string>& Arguments::list(std::string_view positional) const {
    return find(positionals_, positional);
}

std::optional<std::string> Arguments::first(std::string_view positional) const {
    const std::vector<std::string>& all = list(positional);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

namespace {

std::vector<std::string> words_of(const std::string& name) {
    std::istringstream in(name);
    return {std::istream_iterator<std::string>(in), {}};
}

bool is_number(std::string_view text) {
    constexpr std::size_t most_digits = 18;
    return !text.empty() && text.size() <= most_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

class Parser {
public:
    explicit Parser(std::span<const Command> commands) : commands_(commands) {
        app_.set_help_flag();
        app_.require_subcommand(0, 1);
        app_.add_flag("-V,--version");
        for (const Option& option : global_options()) declare(app_, option);
        for (const Command& command : commands_) {
            CLI::App* sub = add(command.name);
            subs_.push_back(sub);
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
            parsed.error = describe_extra(parsed);
        } catch (const CLI::ParseError& fault) {
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
    // A blank in a name leads to a command inside of another.
    CLI::App* add(const std::string& name) {
        CLI::App* at = &app_;
        std::string path;
        for (const std::string& word : words_of(name)) {
            path += " " + word;
            CLI::App*& below = apps_[path];
            if (below == nullptr) {
                below = at->add_subcommand(word);
                below->set_help_flag();
                below->fallthrough();
                below->require_subcommand(0, 1);
            }
            at = below;
        }
        return at;
    }

    static void declare(CLI::App& app, const Option& option) {
        if (option.value.empty())
            app.add_flag(option.names);
        else
            app.add_option(option.names)
                ->expected(1)
                ->multi_option_policy(option.many ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    }

    static void declare_positional(CLI::App& app, const Positional& positional) {
        CLI::Option* option = app.add_option(positional.name);
        if (positional.many) option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
    }

    void find_command(Parsed& parsed) const {
        for (std::size_t i = 0; i < commands_.size(); ++i) {
            if (subs_[i]->parsed()) parsed.command = &commands_[i];
        }
        if (parsed.command != nullptr) return;
        for (const CLI::App* group : app_.get_subcommands()) parsed.group = group->get_name();
    }

    void collect(const CLI::App& app, const std::vector<Option>& options, Parsed& parsed) {
        for (const Option& option : options) {
            const CLI::Option* given = app.get_option("--" + option.long_name());
            if (given->count() == 0) {
                if (option.required)
                    parsed.error = "`" + parsed.command->name + "` needs " + option.names + " " + option.value;
                continue;
            }
            for (const std::string& value : given->results()) {
                if (option.value.empty() && value != "true")
                    parsed.error = "--" + option.long_name() + " takes no value";
                check_choice(option, value, parsed);
                if (option.value == "N" && !is_number(value))
                    parsed.error = "--" + option.long_name() + " takes a number such as 2, not `" + value + "`";
            }
            parsed.arguments.options_[option.long_name()] = given->results();
        }
    }

    void collect_command(Parsed& parsed) {
        const Command& command = *parsed.command;
        const CLI::App* sub = subs_[static_cast<std::size_t>(parsed.command - commands_.data())];
        collect(*sub, command.options, parsed);
        check_alternatives(parsed);
        for (const Positional& positional : command.positionals) {
            const std::vector<std::string>& values = sub->get_option(positional.name)->results();
            if (values.empty() && positional.required && parsed.error.empty())
                parsed.error = "`" + command.name + "` needs " + positional.name;
            if (positional.name == "N" && !values.empty() && !is_number(values[0]) && parsed.error.empty())
                parsed.error = "`" + command.name + "` takes a version's number such as 2, not `" + values[0] + "`";
            if (!values.empty()) parsed.arguments.positionals_[positional.name] = values;
        }
        for (const Option& option : command.options) {
            if (option.long_name() == "format") parsed.arguments.default_format_ = option.choices.front();
        }
    }

    static void check_alternatives(Parsed& parsed) {
        std::map<std::string, std::string> given;
        for (const Option& option : parsed.command->options) {
            if (option.one_of.empty() || !parsed.arguments.has(option.long_name())) continue;
            const auto [other, is_first] = given.emplace(option.one_of, option.long_name());
            if (!is_first)
                parsed.error = "--" + other->second + " and --" + option.long_name() +
                               " exclude one another; give only one of them";
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
    std::string describe_extra(const Parsed& parsed) const {
        std::vector<std::string> extras = app_.remaining(true);
        const auto option = std::find_if(extras.begin(), extras.end(),
                                         [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
        if (option != extras.end()) return describe_option(option->substr(0, option->find('=')), parsed.command);
        const std::string extra = extras.empty() ? std::string() : extras.front();
        if (parsed.command != nullptr)
            return "`" + parsed.command->name + "` takes no further argument: `" + extra + "`";
        const std::string word = parsed.group.empty() ? extra : parsed.group + " " + extra;
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
    std::map<std::string, CLI::App*> apps_;
    std::vector<const CLI::App*> subs_;  // of each command
    CLI::App app_{"parley"};
};

Parsed parse_arguments(std::span<const std::string> words, std::span<const Command> commands) {
    return Parser(commands).parse(words);
}

}  // namespace parley::cli
