#include "compiler/catalog/loader.h"
#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

constexpr std::int64_t longest_still_waiting = 300;  // S3.35: each waiting conversation at least every 5 minutes

template <typename T>
void assign(std::optional<T> read, T& target) {
    if (read) target = std::move(*read);
}

}  // namespace

void Loader::load_settings(const yaml::Node& root) {
    if (auto node = root.find("company")) assign(reader_.text(*node, "company"), catalog_.company);
    if (auto node = root.find("time_zone")) {
        if (auto zone = reader_.zone(*node)) {
            catalog_.zone = *zone;
            catalog_.zone_name = node->scalar;
        }
    }
    if (auto node = root.find("crm")) load_crm(*node);
    if (auto node = root.find("slack")) load_slack(*node);
    if (auto node = root.find("country")) load_country(*node);
    if (auto node = root.find("still_waiting_every")) load_still_waiting(*node);
    if (auto node = root.find("previous_window")) {
        assign(reader_.duration(*node, "previous_window"), catalog_.previous_window);
    }
    if (auto node = root.find("invitations")) load_invitations(*node);
    if (auto node = root.find("conversations")) load_conversations(*node);
}

void Loader::load_crm(const yaml::Node& node) {
    std::vector<std::string> words;
    for (const CrmRow& row : crm_rows()) words.emplace_back(row.key);
    words.emplace_back("none");
    auto word = reader_.word_of(node, "crm", words);
    if (!word) return;
    catalog_.crm = std::move(*word);
    catalog_.crm_span = node.span;
}

void Loader::load_slack(const yaml::Node& node) {
    reader_.entries(node, "slack", "a mapping with a `channel`");
    if (node.kind != yaml::Node::Kind::mapping) return;
    reader_.known_keys(node, "`slack`", {"channel"});
    if (auto channel = reader_.required(node, "channel", "`slack`", node.span)) {
        assign(reader_.text(*channel, "channel"), catalog_.slack_channel);
    }
}

void Loader::load_country(const yaml::Node& node) {
    auto code = reader_.text(node, "country", "two letters, such as `GB`");
    if (!code) return;
    if (is_country(*code)) {
        catalog_.country = std::move(*code);
        return;
    }
    reader_.report(Code::wrong_catalog_value, node.span, "no country has the code " + in_backticks(*code))
        .help("write the two capital letters of ISO 3166, such as `GB`");
}

void Loader::load_still_waiting(const yaml::Node& node) {
    auto seconds = reader_.duration(node, "still_waiting_every");
    if (!seconds) return;
    if (*seconds <= longest_still_waiting) {
        catalog_.still_waiting_every = *seconds;
        return;
    }
    reader_.report(Code::wrong_catalog_value, node.span, "`still_waiting_every` is longer than 5 minutes")
        .note("every waiting conversation is looked at once in 5 minutes, or more often");
}

void Loader::load_invitations(const yaml::Node& node) {
    reader_.entries(node, "invitations", "a mapping with `enabled` and `timeout`");
    reader_.known_keys(node, "`invitations`", {"enabled", "timeout"});
    if (auto enabled = node.find("enabled")) {
        assign(reader_.boolean(*enabled, "enabled"), catalog_.invitations);
        if (!catalog_.invitations) invitations_off_span_ = enabled->span;
    }
    if (auto timeout = node.find("timeout")) assign(reader_.duration(*timeout, "timeout"), catalog_.invitation_timeout);
}

void Loader::load_conversations(const yaml::Node& node) {
    static const std::vector<std::string> scopes{"contact", "contact and channel"}, reactions{"requeue", "keep"};
    reader_.entries(node, "conversations", "a mapping");
    reader_.known_keys(node, "`conversations`",
                       {"one_open_per", "short_description", "close_after_inactivity", "on_agent_offline"});
    if (auto scope = node.find("one_open_per")) {
        assign(reader_.word_of(*scope, "one_open_per", scopes), catalog_.one_open_per);
    }
    if (auto text = node.find("short_description")) {
        assign(reader_.text(*text, "short_description"), catalog_.default_short_description);
    }
    if (auto time = node.find("close_after_inactivity"); time && time->scalar != "never") {
        catalog_.close_after_inactivity = reader_.duration(*time, "close_after_inactivity");
    }
    if (auto reaction = node.find("on_agent_offline")) {
        assign(reader_.word_of(*reaction, "on_agent_offline", reactions), catalog_.on_agent_offline);
    }
}

}  // namespace parley::catalog
