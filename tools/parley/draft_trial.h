// A draft tried as `publish` would: compiled, and its tests run.
#pragma once

#include <memory>

#include "tools/parley/test_run.h"

namespace parley::cli {

struct DraftTrial {
    std::unique_ptr<ProjectBuild> build;
    std::optional<TestReport> report;  // none: it does not compile
    bool compiles() const { return report.has_value(); }
    bool passes() const { return report && report->failed() == 0; }
};

DraftTrial try_draft(const base::Files& files, const Session& session);

}  // namespace parley::cli
