#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/analysis/contents.h"
#include "runtime/value/text.h"

namespace parley::analysis {
namespace {

// Which of the texts that a pattern describes is written.
struct Choice {
    bool last_alternative = false;
    std::size_t more = 0;            // repetitions than need be
    std::string_view any = {};       // for `.*`
    std::string_view outside = "x";  // a character of `[^…]`
};

// A character of each property (`\p{Han}`) and class (`[:digit:]`) in which there is no x.
constexpr std::pair<std::string_view, std::string_view> of_name[] = {
    {"N", "1"},        {"Nd", "1"},        {"P", "."},        {"S", "+"},          {"Z", " "},     {"Lu", "X"},
    {"digit", "1"},    {"punct", "."},     {"space", " "},    {"blank", " "},      {"upper", "X"}, {"Greek", "α"},
    {"Cyrillic", "я"}, {"Hebrew", "א"},    {"Arabic", "ا"},   {"Devanagari", "अ"}, {"Thai", "ก"},  {"Han", "中"},
    {"Hangul", "가"},  {"Hiragana", "あ"}, {"Katakana", "ア"}};

std::string sample_of_name(std::string_view name) {
    const auto found = std::ranges::find(of_name, name, &std::pair<std::string_view, std::string_view>::first);
    return std::string(found == std::end(of_name) ? "x" : found->second);
}

// Walks a regular expression of RE2's syntax and writes one text. Only a guess: whoever uses it tries the expression
// itself on it. Groups are walked with a stack of their starts, so depth costs no recursion.
class Sampler {
public:
    Sampler(std::string_view pattern, const Choice& choice) : pattern_(pattern), choice_(choice) {}

    std::string run() {
        while (!at_end()) one();
        return std::move(out_);
    }

private:
    bool at_end() const { return at_ >= pattern_.size(); }
    bool next_is(char c) const { return !at_end() && pattern_[at_] == c; }
    bool skip(std::string_view text) {
        const bool is = pattern_.substr(std::min(at_, pattern_.size())).starts_with(text);
        at_ += is ? text.size() : 0;
        return is;
    }

    void one() {
        const char c = pattern_[at_++];
        switch (c) {
            case '^':
            case '$':
                return;
            case '(':
                return open();
            case ')':
                return close();
            case '|':
                return choice_.last_alternative ? out_.resize(groups_.empty() ? 0 : groups_.back())
                                                : skip_alternatives();
            case '[':
                return write(of_class());
            case '.':
                write("x");
                any_ = true;
                return;
            case '\\':
                return escape();
            case '*':
                return repeat(0, ~std::size_t{0});
            case '?':
                return repeat(0, 1);
            case '+':
                return repeat(1, ~std::size_t{0});
            case '{':
                return repeat_counted();
            default:
                --at_;
                return write(character());
        }
    }

    void write(std::string_view piece) {
        last_ = out_.size();
        out_ += piece;
        any_ = false;
    }

    // The next character as it stands, with all its bytes.
    std::string character() {
        const std::size_t begin = at_;
        value::next_code_point(pattern_, at_);
        return std::string(pattern_.substr(begin, at_ - begin));
    }

    void open() {
        groups_.push_back(out_.size());
        if (!next_is('?')) return;
        while (!at_end() && pattern_[at_] != ':' && pattern_[at_] != '>' && pattern_[at_] != ')') ++at_;
        if (!next_is(')')) ++at_;
    }

    void close() {
        if (groups_.empty()) return;
        last_ = groups_.back();
        any_ = false;
        groups_.pop_back();
    }

    // To the end of the group, or of the whole.
    void skip_alternatives() {
        std::size_t depth = 0;
        for (; !at_end(); ++at_) {
            const char c = pattern_[at_];
            if (c == '\\') {
                ++at_;
            } else if (c == '(') {
                ++depth;
            } else if (c == ')' && depth-- == 0) {
                return;
            }
        }
    }

    void repeat(std::size_t least, std::size_t most) {
        constexpr std::size_t longest = 1000;
        skip("?");
        const std::string piece = out_.substr(std::min(last_, out_.size()));
        out_.resize(out_.size() - piece.size());
        if (any_ && !choice_.any.empty() && most > 1) {
            if (out_.size() < longest) out_ += choice_.any;
            return;
        }
        const std::size_t count = std::min(most, least + choice_.more);
        for (std::size_t i = 0; i < count && out_.size() < longest; ++i) out_ += piece;
    }

    std::size_t number() {
        std::size_t value = 0;
        const char* const begin = pattern_.data() + std::min(at_, pattern_.size());
        at_ += static_cast<std::size_t>(std::from_chars(begin, pattern_.data() + pattern_.size(), value).ptr - begin);
        return value;
    }

    void repeat_counted() {
        const std::size_t least = number();
        const bool open = skip(",");
        const std::size_t most = !open ? least : next_is('}') ? ~std::size_t{0} : number();
        skip("}");
        repeat(least, most);
    }

    // The inside of `\p{Greek}` or `[[:alpha:]]`, up to what ends it.
    std::string_view name(std::string_view end) {
        const std::size_t begin = std::min(at_, pattern_.size());
        at_ = std::min(pattern_.find(end, begin), pattern_.size());
        const std::string_view found = pattern_.substr(begin, at_ - begin);
        at_ += end.size();
        return found;
    }

    // What stands for the escape whose letter comes next; nothing for a place in the text, such as `\b`.
    std::string of_escape() {
        if (at_end()) return {};
        const char c = pattern_[at_++];
        switch (c) {
            case 'b':
            case 'B':
            case 'A':
            case 'z':
                return {};
            case 'd':
                return "1";
            case 's':
                return " ";
            case 'w':
            case 'D':
            case 'S':
                return "x";
            case 'W':
                return "-";
            case 'n':
                return "\n";
            case 't':
                return "\t";
            case 'Q':
                return std::string(name("\\E"));
            case 'x':
                return hexadecimal();
            case 'p':
                return sample_of_name(braced_or(1));
            case 'P':
                braced_or(1);
                return "-";
            default:
                --at_;
                return character();
        }
    }

    // In braces, or of so many characters.
    std::string_view braced_or(std::size_t count) {
        if (skip("{")) return name("}");
        const std::string_view found = pattern_.substr(std::min(at_, pattern_.size()), count);
        at_ += found.size();
        return found;
    }

    std::string hexadecimal() {
        const std::string_view digits = braced_or(2);
        std::uint32_t code = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        std::string out;
        value::append_utf8(out, static_cast<char32_t>(code));
        return out;
    }

    void escape() {
        const std::string piece = of_escape();
        if (!piece.empty()) write(piece);
    }

    // The first that it names. A range is read as its two ends.
    std::string of_class() {
        const bool negated = skip("^");
        std::string first;
        for (bool begin = true; !at_end() && (begin || !next_is(']')); begin = false) {
            const std::string item = skip("[:") ? sample_of_name(name(":]")) : skip("\\") ? of_escape() : character();
            if (begin) first = item;
        }
        skip("]");
        return negated ? std::string(choice_.outside) : first;
    }

    std::string_view pattern_;
    const Choice& choice_;
    std::size_t at_ = 0, last_ = 0;
    bool any_ = false;  // what was written last is any character
    std::string out_;
    std::vector<std::size_t> groups_;
};

}  // namespace

std::vector<std::string> samples_of_pattern(std::string_view pattern, std::string_view any, bool several) {
    const Choice choices[] = {
        {},          {.any = any}, {.outside = "-"},           {.outside = "1"},
        {.more = 1}, {.more = 2},  {.last_alternative = true}, {.last_alternative = true, .more = 1}};
    std::vector<std::string> samples;
    for (const Choice& choice : std::span(choices).first(several ? std::size(choices) : 1)) {
        std::string sample = Sampler(pattern, choice).run();
        if (std::ranges::find(samples, sample) == samples.end()) samples.push_back(std::move(sample));
    }
    return samples;
}

}  // namespace parley::analysis
