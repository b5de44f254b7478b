// The event of a test as one line of JSON. Private to compiler/testing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/yaml/yaml.h"

namespace parley::testing {

// A JSON object under construction; members keep the order they came in.
class Object {
public:
    // Puts a value's JSON at a path of members, making the objects between; false if something stands there already.
    bool set(const std::vector<std::string>& path, std::string json);
    bool empty() const { return members_.empty(); }
    std::string json() const;

private:
    struct Member {
        std::string name;
        std::string json;                // a value
        std::unique_ptr<Object> object;  // or an object
    };
    Member* find(std::string_view name);
    std::vector<Member> members_;
};

// A string with its quotes and escapes.
std::string json_string(std::string_view text);

// "15 minutes" or a plain count of seconds.
std::optional<std::int64_t> parse_duration(std::string_view text);

// A YAML value as the JSON that a field of this type has on the wire, `null` included; nullopt after a finding.
std::optional<std::string> typed_json(const yaml::Node& node, value::Type type, const catalog::Catalog& catalog,
                                      diagnostics::Diagnostics& diagnostics);

// Reads `given` into the event; what is in error is a finding and left out.
void read_given(const yaml::Node& given, const catalog::Catalog& catalog, Object& event,
                diagnostics::Diagnostics& diagnostics);

}  // namespace parley::testing
