#include "tools/parley/explanation.h"

#include <algorithm>
#include <map>

#include "runtime/bytecode/opcode.h"
#include "tools/parley/action_text.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

namespace {

using bytecode::Instruction;
using bytecode::none;
using bytecode::Opcode;

// One rule's part of the trace.
class RuleExplainer {
public:
    RuleExplainer(const vm::Program& program, const vm::Frame& frame, const vm::Decision& decision)
        : program_(program), artifact_(program.artifact()), frame_(frame), decision_(decision) {}

    ExplainedRule explain(std::span<const vm::TraceStep> steps) {
        const bytecode::RuleRecord& rule = artifact_.rules()[steps.front().index];
        rule_ = &rule;
        out_.name = shown(artifact_.string(rule.name));
        out_.place = place_text(artifact_, rule.file, rule.line);
        out_.event = shown(artifact_.string(artifact_.events()[steps.front().event].id));
        for (const vm::TraceStep& step : steps) add(step);
        out_.not_reached = rule.branch_count - out_.branches.size();
        if (!acted_) {
            out_.does_nothing = true;
            out_.stopped_by = find_stop();
        }
        return std::move(out_);
    }

private:
    struct Tested {
        std::uint32_t instruction;
        ExplainedTest test;
        std::uint32_t branch;
    };

    void add(const vm::TraceStep& step) {
        switch (step.kind) {
            case vm::TraceStep::Kind::condition_begin:
                open_.emplace_back();
                break;
            case vm::TraceStep::Kind::condition_end:
                inside_ = std::move(open_.back());
                has_inside_ = true;
                open_.pop_back();
                break;
            case vm::TraceStep::Kind::test:
                add_test(step);
                break;
            case vm::TraceStep::Kind::branch:
                taken_ = step.index;
                branch(step.index).taken = true;
                break;
            case vm::TraceStep::Kind::action:
                acted_ = true;
                (taken_ == none ? out_.actions : branch(taken_).actions)
                    .push_back(action_text(program_, decision_, decision_.actions[step.index]) + missing(step.index));
                break;
            case vm::TraceStep::Kind::rule:
            case vm::TraceStep::Kind::rule_end:
                break;
        }
    }

    void add_test(const vm::TraceStep& step) {
        ExplainedTest test = describe(step);
        if (!open_.empty()) return put(open_.back(), std::move(test));
        const std::uint32_t owner = branch_of(step.index);
        results_[step.index] = step.result;
        tested_.push_back({step.index, test, owner});
        if (owner != none) put(branch(owner).tests, std::move(test));
    }

    // The parts of one `changed from … to …` are one condition to the reader.
    static void put(std::vector<ExplainedTest>& list, ExplainedTest test) {
        const bool same = !list.empty() && list.back().line == test.line && list.back().text == test.text &&
                          list.back().inside.empty() && test.inside.empty() && list.back().result;
        if (same)
            list.back() = std::move(test);
        else
            list.push_back(std::move(test));
    }

    ExplainedTest describe(const vm::TraceStep& step) {
        const Instruction& instruction = artifact_.code()[step.index];
        const bytecode::DebugRecord& debug = artifact_.debug()[step.index];
        ExplainedTest test;
        test.text = source_text(debug.file, debug.begin, debug.end);
        test.line = debug.line;
        test.result = step.result;
        if (static_cast<Opcode>(instruction.opcode) == Opcode::test_condition) {
            test.inside = std::move(inside_);
            test.remembered = !has_inside_;
        } else {
            see(instruction, test.seen);
        }
        inside_.clear();
        has_inside_ = false;
        return test;
    }

    void see(const Instruction& instruction, std::vector<SeenValue>& out) const {
        const bytecode::SlotRecord& subject = artifact_.slots()[instruction.subject];
        if ((instruction.flags & bytecode::subject_size) != 0) {
            out.push_back({"size of " + slot_name(subject), std::to_string(frame_.slot(instruction.subject).count)});
        } else {
            out.push_back(seen(instruction.subject));
        }
        if ((instruction.flags & bytecode::first_is_slot) != 0) out.push_back(seen(instruction.first));
        if ((instruction.flags & bytecode::second_is_slot) != 0) out.push_back(seen(instruction.second));
    }

    SeenValue seen(std::uint32_t slot) const {
        const bytecode::SlotRecord& record = artifact_.slots()[slot];
        if (static_cast<bytecode::SlotSource>(record.source) == bytecode::SlotSource::event)
            return {slot_name(record), "\"" + out_.event + "\""};
        return {slot_name(record), value_text(program_, record.type.type(), frame_.slot(slot))};
    }

    std::string slot_name(const bytecode::SlotRecord& slot) const {
        const bool former = static_cast<bytecode::SlotSource>(slot.source) == bytecode::SlotSource::former;
        return shown(artifact_.string(slot.name)) + (former ? " before" : "");
    }

    std::string source_text(std::uint32_t file, std::uint32_t begin, std::uint32_t end) const {
        const std::string_view text = artifact_.string(artifact_.files()[file].text).substr(begin, end - begin);
        std::string out;
        bool blank = false;
        for (const char c : text) {
            const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (is_blank && !blank) out += ' ';
            if (!is_blank) out += c;
            blank = is_blank;
        }
        return shown(out, 300);
    }

    std::string missing(std::uint32_t action) const {
        std::string names;
        for (const std::string_view name : decision_.missing_of(decision_.actions[action]))
            names += (names.empty() ? "" : ", ") + shown(name);
        return names.empty() ? "" : " (no value for the merge field " + names + ")";
    }

    // The branch whose head a condition stands in; heads stand in the order of the source.
    std::uint32_t branch_of(std::uint32_t instruction) const {
        const bytecode::DebugRecord& debug = artifact_.debug()[instruction];
        const auto branches = artifact_.branches().subspan(rule_->first_branch, rule_->branch_count);
        const auto behind =
            std::upper_bound(branches.begin(), branches.end(), debug.begin,
                             [](std::uint32_t at, const bytecode::BranchRecord& branch) { return at < branch.begin; });
        if (behind == branches.begin()) return none;
        const bytecode::BranchRecord& branch = *(behind - 1);
        if (branch.file != debug.file || debug.end > branch.end) return none;
        return rule_->first_branch + static_cast<std::uint32_t>(behind - 1 - branches.begin());
    }

    ExplainedBranch& branch(std::uint32_t index) {
        const auto [at, fresh] = shown_branches_.emplace(index, out_.branches.size());
        if (fresh) {
            const bytecode::BranchRecord& record = artifact_.branches()[index];
            ExplainedBranch& added = out_.branches.emplace_back();
            added.path = artifact_.string(record.path);
            added.is_else = record.is_else != 0;
            added.line = record.line;
        }
        return out_.branches[at->second];
    }

    // The first condition that, had it come out the other way, would have let its branch be taken as far as is known.
    std::optional<ExplainedTest> find_stop() const {
        for (const Tested& tested : tested_) {
            const auto at = shown_branches_.find(tested.branch);
            if (at != shown_branches_.end() && out_.branches[at->second].taken) continue;
            if (opens_branch(tested)) return tested.test;
        }
        return std::nullopt;
    }

    bool opens_branch(const Tested& tested) const {
        std::uint32_t at = successor(tested.instruction, !tested.test.result);
        while (at < rule_->end) {
            const Instruction& instruction = artifact_.code()[at];
            if (static_cast<Opcode>(instruction.opcode) == Opcode::branch) return instruction.subject == tested.branch;
            switch (bytecode::find_opcode(instruction.opcode)->jumps) {
                case bytecode::Jumps::test: {
                    if (branch_of(at) != tested.branch) return false;
                    const auto known = results_.find(at);
                    if (known == results_.end()) return true;
                    at = successor(at, known->second);
                    break;
                }
                case bytecode::Jumps::jump:
                    at = instruction.target;
                    break;
                case bytecode::Jumps::next:
                    ++at;
                    break;
                case bytecode::Jumps::end:
                    return false;
            }
        }
        return false;
    }

    std::uint32_t successor(std::uint32_t at, bool result) const {
        const Instruction& instruction = artifact_.code()[at];
        return result == ((instruction.flags & bytecode::jump_when_true) != 0) ? instruction.target : at + 1;
    }

    const vm::Program& program_;
    const bytecode::Artifact& artifact_;
    const vm::Frame& frame_;
    const vm::Decision& decision_;
    const bytecode::RuleRecord* rule_ = nullptr;
    ExplainedRule out_;
    std::vector<std::vector<ExplainedTest>> open_;  // of named conditions being evaluated
    std::vector<ExplainedTest> inside_;             // of the one that was just evaluated
    bool has_inside_ = false;
    std::vector<Tested> tested_;
    std::map<std::uint32_t, bool> results_;
    std::map<std::uint32_t, std::size_t> shown_branches_;
    std::uint32_t taken_ = none;
    bool acted_ = false;
};

}  // namespace

Explanation explain(const vm::Program& program, const vm::Frame& frame, const vm::Decision& decision,
                    const vm::Trace& trace) {
    Explanation out;
    for (std::size_t begin = 0; begin < trace.size();) {
        std::size_t end = begin + 1;
        while (end < trace.size() && trace[end].kind != vm::TraceStep::Kind::rule) ++end;
        out.rules.push_back(
            RuleExplainer(program, frame, decision).explain(std::span(trace).subspan(begin, end - begin)));
        begin = end;
    }
    const auto rules = program.artifact().rules();
    out.disabled_rules = static_cast<std::size_t>(
        std::count_if(rules.begin(), rules.end(), [](const bytecode::RuleRecord& rule) { return rule.disabled != 0; }));
    out.other_rules = rules.size() - out.disabled_rules - out.rules.size();
    return out;
}

}  // namespace parley::cli
