#include "tools/parley/simulate_customers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parley::cli {

namespace {

using model::Instant;
using model::Span;

constexpr Span minute = 60 * model::second, hour = 60 * minute;

// How the day's visits spread over its hours.
constexpr std::array<int, 24> by_hour = {2,  1,  1,  1,  2,  4,  12, 35, 70, 95, 100, 96,
                                         80, 78, 84, 90, 82, 70, 45, 34, 22, 12, 7,   4};

struct ChannelShare {
    std::string_view channel;
    int share;
};
constexpr ChannelShare shares[] = {{"whatsapp", 22}, {"web_chat", 18},  {"email", 16},    {"phone", 15},
                                   {"facebook", 8},  {"sms", 7},        {"instagram", 5}, {"form", 4},
                                   {"viber", 2},     {"trustpilot", 2}, {"walk_up", 1}};

constexpr std::string_view openings[] = {"Hello, my parcel has not come yet.",
                                         "I would like to send an item back.",
                                         "My invoice shows an amount that I do not know.",
                                         "How do I change the address of my order?",
                                         "The app does not let me sign in any more.",
                                         "Do you have this in blue?",
                                         "Please cancel my order from this morning.",
                                         "I was promised a call and nobody rang."};
constexpr std::string_view follow_ups[] = {
    "It is about order {}.",     "Are you there?", "Thank you, I'll wait.", "That did not help.",
    "It was ordered last week.", "Please hurry.",  "Great, thanks!",        "I have sent you a picture."};
constexpr std::string_view languages[] = {"en", "en", "en", "en", "fr", "de", "es"};

// A customer has one name, and an identifier in each channel, so that whoever comes back is known again.
struct Customer {
    std::uint64_t number;

    std::string name() const { return "Customer " + std::to_string(number); }
    std::string email() const { return "customer" + std::to_string(number) + "@example.com"; }
    std::string identifier(std::string_view channel) const {
        if (channel == "email" || channel == "web_chat") return email();
        if (channel == "sms" || channel == "phone" || channel == "whatsapp") {
            const std::string digits = std::to_string(number % 1'000'000);
            return "+447700" + std::string(6 - digits.size(), '0') + digits;
        }
        return std::string(channel.substr(0, 2)) + "-" + std::to_string(number);
    }
};

class Planner {
public:
    Planner(const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events, Chance& chance)
        : tenant_(tenant),
          day_(day),
          events_(events),
          chance_(chance),
          customers_(std::max<std::uint64_t>(5, events / 6)) {
        for (const ChannelShare& share : shares) {
            if (!tenant.has_channel(share.channel)) continue;
            channels_.push_back(share.channel);
            weights_.push_back(share.share);
        }
    }

    std::vector<PlannedStimulus> plan() {
        if (channels_.empty()) return {};
        while (plan_.size() < events_) visit();
        std::stable_sort(plan_.begin(), plan_.end(),
                         [](const auto& left, const auto& right) { return left.at < right.at; });
        return std::move(plan_);
    }

private:
    void visit();
    void message_visit(std::string_view channel);
    void mail_visit();
    void chat_visit();
    void phone_visit();
    void form_visit();
    void review_visit();

    void say(std::string_view type, Json members) {
        if (plan_.size() == events_) return;
        Json line = Json{{"type", type}};
        line.update(members);
        plan_.push_back({std::min(at_, day_.ends - 1), std::move(line)});
    }
    void pause(Span least, Span most) { at_ += chance_.between(least, most); }
    std::string opening() { return std::string(chance_.one_of<std::string_view>(openings)); }
    std::string follow_up() {
        std::string text(chance_.one_of<std::string_view>(follow_ups));
        if (const std::size_t hole = text.find("{}"); hole != std::string::npos) text.replace(hole, 2, order());
        return text;
    }
    std::string order() { return "A-" + std::to_string(10'000 + customer_.number * 7 % 90'000); }
    std::string next_name(std::string_view kind) {
        return day_.id_prefix + std::string(kind) + std::to_string(++named_);
    }
    bool has_order_numbers() const {
        const auto& fields = tenant_.conversation_fields;
        return std::find(fields.begin(), fields.end(), "order_number") != fields.end();
    }
    Json sender(std::string_view channel) {
        Json members{{"from", customer_.identifier(channel)}, {"name", customer_.name()}};
        if (chance_.percent(30)) members["language"] = chance_.one_of<std::string_view>(languages);
        if (has_order_numbers() && chance_.percent(20)) members["order_number"] = order();
        if (!tenant_.contact_points.empty() && chance_.percent(50))
            members["contact_point"] = chance_.one_of<std::string>(tenant_.contact_points);
        return members;
    }

    const tenant::Tenant& tenant_;
    const SimulatedDay& day_;
    std::uint64_t events_;
    Chance& chance_;
    std::uint64_t customers_;
    std::vector<std::string_view> channels_;
    std::vector<int> weights_;
    std::vector<PlannedStimulus> plan_;
    Customer customer_{};
    Instant at_ = 0;
    std::uint64_t named_ = 0;
};

void Planner::visit() {
    customer_.number = 1 + chance_.below(customers_);
    at_ = day_.begins + static_cast<Span>(chance_.weighted(by_hour)) * hour + chance_.between(0, hour - 1);
    const std::string_view channel = channels_[chance_.weighted(weights_)];
    if (channel == "email") return mail_visit();
    if (channel == "web_chat") return chat_visit();
    if (channel == "phone") return phone_visit();
    if (channel == "form") return form_visit();
    if (channel == "trustpilot") return review_visit();
    message_visit(channel);
}

void Planner::message_visit(std::string_view channel) {
    if (channel == "viber" && chance_.percent(40)) {
        say("welcome", {{"channel", channel}, {"from", customer_.identifier(channel)}});
        pause(5 * model::second, minute);
    }
    const std::int64_t count = chance_.between(1, 5);
    for (std::int64_t i = 0; i < count; ++i) {
        Json members{{"channel", channel}};
        members.update(sender(channel));
        members["text"] = i == 0 ? opening() : follow_up();
        say("message", std::move(members));
        // Most go on at once; some come back when it may have been closed.
        if (chance_.percent(80)) {
            pause(5 * model::second, 4 * minute);
        } else {
            pause(20 * minute, 3 * hour);
        }
    }
}

void Planner::mail_visit() {
    const std::string first = next_name("mail-");
    Json members{{"channel", "email"}};
    members.update(sender("email"));
    members["subject"] = "Order " + order();
    members["text"] = opening();
    members["message_id"] = first;
    if (chance_.percent(3)) members["auto"] = true;
    say("message", members);
    for (std::int64_t left = chance_.between(0, 2); left > 0; --left) {
        pause(5 * minute, 4 * hour);
        members["text"] = follow_up();
        members["message_id"] = next_name("mail-");
        members["in_reply_to"] = first;
        members["auto"] = chance_.percent(5);
        say("message", members);
    }
}

void Planner::chat_visit() {
    const std::string chat = next_name("chat-");
    const bool is_anonymous = chance_.percent(15);
    Json members{{"chat", chat}};
    if (!is_anonymous) members.update(sender("web_chat"));
    if (chance_.percent(60)) members["text"] = opening();
    say("chat_started", members);
    for (std::int64_t left = is_anonymous ? 0 : chance_.between(1, 5); left > 0; --left) {
        pause(4 * model::second, 90 * model::second);
        say("message", {{"channel", "web_chat"}, {"chat", chat}, {"from", customer_.email()}, {"text", follow_up()}});
    }
    if (chance_.percent(25)) return;  // left open; an agent will close it
    pause(10 * model::second, 4 * minute);
    say("chat_ended", {{"chat", chat}, {"by", chance_.percent(90) ? "customer" : "workflow"}});
    pause(2 * model::second, minute);
    if (chance_.percent(20)) {
        say("survey", {{"chat", chat}, {"answers", {{"score", chance_.between(1, 5)}}}});
    } else if (chance_.percent(10)) {
        say("form", {{"fields", {{"email", customer_.email()}, {"text", opening()}}}, {"chat", chat}});
    }
}

void Planner::phone_visit() {
    const std::string call = next_name("call-");
    Json members{{"call", call}};
    if (!chance_.percent(6)) {
        members.update(sender("phone"));
    } else {
        members["from"] = "anonymous";
    }
    say("call_started", std::move(members));
    pause(30 * model::second, 12 * minute);
    if (!chance_.percent(70)) return;  // the agent will end it
    say("call_ended", {{"call", call}, {"by", chance_.percent(92) ? "customer" : "workflow"}});
}

void Planner::form_visit() {
    const Json fields{
        {"name", customer_.name()}, {"email", customer_.email()}, {"order_number", order()}, {"text", opening()}};
    if (chance_.percent(50)) {
        say("message", {{"channel", "form"}, {"fields", fields}});
    } else {
        say("http_request", {{"body", fields}, {"path", "/contact"}});
    }
}

void Planner::review_visit() {
    const std::string review = next_name("review-");
    say("review", {{"review", review},
                   {"from", customer_.identifier("trustpilot")},
                   {"stars", chance_.between(1, 5)},
                   {"text", opening()}});
    if (!chance_.percent(30)) return;
    pause(30 * minute, 6 * hour);
    say("review_edited", {{"review", review}, {"stars", chance_.between(1, 5)}, {"text", follow_up()}});
}

}  // namespace

std::vector<PlannedStimulus> plan_customers(const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events,
                                            Chance& chance) {
    return Planner(tenant, day, events, chance).plan();
}

}  // namespace parley::cli
