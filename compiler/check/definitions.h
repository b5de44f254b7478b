// Internal to check: the lists and conditions of a set by their names, which are one space (language.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/check/availability.h"
#include "compiler/check/model.h"
#include "compiler/syntax/tree.h"

namespace parley::check {

struct DefinedList {
    const syntax::ListDefinition* written = nullptr;
    bool broken = false;  // its own text is in error, which is reported there and nowhere else
};

// A condition's use of another, and of a field that exists at some events only.
struct ConditionUse {
    std::uint32_t condition;  // index into Definitions::conditions
    source::Span span;
};
struct FieldMention {
    catalog::FieldId field;
    source::Span span;
};

struct DefinedCondition {
    const syntax::Tree* tree = nullptr;
    const syntax::ConditionDefinition* written = nullptr;
    bool broken = false;  // in error, itself or through another; reported where the error is
    bool used = false;
    NamedId id = none;  // in the model; none until checked, and for what is broken
    std::uint32_t depth = 0;
    bool reads_event = false;
    Availability::SetId needs = 0;
    std::vector<ConditionUse> uses;
    std::vector<FieldMention> restricted;
};

struct Definition {
    enum class Kind { list, condition } kind = Kind::list;
    std::uint32_t index = 0;
};

class Definitions {
public:
    // Registers every definition; one whose name is taken is reported, kept to be checked, and found by no name.
    void collect(std::span<const syntax::Tree> trees, diagnostics::Diagnostics& diagnostics);

    std::optional<Definition> find(std::string_view name) const;
    // A definition that its own syntax error keeps out of the tree: that error is said, and its uses are not.
    bool is_left_out(std::string_view name) const { return left_out_.contains(name); }
    std::vector<DefinedList> lists;
    std::vector<DefinedCondition> conditions;

    // For suggestions; made when first asked for.
    std::span<const std::string> list_names();
    std::span<const std::string> condition_names();

private:
    struct Named {
        Definition definition;
        source::Span span;
    };
    void add(const std::string& name, source::Span span, Definition definition, diagnostics::Diagnostics& diagnostics);

    std::unordered_map<std::string_view, Named> index_;
    std::unordered_set<std::string_view> left_out_;
    std::vector<std::string> list_names_, condition_names_;
};

}  // namespace parley::check
