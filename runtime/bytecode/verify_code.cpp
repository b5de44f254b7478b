// The code: each instruction belongs to one rule or condition, is reached, goes ahead only, and takes what its opcode
// takes.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "runtime/bytecode/checker.h"
#include "runtime/bytecode/opcode.h"

namespace parley::bytecode {

namespace {

constexpr std::uint32_t maximum_condition_depth = 101;

struct Range {
    Section section;  // conditions or rules
    std::uint32_t index, entry, end;
    bool is_part = false;  // of a rule's code: it may go on to its end
    bool is_condition() const { return section == Section::conditions; }
    std::uint32_t last() const { return is_part ? end : end - 1; }  // where it may lead at most
};

// Tests that were found good. Whether one is depends on its opcode, flags and subject and on the types of its
// constants, of which a rule set has few combinations; so most tests of a long set are looked up instead of checked
// anew.
class CheckedTests {
public:
    bool knows(const Instruction& test, std::span<const ConstantRecord> constants) const {
        Key key;
        return make_key(test, constants, key) && keys_[place_of(key)] == key;
    }
    void note(const Instruction& test, const OpcodeInfo& info, std::span<const ConstantRecord> constants) {
        const auto has_constant = [](OperandKind kind) {
            return kind == OperandKind::none || kind == OperandKind::constant || kind == OperandKind::list;
        };
        Key key;
        if (!has_constant(info.first) || !has_constant(info.second) || !make_key(test, constants, key)) return;
        keys_[place_of(key)] = key;
    }

private:
    struct Key {
        std::uint64_t test = ~std::uint64_t{0}, first = 0, second = 0;
        bool operator==(const Key&) const = default;
    };

    // False where an operand is no constant.
    static bool make_key(const Instruction& test, std::span<const ConstantRecord> constants, Key& key) {
        constexpr std::uint8_t slots = first_is_slot | second_is_slot;
        if (test.opcode < static_cast<std::uint8_t>(Opcode::test_is) || (test.flags & slots) != 0) return false;
        std::memcpy(&key.test, &test, sizeof key.test);
        return type_of(test.first, constants, key.first) && type_of(test.second, constants, key.second);
    }
    static bool type_of(std::uint32_t operand, std::span<const ConstantRecord> constants, std::uint64_t& type) {
        type = ~std::uint64_t{0};
        if (operand == none) return true;
        if (operand >= constants.size()) return false;
        static_assert(sizeof constants[operand].type == sizeof type);
        std::memcpy(&type, &constants[operand].type, sizeof type);
        return true;
    }
    static std::size_t place_of(const Key& key) {
        constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15u;
        return (key.test ^ key.first * 3 ^ key.second * 5) * factor >> (64 - place_bits);
    }

    static constexpr int place_bits = 10;
    std::vector<Key> keys_ = std::vector<Key>(std::size_t{1} << place_bits);
};
static_assert(offsetof(Instruction, first) == sizeof(std::uint64_t), "the key is what stands in front of the operands");

class CodeCheck {
public:
    explicit CodeCheck(Checker& checker)
        : checker_(checker),
          artifact_(checker.artifact),
          views_(checker.views),
          code_(views_.code),
          conditions_(checker.artifact.conditions()),
          owned_(checker.checks_all ? code_.size() : 0),
          emitted_(views_.actions.size()),
          depth_(conditions_.size()) {}

    bool run() {
        if (!(check_conditions() && check_rules() && check_all_owned() && check_depth())) return false;
        checker_.longest = rule_paths_ + condition_paths_ + event_condition_paths_ * enabled_rules_;
        return true;
    }

    // What deciding comes to: named conditions, the rules of events without an index, what terms walk through, and
    // single tests. Each is looked at once, so all together are no more than the code.
    bool run_reached() {
        return check_conditions() && check_walked_rules() && check_walks() && check_single_tests() && check_depth();
    }

private:
    bool check_conditions() {
        for (std::uint32_t i = 0; i < conditions_.size(); ++i) {
            const ConditionRecord& condition = conditions_[i];
            const Row row(checker_, Section::conditions, i);
            depth_[i] = 1;
            reads_event_ = false;
            if (!(row.text(condition.name) && row.flag(condition.reads_event, "an unknown flag") &&
                  check_range({Section::conditions, i, condition.entry, condition.end}) &&
                  row.require(condition.reads_event != 0 || !reads_event_, "it reads the event and does not say so")))
                return false;
            deepest_ = std::max(deepest_, depth_[i]);
            (condition.reads_event != 0 ? event_condition_paths_ : condition_paths_) += longest_;
        }
        return true;
    }

    bool check_rules() {
        for (std::uint32_t i = 0; i < views_.rules.size(); ++i) {
            const RuleRecord& rule = views_.rules[i];
            const bool empty = rule.entry == rule.end && rule.end <= code_.size();
            const Row row(checker_, Section::rules, i);
            const bool good = rule.disabled != 0 ? row.require(empty, "a disabled rule with code")
                                                 : check_range({Section::rules, i, rule.entry, rule.end});
            if (!good) return false;
            if (rule.disabled != 0) continue;
            rule_paths_ += longest_;
            ++enabled_rules_;
        }
        return true;
    }

    bool check_walked_rules() {
        const auto plans = artifact_.event_plans();
        const auto event_rules = artifact_.event_rules();
        is_walked_.resize(views_.rules.size());
        for (std::size_t i = 0; i < plans.size(); ++i) {
            const EventRecord& event = artifact_.events()[i];
            if (plans[i] != none) continue;
            for (const std::uint32_t rule : event_rules.subspan(event.first_rule, event.rule_count))
                is_walked_[rule] = 1;
        }
        for (std::uint32_t i = 0; i < views_.rules.size(); ++i) {
            const RuleRecord& rule = views_.rules[i];
            const Range range{Section::rules, i, rule.entry, rule.end};
            if (rule.disabled != 0) continue;
            if (!(is_walked_[i] != 0 ? check_range(range) : claim(range))) return false;
        }
        return true;
    }

    // Events of which the rules have the same terms walk through the same parts.
    bool check_walks() {
        std::ranges::sort(checker_.walks, {}, &CodePart::begin);
        const CodePart* before = nullptr;
        for (const CodePart& walk : checker_.walks) {
            if (is_walked_[walk.rule] != 0) continue;
            if (before != nullptr && walk.begin == before->begin && walk.end == before->end) continue;
            if (before != nullptr && walk.begin < before->end) return false;
            if (!check_body({Section::rules, walk.rule, walk.begin, walk.end, /*is_part=*/true})) return false;
            before = &walk;
        }
        return true;
    }

    // The plan has seen to the literals of terms; there may be others, which nobody asks.
    bool check_single_tests() {
        for (const std::uint32_t literal : artifact_.literals()) {
            if (literal >> 1 >= code_.size() || !check_single_test(literal >> 1)) return false;
            checker_.reached.push_back({none, literal >> 1, (literal >> 1) + 1});
        }
        return std::ranges::all_of(artifact_.memos(),
                                   [this](const MemoRecord& memo) { return check_single_test(memo.instruction); });
    }

    // Where it leads to is not followed.
    bool check_single_test(std::uint32_t at) {
        const Instruction& instruction = code_[at];
        const OpcodeInfo* info = find_opcode(instruction.opcode);
        return tests_.knows(instruction, views_.constants) ||
               (info != nullptr && info->jumps == Jumps::test && instruction.reserved == 0 &&
                check_operands(Row(checker_, Section::code, at), {Section::rules, none, 0, 0}, instruction, *info));
    }

    bool check_range(const Range& range) { return claim(range) && check_body(range); }

    // Code belongs to one rule or condition. Where not all of it is looked at, they have to stand in its order.
    bool claim(const Range& range) {
        const Row row(checker_, range.section, range.index);
        if (!row.require(range.entry < range.end && range.end <= code_.size(), "no code of its own")) return false;
        if (!checker_.checks_all) return range.entry >= std::exchange(claimed_, range.end);
        const auto own = std::span(owned_).subspan(range.entry, range.end - range.entry);
        if (!row.require(std::memchr(own.data(), 1, own.size()) == nullptr, "code that something else has"))
            return false;
        std::ranges::fill(own, char{1});
        return true;
    }

    bool check_body(const Range& range) {
        paths_.assign(range.end - range.entry + 1, 0);
        paths_[0] = 1;
        longest_ = 0;
        for (std::uint32_t at = range.entry; at < range.end; ++at) {
            const Row here(checker_, Section::code, at);
            if (!(here.require(paths_[at - range.entry] != 0, "an instruction that is never reached") &&
                  check_instruction(here, range, at)))
                return false;
            longest_ = std::max(longest_, paths_[at - range.entry]);
        }
        if (!checker_.checks_all) checker_.reached.push_back({range.index, range.entry, range.end});
        return true;
    }

    bool check_instruction(const Row& row, const Range& range, std::uint32_t at) {
        const Instruction& instruction = code_[at];
        if (tests_.knows(instruction, views_.constants)) {
            reads_event_ = reads_event_ || (checker_.event_slot != none && instruction.subject == checker_.event_slot);
            return check_flow(row, range, at, Jumps::test);
        }
        const OpcodeInfo* info = find_opcode(instruction.opcode);
        return row.require(info != nullptr, "an unknown opcode") &&
               row.require(instruction.reserved == 0, "a reserved part that is not zero") &&
               check_flow(row, range, at, info->jumps) && check_operands(row, range, instruction, *info);
    }

    // What stands ahead is reached from here; so one pass in order of address settles what is reached at all.
    bool check_flow(const Row& row, const Range& range, std::uint32_t at, Jumps jumps) {
        const std::uint32_t target = code_[at].target;
        if (jumps == Jumps::test || jumps == Jumps::jump) {
            if (!row.require(target > at && target <= range.last(), "a jump back, or out of its rule or condition"))
                return false;
            lead_to(range, target, at);
        } else if (!row.require(target == none, "a target of what does not jump")) {
            return false;
        }
        if (jumps == Jumps::test || jumps == Jumps::next) {
            if (!row.require(at + 1 <= range.last(), "it runs on behind its rule or condition")) return false;
            lead_to(range, at + 1, at);
        }
        return true;
    }

    void lead_to(const Range& range, std::uint32_t target, std::uint32_t at) {
        std::uint32_t& path = paths_[target - range.entry];
        path = std::max(path, paths_[at - range.entry] + 1);
    }

    bool check_operands(const Row& row, const Range& range, const Instruction& instruction, const OpcodeInfo& info) {
        if (info.subject == OperandKind::slot) {
            note_event(instruction, info);
            if (!check_test(checker_, row, instruction)) return false;
            tests_.note(instruction, info, views_.constants);
            return true;
        }
        const std::uint8_t allowed = info.jumps == Jumps::test ? negate | jump_when_true : 0;
        if (!(row.require((instruction.flags & ~allowed) == 0, "a flag that its opcode does not have") &&
              row.require(instruction.first == none && instruction.second == none,
                          "an operand that its opcode does not have")))
            return false;
        switch (info.opcode) {
            case Opcode::jump:
                return row.require(instruction.subject == none, "a subject that a jump does not have");
            case Opcode::complete:
                return row.require(instruction.subject == none, "a subject that an end does not have") &&
                       row.require(!range.is_condition(), "the end of a rule in a condition");
            case Opcode::return_true:
            case Opcode::return_false:
                return row.require(instruction.subject == none, "a subject that an end does not have") &&
                       row.require(range.is_condition(), "the end of a condition in a rule");
            case Opcode::branch:
                return check_branch(row, range, instruction.subject);
            case Opcode::emit:
                return check_emit(row, range, instruction.subject);
            case Opcode::test_condition:
                return check_call(row, range, instruction.subject);
            default:
                return row.fail("an unknown opcode");
        }
    }

    bool check_branch(const Row& row, const Range& range, std::uint32_t branch) {
        return row.require(!range.is_condition(), "a branch in a condition") &&
               row.index(branch, views_.branches.size(), "no such branch") &&
               row.require(views_.branches[branch].rule == range.index, "a branch of another rule");
    }

    // Once each: so one line never lists more than the tables hold.
    bool check_emit(const Row& row, const Range& range, std::uint32_t action) {
        if (!(row.require(!range.is_condition(), "an action in a condition") &&
              row.index(action, views_.actions.size(), "no such action") &&
              row.require(views_.actions[action].rule == range.index, "an action of another rule") &&
              row.require(!emitted_[action], "an action that stands in two places")))
            return false;
        emitted_[action] = true;
        return true;
    }

    bool check_call(const Row& row, const Range& range, std::uint32_t condition) {
        const std::size_t known = range.is_condition() ? range.index : conditions_.size();
        if (!row.index(condition, known, "a condition that is not one of those before")) return false;
        if (range.is_condition()) depth_[range.index] = std::max(depth_[range.index], depth_[condition] + 1);
        reads_event_ = reads_event_ || conditions_[condition].reads_event != 0;
        return true;
    }

    void note_event(const Instruction& instruction, const OpcodeInfo& info) {
        const auto is_event = [&](OperandKind kind, std::uint32_t index, std::uint8_t flag) {
            return (kind == OperandKind::slot || (instruction.flags & flag) != 0) && index == checker_.event_slot;
        };
        if (checker_.event_slot == none) return;
        reads_event_ = reads_event_ || instruction.subject == checker_.event_slot ||
                       is_event(info.first, instruction.first, first_is_slot) ||
                       is_event(info.second, instruction.second, second_is_slot);
    }

    bool check_all_owned() {
        const auto found = std::ranges::find(owned_, char{0});
        const auto index = static_cast<std::size_t>(found - owned_.begin());
        return Row(checker_, Section::code, index).require(found == owned_.end(), "an instruction of no rule");
    }

    bool check_depth() {
        const std::uint32_t stated = artifact_.manifest().condition_depth;
        const Row row(checker_, Section::manifest, 0);
        return row.require(stated <= maximum_condition_depth, "conditions deeper than 101") &&
               row.require(deepest_ <= stated, "conditions deeper than it says");
    }

    Checker& checker_;
    const Artifact& artifact_;
    const Views& views_;
    const std::span<const Instruction> code_;
    const std::span<const ConditionRecord> conditions_;
    std::vector<char> owned_, emitted_, is_walked_;
    std::uint32_t claimed_ = 0;  // up to here
    // Instructions on the longest way to each of what is being checked, with itself; 0: none leads there.
    std::vector<std::uint32_t> paths_;
    std::uint32_t longest_ = 0;  // of what is being checked
    std::uint64_t rule_paths_ = 0, condition_paths_ = 0, event_condition_paths_ = 0, enabled_rules_ = 0;
    CheckedTests tests_;
    std::vector<std::uint32_t> depth_;
    std::uint32_t deepest_ = 0;
    bool reads_event_ = false;  // what is being checked does
};

bool check_debug(Checker& checker) {
    const auto debug = checker.artifact.debug();
    if (!Row(checker, Section::debug, 0)
             .require(debug.size() == checker.views.code.size(), "another number of records than instructions"))
        return false;
    for (std::size_t i = 0; i < debug.size(); ++i) {
        if (!Row(checker, Section::debug, i).place(debug[i].file, debug[i].begin, debug[i].end)) return false;
    }
    return true;
}

}  // namespace

bool check_code(Checker& checker) {
    if (!checker.checks_all) return CodeCheck(checker).run_reached();
    return CodeCheck(checker).run() && check_debug(checker);
}

}  // namespace parley::bytecode
