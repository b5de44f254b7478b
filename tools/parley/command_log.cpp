#include <algorithm>
#include <charconv>

#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

std::string name_of(const std::optional<store::Version>& version) {
    return version ? "version " + std::to_string(*version) : "a kept draft";
}

std::string digest_of(const std::optional<base::Digest>& digest) {
    return digest ? " " + short_digest(*digest) : std::string();
}

std::string words_of(const store::Entry& entry) {
    const std::string before = entry.from ? " (before: version " + std::to_string(*entry.from) + ")" : "";
    switch (entry.action) {
        case store::Action::new_draft:
            return "began the draft" + digest_of(entry.draft) + " from " + name_of(entry.from);
        case store::Action::save_draft:
            return "saved the draft" + digest_of(entry.draft);
        case store::Action::discard_draft:
            return "discarded the draft" + digest_of(entry.replaced);
        case store::Action::publish:
            return "published " + name_of(entry.to) + before;
        case store::Action::republish:
            return "re-published " + name_of(entry.to) + before;
        case store::Action::collect:
            return "removed what nothing names any more";
    }
    return {};
}

std::string row(const store::Entry& entry, std::size_t digits, std::size_t names, const Style& style) {
    const std::string number = std::to_string(entry.sequence), by = shown(entry.by, 30);
    std::string out = std::string(digits - number.size(), ' ') + style.dim(number) + "  " + time_text(entry.at) + "  " +
                      by + std::string(names - length(by), ' ') + "  " + words_of(entry);
    if (!entry.note.empty()) out += ": " + shown(entry.note);
    if (entry.signed_by) out += style.green(" (signed)");
    const std::string indent(digits + 2, ' ');
    if (entry.replaced && entry.action == store::Action::new_draft)
        out += "\n" + indent + style.dim("put away the draft" + digest_of(entry.replaced));
    if (entry.folder && entry.folder != entry.replaced)
        out += "\n" + indent + style.dim("kept the folder's files" + digest_of(entry.folder));
    return out + "\n";
}

Json to_json(const store::Entry& entry) {
    return {{"sequence", entry.sequence},
            {"at", entry.at},
            {"by", entry.by},
            {"action", store::to_string(entry.action)},
            {"note", entry.note},
            {"from", number_or_null(entry.from)},
            {"to", number_or_null(entry.to)},
            {"draft", digest_or_null(entry.draft)},
            {"replaced", digest_or_null(entry.replaced)},
            {"folder", digest_or_null(entry.folder)},
            {"digest", base::to_string(entry.digest)},
            {"previous", base::to_string(entry.previous)},
            {"signed_by", key_or_null(entry.signed_by)}};
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    base::Result<std::vector<store::Entry>> log = (*store)->log();
    if (!log) return fail(log.error());
    std::vector<store::Entry>& entries = *log;
    std::reverse(entries.begin(), entries.end());
    if (const std::optional<std::string> limit = arguments.value("limit")) {
        std::size_t most = 0;
        std::from_chars(limit->data(), limit->data() + limit->size(), most);
        if (entries.size() > most) entries.resize(most);
    }
    if (arguments.format() == "json") {
        Json out = document();
        out["entries"] = Json::array();
        for (const store::Entry& entry : entries) out["entries"].push_back(to_json(entry));
        print(to_text(out));
        return done;
    }
    std::size_t names = 0;
    for (const store::Entry& entry : entries) names = std::max(names, length(shown(entry.by, 30)));
    const std::size_t digits = entries.empty() ? 0 : std::to_string(entries.front().sequence).size();
    for (const store::Entry& entry : entries) print(row(entry, digits, names, Style(session.out)));
    if (entries.empty()) hint("Nothing was done yet.\n");
    return done;
}

}  // namespace

Command log_command() {
    return {"log",
            "list every change of drafts and versions",
            "Prints the audit log, newest first: who did what, when, from which version to which, and why. Each entry "
            "carries the digest of the one before it; where that chain does not hold, nothing is printed and the exit "
            "code is 6.",
            {},
            {{"--limit", "N", "only the last N changes", {}}, format_option({"text", "json"})},
            {{"parley log", ""}, {"parley log --limit 10 --format json", ""}},
            run};
}

}  // namespace parley::cli
