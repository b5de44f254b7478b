#include "runtime/replay/comparer.h"

#include "runtime/replay/explainer.h"

namespace parley::replay {

Comparer::Comparer(const vm::Program& before, const vm::Program& after, const ComparerOptions& options)
    : before_(before, options.before), after_(after, options.after) {}

void Comparer::Side::decide(std::string_view line) {
    text.clear();
    ends.clear();
    fault = decoder.decode(line, frame, head);
    if (fault) return;
    machine.execute(frame, decision);
    for (std::size_t i = 0; i < decision.actions.size(); ++i) {
        write(i, text);
        ends.push_back(text.size());
    }
    if (decision.dropped_actions != 0) text += "and " + std::to_string(decision.dropped_actions) + " more";
}

std::string_view Comparer::Side::name(std::size_t action) const {
    const bytecode::Artifact& artifact = program.artifact();
    return artifact.string(artifact.actions()[decision.actions[action].action].name);
}

void Comparer::Side::write(std::size_t action, std::string& out) const {
    const bytecode::Artifact& artifact = program.artifact();
    const vm::ActionResult& result = decision.actions[action];
    const bytecode::ActionRecord& record = artifact.actions()[result.action];
    out += artifact.string(record.name);
    for (std::uint32_t i = 0; i < result.member_count; ++i) {
        const bytecode::MemberRecord& member = artifact.members()[record.first_member + i];
        out += ' ';
        out += artifact.string(member.name);
        out += ':';
        wire::write_value(artifact, member.type.type(), decision.member(program, result, i), out);
    }
    const vm::ActionStatus status = decision.status(result);
    if (status == vm::ActionStatus::no_value) out += " no value";
    if (status == vm::ActionStatus::recent_conversation) out += " suppressed";
    out += '\n';
}

std::string Comparer::Side::whole(std::uint64_t number) {
    std::string out;
    if (fault)
        wire::write_fault(head, number, *fault, out);
    else
        writer.write(frame, head, decision, options, nullptr, out);
    return out;
}

Verdict Comparer::compare(std::string_view line, std::uint64_t number) {
    number_ = number;
    before_.decide(line);
    after_.decide(line);
    if (before_.fault && after_.fault) return Verdict::both_in_error;
    if (before_.fault || after_.fault) return Verdict::one_in_error;
    return before_.text == after_.text ? Verdict::same : Verdict::changed;
}

Difference Comparer::difference() const {
    Difference out;
    out.id = before_.fault ? after_.head.id : before_.head.id;
    Explainer(before_, after_, out).run();
    return out;
}

void Comparer::write_decisions(Difference& difference) {
    difference.before = before_.whole(number_);
    difference.after = after_.whole(number_);
}

}  // namespace parley::replay
