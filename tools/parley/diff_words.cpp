#include "tools/parley/diff_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string_view>

namespace parley::cli {

using diff::How;
using diff::What;

std::string to_word(How how) {
    constexpr const char* words[] = {"added", "removed", "changed", "moved"};
    return words[static_cast<int>(how)];
}

std::string to_word(What what) {
    constexpr const char* words[] = {"event", "description", "branch", "decision", "condition", "group", "action"};
    return words[static_cast<int>(what)];
}

std::vector<std::string> words_of(const diff::RuleChange& change) {
    if (change.unreadable) return {"cannot be compared"};
    if (change.added()) return {"added"};
    if (change.removed()) return {"removed"};
    std::vector<std::string> out;
    if (change.renamed) out.emplace_back("renamed");
    if (change.moved) out.emplace_back("moved");
    if (change.switched()) out.emplace_back(change.after->disabled ? "disabled" : "enabled");
    if (change.changed()) out.emplace_back("changed");
    return out;
}

std::vector<std::string> words_of(const diff::DefinitionChange& change) {
    if (change.unreadable) return {"cannot be compared"};
    if (!change.before) return {"added"};
    if (!change.after) return {"removed"};
    std::vector<std::string> out;
    if (change.renamed) out.emplace_back("renamed");
    if (change.reordered || !change.edits.empty() || !change.values_added.empty() || !change.values_removed.empty())
        out.emplace_back("changed");
    return out;
}

std::string where_words(const diff::Piece& piece) {
    std::string out = diff::to_words(piece.branch);
    for (std::size_t i = 0; i < piece.groups.size(); ++i)
        out += (i != 0 ? " > " : out.empty() ? "" : ", ") + piece.groups[i];
    return out;
}

std::string title_of(const diff::Edit& edit) {
    const diff::Piece& piece = edit.after.exists() ? edit.after : edit.before;
    // A branch is its own place.
    if (edit.what == What::branch) {
        const std::string name = diff::to_words(piece.branch);
        if (edit.how != How::moved) return name + " " + to_word(edit.how);
        return diff::to_words(edit.before.branch) + " moved, now " + name;
    }
    const std::string where = where_words(piece);
    std::string out = (where.empty() ? "" : where + ": ") + to_word(edit.what) + " " + to_word(edit.how);
    const std::string former = edit.before.exists() && edit.after.exists() ? where_words(edit.before) : where;
    if (edit.how == How::moved) {
        out += " from step " + std::to_string(edit.before.position) + " to step " + std::to_string(edit.after.position);
    }
    if (former != where) out += " (before: " + (former.empty() ? "outside of any branch" : former) + ")";
    return out;
}

std::string places_of(const diff::RuleChange& change) {
    return "from place " + std::to_string(change.before->position) + " to place " +
           std::to_string(change.after->position);
}

std::string subject_of(const diff::ValueChange& change) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> sections{
        {{"queues", "queue"},
         {"agents", "agent"},
         {"contact_points", "contact point"},
         {"platforms", "platform"},
         {"schedules", "schedule"},
         {"messages", "message"},
         {"fields", "field"},
         {"events", "event"},
         {"actions", "action"},
         {"merge_fields", "merge field"},
         {"webhooks", "webhook"},
         {"closing_states", "closing state"}}};
    std::string out;
    std::size_t next = 0;
    for (const auto& [section, noun] : sections) {
        if (change.path.size() < 2 || change.path[0] != section) continue;
        out = std::string(noun) + " `" + shown(change.path[1]) + "`";
        next = 2;
    }
    for (; next < change.path.size(); ++next) out += (out.empty() ? "" : ", ") + shown(change.path[next]);
    return out;
}

std::string subject_of_test(const diff::ValueChange& change) {
    std::string out = "test \"" + shown(change.path[0]) + "\"";
    for (std::size_t i = 1; i < change.path.size(); ++i) out += ", " + shown(change.path[i]);
    return out;
}

std::string subject_of_setting(const diff::ValueChange& change) {
    std::string out = "parley.yaml:";
    for (const std::string& step : change.path) out += (&step == &change.path.front() ? " " : ", ") + shown(step);
    return out;
}

std::string grouped(std::uint64_t number) {
    std::string out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
    return out;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return "0.0 %";
    const auto tenths =
        static_cast<std::uint64_t>(static_cast<long double>(part) * 1000 / static_cast<long double>(whole) + 0.5L);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

namespace {

// "3 rules changed", and behind the first what is counted is understood: "1 moved".
class Counts {
public:
    void add(std::uint64_t count, const std::string& noun, const std::string& word) {
        if (count == 0) return;
        text_ += (text_.empty() ? "" : ", ") +
                 (noun == last_ ? grouped(count) : grouped(count) + " " + (count == 1 ? noun : plural(noun))) + " " +
                 word;
        last_ = noun;
    }
    const std::string& text() const { return text_; }

private:
    static std::string plural(const std::string& noun) {
        return noun.ends_with('y') ? noun.substr(0, noun.size() - 1) + "ies" : noun + "s";
    }
    std::string text_, last_;
};

template <typename Changes, typename Wanted>
void count(const Changes& changes, const std::string& noun, Wanted wanted, Counts& counts) {
    for (const char* word :
         {"changed", "moved", "renamed", "disabled", "enabled", "added", "removed", "cannot be compared"}) {
        std::uint64_t number = 0;
        for (const auto& change : changes) {
            if (!wanted(change)) continue;
            for (const std::string& each : words_of(change)) number += each == word;
        }
        counts.add(number, noun, word);
    }
}

// Each test once, whatever changed inside it.
void count_tests(const std::vector<diff::ValueChange>& changes, Counts& counts) {
    std::map<How, std::set<std::string_view>> names;
    for (const diff::ValueChange& change : changes)
        names[change.path.size() > 1 ? How::changed : change.how].insert(change.path[0]);
    for (const How how : {How::changed, How::added, How::removed}) counts.add(names[how].size(), "test", to_word(how));
}

std::string effect_words(const DiffEffect& effect) {
    const replay::Report& report = effect.report;
    const std::string of = " of " + counted(report.events, "decision");
    std::string out = report.changed == 0   ? "none" + of + " changes"
                      : report.changed == 1 ? "1" + of + " changes"
                                            : grouped(report.changed) + of + " change";
    const std::string plain = counted(report.events, "decision");
    out.replace(out.find(plain), plain.size(), grouped(report.events) + plain.substr(plain.find(' ')));
    if (report.errors != 0)
        out += ", " + grouped(report.errors) + (report.errors == 1 ? " event is" : " events are") +
               " in error on both sides";
    return out;
}

}  // namespace

std::string summary_of(const DiffResult& result) {
    const diff::Changes& changes = result.changes;
    Counts counts;
    count(
        changes.rules, "rule", [](const auto&) { return true; }, counts);
    count(
        changes.definitions, "list", [](const auto& change) { return change.is_list; }, counts);
    count(
        changes.definitions, "condition", [](const auto& change) { return !change.is_list; }, counts);
    std::set<std::vector<std::string>> entries;
    for (const diff::ValueChange& change : changes.catalog)
        entries.emplace(change.path.begin(), change.path.begin() + static_cast<std::ptrdiff_t>(
                                                                       std::min<std::size_t>(2, change.path.size())));
    counts.add(entries.size(), "catalog entry", "changed");
    count_tests(changes.tests, counts);
    std::string out = counts.text();
    if (!changes.settings.empty()) out += std::string(out.empty() ? "" : ", ") + "parley.yaml changed";
    if (changes.name_changed()) out += std::string(out.empty() ? "" : ", ") + "the set renamed";
    if (out.empty()) out = changes.texts_differ ? "only layout differs" : "no changes";
    if (result.effect) out += "; " + effect_words(*result.effect);
    return out;
}

std::string joined(const std::vector<std::string>& changes) {
    if (changes.empty()) return "other differences, of which there are very many kinds";
    std::string out;
    for (const std::string& change : changes) out += (out.empty() ? "" : "; ") + shown(change, 200);
    return out;
}

namespace {

struct ActionLine {
    std::string what, where;
    bool operator==(const ActionLine& other) const { return what == other.what; }
};

ActionLine action_line(const Json& action) {
    std::string line = action.value("action", ""), members, end;
    std::size_t count = 0;
    for (const auto& [name, value] : action.items()) {
        if (name == "action" || name == "rule" || name == "at" || name == "missing") continue;
        if (name == "suppressed" || name == "not_done") {
            end = name == "suppressed" ? " (suppressed: the customer had a recent conversation)"
                                       : " (not done: a field that it needs has no value)";
            continue;
        }
        members +=
            (count++ == 0 ? "" : ", ") + name + ": " + value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    if (count == 1) line += members.substr(members.find(": ") + 1);
    if (count > 1) line += " {" + members + "}";
    return {line + end, "   \"" + action.value("rule", "") + "\" " + action.value("at", "")};
}

std::vector<ActionLine> action_lines(const std::string& decision) {
    const Json whole = Json::parse(decision, nullptr, false);
    if (!whole.is_object()) return {};
    if (const auto error = whole.find("error"); error != whole.end()) {
        const std::string path = error->value("path", "");
        return {{"in error: " + path + (path.empty() ? "" : ": ") + error->value("message", ""), ""}};
    }
    std::vector<ActionLine> out;
    for (const Json& action : whole.value("actions", Json::array())) out.push_back(action_line(action));
    if (out.empty()) out.push_back({"no action", ""});
    return out;
}

// How many lines the ends of both share, in their order: of [i, …) and [j, …) at i * (after.size() + 1) + j.
std::vector<std::uint32_t> common_ends(std::span<const ActionLine> before, std::span<const ActionLine> after) {
    const std::size_t width = after.size() + 1;
    std::vector<std::uint32_t> common((before.size() + 1) * width);
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            const std::size_t at = i * width + j;
            common[at] =
                before[i] == after[j] ? common[at + width + 1] + 1 : std::max(common[at + width], common[at + 1]);
        }
    }
    return common;
}

}  // namespace

ActionLines changed_actions(const std::string& before, const std::string& after) {
    constexpr std::size_t most_pairs = 1u << 20;  // beyond it all is shown
    const std::vector<ActionLine> left = action_lines(before), right = action_lines(after);
    const bool compares = left.size() * right.size() <= most_pairs;
    const std::vector<std::uint32_t> common = compares ? common_ends(left, right) : std::vector<std::uint32_t>();
    const std::size_t width = right.size() + 1;
    ActionLines out;
    const auto add = [](const ActionLine& line, std::vector<std::string>& lines) {
        lines.push_back(shown(line.what + line.where, 500));
    };
    std::size_t i = 0, j = 0;
    while (compares && i < left.size() && j < right.size()) {
        const std::size_t at = i * width + j;
        if (left[i] == right[j])
            ++i, ++j;
        else if (common[at + width] >= common[at + 1])
            add(left[i++], out.before);
        else
            add(right[j++], out.after);
    }
    while (i < left.size()) add(left[i++], out.before);
    while (j < right.size()) add(right[j++], out.after);
    return out;
}

std::string shell_word(const std::string& word) {
    const bool plain = !word.empty() && word.find_first_not_of(
                                            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                            "0123456789_-./:@%+=,") == std::string::npos;
    if (plain) return word;
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace parley::cli
