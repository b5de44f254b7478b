#include "runtime/engine/tenant/tenant.h"

#include <doctest/doctest.h>

namespace parley::tenant {
namespace {

using Indexes = std::vector<std::uint32_t>;

void queue(Tenant& tenant, const char* name, std::vector<std::string> skills = {}) {
    Queue& one = tenant.queues.emplace_back();
    one.name = name;
    one.skills = std::move(skills);
}

Agent& agent(Tenant& tenant, const char* name, std::vector<std::string> queues, std::vector<std::string> skills = {}) {
    Agent& one = tenant.agents.emplace_back();
    one.name = name;
    one.queues = std::move(queues);
    one.skills = std::move(skills);
    return one;
}

TEST_CASE("an agent works on a queue by listing it, and by one of its skills where it has any [D91]") {
    Tenant tenant;
    queue(tenant, "Plain");
    queue(tenant, "French", {"fr", "be"});
    agent(tenant, "lists both, no skill", {"French", "Plain"});
    agent(tenant, "lists both, one skill", {"Plain", "French"}, {"be", "de"});
    agent(tenant, "skill alone", {}, {"fr"});
    agent(tenant, "lists what is gone", {"Gone"}, {"fr"});
    tenant.finish();
    CHECK(tenant.staff(0) == Indexes{0, 1});
    CHECK(tenant.staff(1) == Indexes{1});
    CHECK(tenant.queues_of(0) == Indexes{0});
    CHECK(tenant.queues_of(1) == Indexes{0, 1});
    CHECK(tenant.queues_of(2).empty());
    CHECK(tenant.queues_of(3).empty());
}

TEST_CASE("the hard limit defaults to the soft one; none given is no limit [D89]") {
    Tenant tenant;
    agent(tenant, "soft", {}).soft = 3;
    Agent& both = agent(tenant, "both", {});
    both.soft = 3;
    both.hard = 5;
    agent(tenant, "none", {});
    tenant.finish();
    CHECK(tenant.agents[0].hard == 3);
    CHECK(tenant.agents[1].hard == 5);
    CHECK_FALSE(tenant.agents[2].soft);
    CHECK_FALSE(tenant.agents[2].hard);
}

TEST_CASE("the queue for what names none: the fallback, else the first, also where the fallback is gone [D63, D26]") {
    Tenant tenant;
    CHECK(tenant.default_queue().empty());
    queue(tenant, "First");
    queue(tenant, "Second");
    tenant.finish();
    CHECK(tenant.default_queue() == "First");
    tenant.fallback_queue = "Second";
    CHECK(tenant.default_queue() == "Second");
    tenant.fallback_queue = "Gone";
    CHECK(tenant.default_queue() == "First");
}

TEST_CASE("closing states: the two, and the catalog's own names [D104, S1.7]") {
    Tenant tenant;
    tenant.closing_states = {{"Ignore", model::State::closed_complete}, {"Spam", model::State::closed_abandoned}};
    CHECK(tenant.closing_state("Closed Complete") == model::State::closed_complete);
    CHECK(tenant.closing_state("Closed Abandoned") == model::State::closed_abandoned);
    CHECK(tenant.closing_state("Ignore") == model::State::closed_complete);
    CHECK(tenant.closing_state("Spam") == model::State::closed_abandoned);
    for (const char* none : {"", "ignore", "New", "On Hold", "Work in Progress", "Closed"})
        CHECK(tenant.closing_state(none) == model::State::none);
}

TEST_CASE("priorities in the catalog's order; what it does not have counts as normal [D97]") {
    Tenant tenant;
    CHECK(tenant.priority_rank("urgent") > tenant.priority_rank("high"));
    CHECK(tenant.priority_rank("high") > tenant.priority_rank("normal"));
    CHECK(tenant.priority_rank("normal") > tenant.priority_rank("low"));
    CHECK(tenant.priority_rank("P1") == tenant.priority_rank("normal"));
    tenant.priorities = {"P2", "P1"};
    CHECK(tenant.priority_rank("P1") == 1);
    CHECK(tenant.priority_rank("urgent") == 0);
}

TEST_CASE("names are looked up as they are written") {
    Tenant tenant;
    queue(tenant, "Default");
    agent(tenant, "amy", {"Default"});
    tenant.channels = {"sms"};
    tenant.webhooks = {{"crm", "https://crm.example/in"}};
    tenant.finish();
    CHECK(tenant.queue("Default") == &tenant.queues[0]);
    CHECK(tenant.queue("default") == nullptr);
    CHECK(tenant.agent("amy") == &tenant.agents[0]);
    CHECK(tenant.agent("Amy") == nullptr);
    CHECK(tenant.has_channel("sms"));
    CHECK_FALSE(tenant.has_channel("phone"));
    REQUIRE(tenant.webhook("crm") != nullptr);
    CHECK(*tenant.webhook("crm") == "https://crm.example/in");
    CHECK(tenant.webhook("CRM") == nullptr);
}

TEST_CASE("without a schedule a queue is always open, with one inside its hours [D98]") {
    Tenant tenant;
    Schedule office;
    office.spans = {{5, 8 * 60, 12 * 60}};
    tenant.schedules = {office};
    queue(tenant, "Always");
    queue(tenant, "Office");
    tenant.queues[1].schedule = 0;
    tenant.finish();
    const auto open = [&tenant](int queue, const char* at) {
        return tenant.is_open(tenant.queues[queue], *value::parse_instant(at));
    };
    CHECK(open(0, "2026-11-21T03:00:00Z"));
    CHECK(open(1, "2026-11-21T08:00:00Z"));  // a Saturday
    CHECK_FALSE(open(1, "2026-11-21T12:00:00Z"));
}

}  // namespace
}  // namespace parley::tenant
