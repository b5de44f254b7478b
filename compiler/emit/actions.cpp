// Actions to records: what an action carries on the wire, in order, and where each member's value comes from.
#include "compiler/emit/builder.h"
#include "runtime/base/result.h"

namespace parley::emit {

namespace {

using bytecode::ActionForm;
using bytecode::MemberRecord;
using bytecode::MemberSource;
using bytecode::none;

void set_source(MemberRecord& member, MemberSource source, std::uint32_t index) {
    member.source = static_cast<std::uint8_t>(source);
    member.index = index;
}

}  // namespace

MemberRecord ActionWriter::member(std::string_view name, const check::ActionValue& value) {
    MemberRecord record{};
    record.name = builder_.text(name);
    record.type = bytecode::TypeRecord::of(value.type);
    switch (value.kind) {
        case check::ActionValue::Kind::scalar:
            set_source(record, MemberSource::constant, builder_.constant(value.type, value.scalars.front()));
            break;
        case check::ActionValue::Kind::list:
            set_source(record, MemberSource::constant, builder_.constant_list(value.type.element(), value.scalars));
            break;
        case check::ActionValue::Kind::field:
            set_source(record, MemberSource::slot, builder_.slot(value.field, false));
            break;
        case check::ActionValue::Kind::text:
            set_source(record, MemberSource::text, builder_.text_template(value.texts.front()));
            break;
        case check::ActionValue::Kind::texts: {
            set_source(record, MemberSource::texts, static_cast<std::uint32_t>(builder_.tables().templates.size()));
            record.count = static_cast<std::uint32_t>(value.texts.size());
            for (const check::Template& text : value.texts) builder_.text_template(text);
            break;
        }
        case check::ActionValue::Kind::none:
            PARLEY_ASSERT(false);
    }
    return record;
}

// The list of queues, and behind it the one that is chosen when the rule fires.
void ActionWriter::write_least_loaded(const check::ActionValue& value) {
    builder_.need_queue_loads();
    MemberRecord queues = member("queues", value);
    const bool from_slot = value.kind == check::ActionValue::Kind::field;
    MemberRecord chosen = queues;
    chosen.name = builder_.text("queue");
    chosen.type = bytecode::TypeRecord::of(value.type.element());
    set_source(chosen, from_slot ? MemberSource::least_loaded_slot : MemberSource::least_loaded, queues.index);
    add(queues);
    add(chosen);
}

// A text field as default cannot stand in the member itself, which holds a template: it is a record for no platform.
void ActionWriter::write_text_due(const check::ActionValue& text,
                                  const std::vector<std::pair<std::uint32_t, check::ActionValue>>& platforms,
                                  bytecode::ActionRecord& record) {
    MemberRecord due = member("text", text);
    if (!platforms.empty()) {
        builder_.tables().manifest.platform_slot = builder_.slot_of("conversation.platform");
        const auto texts = [&](std::uint32_t platform, const MemberRecord& from) {
            builder_.tables().platform_texts.push_back({platform, from.source, from.index});
        };
        record.first_platform_text = static_cast<std::uint32_t>(builder_.tables().platform_texts.size());
        record.platform_text_count = static_cast<std::uint32_t>(platforms.size() + 1);
        for (const auto& [platform, value] : platforms) texts(platform, member("text", value));
        texts(none, due);
        set_source(due, MemberSource::text_due, 0);
    }
    add(due);
}

std::uint32_t ActionWriter::write(const check::Action& action, std::uint32_t rule) {
    const catalog::Action& defined = builder_.catalog().actions[action.action];
    bytecode::Tables& tables = builder_.tables();
    const bytecode::DebugRecord place = builder_.place(action.name_span);
    bytecode::ActionRecord record{};
    record.name = builder_.text(defined.id);
    record.rule = rule;
    record.file = place.file;
    record.line = place.line;
    record.first_member = static_cast<std::uint32_t>(tables.members.size());
    const bool least_loaded = defined.id == "send_to_least_loaded";
    const bool message = action.text.kind != check::ActionValue::Kind::none;
    record.form = static_cast<std::uint32_t>(message ? ActionForm::message
                                                     : (least_loaded ? ActionForm::least_loaded : ActionForm::plain));
    for (const check::ActionMember& part : action.members) {
        if (!part.is_value) continue;
        if (least_loaded)
            write_least_loaded(part.value);
        else
            add(member(part.name, part.value));
    }
    if (message) write_text_due(action.text, action.platform_texts, record);
    for (const check::ActionMember& part : action.members) {
        if (!part.is_value) add(member(part.name, part.value));
    }
    if (action.skip_if_recent) {
        const MemberRecord skip = member("skip_if_recent_conversation", *action.skip_if_recent);
        const bool from_slot = action.skip_if_recent->kind == check::ActionValue::Kind::field;
        record.skip_kind = from_slot ? 2 : 1;
        record.skip = skip.index;
        add(skip);
        tables.manifest.recent_closed_slot = builder_.slot_of("previous.last_closed_at");
        tables.manifest.previous_closed_slot = builder_.slot_of("previous.closed_at");
    }
    record.member_count = static_cast<std::uint32_t>(tables.members.size()) - record.first_member;
    tables.actions.push_back(record);
    return static_cast<std::uint32_t>(tables.actions.size() - 1);
}

}  // namespace parley::emit
