#include "tools/parley/action_text.h"

#include <vector>

#include "runtime/wire/decision.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

std::string value_text(const vm::Program& program, value::Type type, const value::Value& value) {
    if (!type.list && !value.present) return "no value";
    std::string out;
    wire::write_value(program.artifact(), type, value, out);
    return shown(out, 200);
}

std::string action_text(const vm::Program& program, const vm::Decision& decision, const vm::ActionResult& action) {
    const bytecode::Artifact& artifact = program.artifact();
    const bytecode::ActionRecord& record = artifact.actions()[action.action];
    std::vector<std::pair<std::string, std::string>> members;
    for (std::uint32_t i = 0; i < action.member_count; ++i) {
        const bytecode::MemberRecord& member = artifact.members()[record.first_member + i];
        const value::Value& value = decision.member(program, action, i);
        const value::Type type = member.type.type();
        if (!type.list && !value.present) continue;
        members.emplace_back(artifact.string(member.name), value_text(program, type, value));
    }
    std::string out(artifact.string(record.name));
    if (members.size() == 1) {
        out += " " + members[0].second;
    } else if (!members.empty()) {
        std::string list;
        for (const auto& [name, value] : members) list += (list.empty() ? "" : ", ") + name + ": " + value;
        out += " {" + list + "}";
    }
    switch (decision.status(action)) {
        case vm::ActionStatus::done:
            break;
        case vm::ActionStatus::no_value:
            out += " (not done: a field that it needs has no value)";
            break;
        case vm::ActionStatus::recent_conversation:
            out += " (suppressed: the customer had a recent conversation)";
            break;
    }
    return out;
}

std::string place_text(const bytecode::Artifact& artifact, std::uint32_t file, std::uint32_t line) {
    return shown(artifact.string(artifact.files()[file].name)) + ":" + std::to_string(line);
}

}  // namespace parley::cli
