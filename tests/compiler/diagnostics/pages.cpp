// Every code has a page, and every page has the same sections.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "runtime/value/text.h"

using namespace parley::diagnostics;

namespace {

const std::filesystem::path folder = std::filesystem::path(PARLEY_ROOT) / "compiler/diagnostics/pages";

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// The lines that begin with "#" outside of code.
std::vector<std::string> headings(std::string_view page) {
    std::vector<std::string> out;
    std::istringstream in{std::string(page)};
    bool code = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```")) code = !code;
        if (!code && line.starts_with("#")) out.push_back(line);
    }
    return out;
}

std::string_view section(std::string_view page, std::string_view heading) {
    std::size_t begin = page.find("\n" + std::string(heading) + "\n");
    if (begin == std::string_view::npos) return {};
    begin += heading.size() + 2;
    std::size_t end = page.find("\n## ", begin);
    return page.substr(begin, end == std::string_view::npos ? end : end - begin);
}

}  // namespace

TEST_CASE("every code has a page with all its sections") {
    for (const CodeInfo& code : all_codes()) {
        CAPTURE(code.id);
        std::string_view text = page(code.code);
        std::vector<std::string> found = headings(text);
        REQUIRE(found.size() == 4);
        CHECK(found[0].starts_with("# " + std::string(code.id) + ": "));
        CHECK(found[0].size() > 9);
        CHECK(found[1] == "## Example");
        CHECK(found[2] == "## Instead");
        CHECK(found[3] == "## Why");
        std::size_t meaning = text.find("\n\n");
        CHECK(text.find("\n\n## Example") > meaning + 40);
        for (std::string_view heading : {"## Example", "## Instead", "## Why"})
            CHECK(section(text, heading).size() > 20);
        CHECK(text.ends_with("\n"));
        CHECK(parley::value::is_valid_utf8(text));
    }
}

TEST_CASE("an example is a whole file of rules or a catalog, where one can show the code") {
    // What takes bytes that cannot be printed, thousands of lines, several files, or none at all.
    const std::set<std::string_view> described = {"R0101", "R0102", "R0103", "R0105", "R0112", "R0113", "R0114",
                                                  "R0126", "R0214", "R0216", "R0501", "R0502", "R0503"};
    for (const CodeInfo& code : all_codes()) {
        CAPTURE(code.id);
        std::string_view example = section(page(code.code), "## Example");
        bool catalog = code.id.starts_with("R03");
        std::string_view fence = described.contains(code.id) ? "```" : catalog ? "```yaml\n" : "```parley\n";
        CHECK(example.starts_with("\n" + std::string(fence)));
        CHECK(example.ends_with("\n```\n"));
        CHECK(std::count(example.begin(), example.end(), '`') == 6);
    }
}

TEST_CASE("a page is what its file holds, and no file is without a code") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        CAPTURE(entry.path().string());
        const CodeInfo* code = find_code(entry.path().stem().string());
        REQUIRE(code);
        CHECK(page(code->code) == read(entry.path()));
        ++files;
    }
    CHECK(files == all_codes().size());
}
