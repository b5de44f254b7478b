#include "compiler/catalog/reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "runtime/value/text.h"

namespace parley::catalog {

namespace {

using diagnostics::Code;
using yaml::Node;

std::string quote(std::string_view key) {
    return "`" + std::string(key) + "`";
}

std::string_view shape_name(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return "nothing is written";
        case Node::Kind::scalar:
            return "a single value";
        case Node::Kind::sequence:
            return "a list";
        case Node::Kind::mapping:
            return "a mapping";
    }
    return {};
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
    std::int64_t number = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::int64_t unit_seconds(std::string_view unit) {
    constexpr std::pair<std::string_view, std::int64_t> units[] = {
        {"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86400}, {"week", 604800}};
    for (const auto& [name, seconds] : units) {
        if (unit == name || (unit.starts_with(name) && unit.substr(name.size()) == "s")) return seconds;
    }
    return 0;
}

// `60 seconds`; longer than a thousand years is no duration of ours, so nothing can overflow.
std::optional<std::int64_t> parse_duration(std::string_view text) {
    constexpr std::int64_t most = std::int64_t{86400} * 365 * 1000;
    std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    std::size_t unit = std::min(text.find_first_not_of(' ', blank), text.size());
    auto count = parse_digits(text.substr(0, blank));
    std::int64_t seconds = unit_seconds(text.substr(unit));
    if (!count || seconds == 0 || *count > most / seconds) return std::nullopt;
    return *count * seconds;
}

}  // namespace

void Reader::wrong_shape(const Node& node, std::string_view key, std::string_view expected) {
    if (node.refused) return;
    report(Code::wrong_shape, node.span, quote(key) + " takes " + std::string(expected), std::string(shape_name(node)));
}

const std::vector<yaml::Entry>& Reader::entries(const Node& node, std::string_view key, std::string_view expected) {
    if (node.kind != Node::Kind::mapping && node.kind != Node::Kind::null) wrong_shape(node, key, expected);
    return node.entries;
}

const std::vector<Node>& Reader::items(const Node& node, std::string_view key, std::string_view expected) {
    if (node.kind != Node::Kind::sequence && node.kind != Node::Kind::null) wrong_shape(node, key, expected);
    return node.items;
}

void Reader::unknown_key(const yaml::Entry& entry, std::string_view owner, std::span<const std::string> keys) {
    auto& finding = report(Code::unknown_key, entry.key_span, std::string(owner) + " has no key " + quote(entry.key));
    diagnostics::help_with_name(finding, entry.key, keys, "key", entry.key_span, false);
}

void Reader::known_keys(const Node& mapping, std::string_view owner, std::initializer_list<std::string_view> keys) {
    std::vector<std::string> known(keys.begin(), keys.end());
    for (const yaml::Entry& entry : mapping.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) unknown_key(entry, owner, known);
    }
}

const Node* Reader::required(const Node& mapping, std::string_view key, std::string_view owner, source::Span at) {
    const Node* found = mapping.find(key);
    if (!found) report(Code::missing_key, at, std::string(owner) + " needs " + quote(key));
    return found;
}

std::optional<std::string> Reader::text(const Node& node, std::string_view key, std::string_view expected) {
    if (!node.is_scalar()) {
        wrong_shape(node, key, expected);
        return std::nullopt;
    }
    if (value::is_white_space(node.scalar)) {
        report(Code::wrong_catalog_value, node.span, quote(key) + " is empty");
        return std::nullopt;
    }
    return node.scalar;
}

std::vector<std::string> Reader::texts(const Node& node, std::string_view key) {
    std::vector<std::string> found;
    for (const Node& item : items(node, key, "a list of texts")) {
        if (auto one = text(item, key, "a list of texts")) found.push_back(std::move(*one));
    }
    return found;
}

std::optional<bool> Reader::boolean(const Node& node, std::string_view key) {
    if (node.is_scalar() && node.plain && (node.scalar == "true" || node.scalar == "false"))
        return node.scalar == "true";
    if (!node.is_scalar())
        wrong_shape(node, key, "`true` or `false`");
    else
        report(Code::wrong_catalog_value, node.span, quote(key) + " takes `true` or `false`");
    return std::nullopt;
}

std::optional<int> Reader::whole_number(const Node& node, std::string_view key, int least, int most) {
    std::string expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (!node.is_scalar()) {
        wrong_shape(node, key, expected);
        return std::nullopt;
    }
    auto number = parse_digits(node.scalar);
    if (number && *number >= least && *number <= most) return static_cast<int>(*number);
    report(Code::wrong_catalog_value, node.span, quote(key) + " takes " + expected);
    return std::nullopt;
}

std::optional<std::int64_t> Reader::duration(const Node& node, std::string_view key) {
    if (!node.is_scalar()) {
        wrong_shape(node, key, "a duration, such as `1 minute`");
        return std::nullopt;
    }
    auto seconds = parse_duration(node.scalar);
    if (seconds && *seconds > 0) return seconds;
    auto& finding = report(Code::wrong_catalog_value, node.span, quote(key) + " takes a duration, such as `1 minute`");
    if (seconds)
        finding.note("the shortest is `1 second`");
    else
        finding.note("a duration is a whole number and `seconds`, `minutes`, `hours`, `days` or `weeks`");
    return std::nullopt;
}

std::optional<value::Zone> Reader::zone(const Node& node) {
    auto name = text(node, "time_zone", "the name of a time zone");
    if (!name) return std::nullopt;
    auto found = value::Zone::find(*name);
    if (!found) {
        auto& finding = report(Code::unknown_time_zone, node.span, "unknown time zone " + quote(*name));
        diagnostics::help_with_name(finding, *name, value::zone_names(), "time zone", node.span, !node.plain);
    }
    return found;
}

std::optional<std::string> Reader::word_of(const Node& node, std::string_view key, std::span<const std::string> words) {
    auto written = text(node, key, "one of a few words");
    if (!written) return std::nullopt;
    if (std::find(words.begin(), words.end(), *written) != words.end()) return written;
    auto& finding = report(Code::wrong_catalog_value, node.span, quote(key) + " cannot be " + quote(*written));
    diagnostics::help_with_name(finding, *written, words, "value", node.span, !node.plain);
    return std::nullopt;
}

void Reader::unknown_name(source::Span span, std::string_view written, bool is_quoted, std::string_view noun,
                          std::span<const std::string> names) {
    auto& finding = report(Code::unknown_catalog_name, span, "unknown " + std::string(noun) + " " + quote(written));
    diagnostics::help_with_name(finding, written, names, noun, span, is_quoted);
}

std::optional<std::uint32_t> Reader::name_of(const Node& node, std::string_view key, const Domain& domain) {
    auto written = text(node, key, "a name");
    if (!written) return std::nullopt;
    auto symbol = domain.find(*written);
    if (!symbol) unknown_name(node.span, *written, !node.plain, domain.noun, domain.values);
    return symbol;
}

std::vector<std::uint32_t> Reader::names_of(const Node& node, std::string_view key, const Domain& domain) {
    std::vector<std::uint32_t> found;
    NameSet seen(domain.noun);
    for (const Node& item : items(node, key, "a list of names")) {
        auto symbol = name_of(item, key, domain);
        if (symbol && seen.add(*this, domain.values[*symbol], item.span)) found.push_back(*symbol);
    }
    return found;
}

bool NameSet::add(Reader& reader, const std::string& name, source::Span span) {
    if (value::is_white_space(name)) {
        reader.report(Code::wrong_catalog_value, span, "a name is empty");
        return false;
    }
    if (has_control(name)) {
        reader.report(Code::wrong_catalog_value, span, "a name holds a line break or another control character");
        return false;
    }
    auto [first, is_new] = seen_.emplace(value::fold_case(name), Named{name, span});
    if (is_new) return true;
    const Named& other = first->second;
    std::string message = other.name == name
                              ? noun_ + " " + quote(name) + " is there twice"
                              : quote(other.name) + " and " + quote(name) + " differ only in letter case";
    auto& finding = reader.report(Code::duplicate_name, span, std::move(message));
    if (other.span.exists()) finding.label(other.span, "first here");
    return false;
}

bool is_word(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        bool first = at == 0;
        char32_t c = value::next_code_point(text, at);
        if (c != U'_' && !value::is_letter(c) && (first || !value::is_digit(c))) return false;
    }
    return !text.empty();
}

}  // namespace parley::catalog
