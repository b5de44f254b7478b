#include "runtime/wire/event.h"

#include <algorithm>

#include "runtime/wire/readers.h"

namespace parley::wire {
namespace {

bool is_empty_line(std::string_view json) {
    return json.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Has the line's beginning fetched while there is other work.
void fetch(std::string_view json) {
    constexpr std::size_t cache_line = 64, most = 16 * cache_line;
    for (std::size_t at = 0; at < std::min(json.size(), most); at += cache_line) __builtin_prefetch(json.data() + at);
}

}  // namespace

struct EventDecoder::Impl {
    Limits limits;
    Reading reading;
    QuickReader quick;
};

EventDecoder::EventDecoder(const vm::Program& program, const Limits& limits)
    : impl_(new Impl{limits, Reading(program, limits), {}}) {}

EventDecoder::~EventDecoder() = default;

std::optional<EventFault> EventDecoder::decode(std::string_view json, vm::Frame& frame, EventHead& head) {
    fetch(json);
    Reading& reading = impl_->reading;
    reading.begin(frame, head);
    const std::size_t most = impl_->limits.event_bytes;
    if (json.size() <= most && impl_->quick.read(json, reading, frame.arena()) && !reading.finish())
        return std::nullopt;
    // Whatever is wrong with it, the other reader says where.
    reading.begin(frame, head);
    if (json.size() > most) {
        reading.refuse({"", "the event is too large: at most " + std::to_string(most) + " bytes"});
    } else if (is_empty_line(json)) {
        reading.refuse({"", "no JSON: the line is empty"});
    } else {
        read_thoroughly(json, reading);
    }
    return reading.finish();
}

}  // namespace parley::wire
