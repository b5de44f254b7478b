#include "runtime/wire/workload.h"

#include <algorithm>

namespace parley::wire {
namespace {

using bytecode::none;
using value::Value;

std::uint32_t find_field(const bytecode::Artifact& artifact, std::string_view path) {
    const auto fields = artifact.fields();
    const auto path_of = [&](const bytecode::FieldRecord& field) { return artifact.string(field.path); };
    const auto found = std::ranges::lower_bound(fields, path, {}, path_of);
    return found != fields.end() && path_of(*found) == path ? static_cast<std::uint32_t>(found - fields.begin()) : none;
}

constexpr Value absent;

// The last one given counts.
template <typename Figures>
const Value& last(const Figures& figures, std::uint32_t field) {
    const Value* value = &absent;
    for (const auto& figure : figures) {
        if (figure.field == field) value = &figure.value;
    }
    return *value;
}

}  // namespace

Workload::Workload(const bytecode::Artifact& artifact)
    : waiting_(find_field(artifact, "workload.waiting")),
      assigned_(find_field(artifact, "workload.assigned")),
      total_(find_field(artifact, "workload.total")),
      online_(find_field(artifact, "workload.agents_online")),
      available_(find_field(artifact, "workload.agents_available")),
      staffed_(find_field(artifact, "workload.is_staffed")) {
    for (const bytecode::WorkloadRecord& record : artifact.workloads()) {
        const value::Type type = artifact.slots()[record.slot].type.type();
        const bool is_number = !type.list && type.kind != value::Kind::text && !value::is_symbolic(type.kind);
        (record.queue == none ? own_ : wanted_).push_back({record.queue, record.field, record.slot, is_number});
    }
    std::ranges::sort(wanted_, {}, &Wanted::queue);
    std::vector<bool> seen(artifact.fields().size());
    for (const Wanted& place : own_) {
        const bool is_derived = place.field == total_ || place.field == staffed_;
        own_are_given_ = own_are_given_ && !is_derived && !seen[place.field];
        seen[place.field] = true;
    }
}

bool Workload::only_own_reads(std::uint32_t symbol) const {
    constexpr std::size_t few = 16;  // that are asked whether they are the same
    const auto is_same = [&](const Queue& queue) { return queue.symbol == symbol; };
    return own_are_given_ && queues_.size() <= few && wanted_of(symbol).empty() &&
           std::ranges::none_of(queues_, is_same);
}

bool Workload::begin_queue(std::string_view name, std::uint32_t symbol) {
    queues_.push_back({name, symbol, figures_.size()});
    return reads_own_queue() || !wanted_of(symbol).empty();
}

void Workload::finish(std::string_view own_queue, std::optional<std::uint32_t> own_symbol, vm::Frame& frame) {
    for (std::size_t i = 0; i < queues_.size(); ++i) {
        const Queue& queue = queues_[i];
        const std::size_t end = i + 1 < queues_.size() ? queues_[i + 1].first_figure : figures_.size();
        const std::span figures(figures_.data() + queue.first_figure, end - queue.first_figure);
        fill(wanted_of(queue.symbol), figures, frame);
        if (!own_queue.empty() && queue.is(own_queue, own_symbol)) fill(own_, figures, frame);
    }
}

void Workload::clear() {
    queues_.clear();
    figures_.clear();
}

std::span<const Workload::Wanted> Workload::wanted_of(std::uint32_t symbol) const {
    if (symbol == none || wanted_.empty()) return {};
    const auto first = std::ranges::lower_bound(wanted_, symbol, {}, &Wanted::queue);
    const auto last = std::ranges::upper_bound(first, wanted_.end(), symbol, {}, &Wanted::queue);
    return {first, last};
}

void Workload::fill(std::span<const Wanted> wanted, std::span<const Figure> figures, vm::Frame& frame) const {
    for (const Wanted& place : wanted) {
        const Value& value = last(figures, place.field);
        if (value.present && place.is_number) {
            frame.set_number(place.slot, value.number);
        } else {
            frame.set(place.slot, value.present ? value : derived(place.field, figures));
        }
    }
}

Value Workload::derived(std::uint32_t field, std::span<const Figure> figures) const {
    if (field == total_) return total(figures);
    return field == staffed_ ? is_staffed(figures) : Value();
}

Value Workload::total(std::span<const Figure> figures) const {
    const Value waiting = last(figures, waiting_), assigned = last(figures, assigned_);
    if (!waiting.present || !assigned.present) return {};
    return Value::of_number(waiting.number + assigned.number);
}

Value Workload::is_staffed(std::span<const Figure> figures) const {
    const Value online = last(figures, online_), available = last(figures, available_);
    if (!online.present && !available.present) return {};
    const auto some = [](const Value& value) { return value.present && value.number > 0; };
    return Value::of_number(some(online) || some(available));
}

}  // namespace parley::wire
