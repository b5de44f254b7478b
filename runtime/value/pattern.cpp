#include "runtime/value/pattern.h"

#include <re2/re2.h>

namespace parley::value {

struct Pattern::Impl {
    re2::RE2 expression;
};

namespace {

re2::RE2::Options options(bool exactly) {
    re2::RE2::Options options;
    options.set_case_sensitive(exactly);
    options.set_log_errors(false);
    options.set_never_capture(true);
    return options;
}

std::string too_large() {
    return "the expression is too large (over " + std::to_string(Pattern::instruction_limit) + " instructions)";
}

}  // namespace

std::shared_ptr<const Pattern> Pattern::compile(std::string_view expression, bool exactly, std::string& fault) {
    std::unique_ptr<Impl> impl(new Impl{re2::RE2(re2::StringPiece(expression), options(exactly))});
    const re2::RE2& compiled = impl->expression;
    if (!compiled.ok()) {
        fault = compiled.error_code() == re2::RE2::ErrorPatternTooLarge ? too_large() : compiled.error();
        return nullptr;
    }
    if (compiled.ProgramSize() > instruction_limit) {
        fault = too_large();
        return nullptr;
    }
    return std::shared_ptr<const Pattern>(new Pattern(std::move(impl)));
}

Pattern::Pattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Pattern::~Pattern() = default;

bool Pattern::matches(std::string_view text) const {
    return re2::RE2::PartialMatch(re2::StringPiece(text), impl_->expression);
}

}  // namespace parley::value
