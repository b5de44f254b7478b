// Private to compiler/catalog: YAML nodes as the values that a catalog is made of. Whatever is not as it should be is
// reported where it stands and left out. Keys are named in messages as they are written.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/yaml/yaml.h"

namespace parley::catalog {

// A name and where it stands.
struct Named {
    std::string name;
    source::Span span;
};

class Reader {
public:
    explicit Reader(diagnostics::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}
    diagnostics::Diagnostics& diagnostics() { return diagnostics_; }
    diagnostics::Diagnostic& report(diagnostics::Code code, source::Span span, std::string message,
                                    std::string label = {}) {
        return diagnostics_.report(code, span, std::move(message), std::move(label));
    }

    // The entries of a mapping, the items of a list; none where the node is empty or something else.
    const std::vector<yaml::Entry>& entries(const yaml::Node& node, std::string_view key, std::string_view expected);
    const std::vector<yaml::Node>& items(const yaml::Node& node, std::string_view key, std::string_view expected);
    void wrong_shape(const yaml::Node& node, std::string_view key, std::string_view expected);

    // Reports every entry whose key is not known. `owner`: "a queue".
    void known_keys(const yaml::Node& mapping, std::string_view owner, std::initializer_list<std::string_view> keys);
    void unknown_key(const yaml::Entry& entry, std::string_view owner, std::span<const std::string> keys);
    // nullptr, and a finding at `at`, where the key is missing.
    const yaml::Node* required(const yaml::Node& mapping, std::string_view key, std::string_view owner,
                               source::Span at);

    // A single value that is not blank.
    std::optional<std::string> text(const yaml::Node& node, std::string_view key, std::string_view expected = "a text");
    std::vector<std::string> texts(const yaml::Node& node, std::string_view key);
    std::optional<bool> boolean(const yaml::Node& node, std::string_view key);
    std::optional<int> whole_number(const yaml::Node& node, std::string_view key, int least, int most);
    // Seconds, at least one.
    std::optional<std::int64_t> duration(const yaml::Node& node, std::string_view key);
    std::optional<value::Zone> zone(const yaml::Node& node);
    // One of a few words.
    std::optional<std::string> word_of(const yaml::Node& node, std::string_view key,
                                       std::span<const std::string> words);
    // The symbol of a name that is declared elsewhere.
    std::optional<std::uint32_t> name_of(const yaml::Node& node, std::string_view key, const Domain& domain);
    std::vector<std::uint32_t> names_of(const yaml::Node& node, std::string_view key, const Domain& domain);

    void unknown_name(source::Span span, std::string_view written, bool quoted, std::string_view noun,
                      std::span<const std::string> names);

private:
    diagnostics::Diagnostics& diagnostics_;
};

// Names that must differ, in more than letter case (D44).
class NameSet {
public:
    explicit NameSet(std::string noun) : noun_(std::move(noun)) {}
    // False, and a finding, where the name is there already.
    bool add(Reader& reader, const std::string& name, source::Span span);

private:
    std::string noun_;
    std::unordered_map<std::string, Named> seen_;  // by folded name
};

// A letter or `_`, then letters, digits and `_`, of any language.
bool is_word(std::string_view text);

}  // namespace parley::catalog
