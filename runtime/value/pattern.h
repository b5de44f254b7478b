// Regular expressions by RE2: linear time, and the only pattern syntax of the language. Ignores case unless `exactly`.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace parley::value {

class Pattern {
public:
    // At most this many RE2 instructions, so that a pattern's memory is bounded.
    static constexpr int instruction_limit = 10'000;
    // nullptr and a reason in `fault` where RE2 refuses it. Thread-safe once made.
    static std::shared_ptr<const Pattern> compile(std::string_view expression, bool exactly, std::string& fault);
    ~Pattern();
    bool matches(std::string_view text) const;  // anywhere in the text unless anchored

private:
    struct Impl;
    explicit Pattern(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::value
