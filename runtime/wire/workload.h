// The figures of queues in one event: kept until the whole event is read, since the conversation's own queue may be
// named behind them; then put where the rules read them (D43, D47). Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/vm/buffer.h"
#include "runtime/vm/frame.h"

namespace parley::wire {

class Workload {
public:
    explicit Workload(const bytecode::Artifact& artifact);

    bool reads_own_queue() const { return !own_.empty(); }
    // Whether all that is asked for of this queue, if it is the conversation's own, are figures as the line has them,
    // and none came for it so far. May be false where it is so.
    bool only_own_reads(std::uint32_t symbol) const;
    // Whether a rule reads any of this queue's figures; every queue may turn out to be the conversation's own. `symbol`
    // is the name's, none where it has none.
    bool begin_queue(std::string_view name, std::uint32_t symbol);
    // The place for a figure of the last queue begun, absent so far; good until the next one.
    value::Value& add(std::uint32_t field) {
        Figure& figure = *figures_.room(1);
        figures_.grow_to(&figure + 1);
        figure.field = field;
        return figure.value = {};
    }
    void add_number(std::uint32_t field, value::Number number) {
        value::Value& value = add(field);
        value.present = true;
        value.number = number;
    }
    // `own_queue` is the name that conversation.queue holds, empty where it holds none; its symbol where it is known.
    void finish(std::string_view own_queue, std::optional<std::uint32_t> own_symbol, vm::Frame& frame);
    void clear();

private:
    struct Wanted {
        std::uint32_t queue, field, slot;
        bool is_number;
    };
    struct Figure {
        std::uint32_t field;
        value::Value value;
    };
    struct Queue {
        std::string_view name;
        std::uint32_t symbol;
        std::size_t first_figure;
        bool is(std::string_view other, std::optional<std::uint32_t> other_symbol) const {
            return other_symbol ? symbol == *other_symbol && (symbol != bytecode::none || name == other)
                                : name == other;
        }
    };
    std::span<const Wanted> wanted_of(std::uint32_t symbol) const;
    void fill(std::span<const Wanted> wanted, std::span<const Figure> figures, vm::Frame& frame) const;
    value::Value derived(std::uint32_t field, std::span<const Figure> figures) const;
    value::Value total(std::span<const Figure> figures) const;
    value::Value is_staffed(std::span<const Figure> figures) const;

    std::vector<Wanted> wanted_;  // by queue
    std::vector<Wanted> own_;
    bool own_are_given_ = true;  // none of them follows from others or goes to two slots
    // Fields that others follow from; none: the artifact does not have it.
    std::uint32_t waiting_, assigned_, total_, online_, available_, staffed_;
    std::vector<Queue> queues_;
    vm::Buffer<Figure> figures_;
};

}  // namespace parley::wire
