#include "runtime/engine/sqlite/open.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "runtime/engine/sqlite/database.h"
#include "runtime/engine/sqlite/schema.h"

namespace parley::sqlite {
namespace {

using base::Error;
using base::ErrorKind;

std::filesystem::path folder_of(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    return folder.empty() ? "." : folder;
}

// Makes the folder with what lies above it, each durably.
std::optional<Error> make_folder(const std::filesystem::path& folder) {
    std::error_code unknown;
    if (std::filesystem::is_directory(folder, unknown)) return std::nullopt;
    const std::filesystem::path above = folder_of(folder.string());
    if (auto error = make_folder(above)) return error;
    std::error_code fault;
    std::filesystem::create_directory(folder, fault);
    if (fault) return base::access_error("make", folder.string(), fault.value());
    if (const auto number = base::sync_folder(above.string()))
        return base::system_error("sync", above.string(), *number);
    return std::nullopt;
}

// Held as long as it is open, and gone with the process.
base::Result<base::Descriptor> lock(const std::string& path) {
    const std::string name = path + ".lock";
    base::Descriptor file = base::open_descriptor(name, O_RDWR | O_CREAT, 0666);
    if (!file.ok()) return base::access_error("lock", name, errno);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) return file;
    if (errno != EWOULDBLOCK) return base::access_error("lock", name, errno);
    return Error{ErrorKind::conflict, "another engine runs on `" + path + "`; only one may write it at a time"};
}

// A commit writes to the log without waiting for the disk (NORMAL): Database::sync does, so that it need not be the
// thread that commits. The log and the file stay in order by themselves: SQLite syncs the one before it moves anything
// to the other, and the other before it begins the log anew. The log stays when the last program goes, so that a reader
// need not be able to make one. What is erased is overwritten.
void write_durably(Connection& connection) {
    connection.execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;"
        "PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON;");
    int stays = 1;
    sqlite3_file_control(connection.database().getHandle(), "main", SQLITE_FCNTL_PERSIST_WAL, &stays);
}

base::Result<std::unique_ptr<state::Database>> open_writer(const std::string& path) {
    const std::filesystem::path folder = folder_of(path);
    if (auto error = make_folder(folder)) return *error;
    base::Result<base::Descriptor> held = lock(path);
    if (!held) return held.error();
    auto connection = std::make_unique<Connection>(path, true);
    if (auto error = examine(*connection, path)) return *error;
    write_durably(*connection);
    if (is_empty(*connection)) {
        create(*connection);
        if (const auto number = base::sync_folder(folder.string())) return base::system_error("sync", path, *number);
    }
    std::string log_path = path + "-wal";
    base::Descriptor log = base::open_descriptor(log_path, O_WRONLY | O_CLOEXEC);
    if (!log.ok()) return base::access_error("open", log_path, errno);
    return std::unique_ptr<state::Database>(
        new Database(std::move(connection), std::move(*held), std::move(log_path), std::move(log)));
}

base::Result<std::unique_ptr<state::Database>> open_reader(const std::string& path) {
    auto connection = std::make_unique<Connection>(path, false);
    if (is_empty(*connection)) return Error{ErrorKind::not_found, "there is nothing in `" + path + "` yet"};
    if (auto error = examine(*connection, path)) return *error;
    std::unique_ptr<Database> database(new Database(std::move(connection)));
    database->begin();
    if (database->failure()) return *database->failure();
    return std::unique_ptr<state::Database>(std::move(database));
}

}  // namespace

base::Result<std::unique_ptr<state::Database>> open(const std::string& path, Access access) {
    try {
        // SQLite alone would not say why it cannot.
        const bool write = access == Access::write;
        const int fault = ::access(path.c_str(), write ? R_OK | W_OK : R_OK) == 0 ? 0 : errno;
        const bool to_be_made = write && (fault == ENOENT || fault == ENOTDIR);
        if (fault != 0 && !to_be_made) return base::access_error("open", path, fault);
        return write ? open_writer(path) : open_reader(path);
    } catch (const std::exception& fault) {
        return error_of(fault, path);
    }
}

}  // namespace parley::sqlite
