// A tenant's merge fields, and those in the one text of the catalog that no rule names.
#include <algorithm>

#include "compiler/catalog/loader.h"
#include "compiler/diagnostics/suggest.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

std::string_view trimmed(std::string_view text) {
    std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace

void Loader::load_merge_fields(const yaml::Node& node) {
    for (const yaml::Entry& entry : reader_.entries(node, "merge_fields", "a mapping of names to fields"))
        read_merge_field(entry);
}

void Loader::read_merge_field(const yaml::Entry& entry) {
    if (entry.value.kind != yaml::Node::Kind::mapping)
        return reader_.wrong_shape(entry.value, entry.key, "a mapping with `from`");
    reader_.known_keys(entry.value, "a merge field", {"from", "fallback"});
    std::optional<std::string> fallback;
    if (auto node = entry.value.find("fallback")) {
        if (node->is_scalar())
            fallback = node->scalar;
        else
            reader_.wrong_shape(*node, "fallback", "a text");
    }
    if (auto known = catalog_.merge_index.find(entry.key); known != catalog_.merge_index.end()) {
        return change_merge_field(catalog_.merge_fields[known->second], entry, std::move(fallback));
    }
    if (!is_word(entry.key)) {
        reader_
            .report(Code::wrong_catalog_value, entry.key_span, in_backticks(entry.key) + " cannot name a merge field")
            .help("use letters, digits and `_`, with no digit in front");
        return;
    }
    const yaml::Node* from = reader_.required(entry.value, "from", "a merge field", entry.key_span);
    auto id = from ? reader_.text(*from, "from", "the id of a field") : std::nullopt;
    if (!id) return;
    MergeField merge_field;
    merge_field.name = entry.key;
    merge_field.from = catalog_.find_field(*id);
    merge_field.fallback = std::move(fallback);
    merge_field.declared = entry.key_span;
    if (!merge_field.from) {
        if (field_names_.empty()) {
            for (const Field& field : catalog_.fields) field_names_.push_back(field.id);
        }
        return reader_.unknown_name(from->span, *id, !from->plain, "field", field_names_);
    }
    builder_.add_merge_field(std::move(merge_field));
}

void Loader::report_unavailable(const MergeField& merge_field, source::Span span) {
    auto& finding = reader_.report(Code::merge_field_unavailable, span,
                                   "merge field " + in_backticks(merge_field.name) + " comes from " + merge_field.crm);
    if (catalog_.crm_span.exists())
        finding.label(catalog_.crm_span, "the tenant's CRM");
    else
        finding.note("the catalog names no `crm`");
}

// Of a built-in merge field only the fallback can be chosen.
void Loader::change_merge_field(MergeField& merge_field, const yaml::Entry& entry,
                                std::optional<std::string> fallback) {
    if (auto from = find_entry(entry.value, "from")) {
        reader_.report(Code::duplicate_name, from->key_span, "merge field " + in_backticks(entry.key) + " is built in")
            .help("leave `from` out and give a `fallback`, or choose another name");
    } else if (!merge_field.available) {
        report_unavailable(merge_field, entry.key_span);
    } else {
        merge_field.fallback = std::move(fallback);
        merge_field.declared = entry.key_span;
    }
}

// Texts of messages are checked with the rules; this one stands in no action.
void Loader::check_merge_fields(const yaml::Node& node) {
    std::string_view text = node.scalar;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open + 2)) {
        if (open > 0 && text[open - 1] == '\\') continue;
        std::size_t end = text.find_first_of("|}", open + 2);
        std::string name(trimmed(text.substr(open + 2, std::min(end, text.size()) - open - 2)));
        bool closed = end != std::string_view::npos && text.find("}}", end) != std::string_view::npos;
        if (!closed || !is_word(name)) {
            reader_.report(Code::bad_merge_field, node.span, "a merge field is not written as `{{name}}`")
                .help("write `{{name}}` or `{{name | \"…\"}}`; `\\{{` is two plain braces");
            return;
        }
        const MergeField* known = catalog_.find_merge_field(name);
        if (!known) {
            std::vector<std::string> names;
            for (const MergeField& merge_field : catalog_.merge_fields) names.push_back(merge_field.name);
            auto& finding =
                reader_.report(Code::unknown_merge_field, node.span, "unknown merge field " + in_backticks(name));
            if (auto near = diagnostics::nearest(name, names)) finding.help("did you mean `{{" + *near + "}}`?");
            return;
        } else if (!known->available) {
            return report_unavailable(*known, node.span);
        }
    }
}

}  // namespace parley::catalog
