#include "runtime/engine/views/look_up.h"

namespace parley::views {

namespace {

std::string what_there_is(std::int64_t last) {
    if (last == 0) return "there is none yet";
    const std::string number = model::to_string(model::ConversationId{last});
    return last == 1 ? "there is " + number : "there are C-1 to " + number;
}

}  // namespace

base::Result<model::Conversation> find_conversation(state::Database& database, std::string_view number) {
    const auto id = model::parse_conversation(number);
    auto found = id ? database.conversation(*id) : std::nullopt;
    const model::Meta meta = database.meta();
    if (database.failure()) return *database.failure();
    if (found) return *std::move(found);
    return base::Error{base::ErrorKind::not_found,
                       "no conversation `" + std::string(number) + "`; " + what_there_is(meta.conversations)};
}

void take_list(std::string_view head, const std::function<void(const Take&)>& entries, const Take& take) {
    bool goes_on = take(head), is_first = true;
    if (!goes_on) return;
    entries([&](std::string_view entry) {
        goes_on = (is_first || take(",")) && take(entry);
        is_first = false;
        return goes_on;
    });
    if (goes_on) take("]}");
}

}  // namespace parley::views
