#include "compiler/diff/edits.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>

#include "compiler/diff/align.h"

namespace parley::diff {
namespace {

using Groups = std::vector<std::string>;

// Half of what two branches or groups are made of is the same: then it is shorter to tell what changed than to show
// both.
constexpr Likeness half{50, false};
// Actions of one name, and decisions, in one block: likeness only tells which of several is which.
constexpr Likeness any{0, false};

class BodyComparer {
public:
    BodyComparer(const syntax::Tree& before, const syntax::Tree& after, std::vector<Edit>& edits)
        : before_tree_(before), after_tree_(after), edits_(edits) {}

    // Of actions with one name the likest are the same, and so are the likest decisions.
    void steps(const std::vector<Node>& before, const std::vector<Node>& after) {
        lists(before, after, any, [](const Node&) { return std::vector<std::uint32_t>(); });
    }

    void conditions(const std::vector<Node>& before, const std::vector<Node>& after) {
        if (before.empty() || after.empty()) return;
        root(before.front(), after.front());
    }

private:
    template <typename KeysOf>
    void lists(const std::vector<Node>& before, const std::vector<Node>& after, Likeness likeness, KeysOf keys_of) {
        std::vector<Item> left, right;
        for (const Node& node : before) left.push_back(item(node, keys_of(node)));
        for (const Node& node : after) right.push_back(item(node, keys_of(node)));
        std::vector<Pair> pairs = align(left, right, likeness);
        mark_moves(pairs, left, right);
        report(before, after, pairs);
    }

    static Item item(const Node& node, std::vector<std::uint32_t> keys) {
        Item out;
        out.same = node.same;
        out.content = node.content;
        out.size = node.size;
        out.family = static_cast<std::uint32_t>(node.kind);
        out.keys = std::move(keys);
        if (node.kind != Kind::action) {
            out.parts = parts_of(node, true);
            return out;
        }
        constexpr std::uint32_t kinds = 16;
        out.family = kinds + node.subject;
        out.parts = words_of(Spelling(Form::shown).action(*node.action));
        return out;
    }

    // A number for each word, sorted. Two words with one number only make two actions look more alike.
    static std::vector<std::uint32_t> words_of(std::string_view text) {
        std::vector<std::uint32_t> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            if (end > at)
                out.push_back(static_cast<std::uint32_t>(std::hash<std::string_view>()(text.substr(at, end - at))));
            at = end + 1;
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    // Everything in the order of `after`; what was removed behind what stood in front of it.
    void report(const std::vector<Node>& before, const std::vector<Node>& after, const std::vector<Pair>& pairs) {
        std::vector<const Pair*> of_before(before.size()), of_after(after.size());
        for (const Pair& pair : pairs) of_before[pair.before] = of_after[pair.after] = &pair;
        std::multimap<std::size_t, const Node*> removed;  // by the place in `after` in front of which it is told
        std::size_t place = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (of_before[i] == nullptr)
                removed.emplace(place, &before[i]);
            else if (!of_before[i]->moved)
                place = of_before[i]->after + 1;
        }
        for (std::size_t i = 0; i <= after.size(); ++i) {
            const auto [first, last] = removed.equal_range(i);
            for (auto at = first; at != last; ++at) one_sided(*at->second, true);
            if (i == after.size()) break;
            if (of_after[i] == nullptr)
                one_sided(after[i], false);
            else
                both(before[of_after[i]->before], after[i], of_after[i]->moved);
        }
    }

    static What what_of(const Node& node) {
        switch (node.kind) {
            case Kind::action:
                return What::action;
            case Kind::decision:
                return What::decision;
            case Kind::branch:
                return What::branch;
            case Kind::group:
                return What::group;
            case Kind::test:
                break;
        }
        return What::condition;
    }

    void one_sided(const Node& node, bool removed) {
        if (node.kind == Kind::decision) {  // one tells of its branches
            for (const Node& branch : node.children) one_sided(branch, removed);
            return;
        }
        Edit edit;
        edit.what = node.kind == Kind::group ? What::condition : what_of(node);
        edit.how = removed ? How::removed : How::added;
        (removed ? edit.before : edit.after) = piece(node, removed);
        edits_.push_back(std::move(edit));
    }

    void both(const Node& before, const Node& after, bool moved) {
        if (moved) {
            edits_.push_back({what_of(before), How::moved, piece(before, true), piece(after, false)});
            const bool branch = before.kind == Kind::branch;
            // What moved as a whole is told apart by its first line.
            if (branch || before.kind == Kind::decision) shorten(edits_.back());
        }
        if (before.same == after.same) return;
        switch (before.kind) {
            case Kind::action:
                changed(before, after);
                break;
            case Kind::decision:
                branches(before, after);
                break;
            case Kind::branch:
                conditions(before.condition, after.condition);
                steps(before.children, after.children);
                break;
            default:
                tests(before, after);
        }
    }

    static void shorten(Edit& edit) {
        for (std::string* text : {&edit.before.text, &edit.after.text}) {
            const std::size_t end = text->find(" {\n");
            *text = text->substr(0, std::min(end, text->find('\n')));
        }
    }

    void changed(const Node& before, const Node& after) {
        Edit edit{what_of(before), How::changed, piece(before, true), piece(after, false)};
        // They differ only in what a name stands for that was renamed elsewhere.
        if (edit.before.text != edit.after.text) edits_.push_back(std::move(edit));
    }

    // A branch is the same by its condition (an `else` has none), else by its steps, else by half of its parts.
    void branches(const Node& before, const Node& after) {
        lists(before.children, after.children, half, [](const Node& branch) {
            const std::uint32_t otherwise = 1;
            std::uint32_t steps = 0;
            for (const Node& step : branch.children) steps = steps * 31 + step.same + 2;
            return std::vector<std::uint32_t>{branch.condition.empty() ? otherwise : branch.condition.front().same + 2,
                                              steps};
        });
    }

    // The condition of a branch as a whole.
    void root(const Node& before, const Node& after) {
        if (before.same == after.same) return;
        if (before.kind == Kind::test && after.kind == Kind::test) return changed(before, after);
        if (before.kind == Kind::group && after.kind == Kind::group && alike(before, after))
            return tests(before, after);
        if (wraps(before, after)) return wrapped(before, after, false);
        if (wraps(after, before)) return wrapped(after, before, true);
        whole(before, after);
    }

    void whole(const Node& before, const Node& after) {
        edits_.push_back({What::condition, How::changed, piece(before, true), piece(after, false)});
    }

    static bool alike(const Node& before, const Node& after) {
        std::vector<std::uint32_t> left = parts_of(before, true), right = parts_of(after, true), common;
        std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
        return !common.empty();
    }

    // A test alone is the same as `all` or `any` of that one test.
    static bool wraps(const Node& test, const Node& group) {
        if (test.kind != Kind::test || group.kind != Kind::group) return false;
        if (group.test->kind == syntax::Test::Kind::none) return false;
        return std::any_of(group.children.begin(), group.children.end(),
                           [&](const Node& child) { return child.same == test.same; });
    }

    // `test` stood alone and is one of a group now, or the other way round (`removed`): the others were added.
    void wrapped(const Node& test, const Node& group, bool removed) {
        Groups& groups = removed ? before_groups_ : after_groups_;
        groups.push_back(word(group));
        bool seen = false;
        for (const Node& child : group.children) {
            if (!seen && child.same == test.same)
                seen = true;
            else
                one_sided(child, removed);
        }
        groups.pop_back();
    }

    static std::string word(const Node& group) { return Spelling(Form::shown).test(*group.test); }

    // Two groups, whatever their words. The order of tests decides nothing, so none is ever moved.
    void tests(const Node& before, const Node& after) {
        if (before.kind != after.kind) {
            if (wraps(before, after)) return wrapped(before, after, false);
            if (wraps(after, before)) return wrapped(after, before, true);
            return whole(before, after);
        }
        if (before.kind == Kind::test) return changed(before, after);
        if (before.test->kind != after.test->kind)
            edits_.push_back({What::group, How::changed, group_piece(before, true), group_piece(after, false)});
        before_groups_.push_back(word(before));
        after_groups_.push_back(word(after));
        members(before, after);
        before_groups_.pop_back();
        after_groups_.pop_back();
    }

    void members(const Node& before, const Node& after) {
        std::vector<Item> left, right;
        for (const Node& node : before.children) left.push_back(member(node));
        for (const Node& node : after.children) right.push_back(member(node));
        report(before.children, after.children, align(left, right, half));
    }

    // Tests of one subject are the same test; so are a test and a group that it stands in.
    static Item member(const Node& node) {
        Item out;
        out.same = node.same;
        out.content = node.content;
        out.parts = parts_of(node, true);
        out.keys = {node.kind == Kind::test ? node.subject + 1 : 0};
        return out;
    }

    Piece piece(const Node& node, bool before) const {
        const syntax::Tree& tree = before ? before_tree_ : after_tree_;
        Piece out;
        out.span = node.span;
        out.branch = node.branch;
        out.position = node.position;
        const Spelling spelling(Form::shown);
        switch (node.kind) {
            case Kind::action:
                out.text = spelling.action(*node.action);
                break;
            case Kind::decision:
                out.text = spelling.decision(tree, *node.decision);
                break;
            case Kind::branch:
                out.text = spelling.branch(tree, *node.written, node.first);
                break;
            default:
                out.groups = before ? before_groups_ : after_groups_;
                out.text = spelling.condition(tree, static_cast<syntax::TestId>(node.test - tree.tests.data()));
        }
        return out;
    }

    Piece group_piece(const Node& group, bool before) const {
        Piece out = piece(group, before);
        out.text = word(group);
        return out;
    }

    const syntax::Tree &before_tree_, &after_tree_;
    std::vector<Edit>& edits_;
    Groups before_groups_, after_groups_;  // around the tests at hand
};

void event_edits(const syntax::Rule& from, const syntax::Rule& to, How how, std::vector<Edit>& edits) {
    std::unordered_set<std::string_view> stay;
    for (const auto& [name, span] : to.events) stay.insert(name);
    for (const auto& [name, span] : from.events) {
        if (!stay.insert(name).second) continue;
        Edit edit{What::events, how, {}, {}};
        Piece& piece = how == How::removed ? edit.before : edit.after;
        piece.span = span;
        piece.text = name;
        edits.push_back(std::move(edit));
    }
}

}  // namespace

void compare_bodies(const BodySide& before, const BodySide& after, std::vector<Edit>& edits) {
    BodyComparer comparer(*before.tree, *after.tree, edits);
    comparer.conditions(before.body->condition, after.body->condition);
    comparer.steps(before.body->steps, after.body->steps);
}

void compare_heads(const syntax::Rule& before, const syntax::Rule& after, std::vector<Edit>& edits) {
    if (before.description != after.description) {
        Edit edit{What::description, How::changed, {}, {}};
        if (before.description_span.exists()) {
            edit.before.span = before.description_span;
            edit.before.text = Spelling::quote(before.description);
        }
        if (after.description_span.exists()) {
            edit.after.span = after.description_span;
            edit.after.text = Spelling::quote(after.description);
        }
        if (!edit.before.exists()) edit.how = How::added;
        if (!edit.after.exists()) edit.how = How::removed;
        edits.push_back(std::move(edit));
    }
    event_edits(before, after, How::removed, edits);
    event_edits(after, before, How::added, edits);
}

}  // namespace parley::diff
