// One moment as the event that the wire's decoder reads: only the members that some rule of the program reads. Private
// to this folder.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "runtime/engine/facts/facts.h"

namespace parley::facts {

// What the rules of a program read.
class Readings {
public:
    explicit Readings(const bytecode::Artifact& artifact);
    bool reads(std::string_view path) const { return paths_.contains(path); }
    bool reads_group(std::string_view group) const { return groups_.contains(group); }
    bool reads_former() const { return former_; }
    // The queues whose figures are read by name; and whether those of the conversation's own are.
    const std::vector<std::string>& queues() const { return queues_; }
    bool reads_own_queue() const { return own_queue_; }
    bool reads_estimate() const { return estimate_; }

private:
    std::unordered_set<std::string_view> paths_, groups_;
    bool former_ = false, own_queue_ = false, estimate_ = false;
    std::vector<std::string> queues_;
};

// Members that the decoder refused for their type, by their paths: left out when the text is made again.
using Refused = std::set<std::string, std::less<>>;

class EventText {
public:
    EventText(const Readings& readings, const Snapshot& snapshot, Surroundings& surroundings)
        : readings_(readings), snapshot_(snapshot), surroundings_(surroundings) {}
    void write(const Refused& refused, std::string& out);
    // The path of the member that a fault at `path` is in, as `Refused` has it; empty: none can be left out.
    std::string member_of(std::string_view path) const;

private:
    void group(std::string_view name);
    void end();
    bool wanted(std::string_view name);
    void text(std::string_view name, std::string_view value);  // left out where empty
    void texts(std::string_view name, const std::vector<std::string>& values);
    void integer(std::string_view name, std::int64_t value);
    void instant(std::string_view name, const std::optional<Instant>& value);
    void seconds(std::string_view name, const std::optional<model::Span>& value);
    void boolean(std::string_view name, bool value);
    void datum(std::string_view name, const model::Datum& value);

    void context();
    void message();
    void object(std::string_view name, const model::Datum* value);
    void conversation(const Conversation& conversation, std::string_view prefix);
    void built_in(const Conversation& conversation);
    void record_fields(const Conversation& conversation);
    void customer_fields(const Conversation& conversation);
    void previous();
    void profile();
    void workload();
    void queue(std::string_view name);
    void former();

    const Readings& readings_;
    const Snapshot& snapshot_;
    Surroundings& surroundings_;
    const Refused* refused_ = nullptr;
    const model::Fields* own_ = nullptr;  // the conversation's own fields, which stand for built-in ones of their names
    std::string* out_ = nullptr;
    std::string prefix_, path_;
    bool any_key_ = true;  // workload figures have no paths of their own
};

}  // namespace parley::facts
