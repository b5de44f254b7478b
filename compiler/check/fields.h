// Internal to check: fields by their paths.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/check/context.h"

namespace parley::check {

struct ReadField {
    FieldUse use;
    value::Type type;
    catalog::FieldId named;  // as written, before aliases
    source::Span span;
};

// A field that is read. Reports an unknown one, a wrong argument and one that the rule's events never give a value.
std::optional<ReadField> read_field(Context& context, Place& place, const syntax::FieldPath& path);

// A field that is only named, as by `set_field`; aliases are followed.
std::optional<catalog::FieldId> named_field(Context& context, const syntax::FieldPath& path);

// Notes that the field is read at `span`; reports it where it can have no value at any of the rule's events. `written`
// is what the author calls it.
void require_field(Context& context, Place& place, catalog::FieldId field, source::Span span, std::string_view written);

// "at `closed` and `chat_ended`": the events that a field exists at.
std::string exists_at(const Context& context, catalog::FieldId field);

// The field that has this name in its group, for "did you mean": "queue" -> conversation.queue.
std::optional<catalog::FieldId> field_with_local_name(const Context& context, std::string_view name);

}  // namespace parley::check
