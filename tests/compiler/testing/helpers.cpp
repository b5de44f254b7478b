#include "tests/compiler/testing/helpers.h"

#include <doctest/doctest.h>

#include "compiler/diagnostics/render.h"

namespace tests {

namespace {

constexpr std::string_view catalog = R"(company: Acme
time_zone: Europe/London
queues: [Default, Priority, Triage]
fallback_queue: Triage
contact_points: [End User Support, Sales]
fields:
  conversation.order_total: {type: decimal}
  conversation.score: {type: integer}
  conversation.topics: {type: list of text}
  conversation.due: {type: date}
  conversation.call_at: {type: time}
  conversation.call_on: {type: weekday}
  conversation.patience: {type: duration}
)";

}  // namespace

std::unique_ptr<Bench> bench(std::string_view rules, std::string_view tests) {
    auto out = std::make_unique<Bench>();
    out->compilation.sources = &out->sources;
    out->compilation.catalog_file = out->sources.add("catalog.yaml", std::string(catalog));
    out->compilation.rule_files = {out->sources.add("rules.parley", std::string(rules))};
    const parley::source::FileId file = out->sources.add("rules.test.yaml", std::string(tests));
    parley::pipeline::run(out->compilation);
    REQUIRE_MESSAGE(!out->compilation.diagnostics.has_errors(),
                    parley::diagnostics::render_text(out->compilation.diagnostics, out->sources));
    out->cases = parley::testing::read(file, out->sources, out->compilation.catalog, out->findings);
    auto artifact = parley::bytecode::Artifact::open(out->compilation.artifact);
    REQUIRE(artifact.ok());
    auto program = parley::vm::Program::load(*artifact);
    REQUIRE(program.ok());
    out->program = *program;
    return out;
}

}  // namespace tests
