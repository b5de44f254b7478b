// What the events say of one another: which stand in one moment, and which can never meet. The engine that raises them
// is another part; the compiler already reasons by this.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/harness/harness.h"
#include "tests/language/building.h"

using namespace parley;

namespace {

// The codes of all findings of a rule set with two queues.
std::vector<std::string> codes(const std::string& rules, const std::string& more_catalog = "") {
    const auto built = building::build("queues: [A, B]\nagents: [amy]\n" + more_catalog, rules);
    return building::codes(built->compilation.diagnostics, diagnostics::Severity::note);
}

std::string two_rules(const std::string& one, const std::string& other) {
    return "rule \"one\" on " + one + " { send_to_queue A }\nrule \"other\" on " + other + " { send_to_queue B }\n";
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a start leads to a queue or to an agent, never to both [S3.32]") {
    CHECK(codes(two_rules("queued_at_start", "queued_at_start")) == Codes{"R0421"});
    CHECK(codes(two_rules("queued_at_start", "queued")) == Codes{"R0421"});
    CHECK(codes(two_rules("routed_at_start", "routed")) == Codes{"R0421"});
    for (const char* queued : {"queued_at_start", "queued", "awaiting_response_in_queue"}) {
        for (const std::string routed : {"routed_at_start", "routed"}) {
            // Later on they can send it to and fro: somebody is free in A and nobody in B.
            const bool loops = queued == std::string("queued") && routed == "routed";
            CHECK(codes(two_rules(queued, routed)) == (loops ? Codes{"R0424"} : Codes{}));
        }
    }
}

TEST_CASE("being offered is not being assigned, and invitations can be off [S3.37]") {
    CHECK(codes(two_rules("routed", "assigned")).empty());
    const std::string off = "invitations: {enabled: false}\n";
    for (const char* event : {"invitation_rejected", "invitation_timed_out"}) {
        const std::string rule = std::string("rule \"one\" on ") + event + " { add_tag \"x\" }";
        CHECK(codes(rule).empty());
        CHECK(codes(rule, off) == Codes{"R0413"});
    }
    CHECK(codes("rule \"one\" on assigned { add_tag \"x\" }", off).empty());
}

TEST_CASE("a conversation may be assigned many times, and each time the rules fire [S3.38]") {
    const differential::Harness harness("agents: [amy, bob]\n");
    const auto compiled = harness.compile("rule \"one\" on assigned { if context.agent is bob { add_tag \"again\" } }");
    REQUIRE(compiled->findings == "");
    const auto assigned = [&](const std::string& agent) {
        return differential::vm_answer(*compiled,
                                       R"({"event":"assigned","at":"2026-01-05T12:00:00Z","conversation":{"id":"C-1"},)"
                                       R"("context":{"agent":")" +
                                           agent + "\"}}");
    };
    const std::string first = assigned("bob");
    CHECK(first.find("again") != std::string::npos);
    CHECK(assigned("amy") == "[]");
    CHECK(assigned("bob") == first);
}
