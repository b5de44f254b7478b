#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "compiler/diagnostics/render.h"

namespace parley::diagnostics {

namespace {

using Json = nlohmann::ordered_json;

// A file's name as a URI reference (RFC 3986): everything but unreserved characters and slashes is escaped.
std::string uri(std::string_view name) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = name.starts_with('/') ? "file://" : "";
    for (char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || std::string_view("-._~/").find(c) != std::string_view::npos) {
            out += c;
        } else {
            out.append({'%', hex[byte >> 4], hex[byte & 15]});
        }
    }
    return out;
}

class SarifRenderer {
public:
    explicit SarifRenderer(const source::SourceSet& sources) : sources_(sources) {}

    Json result(const Diagnostic& diagnostic, std::size_t rule) const {
        Json out = {{"ruleId", info(diagnostic.code).id},
                    {"ruleIndex", rule},
                    {"level", severity_name(diagnostic.severity)},
                    {"message", {{"text", message(diagnostic)}}}};
        if (has_place(diagnostic.primary.span)) out["locations"] = Json::array({location(diagnostic.primary)});
        Json related = Json::array();
        for (const Label& label : diagnostic.labels) {
            if (has_place(label.span)) related.push_back(location(label));
        }
        if (!related.empty()) out["relatedLocations"] = std::move(related);
        Json fixes = Json::array();
        for (const Help& help : diagnostic.helps) {
            if (help.replacement && has_place(help.at)) fixes.push_back(fix(help));
        }
        if (!fixes.empty()) out["fixes"] = std::move(fixes);
        return out;
    }

private:
    bool has_place(const source::Span& span) const { return span.file < sources_.size(); }

    // Most viewers show nothing else, so notes and helps stand in it too.
    static std::string message(const Diagnostic& diagnostic) {
        std::string out = diagnostic.message;
        for (const std::string& note : diagnostic.notes) out += "\nnote: " + note;
        for (const Help& help : diagnostic.helps) out += "\nhelp: " + help.text;
        return out;
    }

    Json artifact(const source::Span& span) const { return {{"uri", uri(sources_.file(span.file).name())}}; }

    Json region(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        const source::Position begin = file.position(span.begin);
        const source::Position end = file.position(std::max(span.begin, span.end));
        return {
            {"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
    }

    Json location(const Label& label) const {
        Json out = {{"physicalLocation", {{"artifactLocation", artifact(label.span)}, {"region", region(label.span)}}}};
        if (!label.text.empty()) out["message"] = {{"text", label.text}};
        return out;
    }

    Json fix(const Help& help) const {
        Json replacement = {{"deletedRegion", region(help.at)}, {"insertedContent", {{"text", *help.replacement}}}};
        Json change = {{"artifactLocation", artifact(help.at)}, {"replacements", Json::array({replacement})}};
        return {{"description", {{"text", help.text}}}, {"artifactChanges", Json::array({change})}};
    }

    const source::SourceSet& sources_;
};

Json rule(Code code) {
    const CodeInfo& known = info(code);
    const std::string text(page(code));
    return {{"id", known.id},
            {"name", known.name},
            {"shortDescription", {{"text", known.summary}}},
            {"help", {{"text", text}, {"markdown", text}}},
            {"defaultConfiguration", {{"level", severity_name(known.severity)}}}};
}

}  // namespace

std::string render_sarif(const Diagnostics& diagnostics, const source::SourceSet& sources) {
    std::set<Code> codes;
    for (const Diagnostic& diagnostic : diagnostics.all()) codes.insert(diagnostic.code);
    Json rules = Json::array();
    for (Code code : codes) rules.push_back(rule(code));

    const SarifRenderer renderer(sources);
    Json results = Json::array();
    for (const Diagnostic& diagnostic : diagnostics.all()) {
        const auto index = std::distance(codes.begin(), codes.find(diagnostic.code));
        results.push_back(renderer.result(diagnostic, static_cast<std::size_t>(index)));
    }
    Json run = {{"tool", {{"driver", {{"name", "parley"}, {"rules", std::move(rules)}}}}},
                {"columnKind", "unicodeCodePoints"},
                {"results", std::move(results)}};
    Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                {"version", "2.1.0"},
                {"runs", Json::array({std::move(run)})}};
    return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parley::diagnostics
