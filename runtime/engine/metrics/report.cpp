#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "runtime/engine/metrics/metrics.h"

namespace parley::metrics {

namespace {

using model::ClosedBy;
using model::OpenedBy;

// The catalog's order; behind it, by name, what it has no more; last what has no name.
class Keys {
public:
    Keys(const tenant::Tenant& tenant, By by) {
        if (by == By::queue)
            for (const tenant::Queue& queue : tenant.queues) add(queue.name);
        if (by == By::agent)
            for (const tenant::Agent& agent : tenant.agents) add(agent.name);
        if (by == By::channel)
            for (const std::string& channel : tenant.channels) add(channel);
    }
    std::size_t place(const std::string& key) const {
        const auto found = places_.find(key);
        if (found != places_.end()) return found->second;
        return std::numeric_limits<std::size_t>::max() - (key.empty() ? 0 : 1);
    }

private:
    void add(const std::string& key) { places_.emplace(key, places_.size()); }
    std::unordered_map<std::string, std::size_t> places_;
};

// A row as it fills.
struct Cells {
    ReportRow row;
    std::vector<Span> waits, durations, resolutions;

    ReportRow::ServiceLevel& service_level() {
        if (!row.service_level) row.service_level = ReportRow::ServiceLevel{};
        return *row.service_level;
    }
    ReportRow finish() {
        row.wait = row.first_response = statistics(std::move(waits));
        row.duration = statistics(std::move(durations));
        row.resolution = statistics(std::move(resolutions));
        if (row.service_level && row.service_level->of != 0)
            row.service_level->percent =
                static_cast<std::int64_t>(row.service_level->within * 100 / row.service_level->of);
        return std::move(row);
    }
};

class Collector {
public:
    Collector(const tenant::Tenant& tenant, const ReportQuery& query, Instant clock)
        : tenant_(tenant), query_(query), clock_(clock), keys_(tenant, query.by) {}

    void add(const Conversation& conversation) {
        const bool by_agent = conversation.opened_by == OpenedBy::agent;
        if (Cells* cells = at(conversation, conversation.queue, by_agent ? conversation.opened_by_name : none_,
                              conversation.opened_at))
            ++cells->row.opened;
        add_waits(conversation);
        add_work(conversation);
        add_closings(conversation);
        for (Instant reopening : conversation.reopenings)
            if (Cells* cells = at(conversation, conversation.queue, none_, reopening)) ++cells->row.reopened;
    }

    std::vector<ReportRow> finish() {
        std::vector<ReportRow> rows;
        for (auto& [place, cells] : rows_) {
            const tenant::Queue* queue = query_.by == By::queue ? tenant_.queue(cells.row.key) : nullptr;
            if (queue != nullptr && queue->answer_within) cells.service_level();
            rows.push_back(cells.finish());
        }
        return rows;
    }

private:
    // Where something counts; nullptr: nowhere in this report.
    Cells* at(const Conversation& conversation, const std::string& queue, const std::string& agent, Instant when) {
        if ((query_.from && when < *query_.from) || (query_.to && when >= *query_.to)) return nullptr;
        if (query_.by == By::agent && agent.empty()) return nullptr;
        const std::string& key = query_.by == By::queue     ? queue
                                 : query_.by == By::agent   ? agent
                                 : query_.by == By::channel ? conversation.channel
                                                            : none_;
        std::optional<Instant> from;
        if (query_.interval != Interval::none) from = begin_of(query_.interval, tenant_.zone, when);
        const auto [found, is_new] = rows_.try_emplace({keys_.place(key), key, from});
        Cells& cells = found->second;
        if (is_new) {
            cells.row.key = key;
            cells.row.from = from;
        }
        return &cells;
    }

    void add_waits(const Conversation& conversation) {
        Cells* const cells = at_wait(conversation);
        if (cells != nullptr && conversation.wait) cells->waits.push_back(*conversation.wait);
        if (conversation.waits) {
            if (Cells* now = at(conversation, conversation.queue, none_, clock_)) ++now->row.waiting;
        }
        const tenant::Queue* queue = tenant_.queue(conversation.queue);
        if (cells == nullptr || queue == nullptr || !queue->answer_within) return;
        ReportRow::ServiceLevel& level = cells->service_level();
        const Span unanswered = conversation.closed_at.value_or(clock_) - conversation.opened_at;
        if (conversation.wait) {
            ++level.of;
            if (*conversation.wait <= *queue->answer_within) ++level.within;
        } else if (unanswered > *queue->answer_within) {
            ++level.of;
        }
    }
    // What an agent started waits for nobody.
    Cells* at_wait(const Conversation& conversation) {
        if (conversation.opened_by == OpenedBy::agent) return nullptr;
        return at(conversation, conversation.queue, conversation.answered_by, conversation.opened_at);
    }

    void add_work(const Conversation& conversation) {
        const Instant when = conversation.closed_at.value_or(clock_);
        std::vector<model::AgentTime> parts = conversation.worked;
        if (conversation.working_since) add_running(conversation, parts);
        if (parts.empty()) return;
        if (query_.by != By::agent) {
            if (Cells* cells = at(conversation, conversation.queue, none_, when))
                cells->durations.push_back(conversation.handled(clock_));
            return;
        }
        for (const model::AgentTime& part : parts)
            if (Cells* cells = at(conversation, conversation.queue, part.agent, when))
                cells->durations.push_back(part.worked);
    }
    void add_running(const Conversation& conversation, std::vector<model::AgentTime>& parts) const {
        const Span running = clock_ - *conversation.working_since;
        for (model::AgentTime& part : parts) {
            if (part.agent != conversation.assigned_to) continue;
            part.worked += running;
            return;
        }
        parts.push_back({conversation.assigned_to, running});
    }

    void add_closings(const Conversation& conversation) {
        const auto agent = [this](const model::Closing& closing) -> const std::string& {
            return closing.by == ClosedBy::agent ? closing.name : none_;
        };
        for (const model::Closing& closing : conversation.closings) {
            Cells* const cells = at(conversation, closing.queue, agent(closing), closing.at);
            if (cells == nullptr) continue;
            ++cells->row.closed;
            ++cells->row.closed_by[std::string(model::word(closing.by))];
            if (closing.abandoned) ++cells->row.abandoned;
        }
        if (!conversation.closed_at || conversation.closings.empty()) return;
        const model::Closing& last = conversation.closings.back();
        if (Cells* cells = at(conversation, last.queue, agent(last), last.at))
            cells->resolutions.push_back(last.resolution);
    }

    const std::string none_;
    const tenant::Tenant& tenant_;
    const ReportQuery& query_;
    const Instant clock_;
    const Keys keys_;
    std::map<std::tuple<std::size_t, std::string, std::optional<Instant>>, Cells> rows_;
};

// "2.10" is behind "2.9"; "else" is behind all.
std::vector<int> steps_of(const std::string& branch) {
    std::vector<int> steps;
    int step = 0;
    for (char character : branch + ".") {
        if (character == '.') {
            steps.push_back(step);
            step = 0;
        } else {
            const bool digit = character >= '0' && character <= '9' && step < 1'000'000;
            step = digit ? step * 10 + (character - '0') : std::numeric_limits<int>::max();
        }
    }
    return steps;
}

class Rules {
public:
    void add(const model::RuleFired& fired) {
        const auto [found, is_new] = places_.try_emplace(fired.rule, counts_.size());
        if (is_new) counts_.push_back({fired.rule, 0, 0, {}});
        Counts& counts = counts_[found->second];
        ++counts.fired;
        counts.suppressed += fired.suppressed;
        if (!fired.branch.empty()) ++counts.taken[{steps_of(fired.branch), fired.branch}];
    }
    std::vector<RuleRow> finish() const {
        std::vector<RuleRow> rows;
        for (const Counts& counts : counts_) {
            RuleRow& row = rows.emplace_back(RuleRow{counts.rule, counts.fired, counts.suppressed, {}});
            std::uint64_t none = counts.fired;
            for (const auto& [branch, count] : counts.taken) {
                row.taken.emplace_back(branch.second == "else" ? branch.second : "branch " + branch.second, count);
                none -= count;
            }
            row.taken.emplace_back("none", none);
        }
        return rows;
    }

private:
    struct Counts {
        std::string rule;
        std::uint64_t fired, suppressed;
        std::map<std::pair<std::vector<int>, std::string>, std::uint64_t> taken;
    };
    std::vector<Counts> counts_;
    std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Report report(const tenant::Tenant& tenant, state::Database& database, const ReportQuery& query) {
    Report out;
    out.query = query;
    out.clock = database.meta().clock.value_or(0);
    Collector collector(tenant, query, out.clock);
    database.visit({}, [&collector](const Conversation& conversation) {
        collector.add(conversation);
        return true;
    });
    out.rows = collector.finish();
    Rules rules;
    database.visit_moments(query.from, query.to, [&rules](const model::MomentRecord& moment) {
        for (const model::RuleFired& fired : moment.rules) rules.add(fired);
        return true;
    });
    out.rules = rules.finish();
    return out;
}

}  // namespace parley::metrics
