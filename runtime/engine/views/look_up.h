// What several documents look up. Private to this folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/engine/views/documents.h"

namespace parley::views {

// The user, else the contact's number.
std::string opened_for(const model::Conversation& conversation);

// By its number as it is typed; `not_found`, or the database's error.
base::Result<model::Conversation> find_conversation(state::Database& database, std::string_view number);

// `head` up to and with the `[` of a document's only list, its entries with commas between, and its end.
void take_list(std::string_view head, const std::function<void(const Take&)>& entries, const Take& take);

}  // namespace parley::views
