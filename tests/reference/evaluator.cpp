#include "tests/reference/evaluator.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/value/pattern.h"
#include "runtime/value/text.h"

namespace parley::reference {

namespace {

using check::TestOp;
using nlohmann::json;

class Evaluator {
public:
    Evaluator(const check::CheckedRules& rules, const catalog::Catalog& catalog, const Event& event)
        : rules_(rules), catalog_(catalog), event_(event) {}

    catalog::EventId fired = 0;

    // --- fields
    // -------------------------------------------------------------------------------------------------------

    Value field(const check::FieldUse& use) const {
        const catalog::Field& field = catalog_.fields[use.field];
        if (field.group == catalog::Group::workload) return workload(field.id.substr(9), use.queue);
        if (use.field == catalog_.context_event) return {true, 0, catalog_.events[fired].id, {}};
        if (field.group == catalog::Group::time) return time(field.id);
        if (use.former) {
            if (const auto found = event_.former.find(field.id); found != event_.former.end()) return found->second;
        }
        const auto found = event_.fields.find(field.id);
        return found == event_.fields.end() ? Value{} : found->second;
    }

    Value time(const std::string& id) const {
        const value::LocalTime local = catalog_.zone.local(event_.at);
        if (id == "time.date") return {true, local.day, {}, {}};
        if (id == "time.weekday") return {true, local.weekday, {}, {}};
        if (id == "time.time_of_day") return {true, local.second, {}, {}};
        return {true, event_.at, {}, {}};
    }

    Value given(const std::string& queue, const std::string& measure) const {
        const auto measures = event_.queues.find(queue);
        if (measures == event_.queues.end()) return {};
        const auto found = measures->second.find(measure);
        return found == measures->second.end() ? Value{} : found->second;
    }

    Value measure(const std::string& queue, const std::string& name) const {
        const Value value = given(queue, name);
        if (value.present) return value;
        if (name == "is_staffed") {
            const Value online = given(queue, "agents_online"), available = given(queue, "agents_available");
            if (online.present || available.present) return {true, online.number > 0 || available.number > 0, {}, {}};
        }
        if (name == "total") {
            const Value waiting = given(queue, "waiting"), assigned = given(queue, "assigned");
            if (waiting.present && assigned.present) return {true, waiting.number + assigned.number, {}, {}};
        }
        return value;
    }

    Value workload(const std::string& name, std::optional<std::uint32_t> queue) const {
        if (queue) return measure(catalog_.domains[catalog_.queue_domain].values[*queue], name);
        const Value own = field({catalog_.conversation_queue, std::nullopt, false});
        return own.present ? measure(own.text, name) : Value{};
    }

    // --- tests
    // --------------------------------------------------------------------------------------------------------

    static Value constant(const check::Scalar& scalar) { return {true, scalar.number, scalar.text, {}}; }

    Value operand(const check::Operand& operand) const {
        if (operand.kind == check::Operand::Kind::field) return field(operand.field);
        if (operand.kind == check::Operand::Kind::scalar) return constant(operand.scalars.front());
        Value list;
        const auto& scalars = operand.shared == check::none ? operand.scalars : rules_.lists[operand.shared].scalars;
        for (const check::Scalar& scalar : scalars) list.items.push_back(constant(scalar));
        return list;
    }

    static bool same(value::Kind kind, const Value& a, const Value& b, bool exactly) {
        if (!a.present || !b.present) return false;
        if (kind == value::Kind::text && !exactly) return value::fold_case(a.text) == value::fold_case(b.text);
        if (kind == value::Kind::text || value::is_symbolic(kind)) return a.text == b.text;
        return a.number == b.number;
    }

    // Where a value stands in its order; nullopt: in none (a name that the catalog does not know).
    std::optional<value::Number> rank(value::Type type, const Value& value) const {
        if (!value.present) return std::nullopt;
        if (!value::is_symbolic(type.kind)) return value.number;
        const auto symbol = catalog_.domain(type).find(value.text);
        if (!symbol) return std::nullopt;
        return *symbol;
    }

    bool ordered(TestOp op, value::Type type, const Value& a, const Value& b) const {
        const auto left = rank(type, a), right = rank(type, b);
        if (!left || !right) return false;
        if (op == TestOp::less) return *left < *right;
        if (op == TestOp::less_equal) return *left <= *right;
        if (op == TestOp::greater) return *left > *right;
        return *left >= *right;
    }

    bool between(value::Type type, const Value& value, const Value& low, const Value& high) const {
        const bool round = type.kind == value::Kind::time_of_day || type.kind == value::Kind::weekday;
        const bool above = ordered(TestOp::greater_equal, type, value, low);
        const bool below = ordered(TestOp::less_equal, type, value, high);
        if (round && ordered(TestOp::greater, type, low, high)) return above || below;
        return above && below;
    }

    static bool found_in(TestOp op, const std::string& text, const std::string& part) {
        if (op == TestOp::contains) return text.find(part) != std::string::npos;
        if (part.size() > text.size()) return false;
        return text.compare(op == TestOp::starts_with ? 0 : text.size() - part.size(), part.size(), part) == 0;
    }

    bool searched(const check::Test& test, const Value& text, const Value& wanted) const {
        if (!text.present) return false;
        std::vector<Value> parts = test.first.type.list ? wanted.items : std::vector<Value>{wanted};
        return std::any_of(parts.begin(), parts.end(), [&](const Value& part) {
            if (!part.present) return false;
            if (test.exactly) return found_in(test.op, text.text, part.text);
            return found_in(test.op, value::fold_case(text.text), value::fold_case(part.text));
        });
    }

    bool open(const Value& instant, const catalog::Schedule& schedule) const {
        if (!instant.present) return false;
        const value::Zone& zone = schedule.zone ? *schedule.zone : catalog_.zone;
        const value::LocalTime local = zone.local(static_cast<std::int64_t>(instant.number));
        for (const value::ScheduleSpan& span : schedule.spans) {
            for (int days_ago = 0; days_ago <= 1; ++days_ago) {
                const int day = local.day - days_ago;
                if ((local.weekday + 7 - days_ago) % 7 != span.weekday) continue;
                if (std::count(schedule.holidays.begin(), schedule.holidays.end(), day) != 0) continue;
                const int second = local.second + days_ago * 86400;
                if (second >= span.begin_minute * 60 && second < span.end_minute * 60) return true;
            }
        }
        return false;
    }

    bool list_has(value::Kind kind, const Value& list, const Value& wanted, bool exactly) const {
        return std::any_of(list.items.begin(), list.items.end(),
                           [&](const Value& item) { return same(kind, item, wanted, exactly); });
    }

    bool positive(const check::Test& test) const {
        Value left = field(test.subject);
        value::Type type = test.subject_type;
        if (test.size) {
            left = {true, value::from_integer(static_cast<std::int64_t>(left.items.size())), {}, {}};
            type = {value::Kind::integer};
        }
        const Value first = operand(test.first);
        // How long ago, in milliseconds, and how long a duration is; only for tests of instants.
        const auto age = [&] { return event_.at - left.number; };
        const auto limit = [&] { return first.number * 1000; };
        const bool timed = left.present && first.present;
        switch (test.op) {
            case TestOp::is:
                return same(type.kind, left, first, test.exactly);
            case TestOp::in:
                return left.present && list_has(type.kind, first, left, test.exactly);
            case TestOp::less:
            case TestOp::less_equal:
            case TestOp::greater:
            case TestOp::greater_equal:
                return ordered(test.op, type, left, first);
            case TestOp::between:
                return between(type, left, first, operand(test.second));
            case TestOp::contains:
            case TestOp::starts_with:
            case TestOp::ends_with:
                return searched(test, left, first);
            case TestOp::matches: {
                std::string fault;
                return left.present && value::Pattern::compile(test.pattern, test.exactly, fault)->matches(left.text);
            }
            case TestOp::set:
                return left.present;
            case TestOp::blank:
                return !left.present || value::is_white_space(left.text);
            case TestOp::within_last:
                return timed && age() >= 0 && age() <= limit();
            case TestOp::within_next:
                return timed && age() <= 0 && -age() <= limit();
            case TestOp::older_than:
                return timed && age() > limit();
            case TestOp::during:
                return open(left, catalog_.schedules[test.schedule]);
            case TestOp::contains_any:
            case TestOp::contains_all: {
                if (!test.first.type.list && !first.present) return false;
                const std::vector<Value> wanted = test.first.type.list ? first.items : std::vector<Value>{first};
                const auto has = [&](const Value& item) { return list_has(type.kind, left, item, test.exactly); };
                return test.op == TestOp::contains_any ? std::any_of(wanted.begin(), wanted.end(), has)
                                                       : std::all_of(wanted.begin(), wanted.end(), has);
            }
            case TestOp::empty:
                return left.items.empty();
            case TestOp::changed: {
                check::FieldUse before = test.subject;
                before.former = true;
                const Value former = field(before);
                const auto is = [&](const Value& value, const check::Operand& wanted) {
                    return wanted.kind == check::Operand::Kind::none || same(type.kind, value, operand(wanted), false);
                };
                return former != left && is(former, test.first) && is(left, test.second);
            }
        }
        return false;
    }

    bool holds(check::ConditionId id) const {
        const check::Condition& condition = rules_.conditions[id];
        const auto child = [&](check::ConditionId c) { return holds(c); };
        bool result = false;
        switch (condition.kind) {
            case check::Condition::Kind::all:
                result = std::all_of(condition.children.begin(), condition.children.end(), child);
                break;
            case check::Condition::Kind::any:
                result = std::any_of(condition.children.begin(), condition.children.end(), child);
                break;
            case check::Condition::Kind::test:
                result = positive(condition.test);
                break;
            case check::Condition::Kind::named:
                result = holds(rules_.named[condition.named].body);
                break;
        }
        return result != condition.negated;
    }

    // --- actions
    // ------------------------------------------------------------------------------------------------------

    // Whether a branch was taken, which completes the rule.
    bool run(check::BlockId block, std::vector<const check::Action*>& actions) const {
        for (const check::Step& step : rules_.blocks[block].steps) {
            if (step.kind == check::Step::Kind::action) actions.push_back(&step.action);
            for (const check::Branch& branch : step.branches) {
                if (branch.condition != check::none && !holds(branch.condition)) continue;
                run(branch.block, actions);
                return true;
            }
        }
        return false;
    }

    json wire(value::Type type, const Value& value) const {
        if (type.list) {
            json list = json::array();
            for (const Value& item : value.items) list.push_back(wire(type.element(), item));
            return list;
        }
        if (!value.present) return nullptr;
        const auto number = static_cast<std::int64_t>(value.number);
        switch (type.kind) {
            case value::Kind::boolean:
                return value.number != 0;
            case value::Kind::duration:
                return number;
            case value::Kind::instant:
                return value::instant_to_string(number);
            case value::Kind::date:
                return value::date_to_string(static_cast<std::int32_t>(number));
            case value::Kind::time_of_day:
                return value::time_to_string(static_cast<std::int32_t>(number));
            case value::Kind::weekday:
                return value::weekday_name(static_cast<std::uint8_t>(number));
            case value::Kind::integer:
            case value::Kind::decimal:
            case value::Kind::money:
                return json::parse(value::to_string(value.number));
            default:
                return value.text;
        }
    }

    std::string merged(value::Type type, const Value& value) const {
        if (type.list) {
            std::string text;
            for (std::size_t i = 0; i < value.items.size(); ++i)
                text += (i == 0 ? "" : ", ") + merged(type.element(), value.items[i]);
            return text;
        }
        if (type.kind == value::Kind::duration) return value::duration_to_text(static_cast<std::int64_t>(value.number));
        if (value::is_numeric(type.kind)) return value::to_string(value.number);
        if (type.kind == value::Kind::boolean) return value.number != 0 ? "yes" : "no";
        if (type.kind == value::Kind::instant) {
            const value::LocalTime local = catalog_.zone.local(static_cast<std::int64_t>(value.number));
            return value::date_to_string(local.day) + " " + value::time_to_string(local.second / 60 * 60);
        }
        std::string written = wire(type, value).get<std::string>();
        if (type.kind == value::Kind::weekday) written[0] = static_cast<char>(written[0] - 'a' + 'A');
        return written;
    }

    std::string text(const check::Template& parts, json& missing) const {
        std::string text;
        for (const check::TemplatePart& part : parts) {
            if (part.merge_field == check::none) {
                text += part.text;
                continue;
            }
            const catalog::MergeField& merge = catalog_.merge_fields[part.merge_field];
            const auto fallback = part.fallback ? part.fallback : merge.fallback;
            if (!merge.from) {
                text += merge.constant.empty() ? fallback.value_or("") : merge.constant;
                continue;
            }
            const catalog::Field& from = catalog_.fields[*merge.from];
            const Value value = field({*merge.from, std::nullopt, false});
            if (value.present || !value.items.empty())
                text += merged(from.type, value);
            else {
                text += fallback.value_or("");
                missing.push_back(merge.name);
            }
        }
        return text;
    }

    // null where a field has no value (D40).
    json action_value(const check::ActionValue& value, json& missing) const {
        switch (value.kind) {
            case check::ActionValue::Kind::scalar:
                return wire(value.type, constant(value.scalars.front()));
            case check::ActionValue::Kind::field:
                return wire(value.type, field(value.field));
            case check::ActionValue::Kind::text:
                return text(value.texts.front(), missing);
            case check::ActionValue::Kind::list: {
                Value list;
                for (const check::Scalar& scalar : value.scalars) list.items.push_back(constant(scalar));
                return wire(value.type, list);
            }
            case check::ActionValue::Kind::texts: {
                json list = json::array();
                for (const check::Template& part : value.texts) list.push_back(text(part, missing));
                return list;
            }
            case check::ActionValue::Kind::none:
                break;
        }
        return nullptr;
    }

    json least_loaded(const json& queues) const {
        // A queue that the catalog does not know has no facts.
        const auto known = [&](const std::string& queue) {
            return catalog_.domains[catalog_.queue_domain].find(queue).has_value();
        };
        const auto count = [&](const std::string& queue, const char* name) { return given(queue, name).number; };
        const auto load = [&](const std::string& queue) {
            if (!known(queue)) return value::Number{0};
            const Value total = given(queue, "total");
            return total.present ? total.number : count(queue, "waiting") + count(queue, "assigned");
        };
        const auto staffed = [&](const json& name) {
            const auto queue = name.get<std::string>();
            return known(queue) && measure(queue, "is_staffed").number != 0;
        };
        json best = nullptr;
        const bool any_staffed = std::any_of(queues.begin(), queues.end(), staffed);
        for (const json& queue : queues) {
            if (any_staffed && !staffed(queue)) continue;
            if (best.is_null() || load(queue.get<std::string>()) < load(best.get<std::string>())) best = queue;
        }
        return best;
    }

    const check::ActionValue& due(const check::Action& action) const {
        const Value platform = field({catalog_.conversation_platform, std::nullopt, false});
        for (const auto& [symbol, value] : action.platform_texts) {
            if (platform.present && catalog_.domains[catalog_.platform_domain].values[symbol] == platform.text)
                return value;
        }
        return action.text;
    }

    bool recent(const json& duration) const {
        const auto closed = [&](const char* id) { return field({*catalog_.find_field(id), std::nullopt, false}); };
        Value ended = closed("previous.last_closed_at");
        if (!ended.present) ended = closed("previous.closed_at");
        if (!ended.present || duration.is_null()) return false;
        const value::Number age = event_.at - ended.number;
        return age >= 0 && age <= value::Number{duration.get<std::int64_t>()} * 1000;
    }

    json answer(const check::Action& action) const {
        json result = {{"action", catalog_.actions[action.action].id}};
        json missing = json::array();
        const auto put = [&](const std::string& name, json value) {
            if (value.is_null()) result["not_done"] = "no_value";
            result[name] = std::move(value);
        };
        for (const check::ActionMember& member : action.members) put(member.name, action_value(member.value, missing));
        if (action.text.kind != check::ActionValue::Kind::none) put("text", action_value(due(action), missing));
        if (action.skip_if_recent) put("skip_if_recent_conversation", action_value(*action.skip_if_recent, missing));
        if (result.contains("queues")) put("queue", least_loaded(result["queues"]));
        if (!result.contains("not_done") && action.skip_if_recent && recent(result["skip_if_recent_conversation"]))
            result["suppressed"] = "recent_conversation";
        if (!missing.empty()) result["missing"] = missing;
        return result;
    }

private:
    const check::CheckedRules& rules_;
    const catalog::Catalog& catalog_;
    const Event& event_;
};

}  // namespace

std::string decide(const check::CheckedRules& rules, const catalog::Catalog& catalog, const source::SourceSet& sources,
                   const Event& event) {
    Evaluator evaluator(rules, catalog, event);
    json result = json::array();
    std::set<std::size_t> fired;
    for (const std::string& name : event.events) {
        const auto id = catalog.find_event(name);
        if (!id) continue;
        evaluator.fired = *id;
        for (std::size_t i = 0; i < rules.rules.size(); ++i) {
            const check::Rule& rule = rules.rules[i];
            if (rule.disabled || std::count(rule.events.begin(), rule.events.end(), *id) == 0) continue;
            if (!fired.insert(i).second) continue;
            std::vector<const check::Action*> actions;
            evaluator.run(rule.block, actions);
            for (const check::Action* action : actions) {
                json answer = evaluator.answer(*action);
                answer["rule"] = rule.name;
                const source::SourceFile& file = sources.file(action->name_span.file);
                answer["at"] = file.name().substr(file.name().rfind('/') + 1) + ":" +
                               std::to_string(sources.position(action->name_span).line);
                if (result.size() < 1000) result.push_back(std::move(answer));
            }
        }
    }
    return result.dump();
}

bool holds(const check::CheckedRules& rules, const catalog::Catalog& catalog, const Event& event,
           check::ConditionId condition, catalog::EventId fired) {
    Evaluator evaluator(rules, catalog, event);
    evaluator.fired = fired;
    return evaluator.holds(condition);
}

}  // namespace parley::reference
