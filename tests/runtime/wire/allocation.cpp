// After some events decoding, executing and writing one takes no allocation.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/runtime/wire/rules.h"

namespace {

std::atomic<std::uint64_t> allocations{0};

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}

using namespace parley;
using namespace parley::tests;

TEST_CASE("after some events nothing is allocated any more") {
    const auto program = compile(R"(rule "R" on starting {
    if all {
        context.message.text contains any of ["refund", "invoice"]
        conversation.tags contains "vip"
        time.now during "Office"
    } { send_to_least_loaded ["Default", "Billing"] }
    else { send_message "Thanks, {{companyName}}. About {{estimatedWaitTime}}." }
})",
                                 R"(
company: Acme
time_zone: Europe/Paris
queues: [Default, Billing]
schedules:
  Office: {weekly: {mon-sun: ["08:00-18:00"]}}
)");
    const std::string line =
        R"({"id":"evt-1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"tags":["vip","new"],"queue":"Default"},)"
        R"("context":{"message":{"text":"Where is my INVOICE? It should have come long ago."}},)"
        R"("workload":{"Default":{"waiting":3,"estimated_wait":300},"Billing":{"waiting":1,"agents_online":2}}})";
    vm::Frame frame(*program);
    wire::EventDecoder decoder(*program);
    vm::Machine machine(*program);
    vm::Decision decision;
    wire::DecisionWriter writer(*program);
    wire::EventHead head;
    std::string out;
    std::uint64_t decoding = 0, executing = 0, writing = 0;
    const auto one = [&] {
        out.clear();
        const std::uint64_t before = allocations;
        const bool good = !decoder.decode(line, frame, head);
        const std::uint64_t decoded = allocations;
        machine.execute(frame, decision);
        const std::uint64_t executed = allocations;
        writer.write(frame, head, decision, {}, nullptr, out);
        const std::uint64_t written = allocations;
        decoding = decoded - before;
        executing = executed - decoded;
        writing = written - executed;
        REQUIRE(good);
    };
    for (int i = 0; i < 10; ++i) one();
    for (int i = 0; i < 100; ++i) {
        one();
        CHECK(decoding == 0);
        CHECK(executing == 0);
        CHECK(writing == 0);
    }
    CHECK(out.find("\"queue\":\"Billing\"") != std::string::npos);
    std::string plain;
    wire::write_decision(*program, frame, head, decision, {}, nullptr, plain);
    CHECK(out == plain);
}
