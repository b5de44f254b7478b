#include <algorithm>
#include <string_view>

#include "compiler/analysis/contents.h"
#include "runtime/value/text.h"

namespace parley::analysis {
namespace {

using check::TestOp;
using value::Value;

// "Contains this", with letter case or without.
struct Needle {
    TestOp op;
    bool exactly;
    std::string_view text;
    std::string_view written;
};

bool is_search(TestOp op) {
    return op == TestOp::contains || op == TestOp::starts_with || op == TestOp::ends_with;
}

std::vector<Needle> needles_of(const Atom& atom) {
    const check::Test& test = *atom.test;
    std::vector<Needle> needles;
    const auto add = [&](const Value& value) {
        needles.push_back(
            {test.op, test.exactly, test.exactly ? value.text.exact : value.text.folded, value.text.exact});
    };
    if (!atom.first_value.present) return needles;
    if (test.first.kind != check::Operand::Kind::list) {
        add(atom.first_value);
    } else {
        for (std::uint32_t i = 0; i < atom.first_value.count; ++i) add(atom.first_value.items[i]);
    }
    return needles;
}

// Every text in which the first is found is one in which the second is. Letter case is kept apart: a text may contain
// something exactly and not when folded, where an accent joins what stands before it.
bool implies(const Needle& first, const Needle& second) {
    if (second.text.empty()) return true;
    if (first.exactly != second.exactly) return false;
    if (second.op == TestOp::contains) return first.text.find(second.text) != std::string_view::npos;
    if (first.op != second.op) return false;
    return second.op == TestOp::starts_with ? first.text.starts_with(second.text) : first.text.ends_with(second.text);
}

// No text begins (ends) with both.
bool exclude(const Needle& first, const Needle& second) {
    return first.op == second.op && first.op != TestOp::contains && !implies(first, second) &&
           !implies(second, first) && first.exactly == second.exactly;
}

class Contents {
public:
    Contents(const Prepared& prepared, std::span<const Literal> literals, Steps& steps) : steps_(steps) {
        for (const Literal literal : literals) {
            const Atom& atom = prepared.atom(literal.atom);
            if (atom.several) continue;
            if (atom.test->op == TestOp::blank) {
                must_be_blank_ = must_be_blank_ || literal.truth;
            } else if (is_search(atom.test->op)) {
                std::vector<Needle> needles = needles_of(atom);
                if (literal.truth) {
                    wanted_.push_back(std::move(needles));
                } else {
                    unwanted_.insert(unwanted_.end(), needles.begin(), needles.end());
                }
            }
        }
    }

    bool possible() {
        for (const Needle& needle : unwanted_) {
            if (needle.text.empty()) return false;
        }
        std::vector<Needle> single;
        for (std::vector<Needle>& any : wanted_) {
            std::erase_if(any, [&](const Needle& needle) { return is_unwanted(needle); });
            if (any.empty()) return false;
            if (any.size() == 1) single.push_back(any.front());
        }
        for (std::size_t i = 0; i < single.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (exclude(single[i], single[j])) return false;
            }
        }
        return true;
    }

    const std::vector<std::vector<Needle>>& wanted() const { return wanted_; }

private:
    bool is_unwanted(const Needle& needle) {
        steps_.spend(unwanted_.size() + 1);
        if (must_be_blank_ && !value::is_white_space(needle.text)) return true;
        return std::ranges::any_of(unwanted_, [&](const Needle& other) { return implies(needle, other); });
    }

    Steps& steps_;
    std::vector<std::vector<Needle>> wanted_;  // of each, one at least
    std::vector<Needle> unwanted_;
    bool must_be_blank_ = false;
};

// One text that begins, goes on and ends as the needles say.
std::string compose(std::span<const Needle> needles, std::string_view between) {
    std::string start, middle, end;
    const auto add = [&](std::string& out, std::string_view more) {
        if (out.find(more) != std::string::npos) return;
        if (!out.empty()) out += between;
        out += more;
    };
    for (const Needle& needle : needles) {
        if (needle.op == TestOp::starts_with && needle.written.size() > start.size()) start = needle.written;
        if (needle.op == TestOp::ends_with && needle.written.size() > end.size()) end = needle.written;
    }
    for (const Needle& needle : needles) {
        if (needle.op == TestOp::contains) add(middle, needle.written);
    }
    std::string out = start;
    if (!middle.empty()) add(out, middle);
    if (!end.empty() && !out.ends_with(end)) {
        if (!out.empty()) out += between;
        out += end;
    }
    return out;
}

}  // namespace

bool text_can_be(const Prepared& prepared, std::span<const Literal> literals, Steps& steps) {
    return Contents(prepared, literals, steps).possible();
}

std::vector<Value> texts_for(const Prepared& prepared, std::span<const Literal> literals, ValuePool& pool,
                             bool thorough) {
    Steps free_of_charge(1'000'000);
    Contents contents(prepared, literals, free_of_charge);
    contents.possible();
    std::vector<std::string> texts;
    std::vector<Needle> chosen;
    for (const std::vector<Needle>& any : contents.wanted()) {
        if (!any.empty()) chosen.push_back(any.front());
    }
    if (!chosen.empty()) {
        texts.push_back(compose(chosen, ""));
        texts.push_back(compose(chosen, " "));
        texts.push_back(compose(chosen, " and "));
        texts.push_back(texts[1] + ".");
        texts.push_back("Re " + texts[1]);
    }
    for (const std::vector<Needle>& any : contents.wanted()) {
        for (std::size_t i = 0; i < any.size() && i < 8; ++i) texts.emplace_back(any[i].written);
    }
    const std::string needles = texts.empty() ? "" : texts[1];
    std::string forwards, backwards;
    std::size_t anchored = 0;
    for (const Literal literal : literals) {
        const Atom& atom = prepared.atom(literal.atom);
        if (atom.test->op != TestOp::matches || !literal.truth) continue;
        const std::vector<std::string> samples = samples_of_pattern(atom.test->pattern, needles, thorough);
        for (const std::string& sample : samples) {
            texts.push_back(sample);
            if (!needles.empty()) texts.insert(texts.end(), {needles + " " + sample, sample + " " + needles});
        }
        anchored += atom.test->pattern.starts_with('^') ? 1 : 0;
        if (anchored > 1) continue;
        forwards += (forwards.empty() ? "" : " ") + samples.front();
        backwards = samples.front() + (backwards.empty() ? "" : " ") + backwards;
    }
    if (forwards != backwards && anchored < 2) texts.insert(texts.end(), {forwards, backwards});
    std::erase_if(texts, [](const std::string& text) { return !value::is_valid_utf8(text); });
    for (const char* usual : {"other", "something else", "x", "1", "", " "}) texts.emplace_back(usual);
    std::vector<Value> values;
    for (const std::string& text : texts) values.push_back(pool.text(value::to_nfc(text)));
    return values;
}

}  // namespace parley::analysis
