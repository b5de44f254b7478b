#include "runtime/engine/facts/event_text.h"

#include "runtime/value/calendar.h"

namespace parley::facts {

using model::append_json;
using model::word;

void EventText::write(const Refused& refused, std::string& out) {
    refused_ = &refused;
    out_ = &out;
    own_ = nullptr;
    out = "{\"at\":";
    append_json(out, value::instant_to_string(snapshot_.now));
    out += ",\"event\":[";
    for (std::size_t i = 0; i < snapshot_.events.size(); ++i) {
        if (i != 0) out += ',';
        append_json(out, snapshot_.events[i]);
    }
    out += ']';
    if (readings_.reads_group("context")) context();
    // The conversation's own queue is needed for `workload` too, whether a rule reads it or not.
    if (snapshot_.conversation != nullptr) conversation(*snapshot_.conversation, "conversation.");
    if (readings_.reads_former() && snapshot_.former != nullptr) former();
    if (readings_.reads_group("previous")) previous();
    if (readings_.reads_group("profile")) profile();
    if (readings_.reads_own_queue() || !readings_.queues().empty()) workload();
    out += '}';
}

std::string EventText::member_of(std::string_view path) const {
    // Of what is nested, such as a form's fields, the member of the object: "context.form.age".
    std::string_view found = path.substr(0, path.find('['));
    if (found.starts_with("former.")) return std::string(found);
    std::size_t dots = 1;
    for (std::string_view object : {"context.form.", "context.body.", "context.survey.", "context.message."})
        if (found.starts_with(object)) dots = 2;
    std::size_t end = 0;
    for (std::size_t i = 0; i <= dots && end != std::string_view::npos; ++i)
        end = found.find('.', i == 0 ? 0 : end + 1);
    return std::string(found.substr(0, end));
}

void EventText::group(std::string_view name) {
    *out_ += out_->back() == '{' ? "" : ",";
    append_json(*out_, name);
    *out_ += ":{";
}

void EventText::end() {
    *out_ += '}';
}

bool EventText::wanted(std::string_view name) {
    if (!any_key_) {
        path_.assign(prefix_);
        path_ += name;
        const std::string_view plain = prefix_.starts_with("former.") ? std::string_view(path_).substr(7) : path_;
        if (!readings_.reads(plain) && plain != "conversation.queue") return false;
        if (refused_->contains(path_)) return false;
    }
    if (out_->back() != '{') *out_ += ',';
    append_json(*out_, name);
    *out_ += ':';
    return true;
}

void EventText::text(std::string_view name, std::string_view value) {
    if (value.empty() || (own_ != nullptr && model::find(*own_, name) != nullptr)) return;
    if (wanted(name)) append_json(*out_, value);
}

void EventText::texts(std::string_view name, const std::vector<std::string>& values) {
    if (own_ != nullptr && model::find(*own_, name) != nullptr) return;
    if (wanted(name)) append_json(*out_, model::Datum::of_texts(values));
}

void EventText::integer(std::string_view name, std::int64_t value) {
    if (wanted(name)) *out_ += std::to_string(value);
}

void EventText::instant(std::string_view name, const std::optional<Instant>& value) {
    if (value && wanted(name)) append_json(*out_, value::instant_to_string(*value));
}

void EventText::seconds(std::string_view name, const std::optional<model::Span>& value) {
    if (value && wanted(name)) *out_ += std::to_string(*value / model::second);
}

void EventText::boolean(std::string_view name, bool value) {
    if (wanted(name)) *out_ += value ? "true" : "false";
}

void EventText::datum(std::string_view name, const model::Datum& value) {
    if (value.kind != model::Datum::Kind::null && wanted(name)) append_json(*out_, value);
}

void EventText::context() {
    any_key_ = false;
    prefix_ = "context.";
    group("context");
    text("agent", snapshot_.agent);
    text("closed_by", snapshot_.closed_by);
    if (snapshot_.stars) integer("stars", *snapshot_.stars);
    if (snapshot_.message != nullptr) message();
    object("form", snapshot_.form);
    object("body", snapshot_.body);
    object("survey", snapshot_.survey);
    end();
}

void EventText::message() {
    prefix_ = "context.message.";
    group("message");
    if (wanted("text")) append_json(*out_, snapshot_.message->text);
    text("language", snapshot_.message_language);
    texts("attachments", snapshot_.message->attachments);
    end();
    prefix_ = "context.";
}

// Members that no field of the catalog names are left out as well: whatever stands there, only what is read goes on.
void EventText::object(std::string_view name, const model::Datum* value) {
    if (value == nullptr || value->kind != model::Datum::Kind::object) return;
    const std::string object_path = "context." + std::string(name) + ".";
    any_key_ = true;
    group(name);
    for (const auto& [key, member] : value->members) {
        if (refused_->contains(object_path + key) || member.kind == model::Datum::Kind::null) continue;
        wanted(key);
        append_json(*out_, member);
    }
    end();
    any_key_ = false;
}

void EventText::conversation(const Conversation& conversation, std::string_view prefix) {
    any_key_ = false;
    prefix_ = prefix;
    own_ = &conversation.fields;
    group("conversation");
    for (const auto& [name, value] : conversation.fields) datum(name, value);
    built_in(conversation);
    end();
    own_ = nullptr;
}

void EventText::built_in(const Conversation& conversation) {
    customer_fields(conversation);
    text("queue", conversation.queue);
    text("priority", conversation.priority);
    if (!conversation.skills.empty()) texts("skills", conversation.skills);
    if (!conversation.tags.empty()) texts("tags", conversation.tags);
    if (conversation.id != model::ConversationId::none) record_fields(conversation);
}

void EventText::customer_fields(const Conversation& conversation) {
    text("platform", conversation.channel);
    text("channel", conversation.channel);
    text("type", word(conversation.type));
    text("direction", word(conversation.direction));
    text("contact_point", conversation.contact_point);
    text("customer_name", conversation.customer_name);
    text("email", conversation.email);
    text("phone", conversation.phone);
    text("language", conversation.language);
    text("subject", conversation.subject);
    text("opened_for", conversation.user.empty() ? model::to_string(conversation.contact) : conversation.user);
}

void EventText::record_fields(const Conversation& conversation) {
    const bool open = model::is_open(conversation.state);
    text("id", model::to_string(conversation.id));
    text("number", model::to_string(conversation.id));
    text("new_number", model::to_string(conversation.id));
    text("status", open ? "open" : "closed");
    text("state", word(conversation.state));
    text("state_reason", word(conversation.state_reason));
    text("closed_as", conversation.closed_as);
    text("opened_by", word(conversation.opened_by));
    if (conversation.closed_by) text("closed_by", word(*conversation.closed_by));
    text("assigned_to", conversation.assigned_to);
    text("short_description", conversation.short_description);
    integer("message_count", conversation.messages);
    instant("last_message_at", conversation.last_message_at);
    instant("last_customer_message_at", conversation.last_customer_message_at);
    instant("last_agent_message_at", conversation.last_agent_message_at);
    instant("opened_at", conversation.opened_at);
    instant("closed_at", conversation.closed_at);
    if (conversation.waiting_since) seconds("waited", snapshot_.now - *conversation.waiting_since);
    seconds("handled", conversation.handled(snapshot_.now));
    boolean("awaits_response", conversation.awaits_response);
}

void EventText::previous() {
    const Previous found = surroundings_.previous();
    any_key_ = false;
    prefix_ = "previous.";
    group("previous");
    boolean("exists", found.latest.has_value());
    integer("count", static_cast<std::int64_t>(found.count));
    instant("last_closed_at", found.last_closed_at);
    if (found.latest) {
        const Conversation& latest = *found.latest;
        text("status", model::is_open(latest.state) ? "open" : "closed");
        text("state", word(latest.state));
        text("state_reason", word(latest.state_reason));
        text("channel", latest.channel);
        text("queue", latest.queue);
        text("assigned_to", latest.assigned_to);
        instant("closed_at", latest.closed_at);
        instant("last_message_at", latest.last_message_or_opening());
        instant("last_customer_message_at", latest.last_customer_message_at);
    }
    end();
}

void EventText::profile() {
    const std::optional<Person> person = surroundings_.person();
    if (!person) return;
    any_key_ = false;
    prefix_ = "profile.";
    group("profile");
    text("id", person->id);
    text("email", person->email);
    text("phone", person->phone);
    text("customer_id", person->customer_id);
    texts("channels", person->channels);
    end();
}

void EventText::workload() {
    group("workload");
    any_key_ = true;
    const std::string_view own = readings_.reads_own_queue() && snapshot_.conversation != nullptr
                                     ? std::string_view(snapshot_.conversation->queue)
                                     : std::string_view();
    bool own_written = own.empty();
    for (const std::string& name : readings_.queues()) {
        queue(name);
        own_written = own_written || name == own;
    }
    if (!own_written) queue(own);
    end();
}

void EventText::queue(std::string_view name) {
    const QueueFigures found = surroundings_.queue(name, readings_.reads_estimate());
    if (found.queue.empty()) return;  // a queue that the catalog does not have
    group(name);
    integer("waiting", static_cast<std::int64_t>(found.figures.waiting));
    integer("assigned", static_cast<std::int64_t>(found.figures.assigned));
    integer("total", static_cast<std::int64_t>(found.figures.total));
    seconds("oldest_wait", found.figures.oldest_wait);
    seconds("estimated_wait", found.estimated_wait);
    integer("agents_online", static_cast<std::int64_t>(found.figures.agents_online));
    integer("agents_available", static_cast<std::int64_t>(found.figures.agents_available));
    integer("agents_with_capacity", static_cast<std::int64_t>(found.figures.agents_with_capacity));
    integer("capacity_left", static_cast<std::int64_t>(found.figures.capacity_left));
    integer("capacity_in_use", static_cast<std::int64_t>(found.figures.capacity_in_use));
    boolean("is_staffed", found.figures.is_staffed);
    end();
}

// A field that `former` does not name held the value it has now (D32).
void EventText::former() {
    group("former");
    const Conversation& was = *snapshot_.former;
    conversation(was, "former.conversation.");
    // A value that has come about only now had none before.
    out_->pop_back();
    prefix_ = "former.conversation.";
    any_key_ = false;
    const Conversation& is = *snapshot_.conversation;
    const auto none = [this](std::string_view name, bool came_about) {
        if (came_about && wanted(name)) *out_ += "null";
    };
    const auto came = [](const std::string& before, const std::string& now) { return before.empty() && !now.empty(); };
    none("assigned_to", came(was.assigned_to, is.assigned_to));
    none("state_reason", was.state_reason == model::StateReason::none && is.state_reason != was.state_reason);
    none("queue", came(was.queue, is.queue));
    none("priority", came(was.priority, is.priority));
    none("language", came(was.language, is.language));
    none("subject", came(was.subject, is.subject));
    none("short_description", came(was.short_description, is.short_description));
    none("customer_name", came(was.customer_name, is.customer_name));
    none("email", came(was.email, is.email));
    none("phone", came(was.phone, is.phone));
    none("closed_as", came(was.closed_as, is.closed_as));
    none("closed_at", !was.closed_at && is.closed_at);
    none("closed_by", !was.closed_by && is.closed_by);
    none("last_message_at", !was.last_message_at && is.last_message_at);
    none("last_customer_message_at", !was.last_customer_message_at && is.last_customer_message_at);
    none("last_agent_message_at", !was.last_agent_message_at && is.last_agent_message_at);
    for (const auto& [name, value] : is.fields) none(name, model::find(was.fields, name) == nullptr);
    if (was.skills.empty() && !is.skills.empty()) texts("skills", {});
    if (was.tags.empty() && !is.tags.empty()) texts("tags", {});
    *out_ += "}}";
}

}  // namespace parley::facts
