// Versions, drafts and times as the commands print them.
#pragma once

#include <string>
#include <vector>

#include "runtime/bytecode/reader.h"
#include "runtime/store/store.h"
#include "tools/parley/json.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

struct ProjectBuild;

// "2026-11-21 10:22 UTC"
std::string time_text(const std::string& at);
// "bob, 2026-11-21 10:22 UTC"
std::string who_when(const std::string& by, const std::string& at);
// "b2:" and twelve digits, enough to type.
std::string short_digest(const base::Digest& digest);
// "version 2", or "no version".
std::string basis_text(const std::optional<store::Version>& version);

Json version_json(const store::VersionRecord& record);
Json draft_json(const store::Draft& draft);
Json number_or_null(const std::optional<std::uint64_t>& number);
Json digest_or_null(const std::optional<base::Digest>& digest);
Json key_or_null(const std::optional<signing::PublicKey>& key);

// A rule in a list of them.
struct ListedRule {
    std::string name, place;
    std::vector<std::string> events;
    bool disabled = false;
};
std::vector<ListedRule> rules_of(const bytecode::Artifact& artifact, const base::Files& files);
std::vector<ListedRule> rules_of(const ProjectBuild& build);
std::string rule_list(const std::vector<ListedRule>& rules, const Style& style);
Json rules_json(const std::vector<ListedRule>& rules);

// The files themselves, each behind its name.
std::string sources_text(const base::Files& files, const Style& style);
Json sources_json(const base::Files& files);

// "  name              value\n"
std::string detail(std::string_view name, const std::string& value);

}  // namespace parley::cli
