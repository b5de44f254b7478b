// A hand-built program, loaded, with a frame to fill: what the tests of the VM begin with.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "runtime/vm/execute.h"
#include "tests/runtime/bytecode/tables_builder.h"

namespace parley::vm {

using bytecode::ActionForm;
using bytecode::MemberSource;
using bytecode::none;
using bytecode::Opcode;
using bytecode::SlotSource;
using bytecode::TablesBuilder;
using value::Kind;
using value::Value;

inline constexpr std::uint32_t starting = 0, queued = 1, closed = 2;

inline Value integer(std::int64_t number) {
    return Value::of_number(value::from_integer(number));
}
inline Value raw(value::Number number) {
    return Value::of_number(number);
}
inline Value unknown(std::string_view name) {
    return Value::of_unknown_symbol(name);
}

class Scene {
public:
    TablesBuilder b;
    std::shared_ptr<const Program> program;
    std::optional<Frame> frame;
    std::optional<Machine> machine;
    Decision decision;
    Trace trace;

    void load() {
        const auto artifact = bytecode::open_tables(b.finish());
        REQUIRE_MESSAGE(artifact.ok(), artifact.error().message);
        auto loaded = Program::load(*artifact);
        REQUIRE_MESSAGE(loaded.ok(), loaded.error().message);
        program = *loaded;
        frame.emplace(*program);
        machine.emplace(*program);
    }
    void set(std::uint32_t slot, const Value& value) { frame->set(slot, value); }
    // Texts and lists live as long as the scene.
    Value text(std::string_view written) {
        const std::string& exact = kept_.emplace_back(written);
        return Value::of_text({exact, kept_.emplace_back(value::fold_case(exact))});
    }
    Value list(std::vector<Value> items) {
        const std::vector<Value>& kept = lists_.emplace_back(std::move(items));
        return Value::of_list(kept.data(), static_cast<std::uint32_t>(kept.size()));
    }
    Value texts(std::initializer_list<std::string_view> items) {
        std::vector<Value> values;
        for (const std::string_view item : items) values.push_back(text(item));
        return list(std::move(values));
    }

    // Fires these events and lists the names of the actions; traced and untraced have to agree.
    std::string fire(std::initializer_list<std::uint32_t> events) {
        frame->events() = events;
        machine->execute(*frame, decision, &trace);
        const std::string traced = actions();
        machine->execute(*frame, decision);
        CHECK(actions() == traced);
        CHECK(decision.instructions <= program->artifact().manifest().budget);
        return traced;
    }
    std::vector<RuleResult> rules() const { return fired_rules(*frame, decision); }
    std::string actions() const {
        std::string names;
        for (const ActionResult& action : decision.actions) {
            if (!names.empty()) names += ' ';
            names += program->artifact().string(program->artifact().actions()[action.action].name);
        }
        return names;
    }
    Value member(std::size_t action, std::size_t index) const {
        return decision.member(*program, decision.actions[action], static_cast<std::uint32_t>(index));
    }
    std::string_view text_of(std::size_t action, std::size_t index = 0) const {
        const Value value = member(action, index);
        REQUIRE(value.present);
        return value.text.exact;
    }
    std::string missing(std::size_t action) const {
        std::string names;
        for (const std::string_view name : decision.missing_of(decision.actions[action])) {
            if (!names.empty()) names += ' ';
            names += name;
        }
        return names;
    }

private:
    std::deque<std::string> kept_;
    std::deque<std::vector<Value>> lists_;
};

}  // namespace parley::vm
