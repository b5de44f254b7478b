#include "runtime/engine/tenant/tenant.h"

#include <algorithm>

namespace parley::tenant {
namespace {

bool has(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool have_common(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::any_of(left.begin(), left.end(), [&right](const std::string& text) { return has(right, text); });
}

template <typename Records>
std::unordered_map<std::string, std::uint32_t> index_of(const Records& records) {
    std::unordered_map<std::string, std::uint32_t> index;
    for (std::uint32_t i = 0; i < records.size(); ++i) index.emplace(records[i].name, i);
    return index;
}

std::optional<std::uint32_t> look_up(const std::unordered_map<std::string, std::uint32_t>& index,
                                     std::string_view name) {
    const auto found = index.find(std::string(name));
    if (found == index.end()) return std::nullopt;
    return found->second;
}

}  // namespace

void Tenant::finish() {
    queue_index_ = index_of(queues);
    agent_index_ = index_of(agents);
    staff_.assign(queues.size(), {});
    queues_of_.assign(agents.size(), {});
    for (Agent& agent : agents)
        if (!agent.hard) agent.hard = agent.soft;
    for (std::uint32_t queue = 0; queue < queues.size(); ++queue) {
        const std::vector<std::string>& skills = queues[queue].skills;
        for (std::uint32_t agent = 0; agent < agents.size(); ++agent) {
            const Agent& one = agents[agent];
            if (!has(one.queues, queues[queue].name) || (!skills.empty() && !have_common(skills, one.skills))) continue;
            staff_[queue].push_back(agent);
            queues_of_[agent].push_back(queue);
        }
    }
}

const Queue* Tenant::queue(std::string_view name) const {
    const auto index = queue_index(name);
    return index ? &queues[*index] : nullptr;
}

const Agent* Tenant::agent(std::string_view name) const {
    const auto index = agent_index(name);
    return index ? &agents[*index] : nullptr;
}

std::optional<std::uint32_t> Tenant::queue_index(std::string_view name) const {
    return look_up(queue_index_, name);
}

std::optional<std::uint32_t> Tenant::agent_index(std::string_view name) const {
    return look_up(agent_index_, name);
}

bool Tenant::has_channel(std::string_view channel) const {
    return has(channels, channel);
}

std::string_view Tenant::default_queue() const {
    if (queue_index(fallback_queue)) return fallback_queue;
    return queues.empty() ? std::string_view() : std::string_view(queues.front().name);
}

int Tenant::priority_rank(std::string_view priority) const {
    const auto place = [this](std::string_view name) {
        const auto found = std::find(priorities.begin(), priorities.end(), name);
        return found == priorities.end() ? -1 : static_cast<int>(found - priorities.begin());
    };
    const int rank = place(priority);
    return rank >= 0 ? rank : std::max(0, place("normal"));
}

model::State Tenant::closing_state(std::string_view name) const {
    const auto state = model::parse_word<model::State>(name);
    if (state && model::is_closed(*state)) return *state;
    for (const auto& [own, stands_for] : closing_states)
        if (own == name) return stands_for;
    return model::State::none;
}

const std::string* Tenant::webhook(std::string_view name) const {
    for (const auto& [known, url] : webhooks)
        if (known == name) return &url;
    return nullptr;
}

bool Tenant::is_open(const Queue& queue, Instant at) const {
    if (!queue.schedule) return true;
    const Schedule& schedule = schedules[*queue.schedule];
    return value::is_open(schedule.spans, schedule.holidays, schedule.zone, at);
}

}  // namespace parley::tenant
