#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render.h"

namespace parley::diagnostics {

namespace {

using Json = nlohmann::ordered_json;

class JsonRenderer {
public:
    explicit JsonRenderer(const source::SourceSet& sources) : sources_(sources) {}

    Json record(const Diagnostic& diagnostic) const {
        Json labels = Json::array();
        for (const Label& label : diagnostic.labels) labels.push_back(labelled(label));
        Json helps = Json::array();
        for (const Help& help : diagnostic.helps) {
            helps.push_back(
                {{"text", help.text}, {"edit", edit(help, diagnostic.primary.span)}, {"certain", help.certain}});
        }
        return {{"code", info(diagnostic.code).id}, {"severity", severity_name(diagnostic.severity)},
                {"message", diagnostic.message},    {"primary", labelled(diagnostic.primary)},
                {"labels", std::move(labels)},      {"notes", diagnostic.notes},
                {"help", std::move(helps)}};
    }

private:
    static Json position(source::Position at) { return {{"line", at.line}, {"column", at.column}}; }

    // Null for what is in no file.
    Json place(const source::Span& span) const {
        if (span.file >= sources_.size()) return nullptr;
        const source::SourceFile& file = sources_.file(span.file);
        return {{"file", file.name()},
                {"start", position(file.position(span.begin))},
                {"end", position(file.position(std::max(span.begin, span.end)))}};
    }

    Json labelled(const Label& label) const {
        Json out = place(label.span);
        if (!out.is_null()) out["label"] = label.text;
        return out;
    }

    Json edit(const Help& help, const source::Span& primary) const {
        if (!help.replacement) return nullptr;
        return {{"at", help.at == primary ? Json("primary") : place(help.at)}, {"replace", *help.replacement}};
    }

    const source::SourceSet& sources_;
};

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

// A record a line, for tools that read lines and for people who compare two runs.
std::string render_json(const Diagnostics& diagnostics, const source::SourceSet& sources) {
    Json head = {
        {"format_version", 1},          {"errors", diagnostics.errors()},   {"warnings", diagnostics.warnings()},
        {"notes", diagnostics.notes()}, {"dropped", diagnostics.dropped()}, {"diagnostics", Json::array()}};
    std::string out = dump(head);
    out.resize(out.size() - 2);  // "]}" comes back behind the records
    const JsonRenderer renderer(sources);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
        out += out.back() == '[' ? "\n" : ",\n";
        out += dump(renderer.record(diagnostic));
    }
    return out + "]}\n";
}

}  // namespace parley::diagnostics
