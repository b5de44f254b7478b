#include "runtime/follow/copy.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "runtime/base/file.h"

namespace parley::follow {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view format_name = "parley copy ", format_number = "1";
constexpr std::size_t most_header_bytes = 2u << 20;  // with the entry

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t result = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return result;
}

// Takes lines from the front of a text.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    // The next line behind `name`; nullopt where there is no such line.
    std::optional<std::string_view> take(std::string_view name) {
        const std::size_t end = rest_.find('\n');
        if (end == std::string_view::npos || !rest_.starts_with(name)) return std::nullopt;
        const std::string_view line = rest_.substr(name.size(), end - name.size());
        rest_.remove_prefix(end + 1);
        return line;
    }
    std::optional<std::uint64_t> take_number(std::string_view name) {
        const std::optional<std::string_view> text = take(name);
        return text ? number(*text) : std::nullopt;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

Error damaged(const std::string& path) {
    return {ErrorKind::integrity, "the copy `" + path + "` is damaged"};
}

std::string header(const Copy& copy) {
    return std::string(format_name) + std::string(format_number) + "\nstore " + copy.store + "\nversion " +
           std::to_string(copy.release.version) + "\nsequence " + std::to_string(copy.release.sequence) +
           "\nartifact " + base::to_string(copy.release.artifact) + "\nentry_bytes " +
           std::to_string(copy.entry.size()) + "\n";
}

std::string check_line(std::string_view header, std::string_view entry) {
    const std::span<const std::byte> parts[] = {bytes_of(header), bytes_of(entry)};
    return base::to_string(base::digest(parts));
}

}  // namespace

base::Result<Copy> read_copy(const std::string& path, bytecode::Verify extent) {
    const base::Result<std::string> text = base::read_file(path, base::maximum_read_bytes + most_header_bytes);
    if (!text) return text.error();
    Lines lines(*text);
    const std::optional<std::string_view> format = lines.take(format_name);
    if (!format || !number(*format)) return damaged(path);
    if (*format != format_number)
        return Error{ErrorKind::newer_format, "the copy `" + path + "` was written by a newer parley"};

    const auto store = lines.take("store ");
    const auto version = lines.take_number("version "), sequence = lines.take_number("sequence ");
    const auto artifact = lines.take("artifact ");
    const auto entry_bytes = lines.take_number("entry_bytes ");
    if (!store || !version || !sequence || !artifact || !entry_bytes) return damaged(path);
    const std::string_view above = std::string_view(*text).substr(0, text->size() - lines.rest().size());
    const auto check = lines.take("");
    const auto digest = base::parse_digest(*artifact);
    if (!check || !digest || lines.rest().size() < *entry_bytes) return damaged(path);
    const std::string_view entry = lines.rest().substr(0, *entry_bytes);
    if (*check != check_line(above, entry)) return damaged(path);

    const auto bytes = bytes_of(lines.rest().substr(*entry_bytes));
    auto opened = bytecode::Artifact::open({bytes.begin(), bytes.end()}, extent);
    if (!opened)
        return Error{opened.error().kind, "the copy `" + path + "` cannot be loaded: " + opened.error().message};
    if ((*opened)->digest() != *digest) return damaged(path);
    return Copy{std::string(*store), {*version, *digest, *sequence}, std::string(entry), std::move(*opened)};
}

base::Result<base::Done> write_copy(const std::string& path, const Copy& copy) {
    std::string text = header(copy);
    text += check_line(text, copy.entry) + "\n" + copy.entry;
    const std::span<const std::byte> artifact = copy.artifact->bytes();
    text.append(reinterpret_cast<const char*>(artifact.data()), artifact.size());
    return base::replace_file(path, text);
}

}  // namespace parley::follow
