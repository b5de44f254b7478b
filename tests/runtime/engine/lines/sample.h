// The settings that the lines of these tests are read by.
#pragma once

#include "runtime/engine/lines/stimulus.h"

namespace parley::lines {

inline const tenant::Tenant& sample_tenant() {
    static const tenant::Tenant tenant = [] {
        tenant::Tenant made;
        made.channels = {"facebook", "whatsapp", "sms",     "web_chat", "email",     "instagram",
                         "viber",    "phone",    "walk_up", "form",     "trustpilot"};
        for (const char* name : {"Default", "Billing"}) made.queues.emplace_back().name = name;
        for (const char* name : {"amy", "bob"}) made.agents.emplace_back().name = name;
        made.closing_states = {{"Ignore", model::State::closed_complete}};
        made.conversation_fields = {"customer_tier", "order_number"};
        made.finish();
        return made;
    }();
    return tenant;
}

inline Stimulus read_sample(std::string_view line) {
    return read(line, sample_tenant());
}
// Of a line that is rejected, the reason; "" otherwise.
inline std::string reason(std::string_view line) {
    const Stimulus stimulus = read_sample(line);
    return stimulus.rejection ? std::string(model::word(*stimulus.rejection)) : std::string();
}

}  // namespace parley::lines
