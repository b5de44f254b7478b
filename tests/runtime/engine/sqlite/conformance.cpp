#include "tests/runtime/engine/state/conformance.h"

#include "runtime/engine/sqlite/open.h"
#include "tests/runtime/signing/scratch.h"

namespace parley::tests {
namespace {

class SqliteSite final : public Site {
public:
    base::Result<std::unique_ptr<state::Database>> try_write() override {
        return sqlite::open(scratch_.path("new/folder/state.db"), sqlite::Access::write);
    }
    base::Result<std::unique_ptr<state::Database>> try_read() override {
        return sqlite::open(scratch_.path("new/folder/state.db"), sqlite::Access::read);
    }

private:
    Scratch scratch_;
};

}  // namespace

std::unique_ptr<Site> fresh_site() {
    return std::make_unique<SqliteSite>();
}

}  // namespace parley::tests
