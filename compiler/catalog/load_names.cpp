#include <algorithm>

#include "compiler/catalog/loader.h"
#include "compiler/catalog/vocabulary.h"
#include "compiler/diagnostics/suggest.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

template <typename T>
std::vector<std::string> names_of(const std::vector<T>& declared) {
    std::vector<std::string> names;
    names.reserve(declared.size());
    for (const T& one : declared) names.push_back(one.name);
    return names;
}

Domain domain_of(std::string noun, std::vector<std::string> values) {
    Domain domain{std::move(noun), true, std::move(values), {}};
    for (std::uint32_t symbol = 0; symbol < domain.values.size(); ++symbol)
        domain.index.emplace(domain.values[symbol], symbol);
    return domain;
}

}  // namespace

void Loader::load_platforms(const yaml::Entry* entry) {
    const Domain known = domain_of("platform", {platform_names().begin(), platform_names().end()});
    if (!entry || entry->value.kind == yaml::Node::Kind::null) return builder_.add_platforms(known.values);
    platforms_span_ = entry->key_span;
    std::vector<std::string> names;
    for (std::uint32_t symbol : reader_.names_of(entry->value, "platforms", known))
        names.push_back(known.values[symbol]);
    builder_.add_platforms(std::move(names));
}

// Queues

void Loader::load_queues(const yaml::Node& node) {
    schedule_names_ = domain_of("schedule", names_of(catalog_.schedules));
    NameSet names("queue");
    for (const yaml::Node& item : reader_.items(node, "queues", "a list of queues")) {
        auto queue = read_queue(item);
        if (queue && names.add(reader_, queue->name, queue->declared)) catalog_.queues.push_back(std::move(*queue));
    }
    builder_.add_queues(names_of(catalog_.queues));
}

std::optional<Queue> Loader::read_queue(const yaml::Node& node) {
    Queue queue;
    const yaml::Node* name = &node;
    if (node.kind == yaml::Node::Kind::mapping) {
        reader_.known_keys(node, "a queue", {"name", "skills", "schedule", "service_level", "handling_time"});
        name = reader_.required(node, "name", "a queue", node.span);
        if (auto skills = node.find("skills")) queue.skills = reader_.texts(*skills, "skills");
        if (auto schedule = node.find("schedule")) {
            queue.schedule = reader_.name_of(*schedule, "schedule", schedule_names_);
        }
        if (auto level = node.find("service_level")) read_service_level(*level, queue);
        if (auto time = node.find("handling_time")) {
            queue.handling_time = reader_.duration(*time, "handling_time").value_or(queue.handling_time);
        }
    }
    auto written = name ? reader_.text(*name, name == &node ? "queues" : "name", "the name of a queue") : std::nullopt;
    if (!written) return std::nullopt;
    queue.name = std::move(*written);
    queue.declared = name->span;
    return queue;
}

void Loader::read_service_level(const yaml::Node& node, Queue& queue) {
    reader_.entries(node, "service_level", "a mapping with `answer_within` and `goal`");
    if (node.kind != yaml::Node::Kind::mapping) return;
    reader_.known_keys(node, "`service_level`", {"answer_within", "goal"});
    if (auto within = reader_.required(node, "answer_within", "`service_level`", node.span)) {
        queue.answer_within = reader_.duration(*within, "answer_within");
    }
    if (auto goal = node.find("goal")) queue.service_goal = reader_.whole_number(*goal, "goal", 1, 100);
}

void Loader::load_fallback_queue(const yaml::Node& node) {
    const Domain& queues = catalog_.domains[catalog_.queue_domain];
    if (auto queue = reader_.name_of(node, "fallback_queue", queues)) catalog_.fallback_queue = queues.values[*queue];
}

// Agents

void Loader::load_agents(const yaml::Node& node) {
    NameSet names("agent");
    for (const yaml::Node& item : reader_.items(node, "agents", "a list of agents")) {
        auto agent = read_agent(item);
        if (agent && names.add(reader_, agent->name, agent->declared)) catalog_.agents.push_back(std::move(*agent));
    }
    builder_.add_agents(names_of(catalog_.agents));
}

std::optional<Agent> Loader::read_agent(const yaml::Node& node) {
    Agent agent;
    const yaml::Node* name = &node;
    if (node.kind == yaml::Node::Kind::mapping) {
        reader_.known_keys(node, "an agent", {"name", "queues", "capacity", "skills"});
        name = reader_.required(node, "name", "an agent", node.span);
        if (auto queues = node.find("queues")) {
            agent.queues = reader_.names_of(*queues, "queues", catalog_.domains[catalog_.queue_domain]);
        }
        if (auto capacity = node.find("capacity")) read_capacity(*capacity, agent);
        if (auto skills = node.find("skills")) agent.skills = reader_.texts(*skills, "skills");
    }
    auto written = name ? reader_.text(*name, name == &node ? "agents" : "name", "the name of an agent") : std::nullopt;
    if (!written) return std::nullopt;
    agent.name = std::move(*written);
    agent.declared = name->span;
    return agent;
}

void Loader::read_capacity(const yaml::Node& node, Agent& agent) {
    constexpr int most = 1'000'000;
    reader_.entries(node, "capacity", "a mapping with `soft` and `hard`");
    reader_.known_keys(node, "`capacity`", {"soft", "hard"});
    if (auto soft = node.find("soft")) agent.soft = reader_.whole_number(*soft, "soft", 0, most);
    if (auto hard = node.find("hard")) agent.hard = reader_.whole_number(*hard, "hard", 0, most);
    if (agent.soft && agent.hard && *agent.hard < *agent.soft) {
        reader_.report(Code::wrong_catalog_value, node.find("hard")->span, "`hard` is below `soft`")
            .label(node.find("soft")->span, "the soft limit");
        agent.hard = agent.soft;
    }
    if (!agent.hard) agent.hard = agent.soft;
}

// Names without more behind them

void Loader::load_contact_points(const yaml::Node& node) {
    NameSet names("contact point");
    std::vector<std::string> points;
    for (const yaml::Node& item : reader_.items(node, "contact_points", "a list of names")) {
        auto name = reader_.text(item, "contact_points", "a list of names");
        if (name && names.add(reader_, *name, item.span)) points.push_back(std::move(*name));
    }
    builder_.add_contact_points(std::move(points));
}

void Loader::load_webhooks(const yaml::Node& node) {
    NameSet names("webhook");
    for (const yaml::Entry& entry : reader_.entries(node, "webhooks", "a mapping of names to addresses")) {
        auto url = reader_.text(entry.value, entry.key, "an address");
        if (!url || !names.add(reader_, entry.key, entry.key_span)) continue;
        if (!url->starts_with("https://") && !url->starts_with("http://")) {
            reader_.report(Code::wrong_catalog_value, entry.value.span, "a webhook's address begins with `https://`");
            continue;
        }
        catalog_.webhooks.emplace_back(entry.key, std::move(*url));
    }
    std::vector<std::string> webhooks;
    for (const auto& [name, url] : catalog_.webhooks) webhooks.push_back(name);
    builder_.add_webhooks(std::move(webhooks));
}

void Loader::load_closing_states(const yaml::Node& node) {
    static const std::vector<std::string> states{"Closed Complete", "Closed Abandoned"};
    NameSet names("closing state");
    for (const std::string& state : states) names.add(reader_, state, {});
    for (const yaml::Entry& entry : reader_.entries(node, "closing_states", "a mapping of names to states")) {
        auto state = reader_.word_of(entry.value, entry.key, states);
        if (state && names.add(reader_, entry.key, entry.key_span))
            catalog_.closing_states.emplace_back(entry.key, *state);
    }
}

}  // namespace parley::catalog
