// The documents that the commands print with `--format json`, each one JSON object without a line break, with its
// `format_version`. Every member always stands there, null where there is no value.
//
// What goes wrong in the database is in its `failure` afterwards; a document is then worth nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/engine/metrics/metrics.h"
#include "runtime/engine/model/records.h"
#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"

namespace parley::views {

// Takes a piece of a document, or one entry of its list; false: no more is wanted.
using Take = std::function<bool(std::string_view)>;

// In pieces, so that a million of them need no memory.
void conversations(state::Database& database, const state::ConversationFilter& filter, const Take& take);
void contacts(state::Database& database, const Take& take);
// The entries of their lists, one by one, each an object.
void each_conversation(state::Database& database, const state::ConversationFilter& filter, const Take& take);
void each_contact(state::Database& database, const Take& take);

// Errors of these: `not_found`, naming what there is; the database's.
base::Result<std::string> show(state::Database& database, std::string_view conversation);
base::Result<std::string> profile(state::Database& database, std::string_view profile);
// `after`: "C-9", the last one of the page before; empty: from the start. `limit` 0: all. `input`: `after` is no
// related one.
base::Result<std::string> related(state::Database& database, std::string_view conversation, std::size_t limit,
                                  std::string_view after);

std::string queues(const tenant::Tenant& tenant, state::Database& database);
std::string report(const metrics::Report& report);

// One conversation as `conversations` lists it, appended. `now`: what runs runs until then.
void append_conversation(state::Database& database, const model::Conversation& conversation, model::Instant now,
                         std::string& out);

// Those that the profile's contacts use, in alphabetical order.
std::vector<std::string> channels_of(state::Database& database, model::ProfileId profile);

}  // namespace parley::views
