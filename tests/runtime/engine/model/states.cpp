#include "runtime/engine/model/states.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "runtime/engine/model/types.h"

namespace parley::model {
namespace {

constexpr State states[] = {State::none,    State::fresh,           State::work_in_progress,
                            State::on_hold, State::closed_complete, State::closed_abandoned};

TEST_CASE("the table of states: what it lists is legal, and nothing else [D101, S2.13]") {
    const std::string legal[] = {" > New: opens",
                                 " > Work in Progress: agent opens",
                                 "New > Work in Progress: assigned",
                                 "Work in Progress > On Hold: held",
                                 "On Hold > Work in Progress: resumed",
                                 "Work in Progress > New: taken away",
                                 "On Hold > New: taken away",
                                 "New > Closed Complete: completed",
                                 "Work in Progress > Closed Complete: completed",
                                 "On Hold > Closed Complete: completed",
                                 "New > Closed Abandoned: abandoned",
                                 "Work in Progress > Closed Abandoned: abandoned",
                                 "On Hold > Closed Abandoned: abandoned",
                                 "Closed Complete > New: reopens",
                                 "Closed Abandoned > New: reopens",
                                 "Closed Complete > Work in Progress: agent reopens",
                                 "Closed Abandoned > Work in Progress: agent reopens"};
    constexpr const char* causes[] = {"opens",      "agent opens", "assigned",  "held",    "resumed",
                                      "taken away", "completed",   "abandoned", "reopens", "agent reopens"};
    std::set<std::string> found;
    for (State from : states) {
        for (int cause = 0; cause <= static_cast<int>(Cause::agent_reopens); ++cause) {
            const State to = after(from, static_cast<Cause>(cause));
            if (to == State::none) continue;
            found.insert(std::string(word(from)) + " > " + std::string(word(to)) + ": " + causes[cause]);
        }
    }
    CHECK(found == std::set<std::string>(std::begin(legal), std::end(legal)));
}

TEST_CASE("a state says whether it is open, and who holds it [D101, S2.13]") {
    for (State state : states) {
        CAPTURE(word(state));
        CHECK((is_open(state) && is_closed(state)) == false);
        CHECK((is_open(state) || is_closed(state)) == (state != State::none));
        CHECK(is_held(state) == (state == State::work_in_progress || state == State::on_hold));
    }
}

template <typename Word>
void check_words() {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < words<Word>.size(); ++i) {
        const auto value = static_cast<Word>(i);
        CHECK(seen.insert(word(value)).second);
        const auto read = parse_word<Word>(word(value));
        if (word(value).empty()) {
            CHECK_FALSE(read);
        } else {
            CHECK(read == value);
        }
    }
    CHECK_FALSE(parse_word<Word>(""));
    CHECK_FALSE(parse_word<Word>("Customer "));
}

TEST_CASE("every word reads back to what it stands for, to the letter [S2.13, S2.14, D106, D88]") {
    check_words<State>();
    check_words<StateReason>();
    check_words<ConversationType>();
    check_words<Direction>();
    check_words<OpenedBy>();
    check_words<ClosedBy>();
    check_words<Presence>();
    check_words<Sender>();
    check_words<TaskKind>();
    check_words<TaskOrigin>();
    check_words<EndedBy>();
    check_words<ThreadKind>();
    check_words<TimerKind>();
    check_words<Rejection>();
    CHECK(word(State::work_in_progress) == "Work in Progress");
    CHECK(word(State::closed_abandoned) == "Closed Abandoned");
    CHECK(word(StateReason::waiting_on_customer) == "Waiting on customer");
    CHECK(word(StateReason::waiting_internal) == "Waiting internal");
    CHECK(word(TaskKind::service_case) == "case");
    CHECK(word(Rejection::short_description_missing) == "short_description_missing");
    CHECK_FALSE(parse_word<State>("work in progress"));
}

TEST_CASE("numbers of records: only what is written so [S2.10]") {
    CHECK(to_string(ConversationId{1}) == "C-1");
    CHECK(to_string(ContactId{20}) == "K-20");
    CHECK(to_string(ProfileId{3}) == "P-3");
    CHECK(task_name(4) == "T-4");
    CHECK(parse_conversation("C-1") == ConversationId{1});
    CHECK(parse_contact("K-9223372036854775807") == ContactId{9223372036854775807});
    CHECK(parse_profile("P-3") == ProfileId{3});
    for (const char* none : {"", "C", "C-", "C-0", "C-01", "C--1", "C-1 ", " C-1", "c-1", "K-1", "C-1a", "C-+1",
                             "C-9223372036854775808", "C-99999999999999999999999", "C-\xD9\xA1"})
        CHECK_FALSE(parse_conversation(none));
}

}  // namespace
}  // namespace parley::model
