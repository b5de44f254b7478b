#include "tools/parley/diff_json.h"

namespace parley::cli {

namespace {

Json text_or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json side_json(const DiffSide& side) {
    constexpr const char* kinds[] = {"version", "draft", "folder", "artifact"};
    return {{"name", side.name},
            {"kind", kinds[static_cast<int>(side.kind)]},
            {"version", side.version ? Json(*side.version) : Json(nullptr)},
            {"artifact", side.digest.empty() ? Json(nullptr) : Json(side.digest)},
            {"errors", side.errors()}};
}

class ChangesJson {
public:
    explicit ChangesJson(const DiffResult& result) : result_(result) {}

    Json run() const {
        const diff::Changes& changes = result_.changes;
        Json out = Json::object();
        out["none"] = changes.empty();
        out["only_layout"] = changes.only_layout();
        out["ruleset"] = nullptr;
        if (changes.name_changed())
            out["ruleset"] = {{"before", text_or_null(changes.before_name)},
                              {"after", text_or_null(changes.after_name)}};
        out["rules"] = Json::array();
        for (const diff::RuleChange& change : changes.rules) out["rules"].push_back(rule(change));
        out["definitions"] = Json::array();
        for (const diff::DefinitionChange& change : changes.definitions)
            out["definitions"].push_back(definition(change));
        out["catalog"] = values(changes.catalog);
        out["tests"] = values(changes.tests);
        out["settings"] = values(changes.settings);
        return out;
    }

private:
    static Json value(source::Span span, const std::string& text) {
        return span.exists() || !text.empty() ? Json(text) : Json(nullptr);
    }

    static Json at(const DiffSide& side, source::Span span) {
        return span.exists() ? Json(side.place(span)) : Json(nullptr);
    }

    Json values(const std::vector<diff::ValueChange>& changes) const {
        Json out = Json::array();
        for (const diff::ValueChange& change : changes) {
            out.push_back({{"change", to_word(change.how)},
                           {"path", change.path},
                           {"before", value(change.before_span, change.before)},
                           {"after", value(change.after_span, change.after)},
                           {"before_at", at(result_.before(), change.before_span)},
                           {"after_at", at(result_.after(), change.after_span)}});
        }
        return out;
    }

    Json rule_place(const DiffSide& side, const std::optional<diff::RulePlace>& place) const {
        if (!place) return nullptr;
        return {{"name", place->name},
                {"at", at(side, place->name_span)},
                {"position", place->position},
                {"disabled", place->disabled}};
    }

    Json rule(const diff::RuleChange& change) const {
        Json out = {{"changes", words(words_of(change))},
                    {"before", rule_place(result_.before(), change.before)},
                    {"after", rule_place(result_.after(), change.after)},
                    {"edits", edits(change.edits)}};
        if (change.added() || change.removed()) {
            const bool added = change.added();
            out["text"] = (added ? result_.after() : result_.before())
                              .build->project.sources.text((added ? change.after : change.before)->span);
        }
        return out;
    }

    // "cannot be compared" as one word.
    static Json words(std::vector<std::string> words) {
        for (std::string& word : words) {
            if (word.find(' ') != std::string::npos) word = "unreadable";
        }
        return words;
    }

    static Json definition_place(const DiffSide& side, const std::optional<diff::DefinitionPlace>& place) {
        if (!place) return nullptr;
        return {{"name", place->name}, {"at", at(side, place->span)}};
    }

    Json definition(const diff::DefinitionChange& change) const {
        return {{"kind", change.is_list ? "list" : "condition"},
                {"changes", words(words_of(change))},
                {"before", definition_place(result_.before(), change.before)},
                {"after", definition_place(result_.after(), change.after)},
                {"values_removed", change.values_removed},
                {"values_added", change.values_added},
                {"reordered", change.reordered},
                {"edits", edits(change.edits)}};
    }

    static Json piece(const DiffSide& side, const diff::Piece& piece) {
        if (!piece.exists()) return nullptr;
        return {{"at", at(side, piece.span)},
                {"branch", piece.branch.number.empty() ? Json(nullptr) : Json(piece.branch.number)},
                {"else", piece.branch.otherwise},
                {"groups", piece.groups},
                {"position", piece.position == 0 ? Json(nullptr) : Json(piece.position)},
                {"text", piece.text}};
    }

    Json edits(const std::vector<diff::Edit>& edits) const {
        Json out = Json::array();
        for (const diff::Edit& edit : edits) {
            out.push_back({{"what", to_word(edit.what)},
                           {"change", to_word(edit.how)},
                           {"before", piece(result_.before(), edit.before)},
                           {"after", piece(result_.after(), edit.after)}});
        }
        return out;
    }

    const DiffResult& result_;
};

// A member of the document's object, as `to_text` would lay it out.
std::string member(const std::string& name, const Json& value) {
    std::string out = "  \"" + name + "\": ";
    for (const char c : value.dump(2, ' ', false, Json::error_handler_t::replace)) {
        out += c;
        if (c == '\n') out += "  ";
    }
    return out;
}

// What the wire wrote is JSON already.
std::string raw(const std::string& json) {
    return json.empty() ? "null" : json;
}

std::string open_object(const Json& members) {
    std::string text = members.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.pop_back();
    return text;
}

// The decisions as the wire wrote them, digit by digit.
std::string group_json(const DiffResult& result, const replay::Group& group) {
    const Json head = {{"changes", group.changes},
                       {"one_in_error", group.error},
                       {"count", group.count},
                       {"before_rules", group.before_rules},
                       {"after_rules", group.after_rules}};
    const Json first = {
        {"file", result.effect->files[group.first.file]}, {"line", group.first.line}, {"id", text_or_null(group.id)}};
    return open_object(head) + ",\"first\":" + open_object(first) + ",\"before\":" + raw(group.before) +
           ",\"after\":" + raw(group.after) + "}}";
}

}  // namespace

std::string json_begin(const DiffResult& result, bool decisions) {
    return "{\n  \"format_version\": 1,\n" + member("before", side_json(result.before())) + ",\n" +
           member("after", side_json(result.after())) + ",\n" + member("changes", ChangesJson(result).run()) + ",\n" +
           "  \"effect\": " + (decisions ? "{\n    \"decisions\": [" : "null,\n");
}

std::string json_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference,
                             bool first) {
    const Json head = {
        {"file", file}, {"line", line}, {"id", text_or_null(difference.id)}, {"changes", difference.changes}};
    return std::string(first ? "" : ",") + "\n      " + open_object(head) + ",\"before\":" + raw(difference.before) +
           ",\"after\":" + raw(difference.after) + "}";
}

std::string json_end(const DiffResult& result) {
    std::string out;
    if (result.effect) {
        const replay::Report& report = result.effect->report;
        out += "\n    ],\n    \"files\": " +
               Json(result.effect->files).dump(-1, ' ', false, Json::error_handler_t::replace) +
               ",\n    \"events\": " + std::to_string(report.events) +
               ",\n    \"errors\": " + std::to_string(report.errors) +
               ",\n    \"changed\": " + std::to_string(report.changed) + ",\n    \"groups\": [";
        for (const replay::Group& group : report.groups)
            out += (&group == &report.groups.front() ? "\n      " : ",\n      ") + group_json(result, group);
        out += "\n    ]\n  },\n";
    }
    return out + member("summary", summary_of(result)) + "\n}\n";
}

}  // namespace parley::cli
