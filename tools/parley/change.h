// What commands that change the store take: who, why, and the key that signs it.
#pragma once

#include <optional>
#include <string>

#include "runtime/store/store.h"
#include "tools/parley/arguments.h"
#include "tools/parley/session.h"

namespace parley::cli {

Option by_option();    // --by WHO
Option note_option();  // -m, --note NOTE
Option key_option();   // --key FILE

// The real user's, by the system's user database, else LOGNAME or USER, else "user 1000".
std::string login_name();
// `--by`, else the login name.
std::string author(const Arguments& arguments);

// A change with the key that signs it. Not movable, for the change points at the key.
class PreparedChange {
public:
    PreparedChange() = default;
    PreparedChange(const PreparedChange&) = delete;
    PreparedChange& operator=(const PreparedChange&) = delete;

    // `--by`, `-m` and `--key` (else the environment's PARLEY_KEY) where the command has these options. False: `code`
    // says why, and stderr has said it in words.
    bool prepare(const Arguments& arguments, const Command* command, ExitCode& code);
    const store::Change& operator*() const { return change_; }
    const store::Change* operator->() const { return &change_; }

private:
    store::Change change_;
    std::optional<signing::SecretKey> key_;
};

// Whether what `question` names may be done: `--force` and `--yes` say so, else a person at the terminal is asked. When
// not, stderr says `refusal` and what would do it, and the command ends with `conflict`.
bool agreed(const Arguments& arguments, const Session& session, const std::string& question,
            const std::string& refusal);
Option force_option(const std::string& help);
Option yes_option();

}  // namespace parley::cli
