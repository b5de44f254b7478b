// The manual's table of moments is the one that the engine works by.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "runtime/engine/moments/table.h"

using namespace parley;

namespace {

// "`queued`, `awaiting_response_in_queue`*" of "queued, awaiting_response_in_queue*".
std::string as_cell(std::string_view events) {
    std::string out;
    for (std::size_t end; !events.empty(); events.remove_prefix(end)) {
        const std::size_t comma = events.find(", ");
        std::string_view event = events.substr(0, comma);
        end = comma == std::string_view::npos ? events.size() : comma + 2;
        const bool has_condition = event.ends_with('*');
        if (has_condition) event.remove_suffix(1);
        out += (out.empty() ? "" : ", ") + ("`" + std::string(event) + "`") + (has_condition ? "*" : "");
    }
    return out;
}

}  // namespace

TEST_CASE(
    "the manual's table of moments has the engine's rows, in its order, each with its events in order [D11, D65]") {
    std::string wanted = "| when | events |\n|---|---|\n";
    for (const moments::Row& row : moments::table())
        wanted += "| " + std::string(row.when) + " | " + as_cell(row.events) + " |\n";
    std::ostringstream page;
    page << std::ifstream(PARLEY_ROOT "/grammar/manual/conversations.md").rdbuf();
    const std::string text = page.str();
    const std::size_t begin = text.find("<!-- begin moments"), end = text.find("<!-- end moments -->");
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::size_t table = text.find("-->\n\n", begin) + 5;
    CHECK(text.substr(table, end - table) == wanted + "\n");
}

TEST_CASE("a condition leaves out the events of a row that hang on it, and no others") {
    std::set<moments::Moment> seen;
    for (const moments::Row& row : moments::table()) {
        CAPTURE(std::string(row.events));
        CHECK(seen.insert(row.moment).second);
        const moments::Events all = moments::events(row.moment), less = moments::events(row.moment, false);
        std::size_t conditional = 0;
        for (const char c : row.events) conditional += c == '*';
        CHECK(all.count == less.count + conditional);
        std::size_t found = 0;
        for (std::size_t i = 0; i < all.count && found < less.count; ++i) found += all.names[i] == less.names[found];
        CHECK(found == less.count);  // in the same order
    }
    CHECK(seen.size() == static_cast<std::size_t>(moments::Moment::count_));
}
