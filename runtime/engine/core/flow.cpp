#include "runtime/engine/core/flow.h"

#include <algorithm>
#include <utility>

#include "runtime/engine/core/actions.h"
#include "runtime/engine/core/around.h"

namespace parley::engine {

bool Flow::begin(const Occasion& occasion) {
    if (is_stopped(occasion.conversation)) return false;
    std::uint32_t& raised = raised_[occasion.conversation];
    if (raised >= maximum_moments) {
        stop(occasion.conversation);
        return false;
    }
    ++raised;
    outputs_.begin_moment();
    ++context_.counts.moments;
    return true;
}

facts::Outcome Flow::decide(const Occasion& occasion) {
    const moments::Events events = moments::events(occasion.moment, occasion.condition);
    const bool exists = occasion.conversation != ConversationId::none;
    facts::Snapshot snapshot;
    snapshot.now = now();
    snapshot.events = std::span(events.names, events.count);
    snapshot.conversation = exists ? &unit().get(occasion.conversation) : occasion.provisional;
    snapshot.former = exists ? unit().former(occasion.conversation) : nullptr;
    model::Message last;
    if (occasion.message != nullptr) {
        snapshot.message = occasion.message;
    } else if (exists && snapshot.conversation->awaits_response && occasion.condition &&
               (occasion.moment == moments::Moment::queued || occasion.moment == moments::Moment::queued_at_start)) {
        last = last_customer_message(*snapshot.conversation);
        snapshot.message = &last;
    }
    snapshot.message_language = occasion.language.empty() && snapshot.conversation != nullptr
                                    ? std::string_view(snapshot.conversation->language)
                                    : std::string_view(occasion.language);
    snapshot.stars = occasion.stars;
    snapshot.agent = occasion.agent;
    snapshot.closed_by = occasion.closed_by;
    snapshot.form = occasion.form;
    snapshot.body = occasion.body;
    snapshot.survey = occasion.survey;
    const ContactId contact = exists ? snapshot.conversation->contact : occasion.contact;
    Around around(*this, contact, occasion.conversation);
    facts::Outcome outcome = context_.decider->decide(snapshot, around);
    unit().forget_former(occasion.conversation);
    return outcome;
}

model::Message Flow::last_customer_message(const Conversation& conversation) const {
    model::Message message;
    message.from = model::Sender::customer;
    message.channel = conversation.channel;
    message.text = conversation.last_message;
    return message;
}

bool Flow::raise(Occasion occasion) {
    for (lines::CommandContent& command : occasion.before) outputs_.change(std::move(command));
    if (!begin(occasion)) return false;
    facts::Outcome outcome = decide(occasion);
    Actions actions(*this, occasion, outcome);
    current_ = occasion.conversation;
    actions.apply(occasion.conversation);
    record(occasion, outcome);
    actions.release();
    return true;
}

ConversationId Flow::raise_first(Occasion occasion, const Settle& settle) {
    occasion.is_first = true;
    begin(occasion);
    facts::Outcome outcome = decide(occasion);
    Actions actions(*this, occasion, outcome);
    current_ = occasion.conversation;
    const Settlement settlement = settle(actions.wish());
    actions.settled(settlement);
    if (settlement.conversation != ConversationId::none) occasion.conversation = settlement.conversation;
    current_ = occasion.conversation;
    actions.apply(occasion.conversation);
    record(occasion, outcome);
    actions.release();
    return occasion.conversation;
}

void Flow::record(const Occasion& occasion, facts::Outcome& outcome) {
    const moments::Events events = moments::events(occasion.moment, occasion.condition);
    lines::Moment moment;
    moment.stimulus = outputs_.stimulus();
    moment.moment = outputs_.moment();
    moment.at = now();
    moment.conversation = occasion.conversation;
    moment.events.assign(events.names, events.names + events.count);
    moment.version = context_.release.version;
    moment.artifact = context_.release.program->digest_text();
    for (facts::Decided& decided : outcome.actions) {
        for (model::RuleFired& rule : outcome.rules)
            if (rule.rule == decided.action.rule && !decided.action.suppressed.empty()) ++rule.suppressed;
        moment.actions.push_back(std::move(decided.action));
    }
    moment.notes = occasion.notes;
    moment.notes.insert(moment.notes.end(), outcome.notes.begin(), outcome.notes.end());
    outputs_.actions(static_cast<std::uint32_t>(moment.actions.size()));
    std::string line;
    lines::write(lines::Record(moment), line);
    outputs_.record_text(line);
    if (line.ends_with('\n')) line.pop_back();
    unit().direct().put(model::MomentRecord{occasion.conversation, moment.stimulus, moment.moment, moment.at,
                                            std::move(line), std::move(outcome.rules)});
}

void Flow::stop(ConversationId id) {
    stopped_.insert(id);
    const auto dropped = std::count_if(pending_.begin(), pending_.end(),
                                       [id](const Script& script) { return script.conversation == id; });
    std::erase_if(pending_, [id](const Script& script) { return script.conversation == id; });
    outputs_.record(lines::CascadeStopped{outputs_.stimulus(), id, static_cast<std::uint32_t>(dropped) + 1});
}

void Flow::drain() {
    while (!pending_.empty()) {
        const std::function<void()> script = std::move(pending_.front().run);
        pending_.pop_front();
        script();
    }
}

void Flow::finish() {
    drain();
    offer();
    for (ConversationId id : stopped_) {
        const Conversation& conversation = unit().get(id);
        if (conversation.state != model::State::fresh || !conversation.invited.empty()) continue;
        unit().edit(id).queue = tenant().default_queue();
        changes_.wait(id);
    }
    context_.freed.clear();
    for (const std::function<void()>& script : last_) script();
}

// An agent who was offered one may still have room: the search goes on until nobody who became free can take anything.
void Flow::offer() {
    while (!context_.freed.empty()) {
        const std::vector<std::uint32_t> freed(context_.freed.begin(), context_.freed.end());
        // What was stopped waits for the next stimulus, and nobody else for it.
        const std::vector<ConversationId> stopped(stopped_.begin(), stopped_.end());
        const auto found = routing::next_offer(tenant(), unit().agents(), unit().database(), freed, now(), stopped);
        if (!found) return;
        place(found->conversation, false, {}, tenant().agents[found->agent].name, Manner::offer_first);
        drain();
    }
}

std::vector<ContactId> Flow::people_of(ContactId contact) {
    const model::ProfileId profile = unit().get(contact).profile;
    if (profile == model::ProfileId::none) return {contact};
    return unit().database().contacts_of(profile);
}

std::optional<ConversationId> Flow::previous_of(ContactId contact, ConversationId except) {
    std::optional<ConversationId> best;
    for (ContactId person : people_of(contact)) {
        const auto latest = unit().database().latest_of(person, except);
        if (!latest) continue;
        const auto rank = [this](ConversationId id) {
            return std::pair(unit().get(id).last_message_or_opening(), number(id));
        };
        if (!best || rank(*latest) > rank(*best)) best = latest;
    }
    return best;
}

std::optional<ConversationId> Flow::open_of(ContactId contact, std::string_view channel) {
    if (contact == ContactId::none) return std::nullopt;
    for (ConversationId id : unit().database().open_of(contact)) {
        if (tenant().one_open_per == tenant::OneOpenPer::contact || unit().get(id).channel == channel) return id;
    }
    return std::nullopt;
}

}  // namespace parley::engine
