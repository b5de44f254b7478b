// Internal to emit: the tables while they grow, and the interning of slots, constants, patterns and schedules, so that
// each thing that the rules say twice is stored once. Everything is numbered in the order of first use, which depends
// on nothing but the rule set.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/emit/emit.h"

namespace parley::emit {

class Builder {
public:
    explicit Builder(const Inputs& inputs);

    const Inputs& inputs() const { return inputs_; }
    const catalog::Catalog& catalog() const { return inputs_.catalog; }
    bytecode::Tables& tables() { return tables_; }
    bytecode::StringRef text(std::string_view text) { return tables_.intern(text); }

    // The slot of a field as it is read; `folded` where its text is compared without regard to case.
    std::uint32_t slot(const check::FieldUse& use, bool folded);
    // The slot of a field that the engine itself needs, by id.
    std::uint32_t slot_of(std::string_view field);
    // One for each queue of the catalog, for "least loaded".
    void need_queue_loads();

    std::uint32_t constant(value::Type type, const check::Scalar& scalar);
    std::uint32_t constant_list(value::Type element, const std::vector<check::Scalar>& scalars);
    std::uint32_t shared_list(std::uint32_t index);
    std::uint32_t pattern(std::string_view expression, bool exactly);
    std::uint32_t schedule(std::uint32_t index);
    std::uint32_t text_template(const check::Template& parts);

    // Where a span lies, for people and for the debug table.
    bytecode::DebugRecord place(source::Span span);

    // Writes what needs all slots to be known: fields, domains, events.
    void finish();

private:
    bytecode::ConstantRecord constant_record(value::Type type, const check::Scalar& scalar);
    void write_files();
    void write_domains();
    void write_fields();

    const Inputs& inputs_;
    bytecode::Tables tables_;
    struct Slot {
        check::FieldUse use;
        std::uint32_t index;
    };
    std::unordered_map<std::string, std::uint32_t> slots_, constants_, patterns_;
    std::unordered_map<std::uint32_t, std::uint32_t> shared_lists_, schedules_;
    std::vector<Slot> slot_uses_;
    std::unordered_map<source::FileId, std::uint32_t> files_;
};

// Code of one condition: jumps to a label if the condition is `when`, falls through otherwise. All jumps go ahead.
class CodeWriter {
public:
    explicit CodeWriter(Builder& builder) : builder_(builder) {}

    struct Label {
        std::vector<std::uint32_t> uses;
    };
    std::uint32_t here() const;
    std::uint32_t put(bytecode::Instruction instruction, source::Span span);
    void jump_if(check::ConditionId condition, bool when, Label& target);
    void bind(Label& label);
    // Numbers the named conditions that are in use and writes the code of each, those used first.
    void write_named(const std::vector<bool>& used);
    std::uint32_t condition_depth() const { return deepest_; }

private:
    void jump_if_test(const check::Condition& condition, bool when, Label& target);
    void jump_if_changed(const check::Condition& condition, bool when, Label& target);
    std::uint32_t operand(const check::Operand& operand, bool folded, std::uint8_t slot_flag, std::uint8_t& flags);
    struct Resolved {
        check::NamedId named;
        bool negated;
    };
    Resolved resolve(check::NamedId named) const;
    std::uint32_t depth_of(check::ConditionId condition) const;

    Builder& builder_;
    std::vector<std::uint32_t> named_record_;  // by named condition: its record, none if it has no code
    std::vector<std::uint32_t> named_depth_;
    std::uint32_t deepest_ = 0;
};

class ActionWriter {
public:
    explicit ActionWriter(Builder& builder) : builder_(builder) {}
    std::uint32_t write(const check::Action& action, std::uint32_t rule);

private:
    bytecode::MemberRecord member(std::string_view name, const check::ActionValue& value);
    void write_least_loaded(const check::ActionValue& value);
    void write_text_due(const check::ActionValue& text,
                        const std::vector<std::pair<std::uint32_t, check::ActionValue>>& platforms,
                        bytecode::ActionRecord& record);
    void add(bytecode::MemberRecord member) { builder_.tables().members.push_back(member); }

    Builder& builder_;
};

}  // namespace parley::emit
