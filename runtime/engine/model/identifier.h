// What a channel user is known by, brought to one form before it is compared (D79), and the nature of each channel.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/model/words.h"

namespace parley::model {

// web_chat: chat; phone; walk_up; email; form; trustpilot: review; every other one is messaging.
ConversationType type_of(std::string_view channel);

// Whether `channel` identifies by email address, or by telephone number (phone, sms, whatsapp).
bool identified_by_email(std::string_view channel);
bool identified_by_phone(std::string_view channel);

// The address alone, trimmed, in lower case: "Joe <Joe@X.org>" is "joe@x.org". Trimmed text where there is no address.
std::string normal_email(std::string_view text);
// E.164, a national number read as of `country` (ISO 3166-1, may be empty); what is no possible number (a short code):
// trimmed, as it is.
std::string normal_phone(std::string_view text, std::string_view country);
// By the channel. Empty: no identifier (of phone also "anonymous", in any letter case) (D80).
std::string normal_identifier(std::string_view channel, std::string_view text, std::string_view country);
// A profile's key or a user's: `by` is "email", "phone", or another name, whose value is trimmed (D82).
std::string normal_key(std::string_view by, std::string_view value, std::string_view country);

// White space at both ends taken away.
std::string_view trimmed(std::string_view text);

}  // namespace parley::model
