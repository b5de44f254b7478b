// A conversation of the engine as text, from its record as JSON.
#pragma once

#include <string>

#include "tools/parley/arguments.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

// "On Hold: Waiting on customer", "Closed Complete as Ignore".
std::string state_text(const Json& conversation);
// Who has it, or had it last: "amy", "amy (invited)".
std::string agent_text(const Json& conversation);

// "C-1": what `show` is asked for is a conversation.
bool is_conversation(const std::string& what);
// `show C-1`, of the state at `--state`.
ExitCode show_conversation(const std::string& number, const Arguments& arguments, Session& session);

}  // namespace parley::cli
