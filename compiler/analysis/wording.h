// Values, fields, tests and places as the findings of this folder print them. Internal to compiler/analysis.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/analysis/evaluate.h"
#include "compiler/source/source.h"

namespace parley::analysis {

// On one line and shortened where it is long, in backticks.
std::string quote(std::string_view text);
std::string quote_source(const source::SourceSet& sources, source::Span span);
// "line 12", with the file's name where it is not that of `near`.
std::string place(const source::SourceSet& sources, source::Span span, source::Span near);

// As the language writes it: `gold`, `"billing"`, `15 minutes`.
std::string value_text(const Prepared& prepared, const Variable& variable, const value::Value& value);
// `workload.waiting("Billing")`
std::string field_text(const Prepared& prepared, const Variable& variable);

// `conversation.topic = "billing", conversation.customer_tier = gold`; what is not listed has no value. Empty if
// nothing is.
std::string witness_text(const Prepared& prepared, const Assignment& assignment, std::span<const VariableId> chosen,
                         bool with_instant);

}  // namespace parley::analysis
