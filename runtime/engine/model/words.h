// The closed sets of words that records and lines use, each with its spelling.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace parley::model {

enum class State : std::uint8_t { none, fresh, work_in_progress, on_hold, closed_complete, closed_abandoned };
enum class StateReason : std::uint8_t { none, waiting_on_customer, waiting_internal };
enum class ConversationType : std::uint8_t { chat, phone, walk_up, messaging, email, form, review };
enum class Direction : std::uint8_t { inbound, outbound };
enum class OpenedBy : std::uint8_t { customer, agent, rule, welcome, api };
enum class ClosedBy : std::uint8_t { agent, rule, bot, timer, merge, customer, api };
enum class Presence : std::uint8_t { available, busy, away, offline };
enum class Sender : std::uint8_t { customer, agent, rule, bot };
enum class TaskKind : std::uint8_t { incident, service_case, request };
enum class TaskOrigin : std::uint8_t { viewed, created };
enum class EndedBy : std::uint8_t { customer, agent, workflow };
// What ties an inbound message to a conversation, beside the contact.
enum class ThreadKind : std::uint8_t { mail, chat, call, review };
// In the order that they run at one instant (D110).
enum class TimerKind : std::uint8_t { schedule_opening, invitation, sla, still_waiting, inactivity };

// Why a stimulus is rejected, in the order in which the reasons are looked for.
enum class Rejection : std::uint8_t {
    malformed,
    unknown_type,
    missing_member,
    unknown_channel,
    unknown_agent,
    unknown_queue,
    unknown_conversation,
    unknown_contact,
    same_contact,
    already_merged,
    not_merged,
    no_invitation,
    not_open,
    already_open,
    not_assigned,
    illegal_state,
    open_conversation_exists,
    agent_offline,
    at_capacity,
    short_description_missing,
};

// The spellings, in the order of the enumerators. `State::none` and `StateReason::none` have the empty word.
template <typename E>
inline constexpr std::array<std::string_view, 0> words{};
template <>
inline constexpr std::array<std::string_view, 6> words<State> = {
    "", "New", "Work in Progress", "On Hold", "Closed Complete", "Closed Abandoned"};
template <>
inline constexpr std::array<std::string_view, 3> words<StateReason> = {"", "Waiting on customer", "Waiting internal"};
template <>
inline constexpr std::array<std::string_view, 7> words<ConversationType> = {"chat",  "phone", "walk_up", "messaging",
                                                                            "email", "form",  "review"};
template <>
inline constexpr std::array<std::string_view, 2> words<Direction> = {"inbound", "outbound"};
template <>
inline constexpr std::array<std::string_view, 5> words<OpenedBy> = {"customer", "agent", "rule", "welcome", "api"};
template <>
inline constexpr std::array<std::string_view, 7> words<ClosedBy> = {"agent", "rule",     "bot", "timer",
                                                                    "merge", "customer", "api"};
template <>
inline constexpr std::array<std::string_view, 4> words<Presence> = {"available", "busy", "away", "offline"};
template <>
inline constexpr std::array<std::string_view, 4> words<Sender> = {"customer", "agent", "rule", "bot"};
template <>
inline constexpr std::array<std::string_view, 3> words<TaskKind> = {"incident", "case", "request"};
template <>
inline constexpr std::array<std::string_view, 2> words<TaskOrigin> = {"viewed", "created"};
template <>
inline constexpr std::array<std::string_view, 3> words<EndedBy> = {"customer", "agent", "workflow"};
template <>
inline constexpr std::array<std::string_view, 4> words<ThreadKind> = {"mail", "chat", "call", "review"};
template <>
inline constexpr std::array<std::string_view, 5> words<TimerKind> = {"schedule_opening", "invitation_timeout",
                                                                     "sla_breached", "still_waiting", "inactivity"};
template <>
inline constexpr std::array<std::string_view, 20> words<Rejection> = {"malformed",
                                                                      "unknown_type",
                                                                      "missing_member",
                                                                      "unknown_channel",
                                                                      "unknown_agent",
                                                                      "unknown_queue",
                                                                      "unknown_conversation",
                                                                      "unknown_contact",
                                                                      "same_contact",
                                                                      "already_merged",
                                                                      "not_merged",
                                                                      "no_invitation",
                                                                      "not_open",
                                                                      "already_open",
                                                                      "not_assigned",
                                                                      "illegal_state",
                                                                      "open_conversation_exists",
                                                                      "agent_offline",
                                                                      "at_capacity",
                                                                      "short_description_missing"};

template <typename E>
constexpr std::string_view word(E value) {
    return words<E>[static_cast<std::size_t>(value)];
}
// Exactly the spelling; of a word that is empty, nothing.
template <typename E>
constexpr std::optional<E> parse_word(std::string_view text) {
    if (text.empty()) return std::nullopt;
    for (std::size_t i = 0; i < words<E>.size(); ++i)
        if (words<E>[i] == text) return static_cast<E>(i);
    return std::nullopt;
}

constexpr bool is_open(State state) {
    return state == State::fresh || state == State::work_in_progress || state == State::on_hold;
}
constexpr bool is_closed(State state) {
    return state == State::closed_complete || state == State::closed_abandoned;
}
// In an agent's hands (D101).
constexpr bool is_held(State state) {
    return state == State::work_in_progress || state == State::on_hold;
}

}  // namespace parley::model
