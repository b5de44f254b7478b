#include "compiler/yaml/yaml.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <sstream>

#include "compiler/yaml/tree_builder.h"

namespace parley::yaml {

namespace {

using diagnostics::Code;

struct SyntaxFault {
    std::string_view text;  // what yaml-cpp's own begins with
    std::string_view message;
    std::string_view help;
};

// nullptr: a fault without words of ours.
const SyntaxFault* find_syntax_fault(std::string_view text) {
    static const SyntaxFault faults[] = {
        {YAML::ErrorMsg::MAP_VALUE, "a `:` stands where no key can be",
         "put text that holds `: ` in quotes, and indent with spaces, never with tabs"},
        {YAML::ErrorMsg::MAP_KEY, "a key stands where none can be", "check the indentation"},
        {YAML::ErrorMsg::BLOCK_ENTRY, "a `-` begins a list item where none can be",
         "put each item on a line of its own, with the indentation of the others"},
        {YAML::ErrorMsg::END_OF_MAP, "this line does not belong to the mapping above it",
         "check the indentation, and that each key has its `:`"},
        {YAML::ErrorMsg::END_OF_SEQ, "this line does not belong to the list above it",
         "check the indentation, and that each item begins with `- `"},
        {YAML::ErrorMsg::END_OF_MAP_FLOW, "a `{` is not closed", "add the `}`, and commas between the entries"},
        {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a `[` is not closed", "add the `]`, and commas between the items"},
        {YAML::ErrorMsg::FLOW_END, "a bracket is closed that was not opened", ""},
        {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed", "add the closing quote"},
        {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is not closed before the document ends",
         "add the closing quote"},
        {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab stands in the indentation", "indent with spaces"},
        {YAML::ErrorMsg::UNKNOWN_TOKEN, "a character that can begin no value", "put the text in quotes"},
        {YAML::ErrorMsg::CHAR_IN_BLOCK, "behind `|` or `>` nothing may follow on the line",
         "put text that begins with `|` or `>` in quotes"},
        {YAML::ErrorMsg::INVALID_ESCAPE, "an escape that YAML does not have", "double the `\\`, or use single quotes"},
        {YAML::ErrorMsg::INVALID_HEX, "an escape without its hexadecimal digits",
         "double the `\\`, or use single quotes"},
        {YAML::ErrorMsg::INVALID_UNICODE, "an escape that is no Unicode character", ""},
        {YAML::ErrorMsg::CHAR_IN_ALIAS, "a `*` begins no value", "put the text in quotes"},
        {YAML::ErrorMsg::ALIAS_NOT_FOUND, "a `*` begins no value", "put the text in quotes"},
        {YAML::ErrorMsg::CHAR_IN_ANCHOR, "a `&` begins no value", "put the text in quotes"},
        {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "a `&` begins no value", "put the text in quotes"},
    };
    auto found = std::find_if(std::begin(faults), std::end(faults),
                              [&](const auto& fault) { return text.starts_with(fault.text); });
    return found == std::end(faults) ? nullptr : found;
}

void report_syntax(const YAML::Exception& fault, source::FileId file, const source::SourceFile& source,
                   diagnostics::Diagnostics& diagnostics) {
    std::size_t at = source.text_begin() + static_cast<std::size_t>(std::max(fault.mark.pos, 0));
    at = std::min(at, source.text().size());
    auto begin = static_cast<std::uint32_t>(at);
    if (fault.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
        report_alias(diagnostics, {file, begin, alias_range(source.text(), begin).end});
        return;
    }
    Range range = character_range(source.text(), begin);
    source::Span span{file, range.begin, range.end};
    const SyntaxFault* known = find_syntax_fault(fault.msg);
    std::string message = known ? std::string(known->message) : "the YAML cannot be read: " + fault.msg;
    auto& finding = diagnostics.report(Code::yaml_syntax, span, message);
    if (known && !known->help.empty()) finding.help(std::string(known->help));
}

std::string size_words(std::size_t bytes) {
    constexpr std::size_t mebibyte = 1u << 20;
    return bytes % mebibyte == 0 ? std::to_string(bytes / mebibyte) + " MiB" : std::to_string(bytes) + " bytes";
}

void report_text_fault(const source::TextFault& fault, const Limits& limits, source::FileId file,
                       const source::SourceFile& source, diagnostics::Diagnostics& diagnostics) {
    Range range = character_range(source.text(), fault.offset);
    switch (fault.kind) {
        case source::TextFault::Kind::too_large:
            diagnostics.report(Code::file_too_large, {file, 0, 0},
                               "the file is larger than " + size_words(limits.file_bytes));
            break;
        case source::TextFault::Kind::invalid_utf8:
            diagnostics
                .report(Code::invalid_utf8, {file, fault.offset, fault.offset + 1}, "the file is not valid UTF-8")
                .help("save the file as UTF-8");
            break;
        case source::TextFault::Kind::nul:
            diagnostics.report(Code::nul_byte, {file, range.begin, range.end}, "the file holds a NUL byte");
            break;
    }
}

bool is_refused_control(unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

// YAML allows no such characters, and yaml-cpp would take one of them (U+0004) for the end of the file.
std::optional<std::uint32_t> find_control(std::string_view text) {
    auto found = std::find_if(text.begin(), text.end(),
                              [](char c) { return is_refused_control(static_cast<unsigned char>(c)); });
    if (found == text.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - text.begin());
}

bool is_flow_character(char c) {
    return c == '[' || c == '{' || c == ',';
}

// Reports what keeps the text from being handed to yaml-cpp at all: it would hold a whole `[…]` as tokens before it
// tells of the first one.
bool fit_to_parse(source::FileId file, const source::SourceFile& source, const Limits& limits,
                  diagnostics::Diagnostics& diagnostics) {
    std::string_view text = source.text();
    if (auto fault = source::find_text_fault(text, {.file_bytes = limits.file_bytes})) {
        report_text_fault(*fault, limits, file, source, diagnostics);
        return false;
    }
    if (auto control = find_control(text)) {
        diagnostics.report(Code::yaml_syntax, {file, *control, *control + 1}, "a control character stands in the file")
            .help("in a quoted text write it as an escape, such as `\\x1b`");
        return false;
    }
    if (static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_flow_character)) > limits.flow_characters) {
        diagnostics.report(Code::file_too_large, {file, 0, 0},
                           "the file has more than " + std::to_string(limits.flow_characters) + " brackets and commas");
        return false;
    }
    return true;
}

bool run_parser(source::FileId file, const source::SourceFile& source, TreeBuilder& builder,
                diagnostics::Diagnostics& diagnostics) {
    try {
        std::istringstream stream{std::string(source.text().substr(source.text_begin()))};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
        return true;
    } catch (const Stop&) {
        return !builder.refused();
    } catch (const YAML::Exception& fault) {
        report_syntax(fault, file, source, diagnostics);
    } catch (const std::exception& fault) {
        diagnostics.report(Code::yaml_syntax, {file, 0, 0}, std::string("the YAML cannot be read: ") + fault.what());
    }
    return false;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

Node parse(source::FileId file, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics,
           const Limits& limits) {
    const source::SourceFile& source = sources.file(file);
    Node nothing;
    nothing.span = {file, source.text_begin(), source.text_begin()};
    if (!fit_to_parse(file, source, limits, diagnostics)) return nothing;
    TreeBuilder builder(file, source, limits.values, diagnostics);
    if (!run_parser(file, source, builder, diagnostics) || !builder.document_seen()) return nothing;
    return builder.take_root();
}

}  // namespace parley::yaml
