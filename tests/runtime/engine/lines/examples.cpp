// Every type of line as the manual shows it, to what it says.
#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "runtime/value/calendar.h"
#include "tests/runtime/engine/lines/sample.h"

namespace parley::lines {
namespace {

// The content of a line that must be good, and must hold no member that nobody knows.
template <typename Content>
Content good(const std::string& type, const std::string& members) {
    const std::string line = R"({"id":"x1","type":")" + type + R"(","at":"2026-11-21T10:22:00Z")" +
                             (members.empty() ? "" : ",") + members + "}";
    CAPTURE(line);
    const Stimulus read = read_sample(line);
    CHECK_FALSE(read.rejection);
    CHECK(read.id == "x1");
    CHECK(read.type == type);
    CHECK(read.at == value::parse_instant("2026-11-21T10:22:00Z"));
    CHECK(read.ignored_members == 0);
    REQUIRE(std::holds_alternative<Content>(read.content));
    return std::get<Content>(read.content);
}

TEST_CASE("a message, with all that a customer's may bear [S2.27]") {
    const auto plain = good<Message>("message", R"("channel":"whatsapp","from":"+44 7700 900123","text":"Hi")");
    CHECK(plain.channel == "whatsapp");
    CHECK(plain.from == "+44 7700 900123");
    CHECK(plain.text == "Hi");
    CHECK_FALSE(plain.automatic);
    const auto mail = good<Message>(
        "message",
        R"("channel":"email","from":"joe@x.org","text":"","message_id":"<2@x>","in_reply_to":"<1@x>","references":["<0@x>","<1@x>"],)"
        R"("auto":true,"name":"Joe","email":"j@x.org","phone":"07700 900123","contact_point":"Sales","language":"fr",)"
        R"("subject":"Parcel","attachments":["a.pdf"],"order_number":"A-1")");
    CHECK(mail.text.empty());
    CHECK(mail.message_id == "<2@x>");
    CHECK(mail.in_reply_to == "<1@x>");
    CHECK(mail.references == std::vector<std::string>{"<0@x>", "<1@x>"});
    CHECK(mail.automatic);
    CHECK(mail.details.name == "Joe");
    CHECK(mail.details.email == "j@x.org");
    CHECK(mail.details.phone == "07700 900123");
    CHECK(mail.details.contact_point == "Sales");
    CHECK(mail.details.language == "fr");
    CHECK(mail.details.subject == "Parcel");
    CHECK(mail.details.attachments == std::vector<std::string>{"a.pdf"});
    REQUIRE(mail.details.fields.size() == 1);
    CHECK(mail.details.fields[0].name == "order_number");
    CHECK(mail.details.fields[0].value.text == "A-1");
    // A reference alone is a list of one; of a chat, the chat says whose it is.
    CHECK(good<Message>("message", R"("channel":"email","from":"j","text":"x","references":"<1@x>")").references ==
          std::vector<std::string>{"<1@x>"});
    CHECK(good<Message>("message", R"("channel":"web_chat","chat":"w-9","text":"x")").chat == "w-9");
    CHECK(good<FormMessage>("message", R"("channel":"form","fields":{"text":"x"})").fields.member("text")->text == "x");
}

TEST_CASE("chats, calls, forms, surveys, requests, reviews, welcomes") {
    const auto chat = good<ChatStarted>("chat_started", R"("chat":"w-9","from":"joe@x.org","text":"Hello")");
    CHECK(chat.chat == "w-9");
    CHECK(chat.from == "joe@x.org");
    CHECK(chat.text == "Hello");
    CHECK_FALSE(good<ChatStarted>("chat_started", R"("chat":"w-9")").text);
    CHECK(good<ChatEnded>("chat_ended", R"("chat":"w-9","by":"customer")").by == model::EndedBy::customer);
    CHECK(good<CallStarted>("call_started", R"("call":"k-1","from":"07700 900123")").from == "07700 900123");
    CHECK(good<CallStarted>("call_started", R"("call":"k-1")").from.empty());
    const auto ended = good<CallEnded>("call_ended", R"("call":"k-1","by":"agent","short_description":"Late")");
    CHECK(ended.by == model::EndedBy::agent);
    CHECK(ended.short_description == "Late");
    CHECK(good<CallEnded>("call_ended", R"("call":"k-1","by":"workflow")").by == model::EndedBy::workflow);
    const auto form = good<Form>("form", R"("chat":"w-9","fields":{"email":"joe@x.org","text":"Nobody there"})");
    CHECK(form.chat == "w-9");
    CHECK(form.fields.member("email")->text == "joe@x.org");
    CHECK(good<Form>("form", R"("channel":"sms","from":"1","fields":{})").channel == "sms");
    const auto survey = good<Survey>("survey", R"("chat":"w-9","answers":{"score":5})");
    CHECK(survey.answers.member("score")->integer() == 5);
    CHECK(good<Survey>("survey", R"("conversation":"C-1","answers":{})").conversation == "C-1");
    const auto request =
        good<HttpRequest>("http_request", R"("path":"/in","body":{"email":"joe@x.org","text":"Where is it?"})");
    CHECK(request.path == "/in");
    CHECK(request.body.member("text")->text == "Where is it?");
    const auto review = good<Review>("review", R"("review":"tp-1","from":"joe","stars":2,"text":"Slow")");
    CHECK(review.review == "tp-1");
    CHECK(review.stars == 2);
    CHECK(review.text == "Slow");
    const auto edited = good<ReviewEdited>("review_edited", R"("review":"tp-1","stars":4,"text":"Better")");
    CHECK(edited.stars == 4);
    CHECK(edited.from.empty());
    CHECK(good<Welcome>("welcome", R"("channel":"viber","from":"v-77")").from == "v-77");
}

TEST_CASE("what agents do [S2.14, S2.25]") {
    CHECK(good<AgentPresence>("agent_presence", R"("agent":"amy","presence":"available")").presence ==
          model::Presence::available);
    CHECK(good<AgentAccepts>("agent_accepts", R"("agent":"amy","conversation":"C-1")").agent == "amy");
    CHECK(good<AgentRejects>("agent_rejects", R"("agent":"amy","conversation":"C-1")").agent == "amy");
    const auto takes = good<AgentTakes>("agent_takes", R"("agent":"amy","channel":"sms","from":"07700 900123")");
    CHECK(takes.conversation.conversation.empty());
    CHECK(takes.conversation.channel == "sms");
    CHECK(takes.conversation.from == "07700 900123");
    const auto reply = good<AgentReply>(
        "agent_reply", R"("agent":"amy","conversation":"C-1","text":"Hello Joe","message_id":"<3@x>")");
    CHECK(reply.conversation.conversation == "C-1");
    CHECK(reply.text == "Hello Joe");
    CHECK(reply.message_id == "<3@x>");
    CHECK(good<AgentHolds>("agent_holds", R"("agent":"amy","conversation":"C-1","state_reason":"Waiting on customer")")
              .state_reason == model::StateReason::waiting_on_customer);
    CHECK(good<AgentHolds>("agent_holds", R"("agent":"amy","conversation":"C-1","state_reason":"Waiting internal")")
              .state_reason == model::StateReason::waiting_internal);
    CHECK(good<AgentHolds>("agent_holds", R"("agent":"amy","conversation":"C-1")").state_reason ==
          model::StateReason::none);
    CHECK(good<AgentResumes>("agent_resumes", R"("agent":"amy","conversation":"C-1")").agent == "amy");
    CHECK(good<AgentTransfers>("agent_transfers", R"("agent":"amy","conversation":"C-1","to_queue":"Billing")")
              .to_queue == "Billing");
    CHECK(good<AgentTransfers>("agent_transfers", R"("agent":"amy","conversation":"C-1","to_agent":"bob")").to_agent ==
          "bob");
    const auto saves = good<AgentSaves>(
        "agent_saves", R"("agent":"amy","conversation":"C-1","fields":{"short_description":"Late parcel"})");
    CHECK(model::find(saves.fields, "short_description")->text == "Late parcel");
    const auto task = good<AgentTask>(
        "agent_task", R"("agent":"amy","conversation":"C-1","did":"viewed","kind":"incident","task":"INC7")");
    CHECK(task.did == model::TaskOrigin::viewed);
    CHECK(task.kind == model::TaskKind::incident);
    CHECK(task.task == "INC7");
    const auto closes = good<AgentCloses>(
        "agent_closes", R"("agent":"amy","conversation":"C-1","short_description":"Late parcel","state":"Ignore")");
    CHECK(closes.short_description == "Late parcel");
    CHECK(closes.state == "Ignore");
    CHECK(good<AgentReopens>("agent_reopens", R"("agent":"amy","conversation":"C-1")").agent == "amy");
    const auto starts = good<AgentStarts>(
        "agent_starts",
        R"("agent":"amy","channel":"sms","to":"07700 900123","text":"Your parcel","queue":"Billing","contact_point":"Sales")");
    CHECK(starts.to == "07700 900123");
    CHECK(starts.text == "Your parcel");
    CHECK(starts.queue == "Billing");
    CHECK(starts.contact_point == "Sales");
}

TEST_CASE("bots and the API") {
    CHECK(good<BotReply>("bot_reply", R"("conversation":"C-1","text":"Which order?")").text == "Which order?");
    const auto bot =
        good<BotCloses>("bot_closes", R"("channel":"whatsapp","from":"+447700900123","parameter":"RB_MARKDONE")");
    CHECK(bot.conversation.from == "+447700900123");
    CHECK(bot.parameter == "RB_MARKDONE");
    CHECK(good<OpenConversation>("open_conversation", R"("channel":"sms","to":"07700 900123")").to == "07700 900123");
    CHECK(good<CloseConversation>("close_conversation", R"("conversation":"C-1")").conversation.conversation == "C-1");
    const auto merge =
        good<MergeContacts>("merge_contacts", R"("primary":"K-1","secondary":{"channel":"email","from":"joe@x.org"})");
    CHECK(merge.primary.contact == "K-1");
    CHECK(merge.secondary.channel == "email");
    CHECK(merge.secondary.from == "joe@x.org");
    CHECK(good<UnmergeContacts>("unmerge_contacts", R"("secondary":"K-2")").secondary.contact == "K-2");
    const auto link =
        good<LinkProfile>("link_profile", R"("contact":"K-1","by":"email","value":"Joe@X.org","force":true)");
    CHECK(link.by == "email");
    CHECK(link.value == "Joe@X.org");
    CHECK(link.force);
    const auto field =
        good<SetField>("set_field", R"("conversation":"C-1","field":"conversation.customer_tier","value":"gold")");
    CHECK(field.field == "conversation.customer_tier");
    CHECK(field.value.text == "gold");
    CHECK(good<SetField>("set_field", R"("conversation":"C-1","field":"priority","value":null)").value.kind ==
          model::Datum::Kind::null);
    const auto user = good<UserKnown>(
        "user", R"("user":"u-17","name":"Joe","emails":["joe@x.org"],"phones":["07700 900123"],"ids":["v-77"])");
    CHECK(user.emails == std::vector<std::string>{"joe@x.org"});
    CHECK(user.phones == std::vector<std::string>{"07700 900123"});
    CHECK(user.ids == std::vector<std::string>{"v-77"});
    CHECK(good<EraseContact>("erase_contact", R"("contact":"K-1")").contact.contact == "K-1");
    CHECK(good<Archive>("archive", R"("conversation":"C-1")").conversation.conversation == "C-1");
    const Stimulus tick = read_sample(R"({"type":"tick","at":"2026-11-21T11:22:00Z"})");
    CHECK_FALSE(tick.rejection);
    CHECK(std::holds_alternative<Tick>(tick.content));
}

TEST_CASE("time: left out, with an offset, with more digits than milliseconds") {
    CHECK_FALSE(read_sample(R"({"type":"tick"})").at);
    CHECK(read_sample(R"({"type":"tick","at":"2026-11-21T12:22:00.1239+01:00"})").at ==
          value::parse_instant("2026-11-21T11:22:00.123Z"));
    CHECK(read_sample(R"({"type":"tick","at":null})").rejection == std::nullopt);
}

TEST_CASE("members that nobody knows are ignored and counted; null is as good as left out") {
    const Stimulus read = read_sample(
        R"({"id":"m","type":"message","channel":"sms","from":"1","text":"x","mood":"good","subject":null,"stars":5})");
    CHECK_FALSE(read.rejection);
    CHECK(read.ignored_members == 2);
    CHECK(read.ignored_names == std::vector<std::string>{"mood", "stars"});
    const auto known = [&read](const char* name) {
        return std::find(read.known_names.begin(), read.known_names.end(), name) != read.known_names.end();
    };
    CHECK((known("subject") && known("in_reply_to") && !known("mood")));
    CHECK(std::get<Message>(read.content).details.subject.empty());
    // Not declared by the tenant: nobody knows it.
    CHECK(read_sample(R"({"id":"m","type":"message","channel":"sms","from":"1","text":"x","customer_id":"7"})")
              .ignored_members == 1);
    std::string many = R"({"type":"tick")";
    for (int i = 0; i < 1'000; ++i) many += ",\"m" + std::to_string(i) + "\":1";
    CHECK(read_sample(many + "}").ignored_members == 1'000);
    CHECK(read_sample(many + "}").ignored_names == std::vector<std::string>{"m0", "m1", "m2"});
}

TEST_CASE("texts are brought to NFC; of members of one name the last counts [D36]") {
    const Stimulus read = read_sample(
        "{\"id\":\"m\",\"type\":\"message\",\"channel\":\"sms\",\"from\":\"1\",\"text\":\"a\",\"text\":\"e\xCC\x81\"}");
    CHECK(std::get<Message>(read.content).text == "\xC3\xA9");
}

}  // namespace
}  // namespace parley::lines
