// The event as hosts in C++ hold it: names and texts as views of the JSON line or of the decoder's memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

struct Event {
    std::string_view id, contact_point, platform, message_text, queue, language;
    std::int32_t priority = 0, customer_tier = 0;  // ranks, from 0
    std::int32_t estimated_wait_seconds = 0, agents_available = 0, hours_since_last_conversation = 0, attempts = 0;
    bool is_business_hours = false;
};

// The lines of events.jsonl, in one piece of memory that a decoder may read a little beyond.
class Lines {
public:
    explicit Lines(const std::string& path);
    std::size_t size() const { return begins_.size() - 1; }
    std::string_view operator[](std::size_t i) const {
        return {bytes_.data() + begins_[i], begins_[i + 1] - begins_[i] - 1};
    }

private:
    std::string bytes_;
    std::vector<std::size_t> begins_;
};

// simdjson on demand. The event is good until the next call, and as long as the line.
class Decoder {
public:
    Decoder();
    ~Decoder();
    void decode(std::string_view line, Event& event);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

// All events decoded, with memory of their own.
class Events {
public:
    explicit Events(const Lines& lines);
    const Event& operator[](std::size_t i) const { return events_[i]; }
    std::size_t size() const { return events_.size(); }

private:
    std::vector<Event> events_;
    std::vector<std::unique_ptr<std::string>> texts_;
};

std::string read_file(const std::string& path);

}  // namespace parley::bench
