#include <algorithm>
#include <set>

#include "runtime/engine/facts/event_text.h"
#include "runtime/engine/facts/facts.h"
#include "runtime/vm/execute.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

namespace parley::facts {
namespace {

// Above those of an event from outside: what the engine holds has passed the limits of its own wire.
constexpr wire::Limits limits{.event_bytes = 64u << 20, .depth = 64, .string_bytes = 4u << 20, .list_items = 100'000};
constexpr std::size_t maximum_refused = 64;

using model::Datum;

Datum scalar_datum(const bytecode::Artifact& artifact, value::Type type, const value::Value& value) {
    if (!value.present) return {};
    if (type.kind == value::Kind::text) return Datum::of_text(std::string(value.text.exact));
    if (type.kind == value::Kind::boolean) return Datum::of_boolean(value.number != 0);
    if (value::is_symbolic(type.kind)) {
        const bool known = value.number != value::unknown_symbol;
        return Datum::of_text(std::string(
            known ? artifact.symbol_name(type.domain, static_cast<std::uint32_t>(value.number)) : value.symbol));
    }
    std::string written;
    wire::write_value(artifact, type.element(), value, written);
    if (written.starts_with('"')) return Datum::of_text(written.substr(1, written.size() - 2));
    Datum number;
    number.kind = Datum::Kind::number;
    number.text = std::move(written);
    return number;
}

Datum datum_of(const bytecode::Artifact& artifact, value::Type type, const value::Value& value) {
    if (!type.list) return scalar_datum(artifact, type, value);
    Datum list;
    list.kind = Datum::Kind::list;
    for (std::uint32_t i = 0; i < value.count; ++i) list.items.push_back(scalar_datum(artifact, type, value.items[i]));
    return list;
}

std::string place(const bytecode::Artifact& artifact, std::uint32_t file, std::uint32_t line) {
    return std::string(artifact.string(artifact.files()[file].name)) + ":" + std::to_string(line);
}

// "2", "2.1"; the last branch of a rule that has no condition is "else".
std::string branch_name(const bytecode::Artifact& artifact, std::uint32_t branch) {
    if (branch == bytecode::none) return {};
    const bytecode::BranchRecord& record = artifact.branches()[branch];
    const std::string_view path = artifact.string(record.path);
    return record.is_else != 0 && path.find('.') == std::string_view::npos ? "else" : std::string(path);
}

}  // namespace

struct Decider::Impl {
    explicit Impl(std::shared_ptr<const vm::Program> loaded)
        : program(std::move(loaded)),
          artifact(program->artifact()),
          readings(artifact),
          frame(*program),
          decoder(*program, limits),
          machine(*program) {
        for (const bytecode::ActionRecord& action : artifact.actions()) {
            ordinals.push_back(action.rule < counts.size() ? counts[action.rule]++ : 0);
        }
        for (const bytecode::EventRecord& event : artifact.events())
            if (event.rule_count != 0) heard.insert(artifact.string(event.id));
    }

    void decode(EventText& text, Outcome& outcome);
    Decided decided(const vm::ActionResult& result) const;

    std::shared_ptr<const vm::Program> program;
    const bytecode::Artifact& artifact;
    std::set<std::string_view> heard;  // events that some rule is on
    Readings readings;
    vm::Frame frame;
    wire::EventDecoder decoder;
    vm::Machine machine;
    vm::Decision decision;
    wire::EventHead head;
    std::string json;
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>(artifact.rules().size(), 0);
    std::vector<std::uint32_t> ordinals;  // by action
};

// A value of the wrong type costs that member alone: the moment goes on without it, and its record says so.
void Decider::Impl::decode(EventText& text, Outcome& outcome) {
    Refused refused;
    while (true) {
        text.write(refused, json);
        const auto fault = decoder.decode(json, frame, head);
        if (!fault) return;
        const std::string member = text.member_of(fault->path);
        outcome.notes.push_back(fault->path + ": " + fault->message);
        if (member.empty() || refused.size() >= maximum_refused || !refused.insert(member).second) {
            frame.clear();
            return;
        }
    }
}

Decided Decider::Impl::decided(const vm::ActionResult& result) const {
    const bytecode::ActionRecord& record = artifact.actions()[result.action];
    Decided decided;
    decided.ordinal = ordinals[result.action];
    lines::DecidedAction& action = decided.action;
    action.action = artifact.string(record.name);
    action.rule = artifact.string(artifact.rules()[record.rule].name);
    action.place = place(artifact, record.file, record.line);
    const auto members = artifact.members().subspan(record.first_member, record.member_count);
    for (std::uint32_t i = 0; i < result.member_count && i < members.size(); ++i) {
        action.members.emplace_back(artifact.string(members[i].name),
                                    datum_of(artifact, members[i].type.type(), decision.member(*program, result, i)));
    }
    const vm::ActionStatus status = decision.status(result);
    if (status == vm::ActionStatus::no_value) action.not_done = "no_value";
    if (status == vm::ActionStatus::recent_conversation) action.suppressed = "recent_conversation";
    const auto missing = decision.missing_of(result);
    action.missing.assign(missing.begin(), missing.end());
    return decided;
}

Decider::Decider(std::shared_ptr<const vm::Program> program) : impl_(new Impl(std::move(program))) {}
Decider::~Decider() = default;

bool Decider::reads_former() const {
    return impl_->readings.reads_former();
}

Outcome Decider::decide(const Snapshot& snapshot, Surroundings& surroundings) {
    Outcome outcome;
    const auto is_heard = [this](std::string_view event) { return impl_->heard.contains(event); };
    // Of most moments no rule wants to know anything: then no fact is looked up either.
    if (std::none_of(snapshot.events.begin(), snapshot.events.end(), is_heard)) return outcome;
    EventText text(impl_->readings, snapshot, surroundings);
    impl_->decode(text, outcome);
    impl_->machine.execute(impl_->frame, impl_->decision);
    const vm::Decision& decision = impl_->decision;
    for (const vm::ActionResult& action : decision.actions) outcome.actions.push_back(impl_->decided(action));
    for (const vm::RuleResult& rule : vm::fired_rules(impl_->frame, decision)) {
        outcome.rules.push_back({std::string(impl_->artifact.string(impl_->artifact.rules()[rule.rule].name)),
                                 branch_name(impl_->artifact, rule.branch), 0});
    }
    if (decision.dropped_actions != 0)
        outcome.notes.push_back(std::to_string(decision.dropped_actions) + " actions beyond the limit were dropped");
    return outcome;
}

}  // namespace parley::facts
