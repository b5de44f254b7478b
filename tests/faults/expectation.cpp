#include "tests/faults/expectation.h"

#include "tests/faults/folder.h"

namespace faults {

namespace {

// The line in which two texts differ first, from both.
std::string first_difference(const std::string& left, const std::string& right) {
    std::size_t at = 0;
    while (at < left.size() && at < right.size() && left[at] == right[at]) ++at;
    const std::size_t from = at < 80 ? 0 : at - 80;
    return "…" + left.substr(from, 240) + "…\n      instead of\n    …" + right.substr(from, 240) + "…";
}

// What a killed writer may leave in a store, and the next one clears away; empty: nothing.
std::string left_over(const std::string& folder) {
    for (const auto& [name, bytes] : tree_of(folder)) {
        if (name.starts_with(".parley/tmp/") && !name.ends_with('/')) return name;
    }
    return {};
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n') + 1);
}

}  // namespace

Expectation expectation_of(const Target& target, const std::string& folder) {
    const Folder copy;
    copy_tree(folder, copy.path());
    Expectation expected;
    expected.before = target.look(copy.path());
    expected.first_code = parley(copy.path(), target.words).code;
    expected.after = target.look(copy.path());
    expected.second_code = parley(copy.path(), target.words).code;
    expected.again = target.look(copy.path());
    return expected;
}

std::string check_state(const Expectation& expectation, const Parts& seen, bool acknowledged) {
    for (const auto& [name, text] : seen) {
        if (text == expectation.after.at(name)) continue;
        if (acknowledged)
            return name + " is not as acknowledged\n    " + first_difference(text, expectation.after.at(name));
        if (text != expectation.before.at(name))
            return name + " is neither as before nor as after\n    " +
                   first_difference(text, expectation.before.at(name));
    }
    return {};
}

std::string check(const Target& target, const Expectation& expectation, const std::string& folder, bool acknowledged) {
    const Parts seen = target.look(folder);
    if (std::string wrong = check_state(expectation, seen, acknowledged); !wrong.empty()) return wrong;

    const bool is_before = seen == expectation.before, is_after = seen == expectation.after;
    const bool in_parts = !is_before && !is_after;
    const Outcome next = parley(folder, target.words);
    const Parts last = target.look(folder);
    if (in_parts && target.refusal != 0 && next.code == target.refusal && last == seen) return {};
    const int code = is_before ? expectation.first_code : is_after ? expectation.second_code : 0;
    if (next.code != code)
        return "the next run ends with " + std::to_string(next.code) + " instead of " + std::to_string(code) + ": " +
               next.err;
    const Parts& wanted = is_after ? expectation.again : expectation.after;
    for (const auto& [name, text] : last) {
        // Where some parts were done and others not, the next run does them all; a store notes that in its log.
        const bool noted = in_parts && name == the_store;
        const bool right = noted ? text.starts_with(first_line(wanted.at(name))) : text == wanted.at(name);
        if (!right) return "after the next run, " + name + " is wrong\n    " + first_difference(text, wanted.at(name));
    }
    const std::string left = left_over(folder);
    return is_before && !left.empty() ? "the next run has left " + left : std::string();
}

bool acknowledged(const Target& target, const Outcome& outcome) {
    return outcome.code == 0 || (target.output_acknowledges && !outcome.out.empty());
}

}  // namespace faults
