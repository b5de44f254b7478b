// The language as its manual says it, and nothing else: a walk over the checked model, test by test, without any of the
// VM's means. Slow on purpose, so that it can be believed; the VM is compared with it on everything.
#pragma once

#include <string>

#include "compiler/check/model.h"
#include "tests/reference/event.h"

namespace parley::reference {

// The actions of one event line, as a JSON array of the wire's action objects.
std::string decide(const check::CheckedRules& rules, const catalog::Catalog& catalog, const source::SourceSet& sources,
                   const Event& event);

// One condition on its own, as a rule fired by `fired` would see it.
bool holds(const check::CheckedRules& rules, const catalog::Catalog& catalog, const Event& event,
           check::ConditionId condition, catalog::EventId fired);

}  // namespace parley::reference
