# Writes OUTPUT, a C++ file that holds the text of every page in PAGES (a folder of *.md). Run with cmake -P.
file(GLOB pages "${PAGES}/*.md")
list(SORT pages)
set(entries "")
foreach(page IN LISTS pages)
  get_filename_component(id "${page}" NAME_WE)
  file(READ "${page}" text)
  string(APPEND entries "    {\"${id}\", R\"parley_page(${text})parley_page\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"compiler/diagnostics/pages.h\"

namespace parley::diagnostics {

namespace {

struct Page {
    std::string_view id, text;
};

constexpr Page pages[] = {
    {\"\", \"\"},
${entries}};

}  // namespace

std::string_view embedded_page(std::string_view id) {
    for (const Page& page : pages) {
        if (page.id == id) return page.text;
    }
    return {};
}

}  // namespace parley::diagnostics
")
