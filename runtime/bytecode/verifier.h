// Proves that an artifact is safe to run, to list and to explain: every index in range, every operand of the kind and
// type its instruction takes, every jump ahead and to an instruction of the same rule or condition, no unreachable
// code, conditions only using earlier ones, strings valid UTF-8, patterns and time zones usable, and the manifest's
// budget no less than the longest path. Whatever is not known is refused.
#pragma once

#include "runtime/bytecode/reader.h"

namespace parley::bytecode {

// The message names the section and index at fault.
base::Result<base::Done> verify(const Artifact& artifact);

// Whether what deciding reads is safe (Verify::deciding in reader.h), seen at a glance. It says so only of what
// `verify` would not refuse for any of this; false: `verify` has to tell.
bool is_safe_to_decide(const Artifact& artifact);

// The number of instructions that one event line can take at most: each rule's longest path, and each named condition's
// for each event of the line it may be evaluated for (conditions that read context.event: once a rule).
std::uint64_t longest_evaluation(std::span<const Instruction> code, std::span<const RuleRecord> rules,
                                 std::span<const ConditionRecord> conditions);

}  // namespace parley::bytecode
