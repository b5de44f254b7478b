#include "runtime/engine/lines/json.h"
#include "runtime/engine/lines/members.h"
#include "runtime/value/calendar.h"

namespace parley::lines {
namespace {

using model::Datum;
using model::Rejection;

// The identifier may be left out where something else says whose it is.
Content read_message(Members& line) {
    const std::string channel = line.channel("channel");
    if (channel == "form") return FormMessage{line.need_object("fields")};
    Message message;
    message.channel = channel;
    message.chat = line.maybe("chat");
    message.from = message.chat.empty() ? line.need("from") : line.maybe("from");
    message.text = line.need_text("text");
    message.message_id = line.maybe("message_id");
    message.in_reply_to = line.maybe("in_reply_to");
    message.references = line.texts("references");
    message.automatic = line.flag("auto");
    message.details = line.details();
    return message;
}

Content read_chat_started(Members& line) {
    line.demand_channel("web_chat");
    ChatStarted said{line.need("chat"), line.maybe("from"), line.maybe_text("text"), line.details()};
    return said;
}

Content read_chat_ended(Members& line) {
    line.demand_channel("web_chat");
    return ChatEnded{line.need("chat"), line.need_word<model::EndedBy>("by")};
}

Content read_call_started(Members& line) {
    line.demand_channel("phone");
    return CallStarted{line.need("call"), line.maybe("from"), line.details()};
}

Content read_call_ended(Members& line) {
    line.demand_channel("phone");
    return CallEnded{line.need("call"), line.need_word<model::EndedBy>("by"), line.maybe("short_description")};
}

Content read_form(Members& line) {
    Form said{line.need_object("fields"), line.maybe("chat"), line.maybe("channel"), line.maybe("from")};
    line.demand_channel(said.channel);
    return said;
}

Content read_survey(Members& line) {
    Survey said{line.maybe("chat"), line.maybe("conversation"), line.need_object("answers")};
    if (said.chat.empty() && said.conversation.empty()) line.missing();
    return said;
}

Content read_http_request(Members& line) {
    return HttpRequest{line.need_object("body"), line.maybe("path")};
}

Content read_review(Members& line) {
    line.demand_channel("trustpilot");
    return Review{line.need("review"), line.need("from"), line.need_text("text"), line.maybe_integer("stars"),
                  line.details()};
}

Content read_review_edited(Members& line) {
    line.demand_channel("trustpilot");
    return ReviewEdited{line.need("review"), line.maybe("from"), line.need_text("text"), line.maybe_integer("stars"),
                        line.details()};
}

Content read_welcome(Members& line) {
    return Welcome{line.channel("channel"), line.need("from"), line.details()};
}

Content read_presence(Members& line) {
    return AgentPresence{line.agent("agent"), line.need_word<model::Presence>("presence")};
}

template <typename Said>
Content read_agent_on(Members& line) {
    return Said{line.agent("agent"), line.conversation()};
}

Content read_reply(Members& line) {
    return AgentReply{line.agent("agent"), line.conversation(), line.need_text("text"), line.maybe("message_id")};
}

Content read_holds(Members& line) {
    return AgentHolds{line.agent("agent"), line.conversation(), line.maybe_word<model::StateReason>("state_reason")};
}

Content read_transfers(Members& line) {
    AgentTransfers said{line.agent("agent"), line.conversation(), line.maybe_queue("to_queue"),
                        line.maybe_agent("to_agent")};
    if (said.to_queue.empty() && said.to_agent.empty()) line.missing();
    return said;
}

Content read_saves(Members& line) {
    return AgentSaves{line.agent("agent"), line.conversation(), line.need_object("fields").members};
}

Content read_task(Members& line) {
    return AgentTask{line.agent("agent"), line.conversation(), line.need_word<model::TaskOrigin>("did"),
                     line.need_word<model::TaskKind>("kind"), line.maybe("task")};
}

Content read_closes(Members& line) {
    return AgentCloses{line.agent("agent"), line.conversation(), line.maybe("short_description"),
                       line.maybe_state("state")};
}

Content read_starts(Members& line) {
    return AgentStarts{line.agent("agent"),     line.channel("channel"),   line.need("to"),
                       line.maybe_text("text"), line.maybe_queue("queue"), line.maybe("contact_point")};
}

Content read_bot_reply(Members& line) {
    return BotReply{line.conversation(), line.need_text("text")};
}

Content read_bot_closes(Members& line) {
    return BotCloses{line.conversation(), line.maybe("parameter")};
}

Content read_open(Members& line) {
    return OpenConversation{line.channel("channel"), line.need("to")};
}

Content read_close(Members& line) {
    return CloseConversation{line.conversation(), line.maybe("short_description"), line.maybe_state("state")};
}

Content read_merge(Members& line) {
    return MergeContacts{line.contact("primary"), line.contact("secondary")};
}

Content read_unmerge(Members& line) {
    return UnmergeContacts{line.contact("secondary")};
}

Content read_link(Members& line) {
    return LinkProfile{line.contact("contact"), line.need("by"), line.need_text("value"), line.flag("force")};
}

Content read_set_field(Members& line) {
    return SetField{line.conversation(), line.need("field"), line.need_any("value")};
}

Content read_user(Members& line) {
    return UserKnown{line.need("user"), line.maybe("name"), line.texts("emails"), line.texts("phones"),
                     line.texts("ids")};
}

Content read_erase(Members& line) {
    return EraseContact{line.contact("contact")};
}

Content read_archive(Members& line) {
    return Archive{line.conversation()};
}

Content read_tick(Members&) {
    return Tick{};
}

struct Row {
    std::string_view type;
    Content (*read)(Members&);
};
constexpr Row rows[] = {
    {"message", read_message},
    {"chat_started", read_chat_started},
    {"chat_ended", read_chat_ended},
    {"call_started", read_call_started},
    {"call_ended", read_call_ended},
    {"form", read_form},
    {"survey", read_survey},
    {"http_request", read_http_request},
    {"review", read_review},
    {"review_edited", read_review_edited},
    {"welcome", read_welcome},
    {"agent_presence", read_presence},
    {"agent_accepts", read_agent_on<AgentAccepts>},
    {"agent_rejects", read_agent_on<AgentRejects>},
    {"agent_takes", read_agent_on<AgentTakes>},
    {"agent_reply", read_reply},
    {"agent_holds", read_holds},
    {"agent_resumes", read_agent_on<AgentResumes>},
    {"agent_transfers", read_transfers},
    {"agent_saves", read_saves},
    {"agent_task", read_task},
    {"agent_closes", read_closes},
    {"agent_reopens", read_agent_on<AgentReopens>},
    {"agent_starts", read_starts},
    {"bot_reply", read_bot_reply},
    {"bot_closes", read_bot_closes},
    {"open_conversation", read_open},
    {"close_conversation", read_close},
    {"merge_contacts", read_merge},
    {"unmerge_contacts", read_unmerge},
    {"link_profile", read_link},
    {"set_field", read_set_field},
    {"user", read_user},
    {"erase_contact", read_erase},
    {"archive", read_archive},
    {"tick", read_tick},
};

// What every line has. False: nothing more can be made of it.
bool read_head(const Datum& line, Stimulus& stimulus) {
    const auto text = [&line](std::string_view name, bool& wrong) -> std::string {
        const Datum* value = line.member(name);
        if (value == nullptr || value->kind == Datum::Kind::null) return {};
        if (value->kind != Datum::Kind::text) wrong = true;
        return value->kind == Datum::Kind::text ? value->text : std::string();
    };
    bool wrong = line.kind != Datum::Kind::object;
    stimulus.id = text("id", wrong);
    stimulus.type = text("type", wrong);
    const std::string at = text("at", wrong);
    if (!at.empty()) {
        stimulus.at = value::parse_instant(at);
        if (!stimulus.at) wrong = true;
    }
    return !wrong && !stimulus.type.empty();
}

}  // namespace

Stimulus read(std::string_view text, const tenant::Tenant& tenant, const Limits& limits) {
    Stimulus stimulus;
    stimulus.rejection = Rejection::malformed;
    const auto line = parse_json(text, limits);
    if (!line || !read_head(*line, stimulus)) return stimulus;
    for (const Row& row : rows) {
        if (row.type != stimulus.type) continue;
        Members members(*line, tenant);
        stimulus.content = row.read(members);
        if (stimulus.id.empty() && row.type != "tick") members.missing();
        stimulus.rejection = members.rejection();
        members.count_ignored(stimulus);
        return stimulus;
    }
    stimulus.rejection = Rejection::unknown_type;
    return stimulus;
}

}  // namespace parley::lines
