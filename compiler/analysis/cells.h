// The values of one variable, cut into cells: inside a cell every test at hand has one outcome, or is free. So a search
// over cells is a search over all values. What makes a cell free (any other text, a list's items) is over-approximated:
// what is impossible for the cells is impossible for the values. Internal to compiler/analysis.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/analysis/evaluate.h"
#include "compiler/analysis/prepared.h"

namespace parley::analysis {

struct Cell {
    enum class Kind : std::uint8_t {
        point,      // this very value
        folded,     // any text that folds as `value` does, and is none of the other cells
        any_text,   // any text that is none of the other cells
        any_items,  // a list of `size` items, whatever they are
    };
    Kind kind = Kind::point;
    value::Value value;
    std::int64_t now = 0;    // the event's instant that goes with an instant
    std::uint32_t size = 0;  // of a list
    bool concrete = true;    // may stand in a witness as it is
};

// What a test can come out as.
struct Outcomes {
    bool can_be_true = false;
    bool can_be_false = false;
};

// `atoms`: all that read the variable. Empty if there would be too many cells to look at.
std::vector<Cell> make_cells(const Prepared& prepared, VariableId variable, std::span<const AtomId> atoms,
                             ValuePool& pool);

// Of an atom that reads this variable alone.
Outcomes outcomes(const Prepared& prepared, const Atom& atom, const Cell& cell);

// Whether a built-in count, which is never negative in truth though the wire could say so.
bool is_count(const Variable& variable);

}  // namespace parley::analysis
