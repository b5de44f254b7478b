// The checked rule set as a tree of lines, from which every picture is drawn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/parley/json.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

// Nesting is bounded by the language (100), so a walk may recurse.
struct OutlineNode {
    enum class Kind {
        rule,
        definition,  // a named condition
        action,
        branch,  // its conditions are in `tests`, its steps in `children`
        group,   // all, any, none
        test,
    };
    Kind kind = Kind::test;
    std::string text;                 // "if all", "send_to_queue \"Default\"", "conversation.language is \"fr\""
    std::string place;                // "rules/10.parley:13"
    std::string path;                 // of a branch: "2.1"
    std::vector<std::string> events;  // of a rule
    std::string description;          // of a rule
    bool disabled = false;
    std::vector<OutlineNode> tests;
    std::vector<OutlineNode> children;
};

struct Outline {
    std::string name;  // of the rule set, may be empty
    std::vector<OutlineNode> rules;
    std::vector<OutlineNode> definitions;
};

// "starting, routed"
std::string event_list(const OutlineNode& rule);

Outline outline_of(const ProjectBuild& build);

// One line of the picture. `depth` counts the scopes it stands in: the rule is 1, a branch of it 2, and so on.
struct OutlineRow {
    const OutlineNode* node;
    std::string text;
    std::size_t depth;
    std::size_t indent;  // of conditions inside their branch
    bool opens = false;  // the first row of a scope
};
std::vector<OutlineRow> rows_of(const OutlineNode& top);

std::string draw_text(const Outline& outline, const Terminal& terminal);
std::string draw_svg(const Outline& outline);
std::string draw_dot(const Outline& outline);
Json draw_json(const Outline& outline);

}  // namespace parley::cli
