// The results of a run of tests in every format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/testing/testing.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

struct TestResult {
    std::string name, file;
    std::uint32_t line = 0;
    testing::Outcome outcome;
};

struct CoverageReport {
    std::vector<testing::CoverageItem> items;
    double percent() const;  // of the items; 100 where there are none
};

struct TestReport {
    std::vector<TestResult> results;
    std::optional<CoverageReport> coverage;
    std::size_t failed() const;
};

std::string report_text(const TestReport& report, const Terminal& terminal);
std::string report_json(const TestReport& report);
std::string report_junit(const TestReport& report);

// "87.5"
std::string percent_text(double percent);

}  // namespace parley::cli
