#include "compiler/format/format.h"

#include <limits>
#include <utility>

#include "compiler/format/shape.h"
#include "compiler/format/writer.h"
#include "compiler/syntax/definitions.h"

namespace parley::format {
namespace {

using syntax::Token;
using syntax::TokenKind;

constexpr std::size_t line_columns = 100;

bool opens(TokenKind kind) {
    return kind == TokenKind::open_bracket || kind == TokenKind::open_parenthesis;
}
bool closes(TokenKind kind) {
    return kind == TokenKind::close_bracket || kind == TokenKind::close_parenthesis;
}

class DefinitionFormatter {
public:
    DefinitionFormatter(std::string_view text, std::span<const Token> tokens, std::vector<TokenShape> shapes,
                        Writer& writer)
        : text_(text), tokens_(tokens), shapes_(std::move(shapes)), writer_(writer) {}

    void run(bool first_definition) {
        for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
            writer_.token(tokens_[i], i == 0 ? first_gap(first_definition) : gap(i));
            if (shapes_[i].pair != Pair::none) open(i);
            while (!open_.empty() && open_.back().closing == i) open_.pop_back();
        }
    }

private:
    struct OpenPair {
        std::uint32_t opening, closing;
        bool flat;
        int indent;  // of what is inside
    };

    int indent() const { return open_.empty() ? 0 : open_.back().indent; }

    static Gap first_gap(bool first_definition) { return {Gap::Kind::line, 0, 0, true, true, !first_definition}; }

    static Gap line(int indent, int comment_indent) {
        return {Gap::Kind::line, indent, comment_indent, false, false, false};
    }

    Gap gap(std::uint32_t i) const {
        const TokenShape& shape = shapes_[i];
        if (shape.role == Role::header) return line(1, 1);
        if (shape.pair == Pair::rule_block) return line(0, 1);
        if (shape.role == Role::otherwise) return line(indent(), indent());
        if (!open_.empty() && !open_.back().flat) {
            const OpenPair& pair = open_.back();
            const bool first = i == pair.opening + 1, last = i == pair.closing;
            const bool member = shape.role == Role::member || shape.role == Role::list_value;
            if (first || last || member) {
                return {Gap::Kind::line, last ? pair.indent - 1 : pair.indent, pair.indent, !first, !last, false};
            }
        }
        return {flat_gap(i), indent() + 1, indent() + 1, false, false, false};
    }

    // As it looks where no line begins.
    Gap::Kind flat_gap(std::uint32_t i) const {
        const TokenKind before = tokens_[i - 1].kind, here = tokens_[i].kind;
        if (opens(before) || closes(here) || here == TokenKind::comma || here == TokenKind::colon)
            return Gap::Kind::join;
        if (here == TokenKind::open_parenthesis) return Gap::Kind::join;
        if (shapes_[i].role == Role::member && before != TokenKind::open_brace) return Gap::Kind::wide;
        return Gap::Kind::space;
    }

    void open(std::uint32_t i) {
        const std::uint32_t closing = shapes_[i].partner;
        const bool flat = (!open_.empty() && open_.back().flat) || is_empty(i, closing) || stays_on_line(i, closing);
        const int inner = shapes_[i].pair == Pair::rule_block ? 1 : indent() + 1;
        open_.push_back({i, closing, flat, inner});
    }

    bool is_empty(std::uint32_t i, std::uint32_t closing) const {
        return shapes_[i].pair == Pair::block && closing == i + 1 &&
               !writer_.has_comment(tokens_[i].end, tokens_[closing].begin);
    }

    // The author wrote it on one line, and it fits.
    bool stays_on_line(std::uint32_t i, std::uint32_t closing) const {
        if (!shapes_[i].single_line) return false;
        std::size_t column = writer_.column();
        for (std::uint32_t k = i + 1; k <= closing; ++k) {
            if (writer_.has_line_break(tokens_[k - 1].end, tokens_[k].end)) return false;
            column += text_width(k) + writer_.comment_width(tokens_[k - 1].end, tokens_[k].begin);
            column += flat_gap(k) == Gap::Kind::join ? 0 : flat_gap(k) == Gap::Kind::wide ? 2 : 1;
            if (column > line_columns) return false;
        }
        return true;
    }

    std::size_t text_width(std::uint32_t i) const {
        return Writer::width(text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin));
    }

    std::string_view text_;
    std::span<const Token> tokens_;
    std::vector<TokenShape> shapes_;
    Writer& writer_;
    std::vector<OpenPair> open_;
};

}  // namespace

std::optional<std::string> format(source::FileId file, const source::SourceSet& sources,
                                  const syntax::IsAction& is_action, diagnostics::Diagnostics& diagnostics) {
    const std::size_t errors_before = diagnostics.errors();
    syntax::parse(file, sources, is_action, diagnostics);
    if (diagnostics.errors() != errors_before) return std::nullopt;

    const source::SourceFile& source = sources.file(file);
    syntax::Faults no_faults(file, 0, diagnostics);
    syntax::TokenList list = syntax::lex(source, no_faults, {});
    syntax::tell_words_apart(list.tokens, source.text(), is_action);
    syntax::GeneratedParser parser;
    Writer writer(source.text(), source.text_begin(), list.comments);
    for (const syntax::Definition& definition : syntax::cut(list.tokens)) {
        const auto tokens =
            std::span<const Token>(list.tokens).subspan(definition.begin, definition.end - definition.begin);
        auto shapes = shape(tokens, parser.parse(tokens, 0).nodes);
        DefinitionFormatter(source.text(), tokens, std::move(shapes), writer).run(definition.begin == 0);
    }
    return writer.finish();
}

}  // namespace parley::format
