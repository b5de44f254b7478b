// Private to compiler/catalog: the built-in vocabulary as tables. A new event, field, action or merge field is a new
// row.
//
// A row's type is written as a catalog writes it ("text", "list of text"), or is one of the built-in domains ("event",
// "platform", "closing_state", "task", "webhook", "message"), or follows a field that a catalog may declare anew:
// "like conversation.priority" has its type, "element of conversation.tags" that of the list's items.
#pragma once

#include <span>
#include <string_view>

#include "compiler/catalog/catalog.h"

namespace parley::catalog {

struct EventRow {
    std::string_view id, label, description;
};
std::span<const EventRow> event_rows();

struct FieldRow {
    std::string_view id;
    std::string_view type;
    std::string_view values = {};  // of a choice, with `|` between
    bool ordered = false;
    std::string_view noun = {};  // what a message calls one of the values
    std::string_view at = {};    // ids of the only events it can have a value at, blanks between
    std::string_view crm = {};   // exists only with this CRM
    bool settable = false;
    std::string_view description;
};
std::span<const FieldRow> field_rows();

struct ParameterRow {
    std::string_view name;
    std::string_view type;
    bool optional = false;
    bool or_true = false;
    std::string_view description;
};

struct ActionRow {
    std::string_view id, label;
    ActionForm form = ActionForm::plain;
    ParameterRow value = {};  // without a name: the action takes no value
    std::span<const ParameterRow> arguments = {};
};
std::span<const ActionRow> action_rows();

struct MergeFieldRow {
    std::string_view name;
    std::string_view from;  // empty: the company's name
    std::string_view crm;
};
std::span<const MergeFieldRow> merge_field_rows();

struct CrmRow {
    std::string_view key;   // as the catalog writes it
    std::string_view name;  // as people write it
};
std::span<const CrmRow> crm_rows();

// In the order they have where a catalog names none.
std::span<const std::string_view> platform_names();
// ISO 3166-1, two letters.
bool is_country(std::string_view code);
// The words that the grammar has for itself, in byte order: they can name no event or action.
std::span<const std::string_view> reserved_words();
bool is_reserved_word(std::string_view word);

}  // namespace parley::catalog
