#include "tests/language/documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace parley::documents {

namespace {

constexpr std::string_view fence = "```";

}  // namespace

std::string read(const std::string& path) {
    std::ifstream in(std::string(PARLEY_ROOT) + "/" + path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::vector<Block> blocks(const std::string& page) {
    std::vector<Block> found;
    std::istringstream in(read(page));
    bool inside = false;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.starts_with(fence)) {
            if (!inside) found.push_back({page, number, line.substr(fence.size()), ""});
            inside = !inside;
        } else if (inside) {
            found.back().text += line + "\n";
        }
    }
    return found;
}

std::vector<std::string> manual_pages() {
    std::vector<std::string> pages = {"README.md"};
    for (const auto& entry : std::filesystem::directory_iterator(std::string(PARLEY_ROOT) + "/grammar/manual")) {
        if (entry.path().extension() == ".md") pages.push_back("grammar/manual/" + entry.path().filename().string());
    }
    std::sort(pages.begin() + 1, pages.end());
    return pages;
}

std::string example_catalog() {
    for (const Block& block : blocks("grammar/manual/catalog.md")) {
        if (block.info == "yaml example") return block.text;
    }
    return {};
}

}  // namespace parley::documents
