#include "runtime/engine/core/actions.h"

#include <utility>

#include "runtime/engine/core/people.h"

namespace parley::engine {

using facts::Decided;
using model::Datum;

namespace {

bool is_due(const Decided& decided) {
    return decided.action.not_done.empty() && decided.action.suppressed.empty();
}

bool names_queue(std::string_view action) {
    return action == "send_to_queue" || action == "send_to_least_loaded";
}

bool settles(std::string_view action) {
    return action == "attach_to_previous" || action == "open_conversation";
}

}  // namespace

const Actions::Row* Actions::find(std::string_view name) {
    static constexpr Row rows[] = {
        {"send_message", &Actions::send_message, true},
        {"send_catalog_message", &Actions::send_message, true},
        {"send_to_queue", &Actions::send_to_queue, true},
        {"send_to_least_loaded", &Actions::send_to_queue, true},
        {"send_summary_to_slack", &Actions::send_summary, true},
        {"set_priority", &Actions::set_priority, true},
        {"set_field", &Actions::set_field, true},
        {"clear_field", &Actions::clear_field, true},
        {"add_tag", &Actions::add_tag, true},
        {"remove_tag", &Actions::remove_tag, true},
        {"assign_to_agent", &Actions::assign_to_agent, true},
        {"unassign", &Actions::unassign, true},
        {"route", &Actions::route, true},
        {"attach_to_previous", &Actions::attach, false},
        {"reopen", &Actions::reopen, true},
        {"open_conversation", &Actions::open_conversation, false},
        {"close", &Actions::close, true},
        {"hold", &Actions::hold, true},
        {"link_profile", &Actions::link_profile, false},
        {"create_task", &Actions::create_task, true},
        {"call_webhook", &Actions::call_webhook, false},
        {"add_note", &Actions::add_note, true},
    };
    for (const Row& row : rows)
        if (row.name == name) return &row;
    return nullptr;
}

Actions::Actions(Flow& flow, const Occasion& occasion, facts::Outcome& outcome)
    : flow_(flow), occasion_(occasion), outcome_(outcome) {
    for (std::size_t i = 0; i < outcome.actions.size(); ++i) {
        const Decided& decided = outcome.actions[i];
        if (!is_due(decided)) continue;
        const std::string& name = decided.action.action;
        if (names_queue(name)) last_queue_ = i;
        if (name == "assign_to_agent") last_agent_ = i;
        if (name == "close") close_ = i;
        if (settles(name)) last_settling_ = i;
    }
}

Wish Actions::wish() const {
    Wish wish;
    if (!last_settling_) return wish;
    const Decided& decided = outcome_.actions[*last_settling_];
    wish.kind = decided.action.action == "open_conversation" ? Wish::Kind::open : Wish::Kind::attach;
    wish.channel = text(decided, "channel");
    wish.to = text(decided, "to");
    wish.rule = decided.action.rule;
    return wish;
}

void Actions::settled(const Settlement& settlement) {
    if (!last_settling_) return;
    lines::DecidedAction& action = outcome_.actions[*last_settling_].action;
    action.not_done = settlement.not_done;
    if (!settlement.note.empty()) action.notes.push_back(settlement.note);
}

// Of what writes the same, the later counts; a close leaves queues and agents out (D10, D62).
void Actions::note_overridden(Decided& decided) {
    const auto index = static_cast<std::size_t>(&decided - outcome_.actions.data());
    const std::string& name = decided.action.action;
    const bool queue = names_queue(name), agent = name == "assign_to_agent", settling = settles(name);
    if ((queue || agent) && close_) decided.action.not_done = "closed";
    if (queue && index != last_queue_) decided.action.not_done = "overridden";
    if (agent && index != last_agent_) decided.action.not_done = "overridden";
    if (settling && occasion_.is_first && index != last_settling_) decided.action.not_done = "overridden";
    if (name != "set_priority" && name != "set_field" && name != "clear_field") return;
    for (std::size_t i = index + 1; i < outcome_.actions.size(); ++i) {
        const Decided& other = outcome_.actions[i];
        const bool field = other.action.action == "set_field" || other.action.action == "clear_field";
        const bool same = name == "set_priority" ? other.action.action == name
                                                 : field && text(other, "field") == text(decided, "field");
        if (!same || !is_due(other) || other.action.members == decided.action.members) continue;
        decided.action.notes.emplace_back("overridden");
        return;
    }
}

void Actions::apply(ConversationId id) {
    id_ = id;
    for (Decided& decided : outcome_.actions) {
        ++number_;
        if (is_due(decided)) note_overridden(decided);
        if (!is_due(decided)) continue;
        const Row* row = find(decided.action.action);
        if (row != nullptr && row->needs_conversation && id_ == ConversationId::none) {
            decided.action.not_done = "no_conversation";
        } else if (row != nullptr) {
            (this->*row->handler)(decided);
        } else {
            own(decided);
        }
    }
}

void Actions::release() {
    for (Emission& emission : emissions_) {
        if (emission.record) flow_.outputs().record(*emission.record);
        if (emission.command) flow_.outputs().action(emission.number, std::move(*emission.command));
    }
}

std::string_view Actions::text(const Decided& decided, std::string_view member) const {
    const Datum* value = model::find(decided.action.members, member);
    return value == nullptr ? std::string_view() : value->scalar();
}

void Actions::set_priority(Decided& decided) {
    Conversation& conversation = flow_.unit().edit(id_);
    flow_.changes().set_priority(conversation, text(decided, "priority"));
    conversation.updated_at = flow_.now();
}

void Actions::set_field(Decided& decided) {
    const Datum* to = model::find(decided.action.members, "to");
    if (to == nullptr || !set_conversation_field(flow_.context(), flow_.unit().edit(id_), text(decided, "field"), *to))
        decided.action.not_done = "unknown_field";
}

void Actions::clear_field(Decided& decided) {
    if (!set_conversation_field(flow_.context(), flow_.unit().edit(id_), text(decided, "field"), {}))
        decided.action.not_done = "unknown_field";
}

void Actions::add_tag(Decided& decided) {
    Conversation& conversation = flow_.unit().edit(id_);
    const std::string tag(text(decided, "tag"));
    for (const std::string& known : conversation.tags)
        if (known == tag) return;
    if (!is_blank(tag)) conversation.tags.push_back(tag);
}

void Actions::remove_tag(Decided& decided) {
    std::erase(flow_.unit().edit(id_).tags, text(decided, "tag"));
}

void Actions::add_note(Decided& decided) {
    flow_.unit().edit(id_).notes.push_back({flow_.now(), decided.action.rule, std::string(text(decided, "note"))});
}

void Actions::call_webhook(Decided& decided) {
    const std::string name(text(decided, "webhook"));
    const std::string* url = flow_.tenant().webhook(name);
    if (url == nullptr) {
        decided.action.not_done = "unknown_webhook";
        return;
    }
    emit(lines::CallWebhook{id_, name, *url});
}

void Actions::send_summary(Decided& decided) {
    if (flow_.tenant().slack_channel.empty()) {
        decided.action.not_done = "slack_not_configured";
        return;
    }
    const Conversation& about = conversation();
    std::string summary = to_string(id_) + " " + about.channel + " " + std::string(model::word(about.state));
    if (!about.queue.empty()) summary += ", " + about.queue;
    if (!about.assigned_to.empty()) summary += ", " + about.assigned_to;
    if (!about.customer_name.empty()) summary += ", " + about.customer_name;
    if (!is_blank(about.short_description)) summary += ": " + about.short_description;
    if (!about.last_message.empty()) summary += "\n" + about.last_message;
    emit(lines::SendSummaryToSlack{id_, flow_.tenant().slack_channel, std::move(summary)});
}

void Actions::own(Decided& decided) {
    emit(lines::OwnAction{decided.action.action, id_, decided.action.members});
}

void Actions::create_task(Decided& decided) {
    const auto kind = model::parse_word<model::TaskKind>(text(decided, "task"));
    if (!kind) {
        decided.action.not_done = "unknown_task";
        return;
    }
    Conversation& about = flow_.unit().edit(id_);
    // A task demands a description of the record that it is related to (D22, D105).
    if (is_blank(about.short_description)) {
        about.short_description = text(decided, "short_description");
        if (is_blank(about.short_description)) about.short_description = flow_.changes().default_description(about);
    }
    model::TaskLink task;
    task.task = model::task_name(++flow_.unit().meta().tasks);
    task.kind = *kind;
    task.did = model::TaskOrigin::created;
    task.by = decided.action.rule;
    task.short_description = text(decided, "short_description");
    if (is_blank(task.short_description)) task.short_description = about.short_description;
    emit(lines::CreateTask{id_, task.task, *kind, task.short_description});
    about.tasks.push_back(std::move(task));
    const ConversationId id = id_;
    Flow* flow = &flow_;
    flow_.later(id, [flow, id] { flow->raise(Occasion(moments::Moment::task_related, id)); });
}

void Actions::link_profile(Decided& decided) {
    const ContactId contact = id_ == ConversationId::none ? occasion_.contact : conversation().contact;
    if (contact == ContactId::none) {
        decided.action.not_done = "no_contact";
        return;
    }
    People people(flow_.context());
    bool linked = false;
    for (const auto& [by, value] : decided.action.members) {
        const Linking linking = people.link(contact, by, value.scalar(), false);
        linked = linked || linking.outcome == Linked::linked;
        if (linking.outcome != Linked::conflict) continue;
        decided.action.notes.emplace_back("profile_conflict");
        emissions_.push_back(
            {number_,
             {},
             lines::ProfileConflict{flow_.outputs().stimulus(), to_string(contact), by, linking.value,
                                    to_string(flow_.unit().get(contact).profile), to_string(linking.other)}});
    }
    if (!linked) {
        if (decided.action.notes.empty()) decided.action.notes.emplace_back("unchanged");
        return;
    }
    const ConversationId id = id_;
    Flow* flow = &flow_;
    flow_.later(id, [flow, id, contact] {
        Occasion occasion(moments::Moment::profile_linked, id);
        occasion.contact = contact;
        flow->raise(std::move(occasion));
    });
}

}  // namespace parley::engine
