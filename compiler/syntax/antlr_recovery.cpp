#include "compiler/syntax/antlr_recovery.h"

#include <ParleyParser.h>

#include <algorithm>

namespace parley::syntax {
namespace {

using grammar::ParleyParser;

Phrase rule_of(const antlr4::RuleContext* context) {
    return static_cast<Phrase>(context->getRuleIndex());
}

bool is_name(TokenKind kind) {
    return kind == TokenKind::word || kind == TokenKind::action;
}

bool begins_group(TokenKind kind) {
    return kind == TokenKind::word_all || kind == TokenKind::word_any || kind == TokenKind::word_none;
}

int depth_change(TokenKind kind) {
    switch (kind) {
        case TokenKind::open_brace:
        case TokenKind::open_bracket:
        case TokenKind::open_parenthesis:
            return 1;
        case TokenKind::close_brace:
        case TokenKind::close_bracket:
        case TokenKind::close_parenthesis:
            return -1;
        default:
            return 0;
    }
}

// The parser looks ahead through the state from which it was called, which must be one that calls just this rule.
void prepare_call(antlr4::Parser* parser, Phrase caller, Phrase callee) {
    for (const antlr4::atn::ATNState* state : parser->getATN().states) {
        if (state->ruleIndex != static_cast<std::size_t>(caller) || state->transitions.empty()) continue;
        const antlr4::atn::Transition* transition = state->transitions[0];
        if (transition->getSerializationType() == antlr4::atn::Transition::RULE &&
            transition->target->ruleIndex == static_cast<std::size_t>(callee)) {
            parser->setState(state->stateNumber);
            return;
        }
    }
}

}  // namespace

void Recovery::begin(std::size_t most_stops) {
    most_stops_ = most_stops;
    recorded_ = false;
}

TokenKind Recovery::kind(std::size_t token) const {
    return token < feed_.tokens().size() ? feed_.tokens()[token].kind : TokenKind::end_of_file;
}

bool Recovery::begins_block(std::size_t token) const {
    return kind(token) == TokenKind::open_brace && (token == 0 || !begins_group(kind(token - 1)));
}

bool Recovery::begins_step(std::size_t token) const {
    if (kind(token) == TokenKind::word_if) return token == 0 || kind(token - 1) != TokenKind::word_else;
    return is_name(kind(token)) && feed_.tokens()[token].first_on_line;
}

bool Recovery::begins_test(std::size_t token) const {
    if (begins_group(kind(token))) return kind(token + 1) == TokenKind::open_brace;
    const TokenKind here = kind(token);
    return (is_name(here) || here == TokenKind::path || here == TokenKind::word_not) &&
           feed_.tokens()[token].first_on_line;
}

bool Recovery::begins_argument(std::size_t token) const {
    return is_name(kind(token)) && kind(token + 1) == TokenKind::colon;
}

template <typename Wanted>
void Recovery::skip(Wanted wanted) {
    int depth = 0;
    std::size_t at = feed_.index();
    for (; at < feed_.tokens().size(); ++at) {
        const int change = depth_change(kind(at));
        if (depth == 0 && (change < 0 || wanted(at))) break;
        depth += change;
    }
    feed_.seek(at);
}

// The `{` that was to follow a test; none if a step seems to begin in front of it.
bool Recovery::skip_to_block() {
    const std::size_t from = feed_.index();
    const auto gives_up = [&](std::size_t at) {
        const TokenKind here = kind(at);
        return feed_.tokens()[at].first_on_line &&
               (is_name(here) || here == TokenKind::word_if || here == TokenKind::word_else);
    };
    skip([&](std::size_t at) { return begins_block(at) || gives_up(at); });
    if (begins_block(feed_.index())) return true;
    feed_.seek(from);
    return false;
}

void Recovery::skip_behind_closing() {
    skip([](std::size_t) { return false; });
    feed_.consume();
}

void Recovery::record(antlr4::Parser* parser, std::size_t token) {
    if (stops_.size() == most_stops_) throw antlr4::ParseCancellationException();
    Stop stop{static_cast<std::uint32_t>(token), {}, {}};
    for (const antlr4::RuleContext* context = parser->getContext(); context != nullptr;
         context = static_cast<const antlr4::RuleContext*>(context->parent)) {
        const auto* rule = static_cast<const antlr4::ParserRuleContext*>(context);
        stop.phrases.push_back(rule_of(rule));
        stop.begins.push_back(static_cast<std::uint32_t>(rule->start->getTokenIndex()));
    }
    std::reverse(stop.phrases.begin(), stop.phrases.end());
    std::reverse(stop.begins.begin(), stop.begins.end());
    stops_.push_back(std::move(stop));
}

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& fault) {
    if (recorded_) return;
    record(parser, fault.getOffendingToken()->getTokenIndex());
    recorded_ = true;
}

antlr4::Token* Recovery::recoverInline(antlr4::Parser* parser) {
    const auto* context = parser->getContext();
    const Phrase rule = rule_of(context);
    const std::size_t at = feed_.index();
    const bool first = context->start->getTokenIndex() == at;
    if (rule == Phrase::block && first) {
        record(parser, at);
        recorded_ = true;
        if (skip_to_block()) {
            recorded_ = false;
            antlr4::Token* const brace = feed_.LT(1);
            feed_.consume();
            return brace;
        }
    } else if (!first && (rule == Phrase::block || rule == Phrase::arguments)) {
        record(parser, at);
        return go_on(parser, rule);
    } else if (rule == Phrase::group && at > context->start->getTokenIndex() + 1) {
        record(parser, at);
        return go_on(parser, rule);
    }
    throw antlr4::InputMismatchException(parser);
}

// Something stands between the members of a block, a group or arguments that is none: reads the members behind it.
antlr4::Token* Recovery::go_on(antlr4::Parser* parser, Phrase phrase) {
    const auto begins = [&](std::size_t at) {
        if (phrase == Phrase::block) return begins_step(at);
        return phrase == Phrase::group ? begins_test(at) : begins_argument(at);
    };
    skip(begins);
    while (feed_.index() < feed_.tokens().size() && depth_change(kind(feed_.index())) >= 0) {
        if (!member(parser, phrase)) {
            record(parser, feed_.index());
            feed_.consume();
            skip(begins);
        }
    }
    antlr4::Token* const closing = feed_.LT(1);
    feed_.consume();
    return closing;
}

// False: nothing that begins here can stand in such a phrase.
bool Recovery::member(antlr4::Parser* parser, Phrase phrase) {
    auto* const generated = static_cast<ParleyParser*>(parser);
    const TokenKind here = kind(feed_.index());
    const bool test = is_name(here) || here == TokenKind::path || here == TokenKind::word_not || begins_group(here);
    if (phrase == Phrase::group && test) {
        prepare_call(parser, phrase, Phrase::test);
        generated->test();
    } else if (phrase == Phrase::block && here == TokenKind::word_if) {
        prepare_call(parser, phrase, Phrase::decision);
        generated->decision();
    } else if (phrase == Phrase::block && is_name(here)) {
        prepare_call(parser, phrase, Phrase::action);
        generated->action();
    } else if (phrase == Phrase::arguments && is_name(here)) {
        prepare_call(parser, phrase, Phrase::argument);
        generated->argument();
    } else {
        return false;
    }
    return true;
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr fault) {
    const auto* context = parser->getContext();
    const Phrase outer =
        context->parent == nullptr ? Phrase::file : rule_of(static_cast<const antlr4::RuleContext*>(context->parent));
    const std::size_t consumed = feed_.index() - context->start->getTokenIndex();
    switch (rule_of(context)) {
        case Phrase::action:
        case Phrase::decision:
            skip([&](std::size_t at) { return begins_step(at); });
            break;
        case Phrase::argument:
            skip([&](std::size_t at) { return begins_argument(at); });
            break;
        case Phrase::test:
            if (outer == Phrase::group)
                skip([&](std::size_t at) { return begins_test(at); });
            else if (outer == Phrase::condition || !skip_to_block())
                std::rethrow_exception(fault);
            break;
        case Phrase::values:
        case Phrase::field:
            if (consumed < (rule_of(context) == Phrase::field ? 2u : 1u)) std::rethrow_exception(fault);
            skip_behind_closing();
            break;
        case Phrase::definition:
            feed_.seek(feed_.size() - 1);
            break;
        default:
            std::rethrow_exception(fault);
    }
    recorded_ = false;
}

}  // namespace parley::syntax
