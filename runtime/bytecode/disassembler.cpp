#include "runtime/bytecode/disassembler.h"

#include <algorithm>
#include <string_view>

#include "runtime/bytecode/listing.h"
#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/plan_listing.h"

namespace parley::bytecode {

namespace {

std::string counted(std::size_t count, std::string_view what) {
    return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

void pad(std::string& out, std::size_t line_begin, std::size_t width) {
    const std::size_t used = out.size() - line_begin;
    out.append(used < width ? width - used : 1, ' ');
}

class Disassembler {
public:
    explicit Disassembler(const Artifact& artifact)
        : artifact_(artifact), address_width_(std::to_string(artifact.code().size()).size()) {}

    std::string run() {
        head();
        for (const ConditionRecord& condition : artifact_.conditions()) {
            out_ += "\ncondition " + printable(artifact_.string(condition.name)) +
                    (condition.reads_event != 0 ? ", reads the event\n" : "\n");
            code(condition.entry, condition.end);
        }
        for (const RuleRecord& rule : artifact_.rules()) {
            out_ += rule.disabled != 0 ? "\ndisabled rule " : "\nrule ";
            out_ += quote(artifact_.string(rule.name)) + "\n";
            code(rule.entry, rule.end);
        }
        return out_ + plan_text(artifact_);
    }

private:
    void head() {
        const ManifestRecord& manifest = artifact_.manifest();
        out_ += "rule set " + quote(artifact_.string(manifest.ruleset)) + ": " +
                counted(artifact_.rules().size(), "rule") + ", " + counted(artifact_.conditions().size(), "condition") +
                ", " + counted(artifact_.code().size(), "instruction") + ", at most " +
                std::to_string(manifest.budget) + " for one event line\n";
    }

    void code(std::uint32_t entry, std::uint32_t end) {
        std::uint32_t file = none;
        std::uint32_t line = none;
        for (std::uint32_t at = entry; at < end; ++at) {
            const DebugRecord& debug = artifact_.debug()[at];
            if (debug.file != file || debug.line != line) source(debug);
            file = debug.file;
            line = debug.line;
            instruction(at);
        }
    }

    void source(const DebugRecord& debug) {
        out_ += "  ; " + printable(artifact_.string(artifact_.files()[debug.file].name)) + ":" +
                std::to_string(debug.line) + "  " + source_line(artifact_, debug.file, debug.begin) + "\n";
    }

    void instruction(std::uint32_t at) {
        const Instruction& instruction = artifact_.code()[at];
        const OpcodeInfo& info = *find_opcode(instruction.opcode);
        const std::size_t begin = out_.size();
        const std::string address = std::to_string(at);
        out_.append(4 + address_width_ - address.size(), ' ');
        out_ += address + "  ";
        out_ += info.name;
        const std::string operands = operands_of(instruction, info);
        const std::string jump = jump_of(instruction, info.jumps);
        if (!operands.empty() || !jump.empty()) pad(out_, begin, 4 + address_width_ + 2 + 22);
        out_ += operands;
        if (!operands.empty() && !jump.empty()) out_ += "  ";
        out_ += jump;
        out_ += '\n';
    }

    static std::string jump_of(const Instruction& instruction, Jumps jumps) {
        const std::string target = "-> " + std::to_string(instruction.target);
        if (jumps == Jumps::jump) return target;
        if (jumps != Jumps::test) return {};
        return ((instruction.flags & jump_when_true) != 0 ? "true " : "false ") + target;
    }

    std::string operands_of(const Instruction& instruction, const OpcodeInfo& info) const {
        std::string out;
        if ((instruction.flags & negate) != 0) out += "not ";
        if ((instruction.flags & subject_size) != 0) out += "size of ";
        out += operand(info.subject, instruction.subject, false);
        if ((instruction.flags & exact_text) != 0) out += " exactly";
        if (info.first != OperandKind::none)
            out += ", " + operand(info.first, instruction.first, (instruction.flags & first_is_slot) != 0);
        if (info.second != OperandKind::none)
            out += ", " + operand(info.second, instruction.second, (instruction.flags & second_is_slot) != 0);
        return out;
    }

    std::string operand(OperandKind kind, std::uint32_t index, bool is_slot) const {
        switch (kind) {
            case OperandKind::none:
                return {};
            case OperandKind::slot:
                return slot_text(artifact_, index);
            case OperandKind::constant:
            case OperandKind::list:
                return is_slot ? slot_text(artifact_, index) : constant_text(artifact_, index);
            case OperandKind::pattern:
                return pattern(artifact_.patterns()[index]);
            case OperandKind::schedule:
                return quote(artifact_.string(artifact_.schedules()[index].name));
            case OperandKind::condition:
                return printable(artifact_.string(artifact_.conditions()[index].name));
            case OperandKind::action:
                return action_text(artifact_, index);
            case OperandKind::branch:
                return branch(artifact_.branches()[index]);
        }
        return {};
    }

    std::string pattern(const PatternRecord& record) const {
        return (record.exactly != 0 ? "exactly /" : "/") + printable(artifact_.string(record.expression)) + "/";
    }

    std::string branch(const BranchRecord& record) const {
        return printable(artifact_.string(record.path)) + (record.is_else != 0 ? " (else)" : "");
    }

    const Artifact& artifact_;
    const std::size_t address_width_;
    std::string out_;
};

}  // namespace

std::string disassemble(const Artifact& artifact) {
    return Disassembler(artifact).run();
}

}  // namespace parley::bytecode
