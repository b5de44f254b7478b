// Streams made from a seed: whatever comes in whatever order, the records never contradict themselves.
#include <random>

#include "tests/runtime/engine/core/desk.h"
#include "tests/runtime/engine/state/length.h"

namespace parley::desk {
namespace {

constexpr char rules[] = R"(
rule "Find" on message_received {
    if context.message.text contains "attach" { attach_to_previous }
    else if context.message.text contains "open" { open_conversation }
}
rule "Form" on contact_form_received, external_http_request {
    if context.form.email is set { open_conversation { channel: email  to: context.form.email } }
}
rule "Start" on starting {
    if workload.total("Billing") < 5 { send_to_queue "Billing" }
    else if conversation.platform is sms { send_to_least_loaded ["Default", "Triage"] }
    send_message "Hello" { skip_if_recent_conversation: true }
}
rule "Words" on customer_message {
    if context.message.text contains "close" { close }
    if context.message.text contains "spam" { close { state: "Spam" } }
    if context.message.text contains "move" { send_to_queue "Elsewhere" }
    if context.message.text contains "amy" { assign_to_agent "amy" }
    if context.message.text contains "hold" { hold { state_reason: "Waiting on customer" } }
    if context.message.text contains "unassign" { unassign }
    if context.message.text contains "link" { link_profile { email: conversation.email  phone: conversation.phone } }
    if context.message.text contains "task" { create_task case }
    if context.message.text contains "high" { set_priority urgent }
    if context.message.text contains "french" { set_field conversation.skills { to: ["fr"] } }
    if context.message.text contains "route" { route }
}
rule "Again" on closed { if conversation.closed_by is bot { reopen } else if conversation.closed_by is "rule" { open_conversation } }
rule "Waiting" on still_waiting { if conversation.waited > 20 minutes { close } }
)";

class Stream {
public:
    explicit Stream(std::uint32_t seed) : random_(seed) {}

    std::string next() {
        second_ += below(40) == 0 ? 900 : below(50);
        const std::string head = R"({"id":"s)" + std::to_string(++count_) + R"(","at":")" + instant() + R"(","type":")";
        return head + body() + "}";
    }

private:
    std::uint32_t below(std::uint32_t limit) { return random_() % limit; }
    template <std::size_t count>
    std::string one_of(const char* const (&words)[count]) {
        return words[below(count)];
    }
    std::string instant() const {
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        const int second = static_cast<int>(second_);
        return "2026-11-" + two(20 + second / 86400) + "T" + two(second / 3600 % 24) + ":" + two(second / 60 % 60) +
               ":" + two(second % 60) + "Z";
    }
    std::string conversation() {
        return R"(","conversation":"C-)" + std::to_string(1 + below(20 + count_ / 10)) + "\"";
    }
    std::string agent() { return R"(","agent":")" + one_of({"amy", "bob"}) + conversation(); }
    std::string customer() {
        const std::string channel = one_of({"whatsapp", "sms", "email", "facebook"});
        const std::string number = std::to_string(below(6));
        const std::string from = channel == "email"      ? "c" + number + "@x.org"
                                 : channel == "facebook" ? "f-" + number
                                                         : "+44770090012" + number;
        return R"(","channel":")" + channel + R"(","from":")" + from + "\"";
    }
    std::string text() {
        return R"(,"text":")" +
               one_of({"Hi", "attach", "open", "close", "spam", "move", "amy", "hold", "unassign", "link", "task high",
                       "french", "route", "move close", "amy hold", "attach close"}) +
               "\"";
    }
    std::string body() {
        switch (below(26)) {
            case 0:
                return R"(chat_started","chat":"w-)" + std::to_string(below(8)) + R"(","from":"c)" +
                       std::to_string(below(4)) + "\"";
            case 1:
                return R"(chat_ended","chat":"w-)" + std::to_string(below(8)) + R"(","by":")" +
                       one_of({"customer", "agent", "workflow"}) + "\"";
            case 2:
                return R"(call_started","call":"k-)" + std::to_string(below(9)) + R"(","from":"+44770090012)" +
                       std::to_string(below(6)) + "\"";
            case 3:
                return R"(call_ended","call":"k-)" + std::to_string(below(9)) + R"(","by":")" +
                       one_of({"customer", "agent", "workflow"}) + "\"";
            case 4:
                return R"(message","channel":"web_chat","chat":"w-)" + std::to_string(below(8)) + "\"" + text();
            case 5:
            case 6:
                return R"(agent_presence","agent":")" + one_of({"amy", "bob"}) + R"(","presence":")" +
                       one_of({"available", "available", "available", "busy", "offline"}) + "\"";
            case 7:
            case 8:
                return "agent_accepts" + agent();
            case 9:
                return "agent_rejects" + agent();
            case 10:
                return "agent_takes" + agent();
            case 11:
                return "agent_reply" + agent() + R"(,"text":"Hello")";
            case 12:
                return "agent_holds" + agent() + R"(,"state_reason":"Waiting on customer")";
            case 13:
                return "agent_transfers" + agent() + one_of({R"(,"to_queue":"Elsewhere")", R"(,"to_agent":"bob")"});
            case 14:
            case 15:
                return "agent_closes" + agent() + R"(,"short_description":"done")";
            case 16:
                return "agent_reopens" + agent();
            case 17:
                return R"(merge_contacts","primary":"K-)" + std::to_string(1 + below(9)) + R"(","secondary":"K-)" +
                       std::to_string(1 + below(9)) + "\"";
            case 18:
                return R"(unmerge_contacts","secondary":"K-)" + std::to_string(1 + below(9)) + "\"";
            case 19:
                return "bot_closes" + conversation();
            case 20:
                return "archive" + conversation();
            case 21:
                return below(5) == 0 ? R"(erase_contact","contact":"K-)" + std::to_string(1 + below(9)) + "\""
                                     : R"(form","fields":{"email":"c1@x.org","text":"form"})";
            default:
                return "message" + customer() + text();
        }
    }

    std::mt19937 random_;
    std::uint32_t count_ = 0;
    std::int64_t second_ = 36000;
};

Setup setup() {
    return {rules, [](tenant::Tenant& tenant) {
                tenant.still_waiting_every = 300'000;
                tenant.queues[0].answer_within = 120'000;
                tenant.close_after_inactivity = 3'600'000;
                tenant.agents[0].skills = {"fr"};
                tenant.agents[0].soft = tenant.agents[1].soft = 2;
                tenant.agents[0].hard = tenant.agents[1].hard = 3;
            }};
}

TEST_CASE(
    "random streams: one open per contact, closed ones described, held ones assigned, loads right; the same twice and "
    "cut into runs [S4.4, D20, D22, D90, D101, D109]") {
    for (std::uint32_t seed = 1; seed <= (tests::whole_length ? 4 : 1); ++seed) {
        CAPTURE(seed);
        Stream stream(seed);
        std::vector<std::string> lines;
        for (int i = 0; i < (tests::whole_length ? 400 : 240); ++i) lines.push_back(stream.next());
        Desk whole(setup());
        whole.expect_one_open(true);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            CAPTURE(lines[i]);
            whole.handle_only(lines[i]);
            if (i % (tests::whole_length ? 4 : 20) == 3) whole.check_invariants();
        }
        whole.commit();
        const lines::Metrics counts = whole.metrics();
        CHECK(counts.opened > 10);
        CHECK(counts.closed > 10);
        CHECK(counts.moments > 200);
        CHECK(whole.all().find("malformed") == std::string::npos);
        Desk cut(setup());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            cut.handle_only(lines[i]);
            if (i % 7 == 0) cut.commit();
            if (i % 31 == 0) {
                cut.commit();
                cut.reopen();
            }
        }
        cut.commit();
        CHECK((cut.all() == whole.all()));
    }
}

}  // namespace
}  // namespace parley::desk
