// The tree as a graph for Graphviz: a cluster for each scope, shaded by depth, and arrows in the order of evaluation.
#include <algorithm>

#include "tools/parley/outline.h"

namespace parley::cli {

namespace {

// A quoted string of the DOT language; a backslash would begin an escape of labels.
std::string quote(std::string_view text) {
    std::string out = "\"";
    for (const char c : shown(text, 160)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string fill(std::size_t depth) {
    return "\"gray" + std::to_string(std::max<std::size_t>(98 - 5 * std::min<std::size_t>(depth - 1, 9), 60)) + "\"";
}

class Graph {
public:
    std::string draw(const Outline& outline) {
        line(0, "digraph rules {");
        line(1, "label=" + quote(outline.name) + "; labelloc=t; rankdir=TB;");
        line(1, "node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\", fontsize=10];");
        line(1, "edge [fontname=\"sans-serif\", fontsize=9];");
        for (const OutlineNode& rule : outline.rules) draw_rule(rule);
        line(0, "}");
        return std::move(out_);
    }

private:
    void line(std::size_t indent, const std::string& text) { out_ += std::string(2 * indent, ' ') + text + "\n"; }

    std::string node(std::size_t depth, const std::string& attributes) {
        const std::string name = "n" + std::to_string(nodes_++);
        line(depth + 1, name + " [" + attributes + "];");
        return name;
    }

    void edge(const std::string& from, const std::string& to, std::size_t depth, const std::string& label) {
        line(depth + 1, from + " -> " + to + (label.empty() ? "" : " [label=" + quote(label) + "]") + ";");
    }

    void open_cluster(std::size_t depth, const std::string& label) {
        line(depth, "subgraph cluster_" + std::to_string(clusters_++) + " {");
        line(depth + 1, "label=" + label + "; style=\"rounded,filled\"; fillcolor=" + fill(depth) + ";");
    }

    void draw_rule(const OutlineNode& rule) {
        open_cluster(1, quote((rule.disabled ? "disabled: " : "") + rule.text + "  (" + rule.place + ")"));
        const std::string start = node(1, "shape=ellipse, label=" + quote("on " + event_list(rule)));
        draw_steps(rule, start, "", 1);
        line(1, "}");
    }

    // The steps of a scope, in a chain from `from`; an arrow out of a decision says how it came out.
    void draw_steps(const OutlineNode& scope, std::string from, std::string label, std::size_t depth) {
        for (const OutlineNode& step : scope.children) {
            if (step.kind == OutlineNode::Kind::action) {
                const std::string action = node(depth, "label=" + quote(step.text) + ", tooltip=" + quote(step.place));
                edge(from, action, depth, label);
                from = action;
                label.clear();
                continue;
            }
            if (step.tests.empty()) {
                draw_branch(step, from, label, depth);
                return;
            }
            const std::string test =
                node(depth, "shape=diamond, label=" + label_of(step.tests[0]) + ", tooltip=" + quote(step.place));
            edge(from, test, depth, label);
            draw_branch(step, test, "yes", depth);
            from = test;
            label = "no";
        }
    }

    void draw_branch(const OutlineNode& branch, const std::string& from, const std::string& label, std::size_t depth) {
        open_cluster(depth + 1, quote("branch " + branch.path));
        if (branch.children.empty()) {
            const std::string nothing = node(depth + 1, "shape=plaintext, fillcolor=none, label=\"nothing\"");
            edge(from, nothing, depth + 1, label);
        } else {
            draw_steps(branch, from, label, depth + 1);
        }
        line(depth + 1, "}");
    }

    // A group's tests, a line each; `\l` ends a line and sets it left.
    static std::string label_of(const OutlineNode& condition) {
        std::string out = "\"";
        add_label(condition, 0, out);
        return out + "\"";
    }
    static void add_label(const OutlineNode& condition, std::size_t depth, std::string& out) {
        const std::string quoted = quote(condition.text);
        out += std::string(2 * depth, ' ') + quoted.substr(1, quoted.size() - 2) + "\\l";
        for (const OutlineNode& test : condition.tests) add_label(test, depth + 1, out);
    }

    std::string out_;
    std::size_t nodes_ = 0, clusters_ = 0;
};

}  // namespace

std::string draw_dot(const Outline& outline) {
    return Graph().draw(outline);
}

}  // namespace parley::cli
