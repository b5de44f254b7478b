#include "tools/parley/change.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "runtime/value/text.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

constexpr std::size_t longest_name = 200, longest_note = 10'000;  // code points

// Why a text cannot stand in the log; empty: it can.
std::string fault_of(const std::string& option, const std::string& text, std::size_t longest) {
    if (!value::is_valid_utf8(text)) return "--" + option + " is not UTF-8";
    if (length(text) > longest) return "--" + option + " takes at most " + std::to_string(longest) + " characters";
    return text.find_first_not_of(" \t\r\n") == std::string::npos ? "--" + option + " is empty" : std::string();
}

}  // namespace

Option by_option() {
    return {"--by", "WHO", "who does it (default: the login name)", {}};
}

Option note_option() {
    return {"-m,--note", "NOTE", "why, for the list of versions and the log", {}};
}

Option key_option() {
    return {"--key", "FILE", "sign it with this key (default: the file named by PARLEY_KEY)", {}};
}

std::string login_name() {
    if (const passwd* user = ::getpwuid(::getuid()); user != nullptr && *user->pw_name != '\0') return user->pw_name;
    for (const char* variable : {"LOGNAME", "USER"}) {
        const char* name = std::getenv(variable);
        if (name != nullptr && *name != '\0') return name;
    }
    return "user " + std::to_string(::getuid());
}

std::string author(const Arguments& arguments) {
    return arguments.has("by") ? *arguments.value("by") : login_name();
}

bool PreparedChange::prepare(const Arguments& arguments, const Command* command, ExitCode& code) {
    change_.by = author(arguments);
    change_.at = now_text();
    change_.note = arguments.value_or("note", "");
    std::string fault = fault_of("by", change_.by, longest_name);
    if (fault.empty() && arguments.has("note")) fault = fault_of("note", change_.note, longest_note);
    if (!fault.empty()) {
        code = refuse_usage(fault, command);
        return false;
    }
    const char* variable = std::getenv("PARLEY_KEY");
    std::string path = variable != nullptr ? variable : "";
    if (arguments.has("key")) path = *arguments.value("key");
    bool takes_key = false;
    for (const Option& option : command->options) takes_key = takes_key || option.long_name() == "key";
    if (!takes_key || path.empty()) return true;
    base::Result<signing::SecretKey> key = signing::SecretKey::read(path);
    if (!key) {
        code = fail(key.error());
        return false;
    }
    key_.emplace(std::move(*key));
    change_.key = &*key_;
    return true;
}

bool agreed(const Arguments& arguments, const Session& session, const std::string& question,
            const std::string& refusal) {
    if (arguments.has("force") || arguments.has("yes")) return true;
    if (!session.err.is_terminal || ::isatty(STDIN_FILENO) != 1) {
        fail(conflict, refusal + "; `--force` does it all the same");
        return false;
    }
    std::fflush(stdout);
    hint(question + " [y/N] ");
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == "y" || answer == "Y" || answer == "yes") return true;
    fail(conflict, "nothing was changed");
    return false;
}

Option force_option(const std::string& help) {
    return {"--force", "", help, {}};
}

Option yes_option() {
    return {"--yes", "", "answer yes to what would be asked on a terminal", {}};
}

}  // namespace parley::cli
