#include "tools/parley/history.h"

#include <algorithm>

#include "tools/parley/outline.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

std::string pad(const std::string& text, std::size_t width) {
    const std::size_t wide = length(text);
    return text + std::string(wide < width ? width - wide : 0, ' ');
}

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

// An artifact knows its files by their names alone; the set knows where they lie.
std::string path_in(const base::Files& files, const std::string& name) {
    for (const base::File& file : files) {
        if (file.path == name || file.path.ends_with("/" + name)) return file.path;
    }
    return name;
}

}  // namespace

std::string time_text(const std::string& at) {
    constexpr std::size_t to_minutes = 16, separator = 10;
    if (at.size() <= to_minutes || at[separator] != 'T') return shown(at);
    std::string out = at.substr(0, to_minutes);
    out[separator] = ' ';
    return shown(out) + " UTC";
}

std::string who_when(const std::string& by, const std::string& at) {
    return shown(by) + ", " + time_text(at);
}

std::string short_digest(const base::Digest& digest) {
    constexpr std::size_t shown_characters = 15;
    return base::to_string(digest).substr(0, shown_characters);
}

std::string basis_text(const std::optional<store::Version>& version) {
    return version ? "version " + std::to_string(*version) : "no version";
}

Json number_or_null(const std::optional<std::uint64_t>& number) {
    return number ? Json(*number) : Json();
}

Json digest_or_null(const std::optional<base::Digest>& digest) {
    return digest ? Json(base::to_string(*digest)) : Json();
}

Json key_or_null(const std::optional<signing::PublicKey>& key) {
    return key ? Json(key->text()) : Json();
}

Json version_json(const store::VersionRecord& record) {
    return {{"version", record.version},
            {"published_by", record.published_by},
            {"published_at", record.published_at},
            {"note", record.note},
            {"artifact", base::to_string(record.artifact)},
            {"artifact_bytes", record.artifact_bytes},
            {"files", base::to_string(record.files)},
            {"based_on", number_or_null(record.based_on)},
            {"signed_by", key_or_null(record.signed_by)},
            {"sequence", record.sequence}};
}

Json draft_json(const store::Draft& draft) {
    return {{"based_on", number_or_null(draft.based_on)},
            {"saved_by", draft.saved_by},
            {"saved_at", draft.saved_at},
            {"edited", draft.edited},
            {"files", base::to_string(draft.files)},
            {"sequence", draft.sequence}};
}

std::vector<ListedRule> rules_of(const bytecode::Artifact& artifact, const base::Files& files) {
    std::vector<ListedRule> out;
    for (const bytecode::RuleRecord& rule : artifact.rules()) {
        const std::string file(artifact.string(artifact.files()[rule.file].name));
        out.push_back({std::string(artifact.string(rule.name)),
                       path_in(files, file) + ":" + std::to_string(rule.line),
                       {},
                       rule.disabled != 0});
    }
    for (const bytecode::EventRecord& event : artifact.events()) {
        for (const std::uint32_t rule : artifact.event_rules().subspan(event.first_rule, event.rule_count))
            out[rule].events.emplace_back(artifact.string(event.id));
    }
    return out;
}

std::vector<ListedRule> rules_of(const ProjectBuild& build) {
    std::vector<ListedRule> out;
    for (const OutlineNode& rule : outline_of(build).rules)
        out.push_back({rule.text, rule.place, rule.events, rule.disabled});
    return out;
}

std::string rule_list(const std::vector<ListedRule>& rules, const Style& style) {
    std::size_t widest = 0;
    for (const ListedRule& rule : rules) widest = std::max(widest, length(shown(rule.name)));
    widest = std::min<std::size_t>(widest, 50);
    std::string out;
    for (const ListedRule& rule : rules)
        out += "  " + pad(shown(rule.name), widest) + "  " + shown(join(rule.events)) +
               (rule.disabled ? style.yellow(rule.events.empty() ? "(disabled)" : " (disabled)") : "") + "  " +
               style.dim(shown(rule.place)) + "\n";
    return out;
}

Json rules_json(const std::vector<ListedRule>& rules) {
    Json out = Json::array();
    for (const ListedRule& rule : rules)
        out.push_back(
            {{"name", rule.name}, {"events", rule.events}, {"place", rule.place}, {"disabled", rule.disabled}});
    return out;
}

std::string sources_text(const base::Files& files, const Style& style) {
    std::string out;
    for (const base::File& file : files) {
        out += "\n" + style.bold("==> " + shown(file.path) + " <==") + "\n" + file.bytes;
        if (!file.bytes.ends_with('\n')) out += '\n';
    }
    return out;
}

Json sources_json(const base::Files& files) {
    Json out = Json::array();
    for (const base::File& file : files) out.push_back({{"path", file.path}, {"text", file.bytes}});
    return out;
}

std::string detail(std::string_view name, const std::string& value) {
    return "  " + pad(std::string(name), 14) + value + "\n";
}

}  // namespace parley::cli
