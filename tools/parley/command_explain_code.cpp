#include "compiler/diagnostics/diagnostic.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

using diagnostics::CodeInfo;

Json to_json(const CodeInfo& code) {
    return {{"code", code.id},
            {"name", code.name},
            {"severity", diagnostics::severity_name(code.severity)},
            {"summary", code.summary}};
}

void print_list(bool json) {
    Json out = document();
    out["codes"] = Json::array();
    for (const CodeInfo& code : diagnostics::all_codes()) {
        out["codes"].push_back(to_json(code));
        if (!json)
            print(std::string(code.id) + "  " + std::string(diagnostics::severity_name(code.severity)) +
                  std::string(9 - diagnostics::severity_name(code.severity).size(), ' ') + std::string(code.summary) +
                  "\n");
    }
    if (json) print(to_text(out));
}

ExitCode run(const Arguments& arguments, Session&) {
    const bool json = arguments.format() == "json";
    if (arguments.has("list")) {
        print_list(json);
        return done;
    }
    const std::optional<std::string> id = arguments.first("CODE");
    if (!id) return refuse_usage("`explain-code` needs a CODE, or --list");
    const CodeInfo* code = diagnostics::find_code(*id);
    if (code == nullptr) {
        std::vector<std::string> ids;
        for (const CodeInfo& known : diagnostics::all_codes()) ids.emplace_back(known.id);
        return fail(wrong_usage, "no code `" + *id + "`" + did_you_mean(*id, ids) + "\n`--list` shows them all");
    }
    const std::string_view page = diagnostics::page(code->code);
    if (json) {
        Json out = document();
        out.update(to_json(*code));
        out["page"] = page;
        print(to_text(out));
    } else {
        print(page.empty() ? std::string(code->id) + ": " + std::string(code->summary) + "\n" : std::string(page));
        if (!page.empty() && page.back() != '\n') print("\n");
    }
    return done;
}

}  // namespace

Command explain_code_command() {
    return {"explain-code",
            "show the page of a finding's code",
            "Prints what a code such as R0204 means, with an example and how to put it right.",
            {{"CODE", "a code, in capitals or not", false, false}},
            {{"--list", "", "all codes with half a sentence each", {}}, format_option({"text", "json"})},
            {{"parley explain-code R0204", ""}},
            run};
}

}  // namespace parley::cli
