// What an action carries: its members, the texts among them, and what they are made from.
#include <array>
#include <cstddef>
#include <cstring>

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

// Members that were found good: the same again, with another constant of the same type, needs no second look.
class KnownMembers {
public:
    bool has(const Views& views, const MemberRecord& member) const {
        const Known& known = known_[place_of(member)];
        return is_plain(member) && member.index < views.constants.size() && member.name == known.name &&
               member.type == known.type && views.constants[member.index].type == known.constant;
    }
    void note(const Views& views, const MemberRecord& good) {
        if (is_plain(good)) known_[place_of(good)] = {good.name, good.type, views.constants[good.index].type};
    }

private:
    struct Known {
        StringRef name{none, none};
        TypeRecord type, constant;
    };
    static bool is_plain(const MemberRecord& member) {
        static_assert(static_cast<int>(MemberSource::constant) == 0);
        std::uint32_t source_and_reserved = 0;
        static_assert(offsetof(MemberRecord, source) + sizeof source_and_reserved == offsetof(MemberRecord, index));
        std::memcpy(&source_and_reserved, &member.source, sizeof source_and_reserved);
        return source_and_reserved == 0 && member.count == 0;
    }
    static std::size_t place_of(const MemberRecord& member) { return member.name.offset % places; }

    static constexpr std::size_t places = 64;
    std::array<Known, places> known_;
};

bool check_platform_text(Checker& checker, std::size_t index, bool is_last) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const PlatformTextRecord& text = views.platform_texts[index];
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

class ActionCheck {
public:
    explicit ActionCheck(Checker& checker) : checker_(checker), views_(checker.views) {}

    bool run() {
        for (std::size_t i = 0; i < views_.actions.size(); ++i) {
            const ActionRecord& action = views_.actions[i];
            fetch_ahead(&action);
            fetch_ahead(views_.members.data() + next_member_);
            if (!(is_plain(action) || check_head(i)) || !check_members(i) || !check_texts(action)) return false;
        }
        return Row(checker_, Section::members, next_member_)
                   .require(next_member_ == views_.members.size(), "a member of no action") &&
               Row(checker_, Section::platform_texts, next_text_)
                   .require(next_text_ == views_.platform_texts.size(), "a text of no action");
    }

private:
    // What nearly every action is: without texts of its own and without a duration. False: `check_head` has to tell.
    bool is_plain(const ActionRecord& action) {
        const bool is_good =
            action.first_platform_text == 0 && action.platform_text_count == 0 && action.skip_kind == 0 &&
            action.skip == 0 && action.reserved == 0 &&
            action.form <= static_cast<std::uint32_t>(ActionForm::message) && action.rule < views_.rules.size() &&
            action.file < views_.files.size() && action.first_member == next_member_ &&
            action.member_count <= views_.members.size() - next_member_ && checker_.is_text(action.name);
        if (is_good) next_member_ += action.member_count;
        return is_good;
    }

    bool check_head(std::size_t index) {
        const ActionRecord& action = views_.actions[index];
        const Row row(checker_, Section::actions, index);
        const bool is_message = action.form == static_cast<std::uint32_t>(ActionForm::message);
        return row.text(action.name) &&
               row.require(action.form <= static_cast<std::uint32_t>(ActionForm::least_loaded), "an unknown form") &&
               row.index(action.rule, views_.rules.size(), "no such rule") &&
               row.index(action.file, views_.files.size(), "no such file") &&
               row.owned(action.first_member, action.member_count, next_member_, views_.members.size(),
                         "members that are not its own") &&
               row.owned(action.first_platform_text, action.platform_text_count, next_text_,
                         views_.platform_texts.size(), "texts that are not its own") &&
               row.require(is_message || (action.platform_text_count == 0 && action.skip_kind == 0),
                           "what only a message has") &&
               check_skip(views_, row, action) && row.require(action.reserved == 0, "a reserved part that is not zero");
    }

    bool check_members(std::size_t index) {
        const ActionRecord& action = views_.actions[index];
        bool is_fixed = action.skip_kind == 0;
        for (std::uint32_t i = action.first_member; i < action.first_member + action.member_count; ++i) {
            const MemberRecord& member = views_.members[i];
            if (known_.has(views_, member)) continue;
            if (!check_member(checker_, i, action)) return false;
            known_.note(views_, member);
            is_fixed = is_fixed && is_fixed_member(views_.templates, views_.template_parts, member);
        }
        checker_.fixed_members[index] = is_fixed ? action.member_count : none;
        return true;
    }

    bool check_texts(const ActionRecord& action) {
        for (std::uint32_t i = 0; i < action.platform_text_count; ++i) {
            if (!check_platform_text(checker_, action.first_platform_text + i, i + 1 == action.platform_text_count))
                return false;
        }
        return true;
    }

    Checker& checker_;
    const Views& views_;
    std::size_t next_member_ = 0, next_text_ = 0;
    KnownMembers known_;
};

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
    return ActionCheck(checker).run() && check_templates(checker);
}

}  // namespace parley::bytecode
