#include "runtime/wire/path.h"

#include <string_view>
#include <vector>

#include "runtime/bytecode/opcode.h"
#include "runtime/value/number.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/json_text.h"

namespace parley::wire {
namespace {

using bytecode::Instruction;
using bytecode::Opcode;
using Kind = vm::TraceStep::Kind;

class PathWriter {
public:
    PathWriter(const vm::Frame& frame, const vm::Decision& decision, const vm::Trace& trace, std::string& out)
        : artifact_(frame.program().artifact()), frame_(frame), decision_(decision), trace_(trace), out_(out) {
        find_uses();
    }

    void write() {
        out_ += '[';
        for (std::size_t i = 0; i < trace_.size(); ++i) {
            if (skipped_[i]) continue;
            write_step(i);
        }
        out_ += ']';
    }

private:
    // A named condition that was evaluated is followed by the test that used it. That one says where, and its result;
    // so it is looked up at the beginning and not written for itself.
    void find_uses() {
        use_.resize(trace_.size());
        skipped_.resize(trace_.size());
        std::vector<std::size_t> begun;
        for (std::size_t i = 0; i < trace_.size(); ++i) {
            if (trace_[i].kind == Kind::condition_begin) begun.push_back(i);
            if (trace_[i].kind != Kind::condition_end) continue;
            use_[begun.back()] = use_[i] = i + 1;
            skipped_[i + 1] = true;
            begun.pop_back();
        }
    }

    void write_step(std::size_t i) {
        const vm::TraceStep& step = trace_[i];
        switch (step.kind) {
            case Kind::rule:
                begin_rule(step);
                break;
            case Kind::rule_end:
                end_rule(step);
                break;
            case Kind::condition_begin:
                begin_condition(trace_[use_[i]]);
                break;
            case Kind::condition_end:
                end_condition(trace_[use_[i]]);
                break;
            case Kind::test:
                write_test(step);
                break;
            case Kind::branch:
                write_branch(step);
                break;
            case Kind::action:
                write_action(step);
                break;
        }
    }

    void begin_rule(const vm::TraceStep& step) {
        begin_object();
        append_key(out_, "rule");
        append_string(out_, artifact_.string(artifact_.rules()[step.index].name));
        append_key(out_, "event");
        append_string(out_, artifact_.string(artifact_.events()[step.event].id));
        append_key(out_, "fired");
        out_ += "true";
        append_key(out_, "steps");
        out_ += '[';
    }

    void end_rule(const vm::TraceStep& step) {
        out_ += ']';
        append_key(out_, "completed");
        write_boolean(step.result);
        out_ += '}';
    }

    void begin_condition(const vm::TraceStep& use) {
        begin_object();
        write_condition(use.index);
        append_key(out_, "steps");
        out_ += '[';
    }

    void end_condition(const vm::TraceStep& use) {
        out_ += ']';
        end_test(use);
    }

    void write_test(const vm::TraceStep& step) {
        begin_object();
        write_condition(step.index);
        const Instruction& instruction = artifact_.code()[step.index];
        if (static_cast<Opcode>(instruction.opcode) == Opcode::test_condition) {
            append_key(out_, "remembered");
            out_ += "true";
        } else {
            write_operands(instruction, step.event);
        }
        end_test(step);
    }

    void end_test(const vm::TraceStep& step) {
        append_key(out_, "result");
        write_boolean(step.result);
        out_ += '}';
    }

    // The condition as its author wrote it, and where.
    void write_condition(std::uint32_t instruction) {
        const bytecode::DebugRecord& debug = artifact_.debug()[instruction];
        const std::string_view source = artifact_.string(artifact_.files()[debug.file].text);
        append_key(out_, "condition");
        append_string(out_, source.substr(debug.begin, debug.end - debug.begin));
        append_key(out_, "at");
        append_place(out_, artifact_, debug.file, debug.line, debug.column);
    }

    void write_operands(const Instruction& instruction, std::uint32_t event) {
        append_key(out_, "value");
        if ((instruction.flags & bytecode::subject_size) != 0) {
            append_integer(out_, frame_.slot(instruction.subject).count);
        } else {
            write_slot(instruction.subject, event);
        }
        const bool first = (instruction.flags & bytecode::first_is_slot) != 0;
        const bool second = (instruction.flags & bytecode::second_is_slot) != 0;
        if (!first && !second) return;
        append_key(out_, "other");
        if (first && second) out_ += '[';
        if (first) write_slot(instruction.first, event);
        if (first && second) out_ += ',';
        if (second) write_slot(instruction.second, event);
        if (first && second) out_ += ']';
    }

    void write_slot(std::uint32_t slot, std::uint32_t event) {
        write_value(artifact_, artifact_.slots()[slot].type.type(), frame_.slot(slot, event), out_);
    }

    void write_branch(const vm::TraceStep& step) {
        const bytecode::BranchRecord& branch = artifact_.branches()[step.index];
        begin_object();
        append_key(out_, "branch");
        append_string(out_, artifact_.string(branch.path));
        append_key(out_, "at");
        append_place(out_, artifact_, branch.file, branch.line);
        out_ += '}';
    }

    void write_action(const vm::TraceStep& step) {
        const bytecode::ActionRecord& action = artifact_.actions()[decision_.actions[step.index].action];
        begin_object();
        append_key(out_, "action");
        append_string(out_, artifact_.string(action.name));
        append_key(out_, "at");
        append_place(out_, artifact_, action.file, action.line);
        out_ += '}';
    }

    void begin_object() {
        append_separator(out_);
        out_ += '{';
    }

    void write_boolean(bool value) { out_ += value ? "true" : "false"; }

    const bytecode::Artifact& artifact_;
    const vm::Frame& frame_;
    const vm::Decision& decision_;
    const vm::Trace& trace_;
    std::string& out_;
    std::vector<std::size_t> use_;  // by step: of the beginning and end of a condition, the test that used it
    std::vector<bool> skipped_;
};

}  // namespace

void append_path(const vm::Frame& frame, const vm::Decision& decision, const vm::Trace& trace, std::string& out) {
    PathWriter(frame, decision, trace, out).write();
}

}  // namespace parley::wire
