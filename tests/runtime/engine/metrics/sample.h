// A state in a file of its own, and short ways to write records down, for tests of what is read from it.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "runtime/engine/sqlite/open.h"
#include "runtime/value/calendar.h"

namespace parley::sample {

using model::ClosedBy;
using model::Conversation;
using model::ConversationId;
using model::Instant;
using model::OpenedBy;
using model::Span;
using model::State;

// "2026-11-21T10:22:00Z", or a time of that day: "10:22", "10:22:30.500".
inline Instant at(const std::string& text) {
    const bool with_date = text.find('T') != std::string::npos;
    const std::string whole = with_date ? text : "2026-11-21T" + text + (text.size() == 5 ? ":00Z" : "Z");
    const auto instant = value::parse_instant(whole);
    REQUIRE(instant);
    return *instant;
}

inline constexpr Span minute = 60 * model::second;

class StateFile {
public:
    StateFile() {
        std::string name = (std::filesystem::temp_directory_path() / "parley-state-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        auto opened = sqlite::open((folder_ / "state.db").string(), sqlite::Access::write);
        REQUIRE(opened);
        database_ = std::move(*opened);
        database_->begin();
    }
    ~StateFile() {
        database_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    StateFile(const StateFile&) = delete;
    StateFile& operator=(const StateFile&) = delete;

    state::Database& operator*() { return *database_; }
    state::Database* operator->() { return database_.get(); }

    // Its clock, with the numbers given so far left as they are.
    void set_clock(const std::string& time) {
        model::Meta meta = database_->meta();
        meta.clock = at(time);
        database_->put(meta);
    }
    void put(const Conversation& conversation) {
        database_->put(conversation);
        model::Meta meta = database_->meta();
        meta.conversations = std::max(meta.conversations, model::number(conversation.id));
        database_->put(meta);
    }

private:
    std::filesystem::path folder_;
    std::unique_ptr<state::Database> database_;
};

// New, in nobody's hands, of a contact of its own number.
inline Conversation opened(std::int64_t number, const std::string& time, const std::string& queue = "Default",
                           const std::string& channel = "whatsapp") {
    Conversation made;
    made.id = ConversationId{number};
    made.contact = model::ContactId{number};
    made.channel = channel;
    made.type = model::ConversationType::messaging;
    made.queue = queue;
    made.state = State::fresh;
    made.opened_at = made.updated_at = at(time);
    return made;
}
inline Conversation& answered(Conversation& made, const std::string& agent, Span after) {
    made.wait = made.wait_business = after;
    made.answered_by = made.last_agent = agent;
    made.answered_at = made.opened_at + after;
    return made;
}
inline Conversation& closed(Conversation& made, const std::string& time, ClosedBy by, const std::string& name = "",
                            bool abandoned = false) {
    made.state = abandoned ? State::closed_abandoned : State::closed_complete;
    made.closed_as = model::word(made.state);
    made.closed_at = made.updated_at = at(time);
    made.closed_by = by;
    made.closed_by_name = name;
    const Span resolution = *made.closed_at - made.opened_at;
    made.closings.push_back({*made.closed_at, by, name, made.queue, abandoned, resolution, resolution});
    return made;
}
inline Conversation& reopened(Conversation& made, const std::string& time) {
    made.state = State::fresh;
    made.closed_as.clear();
    made.closed_at.reset();
    made.closed_by.reset();
    ++made.reopened;
    made.reopenings.push_back(at(time));
    return made;
}

}  // namespace parley::sample
