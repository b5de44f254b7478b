#include "runtime/wire/event.h"

#include "runtime/wire/readers.h"

namespace parley::wire {
namespace {

bool is_empty_line(std::string_view json) {
    return json.find_first_not_of(" \t\r\n") == std::string_view::npos;
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
    Reading& reading = impl_->reading;
    reading.begin(frame, head);
    if (json.size() > impl_->limits.event_bytes) {
        return EventFault{"",
                          "the event is too large: at most " + std::to_string(impl_->limits.event_bytes) + " bytes"};
    }
    if (is_empty_line(json)) return EventFault{"", "no JSON: the line is empty"};
    if (impl_->quick.read(json, reading, frame.arena()) && !reading.finish()) return std::nullopt;
    // Whatever is wrong with it, the other reader says where.
    reading.begin(frame, head);
    read_thoroughly(json, reading);
    return reading.finish();
}

}  // namespace parley::wire
