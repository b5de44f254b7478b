// Internal to runtime/replay: what differs between two decisions, in words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/replay/comparer.h"

namespace parley::replay {

class Explainer {
public:
    using Side = Comparer::Side;
    Explainer(const Side& before, const Side& after, Difference& difference)
        : before_(before), after_(after), out_(difference) {}

    void run();

private:
    struct Member {
        std::string_view name;
        std::string exact;  // as the wire has it
        std::string shown;  // what may be shown of it; empty: only the event knows it
        bool text = false;
    };

    void pair_identical();
    void pair_by_name(bool first_member_too);
    void changed(std::size_t before, std::size_t after);
    void one_sided(const Side& side, std::size_t action, bool before);
    void rule_of(const Side& side, std::size_t action, std::vector<std::string>& names);
    void say(std::string words);
    static std::string_view text(const Side& side, std::size_t action);
    static std::vector<Member> members(const Side& side, std::size_t action);

    const Side &before_, &after_;
    Difference& out_;
    std::vector<std::size_t> partner_;  // of each action before
    std::vector<bool> taken_;           // of each action after
};

}  // namespace parley::replay
