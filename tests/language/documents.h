// The Markdown pages of the project as tests see them: their blocks of code, and the regions that are made from data.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace parley::documents {

struct Block {
    std::string page;  // from the project's root
    std::size_t line;  // of its opening fence
    std::string info;  // behind the fence: "parley error R0204"
    std::string text;
};

std::string read(const std::string& path);  // from the project's root
std::vector<Block> blocks(const std::string& page);
// The README and the manual, in the order of their names.
std::vector<std::string> manual_pages();
// The catalog that the manual's examples are checked against.
std::string example_catalog();

}  // namespace parley::documents
