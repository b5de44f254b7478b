#include "compiler/emit/emit.h"

#include "compiler/emit/builder.h"
#include "runtime/bytecode/opcode.h"
#include "runtime/bytecode/verifier.h"

namespace parley::emit {

namespace {

using bytecode::Instruction;
using bytecode::none;
using bytecode::Opcode;

Instruction plain(Opcode opcode, std::uint32_t subject = none) {
    Instruction instruction;
    instruction.opcode = static_cast<std::uint8_t>(opcode);
    instruction.subject = subject;
    return instruction;
}

// One rule at a time: its tree, branch by branch. A taken branch ends in `complete` (language.md: the rule is then
// complete); what is not taken falls through to the next branch and then to the steps behind the decision.
class RuleWriter {
public:
    RuleWriter(Builder& builder, CodeWriter& code) : builder_(builder), code_(code), actions_(builder) {}

    void write(const check::Rule& rule) {
        bytecode::Tables& tables = builder_.tables();
        rule_ = static_cast<std::uint32_t>(tables.rules.size());
        const bytecode::DebugRecord place = builder_.place(rule.name_span);
        bytecode::RuleRecord record{};
        record.name = builder_.text(rule.name);
        record.file = place.file;
        record.line = place.line;
        record.disabled = rule.disabled;
        record.first_branch = static_cast<std::uint32_t>(tables.branches.size());
        if (!rule.disabled) {
            record.entry = code_.here();
            if (write_block(rule.block)) code_.put(plain(Opcode::complete), rule.name_span);
            record.end = code_.here();
        }
        record.branch_count = static_cast<std::uint32_t>(tables.branches.size()) - record.first_branch;
        tables.rules.push_back(record);
    }

private:
    // Whether the end of the block can be reached.
    bool write_block(check::BlockId id) {
        const check::Block& block = builder_.inputs().rules.blocks[id];
        for (const check::Step& step : block.steps) {
            if (step.kind == check::Step::Kind::action) {
                const std::uint32_t action = actions_.write(step.action, rule_);
                code_.put(plain(Opcode::emit, action), step.span);
            } else if (!write_decision(step)) {
                return false;
            }
        }
        return true;
    }

    bool write_decision(const check::Step& step) {
        for (const check::Branch& branch : step.branches) {
            CodeWriter::Label next;
            const bool is_else = branch.condition == check::none;
            if (!is_else) code_.jump_if(branch.condition, false, next);
            code_.put(plain(Opcode::branch, add_branch(branch, is_else)), branch.head_span);
            if (write_block(branch.block)) code_.put(plain(Opcode::complete), branch.head_span);
            if (is_else) return false;
            code_.bind(next);
        }
        return true;
    }

    std::uint32_t add_branch(const check::Branch& branch, bool is_else) {
        const bytecode::DebugRecord place = builder_.place(branch.head_span);
        std::vector<bytecode::BranchRecord>& branches = builder_.tables().branches;
        branches.push_back(
            {rule_, builder_.text(branch.path), is_else, place.file, place.begin, place.end, place.line});
        return static_cast<std::uint32_t>(branches.size() - 1);
    }

    Builder& builder_;
    CodeWriter& code_;
    ActionWriter actions_;
    std::uint32_t rule_ = 0;
};

// The named conditions that code is needed for: those that enabled rules use, directly or through others.
class UsedConditions {
public:
    explicit UsedConditions(const check::CheckedRules& rules) : rules_(rules), used_(rules.named.size(), false) {
        for (const check::Rule& rule : rules.rules) {
            if (!rule.disabled) walk_block(rule.block);
        }
        // Each condition stands behind those it uses, so one pass from the end reaches them all.
        for (std::size_t id = rules.named.size(); id-- > 0;) {
            if (used_[id]) walk(rules.named[id].body);
        }
    }
    const std::vector<bool>& used() const { return used_; }

private:
    void walk_block(check::BlockId block) {
        for (const check::Step& step : rules_.blocks[block].steps) {
            for (const check::Branch& branch : step.branches) {
                if (branch.condition != check::none) walk(branch.condition);
                walk_block(branch.block);
            }
        }
    }
    void walk(check::ConditionId id) {
        const check::Condition& condition = rules_.conditions[id];
        if (condition.kind == check::Condition::Kind::named) used_[condition.named] = true;
        for (const check::ConditionId child : condition.children) walk(child);
    }

    const check::CheckedRules& rules_;
    std::vector<bool> used_;
};

void write_events(Builder& builder) {
    const check::CheckedRules& rules = builder.inputs().rules;
    bytecode::Tables& tables = builder.tables();
    std::vector<std::vector<std::uint32_t>> fired(builder.catalog().events.size());
    for (std::uint32_t rule = 0; rule < rules.rules.size(); ++rule) {
        if (rules.rules[rule].disabled) continue;
        for (const catalog::EventId event : rules.rules[rule].events) fired[event].push_back(rule);
    }
    for (catalog::EventId event = 0; event < fired.size(); ++event) {
        tables.events.push_back({builder.text(builder.catalog().events[event].id),
                                 static_cast<std::uint32_t>(tables.event_rules.size()),
                                 static_cast<std::uint32_t>(fired[event].size())});
        tables.event_rules.insert(tables.event_rules.end(), fired[event].begin(), fired[event].end());
    }
}

}  // namespace

bytecode::Tables emit(const Inputs& inputs) {
    Builder builder(inputs);
    bytecode::Tables& tables = builder.tables();
    tables.manifest.platform_slot = tables.manifest.recent_closed_slot = tables.manifest.previous_closed_slot = none;
    CodeWriter code(builder);
    code.write_named(UsedConditions(inputs.rules).used());
    RuleWriter writer(builder, code);
    for (const check::Rule& rule : inputs.rules.rules) writer.write(rule);
    write_events(builder);
    builder.finish();
    tables.manifest.condition_depth = code.condition_depth();
    tables.manifest.budget = bytecode::longest_evaluation(tables.code, tables.rules, tables.conditions);
    return std::move(tables);
}

}  // namespace parley::emit
