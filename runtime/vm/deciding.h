// Internal to runtime/vm: one line by the plan.
#pragma once

#include <optional>

#include "runtime/vm/actions.h"

namespace parley::vm {

class Deciding {
public:
    struct Terms;  // sifting.cpp
    struct OneWord;
    struct LeftOfOne;
    struct LeftOfMany;
    Deciding(Machine& machine, const Frame& frame, Decision& decision)
        : machine_(machine), plan_(machine.plan_), frame_(frame), codes_(frame.codes()), decision_(decision) {}
    void line();

private:
    // What most lines do not need: the values behind the codes, and actions that are not always the same.
    struct Values {
        Values(Machine& machine, const Frame& frame, Decision& decision)
            : view(*machine.program_, frame), lister(view, decision, machine.scratch_) {}
        View view;
        ActionLister lister;
    };
    Values& values();
    void begin(std::uint32_t event);
    bool has_fired(std::uint32_t rule) const;
    void fire(std::uint32_t rule);

    // deciding.cpp: step by step.
    bool walk(std::uint32_t at, std::uint32_t end);
    bool test(std::uint32_t at, const bytecode::Step& step);
    bool is_member(const bytecode::Step& step) const;
    bool is_among(const bytecode::Step& step) const;
    bool remembered(std::uint32_t memo);
    bool condition(std::uint32_t index);
    const text_index::Found& search(std::uint32_t index);
    void note_found(std::uint32_t index);
    void take_branch(std::uint32_t branch);

    // sifting.cpp: by an index.
    void by_index(std::uint32_t index);
    std::size_t left_of_all(const bytecode::IndexRecord& index);
    std::size_t left_of_woken(const bytecode::IndexRecord& index);
    std::size_t left_of(const bytecode::IndexRecord& index, std::uint32_t block, Terms some, std::size_t count);
    template <typename Some>
    Some sifted(const bytecode::BlockRecord& block, Some terms);
    const std::uint64_t* mask(const bytecode::SiftRecord& sift, std::uint32_t number) const;
    template <typename Some>
    Some by_words(const bytecode::SiftRecord& sift);
    void wake(const bytecode::IndexRecord& index);
    void wake(std::uint32_t first, std::uint32_t end);
    // `only_lists`: Machine::only_lists_, and no event before.
    template <bool only_lists, typename Left>
    void take(const bytecode::TermRecord* terms, const Left& all);
    template <typename Left>
    void take_left(std::uint32_t index, const bytecode::TermRecord* terms, const Left& left);
    [[gnu::noinline]] bool holds_all(const bytecode::TermRecord& term);
    bool literal(std::uint32_t literal);
    [[gnu::noinline]] void list_to_the_last(const bytecode::TermRecord& term);
    [[gnu::noinline]] void walk(const bytecode::TermRecord& term);

    Machine& machine_;
    const PlanView& plan_;
    const Frame& frame_;
    const std::uint32_t* codes_;
    Decision& decision_;
    std::optional<Values> values_;
    std::uint64_t first_event_ = 0;
    std::uint32_t event_ = bytecode::none;
    std::uint32_t rule_ = bytecode::none;      // the one that is looked at
    std::uint32_t complete_ = bytecode::none;  // the last one that is complete
    std::uint32_t walked_ = 0;                 // of the rule's code, up to here
};

}  // namespace parley::vm
