#include "runtime/engine/lines/output.h"
#include "runtime/engine/lines/write.h"

namespace parley::lines {
namespace {

void write_action(const DecidedAction& action, std::string& out) {
    ObjectWriter object(out);
    object.text("action", action.action);
    object.fields(action.members);
    object.given("suppressed", action.suppressed);
    object.given("not_done", action.not_done);
    object.texts("notes", action.notes);
    object.texts("missing", action.missing);
    object.text("rule", action.rule);
    object.text("at", action.place);
    object.end();
}

void members(ObjectWriter& object, const Moment& record) {
    object.text("record", "moment");
    object.text("stimulus", record.stimulus);
    object.integer("moment", record.moment);
    object.instant("at", record.at);
    object.text_or_null("conversation",
                        record.conversation == ConversationId::none ? "" : model::to_string(record.conversation));
    object.datum("events", model::Datum::of_texts(record.events));
    object.name("version") += record.version ? std::to_string(*record.version) : "null";
    object.text_or_null("artifact", record.artifact);
    std::string& out = object.name("actions");
    out += '[';
    for (const DecidedAction& action : record.actions) {
        if (&action != &record.actions.front()) out += ',';
        write_action(action, out);
    }
    out += ']';
    object.texts("notes", record.notes);
}
void members(ObjectWriter& object, const Rejected& record) {
    object.text("record", "rejected");
    object.text_or_null("stimulus", record.stimulus);
    object.text_or_null("type", record.type);
    object.text("reason", model::word(record.reason));
    object.conversation(record.conversation);
}
void members(ObjectWriter& object, const Duplicate& record) {
    object.text("record", "duplicate");
    object.text("stimulus", record.stimulus);
    object.text_or_null("type", record.type);
}
void members(ObjectWriter& object, const Ignored& record) {
    object.text("record", "ignored");
    object.text("stimulus", record.stimulus);
    object.text("type", record.type);
    object.text("reason", record.reason);
    object.conversation(record.conversation);
}
void members(ObjectWriter& object, const UnopenedForm& record) {
    object.text("record", "unopened");
    object.text("stimulus", record.stimulus);
    object.text("type", record.type);
}
void members(ObjectWriter& object, const ProfileConflict& record) {
    object.text("record", "profile_conflict");
    object.text("stimulus", record.stimulus);
    object.text("contact", record.contact);
    object.text("by", record.by);
    object.text("value", record.value);
    object.text("profile", record.profile);
    object.text("other_profile", record.other_profile);
}
void members(ObjectWriter& object, const CascadeStopped& record) {
    object.text("record", "cascade_stopped");
    object.text("stimulus", record.stimulus);
    object.conversation(record.conversation);
    object.integer("dropped", record.dropped);
}
void members(ObjectWriter& object, const Metrics& record) {
    object.text("record", "metrics");
    object.text_or_null("at", record.at ? value::instant_to_string(*record.at) : "");
    object.integer("stimuli", record.stimuli);
    object.integer("moments", record.moments);
    object.integer("duplicates", record.duplicates);
    object.integer("rejected", record.rejected);
    object.integer("ignored", record.ignored);
    object.integer("opened", record.opened);
    object.integer("closed", record.closed);
    object.integer("waiting", record.waiting);
}

}  // namespace

void write(const Record& record, std::string& out) {
    ObjectWriter object(out);
    std::visit([&](const auto& content) { members(object, content); }, record);
    object.end();
    out += '\n';
}

}  // namespace parley::lines
