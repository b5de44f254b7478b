// Records as bytes and back, for databases that keep what they do not look into as one value. The bytes of a record
// that an older parley wrote are read with what it did not know yet left empty; those of a newer one are refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/model/records.h"

namespace parley::state {

// Of Contact, ChannelUser, User, Profile, Merge, Conversation, Message, MomentRecord, AgentState, QueueHistory,
// EarlyEnd, Unopened, Meta, and a list of texts.
template <typename Record>
std::string encode(const Record& record);
// False: the bytes are no such record; `record` is as far as it could be read then. Whatever the bytes, it ends soon
// and takes memory in proportion to them.
template <typename Record>
bool decode(std::string_view bytes, Record& record);

}  // namespace parley::state
