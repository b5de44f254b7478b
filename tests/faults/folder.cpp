#include "tests/faults/folder.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace faults {

namespace fs = std::filesystem;

Folder::Folder() {
    const bool in_memory = access("/dev/shm", W_OK | X_OK) == 0;
    std::string name = (in_memory ? fs::path("/dev/shm") : fs::temp_directory_path()) / "parley-faults-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = fs::canonical(name).string();
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void write_text(const std::string& path, std::string_view text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in) return {};
    std::string text(static_cast<std::size_t>(in.tellg()), '\0');
    in.seekg(0).read(text.data(), static_cast<std::streamsize>(text.size()));
    return text;
}

void copy_tree(const std::string& from, const std::string& to) {
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

Tree tree_of(const std::string& folder) {
    Tree tree;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (entry.is_directory())
            tree[name + "/"];
        else
            tree[name] = read_text(entry.path().string());
    }
    return tree;
}

std::string difference(const Tree& before, const Tree& after) {
    std::string text;
    const auto add = [&text](char sign, const std::string& name) {
        text += (text.empty() ? "" : "  ") + std::string(1, sign) + name;
    };
    for (const auto& [name, bytes] : before) {
        const auto found = after.find(name);
        if (found == after.end())
            add('-', name);
        else if (found->second != bytes)
            add('*', name);
    }
    for (const auto& [name, bytes] : after) {
        if (!before.contains(name)) add('+', name);
    }
    return text;
}

}  // namespace faults
