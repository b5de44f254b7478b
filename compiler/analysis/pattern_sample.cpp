#include <string>
#include <string_view>

#include "compiler/analysis/contents.h"

namespace parley::analysis {
namespace {

// Walks a regular expression of RE2's syntax and writes the first text that comes to mind: first alternative, fewest
// repetitions. Only a guess: whoever uses it tries the expression itself on it. Groups are walked with a stack of their
// starts, so depth costs no recursion.
class Sampler {
public:
    explicit Sampler(std::string_view pattern) : pattern_(pattern) {}

    std::string run() {
        while (at_ < pattern_.size()) one();
        return std::move(out_);
    }

private:
    struct Group {
        std::size_t out_begin;
    };

    void one() {
        const char c = pattern_[at_++];
        switch (c) {
            case '^':
            case '$':
                return;
            case '(':
                open();
                return;
            case ')':
                close();
                return;
            case '|':
                skip_alternatives();
                return;
            case '[':
                last_ = out_.size(), out_ += first_of_class();
                return;
            case '.':
                last_ = out_.size(), out_ += 'x';
                return;
            case '\\':
                escape();
                return;
            case '*':
            case '?':
                out_.resize(last_);
                return;
            case '+':
                return;
            case '{':
                repeat();
                return;
            default:
                break;
        }
        last_ = out_.size();
        out_ += c;
        while (at_ < pattern_.size() && (static_cast<unsigned char>(pattern_[at_]) & 0xC0) == 0x80)
            out_ += pattern_[at_++];
    }

    void open() {
        groups_.push_back({out_.size()});
        if (at_ >= pattern_.size() || pattern_[at_] != '?') return;
        while (at_ < pattern_.size() && pattern_[at_] != ':' && pattern_[at_] != '>' && pattern_[at_] != ')') ++at_;
        if (at_ < pattern_.size() && pattern_[at_] != ')') ++at_;
    }

    void close() {
        if (groups_.empty()) return;
        last_ = groups_.back().out_begin;
        groups_.pop_back();
    }

    // To the end of the group, or of the whole.
    void skip_alternatives() {
        std::size_t depth = 0;
        for (; at_ < pattern_.size(); ++at_) {
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

    static char of_escape(char c) {
        switch (c) {
            case 'd':
                return '1';
            case 'w':
                return 'x';
            case 's':
                return ' ';
            case 'D':
            case 'S':
                return 'x';
            case 'W':
                return '-';
            case 'n':
                return '\n';
            case 't':
                return '\t';
            default:
                return c;
        }
    }

    void escape() {
        if (at_ >= pattern_.size()) return;
        const char c = pattern_[at_++];
        if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return;
        last_ = out_.size();
        out_ += of_escape(c);
    }

    std::string first_of_class() {
        const bool negated = at_ < pattern_.size() && pattern_[at_] == '^';
        if (negated) ++at_;
        std::string first;
        if (at_ < pattern_.size()) {
            const bool escaped = pattern_[at_] == '\\' && at_ + 1 < pattern_.size();
            first = escaped ? of_escape(pattern_[at_ + 1]) : pattern_[at_];
            at_ += escaped ? 2 : 1;
        }
        while (at_ < pattern_.size() && pattern_[at_] != ']') at_ += pattern_[at_] == '\\' ? 2 : 1;
        if (at_ < pattern_.size()) ++at_;
        return negated ? "~" : first;
    }

    void repeat() {
        std::size_t count = 0;
        while (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9' && count < 100) {
            count = count * 10 + static_cast<std::size_t>(pattern_[at_++] - '0');
        }
        while (at_ < pattern_.size() && pattern_[at_] != '}') ++at_;
        if (at_ < pattern_.size()) ++at_;
        const std::string piece = out_.substr(last_);
        out_.resize(last_);
        for (std::size_t i = 0; i < count && i < 100 && out_.size() < 1000; ++i) out_ += piece;
    }

    std::string_view pattern_;
    std::size_t at_ = 0, last_ = 0;
    std::string out_;
    std::vector<Group> groups_;
};

}  // namespace

std::string sample_of_pattern(std::string_view pattern) {
    return Sampler(pattern).run();
}

}  // namespace parley::analysis
