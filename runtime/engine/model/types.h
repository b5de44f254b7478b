// Instants, spans and the numbers that records are known by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::model {

using Instant = std::int64_t;  // milliseconds since 1970-01-01T00:00Z
using Span = std::int64_t;     // milliseconds

inline constexpr Span second = 1000;

// 1, 2, 3 … in the order they come about; 0 is none.
enum class ConversationId : std::int64_t { none = 0 };
enum class ContactId : std::int64_t { none = 0 };
enum class ProfileId : std::int64_t { none = 0 };

constexpr std::int64_t number(ConversationId id) {
    return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ContactId id) {
    return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ProfileId id) {
    return static_cast<std::int64_t>(id);
}

// "C-1", "K-1", "P-1", and "T-1" of a task.
std::string to_string(ConversationId id);
std::string to_string(ContactId id);
std::string to_string(ProfileId id);
std::string task_name(std::int64_t number);
// Exactly what `to_string` writes; nullopt otherwise.
std::optional<ConversationId> parse_conversation(std::string_view text);
std::optional<ContactId> parse_contact(std::string_view text);
std::optional<ProfileId> parse_profile(std::string_view text);

}  // namespace parley::model
