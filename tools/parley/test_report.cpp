#include "tools/parley/test_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "tools/parley/json.h"
#include "tools/parley/session.h"
#include "tools/parley/xml.h"

namespace parley::cli {

namespace {

using testing::CoverageItem;

struct Share {
    std::size_t covered = 0, total = 0;
};

Share share_of(const CoverageReport& coverage, std::string_view kind) {
    Share share;
    for (const CoverageItem& item : coverage.items) {
        if (!kind.empty() && item.kind != kind) continue;
        ++share.total;
        share.covered += item.covered;
    }
    return share;
}

double percent(const Share& share) {
    return share.total == 0 ? 100 : 100.0 * static_cast<double>(share.covered) / static_cast<double>(share.total);
}

constexpr std::string_view kinds[] = {"rule", "branch", "condition"};

std::string coverage_text(const CoverageReport& coverage, const Style& style) {
    std::string out = style.bold("coverage " + percent_text(coverage.percent()) + " %") + ":";
    for (const std::string_view kind : kinds) {
        const Share share = share_of(coverage, kind);
        out += (kind == kinds[0] ? " " : ", ") + std::to_string(share.covered) + " of " + counted(share.total, kind);
    }
    out += "\n";
    for (const CoverageItem& item : coverage.items) {
        if (item.covered) continue;
        out += "  " + item.file + ":" + std::to_string(item.line) + "  " + style.yellow(item.missing) + "  " +
               (item.kind == "rule" ? "rule " : "") + shown(item.name, 200) + "\n";
    }
    return out;
}

Json coverage_json(const CoverageReport& coverage) {
    Json out = {{"percent", std::floor(coverage.percent() * 100) / 100}};
    for (const std::string_view kind : kinds) {
        const Share share = share_of(coverage, kind);
        out[std::string(kind)] = {{"covered", share.covered}, {"total", share.total}};
    }
    out["missing"] = Json::array();
    for (const CoverageItem& item : coverage.items) {
        if (!item.covered)
            out["missing"].push_back({{"kind", item.kind},
                                      {"name", item.name},
                                      {"file", item.file},
                                      {"line", item.line},
                                      {"missing", item.missing}});
    }
    return out;
}

std::string failure_xml(const testing::Outcome& outcome) {
    std::string out =
        "<failure message=\"" + xml_text(outcome.differences.empty() ? "failed" : outcome.differences.front()) + "\">";
    for (const std::string& difference : outcome.differences) out += xml_text(difference) + "\n";
    return out + "</failure>";
}

}  // namespace

double CoverageReport::percent() const {
    return cli::percent(share_of(*this, {}));
}

std::size_t TestReport::failed() const {
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [](const TestResult& r) { return !r.outcome.passed; }));
}

// Cut, not rounded: what is not wholly covered never reads as 100.
std::string percent_text(double percent) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f", std::floor(percent * 10) / 10);
    return buffer;
}

std::string report_text(const TestReport& report, const Terminal& terminal) {
    const Style style(terminal);
    std::string out;
    for (const TestResult& result : report.results) {
        if (result.outcome.passed) continue;
        out += style.red("FAILED") + "  " + style.bold(shown(result.name)) + "  " +
               style.dim(result.file + ":" + std::to_string(result.line)) + "\n";
        for (const std::string& difference : result.outcome.differences) out += "    " + shown(difference) + "\n";
        out += "\n";
    }
    const std::size_t failed = report.failed();
    const std::string counts = counted(report.results.size(), "test") + ", " +
                               (failed == 0 ? "all passed" : std::to_string(failed) + " failed");
    out += (failed == 0 ? style.green(counts) : style.red(counts)) + "\n";
    if (report.coverage) out += coverage_text(*report.coverage, style);
    return out;
}

std::string report_json(const TestReport& report) {
    Json out = document();
    out["passed"] = report.results.size() - report.failed();
    out["failed"] = report.failed();
    out["tests"] = Json::array();
    for (const TestResult& result : report.results)
        out["tests"].push_back({{"name", result.name},
                                {"file", result.file},
                                {"line", result.line},
                                {"passed", result.outcome.passed},
                                {"differences", result.outcome.differences}});
    if (report.coverage) out["coverage"] = coverage_json(*report.coverage);
    return to_text(out);
}

std::string report_junit(const TestReport& report) {
    std::vector<std::string> files;
    std::map<std::string, std::vector<const TestResult*>> by_file;
    for (const TestResult& result : report.results) {
        if (!by_file.contains(result.file)) files.push_back(result.file);
        by_file[result.file].push_back(&result);
    }
    const auto counts = [](std::size_t tests, std::size_t failures) {
        return "tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"0\"";
    };
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"parley\" " +
                      counts(report.results.size(), report.failed()) + ">\n";
    for (const std::string& file : files) {
        const std::vector<const TestResult*>& results = by_file[file];
        const auto failures = static_cast<std::size_t>(
            std::count_if(results.begin(), results.end(), [](const TestResult* r) { return !r->outcome.passed; }));
        out += "  <testsuite name=\"" + xml_text(file) + "\" " + counts(results.size(), failures) + ">\n";
        for (const TestResult* result : results) {
            out += "    <testcase name=\"" + xml_text(result->name) + "\" classname=\"" + xml_text(file) +
                   "\" file=\"" + xml_text(file) + "\" line=\"" + std::to_string(result->line) + "\"";
            out += result->outcome.passed ? "/>\n" : ">" + failure_xml(result->outcome) + "</testcase>\n";
        }
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

}  // namespace parley::cli
