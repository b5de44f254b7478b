// What tests say of the inside of a text or a list: whether several of them can hold of one value, and values made up
// to satisfy them. Internal to compiler/analysis.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/analysis/prepared.h"
#include "compiler/analysis/steps.h"

namespace parley::analysis {

struct Literal {
    AtomId atom = nothing;
    bool truth = true;
};

// False only if no text (no list that is not empty) can satisfy all of these tests of one variable.
bool text_can_be(const Prepared& prepared, std::span<const Literal> literals, Steps& steps);
bool items_can_be(const Prepared& prepared, VariableId variable, std::span<const Literal> literals, Steps& steps);

// Candidates, best first, not yet checked against the tests. Texts and lists live in the pool. `thorough`: several
// samples of each pattern.
std::vector<value::Value> texts_for(const Prepared& prepared, std::span<const Literal> literals, ValuePool& pool,
                                    bool thorough);
std::vector<value::Value> lists_for(const Prepared& prepared, VariableId variable, std::span<const Literal> literals,
                                    std::span<const std::uint32_t> sizes, ValuePool& pool);

// Texts that the pattern probably matches, one or several; in those `any` stands where it says `.*`.
std::vector<std::string> samples_of_pattern(std::string_view pattern, std::string_view any, bool several);

}  // namespace parley::analysis
