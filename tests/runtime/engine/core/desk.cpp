#include "tests/runtime/engine/core/desk.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "compiler/pipeline/pipeline.h"
#include "runtime/engine/sqlite/open.h"
#include "runtime/value/calendar.h"

namespace parley::desk {
namespace {

constexpr char catalog[] = R"(
company: Acme
queues: [Default, Billing, Triage, Elsewhere]
fallback_queue: Default
agents: [{name: amy, queues: [Default, Billing]}, {name: bob, queues: [Default, Billing]}]
contact_points: [Sales]
slack: {channel: "#care"}
webhooks: {crm: "https://crm.example/in"}
closing_states: {Ignore: Closed Complete, Spam: Closed Abandoned}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, gold]}
  conversation.order_number: {type: text}
  context.form.age: {type: integer}
messages: {survey: "How did we do?"}
actions: {escalate: {value: {type: integer}}}
)";

tenant::Tenant settings() {
    tenant::Tenant tenant;
    tenant.company = "Acme";
    tenant.country = "GB";
    tenant.slack_channel = "#care";
    tenant.channels = {"facebook", "whatsapp", "sms",     "web_chat", "email",     "instagram",
                       "viber",    "phone",    "walk_up", "form",     "trustpilot"};
    for (const char* name : {"Default", "Billing", "Triage", "Elsewhere"}) tenant.queues.emplace_back().name = name;
    tenant.fallback_queue = "Default";
    tenant.still_waiting_every = 3600 * model::second;  // out of the way of tests that are not about it
    for (const char* name : {"amy", "bob"}) {
        tenant::Agent& agent = tenant.agents.emplace_back();
        agent.name = name;
        agent.queues = {"Default", "Billing"};
        agent.soft = 1;
        agent.hard = 2;
    }
    tenant.closing_states = {{"Ignore", model::State::closed_complete}, {"Spam", model::State::closed_abandoned}};
    tenant.webhooks = {{"crm", "https://crm.example/in"}};
    tenant.conversation_fields = {"customer_tier", "order_number"};
    tenant.merge_fields = {{"companyName", "", "Acme"}, {"conversationId", "conversation.id", ""}};
    return tenant;
}

std::shared_ptr<const vm::Program> compile(const std::string& rules) {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    compilation.sources = &sources;
    compilation.catalog_file = sources.add("catalog.yaml", catalog);
    compilation.rule_files = {sources.add("rules.parley", rules.empty() ? "ruleset \"None\"\n" : rules)};
    pipeline::run(compilation);
    for (const auto& finding : compilation.diagnostics.all())
        if (finding.severity == diagnostics::Severity::error) FAIL(finding.message);
    auto artifact = bytecode::Artifact::open(std::move(compilation.artifact));
    REQUIRE(artifact);
    auto program = vm::Program::load(*artifact);
    REQUIRE(program);
    return *program;
}

std::string instant(const std::string& time) {
    const std::string date = time.size() > 8 ? "" : "2026-11-21T";
    return date + time + (time.size() == 5 ? ":00Z" : "Z");
}

struct Collected : engine::Sink {
    std::string text;
    bool refuses = false;
    base::Result<base::Done> write(std::string_view lines) override {
        if (refuses) return base::Error{base::ErrorKind::environment, "nobody listens"};
        text += lines;
        return base::Done{};
    }
};

}  // namespace

engine::Release release(const Setup& setup) {
    auto tenant = std::make_shared<tenant::Tenant>(settings());
    if (setup.change) setup.change(*tenant);
    tenant->finish();
    return {compile(setup.rules), tenant, setup.version};
}

struct Desk::Impl {
    Setup setup;
    std::filesystem::path folder;
    std::unique_ptr<engine::Engine> engine;
    Collected sink;
    std::string wall = "08:00";
    bool one_open = true;
    std::optional<engine::Release> made;  // of `setup`: compiled once, however often the state is opened

    const engine::Release& release() {
        if (!made) made = desk::release(setup);
        return *made;
    }
    void open() {
        auto database = sqlite::open((folder / "state.db").string(), sqlite::Access::write);
        if (!database) FAIL(database.error().message);
        auto opened = engine::Engine::open(std::move(*database), release(), {setup.clock, {}});
        if (!opened) FAIL(opened.error().message);
        engine = std::move(*opened);
    }
};

Desk::Desk(Setup setup) : impl_(new Impl) {
    static std::atomic<int> count = 0;
    impl_->setup = std::move(setup);
    impl_->one_open = impl_->setup.change == nullptr;
    impl_->folder = std::filesystem::temp_directory_path() /
                    ("parley-desk-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(impl_->folder);
    impl_->open();
}

Desk::~Desk() {
    impl_->engine.reset();
    std::error_code error;
    std::filesystem::remove_all(impl_->folder, error);
}

void Desk::handle_only(const std::string& text) {
    impl_->engine->handle(text, *value::parse_instant(instant(impl_->wall)));
}

bool Desk::commit() {
    return impl_->engine->commit(impl_->sink).ok();
}

void Desk::refuse_output(bool refuse) {
    impl_->sink.refuses = refuse;
}

void Desk::expect_one_open(bool expect) {
    impl_->one_open = expect;
}

std::vector<Json> Desk::line(const std::string& text) {
    const std::size_t before = impl_->sink.text.size();
    handle_only(text);
    const auto committed = impl_->engine->commit(impl_->sink);
    if (!committed) FAIL(committed.error().message);
    check_invariants();
    std::vector<Json> found;
    std::string_view rest = std::string_view(impl_->sink.text).substr(before);
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1))
        found.push_back(Json::parse(rest.substr(0, end)));
    return found;
}

std::vector<Json> Desk::send(const std::string& id, const std::string& time, const std::string& members) {
    return line(R"({"id":")" + id + R"(","at":")" + instant(time) + "\"," + members + "}");
}

std::vector<Json> Desk::tick(const std::string& time) {
    return line(R"({"type":"tick","at":")" + instant(time) + "\"}");
}

std::vector<Json> Desk::message(const std::string& id, const std::string& time, const std::string& from,
                                const std::string& text, const std::string& channel) {
    return send(id, time,
                R"("type":"message","channel":")" + channel + R"(","from":")" + from + R"(","text":")" + text + "\"");
}

std::vector<Json> Desk::agent(const std::string& id, const std::string& time, const std::string& type,
                              const std::string& agent, const std::string& conversation, const std::string& more) {
    return send(id, time,
                R"("type":"agent_)" + type + R"(","agent":")" + agent + R"(","conversation":")" + conversation + "\"" +
                    (more.empty() ? "" : "," + more));
}

void Desk::at_wall(const std::string& time) {
    impl_->wall = time;
}

void Desk::available(const std::string& agent, const std::string& time) {
    send("available-" + agent + time, time,
         R"("type":"agent_presence","presence":"available","agent":")" + agent + "\"");
}

std::string Desk::moments(const std::vector<Json>& lines) {
    std::string found;
    for (const Json& line : records(lines, "moment")) {
        if (!found.empty()) found += " | ";
        bool first = true;
        for (const Json& event : line["events"]) {
            found += (first ? "" : ", ") + event.get<std::string>();
            first = false;
        }
    }
    return found;
}

std::vector<Json> Desk::commands(const std::vector<Json>& lines, const std::string& name) {
    std::vector<Json> found;
    for (const Json& line : lines)
        if (line.contains("command") && (name.empty() || line["command"] == name)) found.push_back(line);
    return found;
}

std::vector<Json> Desk::records(const std::vector<Json>& lines, const std::string& name) {
    std::vector<Json> found;
    for (const Json& line : lines)
        if (line.contains("record") && line["record"] == name) found.push_back(line);
    return found;
}

std::string Desk::reason(const std::vector<Json>& lines) {
    const std::vector<Json> rejected = records(lines, "rejected");
    return rejected.empty() ? "" : rejected.front()["reason"].get<std::string>();
}

model::Conversation Desk::conversation(std::int64_t number) {
    const auto found = database().conversation(model::ConversationId{number});
    REQUIRE(found);
    return *found;
}

std::string Desk::state(std::int64_t number) {
    return std::string(model::word(conversation(number).state));
}

state::Database& Desk::database() {
    return impl_->engine->database();
}

lines::Metrics Desk::metrics() {
    return impl_->engine->metrics();
}

void Desk::reopen() {
    CHECK(impl_->engine->finish(impl_->sink).ok());
    crash();
}

void Desk::crash() {
    impl_->engine.reset();
    impl_->open();
}

void Desk::replace(Setup setup) {
    impl_->setup = setup;
    impl_->made.reset();
    impl_->engine->replace(impl_->release());
}

const std::string& Desk::all() const {
    return impl_->sink.text;
}

std::string Desk::distinct() const {
    std::set<std::string_view> seen;
    std::string found;
    std::string_view rest = impl_->sink.text;
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1))
        if (seen.insert(rest.substr(0, end)).second) found.append(rest.substr(0, end + 1));
    return found;
}

void Desk::check_invariants() {
    state::Database& database = impl_->engine->database();
    std::map<model::ContactId, int> open;
    std::map<std::string, std::uint32_t> load;
    database.visit({}, [&](const model::Conversation& one) {
        CAPTURE(model::number(one.id));
        const bool is_open = model::is_open(one.state);
        if (is_open) ++open[one.contact];
        CHECK(one.state != model::State::none);
        CHECK(model::is_held(one.state) == !one.assigned_to.empty());
        CHECK((is_open || !one.short_description.empty() || one.erased));
        CHECK((!one.archived || !is_open));
        CHECK((one.invited.empty() || one.state == model::State::fresh));
        CHECK((one.waits == (one.state == model::State::fresh && one.invited.empty())));
        CHECK(one.closed_at.has_value() == !is_open);
        CHECK(one.closed_by.has_value() == !is_open);
        CHECK((!one.wait || *one.wait >= 0));
        CHECK(one.handled(database.meta().clock.value_or(0)) >= 0);
        CHECK(one.working_since.has_value() == (one.state == model::State::work_in_progress));
        CHECK((one.state_reason == model::StateReason::none || one.state == model::State::on_hold));
        CHECK((!is_open || !one.waiting_since || one.state == model::State::fresh));
        if (model::is_held(one.state)) ++load[one.assigned_to];
        if (!one.invited.empty()) ++load[one.invited];
        return true;
    });
    for (const auto& [contact, count] : open) CHECK((count == 1 || !impl_->one_open));
    for (const model::AgentState& agent : database.agents()) CHECK(agent.load == load[agent.agent]);
}

}  // namespace parley::desk
