#include "runtime/engine/metrics/metrics.h"

namespace parley::metrics {

Span duration(const Conversation& conversation, Instant now) {
    return conversation.handled(now);
}

std::optional<Span> resolution(const Conversation& conversation) {
    if (!conversation.closed_at) return std::nullopt;
    return *conversation.closed_at - conversation.opened_at;
}

Span business(const tenant::Tenant& tenant, std::string_view queue, Instant from, Instant to) {
    const tenant::Queue* settings = tenant.queue(queue);
    if (settings == nullptr || !settings->schedule) return to - from;
    return tenant::open_span(tenant.schedules[*settings->schedule], from, to);
}

std::optional<Span> waited(const Conversation& conversation, Instant now) {
    if (!conversation.waiting_since) return std::nullopt;
    return now - *conversation.waiting_since;
}

}  // namespace parley::metrics
