#include "tools/parley/diff_text.h"

#include <string_view>

namespace parley::cli {

namespace {

constexpr std::size_t most_lines = 30;  // of one piece of rules

class ChangeWriter {
public:
    ChangeWriter(const DiffResult& result, const Style& style) : result_(result), style_(style) {}

    std::string run() {
        out_ = style_.bold(shown(result_.before().name) + " → " + shown(result_.after().name)) + "\n";
        errors(result_.before());
        errors(result_.after());
        const diff::Changes& changes = result_.changes;
        if (changes.name_changed()) {
            heading("ruleset", "renamed", "");
            pair(changes.before_name.value_or(""), changes.after_name.value_or(""), "  ");
        }
        for (const diff::ValueChange& change : changes.catalog) value("catalog: " + subject_of(change), change);
        for (const diff::DefinitionChange& change : changes.definitions) definition(change);
        for (const diff::RuleChange& change : changes.rules) rule(change);
        for (const diff::ValueChange& change : changes.tests) test(change);
        for (const diff::ValueChange& change : changes.settings) value(subject_of_setting(change), change);
        return std::move(out_);
    }

private:
    void errors(const DiffSide& side) {
        if (side.errors() != 0) {
            out_ += style_.yellow(shown(side.name) + " does not compile: " + counted(side.errors(), "error") +
                                  "; it is compared as far as it can be read") +
                    "\n";
        }
        if (!side.catalog)
            out_ += style_.yellow("the catalog of " + shown(side.name) + " cannot be read and is not compared") + "\n";
        if (!side.tests && side.kind != DiffSide::Kind::artifact)
            out_ += style_.yellow("the tests of " + shown(side.name) + " cannot be read and are not compared") + "\n";
    }

    void heading(const std::string& what, const std::string& how, const std::string& places) {
        out_ += "\n" + style_.bold(what) + " " + how + (places.empty() ? "" : "   " + style_.dim(places)) + "\n";
    }

    void line(char sign, std::string_view text, const std::string& indent) {
        const std::string whole = indent + sign + " " + shown(text);
        out_ += (sign == '-' ? style_.red(whole) : sign == '+' ? style_.green(whole) : whole) + "\n";
    }

    // The lines of a text, each behind its sign.
    void lines(char sign, std::string_view text, const std::string& indent) {
        std::size_t count = 0, left = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (count++ < most_lines)
                line(sign, text.substr(at, end - at), indent);
            else
                ++left;
            at = end + 1;
        }
        if (left != 0) out_ += indent + "  … " + counted(left, "more line") + "\n";
    }

    void pair(std::string_view before, std::string_view after, const std::string& indent) {
        lines('-', before, indent);
        lines('+', after, indent);
    }

    std::string places(source::Span before, source::Span after) const {
        const std::string left = result_.before().place(before), right = result_.after().place(after);
        if (left.empty() || right.empty()) return left + right;
        return left == right ? left : left + " → " + right;
    }

    static std::string list(const std::vector<std::string>& words) {
        std::string out;
        for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
        return out;
    }

    void edits(const std::vector<diff::Edit>& edits) {
        for (const diff::Edit& edit : edits) {
            out_ += "  " + title_of(edit) + "  " + style_.dim(lines_of(edit)) + "\n";
            if (edit.how == diff::How::moved)
                line(' ', edit.after.text, "    ");
            else
                pair(edit.before.text, edit.after.text, "    ");
        }
    }

    // "line 7 → 9": the files are told of the rule.
    std::string lines_of(const diff::Edit& edit) const {
        const auto line = [](const DiffSide& side, const diff::Piece& piece) {
            return piece.exists() ? std::to_string(side.build->project.sources.position(piece.span).line) : "";
        };
        const std::string before = line(result_.before(), edit.before), after = line(result_.after(), edit.after);
        if (before.empty() || after.empty()) return "line " + before + after;
        return before == after ? "line " + after : "line " + before + " → " + after;
    }

    void unreadable(bool before) {
        out_ += "  on the side of " + shown((before ? result_.before() : result_.after()).name) +
                " it has errors in its syntax\n";
    }

    void rule(const diff::RuleChange& change) {
        const diff::RulePlace& at = change.after ? *change.after : *change.before;
        heading("rule \"" + shown(at.name) + "\"", list(words_of(change)),
                places(change.before ? change.before->name_span : source::Span{},
                       change.after ? change.after->name_span : source::Span{}));
        if (change.unreadable) return unreadable(change.before->position == 0);
        if (change.renamed) out_ += "  renamed from \"" + shown(change.before->name) + "\"\n";
        if (change.moved) out_ += "  moved " + places_of(change) + "\n";
        if (change.added()) lines('+', result_.after().build->project.sources.text(at.span), "  ");
        if (change.removed()) lines('-', result_.before().build->project.sources.text(at.span), "  ");
        edits(change.edits);
    }

    void definition(const diff::DefinitionChange& change) {
        const diff::DefinitionPlace& at = change.after ? *change.after : *change.before;
        heading((change.is_list ? "list " : "condition ") + shown(at.name), list(words_of(change)),
                places(change.before ? change.before->span : source::Span{},
                       change.after ? change.after->span : source::Span{}));
        if (change.unreadable) {
            out_ += "  on one side it has errors in its syntax\n";
            return;
        }
        if (change.renamed) out_ += "  renamed from " + shown(change.before->name) + ", with everything that uses it\n";
        if (!change.before) lines('+', result_.after().build->project.sources.text(at.span), "  ");
        if (!change.after) lines('-', result_.before().build->project.sources.text(at.span), "  ");
        for (const std::string& value : change.values_removed) line('-', value, "  ");
        for (const std::string& value : change.values_added) line('+', value, "  ");
        if (change.reordered) out_ += "  its values have another order\n";
        edits(change.edits);
    }

    // Of a whole test its place is enough.
    void test(const diff::ValueChange& change) {
        if (change.path.size() > 1) return value(subject_of_test(change), change);
        heading(subject_of_test(change), to_word(change.how), places(change.before_span, change.after_span));
    }

    void value(const std::string& subject, const diff::ValueChange& change) {
        heading(subject, to_word(change.how), places(change.before_span, change.after_span));
        if (change.how != diff::How::moved) pair(change.before, change.after, "  ");
    }

    const DiffResult& result_;
    const Style& style_;
    std::string out_;
};

void action_pair(const std::string& before, const std::string& after, const Style& style, std::string& out) {
    const ActionLines changed = changed_actions(before, after);
    for (const std::string& line : changed.before) out += "    " + style.red("- " + line) + "\n";
    for (const std::string& line : changed.after) out += "    " + style.green("+ " + line) + "\n";
}

std::string rules_words(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "\"" : ", \"") + shown(name) + "\"";
    return out;
}

}  // namespace

std::string text_of_changes(const DiffResult& result, const Style& style) {
    return ChangeWriter(result, style).run();
}

std::string text_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference,
                             const Style& style) {
    std::string out = style.bold(shown(file) + ":" + std::to_string(line)) + "  " + shown(difference.id.value_or("-")) +
                      "  " + joined(difference.changes) + "\n";
    action_pair(difference.before, difference.after, style, out);
    return out;
}

std::string explain_command_line(const DiffResult& result, const replay::Group& group) {
    const std::string& file = result.effect->files[group.first.file];
    if (file == "-") return {};
    return "sed -n " + std::to_string(group.first.line) + "p " + shell_word(file) + " | parley explain" + " " +
           result.after().explained_by + " -";
}

std::string text_of_effect(const DiffResult& result, const Style& style) {
    const replay::Report& report = result.effect->report;
    std::string out;
    for (const replay::Group& group : report.groups) {
        out += "\n" + style.bold(grouped(group.count) + (group.count == 1 ? " decision" : " decisions")) + " (" +
               share(group.count, report.events) + " of all events)  " + joined(group.changes) + "\n";
        if (!group.before_rules.empty()) out += "  before by " + rules_words(group.before_rules) + "\n";
        if (!group.after_rules.empty()) out += "  now by " + rules_words(group.after_rules) + "\n";
        const std::string& file = result.effect->files[group.first.file];
        out += "  first: " + shown(file == "-" ? "stdin" : file) + ":" + std::to_string(group.first.line) +
               (group.id ? " (" + shown(*group.id) + ")" : "") + "\n";
        action_pair(group.before, group.after, style, out);
        const std::string command = explain_command_line(result, group);
        if (!command.empty()) out += "    " + style.dim(shown(command)) + "\n";
    }
    return out;
}

}  // namespace parley::cli
