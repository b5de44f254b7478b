// The figures of queues in one event: kept until the whole event is read, since the conversation's own queue may be
// named behind them; then put where the rules read them (D43, D47). Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/vm/frame.h"

namespace parley::wire {

class Workload {
public:
    // The artifact must outlive it.
    explicit Workload(const bytecode::Artifact& artifact);

    bool reads_own_queue() const { return !own_.empty(); }
    // Whether a rule reads any of this queue's figures; every queue may turn out to be the conversation's own.
    // `symbol`, where it is known already.
    bool begin_queue(std::string_view name, std::optional<std::uint32_t> symbol);
    // The place for a figure of the last queue begun, absent so far; good until the next one.
    value::Value& add(std::uint32_t field) { return figures_.emplace_back(Figure{field, {}}).value; }
    // `own_queue` is the name that conversation.queue holds, empty where it holds none.
    void finish(std::string_view own_queue, vm::Frame& frame);
    void clear();

private:
    struct Wanted {
        std::uint32_t queue, field, slot;
    };
    struct Figure {
        std::uint32_t field;
        value::Value value;
    };
    struct Queue {
        std::string_view name;
        std::uint32_t symbol;
        std::size_t first_figure;
    };
    std::span<const Wanted> wanted_of(std::uint32_t symbol) const;
    void fill(std::span<const Wanted> wanted, std::span<const Figure> figures, vm::Frame& frame) const;
    value::Value total(std::span<const Figure> figures) const;
    value::Value is_staffed(std::span<const Figure> figures) const;

    const bytecode::Artifact* artifact_;
    std::vector<Wanted> wanted_;  // by queue
    std::vector<Wanted> own_;
    // Fields that others follow from; none: the artifact does not have it.
    std::uint32_t waiting_, assigned_, total_, online_, available_, staffed_;
    std::vector<Queue> queues_;
    std::vector<Figure> figures_;
};

}  // namespace parley::wire
