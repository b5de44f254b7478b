#include "runtime/engine/facts/event_text.h"

namespace parley::facts {

Readings::Readings(const bytecode::Artifact& artifact) {
    for (const bytecode::FieldRecord& field : artifact.fields()) {
        if (field.slot == bytecode::none && field.former_slot == bytecode::none) continue;
        const std::string_view path = artifact.string(field.path);
        paths_.insert(path);
        groups_.insert(path.substr(0, path.find('.')));
        if (field.former_slot != bytecode::none) former_ = true;
    }
    std::set<std::uint32_t> queues;
    for (const bytecode::WorkloadRecord& workload : artifact.workloads()) {
        if (artifact.string(artifact.fields()[workload.field].path) == "workload.estimated_wait") estimate_ = true;
        if (workload.queue == bytecode::none) {
            own_queue_ = true;
        } else {
            queues.insert(workload.queue);
        }
    }
    const auto loads = artifact.queue_loads();
    for (std::uint32_t queue = 0; queue < loads.size(); ++queue) {
        const bytecode::QueueLoadRecord& load = loads[queue];
        for (std::uint32_t slot : {load.total, load.waiting, load.assigned, load.staffed})
            if (slot != bytecode::none) queues.insert(queue);
    }
    for (std::uint32_t queue : queues)
        queues_.emplace_back(artifact.symbol_name(artifact.manifest().queue_domain, queue));
}

}  // namespace parley::facts
