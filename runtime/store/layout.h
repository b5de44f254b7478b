// Where things lie in a store's folder (grammar/manual/store.md). Private to this folder and its tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/digest.h"

namespace parley::store {

inline constexpr std::string_view format_line = "parley store 1\n";
inline constexpr std::string_view artifact_suffix = ".parleyc";
inline constexpr std::string_view files_suffix = ".files";

struct Layout {
    std::string root;  // without a slash at its end

    std::string parent() const;  // the folder that holds it
    std::string format() const { return root + "/format"; }
    std::string current() const { return root + "/current"; }
    std::string lock() const { return root + "/lock"; }
    std::string temporary() const { return root + "/tmp"; }
    std::string log() const { return root + "/log"; }
    std::string versions() const { return root + "/versions"; }
    std::string objects() const { return root + "/objects"; }
    std::string entry(std::uint64_t sequence) const { return log() + "/" + std::to_string(sequence); }
    std::string record(std::uint64_t version) const { return versions() + "/" + std::to_string(version); }
    std::string artifact(const base::Digest& digest) const { return object(digest, artifact_suffix); }
    std::string files(const base::Digest& digest) const { return object(digest, files_suffix); }

private:
    std::string object(const base::Digest& digest, std::string_view suffix) const;
};

Layout layout_of(std::string location);

// "12" as an entry or version is named; nullopt for any other name.
std::optional<std::uint64_t> number_of_name(std::string_view name);
// The digest of an object's name with this suffix; nullopt for any other name.
std::optional<base::Digest> digest_of_name(std::string_view name, std::string_view suffix);

}  // namespace parley::store
