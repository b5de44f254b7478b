// Internal to check: one written value, read as the type that its place demands.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/context.h"

namespace parley::check {

// Why a value does not fit its type; made into a finding at the value, or at the place where a list with it is used.
struct Misfit {
    diagnostics::Code code;
    std::string message, label;
    source::Span span;                    // of the value
    std::optional<source::Span> smaller;  // the piece of it that is wrong, if not all of it
    std::string written;                  // what an unknown name is compared with; empty: no name
    std::span<const std::string> names;   // that exist
    std::string noun;                     // of such a name
    bool quoted = false;
    std::string note;
    std::vector<diagnostics::Help> helps;
};

struct Literal {
    Scalar scalar;
    bool whole = true;               // of a number
    std::unique_ptr<Misfit> misfit;  // then the rest means nothing
};

// `type` is that of one value. Any number may be compared with an integer (D35); `whole` where it is to be an integer's
// value itself.
Literal read_literal(Context& context, const syntax::Value& value, value::Type type, bool whole = false);

// Reports it at the value.
diagnostics::Diagnostic& report_misfit(Context& context, const Misfit& misfit);
// Adds what helps, to a finding that may stand elsewhere.
void add_help(Context& context, diagnostics::Diagnostic& diagnostic, const Misfit& misfit);

// Of a name whose text the tree leaves out, for it holds a merge field: reports that. False where it holds none.
bool report_merge_in_name(Context& context, source::Span string);

// What can be said of a list's values without knowing what they are compared with: each may be of some type, and all of
// one. Reports what is not; false if so.
bool check_values(Context& context, const std::vector<syntax::Value>& values);

}  // namespace parley::check
