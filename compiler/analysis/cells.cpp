#include "compiler/analysis/cells.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "compiler/analysis/numbers.h"
#include "runtime/value/number.h"

namespace parley::analysis {
namespace {

using check::TestOp;
using value::Kind;
using value::Number;
using value::Value;

constexpr std::size_t most_cells = 20'000;

bool is_age(TestOp op) {
    return op == TestOp::within_last || op == TestOp::within_next || op == TestOp::older_than;
}

// Operators that look into a text, so that knowing all texts that are equal to something does not decide them.
bool looks_inside(TestOp op) {
    return op == TestOp::contains || op == TestOp::starts_with || op == TestOp::ends_with || op == TestOp::matches ||
           op == TestOp::blank;
}

bool needs_exact_text(const check::Test& test) {
    return test.exactly || test.op == TestOp::matches;
}

// The constants that a variable's tests compare it with.
struct Constants {
    std::vector<Value> values;
    std::vector<Number> ages;  // milliseconds
    std::vector<Number> sizes;
    bool exact = false;  // some test tells texts apart that fold alike
};

void add_constant(const Value& constant, bool is_list, std::vector<Value>& out) {
    if (!constant.present) return;
    if (!is_list) {
        out.push_back(constant);
        return;
    }
    out.insert(out.end(), constant.items, constant.items + constant.count);
}

void add_constants(const Atom& atom, VariableId variable, Constants& out) {
    const check::Test& test = *atom.test;
    const bool first_is_list = test.first.kind == check::Operand::Kind::list;
    if (test.op == TestOp::changed) {
        if (variable == atom.former) add_constant(atom.first_value, false, out.values);
        if (variable == atom.subject) add_constant(atom.second_value, false, out.values);
        return;
    }
    if (variable != atom.subject) return;
    out.exact = out.exact || needs_exact_text(test);
    if (is_age(test.op)) {
        if (atom.first_value.present) out.ages.push_back(atom.first_value.number * 1000);
        return;
    }
    if (looks_inside(test.op) || test.op == TestOp::contains_any || test.op == TestOp::contains_all) return;
    std::vector<Value> found;
    add_constant(atom.first_value, first_is_list, found);
    add_constant(atom.second_value, false, found);
    for (const Value& value : found) {
        if (test.size) {
            out.sizes.push_back(value.number);
        } else {
            out.values.push_back(value);
        }
    }
}

std::vector<Number> numbers_of(const std::vector<Value>& values) {
    std::vector<Number> numbers;
    for (const Value& value : values) numbers.push_back(value.number);
    return numbers;
}

Cell point(const Value& value, bool concrete = true) {
    Cell cell;
    cell.value = value;
    cell.concrete = concrete;
    return cell;
}

Cell of_kind(Cell::Kind kind, const Value& value) {
    Cell cell = point(value, false);
    cell.kind = kind;
    return cell;
}

class Maker {
public:
    Maker(const Prepared& prepared, VariableId id, const Constants& constants, ValuePool& pool)
        : prepared_(prepared), variable_(prepared.variable(id)), constants_(constants), pool_(pool) {}

    std::vector<Cell> make() {
        if (variable_.type.list) {
            lists();
        } else if (variable_.type.kind == Kind::text) {
            texts();
        } else if (value::is_symbolic(variable_.type.kind)) {
            symbols();
        } else if (variable_.type.kind == Kind::instant) {
            instants();
        } else {
            numbers();
        }
        if (variable_.may_be_absent) cells_.push_back(point(Value::absent()));
        if (cells_.size() > most_cells) cells_.clear();
        return std::move(cells_);
    }

private:
    void lists() {
        std::vector<Number> sizes = constants_.sizes;
        sizes.push_back(0);
        sizes.push_back(value::from_integer(1));
        for (const Number scaled : representatives(Kind::integer, std::move(sizes))) {
            const Number size = scaled / value::decimal_scale;
            if (size < 0 || size > ~std::uint32_t{0}) continue;
            Cell cell = of_kind(size == 0 ? Cell::Kind::point : Cell::Kind::any_items,
                                Value::of_list(nullptr, static_cast<std::uint32_t>(size)));
            cell.size = static_cast<std::uint32_t>(size);
            cell.concrete = size == 0;
            cells_.push_back(cell);
        }
    }

    void texts() {
        std::unordered_set<std::string_view> exact, folded;
        std::vector<Value> classes;
        for (const Value& constant : constants_.values) {
            const bool new_class = folded.insert(constant.text.folded).second;
            if (new_class) classes.push_back(constant);
            if (exact.insert(constant.text.exact).second && (new_class || constants_.exact)) {
                cells_.push_back(point(constant));
            }
        }
        if (constants_.exact) {
            for (const Value& constant : classes) {
                cells_.push_back(of_kind(Cell::Kind::folded, constant));
                other_cases(constant, exact);
            }
        }
        cells_.push_back(of_kind(Cell::Kind::any_text, pool_.text("")));
        cells_.back().value.present = true;
    }

    // The same text in other letter cases, so that a witness can tell `is` from `is exactly`.
    void other_cases(const Value& constant, const std::unordered_set<std::string_view>& taken) {
        std::string upper(constant.text.exact), lower(constant.text.folded);
        for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        for (const std::string& written : {lower, upper}) {
            const Value value = pool_.text(written);
            if (value.text.folded == constant.text.folded && !taken.contains(value.text.exact)) {
                cells_.push_back(point(value));
            }
        }
    }

    void symbols() {
        const auto count = static_cast<Number>(prepared_.catalog().domain(variable_.type).values.size());
        std::unordered_set<std::uint32_t> taken;
        const auto add = [&](Number symbol) {
            if (symbol < 0 || symbol >= count || !taken.insert(static_cast<std::uint32_t>(symbol)).second) return;
            cells_.push_back(point(Value::of_number(symbol)));
        };
        const std::vector<Number> mentioned = numbers_of(constants_.values);
        for (const Number symbol : mentioned) add(symbol);
        if (variable_.type.ordered) {
            for (const Number symbol : representatives(Kind::date, mentioned)) add(symbol);
        }
        Number other = 0;
        while (other < count && taken.contains(static_cast<std::uint32_t>(other))) ++other;
        add(other);
        cells_.push_back(point(Value::of_unknown_symbol({}), false));  // a name that the catalog does not know (D34)
    }

    void numbers() {
        for (const Number number : representatives(variable_.type.kind, numbers_of(constants_.values))) {
            const bool past_midnight = variable_.type.kind == Kind::time_of_day && number >= 86400;
            if (past_midnight && variable_.is_time) continue;
            cells_.push_back(point(Value::of_number(number), !past_midnight && !(is_count(variable_) && number < 0)));
        }
    }

    // Every instant with every age that its tests tell apart: the event's own instant is as free as the field's.
    void instants() {
        std::vector<Number> points = numbers_of(constants_.values);
        if (points.empty()) points.push_back(Assignment::usual_now());
        std::vector<Number> ages = {0};
        for (const Number age : constants_.ages) {
            ages.push_back(age);
            ages.push_back(-age);
        }
        if (variable_.is_time || constants_.ages.empty()) {
            ages = {0};
        } else {
            ages = representatives(Kind::instant, std::move(ages));
        }
        points = representatives(Kind::instant, std::move(points));
        if (points.size() * ages.size() > most_cells) {
            cells_.resize(most_cells + 1);
            return;
        }
        for (const Number instant : points) {
            for (const Number age : ages) {
                Cell cell = point(Value::of_number(instant), false);
                cell.now = static_cast<std::int64_t>(instant + age);
                cells_.push_back(cell);
            }
        }
    }

    const Prepared& prepared_;
    const Variable& variable_;
    const Constants& constants_;
    ValuePool& pool_;
    std::vector<Cell> cells_;
};

constexpr Outcomes free{true, true};

Outcomes decided(bool outcome) {
    return {outcome, !outcome};
}

Outcomes any_text(const check::Test& test) {
    switch (test.op) {
        case TestOp::set:
            return decided(true);
        case TestOp::is:
        case TestOp::in:
            return decided(false);
        default:
            return free;
    }
}

Outcomes folded(const Prepared& prepared, const Atom& atom, const Cell& cell) {
    const check::Test& test = *atom.test;
    if (test.op == TestOp::matches) return free;
    if (!test.exactly) return decided(evaluate_subject(prepared, atom, cell.value, 0));
    return test.op == TestOp::is || test.op == TestOp::in ? decided(false) : free;
}

std::size_t different_items(Kind kind, const Value& items) {
    std::vector<const Value*> different;
    for (std::uint32_t i = 0; i < items.count && i < 64; ++i) {
        const bool seen = std::ranges::any_of(
            different, [&](const Value* other) { return value::equal(kind, *other, items.items[i]); });
        if (!seen) different.push_back(&items.items[i]);
    }
    return different.size();
}

Outcomes any_items(const Prepared& prepared, const Atom& atom, const Cell& cell) {
    const check::Test& test = *atom.test;
    if (test.size || test.op == TestOp::empty) return decided(evaluate_subject(prepared, atom, cell.value, 0));
    const bool is_list = test.first.kind == check::Operand::Kind::list;
    if (test.op == TestOp::contains_all && is_list &&
        different_items(prepared.variable(atom.subject).type.kind, atom.first_value) > cell.size) {
        return decided(false);
    }
    return free;
}

}  // namespace

bool is_count(const Variable& variable) {
    return variable.type.kind == Kind::integer && !variable.field->custom;
}

std::vector<Cell> make_cells(const Prepared& prepared, VariableId variable, std::span<const AtomId> atoms,
                             ValuePool& pool) {
    Constants constants;
    for (const AtomId atom : atoms) add_constants(prepared.atom(atom), variable, constants);
    return Maker(prepared, variable, constants, pool).make();
}

Outcomes outcomes(const Prepared& prepared, const Atom& atom, const Cell& cell) {
    switch (cell.kind) {
        case Cell::Kind::any_text:
            return any_text(*atom.test);
        case Cell::Kind::folded:
            return folded(prepared, atom, cell);
        case Cell::Kind::any_items:
            return any_items(prepared, atom, cell);
        case Cell::Kind::point:
            break;
    }
    if (atom.test->op == TestOp::during && cell.value.present) {
        return {!prepared.catalog().schedules[atom.test->schedule].spans.empty(), true};
    }
    return decided(evaluate_subject(prepared, atom, cell.value, cell.now));
}

}  // namespace parley::analysis
