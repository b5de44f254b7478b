#include "tools/bench/conversations/desk.h"

#include <cstdio>
#include <cstdlib>
#include <random>

#include "compiler/pipeline/pipeline.h"
#include "runtime/value/calendar.h"

namespace parley::bench {
namespace {

constexpr int queues = 20, agents = 200;
constexpr std::int64_t begin = 1'795'000'000'000;  // in November 2026

std::string queue(int number) {
    return "Queue " + std::to_string(number);
}
std::string agent(int number) {
    return "agent-" + std::to_string(number);
}

std::string catalog() {
    std::string text = "company: Acme\nfallback_queue: Queue 0\nqueues:\n";
    for (int i = 0; i < queues; ++i) text += "  - {name: " + queue(i) + ", service_level: {answer_within: 1 hour}}\n";
    text += "agents:\n";
    for (int i = 0; i < agents; ++i)
        text += "  - {name: " + agent(i) + ", queues: [" + queue(i % queues) + "], capacity: {soft: 5, hard: 8}}\n";
    return text;
}

// The four that every tenant begins with, and a queue by what the message says.
std::string rules() {
    std::string text = "rule \"Initial queue\" on starting {\n";
    for (int i = 1; i < queues; ++i)
        text += std::string(i == 1 ? "    " : "    else ") + "if context.message.text contains \"topic " +
                std::to_string(i) + ";\" { send_to_queue \"" + queue(i) + "\" }\n";
    return text + R"(    else { send_to_queue "Queue 0" }
}
rule "Initial response" on queued_at_start, routed_at_start {
    if context.event is routed_at_start { send_message "Somebody is with you in a moment." }
    else if workload.agents_available is 0 { send_message "We are closed." }
    else {
        send_message "Your wait is about {{estimatedWaitTime | "a few minutes"}}." {
            skip_if_recent_conversation: 15 minutes
        }
    }
}
rule "While waiting" on customer_message_in_queue {
    send_message "You are still in the queue." { at_most_every: 10 minutes }
}
rule "Thanks" on closed { if conversation.closed_by is agent { send_message "Thank you." } }
)";
}

[[noreturn]] void stop(const std::string& why) {
    std::fprintf(stderr, "bench_conversations: %s\n", why.c_str());
    std::exit(1);
}

std::shared_ptr<const vm::Program> program() {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    compilation.sources = &sources;
    compilation.catalog_file = sources.add("catalog.yaml", catalog());
    compilation.rule_files = {sources.add("rules.parley", rules())};
    pipeline::run(compilation);
    for (const auto& finding : compilation.diagnostics.all())
        if (finding.severity == diagnostics::Severity::error) stop(finding.message);
    auto artifact = bytecode::Artifact::open(std::move(compilation.artifact));
    if (!artifact) stop(artifact.error().message);
    auto loaded = vm::Program::load(*artifact);
    if (!loaded) stop(loaded.error().message);
    return *loaded;
}

}  // namespace

engine::Release release() {
    auto tenant = std::make_shared<tenant::Tenant>();
    tenant->company = "Acme";
    tenant->country = "GB";
    tenant->channels = {"whatsapp"};
    for (int i = 0; i < queues; ++i) {
        tenant::Queue& one = tenant->queues.emplace_back();
        one.name = queue(i);
        one.answer_within = 3'600'000;
    }
    for (int i = 0; i < agents; ++i) {
        tenant::Agent& one = tenant->agents.emplace_back();
        one.name = agent(i);
        one.queues = {queue(i % queues)};
        one.soft = 5;
        one.hard = 8;
    }
    tenant->still_waiting_every = 300 * model::second;
    tenant->finish();
    return {program(), tenant, 1};
}

std::string Desk::head(std::string_view type) {
    return R"({"id":"e)" + std::to_string(++events_) + "-" + std::to_string(customers_) + R"(","at":")" +
           value::instant_to_string(begin + clock_ * 1000) + R"(","type":")" + std::string(type) + "\"";
}

std::string Desk::message(std::int64_t customer) {
    return head("message") + R"(,"channel":"whatsapp","from":"+4477)" + std::to_string(100'000'000 + customer) +
           R"(","text":"topic )" + std::to_string(below(queues)) +
           R"(; where is my parcel? It should have been here on Tuesday, and nobody has told me anything."})";
}

std::string Desk::by_agent(std::string_view type, const Held& held, std::string_view more) {
    return head(type) + R"(,"agent":")" + held.agent + R"(","conversation":")" + held.conversation + "\"" +
           std::string(more) + "}";
}

std::vector<std::string> Desk::agents_come() {
    std::vector<std::string> lines;
    for (int i = 0; i < agents; ++i)
        lines.push_back(head("agent_presence") + R"(,"agent":")" + agent(i) + R"(","presence":"available"})");
    return lines;
}

std::string Desk::new_customer() {
    return message(++customers_);
}

std::string Desk::next() {
    if (!invited_.empty()) {
        held_.push_back(invited_.back());
        invited_.pop_back();
        return by_agent("agent_accepts", held_.back());
    }
    const std::uint64_t dice = below(100);
    if (dice < 10 || held_.empty()) return new_customer();
    if (dice < 60) return message(1 + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(customers_))));
    const std::size_t which = below(held_.size());
    if (dice < 90) return by_agent("agent_reply", held_[which], R"(,"text":"It is on its way.")");
    const Held closed = held_[which];
    held_[which] = held_.back();
    held_.pop_back();
    return by_agent("agent_closes", closed, R"(,"short_description":"Late parcel")");
}

std::string Desk::tick(std::int64_t seconds) {
    clock_ += seconds;
    return R"({"type":"tick","at":")" + value::instant_to_string(begin + clock_ * 1000) + "\"}";
}

base::Result<base::Done> Desk::write(std::string_view lines) {
    const auto member = [](std::string_view line, std::string_view name) {
        const std::string key = "\"" + std::string(name) + "\":\"";
        const std::size_t at = line.find(key);
        if (at == std::string_view::npos) return std::string();
        const std::size_t from = at + key.size();
        return std::string(line.substr(from, line.find('"', from) - from));
    };
    for (std::size_t end; (end = lines.find('\n')) != std::string_view::npos; lines.remove_prefix(end + 1)) {
        const std::string_view line = lines.substr(0, end);
        if (line.starts_with(R"({"record":"moment")")) ++moments_;
        if (line.starts_with(R"({"command":"invite")"))
            invited_.push_back({member(line, "conversation"), member(line, "agent")});
    }
    return base::Done{};
}

}  // namespace parley::bench
