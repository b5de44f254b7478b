// The store that the commands work on, and the workspace beside it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "runtime/store/open.h"
#include "tools/parley/session.h"

namespace parley::cli {

// `--store`, else `.parley` in the project's folder.
std::string store_location(const Session& session);
base::Result<std::unique_ptr<store::Store>> open_store(const Session& session);

// The wall clock, "2026-11-21T10:22:00Z".
std::string now_text();

// "1", "2": a version's number as one types it; nullopt for anything else.
std::optional<store::Version> parse_version(std::string_view text);

}  // namespace parley::cli
