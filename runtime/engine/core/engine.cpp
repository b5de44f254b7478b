#include "runtime/engine/core/engine.h"

#include <algorithm>
#include <concepts>
#include <deque>
#include <iterator>
#include <limits>
#include <utility>
#include <variant>

#include "runtime/engine/core/handlers.h"

namespace parley::engine {

namespace {

template <typename Handler, typename Content>
concept Handles = requires(Handler handler, const Content& content) {
    { handler.handle(content) } -> std::same_as<Answer>;
};

std::string timer_name(const model::Timer& timer, std::string_view about) {
    return "timer/" + std::string(model::word(timer.kind)) + "/" + std::string(about) + "/" +
           value::instant_to_string(timer.due);
}

}  // namespace

struct Engine::Impl {
    Impl(std::unique_ptr<state::Database> opened, const Options& chosen)
        : database(std::move(opened)),
          options(chosen),
          context{Unit(*database), {}, nullptr, chosen.clock, 0, {}, {}} {}

    void begin();
    void use(Release release);
    bool has_failed() const { return database->failure().has_value(); }
    void take(const lines::Stimulus& stimulus, Instant now);
    void deal(const lines::Stimulus& stimulus, std::optional<Instant> sent_at);
    Answer answer(Flow& flow, const lines::Stimulus& stimulus, std::optional<Instant> sent_at);
    void report(Outputs& outputs, const lines::Stimulus& stimulus, const Answer& answer);
    void run_timers(Instant until);
    std::optional<routing::Opening> opening(const std::optional<routing::Opening>& last, Instant after, Instant until);
    Instant earliest_opening(Instant after);
    void advance(Instant to);
    void finish(Flow& flow, Outputs& outputs);
    base::Result<base::Done> end_group();
    base::Result<base::Done> deliver(Sink& sink);

    std::unique_ptr<state::Database> database;
    Options options;
    Context context;
    bool in_transaction = false;
    std::string pending;  // lines of the transaction under way
    std::size_t pending_stimuli = 0;
    std::deque<state::Output> undelivered;  // committed, and not yet taken by the sink
    std::uint64_t delivered = 0;      // through this number the sink has taken them, and the database may forget them
    std::optional<Instant> earliest;  // no schedule opens before; none: not known
};

void Engine::Impl::begin() {
    if (in_transaction) return;
    in_transaction = true;
    database->begin();
    if (delivered != 0) database->drop_outputs(std::exchange(delivered, 0));
}

void Engine::Impl::use(Release release) {
    context.release = std::move(release);
    context.decider = std::make_unique<facts::Decider>(context.release.program);
    context.unit.keep_formers(context.decider->reads_former());
    earliest.reset();
}

void Engine::Impl::advance(Instant to) {
    if (context.clock >= to && std::as_const(context.unit).meta().clock) return;
    context.clock = std::max(context.clock, to);
    context.unit.meta().clock = context.clock;
}

void Engine::Impl::finish(Flow& flow, Outputs& outputs) {
    flow.finish();
    context.unit.end_stimulus();
    outputs.write(pending);
    ++pending_stimuli;
}

// The first opening behind `after`, or behind `last` of the same instant, at which something waits. Nothing is looked
// up while no schedule can have opened.
std::optional<routing::Opening> Engine::Impl::opening(const std::optional<routing::Opening>& last, Instant after,
                                                      Instant until) {
    if (!last && until < earliest_opening(after)) return std::nullopt;
    return routing::next_opening(context.tenant(), context.unit.database(), last, after, until);
}

Instant Engine::Impl::earliest_opening(Instant after) {
    if (earliest && *earliest > after) return *earliest;
    earliest = std::numeric_limits<Instant>::max();
    for (const tenant::Schedule& schedule : context.tenant().schedules)
        if (const auto next = tenant::next_opening(schedule, after)) earliest = std::min(*earliest, *next);
    return *earliest;
}

void Engine::Impl::run_timers(Instant until) {
    Instant opened = context.clock;  // what opens by then has opened
    std::optional<routing::Opening> last;
    while (!has_failed()) {
        const auto opens = opening(last, opened, until);
        const auto timer = context.unit.database().next_timer(until);
        if (!opens && !timer) return;
        const bool opening_first = opens && (!timer || opens->at <= timer->due);
        const Instant due = opening_first ? opens->at : timer->due;
        advance(options.clock == Clock::wall ? until : due);
        const model::Timer run = opening_first ? model::Timer{due, model::TimerKind::schedule_opening, {}} : *timer;
        Outputs outputs(timer_name(
            run, opening_first ? context.tenant().queues[opens->queue].name : to_string(timer->conversation)));
        Flow flow(context, outputs);
        if (opening_first) {
            last = opens;
            opened = due;
            flow.changes().free_staff(context.tenant().queues[opens->queue].name);
        } else {
            run_timer(flow, run);
        }
        finish(flow, outputs);
    }
}

void Engine::Impl::take(const lines::Stimulus& stimulus, Instant now) {
    ++context.counts.stimuli;
    begin();
    if (has_failed()) return;
    if (!stimulus.id.empty() && !database->add_handled(stimulus.id)) {
        ++context.counts.duplicates;
        ++pending_stimuli;
        return lines::write(lines::Record(lines::Duplicate{stimulus.id, stimulus.type}), pending);
    }
    const bool has_clock = std::as_const(context.unit).meta().clock.has_value();
    Instant at = options.clock == Clock::wall ? now : stimulus.at.value_or(has_clock ? context.clock : now);
    if (has_clock) at = std::max(at, context.clock);
    if (has_clock) run_timers(at);
    advance(at);
    std::optional<Instant> sent_at;
    if (stimulus.at && *stimulus.at < at) sent_at = stimulus.at;
    deal(stimulus, sent_at);
}

void Engine::Impl::deal(const lines::Stimulus& stimulus, std::optional<Instant> sent_at) {
    Outputs outputs(stimulus.id);
    Flow flow(context, outputs);
    report(outputs, stimulus, answer(flow, stimulus, sent_at));
    finish(flow, outputs);
}

Answer Engine::Impl::answer(Flow& flow, const lines::Stimulus& stimulus, std::optional<Instant> sent_at) {
    if (stimulus.rejection) return reject(*stimulus.rejection);
    return std::visit(
        [&]<typename Content>(const Content& content) {
            if constexpr (Handles<Customers, Content>)
                return Customers(flow, sent_at).handle(content);
            else if constexpr (Handles<Agents, Content>)
                return Agents(flow).handle(content);
            else
                return Administration(flow).handle(content);
        },
        stimulus.content);
}

void Engine::Impl::report(Outputs& outputs, const lines::Stimulus& stimulus, const Answer& answer) {
    if (answer.rejected) {
        ++context.counts.rejected;
        outputs.record(lines::Rejected{stimulus.id, stimulus.type, *answer.rejected, answer.conversation});
    } else if (!answer.ignored.empty()) {
        ++context.counts.ignored;
        outputs.record(lines::Ignored{stimulus.id, stimulus.type, answer.ignored, answer.conversation});
    }
}

base::Result<base::Done> Engine::Impl::end_group() {
    if (!in_transaction) return base::Done{};
    const std::uint64_t number = pending.empty() ? 0 : ++context.unit.meta().outputs;
    context.unit.flush();
    if (number != 0) database->add(state::Output{number, pending});
    const base::Result<base::Done> committed = database->commit();
    if (!committed) return committed;
    in_transaction = false;
    if (number != 0) undelivered.push_back({number, std::move(pending)});
    pending.clear();
    pending_stimuli = 0;
    return base::Done{};
}

base::Result<base::Done> Engine::Impl::deliver(Sink& sink) {
    while (!undelivered.empty()) {
        const base::Result<base::Done> written = sink.write(undelivered.front().lines);
        if (!written) return written;
        delivered = undelivered.front().number;
        undelivered.pop_front();
    }
    return base::Done{};
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

base::Result<std::unique_ptr<Engine>> Engine::open(std::unique_ptr<state::Database> database, Release release,
                                                   const Options& options) {
    auto impl = std::make_unique<Impl>(std::move(database), options);
    Impl* self = impl.get();
    self->begin();
    self->use(std::move(release));
    self->context.unit.load(self->context.release.tenant);
    self->context.unit.on_write([self](Conversation& conversation) { Changes(self->context).arm(conversation); });
    self->context.clock = std::as_const(self->context.unit).meta().clock.value_or(0);
    for (state::Output& output : self->database->outputs(0, ~std::size_t{0}))
        self->undelivered.push_back(std::move(output));
    if (self->has_failed()) return *self->database->failure();
    return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

void Engine::replace(Release release) {
    impl_->begin();
    impl_->use(std::move(release));
    impl_->context.unit.replace(impl_->context.release.tenant);
}

void Engine::handle(std::string_view line, Instant now) {
    impl_->take(lines::read(line, impl_->context.tenant(), impl_->options.limits), now);
}

void Engine::handle(const lines::Stimulus& stimulus, Instant now) {
    impl_->take(stimulus, now);
}

const std::shared_ptr<const tenant::Tenant>& Engine::tenant() const {
    return impl_->context.release.tenant;
}

void Engine::run_timers(Instant now) {
    if (!std::as_const(impl_->context.unit).meta().clock) return;
    impl_->begin();
    impl_->run_timers(std::max(now, impl_->context.clock));
}

std::optional<Instant> Engine::next_due() {
    if (!std::as_const(impl_->context.unit).meta().clock) return std::nullopt;
    constexpr Instant ever = std::numeric_limits<Instant>::max();
    std::optional<Instant> next;
    if (const auto timer = impl_->context.unit.database().next_timer(ever)) next = timer->due;
    const Instant opening = impl_->earliest_opening(impl_->context.clock);
    if (opening != ever && (!next || opening < *next)) next = opening;
    return next;
}

std::size_t Engine::pending_stimuli() const {
    return impl_->pending_stimuli;
}

std::size_t Engine::pending_bytes() const {
    return impl_->pending.size();
}

base::Result<base::Done> Engine::commit(Sink& sink) {
    const bool is_group = impl_->in_transaction;
    if (const auto ended = impl_->end_group(); !ended) return ended;
    if (is_group || !impl_->undelivered.empty())
        if (const auto synced = sync(); !synced) return synced;
    return impl_->deliver(sink);
}

base::Result<std::vector<state::Output>> Engine::seal() {
    if (const auto ended = impl_->end_group(); !ended) return ended.error();
    std::vector<state::Output> sealed;
    std::move(impl_->undelivered.begin(), impl_->undelivered.end(), std::back_inserter(sealed));
    impl_->undelivered.clear();
    return sealed;
}

base::Result<base::Done> Engine::sync() {
    return impl_->database->sync();
}

void Engine::confirm(std::uint64_t number) {
    impl_->delivered = std::max(impl_->delivered, number);
}

base::Result<base::Done> Engine::finish(Sink& sink) {
    base::Result<base::Done> committed = commit(sink);
    if (!committed || impl_->delivered == 0) return committed;
    impl_->begin();
    return commit(sink);
}

lines::Metrics Engine::metrics() {
    lines::Metrics counts = impl_->context.counts;
    counts.at = std::as_const(impl_->context.unit).meta().clock;
    counts.waiting = impl_->context.unit.database().waiting_everywhere();
    return counts;
}

state::Database& Engine::database() {
    return impl_->context.unit.database();
}

}  // namespace parley::engine
