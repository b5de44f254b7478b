#include "tools/parley/tenant.h"

#include <algorithm>

namespace parley::cli {

namespace {

model::Span span_of(std::int64_t seconds) {
    return seconds * model::second;
}

std::optional<model::Span> span_of(const std::optional<std::int64_t>& seconds) {
    return seconds ? std::optional(span_of(*seconds)) : std::nullopt;
}

std::optional<std::uint32_t> limit_of(const std::optional<int>& limit) {
    return limit ? std::optional(static_cast<std::uint32_t>(*limit)) : std::nullopt;
}

tenant::Schedule schedule_of(const catalog::Catalog& catalog, const catalog::Schedule& schedule) {
    return {schedule.name, schedule.zone.value_or(catalog.zone), schedule.spans, schedule.holidays};
}

tenant::Queue queue_of(const catalog::Queue& queue) {
    return {queue.name,         queue.skills,
            queue.schedule,     span_of(queue.answer_within),
            queue.service_goal, span_of(queue.handling_time)};
}

tenant::Agent agent_of(const catalog::Catalog& catalog, const catalog::Agent& agent) {
    tenant::Agent made{agent.name, {}, agent.skills, limit_of(agent.soft), limit_of(agent.hard)};
    for (const std::uint32_t queue : agent.queues)
        made.queues.push_back(catalog.domains[catalog.queue_domain].values[queue]);
    return made;
}

void copy_settings(const catalog::Catalog& catalog, tenant::Tenant& tenant) {
    tenant.company = catalog.company;
    tenant.country = catalog.country;
    tenant.slack_channel = catalog.slack_channel;
    tenant.zone_name = catalog.zone_name;
    tenant.zone = catalog.zone;
    tenant.fallback_queue = catalog.fallback_queue;
    tenant.invitations = catalog.invitations;
    tenant.invitation_timeout = span_of(catalog.invitation_timeout);
    tenant.still_waiting_every = span_of(catalog.still_waiting_every);
    tenant.previous_window = span_of(catalog.previous_window);
    tenant.one_open_per =
        catalog.one_open_per == "contact" ? tenant::OneOpenPer::contact : tenant::OneOpenPer::contact_and_channel;
    tenant.short_description = catalog.default_short_description;
    tenant.close_after_inactivity = span_of(catalog.close_after_inactivity);
    tenant.requeue_when_offline = catalog.on_agent_offline == "requeue";
    tenant.webhooks = catalog.webhooks;
    for (const auto& [name, state] : catalog.closing_states)
        tenant.closing_states.emplace_back(
            name, model::parse_word<model::State>(state).value_or(model::State::closed_complete));
}

void copy_names(const catalog::Catalog& catalog, tenant::Tenant& tenant) {
    tenant.channels = catalog.domains[catalog.platform_domain].values;
    tenant.contact_points = catalog.domains[catalog.contact_point_domain].values;
    // Declared as anything but a choice, it has no order of its own.
    if (const auto priority = catalog.find_field("conversation.priority")) {
        const value::Type type = catalog.fields[*priority].type;
        if (type.kind == value::Kind::choice && !type.list) tenant.priorities = catalog.domain(type).values;
    }
    constexpr std::string_view group = "conversation.";
    for (const catalog::Field& field : catalog.fields)
        if (field.custom && field.id.starts_with(group))
            tenant.conversation_fields.push_back(field.id.substr(group.size()));
    for (const catalog::Action& action : catalog.actions)
        if (action.custom) tenant.actions.push_back(action.id);
    for (const catalog::MergeField& merge_field : catalog.merge_fields) {
        if (!merge_field.available) continue;
        tenant.merge_fields.push_back({merge_field.name,
                                       merge_field.from ? catalog.fields[*merge_field.from].id : std::string(),
                                       merge_field.from ? merge_field.fallback.value_or("") : merge_field.constant});
    }
}

}  // namespace

std::shared_ptr<const tenant::Tenant> tenant_of(const catalog::Catalog& catalog) {
    auto tenant = std::make_shared<tenant::Tenant>();
    copy_settings(catalog, *tenant);
    copy_names(catalog, *tenant);
    for (const catalog::Schedule& schedule : catalog.schedules)
        tenant->schedules.push_back(schedule_of(catalog, schedule));
    for (const catalog::Queue& queue : catalog.queues) tenant->queues.push_back(queue_of(queue));
    for (const catalog::Agent& agent : catalog.agents) tenant->agents.push_back(agent_of(catalog, agent));
    tenant->finish();
    return tenant;
}

std::shared_ptr<const tenant::Tenant> tenant_of(const vm::Program& program) {
    const bytecode::Artifact& artifact = program.artifact();
    for (const bytecode::FileRecord& file : artifact.files()) {
        if (file.kind != static_cast<std::uint32_t>(bytecode::FileKind::catalog)) continue;
        source::SourceSet sources;
        diagnostics::Diagnostics findings;  // none of them is an error: it was compiled
        const source::FileId text =
            sources.add(std::string(artifact.string(file.name)), std::string(artifact.string(file.text)));
        return tenant_of(catalog::load(text, sources, findings));
    }
    return tenant_of(catalog::built_in());
}

}  // namespace parley::cli
