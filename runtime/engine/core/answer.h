// What the handling of a stimulus comes to, where it is not simply done. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "runtime/engine/model/types.h"
#include "runtime/engine/model/words.h"

namespace parley::engine {

struct Answer {
    std::optional<model::Rejection> rejected;  // then nothing was changed
    std::string ignored;                       // the reason; empty: it was not
    model::ConversationId conversation{};      // what stands in its way, or what it was about
};

inline Answer reject(model::Rejection reason, model::ConversationId conversation = {}) {
    return {reason, {}, conversation};
}
inline Answer ignore(std::string reason, model::ConversationId conversation = {}) {
    return {std::nullopt, std::move(reason), conversation};
}

}  // namespace parley::engine
