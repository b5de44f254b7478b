// Named conditions: their order by use, found without recursion, and each body checked once.
#include <algorithm>

#include "compiler/check/conditions.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;

void collect_uses(Context& context, DefinedCondition& condition) {
    std::vector<syntax::TestId> pending{condition.written->test};
    while (!pending.empty()) {
        const syntax::TestId id = pending.back();
        pending.pop_back();
        if (id == syntax::none) continue;
        const syntax::Test& test = condition.tree->tests[id];
        // Last in, first out: so in source order.
        pending.insert(pending.end(), test.children.rbegin(), test.children.rend());
        if (test.kind != syntax::Test::Kind::name) continue;
        const auto definition = context.definitions.find(test.name);
        if (definition && definition->kind == Definition::Kind::condition)
            condition.uses.push_back({definition->index, test.head_span});
    }
}

// Depth-first, with a stack of its own: a chain of names may be as long as the set.
class Order {
public:
    explicit Order(Context& context)
        : context_(context),
          conditions_(context.definitions.conditions),
          state_(conditions_.size(), State::unseen),
          position_(conditions_.size(), 0) {}

    // Each condition behind all that it uses.
    std::vector<std::uint32_t> sort() {
        for (std::uint32_t root = 0; root < conditions_.size(); ++root) {
            if (state_[root] == State::unseen) visit(root);
        }
        return std::move(order_);
    }

private:
    enum class State : std::uint8_t { unseen, open, done };
    struct Frame {
        std::uint32_t condition;
        std::size_t next_use = 0;
    };

    void visit(std::uint32_t root) {
        open(root);
        while (!path_.empty()) {
            Frame& frame = path_.back();
            const DefinedCondition& condition = conditions_[frame.condition];
            if (frame.next_use == condition.uses.size()) {
                state_[frame.condition] = State::done;
                order_.push_back(frame.condition);
                path_.pop_back();
                continue;
            }
            const ConditionUse use = condition.uses[frame.next_use++];
            if (state_[use.condition] == State::unseen)
                open(use.condition);
            else if (state_[use.condition] == State::open)
                report_cycle(use);
        }
    }

    void open(std::uint32_t condition) {
        state_[condition] = State::open;
        position_[condition] = path_.size();
        path_.push_back({condition});
    }

    // What stands in a circle is broken because, when its body is checked, a condition that it uses has not been.
    void report_cycle(const ConditionUse& back) {
        const std::string first = quote(conditions_[back.condition].written->name);
        diagnostics::Diagnostic& diagnostic = context_.diagnostics.report(
            Code::recursive_condition, back.span, "the condition " + first + " leads back to itself");
        if (!diagnostic.kept) return;
        diagnostic.label(conditions_[back.condition].written->name_span, "defined here");
        // The way round, as much of it as a reader can use.
        const std::size_t begin = position_[back.condition], length = path_.size() - begin;
        std::string chain = first;
        for (std::size_t i = 1; i < std::min(length, shown_uses); ++i) {
            const std::string& name = conditions_[path_[begin + i].condition].written->name;
            chain += (i == 1 ? " uses " : ", which uses ") + quote(name);
        }
        if (length > shown_uses) chain += ", and so on through " + std::to_string(length - shown_uses) + " more";
        diagnostic.note(chain + (length == 1 ? " uses " : ", which uses ") + first);
    }

    static constexpr std::size_t shown_uses = 8;

    Context& context_;
    std::vector<DefinedCondition>& conditions_;
    std::vector<State> state_;
    std::vector<std::size_t> position_;  // in path_, of those that are open
    std::vector<Frame> path_;
    std::vector<std::uint32_t> order_;
};

void check_body(Context& context, DefinedCondition& condition) {
    Place place;
    const std::size_t errors = context.diagnostics.errors();
    const std::size_t conditions = context.result.conditions.size();
    const ConditionId body = check_condition(context, place, *condition.tree, condition.written->test);
    condition.reads_event = place.reads_event;
    condition.depth = place.depth;
    condition.needs = place.needs;
    condition.restricted = std::move(place.restricted);
    const bool good = body != none && !place.broken && context.diagnostics.errors() == errors;
    condition.broken = condition.broken || !good;
    if (condition.broken) {
        context.result.conditions.resize(conditions);
        return;
    }
    condition.id = static_cast<NamedId>(context.result.named.size());
    NamedCondition named;
    named.name = condition.written->name;
    named.body = body;
    named.span = condition.written->span;
    named.name_span = condition.written->name_span;
    named.depth = condition.depth;
    named.reads_event = condition.reads_event;
    context.result.named.push_back(std::move(named));
}

}  // namespace

void check_named_conditions(Context& context) {
    for (DefinedCondition& condition : context.definitions.conditions) collect_uses(context, condition);
    for (const std::uint32_t index : Order(context).sort()) {
        check_body(context, context.definitions.conditions[index]);
    }
}

}  // namespace parley::check
