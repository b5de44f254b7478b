// The shorter ways of a Reading, to be part of the loop that walks through a line. Private to this folder.
#pragma once

#include "runtime/value/calendar.h"
#include "runtime/value/text.h"
#include "runtime/wire/reading.h"

namespace parley::wire {

// The case folding of ASCII, by blocks, also of what stands behind it.
inline std::string_view fold_in_arena(std::string_view text, vm::Arena& arena) {
    constexpr std::size_t block = 16;
    const std::size_t size = (text.size() + block - 1) / block * block;
    char* folded = arena.array<char>(size);
    value::fold_ascii({text.data(), size}, folded);
    return {folded, text.size()};
}

inline bool Reading::push(Node& object) {
    if (open_.size() >= limits_.depth) return false;
    open_.push_back({&object, &object.first, object.place});
    if (object.place == Place::former) former_ = true;
    return true;
}

inline bool Reading::quick_open(Node& object, Node**& expected) {
    if (!open_.empty()) open_.back().expected = expected;
    expected = &object.first;
    return push(object);
}

inline bool Reading::quick_close(Node**& expected) {
    if (open_.back().place == Place::former) former_ = false;
    open_.pop_back();
    if (open_.empty()) return false;
    expected = open_.back().expected;
    return true;
}

inline bool Reading::quick_head(const Node& node, std::string_view text) {
    if (text.empty() || limits_.list_items == 0) return false;
    if (node.place == Place::at) {
        at_ = value::parse_instant(text);
        return at_.has_value();
    }
    if (node.place == Place::id) {
        has_id_ = true;
        set_id(text);
    } else {
        event_count_ = 0;
        head_->is_array = false;
        add_event(text);
    }
    return true;
}

[[gnu::always_inline]] inline bool Reading::quick_symbol(const Node& node, std::string_view text) {
    const std::uint32_t slot = node.goals[former_].slot;
    const bool names_own_queue = node.names_queue && !former_;
    if (text.size() > limits_.string_bytes) return false;
    if (slot == bytecode::none && !names_own_queue) return true;
    const std::uint32_t* known = names_.find(RecentNames::symbol_in(node.type.domain), text);
    const std::uint32_t symbol = known != nullptr ? *known : find_symbol(node.type.domain, text);
    if (slot != bytecode::none) {
        if (symbol == bytecode::none) return false;
        frame_->set_symbol(slot, symbol);
        if (former_) former_given_[slot] = true;
    }
    if (names_own_queue) name_queue(node, text, symbol);
    return true;
}

[[gnu::always_inline]] inline bool Reading::quick_text(const Node& node, std::string_view text) {
    const Goal& goal = node.goals[former_];
    if (text.size() > limits_.string_bytes) return false;
    if (goal.slot != bytecode::none) {
        const std::string_view folded = goal.folded ? fold_in_arena(text, frame_->arena()) : text;
        const std::uint32_t* known = goal.has_codes ? names_.find(RecentNames::code_of(goal.slot), text) : nullptr;
        frame_->set_text(goal.slot, {text, folded}, known != nullptr ? *known : find_code(goal, text, folded));
        if (former_) former_given_[goal.slot] = true;
    }
    if (node.names_queue && !former_) name_queue(node, text, std::nullopt);
    return true;
}

[[gnu::always_inline]] inline void Reading::quick_number(const Node& node, std::int64_t whole) {
    const value::Number number = node.way == Way::number ? value::Number{whole} * value::decimal_scale : whole;
    if (node.place == Place::figure && figures_ != Figures::set) {
        if (figures_ == Figures::kept) workload_.add_number(node.field, number);
        return;
    }
    const std::uint32_t slot = node.goals[former_].slot;
    if (slot == bytecode::none) return;
    frame_->set_number(slot, number);
    if (former_) former_given_[slot] = true;
}

}  // namespace parley::wire
