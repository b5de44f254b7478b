// Internal to runtime/vm: one test of the frame, without its `negate`.
#pragma once

#include "runtime/vm/view.h"

namespace parley::vm {

// `instruction` is a test of a slot in a verified artifact. No allocation.
bool holds(const View& view, const bytecode::Instruction& instruction);

}  // namespace parley::vm
