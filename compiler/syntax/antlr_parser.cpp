#include <ParleyParser.h>
#include <antlr4-runtime.h>

#include <cstdint>

#include "compiler/syntax/antlr_recovery.h"
#include "compiler/syntax/antlr_tokens.h"
#include "compiler/syntax/nodes.h"

namespace parley::syntax {
namespace {

using grammar::ParleyParser;

static_assert(static_cast<std::size_t>(Phrase::file) == ParleyParser::RuleFile);
static_assert(static_cast<std::size_t>(Phrase::block) == ParleyParser::RuleBlock);
static_assert(static_cast<std::size_t>(Phrase::action) == ParleyParser::RuleAction);
static_assert(static_cast<std::size_t>(Phrase::comparison) == ParleyParser::RuleComparison);
static_assert(static_cast<std::size_t>(Phrase::name) == ParleyParser::RuleName);

// Keeps which rules were entered instead of ANTLR's tree, which takes several times the memory.
class RecordingParser final : public ParleyParser {
public:
    explicit RecordingParser(antlr4::TokenStream* input) : ParleyParser(input) {
        setBuildParseTree(false);
        removeErrorListeners();
    }

    void enterRule(antlr4::ParserRuleContext* context, size_t state, size_t rule) override {
        ParleyParser::enterRule(context, state, rule);
        entered_.push_back(context);
    }

    void clear() {
        entered_.clear();
        reset();
    }

    std::vector<Node> nodes() const {
        std::vector<Node> nodes;
        nodes.reserve(entered_.size());
        std::vector<std::uint32_t> open;
        for (const antlr4::ParserRuleContext* context : entered_) {
            const auto index = static_cast<std::uint32_t>(nodes.size());
            const auto begin = static_cast<std::uint32_t>(context->start->getTokenIndex());
            const auto end = static_cast<std::uint32_t>(context->stop->getTokenIndex() + 1);
            for (; !open.empty() && nodes[open.back()].end <= begin; open.pop_back()) nodes[open.back()].next = index;
            open.push_back(index);
            nodes.push_back({static_cast<Phrase>(context->getRuleIndex()), begin, end, 0});
        }
        for (const std::uint32_t index : open) nodes[index].next = static_cast<std::uint32_t>(nodes.size());
        return nodes;
    }

private:
    std::vector<const antlr4::ParserRuleContext*> entered_;
};

}  // namespace

struct GeneratedParser::State {
    std::vector<Node> nodes;
    std::vector<Stop> stops;
    TokenFeed feed;
    RecordingParser parser{&feed};
    std::shared_ptr<antlr4::ANTLRErrorStrategy> bail = std::make_shared<antlr4::BailErrorStrategy>();
    std::shared_ptr<Recovery> recovery = std::make_shared<Recovery>(feed, stops);

    // The quick way, which gives up at the first token that does not fit.
    bool try_quickly() {
        parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
        parser.setErrorHandler(bail);
        try {
            parser.definition();
            return true;
        } catch (const antlr4::ParseCancellationException&) {
            return false;
        }
    }

    bool try_thoroughly(std::size_t most_stops) {
        parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::LL);
        recovery->begin(most_stops);
        parser.setErrorHandler(recovery);
        try {
            parser.definition();
        } catch (const antlr4::ParseCancellationException&) {
            // as many stops as were asked for
        }
        return stops.empty();
    }

    void rewind() {
        parser.clear();
        feed.seek(0);
    }
};

GeneratedParser::GeneratedParser() : state_(std::make_unique<State>()) {}
GeneratedParser::~GeneratedParser() = default;

GeneratedParser::Result GeneratedParser::parse(std::span<const Token> tokens, std::size_t most_stops) {
    State& state = *state_;
    state.feed.load(tokens);
    state.nodes.clear();
    state.stops.clear();
    state.rewind();
    bool fits = state.try_quickly();
    if (!fits) {
        state.rewind();
        fits = state.try_thoroughly(most_stops);
    }
    if (fits) state.nodes = state.parser.nodes();
    state.rewind();
    return {state.nodes, state.stops};
}

}  // namespace parley::syntax
