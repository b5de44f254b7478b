// The embedded database: one SQLite file.
#pragma once

#include <memory>
#include <string>

#include "runtime/base/result.h"
#include "runtime/engine/state/database.h"

namespace parley::sqlite {

enum class Access { write, read };

// `write`: created if it is missing (its folder too), and locked against a second writer for as long as it is open
// (`conflict`: another engine has it); what is committed survives a power cut. `read`: `not_found` where it is missing.
// Errors beside these: `newer_format`, `integrity` (no database, or damaged), `environment`, `not_allowed`.
base::Result<std::unique_ptr<state::Database>> open(const std::string& path, Access access);

}  // namespace parley::sqlite
