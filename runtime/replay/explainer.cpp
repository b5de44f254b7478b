#include "runtime/replay/explainer.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "runtime/value/text.h"

namespace parley::replay {
namespace {

using bytecode::MemberSource;

constexpr std::size_t nobody = ~std::size_t{0};
constexpr std::size_t longest_value = 60;  // code points
constexpr std::size_t most_changes = 50;   // of one decision
constexpr std::size_t most_rules = 20;

std::string shortened(std::string_view text) {
    std::size_t offset = 0;
    for (std::size_t count = 0; offset < text.size(); ++count) {
        if (count == longest_value) return std::string(text.substr(0, offset)) + "…";
        value::next_code_point(text, offset);
    }
    return std::string(text);
}

// A text that no merge field stands in.
bool is_plain(const bytecode::Artifact& artifact, std::uint32_t text) {
    const bytecode::TemplateRecord& record = artifact.templates()[text];
    const auto parts = artifact.template_parts().subspan(record.first_part, record.part_count);
    return std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.slot == bytecode::none; });
}

// Whether the rules alone bound how many different values there can be.
bool is_bounded(const bytecode::Artifact& artifact, const bytecode::MemberRecord& member, const value::Value& value) {
    const value::Type type = member.type.type();
    const auto source = static_cast<MemberSource>(member.source);
    if (source == MemberSource::constant || !value.present) return true;
    if (source == MemberSource::text) return is_plain(artifact, member.index);
    if (type.list) return false;
    if (value::is_symbolic(type.kind)) return value.number != value::unknown_symbol;
    return type.kind == value::Kind::boolean || type.kind == value::Kind::weekday;
}

}  // namespace

std::string_view Explainer::text(const Side& side, std::size_t action) {
    const std::size_t begin = action == 0 ? 0 : side.ends[action - 1];
    return std::string_view(side.text).substr(begin, side.ends[action] - begin);
}

void Explainer::say(std::string words) {
    if (out_.changes.size() < most_changes) out_.changes.push_back(std::move(words));
}

void Explainer::rule_of(const Side& side, std::size_t action, std::vector<std::string>& names) {
    const bytecode::Artifact& artifact = side.program.artifact();
    const std::uint32_t rule = artifact.actions()[side.decision.actions[action].action].rule;
    std::string name(artifact.string(artifact.rules()[rule].name));
    if (names.size() < most_rules && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

std::vector<Explainer::Member> Explainer::members(const Side& side, std::size_t action) {
    const bytecode::Artifact& artifact = side.program.artifact();
    const vm::ActionResult& result = side.decision.actions[action];
    const bytecode::ActionRecord& record = artifact.actions()[result.action];
    std::vector<Member> out;
    for (std::uint32_t i = 0; i < result.member_count; ++i) {
        const bytecode::MemberRecord& written = artifact.members()[record.first_member + i];
        const value::Value& value = side.decision.member(side.program, result, i);
        const value::Type type = written.type.type();
        Member member;
        member.name = artifact.string(written.name);
        wire::write_value(artifact, type, value, member.exact);
        member.text = type.kind == value::Kind::text;
        if (!value.present && !type.list)
            member.shown = "no value";
        else if (member.name == "field" && member.text && !type.list)  // an id, as the rules write it
            member.shown = value.text.exact;
        else if (is_bounded(artifact, written, value))
            member.shown = shortened(value::is_symbolic(type.kind) && !type.list
                                         ? artifact.symbol_name(type.domain, static_cast<std::uint32_t>(value.number))
                                         : std::string_view(member.exact));
        out.push_back(std::move(member));
    }
    return out;
}

// Of actions that do the same, the first is the first.
void Explainer::pair_identical() {
    std::unordered_map<std::string_view, std::deque<std::size_t>> places;
    for (std::size_t i = 0; i < taken_.size(); ++i) places[text(after_, i)].push_back(i);
    for (std::size_t i = 0; i < partner_.size(); ++i) {
        const auto found = places.find(text(before_, i));
        if (found == places.end() || found->second.empty()) continue;
        partner_[i] = found->second.front();
        taken_[partner_[i]] = true;
        found->second.pop_front();
    }
}

// What is left and has one name, such as two `set_field`; those of one first member before others.
void Explainer::pair_by_name(bool first_member_too) {
    const auto key = [&](const Side& side, std::size_t action) {
        std::string out(side.name(action));
        if (!first_member_too) return out;
        const std::vector<Member> all = members(side, action);
        return out + ' ' + (all.size() < 2 ? std::string() : all.front().exact);
    };
    std::unordered_map<std::string, std::deque<std::size_t>> places;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
        if (!taken_[i]) places[key(after_, i)].push_back(i);
    }
    for (std::size_t i = 0; i < partner_.size(); ++i) {
        if (partner_[i] != nobody) continue;
        const auto found = places.find(key(before_, i));
        if (found == places.end() || found->second.empty()) continue;
        partner_[i] = found->second.front();
        taken_[partner_[i]] = true;
        found->second.pop_front();
        changed(i, partner_[i]);
    }
}

void Explainer::changed(std::size_t before, std::size_t after) {
    rule_of(before_, before, out_.before_rules);
    rule_of(after_, after, out_.after_rules);
    const std::vector<Member> left = members(before_, before), right = members(after_, after);
    const std::string name(before_.name(before));
    // "set_field conversation.tier": the first member is what it is done to, if it is the same and not the only one.
    const bool one_thing = left.size() > 1 && right.size() > 1 && left.front().name == right.front().name &&
                           left.front().exact == right.front().exact && !left.front().shown.empty() &&
                           left.front().name != "text";
    const std::string head = name + (one_thing ? " " + left.front().shown : "") + ": ";
    const auto find = [](const std::vector<Member>& all, std::string_view wanted) {
        return std::find_if(all.begin(), all.end(), [&](const Member& member) { return member.name == wanted; });
    };
    for (const Member& member : left) {
        const auto now = find(right, member.name);
        if (now == right.end()) {
            say(head + std::string(member.name) + " no longer given");
            continue;
        }
        if (now->exact == member.exact) continue;
        const std::string which = &member == &left.front() ? "" : std::string(member.name) + " ";
        if (member.shown.empty() || now->shown.empty())
            say(head + which + (member.text ? "other text" : "other value"));
        else
            say(head + which + member.shown + " → " + now->shown);
    }
    for (const Member& member : right) {
        if (find(left, member.name) == left.end()) say(head + std::string(member.name) + " now given");
    }
    const auto status = [](const Side& side, std::size_t action) {
        return side.decision.status(side.decision.actions[action]);
    };
    const vm::ActionStatus was = status(before_, before), is = status(after_, after);
    if (was == is) return;
    constexpr auto suppressed = vm::ActionStatus::recent_conversation, no_value = vm::ActionStatus::no_value;
    if (is == suppressed) say(head + "now suppressed");
    if (was == suppressed) say(head + "no longer suppressed");
    if (is == no_value) say(head + "now without its value");
    if (was == no_value) say(head + "no longer without its value");
}

void Explainer::one_sided(const Side& side, std::size_t action, bool before) {
    rule_of(side, action, before ? out_.before_rules : out_.after_rules);
    const std::vector<Member> all = members(side, action);
    const bool shown = !all.empty() && !all.front().shown.empty() && all.front().name != "text";
    say(std::string(side.name(action)) + (shown ? " " + all.front().shown : "") +
        (before ? ": no longer" : ": now also"));
}

void Explainer::run() {
    if (before_.fault || after_.fault) {
        const wire::EventFault& fault = before_.fault ? *before_.fault : *after_.fault;
        const std::string where = fault.path.empty() ? "" : " (" + shortened(fault.path) + ")";
        return say((before_.fault ? "no longer in error" : "now in error") + where);
    }
    partner_.assign(before_.decision.actions.size(), nobody);
    taken_.assign(after_.decision.actions.size(), false);
    pair_identical();
    pair_by_name(true);
    pair_by_name(false);
    for (std::size_t i = 0; i < partner_.size(); ++i) {
        if (partner_[i] == nobody) one_sided(before_, i, true);
    }
    for (std::size_t i = 0; i < taken_.size(); ++i) {
        if (!taken_[i]) one_sided(after_, i, false);
    }
    if (before_.decision.dropped_actions != after_.decision.dropped_actions)
        say("other actions beyond the limit of " + std::to_string(vm::maximum_actions));
    if (!out_.changes.empty()) return;
    for (std::size_t i = 0; i < partner_.size(); ++i) {
        if (partner_[i] == i) continue;
        rule_of(before_, i, out_.before_rules);
        rule_of(after_, partner_[i], out_.after_rules);
    }
    say("other order of actions");
}

}  // namespace parley::replay
