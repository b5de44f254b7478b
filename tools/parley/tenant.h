// The engine's settings out of a catalog: of the folder, or of the one that an artifact carries.
#pragma once

#include <memory>

#include "compiler/catalog/catalog.h"
#include "runtime/engine/tenant/tenant.h"
#include "runtime/vm/program.h"

namespace parley::cli {

// Finished.
std::shared_ptr<const tenant::Tenant> tenant_of(const catalog::Catalog& catalog);

// By the text of the catalog that the program was compiled with; the built-in vocabulary's where it had none.
std::shared_ptr<const tenant::Tenant> tenant_of(const vm::Program& program);

}  // namespace parley::cli
