#include "runtime/store/layout.h"

#include <charconv>

namespace parley::store {

namespace {
constexpr std::string_view digest_prefix = "b2:";
}

std::string Layout::parent() const {
    const std::size_t slash = root.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : root.substr(0, slash);
}

std::string Layout::object(const base::Digest& digest, std::string_view suffix) const {
    return objects() + "/" + base::to_string(digest).substr(digest_prefix.size()) + std::string(suffix);
}

Layout layout_of(std::string location) {
    while (location.size() > 1 && location.back() == '/') location.pop_back();
    return {std::move(location)};
}

std::optional<std::uint64_t> number_of_name(std::string_view name) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (fault != std::errc() || end != name.data() + name.size() || name.front() == '0') return std::nullopt;
    return number;
}

std::optional<base::Digest> digest_of_name(std::string_view name, std::string_view suffix) {
    if (!name.ends_with(suffix)) return std::nullopt;
    name.remove_suffix(suffix.size());
    return base::parse_digest(std::string(digest_prefix).append(name));
}

}  // namespace parley::store
