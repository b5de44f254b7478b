#include "runtime/bytecode/verifier.h"

#include <algorithm>
#include <array>

#include "runtime/bytecode/checker.h"
#include "runtime/bytecode/opcode.h"

namespace parley::bytecode {

namespace {

// The longest path from each instruction to the end of its rule or condition. Jumps go ahead, so one pass from the
// back.
std::vector<std::uint32_t> longest_paths(std::span<const Instruction> code) {
    std::array<Jumps, 256> jumps_of{};
    for (const OpcodeInfo& info : opcodes()) jumps_of[static_cast<std::uint8_t>(info.opcode)] = info.jumps;
    std::vector<std::uint32_t> paths(code.size());
    for (std::size_t at = code.size(); at-- > 0;) {
        const Jumps jumps = jumps_of[code[at].opcode];
        std::uint32_t rest = 0;
        if (jumps == Jumps::test || jumps == Jumps::next) rest = paths[at + 1];
        if (jumps == Jumps::test || jumps == Jumps::jump) rest = std::max(rest, paths[code[at].target]);
        paths[at] = rest + 1;
    }
    return paths;
}

}  // namespace

std::uint64_t longest_evaluation(std::span<const Instruction> code, std::span<const RuleRecord> rules,
                                 std::span<const ConditionRecord> conditions) {
    const std::vector<std::uint32_t> paths = longest_paths(code);
    std::uint64_t sum = 0;
    std::uint64_t enabled = 0;
    for (const RuleRecord& rule : rules) {
        if (rule.disabled != 0) continue;
        sum += paths[rule.entry];
        ++enabled;
    }
    for (const ConditionRecord& condition : conditions)
        sum += std::uint64_t{paths[condition.entry]} * (condition.reads_event != 0 ? enabled : 1);
    return sum;
}

base::Result<base::Done> verify(const Artifact& artifact) {
    Checker checker(artifact, Verify::all);
    const bool good =
        check_tables(checker) && check_constants(checker) && check_rules(checker) && check_actions(checker) &&
        check_code(checker) && check_plan(checker) && check_steps(checker) &&
        Row(checker, Section::manifest, 0)
            .require(checker.longest <= artifact.manifest().budget, "a budget below what an event can take");
    if (!good) return base::Error{base::ErrorKind::integrity, checker.fault};
    return base::Done{};
}

// The plan says which code deciding comes to.
bool is_safe_to_decide(const Artifact& artifact) {
    Checker checker(artifact, Verify::deciding);
    return check_tables(checker) && check_constants(checker) && check_rules(checker) && check_actions(checker) &&
           check_plan(checker) && check_code(checker) && check_steps(checker);
}

}  // namespace parley::bytecode
