#include "compiler/diagnostics/suggest.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

namespace parley::diagnostics {

namespace {

constexpr std::size_t listed_names = 8;

UChar32 next(std::string_view text, std::int64_t& at) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, static_cast<std::int64_t>(text.size()), c);
    return c;
}

// One code point for one: for a likeness of names the simple folding does.
std::u32string folded(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::int64_t at = 0; at < static_cast<std::int64_t>(text.size());) {
        out.push_back(static_cast<char32_t>(u_foldCase(next(text, at), U_FOLD_CASE_DEFAULT)));
    }
    return out;
}

// Damerau-Levenshtein in its optimal string alignment form (Damerau 1964; the band round the diagonal is Ukkonen's),
// three rows of the table at a time.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t at_most) {
    const std::size_t too_far = at_most + 1;
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > at_most) return too_far;
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = std::min(j, too_far);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        const std::size_t low = i > at_most ? i - at_most : 1;
        const std::size_t high = std::min(b.size(), i + at_most);
        // Only the band is written, and a cell on either side of it, which is all that later rows read.
        row[low - 1] = low == 1 ? std::min(i, too_far) : too_far;
        if (high < b.size()) row[high + 1] = too_far;
        std::size_t least = row[low - 1];
        for (std::size_t j = low; j <= high; ++j) {
            const bool same = a[i - 1] == b[j - 1];
            std::size_t best = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) best = std::min(best, before_last[j - 2] + 1);
            row[j] = std::min(best, too_far);
            least = std::min(least, row[j]);
        }
        if (least > at_most) return too_far;
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::size_t likely_distance(std::size_t length) {
    return std::clamp<std::size_t>(length / 3, 1, 3);
}

// Without decoding: a code point takes one to four bytes.
bool may_be_near(std::string_view name, std::size_t length, std::size_t limit) {
    return name.size() + limit >= length && name.size() <= 4 * (length + limit);
}

bool is_word(std::string_view name) {
    if (name.empty()) return false;
    for (std::int64_t at = 0; at < static_cast<std::int64_t>(name.size());) {
        const bool first = at == 0;
        const UChar32 c = next(name, at);
        const bool letter = c == '_' || u_isalpha(c);
        if (!letter && (first || (c != '.' && !u_isdigit(c)))) return false;
    }
    return true;
}

std::string as_string(std::string_view name) {
    std::string out = "\"";
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool merge = name.substr(i, 2) == "{{";
        if (name[i] == '"' || name[i] == '\\' || merge) out += '\\';
        out += name[i];
    }
    return out + '"';
}

std::string all_names(std::span<const std::string> names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i != 0) out += i + 1 == names.size() ? " and " : ", ";
        out += '`' + names[i] + '`';
    }
    return out;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t at_most) {
    return distance(folded(a), folded(b), at_most);
}

std::optional<std::string> nearest(std::string_view written, std::span<const std::string> names) {
    const std::u32string wanted = folded(written);
    if (wanted.empty()) return std::nullopt;
    const std::size_t limit = likely_distance(wanted.size());
    std::size_t best = limit + 1;
    const std::string* found = nullptr;
    for (const std::string& name : names) {
        if (best == 0) break;
        if (name.empty() || !may_be_near(name, wanted.size(), best - 1)) continue;
        const std::size_t far = distance(wanted, folded(name), best - 1);
        if (far >= best) continue;
        best = far;
        found = &name;
    }
    return found ? std::optional(*found) : std::nullopt;
}

std::string plural(std::string_view noun) {
    std::string out(noun);
    const bool after_vowel =
        out.size() > 1 && std::string_view("aeiou").find(out[out.size() - 2]) != std::string_view::npos;
    if (out.ends_with('y') && !after_vowel) {
        out.replace(out.size() - 1, 1, "ies");
    } else {
        const bool hissing = out.ends_with('s') || out.ends_with("ch") || out.ends_with("sh") || out.ends_with('x');
        out += hissing ? "es" : "s";
    }
    return out;
}

void help_with_name(Diagnostic& diagnostic, std::string_view written, std::span<const std::string> names,
                    std::string_view noun, source::Span at, bool quoted, std::string_view list_command) {
    if (!diagnostic.kept) return;
    if (std::optional<std::string> name = nearest(written, names)) {
        diagnostic.suggest("did you mean `" + *name + "`?", at, quoted || !is_word(*name) ? as_string(*name) : *name);
    } else if (names.empty()) {
        diagnostic.note("there are no " + plural(noun));
    } else if (names.size() == 1) {
        diagnostic.help("the only " + std::string(noun) + " is `" + names[0] + "`");
    } else if (names.size() <= listed_names) {
        diagnostic.help("the " + plural(noun) + " are " + all_names(names));
    } else {
        std::string text = "there are " + std::to_string(names.size()) + " " + plural(noun);
        diagnostic.note(list_command.empty() ? text : text + "; `" + std::string(list_command) + "` lists them");
    }
}

}  // namespace parley::diagnostics
