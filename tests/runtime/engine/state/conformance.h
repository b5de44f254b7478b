// The one suite that every backend passes. A backend's test program defines `fresh_site` and includes this, once.
#pragma once

#include <doctest/doctest.h>

#include <memory>

#include "tests/runtime/engine/state/samples.h"

namespace parley::tests {

// A place where one database can be, gone with all it holds when this is.
struct Site {
    virtual ~Site() = default;
    virtual base::Result<std::unique_ptr<state::Database>> try_write() = 0;
    virtual base::Result<std::unique_ptr<state::Database>> try_read() = 0;

    std::unique_ptr<state::Database> write() { return must(try_write()); }
    std::unique_ptr<state::Database> read() { return must(try_read()); }

private:
    static std::unique_ptr<state::Database> must(base::Result<std::unique_ptr<state::Database>> opened) {
        if (!opened) FAIL(opened.error().message);
        return std::move(*opened);
    }
};

// Where nothing is yet.
std::unique_ptr<Site> fresh_site();

inline void commit(state::Database& database) {
    const auto done = database.commit();
    if (!done) FAIL(done.error().message);
}

// What a call that visits has visited.
inline std::vector<model::Conversation> visited(state::Database& database, const state::ConversationFilter& filter) {
    std::vector<model::Conversation> found;
    database.visit(filter, [&found](const model::Conversation& one) {
        found.push_back(one);
        return true;
    });
    return found;
}
inline std::vector<model::MomentRecord> visited_moments(state::Database& database, std::optional<model::Instant> from,
                                                        std::optional<model::Instant> to) {
    std::vector<model::MomentRecord> found;
    database.visit_moments(from, to, [&found](const model::MomentRecord& one) {
        found.push_back(one);
        return true;
    });
    return found;
}
inline std::vector<model::Unopened> visited_unopened(state::Database& database) {
    std::vector<model::Unopened> found;
    database.visit_unopened([&found](const model::Unopened& one) {
        found.push_back(one);
        return true;
    });
    return found;
}
inline std::vector<model::Contact> visited_contacts(state::Database& database) {
    std::vector<model::Contact> found;
    database.visit_contacts([&found](const model::Contact& one) {
        found.push_back(one);
        return true;
    });
    return found;
}

}  // namespace parley::tests

#include "tests/runtime/engine/state/conformance_calls.h"
#include "tests/runtime/engine/state/conformance_queues.h"
#include "tests/runtime/engine/state/conformance_random.h"
#include "tests/runtime/engine/state/conformance_transactions.h"
