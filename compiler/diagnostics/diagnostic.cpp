#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace parley::diagnostics {

namespace {

std::size_t index(Severity severity) {
    return static_cast<std::size_t>(severity);
}

auto place_of(const Diagnostic& diagnostic) {
    const source::Span& span = diagnostic.primary.span;
    return std::tuple(span.exists(), span.file, span.begin, span.end, diagnostic.code);
}

bool same_finding(const Diagnostic& a, const Diagnostic& b) {
    return place_of(a) == place_of(b) && a.message == b.message && a.primary.text == b.primary.text;
}

}  // namespace

Diagnostic& Diagnostic::label(source::Span span, std::string text) {
    if (kept) labels.push_back({span, std::move(text)});
    return *this;
}

Diagnostic& Diagnostic::note(std::string text) {
    if (kept) notes.push_back(std::move(text));
    return *this;
}

Diagnostic& Diagnostic::help(std::string text) {
    if (kept) helps.push_back({std::move(text), std::nullopt, {}, false});
    return *this;
}

Diagnostic& Diagnostic::suggest(std::string text, source::Span at, std::string replacement, bool certain) {
    if (kept) helps.push_back({std::move(text), std::move(replacement), at, certain});
    return *this;
}

Diagnostic& Diagnostics::report(Code code, source::Span span, std::string message, std::string label) {
    Diagnostic diagnostic{};
    diagnostic.code = code;
    diagnostic.severity = info(code).severity;
    diagnostic.message = std::move(message);
    diagnostic.primary = {span, std::move(label)};
    return add(std::move(diagnostic));
}

Diagnostic& Diagnostics::add(Diagnostic&& diagnostic) {
    std::optional<Severity> level = level_of(diagnostic.code, diagnostic.severity);
    if (level) {
        diagnostic.severity = *level;
        ++counts_[index(*level)];
        if (make_room(*level)) return kept_.emplace_back(std::move(diagnostic));
        drop(*level);
    }
    scratch_ = Diagnostic{};
    scratch_.code = diagnostic.code;
    scratch_.severity = diagnostic.severity;
    scratch_.kept = false;
    return scratch_;
}

bool Diagnostics::make_room(Severity severity) {
    if (kept_.size() < limits_.kept) return true;
    for (Severity lesser : {Severity::note, Severity::warning}) {
        if (lesser <= severity || counts_[index(lesser)] == dropped_counts_[index(lesser)]) continue;
        auto found =
            std::find_if(kept_.rbegin(), kept_.rend(), [&](const Diagnostic& d) { return d.severity == lesser; });
        if (found == kept_.rend()) continue;
        std::swap(*found, kept_.back());
        kept_.pop_back();
        drop(lesser);
        return true;
    }
    return false;
}

void Diagnostics::drop(Severity severity) {
    ++dropped_;
    ++dropped_counts_[index(severity)];
}

void Diagnostics::take(Diagnostics&& other) {
    for (Diagnostic& diagnostic : other.kept_) add(std::move(diagnostic));
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i] += other.dropped_counts_[i];
        dropped_counts_[i] += other.dropped_counts_[i];
    }
    dropped_ += other.dropped_;
    other = Diagnostics(other.limits_);
}

void Diagnostics::sort() {
    std::stable_sort(kept_.begin(), kept_.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return place_of(a) < place_of(b); });
    std::vector<Diagnostic> different;
    different.reserve(kept_.size());
    std::size_t group = 0;  // where the findings of the present place and code begin
    for (Diagnostic& diagnostic : kept_) {
        if (group < different.size() && place_of(different[group]) != place_of(diagnostic)) group = different.size();
        bool seen = std::any_of(different.begin() + static_cast<std::ptrdiff_t>(group), different.end(),
                                [&](const Diagnostic& d) { return same_finding(d, diagnostic); });
        if (!seen) different.push_back(std::move(diagnostic));
    }
    kept_ = std::move(different);
    recount();
}

std::optional<Severity> Diagnostics::level_of(Code code, Severity otherwise) const {
    auto found = levels_.find(code);
    return found == levels_.end() ? std::optional(otherwise) : found->second;
}

void Diagnostics::set_level(Code code, std::optional<Severity> level) {
    if (info(code).severity == Severity::error) return;
    levels_[code] = level;
    std::erase_if(kept_, [&](const Diagnostic& d) { return d.code == code && !level; });
    for (Diagnostic& diagnostic : kept_) {
        if (diagnostic.code == code) diagnostic.severity = *level;
    }
    recount();
}

void Diagnostics::recount() {
    counts_ = dropped_counts_;
    for (const Diagnostic& diagnostic : kept_) ++counts_[index(diagnostic.severity)];
}

}  // namespace parley::diagnostics
