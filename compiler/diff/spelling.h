// Internal to compiler/diff: pieces of a tree written in one canonical spelling, for comparing and for showing.
#pragma once

#include <string>
#include <unordered_map>

#include "compiler/syntax/tree.h"

namespace parley::diff {

// `shown` keeps what the author wrote of each value. `compared` is the same for everything that means the same: a bare
// name and one in quotes, `60 minutes` and `1 hour`, `9:00` and `09:00:00`, arguments in another order.
enum class Form { shown, compared };

// The lists and conditions of one side, and the name that stands for each while both sides are compared: of one that
// was renamed it is the same on both.
struct Names {
    std::unordered_map<std::string, std::string> lists, conditions;
};

class Spelling {
public:
    explicit Spelling(Form form, const Names* names = nullptr) : form_(form), names_(names) {}

    // Of a group only its word.
    std::string test(const syntax::Test& test) const;
    // What a test looks at: two tests with the same subject are versions of one another.
    std::string subject(const syntax::Test& test) const;
    std::string action(const syntax::Action& action) const;
    std::string value(const syntax::Value& value) const;
    static std::string quote(const std::string& text);

    // With everything inside, on one line.
    std::string condition(const syntax::Tree& tree, syntax::TestId id) const;
    // Several lines, without a line break at the end; `first`: of its decision.
    std::string branch(const syntax::Tree& tree, const syntax::Branch& branch, bool first, int indent = 0) const;
    std::string decision(const syntax::Tree& tree, const syntax::Decision& decision, int indent = 0) const;

private:
    // Whether a bare word is the name of a list there: always, if a list has this name, never.
    enum class Word { list, list_if_any, value };
    void value(const syntax::Value& value, std::string& out) const;
    void field(const syntax::FieldPath& field, std::string& out) const;
    void operand(const syntax::Operand& operand, Word word, std::string& out) const;
    void comparison(const syntax::Comparison& comparison, std::string& out) const;
    void condition(const syntax::Tree& tree, syntax::TestId id, std::string& out) const;
    void block(const syntax::Tree& tree, const syntax::Block& block, int indent, std::string& out) const;

    Form form_;
    const Names* names_;
};

}  // namespace parley::diff
