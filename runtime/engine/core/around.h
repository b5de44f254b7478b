// What a rule may read beside the conversation itself, looked up when it is asked for. Private to this folder.
#pragma once

#include "runtime/engine/core/flow.h"

namespace parley::engine {

class Around : public facts::Surroundings {
public:
    Around(Flow& flow, ContactId contact, ConversationId conversation)
        : flow_(flow), contact_(contact), conversation_(conversation) {}
    facts::Previous previous() override;
    std::optional<facts::Person> person() override;
    facts::QueueFigures queue(std::string_view name, bool estimated) override;

private:
    Flow& flow_;
    ContactId contact_;
    ConversationId conversation_;
};

}  // namespace parley::engine
