// Internal to check: what the messages of this folder have in common.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "runtime/value/type.h"

namespace parley::check {

struct Context;

// In backticks, on one line, and shortened where it is long.
std::string quote(std::string_view written);
// "`a`, `b` and `c`": each quoted; of many only the first and how many more.
std::string quote_all(std::span<const std::string> names, std::string_view conjunction);
// As the author wrote it, quoted.
std::string quote_source(const Context& context, source::Span span);

// "catalog.yaml:31"
std::string place_name(const Context& context, source::Span span);
// "not in catalog `catalog.yaml`", or the built-in vocabulary where there is no catalog.
std::string not_in_catalog(const Context& context);
// Adds where the catalog declares it; nothing for what is built in.
void note_declaration(const Context& context, diagnostics::Diagnostic& diagnostic, std::string_view name,
                      source::Span declared);
// What a field is: as catalog::describe has it, but every number is just that ("a number"), and a truth value a
// boolean.
std::string what_it_holds(const Context& context, value::Type type);
// The id of a field without its group.
std::string_view local_name(std::string_view field_id);

// As a string of the language.
std::string as_string(std::string_view text);

// diagnostics::help_with_name, as long as the budget of names to compare lasts: with thousands of findings over
// thousands of names most of them are read by nobody.
void suggest_name(Context& context, diagnostics::Diagnostic& diagnostic, std::string_view written,
                  std::span<const std::string> names, std::string_view noun, source::Span at, bool quoted);

}  // namespace parley::check
