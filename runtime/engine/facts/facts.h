// What the rules see of one moment, and what they decide: a snapshot of the state to the VM's frame, and the VM's
// actions to the engine's. Only what the rules of the version read is looked up.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/lines/output.h"
#include "runtime/engine/model/records.h"
#include "runtime/engine/routing/routing.h"
#include "runtime/vm/program.h"

namespace parley::facts {

using model::Conversation;
using model::Instant;

struct Previous {
    std::optional<Conversation> latest;
    std::optional<Instant> last_closed_at;
    std::uint64_t count = 0;
};
struct Person {  // the profile
    std::string id, email, phone, customer_id;
    std::vector<std::string> channels;
};
struct QueueFigures {
    std::string queue;
    routing::Figures figures;
    std::optional<model::Span> estimated_wait;
};

// What is looked up only if a rule reads it.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    virtual Previous previous() = 0;
    virtual std::optional<Person> person() = 0;
    // `estimated`: whether the estimated wait is read too.
    virtual QueueFigures queue(std::string_view name, bool estimated) = 0;
};

// One moment as it begins. What is null or empty has no value.
struct Snapshot {
    Instant now = 0;
    std::span<const std::string_view> events;
    const Conversation* conversation = nullptr;  // before there is one: what is known of it already, with the id 0
    const Conversation* former = nullptr;        // what it was before the change that the moment is about
    const model::Message* message = nullptr;
    std::string_view message_language;
    std::optional<std::int64_t> stars;
    std::string_view agent, closed_by;
    const model::Datum *form = nullptr, *body = nullptr, *survey = nullptr;
};

struct Decided {
    lines::DecidedAction action;
    std::uint32_t ordinal = 0;  // which of its rule's actions, by place in the rule: the same through a re-publish
};
struct Outcome {
    std::vector<Decided> actions;
    std::vector<model::RuleFired> rules;
    std::vector<std::string> notes;  // values that the catalog's types refuse, and what was dropped
};

// One program; one thread at a time.
class Decider {
public:
    explicit Decider(std::shared_ptr<const vm::Program> program);
    ~Decider();
    bool reads_former() const;  // whether it is of use to keep what a conversation was before a change
    Outcome decide(const Snapshot& snapshot, Surroundings& surroundings);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::facts
