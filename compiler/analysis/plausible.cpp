#include "compiler/analysis/plausible.h"

#include <algorithm>

namespace parley::analysis {
namespace {

bool has_value(const value::Value& value, const Variable& variable) {
    return variable.type.list ? value.count != 0 : value.present;
}

}  // namespace

Plausible::Plausible(const Prepared& prepared) : prepared_(prepared) {
    for (VariableId i = 0; i < prepared.variables().size(); ++i) {
        const Variable& variable = prepared.variable(i);
        const catalog::Field& field = *variable.field;
        if (!field.at.empty()) restricted_.push_back(i);
        if (field.group == catalog::Group::workload && !variable.use.queue) own_workload_.push_back(i);
        if (variable.use.former) continue;
        if (variable.use.field == prepared.catalog().conversation_queue) queue_ = i;
        if (field.id == "previous.exists") {
            previous_exists_ = i;
        } else if (field.group == catalog::Group::previous) {
            previous_.push_back(i);
        }
    }
    find_pairs();
}

void Plausible::find_pairs() {
    const auto variable_of = [&](std::string_view id, bool former) {
        const auto field = prepared_.catalog().find_field(id);
        if (!field || prepared_.catalog().fields[*field].custom) return nothing;
        check::FieldUse use;
        use.field = *field;
        use.former = former;
        return prepared_.find_variable(use);
    };
    for (const std::string group : {"conversation", "previous"}) {
        for (const bool former : {false, true}) {
            const VariableId status = variable_of(group + ".status", former);
            const VariableId state = variable_of(group + ".state", former);
            if (status != nothing && state != nothing) states_.push_back({status, state});
        }
    }
    for (const VariableId own : own_workload_) {
        for (VariableId i = 0; i < prepared_.variables().size(); ++i) {
            const check::FieldUse& use = prepared_.variable(i).use;
            if (use.queue && use.field == prepared_.variable(own).use.field) workloads_.push_back({own, i, *use.queue});
        }
    }
}

void Plausible::complete(Assignment& assignment, bool exists_is_chosen) const {
    if (previous_exists_ == nothing || exists_is_chosen) return;
    const bool exists = std::ranges::any_of(previous_, [&](VariableId variable) {
        return has_value(assignment.get(variable), prepared_.variable(variable));
    });
    assignment.set(previous_exists_, exists ? value::Value::of_number(1) : value::Value::absent());
}

bool Plausible::is_closed(VariableId variable, const Assignment& assignment) const {
    const value::Value& value = assignment.get(variable);
    const std::vector<std::string>& names = prepared_.catalog().domain(prepared_.variable(variable).type).values;
    if (value.number < 0 || static_cast<std::size_t>(value.number) >= names.size()) return false;
    const std::string& name = names[static_cast<std::size_t>(value.number)];
    return name.starts_with("Closed") || name == "closed";
}

bool Plausible::holds(const Assignment& assignment) const {
    const auto present = [&](VariableId variable) {
        return has_value(assignment.get(variable), prepared_.variable(variable));
    };
    if (previous_exists_ != nothing) {
        const value::Value& exists = assignment.get(previous_exists_);
        if ((!exists.present || exists.number == 0) && std::ranges::any_of(previous_, present)) return false;
    }
    for (const VariableId variable : restricted_) {
        const std::vector<catalog::EventId>& at = prepared_.variable(variable).field->at;
        const auto there = [&](catalog::EventId event) { return std::ranges::binary_search(at, event); };
        if (present(variable) && std::ranges::none_of(assignment.events(), there)) return false;
    }
    for (const StatusAndState& pair : states_) {
        if (!present(pair.status) || !present(pair.state)) continue;
        if (is_closed(pair.status, assignment) != is_closed(pair.state, assignment)) return false;
    }
    if (queue_ == nothing || !present(queue_)) return true;
    return std::ranges::all_of(workloads_, [&](const SameWorkload& pair) {
        if (assignment.get(queue_).number != pair.queue || !present(pair.own) || !present(pair.named)) return true;
        return assignment.get(pair.own).number == assignment.get(pair.named).number;
    });
}

}  // namespace parley::analysis
