// The tables, and their agreement with a file. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "runtime/engine/sqlite/connection.h"

namespace parley::sqlite {

// What is in the file is no state of this parley: another's, a newer one's, or changed by somebody. Nothing: it is, or
// it is empty.
std::optional<base::Error> examine(Connection& connection, const std::string& path);
bool is_empty(Connection& connection);
// Makes the tables, all of them or none.
void create(Connection& connection);

}  // namespace parley::sqlite
