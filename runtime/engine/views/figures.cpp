// Queues now, and the report.
#include "runtime/engine/routing/routing.h"
#include "runtime/engine/views/documents.h"
#include "runtime/engine/views/json.h"

namespace parley::views {

namespace {

using metrics::ReportRow;
using metrics::Statistics;

// The states of the catalog's agents in its order; who was never heard of is offline.
std::vector<model::AgentState> agents_of(const tenant::Tenant& tenant, state::Database& database) {
    std::vector<model::AgentState> agents(tenant.agents.size());
    for (std::size_t i = 0; i < agents.size(); ++i) agents[i].agent = tenant.agents[i].name;
    for (model::AgentState& known : database.agents())
        if (const auto index = tenant.agent_index(known.agent)) agents[*index] = std::move(known);
    return agents;
}

void append_spread(Object& object, std::string_view name, const Statistics& statistics) {
    Object figures(object.member(name));
    figures.number("count", statistics.count);
    figures.number_or_null("mean", statistics.mean);
    figures.number_or_null("median", statistics.median);
    figures.number_or_null("p90", statistics.p90);
    figures.end();
}

void append_row(const ReportRow& row, std::string& out) {
    Object object(out);
    object.text_or_null("key", row.key);
    object.instant("from", row.from);
    object.number("opened", row.opened);
    object.number("closed", row.closed);
    Object closed_by(object.member("closed_by"));
    for (const auto& [who, count] : row.closed_by) closed_by.number(who, count);
    closed_by.end();
    object.number("reopened", row.reopened);
    object.number("abandoned", row.abandoned);
    object.number("waiting", row.waiting);
    append_spread(object, "wait_seconds", row.wait);
    append_spread(object, "first_response_seconds", row.first_response);
    Object duration(object.member("duration_seconds"));
    duration.number("count", row.duration.count);
    duration.number_or_null("sum", row.duration.sum);
    duration.number_or_null("mean", row.duration.mean);
    duration.end();
    append_spread(object, "resolution_seconds", row.resolution);
    if (row.service_level) {
        Object level(object.member("service_level"));
        level.number("within", row.service_level->within);
        level.number("of", row.service_level->of);
        level.number_or_null("percent", row.service_level->percent);
        level.end();
    } else {
        object.member("service_level") += "null";
    }
    object.end();
}

void append_rule(const metrics::RuleRow& rule, std::string& out) {
    Object object(out);
    object.text("rule", rule.rule);
    object.number("fired", rule.fired);
    Object taken(object.member("taken"));
    for (const auto& [branch, count] : rule.taken) taken.number(branch, count);
    taken.end();
    object.number("suppressed", rule.suppressed);
    object.end();
}

std::string_view word(metrics::By by) {
    constexpr std::string_view words[] = {"queue", "channel", "agent", "none"};
    return words[static_cast<std::size_t>(by)];
}

std::string_view word(metrics::Interval interval) {
    constexpr std::string_view words[] = {"none", "hour", "day", "week", "month"};
    return words[static_cast<std::size_t>(interval)];
}

}  // namespace

std::string queues(const tenant::Tenant& tenant, state::Database& database) {
    const std::vector<model::AgentState> agents = agents_of(tenant, database);
    const model::Instant now = database.meta().clock.value_or(0);
    std::vector<std::uint32_t> all(tenant.queues.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    std::string out;
    Object object = document(out);
    object.list("queues", all, [&](std::uint32_t queue, std::string& text) {
        const routing::Figures figures = routing::figures(tenant, agents, database, queue, now);
        Object one(text);
        one.text("queue", tenant.queues[queue].name);
        one.number("waiting", figures.waiting);
        one.number("assigned", figures.assigned);
        one.number("total", figures.total);
        one.number("agents_online", figures.agents_online);
        one.number("agents_available", figures.agents_available);
        one.number("agents_with_capacity", figures.agents_with_capacity);
        one.boolean("is_staffed", figures.is_staffed);
        one.seconds("oldest_wait_seconds", figures.oldest_wait);
        one.seconds("estimated_wait_seconds", routing::estimated_wait(tenant, agents, database, queue, nullptr));
        one.end();
    });
    object.end();
    return out;
}

std::string report(const metrics::Report& report) {
    std::string out;
    Object object = document(out);
    object.text("by", word(report.query.by));
    object.text("interval", word(report.query.interval));
    object.list("rows", report.rows, append_row);
    object.list("rules", report.rules, append_rule);
    object.end();
    return out;
}

}  // namespace parley::views
