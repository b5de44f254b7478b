// The list of codes, expanded from codes.def, and what is known of each.
#include <algorithm>
#include <cctype>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/pages.h"

namespace parley::diagnostics {

namespace {

bool same_letters(std::string_view a, std::string_view b) {
    auto upper = [](char c) { return std::toupper(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return upper(x) == upper(y); });
}

}  // namespace

const std::vector<CodeInfo>& all_codes() {
    static const std::vector<CodeInfo> codes = {
#define PARLEY_CODE(code, name, severity, summary) {Code::name, #code, #name, Severity::severity, summary},
#include "compiler/diagnostics/codes.def"
#undef PARLEY_CODE
    };
    return codes;
}

const CodeInfo& info(Code code) {
    return all_codes()[static_cast<std::size_t>(code)];
}

const CodeInfo* find_code(std::string_view id) {
    for (const CodeInfo& code : all_codes()) {
        if (same_letters(code.id, id)) return &code;
    }
    return nullptr;
}

std::string_view page(Code code) {
    return embedded_page(info(code).id);
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
    }
    return "error";
}

}  // namespace parley::diagnostics
