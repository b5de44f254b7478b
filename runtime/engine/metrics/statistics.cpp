#include <algorithm>

#include "runtime/engine/metrics/metrics.h"

namespace parley::metrics {

namespace {

// Whole seconds and the milliseconds beside them, so that no sum of real spans is too large.
std::int64_t sum_of(const std::vector<Span>& spans) {
    std::int64_t whole = 0, rest = 0;
    for (Span span : spans) {
        whole += span / model::second;
        rest += span % model::second;
    }
    return whole + rest / model::second;
}

}  // namespace

std::int64_t seconds(Span span) {
    return span / model::second;
}

Statistics statistics(std::vector<Span> spans) {
    Statistics found;
    found.count = spans.size();
    if (spans.empty()) return found;
    std::sort(spans.begin(), spans.end());
    const std::size_t count = spans.size();
    found.sum = sum_of(spans);
    found.mean = found.sum / static_cast<std::int64_t>(count);
    found.median = seconds(spans[(count - 1) / 2]);
    // The smallest value with at least nine tenths at or below it.
    found.p90 = seconds(spans[count - count / 10 - 1]);
    return found;
}

}  // namespace parley::metrics
