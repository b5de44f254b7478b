#include "runtime/engine/sqlite/connection.h"

#include <sqlite3.h>

#include <filesystem>
#include <limits>

namespace parley::sqlite {
namespace {

using base::ErrorKind;

// How long SQLite waits for another program that holds the file for a moment (a reader that recovers it).
constexpr int busy_milliseconds = 5'000;

base::Error refused(const std::exception& fault, const std::string& path, int code) {
    const auto say = [&](ErrorKind kind, const std::string& said) {
        return base::Error{kind, said + ": " + fault.what()};
    };
    switch (code) {
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
        case SQLITE_CONSTRAINT:  // all that is written keeps to them, so that what was there is wrong
        case SQLITE_MISMATCH:
            return say(ErrorKind::integrity, "`" + path + "` is damaged, or no database; restore it from a copy");
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_AUTH:
            return say(ErrorKind::not_allowed, "cannot write `" + path + "`");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return say(ErrorKind::conflict, "another program holds `" + path + "`");
        default:
            return say(ErrorKind::environment, "cannot use `" + path + "`");
    }
}

}  // namespace

base::Error error_of(const std::exception& fault, const std::string& path) {
    if (const auto* refusal = dynamic_cast<const SQLite::Exception*>(&fault))
        return refused(fault, path, refusal->getErrorCode() & 0xff);
    if (dynamic_cast<const Damage*>(&fault)) return refused(fault, path, SQLITE_CORRUPT);
    return refused(fault, path, SQLITE_NOMEM);
}

void Query::bind(int index, const Blob& blob) {
    constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    if (blob.bytes.size() > most) throw SQLite::Exception("a record is too long", SQLITE_TOOBIG);
    statement_.bindNoCopy(index, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
}

std::vector<std::int64_t> numbers(Query& query) {
    std::vector<std::int64_t> found;
    while (query.step()) found.push_back(query.integer(0));
    return found;
}

Connection::Connection(const std::string& path, bool write)
    : path_(path),
      // Absolute, as SQLite takes some names for something else than a file.
      database_(std::filesystem::absolute(path).string(),
                (write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY) | SQLite::OPEN_NOMUTEX,
                busy_milliseconds) {
    sqlite3* handle = database_.getHandle();
    // A file from elsewhere may hold neither tables nor cells that SQLite did not make itself.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    execute(
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
}

Query Connection::query(const char* sql) {
    std::unique_ptr<SQLite::Statement>& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
    return Query(*statement);
}

void Connection::fail(const std::exception& fault) {
    fail(error_of(fault, path_));
}

}  // namespace parley::sqlite
