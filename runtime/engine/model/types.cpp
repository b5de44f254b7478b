#include "runtime/engine/model/types.h"

#include <charconv>

namespace parley::model {
namespace {

std::string named(char kind, std::int64_t number) {
    return kind + ("-" + std::to_string(number));
}

std::optional<std::int64_t> parse(char kind, std::string_view text) {
    if (text.size() < 3 || text[0] != kind || text[1] != '-' || text[2] < '1' || text[2] > '9') return std::nullopt;
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 2, end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

template <typename Id>
std::optional<Id> parse_id(char kind, std::string_view text) {
    const auto number = parse(kind, text);
    if (!number) return std::nullopt;
    return Id{*number};
}

}  // namespace

std::string to_string(ConversationId id) {
    return named('C', number(id));
}
std::string to_string(ContactId id) {
    return named('K', number(id));
}
std::string to_string(ProfileId id) {
    return named('P', number(id));
}
std::string task_name(std::int64_t number) {
    return named('T', number);
}

std::optional<ConversationId> parse_conversation(std::string_view text) {
    return parse_id<ConversationId>('C', text);
}
std::optional<ContactId> parse_contact(std::string_view text) {
    return parse_id<ContactId>('K', text);
}
std::optional<ProfileId> parse_profile(std::string_view text) {
    return parse_id<ProfileId>('P', text);
}

}  // namespace parley::model
