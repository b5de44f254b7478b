#include "tools/parley/conversation_text.h"

#include "runtime/engine/lines/output.h"
#include "runtime/engine/views/documents.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/history.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

// "rule Tidy up", "customer"
std::string who(const Json& by, const Json& name) {
    return cell(by) + (name.is_null() ? "" : " " + cell(name));
}

void print_detail(std::string_view name, const std::string& value) {
    if (!value.empty()) print(detail(name, shown(value)));
}

void print_record(const Json& one, const Style& style) {
    print(style.bold(cell(one["conversation"]) + "  " + shown(state_text(one))) + "\n");
    print_detail("contact", cell(one["contact"]) + (one["name"].is_null() ? "" : " " + cell(one["name"])) +
                                (one["identifier"].is_null() ? "" : ", " + cell(one["identifier"])));
    print_detail("opened for", cell(one["opened_for"]));
    print_detail("profile", cell(one["profile"]));
    print_detail("email", cell(one["email"]));
    print_detail("phone", cell(one["phone"]));
    print_detail("channel", cell(one["channel"]) + ", " + cell(one["type"]) + ", " + cell(one["direction"]));
    print_detail("contact point", cell(one["contact_point"]));
    print_detail("queue",
                 cell(one["queue"]) + (one["priority"].is_null() ? "" : ", priority " + cell(one["priority"])));
    print_detail("agent", agent_text(one));
    print_detail("about", cell(one["short_description"]));
    print_detail("tags", cell(one["tags"]));
    for (const auto& [name, value] : one["fields"].items()) print_detail(shown(name, 30), cell(value));
    print_detail("opened", time_cell(one["opened_at"]) + " by " + cell(one["opened_by"]));
    if (!one["closed_at"].is_null())
        print_detail("closed", time_cell(one["closed_at"]) + " by " + who(one["closed_by"], one["closed_by_name"]));
    if (one["reopened"] != 0) print_detail("reopened", counted(one["reopened"].get<std::uint64_t>(), "time"));
    if (one["archived"] == true) print_detail("archived", "yes");
    print_detail("waited", span_cell(one["wait_seconds"]));
    print_detail("worked on", span_cell(one["duration_seconds"]));
    print_detail("resolved in", span_cell(one["resolution_seconds"]));
}

void print_tasks(const Json& tasks, const Style& style) {
    if (tasks.empty()) return;
    print(style.bold("Tasks") + "\n");
    for (const Json& task : tasks)
        print("  " + shown(cell(task["task"])) + "  " + cell(task["kind"]) + "  " + cell(task["did"]) +
              (task["by"].is_null() ? "" : " by " + shown(cell(task["by"]))) + "\n");
}

void print_messages(const Json& messages, const Style& style) {
    if (messages.empty()) return;
    print(style.bold("Messages") + "\n");
    for (const Json& message : messages)
        print("  " + style.dim(time_cell(message["at"])) + "  " + shown(who(message["from"], message["name"])) + ": " +
              shown(cell(message["text"])) + "\n");
}

void print_moments(const Json& moments, const Style& style) {
    if (moments.empty()) return;
    print(style.bold("Moments") + "\n");
    for (const Json& moment : moments) {
        const std::string text = lines::describe(moment.dump(-1, ' ', false, Json::error_handler_t::replace));
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            print("  " + shown(std::string_view(text).substr(begin, end - begin)) + "\n");
            begin = end + 1;
        }
    }
}

void print_all(const Json& found, const Session& session) {
    const Style style(session.out);
    print_record(found["conversation"], style);
    print_tasks(found["conversation"]["tasks"], style);
    print_messages(found["messages"], style);
    print_moments(found["moments"], style);
    if (found["user_conversations"].size() > 1)
        print(style.bold("All of " + shown(cell(found["conversation"]["opened_for"]))) + "\n  " +
              joined(found["user_conversations"]) + "\n");
}

}  // namespace

std::string state_text(const Json& conversation) {
    const Json &reason = conversation.value("state_reason", Json()), &closed_as = conversation["closed_as"];
    std::string out = cell(conversation["state"]);
    if (!reason.is_null()) out += ": " + cell(reason);
    if (!closed_as.is_null() && closed_as != conversation["state"]) out += " as " + cell(closed_as);
    return out;
}

std::string agent_text(const Json& conversation) {
    if (!conversation["assigned_to"].is_null()) return cell(conversation["assigned_to"]);
    if (!conversation["invited"].is_null()) return cell(conversation["invited"]) + " (invited)";
    return conversation["closed_at"].is_null() ? std::string() : cell(conversation["last_agent"]);
}

bool is_conversation(const std::string& what) {
    return model::parse_conversation(what).has_value();
}

ExitCode show_conversation(const std::string& number, const Arguments& arguments, Session& session) {
    return with_state(arguments, session, [&](state::Database& database) {
        return print_document(views::show(database, number), arguments,
                              [&session](const Json& found) { print_all(found, session); });
    });
}

}  // namespace parley::cli
