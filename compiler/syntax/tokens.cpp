#include <algorithm>
#include <array>

#include "compiler/syntax/lex.h"

namespace parley::syntax {
namespace {

struct ReservedWord {
    std::string_view text;
    TokenKind kind;
};

constexpr auto reserved_words = [] {
    std::array words{
#define PARLEY_WORD(kind, grammar, text) ReservedWord{text, TokenKind::kind},
#define PARLEY_MARK(kind, grammar, text)
#define PARLEY_CLASS(kind, grammar, text)
#include "compiler/syntax/tokens.def"
#undef PARLEY_WORD
#undef PARLEY_MARK
#undef PARLEY_CLASS
        ReservedWord{"second", TokenKind::unit}, ReservedWord{"seconds", TokenKind::unit},
        ReservedWord{"minute", TokenKind::unit}, ReservedWord{"minutes", TokenKind::unit},
        ReservedWord{"hour", TokenKind::unit},   ReservedWord{"hours", TokenKind::unit},
        ReservedWord{"day", TokenKind::unit},    ReservedWord{"days", TokenKind::unit},
        ReservedWord{"week", TokenKind::unit},   ReservedWord{"weeks", TokenKind::unit},
    };
    std::sort(words.begin(), words.end(), [](auto a, auto b) { return a.text < b.text; });
    return words;
}();

// Where the words of a first letter begin in `reserved_words`; the entry behind the last letter ends the last of them.
constexpr auto first_of_letter = [] {
    std::array<std::uint8_t, 27> first{};
    for (std::size_t letter = 0; letter < first.size(); ++letter) {
        std::size_t index = 0;
        while (index < reserved_words.size() && reserved_words[index].text[0] < static_cast<char>('a' + letter))
            ++index;
        first[letter] = static_cast<std::uint8_t>(index);
    }
    return first;
}();

}  // namespace

std::string_view token_text(TokenKind kind) {
    switch (kind) {
#define PARLEY_WORD(kind, grammar, text) \
    case TokenKind::kind:                \
        return text;
#define PARLEY_MARK PARLEY_WORD
#define PARLEY_CLASS PARLEY_WORD
#include "compiler/syntax/tokens.def"
#undef PARLEY_WORD
#undef PARLEY_MARK
#undef PARLEY_CLASS
        case TokenKind::end_of_file:
            break;
    }
    return "the end of the file";
}

bool is_reserved(TokenKind kind) {
    return kind <= TokenKind::word_false || kind == TokenKind::unit;
}

TokenKind word_kind(std::string_view word) {
    if (word[0] < 'a' || word[0] > 'z') return TokenKind::word;
    const auto letter = static_cast<std::size_t>(word[0] - 'a');
    for (std::size_t index = first_of_letter[letter]; index < first_of_letter[letter + 1]; ++index) {
        if (reserved_words[index].text == word) return reserved_words[index].kind;
    }
    return TokenKind::word;
}

}  // namespace parley::syntax
