#include "tests/compiler/diff/support.h"

#include <algorithm>

namespace tests {

using namespace parley::diff;

namespace {

std::string sign(How how) {
    switch (how) {
        case How::added:
            return "+ ";
        case How::removed:
            return "- ";
        case How::changed:
            return "~ ";
        case How::moved:
            break;
    }
    return "> ";
}

std::string what(What what) {
    constexpr const char* words[] = {"event", "description", "branch", "decision", "condition", "group", "action"};
    return words[static_cast<int>(what)];
}

std::string place(const Piece& piece) {
    std::string out = to_words(piece.branch);
    for (const std::string& group : piece.groups)
        out += (&group == &piece.groups.front() ? (out.empty() ? "" : ", ") : " > ") + group;
    return out.empty() ? "" : " (" + out + ")";
}

std::string piece_text(const Piece& piece) {
    std::string out = piece.text;
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out + place(piece);
}

std::string quote(const std::string& text) {
    return "`" + text + "`";
}

void rule_lines(const RuleChange& change, std::vector<std::string>& out) {
    const std::string name = quote((change.after ? change.after : change.before)->name);
    if (change.unreadable) {
        out.push_back("? rule " + name);
        return;
    }
    if (change.added()) out.push_back("+ rule " + name);
    if (change.removed()) out.push_back("- rule " + name);
    if (change.renamed) out.push_back("= rule " + quote(change.before->name) + " -> " + name);
    if (change.moved) {
        out.push_back("> rule " + name + " " + std::to_string(change.before->position) + " -> " +
                      std::to_string(change.after->position));
    }
    if (change.switched()) out.push_back("! rule " + name + (change.after->disabled ? " disabled" : " enabled"));
    for (const std::string& line : edit_lines(change.edits)) out.push_back(name + " " + line);
}

void definition_lines(const DefinitionChange& change, std::vector<std::string>& out) {
    const std::string name = quote((change.after ? change.after : change.before)->name);
    const std::string kind = change.is_list ? "list " : "condition ";
    if (change.unreadable) {
        out.push_back("? " + kind + name);
        return;
    }
    if (!change.before) out.push_back("+ " + kind + name);
    if (!change.after) out.push_back("- " + kind + name);
    if (change.renamed) out.push_back("= " + kind + quote(change.before->name) + " -> " + name);
    for (const std::string& value : change.values_removed) out.push_back(kind + name + " - " + value);
    for (const std::string& value : change.values_added) out.push_back(kind + name + " + " + value);
    if (change.reordered) out.push_back(kind + name + " reordered");
    for (const std::string& line : edit_lines(change.edits)) out.push_back(kind + name + " " + line);
}

}  // namespace

std::vector<std::string> edit_lines(const std::vector<Edit>& edits) {
    std::vector<std::string> out;
    for (const Edit& edit : edits) {
        std::string line = sign(edit.how) + what(edit.what) + " ";
        switch (edit.how) {
            case How::added:
                line += piece_text(edit.after);
                break;
            case How::removed:
                line += piece_text(edit.before);
                break;
            case How::changed:
                line += piece_text(edit.before) + " -> " + piece_text(edit.after);
                break;
            case How::moved:
                line += piece_text(edit.before) + " -> " + piece_text(edit.after) + ", " +
                        std::to_string(edit.before.position) + " -> " + std::to_string(edit.after.position);
        }
        out.push_back(std::move(line));
    }
    return out;
}

std::vector<std::string> lines(const Changes& changes) {
    std::vector<std::string> out;
    if (changes.name_changed())
        out.push_back("ruleset " + changes.before_name.value_or("-") + " -> " + changes.after_name.value_or("-"));
    for (const DefinitionChange& change : changes.definitions) definition_lines(change, out);
    for (const RuleChange& change : changes.rules) rule_lines(change, out);
    for (const ValueChange& change : changes.catalog) {
        std::string path;
        for (const std::string& step : change.path) path += (path.empty() ? "" : "/") + step;
        out.push_back(sign(change.how) + path +
                      (change.how == How::changed ? ": " + change.before + " -> " + change.after : ""));
    }
    return out;
}

Changes mirrored(Changes changes) {
    const auto turn = [](How how) { return how == How::added ? How::removed : how == How::removed ? How::added : how; };
    const auto turn_edits = [&](std::vector<Edit>& edits) {
        for (Edit& edit : edits) {
            edit.how = turn(edit.how);
            std::swap(edit.before, edit.after);
        }
    };
    std::swap(changes.before_name, changes.after_name);
    for (RuleChange& change : changes.rules) {
        std::swap(change.before, change.after);
        turn_edits(change.edits);
    }
    for (DefinitionChange& change : changes.definitions) {
        std::swap(change.before, change.after);
        std::swap(change.values_added, change.values_removed);
        turn_edits(change.edits);
    }
    for (ValueChange& change : changes.catalog) {
        change.how = turn(change.how);
        std::swap(change.before, change.after);
    }
    return changes;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
}

}  // namespace tests
