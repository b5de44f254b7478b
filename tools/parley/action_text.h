// Values and actions of a decision in words.
#pragma once

#include <string>

#include "runtime/vm/execute.h"

namespace parley::cli {

// As the wire writes it; "no value" where there is none, and a name that the catalog does not know as it is.
std::string value_text(const vm::Program& program, value::Type type, const value::Value& value);

// `send_to_queue "Default"`, `close {state: "Ignore", short_description: "…"}`, and what came of it if not done.
std::string action_text(const vm::Program& program, const vm::Decision& decision, const vm::ActionResult& action);

// `rules/10.parley:13`
std::string place_text(const bytecode::Artifact& artifact, std::uint32_t file, std::uint32_t line);

}  // namespace parley::cli
