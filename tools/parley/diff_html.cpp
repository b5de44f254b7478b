#include "tools/parley/diff_html.h"

#include <string_view>

#include "tools/parley/diff_text.h"
#include "tools/parley/xml.h"

namespace parley::cli {

namespace {

constexpr std::string_view style_sheet = R"(
:root { color-scheme: light dark; --line: #8884; --old: #d3302f22; --new: #2a8f3c22; --soft: #8888; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 1.8rem 0 .3rem; }
.how { border: 1px solid var(--line); border-radius: .8rem; padding: .05rem .6rem; font-size: .85rem; font-weight: normal; }
.at, .title { color: color-mix(in srgb, currentColor 65%, transparent); font-size: .85rem; margin: .4rem 0 .1rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
@media (max-width: 50rem) { .sides { grid-template-columns: 1fr; } }
pre { font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: .4rem .6rem; border-radius: .3rem; }
.old { background: var(--old); } .new { background: var(--new); } .none { border: 1px dashed var(--line); }
details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; }
.summary { font-weight: bold; }
)";

class Page {
public:
    explicit Page(const DiffResult& result) : result_(result) {}

    std::string run(bool decisions) {
        const std::string title = result_.before().name + " → " + result_.after().name;
        out_ =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
            "content=\"width=device-width\"/>\n<title>" +
            xml_text(title) + "</title>\n<style>" + std::string(style_sheet) + "</style>\n</head>\n<body>\n<h1>" +
            xml_text(title) + "</h1>\n<p class=\"summary\">" + xml_text(summary_of(result_)) + "</p>\n";
        notes(result_.before());
        notes(result_.after());
        changes();
        if (result_.effect) effect();
        if (decisions) out_ += "<h2>Every decision that changes</h2>\n";
        return std::move(out_);
    }

private:
    void notes(const DiffSide& side) {
        if (side.errors() != 0) {
            out_ += "<p>" + xml_text(side.name) + " does not compile: " + counted(side.errors(), "error") +
                    "; it is compared as far as it can be read.</p>\n";
        }
        if (!side.catalog)
            out_ += "<p>The catalog of " + xml_text(side.name) + " cannot be read and is not compared.</p>\n";
        if (!side.tests && side.kind != DiffSide::Kind::artifact)
            out_ += "<p>The tests of " + xml_text(side.name) + " cannot be read and are not compared.</p>\n";
    }

    // The text's own line breaks stay.
    static std::string lines(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out += (at == 0 ? "" : "\n") + xml_text(text.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }

    static std::string pane(bool there, std::string_view text, const char* kind) {
        return std::string("<pre class=\"") + (there ? kind : "none") + "\">" + (there ? lines(text) : "") + "</pre>";
    }

    void sides(bool was, std::string_view before, bool is, std::string_view after) {
        out_ += "<div class=\"sides\">" + pane(was, before, "old") + pane(is, after, "new") + "</div>\n";
    }

    void heading(const std::string& what, const std::vector<std::string>& how, source::Span before,
                 source::Span after) {
        out_ += "<h3>" + xml_text(what);
        for (const std::string& word : how) out_ += " <span class=\"how\">" + xml_text(word) + "</span>";
        const std::string left = result_.before().place(before), right = result_.after().place(after);
        out_ += "</h3>\n<p class=\"at\">" +
                xml_text(left.empty() || left == right ? right
                         : right.empty()               ? left
                                                       : left + " → " + right) +
                "</p>\n";
    }

    void title(const std::string& words) { out_ += "<p class=\"title\">" + xml_text(words) + "</p>\n"; }

    void edits(const std::vector<diff::Edit>& edits) {
        for (const diff::Edit& edit : edits) {
            title(title_of(edit));
            sides(edit.before.exists(), edit.before.text, edit.after.exists(), edit.after.text);
        }
    }

    void changes() {
        const diff::Changes& changes = result_.changes;
        if (changes.empty()) return;
        out_ += "<h2>Rules and catalog</h2>\n";
        if (changes.name_changed()) {
            heading("ruleset", {"renamed"}, {}, {});
            sides(changes.before_name.has_value(), changes.before_name.value_or(""), changes.after_name.has_value(),
                  changes.after_name.value_or(""));
        }
        for (const diff::ValueChange& change : changes.catalog) value("catalog: " + subject_of(change), change);
        for (const diff::DefinitionChange& change : changes.definitions) definition(change);
        for (const diff::RuleChange& change : changes.rules) rule(change);
        for (const diff::ValueChange& change : changes.tests) value(subject_of_test(change), change);
        for (const diff::ValueChange& change : changes.settings) value(subject_of_setting(change), change);
    }

    void value(const std::string& subject, const diff::ValueChange& change) {
        heading(subject, {to_word(change.how)}, change.before_span, change.after_span);
        if (change.how != diff::How::moved)
            sides(change.how != diff::How::added, change.before, change.how != diff::How::removed, change.after);
    }

    std::string_view source(bool before, source::Span span) const {
        return (before ? result_.before() : result_.after()).build->project.sources.text(span);
    }

    void definition(const diff::DefinitionChange& change) {
        const diff::DefinitionPlace& at = change.after ? *change.after : *change.before;
        heading((change.is_list ? "list " : "condition ") + at.name, words_of(change),
                change.before ? change.before->span : source::Span{},
                change.after ? change.after->span : source::Span{});
        if (change.renamed) title("renamed from " + change.before->name + ", with everything that uses it");
        const bool whole = change.unreadable || !change.before || !change.after;
        if (whole) {
            sides(change.before.has_value(), change.before ? source(true, change.before->span) : "",
                  change.after.has_value(), change.after ? source(false, change.after->span) : "");
        } else if (change.is_list && (!change.values_removed.empty() || !change.values_added.empty())) {
            std::string before, after;
            for (const std::string& value : change.values_removed) before += (before.empty() ? "" : "\n") + value;
            for (const std::string& value : change.values_added) after += (after.empty() ? "" : "\n") + value;
            sides(!before.empty(), before, !after.empty(), after);
        }
        if (change.reordered) title("its values have another order");
        edits(change.edits);
    }

    void rule(const diff::RuleChange& change) {
        const diff::RulePlace& at = change.after ? *change.after : *change.before;
        heading("rule \"" + at.name + "\"", words_of(change), change.before ? change.before->name_span : source::Span{},
                change.after ? change.after->name_span : source::Span{});
        if (change.renamed) title("renamed from \"" + change.before->name + "\"");
        if (change.moved) title("moved " + places_of(change));
        if (change.unreadable || change.added() || change.removed()) {
            sides(change.before.has_value(), change.before ? source(true, change.before->span) : "",
                  change.after.has_value(), change.after ? source(false, change.after->span) : "");
        }
        edits(change.edits);
    }

    static std::string rules(const char* when, const std::vector<std::string>& names) {
        if (names.empty()) return {};
        std::string out = when;
        for (const std::string& name : names) out += (&name == &names.front() ? " \"" : ", \"") + name + "\"";
        return "<p class=\"title\">" + xml_text(out) + "</p>\n";
    }

    void effect() {
        const replay::Report& report = result_.effect->report;
        out_ += "<h2>Decisions</h2>\n<p>" + grouped(report.changed) + " of " + grouped(report.events) +
                " recorded events are decided otherwise (" + share(report.changed, report.events) + ").";
        if (report.errors != 0) out_ += " In error on both sides: " + grouped(report.errors) + ".";
        out_ += "</p>\n";
        for (const replay::Group& group : report.groups) {
            const std::string& file = result_.effect->files[group.first.file];
            out_ += "<details><summary><b>" + grouped(group.count) + "</b> (" + share(group.count, report.events) +
                    ") " + xml_text(joined(group.changes)) + "</summary>\n" + rules("before by", group.before_rules) +
                    rules("now by", group.after_rules) + "<p class=\"at\">first: " +
                    xml_text((file == "-" ? "stdin" : file) + ":" + std::to_string(group.first.line) +
                             (group.id ? " (" + *group.id + ")" : "")) +
                    "</p>\n";
            decisions(group.before, group.after, out_);
            const std::string command = explain_command_line(result_, group);
            if (!command.empty()) out_ += "<pre class=\"none\">" + xml_text(command) + "</pre>\n";
            out_ += "</details>\n";
        }
    }

public:
    static void decisions(const std::string& before, const std::string& after, std::string& out) {
        const auto text = [](const std::vector<std::string>& lines) {
            std::string text;
            for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
            return text;
        };
        const ActionLines changed = changed_actions(before, after);
        if (changed.before.empty() && changed.after.empty()) return;
        out += "<div class=\"sides\">" + pane(!changed.before.empty(), text(changed.before), "old") +
               pane(!changed.after.empty(), text(changed.after), "new") + "</div>\n";
    }

private:
    const DiffResult& result_;
    std::string out_;
};

}  // namespace

std::string html_begin(const DiffResult& result, bool decisions) {
    return Page(result).run(decisions);
}

std::string html_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference) {
    std::string out = "<p class=\"title\">" +
                      xml_text((file == "-" ? "stdin" : file) + ":" + std::to_string(line) + "  " +
                               difference.id.value_or("-") + "  " + joined(difference.changes)) +
                      "</p>\n";
    Page::decisions(difference.before, difference.after, out);
    return out;
}

std::string html_end() {
    return "</body>\n</html>\n";
}

}  // namespace parley::cli
