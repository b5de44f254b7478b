// The state of the conversation engine as the commands that only look read it, beside an engine that may be running.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"
#include "tools/parley/arguments.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

Option state_option();
// `--state`, else `.parley/state.db` in the project's folder.
std::string state_location(const Arguments& arguments, const Session& session);
// What is there and can be no state; nothing: it may be one.
std::optional<base::Error> no_state(const std::string& path);
// To read, at one moment of it.
base::Result<std::unique_ptr<state::Database>> open_state(const Arguments& arguments, const Session& session);

// The catalog of the store's current version, else of the folder; nullptr: `code` says why, and stderr has said it in
// words.
std::shared_ptr<const tenant::Tenant> load_tenant(const Session& session, ExitCode& code);

// Opens the state, does this with it, and says what went wrong in it.
ExitCode with_state(const Arguments& arguments, const Session& session,
                    const std::function<ExitCode(state::Database&)>& act);
// The document on a line of its own, or as `show` makes text of it.
ExitCode print_document(const base::Result<std::string>& document, const Arguments& arguments,
                        const std::function<void(const Json&)>& show);
// Of a document that this program wrote.
Json parse_document(std::string_view text);

}  // namespace parley::cli
