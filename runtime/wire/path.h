// The path of a traced execution: what `--explain` adds to a decision. Private to this folder.
#pragma once

#include <string>

#include "runtime/vm/execute.h"

namespace parley::wire {

// A list with one object for each rule that fired.
void append_path(const vm::Frame& frame, const vm::Decision& decision, const vm::Trace& trace, std::string& out);

}  // namespace parley::wire
