#include "tests/compiler/analysis/support.h"

#include <algorithm>

#include "compiler/diagnostics/render.h"
#include "compiler/syntax/parse.h"
#include "doctest/doctest.h"

namespace parley::analysis_tests {

const char* const support_desk = R"yaml(
company: Acme
time_zone: Europe/London
queues: [Default, Priority, Billing, Triage, Multilingual]
contact_points: [End User Support, Sales]
platforms: [facebook, whatsapp, sms, email]
agents:
  - {name: amy, queues: [Default]}
  - {name: ben, queues: [Default]}
schedules:
  Office: {weekly: {mon-fri: ["08:00-18:00"]}}
  Never: {weekly: {}}
messages:
  survey: {text: "How did we do?"}
fields:
  conversation.tier: {type: choice, values: [bronze, silver, gold, platinum], ordered: true}
  conversation.topic: {type: text}
  conversation.total: {type: decimal}
  conversation.attempts: {type: integer}
  conversation.vip: {type: boolean}
  conversation.topics: {type: list of text}
  conversation.due: {type: instant}
  conversation.day: {type: date}
  conversation.slot: {type: time}
  conversation.length: {type: duration}
  conversation.other_topic: {type: text}
events:
  order_shipped: {label: Order shipped}
)yaml";

Source::Source(const std::string& text, const std::string& yaml) {
    const source::FileId catalog_file = sources.add("catalog.yaml", yaml);
    file = sources.add("rules.parley", text);
    catalog = catalog::load(catalog_file, sources, diagnostics);
    trees.push_back(syntax::parse(
        file, sources, [&](std::string_view word) { return catalog.find_action(word).has_value(); }, diagnostics));
    rules = check::check(trees, catalog, sources, diagnostics);
    INFO(diagnostics::render_text(diagnostics, sources));
    REQUIRE(diagnostics.errors() == 0);
}

void Source::analyse(const analysis::Limits& limits) {
    analysis::analyse(rules, catalog, sources, diagnostics, limits);
    diagnostics.sort();
}

std::vector<std::string> lines(const Source& source, bool with_notes) {
    std::vector<std::string> out;
    for (const diagnostics::Diagnostic& finding : source.diagnostics.all()) {
        if (finding.severity == diagnostics::Severity::note && !with_notes) continue;
        std::string line(diagnostics::info(finding.code).id);
        line += " `" + std::string(source.underlined(finding.primary.span)) + "`";
        for (const diagnostics::Label& label : finding.labels) {
            line += " < `" + std::string(source.underlined(label.span)) + "`";
        }
        out.push_back(line);
    }
    return out;
}

std::string remarks(const Source& source, diagnostics::Code code) {
    const auto& all = source.diagnostics.all();
    const auto found = std::ranges::find(all, code, &diagnostics::Diagnostic::code);
    std::string out;
    if (found == all.end()) return out;
    for (const std::string& note : found->notes) out += note + "\n";
    for (const diagnostics::Help& help : found->helps) out += help.text + "\n";
    return out;
}

}  // namespace parley::analysis_tests
