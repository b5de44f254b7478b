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

// The last one given counts.
template <typename Figures>
Value last(const Figures& figures, std::uint32_t field) {
    Value value;
    for (const auto& figure : figures) {
        if (figure.field == field) value = figure.value;
    }
    return value;
}

}  // namespace

Workload::Workload(const bytecode::Artifact& artifact)
    : artifact_(&artifact),
      waiting_(find_field(artifact, "workload.waiting")),
      assigned_(find_field(artifact, "workload.assigned")),
      total_(find_field(artifact, "workload.total")),
      online_(find_field(artifact, "workload.agents_online")),
      available_(find_field(artifact, "workload.agents_available")),
      staffed_(find_field(artifact, "workload.is_staffed")) {
    for (const bytecode::WorkloadRecord& record : artifact.workloads()) {
        (record.queue == none ? own_ : wanted_).push_back({record.queue, record.field, record.slot});
    }
    std::ranges::sort(wanted_, {}, &Wanted::queue);
}

bool Workload::begin_queue(std::string_view name, std::optional<std::uint32_t> symbol) {
    if (!symbol) symbol = artifact_->find_symbol(artifact_->manifest().queue_domain, name);
    queues_.push_back({name, *symbol, figures_.size()});
    return reads_own_queue() || !wanted_of(*symbol).empty();
}

void Workload::finish(std::string_view own_queue, vm::Frame& frame) {
    for (std::size_t i = 0; i < queues_.size(); ++i) {
        const Queue& queue = queues_[i];
        const std::size_t end = i + 1 < queues_.size() ? queues_[i + 1].first_figure : figures_.size();
        const std::span figures(figures_.data() + queue.first_figure, end - queue.first_figure);
        fill(wanted_of(queue.symbol), figures, frame);
        if (!own_queue.empty() && queue.name == own_queue) fill(own_, figures, frame);
    }
}

void Workload::clear() {
    queues_.clear();
    figures_.clear();
}

std::span<const Workload::Wanted> Workload::wanted_of(std::uint32_t symbol) const {
    if (symbol == none) return {};
    const auto first = std::ranges::lower_bound(wanted_, symbol, {}, &Wanted::queue);
    const auto last = std::ranges::upper_bound(first, wanted_.end(), symbol, {}, &Wanted::queue);
    return {first, last};
}

void Workload::fill(std::span<const Wanted> wanted, std::span<const Figure> figures, vm::Frame& frame) const {
    for (const Wanted& place : wanted) {
        Value value = last(figures, place.field);
        if (!value.present && place.field == total_) value = total(figures);
        if (!value.present && place.field == staffed_) value = is_staffed(figures);
        frame.set(place.slot, value);
    }
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
