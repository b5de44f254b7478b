#include "runtime/store/container.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace parley::store {
namespace {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::File;
using base::Files;
using base::Result;

constexpr std::string_view head = "parley files 1 ";
constexpr std::string_view file_head = "file ";

bool is_inside(std::string_view path) {
    if (path.empty() || path.size() > maximum_path_bytes || path.find('\0') != std::string_view::npos) return false;
    for (;;) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        if (name.empty() || name == "." || name == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

bool has_file(const Files& files, std::string_view path) {
    const auto at = std::ranges::lower_bound(files, path, {}, &File::path);
    return at != files.end() && at->path == path;
}

// What is wrong with the paths, none if nothing is.
std::optional<std::string> fault_of_paths(const Files& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!is_inside(files[i].path)) return "the path `" + files[i].path + "` is not one inside a folder";
        if (i > 0 && files[i - 1].path >= files[i].path) {
            return "the paths `" + files[i - 1].path + "` and `" + files[i].path + "` are not in order";
        }
    }
    for (const File& file : files) {
        for (std::size_t slash = file.path.find('/'); slash != std::string::npos;
             slash = file.path.find('/', slash + 1)) {
            const std::string folder = file.path.substr(0, slash);
            if (has_file(files, folder)) return "`" + folder + "` is both a file and a folder";
        }
    }
    return std::nullopt;
}

// Takes bytes from the front; once something is not as it must be, `good` is false and nothing more is taken.
struct Taker {
    std::string_view rest;
    bool good = true;

    void expect(std::string_view text) {
        good = good && rest.starts_with(text);
        if (good) rest.remove_prefix(text.size());
    }
    // Written as numbers are: no sign, no zero in front.
    std::size_t number() {
        std::size_t value = 0;
        const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        const auto digits = static_cast<std::size_t>(end - rest.data());
        good = good && fault == std::errc() && (digits == 1 || rest.front() != '0');
        if (good) rest.remove_prefix(digits);
        return value;
    }
    std::string_view bytes(std::size_t count) {
        good = good && count <= rest.size();
        if (!good) return {};
        const std::string_view taken = rest.substr(0, count);
        rest.remove_prefix(count);
        return taken;
    }
};

}  // namespace

std::string write_container(const Files& files) {
    std::size_t size = head.size() + 32;
    for (const File& file : files) size += file.path.size() + file.bytes.size() + file_head.size() + 48;
    std::string out;
    out.reserve(size);
    out.append(head).append(std::to_string(files.size())) += '\n';
    for (const File& file : files) {
        out.append(file_head).append(std::to_string(file.path.size())) += ' ';
        out.append(std::to_string(file.bytes.size())) += '\n';
        out.append(file.path) += '\n';
        out.append(file.bytes) += '\n';
    }
    return out;
}

Result<Files> read_container(std::string_view bytes) {
    Taker taker{bytes};
    taker.expect(head);
    const std::size_t count = taker.number();
    taker.expect("\n");
    Files files;
    while (taker.good && files.size() < count) {
        taker.expect(file_head);
        const std::size_t path_bytes = taker.number();
        taker.expect(" ");
        const std::size_t file_bytes = taker.number();
        taker.expect("\n");
        const std::string_view path = taker.bytes(path_bytes);
        taker.expect("\n");
        const std::string_view content = taker.bytes(file_bytes);
        taker.expect("\n");
        if (taker.good) files.push_back({std::string(path), std::string(content)});
    }
    if (!taker.good) return Error{ErrorKind::integrity, "it is not as a set of files is written"};
    if (!taker.rest.empty()) return Error{ErrorKind::integrity, "there are bytes behind its last file"};
    if (const auto fault = fault_of_paths(files)) return Error{ErrorKind::integrity, *fault};
    return files;
}

Result<Done> check_files(const Files& files) {
    if (const auto fault = fault_of_paths(files)) return Error{ErrorKind::input, *fault};
    std::size_t size = head.size();
    for (const File& file : files) size += file.path.size() + file.bytes.size() + file_head.size() + 48;
    if (size > maximum_container_bytes) {
        return Error{ErrorKind::input,
                     "the files are larger than " + std::to_string(maximum_container_bytes >> 20) + " MiB together"};
    }
    return Done{};
}

}  // namespace parley::store
