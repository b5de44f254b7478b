// Internal to check: texts with merge fields, of actions and of the catalog's messages.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace parley::check {

// A string of an action, or nullopt if a merge field in it is in error.
std::optional<Template> read_template(Context& context, Place& place, const syntax::Value& string);

// One merge field by its name; `span` is the whole of it, `name_span` the name alone.
std::optional<TemplatePart> read_merge_field(Context& context, Place& place, const syntax::StringPart& part);

// Checks the texts of the catalog's messages, and what each demands of the events of a rule that sends it.
void check_catalog_messages(Context& context);

}  // namespace parley::check
