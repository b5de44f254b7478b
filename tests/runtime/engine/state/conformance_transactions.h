// Who sees what, and when; one writer, any number of readers.
#pragma once

#include "tests/runtime/engine/state/conformance.h"

namespace parley::tests {

inline model::Contact named(std::int64_t id, const std::string& name) {
    model::Contact contact;
    contact.id = model::ContactId{id};
    contact.name = name;
    return contact;
}
inline std::string name_of(state::Database& database, std::int64_t id) {
    const auto contact = database.contact(model::ContactId{id});
    return contact ? contact->name : "none";
}

TEST_CASE("what is committed is there for others at once; what is not, never") {
    const auto site = fresh_site();
    const auto writer = site->write();
    writer->begin();
    writer->put(named(1, "Joe"));
    CHECK(name_of(*writer, 1) == "Joe");
    CHECK(name_of(*site->read(), 1) == "none");
    commit(*writer);
    CHECK(name_of(*site->read(), 1) == "Joe");

    writer->begin();
    writer->put(named(1, "Ann"));
    writer->begin();  // does nothing inside of one
    writer->put(named(2, "Bob"));
    writer->rollback();
    CHECK(name_of(*writer, 1) == "Joe");
    CHECK(name_of(*writer, 2) == "none");
    CHECK(name_of(*site->read(), 2) == "none");
    commit(*writer);  // nothing to do
}

TEST_CASE("a reader sees one moment of the whole, holds no writer up, and `begin` shows it the next") {
    const auto site = fresh_site();
    const auto writer = site->write();
    writer->begin();
    writer->put(named(1, "Joe"));
    commit(*writer);
    const auto reader = site->read();
    CHECK(name_of(*reader, 1) == "Joe");
    for (int i = 0; i < 50; ++i) {
        writer->begin();
        writer->put(named(1, "Ann"));
        commit(*writer);
    }
    CHECK(name_of(*reader, 1) == "Joe");
    reader->begin();
    CHECK(name_of(*reader, 1) == "Ann");
}

TEST_CASE("a reader that writes has failed, and is right again after `rollback`") {
    const auto site = fresh_site();
    const auto writer = site->write();
    writer->begin();
    writer->put(named(1, "Joe"));
    commit(*writer);
    const auto reader = site->read();
    reader->put(named(1, "Ann"));
    REQUIRE(reader->failure());
    CHECK(reader->failure()->kind == base::ErrorKind::not_allowed);
    CHECK(name_of(*reader, 1) == "none");  // a database that has failed finds nothing
    CHECK(reader->agents().empty());
    const auto done = reader->commit();
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == base::ErrorKind::not_allowed);
    reader->rollback();
    CHECK_FALSE(reader->failure());
    CHECK(name_of(*reader, 1) == "Joe");
}

TEST_CASE("a second writer is a conflict, as long as there is a first") {
    const auto site = fresh_site();
    auto writer = site->write();
    const auto second = site->try_write();
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == base::ErrorKind::conflict);
    writer->begin();
    writer->put(named(1, "Joe"));
    CHECK_FALSE(site->try_write());
    commit(*writer);
    writer.reset();
    CHECK(name_of(*site->write(), 1) == "Joe");
}

TEST_CASE("a writer that goes without a commit leaves nothing of it") {
    const auto site = fresh_site();
    {
        const auto writer = site->write();
        writer->begin();
        writer->put(named(1, "Joe"));
    }
    CHECK(name_of(*site->write(), 1) == "none");
}

TEST_CASE("where there is nothing, a reader finds nothing and makes nothing") {
    const auto site = fresh_site();
    for (int i = 0; i < 2; ++i) {
        const auto reader = site->try_read();
        REQUIRE_FALSE(reader);
        CHECK(reader.error().kind == base::ErrorKind::not_found);
    }
}

}  // namespace parley::tests
