#include "compiler/syntax/parse.h"

#include <algorithm>

#include "compiler/syntax/build.h"
#include "compiler/syntax/definitions.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/nodes.h"
#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

bool report_text_fault(const source::SourceFile& file, Faults& faults) {
    const auto fault = source::find_text_fault(file.text());
    if (!fault) return false;
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(fault->offset + 1, file.text().size()));
    switch (fault->kind) {
        case source::TextFault::Kind::too_large:
            faults
                .report(Code::file_too_large, 0, 0,
                        "the file has " + std::to_string(file.text().size()) + " bytes, more than the limit of " +
                            std::to_string(source::Limits{}.file_bytes))
                .help("spread the rules over several files");
            break;
        case source::TextFault::Kind::invalid_utf8:
            faults.report(Code::invalid_utf8, fault->offset, end, "the file is not valid UTF-8")
                .help("save it with the encoding UTF-8");
            break;
        case source::TextFault::Kind::nul:
            faults.report(Code::nul_byte, fault->offset, end, "the file holds a NUL byte")
                .help("save it as plain text with the encoding UTF-8");
            break;
    }
    return true;
}

class FileParser {
public:
    FileParser(source::FileId file, const source::SourceSet& sources, Faults& faults, const Limits& limits, Tree& tree)
        : file_(file), source_(sources.file(file)), faults_(faults), limits_(limits), tree_(tree) {}

    void run(const IsAction& is_action) {
        tokens_ = lex(source_, faults_, limits_).tokens;
        tell_words_apart(tokens_, source_.text(), is_action);
        bool first = true;
        for (const Definition& definition : cut(tokens_)) {
            if (faults_.full()) break;
            if (!take(definition, first)) leave_out(definition);
            first = false;
        }
    }

private:
    std::span<const Token> tokens_of(const Definition& definition) const {
        return std::span(tokens_).subspan(definition.begin, definition.end - definition.begin);
    }

    StopContext context_of(const Definition& definition) const {
        return {source_.text(), tokens_of(definition), definition.kind, unclosed_, faults_};
    }

    // False: an error was reported, and nothing added to the tree.
    bool take(const Definition& definition, bool first) {
        const auto tokens = tokens_of(definition);
        if (definition.kind == Definition::Kind::stray) {
            explain_stray(context_of(definition), definition.begin == 0 ? nullptr : &tokens_[definition.begin - 1]);
            return false;
        }
        if (has(tokens, TokenFault::swallowed)) return false;
        if (definition.kind == Definition::Kind::ruleset && !first) report_misplaced_ruleset(tokens[0]);
        if (tokens.size() > limits_.definition_tokens) {
            report_too_large(tokens[0], "the definition", limits_.definition_tokens);
            return false;
        }
        if (!check_brackets(tokens_, definition, source_, faults_, limits_)) {
            unclosed_ = true;
            return false;
        }
        const std::size_t faults_before = faults_.count();
        const auto parsed = parser_.parse(tokens, limits_.errors);
        for (const Stop& stop : parsed.stops) explain(stop, context_of(definition));
        if (faults_.count() != faults_before || parsed.nodes.empty() || has(tokens, TokenFault::reported)) return false;
        return add(tokens, parsed.nodes);
    }

    bool add(std::span<const Token> tokens, std::span<const Node> nodes) {
        node_count_ += 1 + count_nodes(nodes);
        if (node_count_ > limits_.nodes) {
            if (!report_nodes_) report_too_large(tokens[0], "the file", limits_.nodes);
            report_nodes_ = true;
            return false;
        }
        return build({file_, source_.text(), tokens, nodes, faults_, limits_}, tree_);
    }

    static bool has(std::span<const Token> tokens, TokenFault fault) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.fault == fault; });
    }

    void report_too_large(const Token& at, const std::string& what, std::size_t limit) {
        faults_
            .report(Code::file_too_large, at.begin, at.end, what + " has more than " + std::to_string(limit) + " parts",
                    "more than can be read")
            .help("divide it");
    }

    void report_misplaced_ruleset(const Token& at) {
        faults_
            .report(Code::misplaced_ruleset, at.begin, at.end, "a `ruleset` line that is not the first of its file",
                    "stands behind other definitions")
            .help("move it to the top of the file");
    }

    // A list or condition in error has a name all the same.
    void leave_out(const Definition& definition) {
        if (definition.kind != Definition::Kind::list && definition.kind != Definition::Kind::condition) return;
        const auto tokens = tokens_of(definition);
        if (tokens.size() < 2 || (tokens[1].kind != TokenKind::word && tokens[1].kind != TokenKind::action)) return;
        tree_.left_out.push_back(
            value::to_nfc(source_.text().substr(tokens[1].begin, tokens[1].end - tokens[1].begin)));
    }

    source::FileId file_;
    const source::SourceFile& source_;
    Faults& faults_;
    const Limits& limits_;
    Tree& tree_;
    std::vector<Token> tokens_;
    GeneratedParser parser_;
    std::size_t node_count_ = 0;
    bool report_nodes_ = false;
    bool unclosed_ = false;
};

}  // namespace

Tree parse(source::FileId file, const source::SourceSet& sources, const IsAction& is_action,
           diagnostics::Diagnostics& diagnostics, const Limits& limits) {
    Tree tree;
    tree.file = file;
    Faults faults(file, limits.errors, diagnostics);
    if (!report_text_fault(sources.file(file), faults)) {
        FileParser(file, sources, faults, limits, tree).run(is_action);
    }
    return tree;
}

}  // namespace parley::syntax
