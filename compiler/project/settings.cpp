#include "compiler/project/settings.h"

#include <algorithm>
#include <array>

#include "compiler/diagnostics/suggest.h"
#include "compiler/yaml/yaml.h"

namespace parley::project {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostics;
using diagnostics::Severity;

std::string in_backticks(const std::string& text) {
    return "`" + text + "`";
}

// A key that is not among `keys`.
void unknown_key(const yaml::Entry& entry, std::span<const std::string> keys, std::string_view noun,
                 Diagnostics& findings) {
    std::string message = noun == "key" ? "parley.yaml has no key " : "there is no " + std::string(noun) + " ";
    auto& finding = findings.report(Code::unknown_key, entry.key_span, message + in_backticks(entry.key));
    diagnostics::help_with_name(finding, entry.key, keys, noun, entry.key_span, false);
}

bool read_text(const yaml::Entry& entry, std::string& target, Diagnostics& findings) {
    if (!entry.value.is_scalar()) {
        findings.report(Code::wrong_shape, entry.value.span, in_backticks(entry.key) + " takes a text");
    } else if (entry.value.scalar.empty()) {
        findings.report(Code::wrong_catalog_value, entry.value.span, in_backticks(entry.key) + " is empty");
    } else {
        target = entry.value.scalar;
        return true;
    }
    return false;
}

void read_path(const yaml::Entry& entry, NamedPath& target, Diagnostics& findings) {
    if (read_text(entry, target.path, findings)) target.span = entry.value.span;
}

std::optional<LintLevel> read_level(const yaml::Entry& entry, const diagnostics::CodeInfo& code,
                                    Diagnostics& findings) {
    static const std::vector<std::string> levels{"off", "note", "warning", "error"};
    const std::string& written = entry.value.scalar;
    if (written == "off") return LintLevel{code.code, std::nullopt};
    for (Severity severity : {Severity::note, Severity::warning, Severity::error}) {
        if (entry.value.is_scalar() && written == diagnostics::severity_name(severity))
            return LintLevel{code.code, severity};
    }
    auto& finding = findings.report(Code::wrong_catalog_value, entry.value.span,
                                    in_backticks(entry.key) + " takes `off`, `note`, `warning` or `error`");
    if (entry.value.is_scalar()) {
        diagnostics::help_with_name(finding, written, levels, "level", entry.value.span, false);
    }
    return std::nullopt;
}

void read_lint(const yaml::Node& node, Settings& settings, Diagnostics& findings) {
    if (node.kind != yaml::Node::Kind::mapping && node.kind != yaml::Node::Kind::null) {
        findings.report(Code::wrong_shape, node.span, "`lint` takes a mapping of codes to levels");
    }
    std::vector<std::string> lints;
    for (const diagnostics::CodeInfo& code : diagnostics::all_codes()) {
        if (code.severity != Severity::error) lints.emplace_back(code.id);
    }
    for (const yaml::Entry& entry : node.entries) {
        const diagnostics::CodeInfo* code = diagnostics::find_code(entry.key);
        if (!code) {
            unknown_key(entry, lints, "code", findings);
        } else if (code->severity == Severity::error) {
            findings.report(Code::wrong_catalog_value, entry.key_span, in_backticks(entry.key) + " is always an error")
                .note("levels can be set of warnings and notes");
        } else if (auto level = read_level(entry, *code, findings)) {
            settings.lint_levels.push_back(*level);
        }
    }
}

}  // namespace

Settings read_settings(source::FileId file, const source::SourceSet& sources, Diagnostics& diagnostics) {
    static const std::vector<std::string> keys{"name", "catalog", "rules", "tests", "lint"};
    Settings settings;
    yaml::Node root = yaml::parse(file, sources, diagnostics);
    if (root.kind != yaml::Node::Kind::mapping && root.kind != yaml::Node::Kind::null) {
        diagnostics.report(Code::wrong_shape, root.span, "parley.yaml takes a mapping of keys such as `name`");
    }
    for (const yaml::Entry& entry : root.entries) {
        if (entry.key == "name")
            read_text(entry, settings.name, diagnostics);
        else if (entry.key == "catalog")
            read_path(entry, settings.catalog, diagnostics);
        else if (entry.key == "rules")
            read_path(entry, settings.rules, diagnostics);
        else if (entry.key == "tests")
            read_path(entry, settings.tests, diagnostics);
        else if (entry.key == "lint")
            read_lint(entry.value, settings, diagnostics);
        else
            unknown_key(entry, keys, "key", diagnostics);
    }
    return settings;
}

}  // namespace parley::project
