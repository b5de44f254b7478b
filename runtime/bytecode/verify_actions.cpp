// What an action carries: its members, the texts among them, and what they are made from.
#include "runtime/bytecode/checker.h"

namespace parley::bytecode {

namespace {

using value::Kind;
using value::Type;

bool check_member_type(const Row& row, Type wanted, Type given) {
    return row.require(wanted.list == given.list && comparable(wanted, given), "a value of another type");
}

bool use_templates(Checker& checker, const Row& row, std::uint32_t first, std::uint32_t count) {
    if (!row.range(first, count, checker.template_used.size(), "no such text")) return false;
    for (std::uint32_t i = first; i < first + count; ++i) {
        if (!row.require(!checker.template_used[i], "a text that something else has")) return false;
        checker.template_used[i] = true;
    }
    return true;
}

bool check_queues(const Checker& checker, const Row& row, const MemberRecord& member, Type queues) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const Type queue{Kind::reference, false, false, artifact.manifest().queue_domain};
    const bool loads_known = !artifact.queue_loads().empty() || views.domains[queue.domain].value_count == 0;
    return row.require(queues.list && comparable(queues, queue), "what it chooses from is no list of queues") &&
           row.require(!member.type.list && comparable(member.type.type(), queue), "what it chooses is no queue") &&
           row.require(loads_known, "a choice by load without the queues' loads");
}

bool check_member(Checker& checker, std::size_t index, const ActionRecord& action) {
    const Views& views = checker.views;
    const MemberRecord& member = views.members[index];
    const Row row(checker, Section::members, index);
    if (!(row.text(member.name) && row.type(member.type) &&
          row.require(member.source <= static_cast<std::uint8_t>(MemberSource::least_loaded_slot),
                      "an unknown source") &&
          row.require(member.reserved[0] == 0 && member.reserved[1] == 0 && member.reserved[2] == 0,
                      "a reserved part that is not zero")))
        return false;
    const auto source = static_cast<MemberSource>(member.source);
    if (!row.require(member.count == 0 || source == MemberSource::texts, "a count of what is one")) return false;
    const Type type = member.type.type();
    const auto is_text = [&](bool list) {
        return row.require(type.kind == Kind::text && type.list == list, "a text where none belongs");
    };
    switch (source) {
        case MemberSource::constant:
            return row.index(member.index, views.constants.size(), "no such constant") &&
                   check_member_type(row, type, views.constants[member.index].type.type());
        case MemberSource::slot:
            return row.index(member.index, views.slots.size(), "no such slot") &&
                   check_member_type(row, type, views.slots[member.index].type.type());
        case MemberSource::text:
            return is_text(false) && use_templates(checker, row, member.index, 1);
        case MemberSource::texts:
            return is_text(true) && use_templates(checker, row, member.index, member.count);
        case MemberSource::text_due:
            return is_text(false) && row.require(action.platform_text_count > 0, "a text due, and none to choose from");
        case MemberSource::least_loaded:
            return row.require(action.form == static_cast<std::uint32_t>(ActionForm::least_loaded), "no such action") &&
                   row.index(member.index, views.constants.size(), "no such constant") &&
                   check_queues(checker, row, member, views.constants[member.index].type.type());
        case MemberSource::least_loaded_slot:
            return row.require(action.form == static_cast<std::uint32_t>(ActionForm::least_loaded), "no such action") &&
                   row.index(member.index, views.slots.size(), "no such slot") &&
                   check_queues(checker, row, member, views.slots[member.index].type.type());
    }
    return false;
}

bool check_platform_text(Checker& checker, std::size_t index, bool is_last) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const PlatformTextRecord& text = artifact.platform_texts()[index];
    const Row row(checker, Section::platform_texts, index);
    const std::uint32_t platforms = views.domains[artifact.manifest().platform_domain].value_count;
    const Type wanted{Kind::text, false, false, value::no_domain};
    if (!row.require(is_last ? text.platform == none : text.platform < platforms,
                     is_last ? "no text for every other platform" : "no such platform"))
        return false;
    switch (static_cast<MemberSource>(text.source)) {
        case MemberSource::constant:
            return row.index(text.index, views.constants.size(), "no such constant") &&
                   check_member_type(row, wanted, views.constants[text.index].type.type());
        case MemberSource::slot:
            return row.slot(text.index, wanted, false, "no slot of a text");
        case MemberSource::text:
            return use_templates(checker, row, text.index, 1);
        default:
            return row.fail("a source that gives no text");
    }
}

bool check_skip(const Views& views, const Row& row, const ActionRecord& action) {
    const Type duration{Kind::duration, false, false, value::no_domain};
    switch (action.skip_kind) {
        case 0:
            return row.require(action.skip == 0, "a duration that nothing asks for");
        case 1:
            return row.index(action.skip, views.constants.size(), "no such constant") &&
                   row.require(views.constants[action.skip].type.type() == duration, "a skip of no duration");
        case 2:
            return row.slot(action.skip, duration, false, "a skip of no duration");
        default:
            return row.fail("an unknown kind of skip");
    }
}

bool check_action(Checker& checker, std::size_t index, std::size_t& next_member, std::size_t& next_text) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const ActionRecord& action = views.actions[index];
    const Row row(checker, Section::actions, index);
    const bool is_message = action.form == static_cast<std::uint32_t>(ActionForm::message);
    if (!(row.text(action.name) &&
          row.require(action.form <= static_cast<std::uint32_t>(ActionForm::least_loaded), "an unknown form") &&
          row.index(action.rule, views.rules.size(), "no such rule") &&
          row.index(action.file, views.files.size(), "no such file") &&
          row.owned(action.first_member, action.member_count, next_member, views.members.size(),
                    "members that are not its own") &&
          row.owned(action.first_platform_text, action.platform_text_count, next_text, artifact.platform_texts().size(),
                    "texts that are not its own") &&
          row.require(is_message || (action.platform_text_count == 0 && action.skip_kind == 0),
                      "what only a message has") &&
          check_skip(views, row, action) && row.require(action.reserved == 0, "a reserved part that is not zero")))
        return false;
    for (std::uint32_t i = 0; i < action.member_count; ++i) {
        if (!check_member(checker, action.first_member + i, action)) return false;
    }
    for (std::uint32_t i = 0; i < action.platform_text_count; ++i) {
        if (!check_platform_text(checker, action.first_platform_text + i, i + 1 == action.platform_text_count))
            return false;
    }
    return true;
}

bool check_part(Checker& checker, std::size_t index) {
    const TemplatePartRecord& part = checker.views.template_parts[index];
    const Row row(checker, Section::template_parts, index);
    return row.text({part.text, part.fallback}) && row.flag(part.has_fallback, "an unknown flag") &&
           row.require(part.slot == none || part.slot < checker.views.slots.size(), "no such slot") &&
           row.require(part.slot != none || part.has_fallback == 0, "a fallback of plain text") &&
           row.require(part.has_fallback != 0 || part.fallback.size == 0, "a fallback that is none");
}

bool check_templates(Checker& checker) {
    const Views& views = checker.views;
    std::size_t next = 0;
    for (std::size_t i = 0; i < views.templates.size(); ++i) {
        const TemplateRecord& record = views.templates[i];
        if (!Row(checker, Section::templates, i)
                 .owned(record.first_part, record.part_count, next, views.template_parts.size(),
                        "parts that are not its own"))
            return false;
    }
    for (std::size_t i = 0; i < views.template_parts.size(); ++i) {
        if (!check_part(checker, i)) return false;
    }
    return true;
}

}  // namespace

bool check_actions(Checker& checker) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    std::size_t next_member = 0;
    std::size_t next_text = 0;
    for (std::size_t i = 0; i < views.actions.size(); ++i) {
        if (!check_action(checker, i, next_member, next_text)) return false;
    }
    return Row(checker, Section::members, next_member)
               .require(next_member == views.members.size(), "a member of no action") &&
           Row(checker, Section::platform_texts, next_text)
               .require(next_text == artifact.platform_texts().size(), "a text of no action") &&
           check_templates(checker);
}

}  // namespace parley::bytecode
