#include "runtime/engine/sqlite/schema.h"

#include <string_view>

namespace parley::sqlite {
namespace {

constexpr std::int64_t application_id = 0x50524c59;  // "PRLY"
// One more with every change of the tables or of the fields of a record, so that an older parley refuses the file.
constexpr std::int64_t schema_version = 1;

// Records are kept as bytes (bodies.h); beside them stand only what they are looked up by. What changes seldom and what
// changes often are apart, so that a change touches few indexes. The order of a queue is that of (rank, since, id), so
// `rank` is the negative of a record's. SQLite keeps these texts to the letter: `examine` compares them.
constexpr std::string_view schema = R"sql(CREATE TABLE meta(one INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE handled(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE outputs(number INTEGER PRIMARY KEY, lines BLOB NOT NULL);
CREATE TABLE contacts(id INTEGER PRIMARY KEY, profile INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX contacts_by_profile ON contacts(profile) WHERE profile <> 0;
CREATE TABLE channel_users(channel TEXT, identifier TEXT, contact INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (channel, identifier)) WITHOUT ROWID;
CREATE INDEX channel_users_by_contact ON channel_users(contact);
CREATE TABLE users(id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE user_keys(stamp INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, user TEXT NOT NULL);
CREATE INDEX user_keys_by_value ON user_keys(key, value);
CREATE INDEX user_keys_by_user ON user_keys(user);
CREATE TABLE profiles(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE profile_keys(key TEXT, value TEXT, profile INTEGER NOT NULL, PRIMARY KEY (key, value)) WITHOUT ROWID;
CREATE INDEX profile_keys_by_profile ON profile_keys(profile);
CREATE TABLE merges(secondary INTEGER, at INTEGER, target INTEGER NOT NULL, undone INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (secondary, at)) WITHOUT ROWID;
CREATE INDEX merges_by_secondary ON merges(secondary, at) WHERE undone = 0;
CREATE INDEX merges_by_target ON merges(target, at) WHERE undone = 0;
CREATE TABLE conversations(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE timeline(id INTEGER PRIMARY KEY, contact INTEGER NOT NULL, open INTEGER NOT NULL, archived INTEGER NOT NULL, last_at INTEGER NOT NULL, closed_at INTEGER, channel TEXT NOT NULL);
CREATE INDEX timeline_by_last ON timeline(contact, archived, last_at);
CREATE INDEX timeline_open ON timeline(open) WHERE open = 1;
CREATE INDEX timeline_open_by_contact ON timeline(contact) WHERE open = 1;
CREATE INDEX timeline_closed ON timeline(contact, closed_at) WHERE closed_at IS NOT NULL AND archived = 0;
CREATE TABLE opened_for(who TEXT, id INTEGER, PRIMARY KEY (who, id)) WITHOUT ROWID;
CREATE TABLE queues(id INTEGER PRIMARY KEY, name TEXT UNIQUE, waiting INTEGER NOT NULL, invited INTEGER NOT NULL, assigned INTEGER NOT NULL, unplaced INTEGER NOT NULL);
CREATE TABLE in_queue(queue INTEGER, open INTEGER, id INTEGER, PRIMARY KEY (queue, open, id)) WITHOUT ROWID;
CREATE TABLE skill_groups(id INTEGER PRIMARY KEY, queue INTEGER NOT NULL, skills BLOB NOT NULL, waiting INTEGER NOT NULL, UNIQUE (queue, skills));
CREATE TABLE waiting(queue INTEGER, rank INTEGER, since INTEGER, id INTEGER, skills INTEGER NOT NULL, PRIMARY KEY (queue, rank, since, id)) WITHOUT ROWID;
CREATE INDEX waiting_by_skills ON waiting(skills, rank, since, id);
CREATE TABLE spans(queue INTEGER, rank INTEGER, since INTEGER, id INTEGER, waiting INTEGER NOT NULL, PRIMARY KEY (queue, rank, since, id)) WITHOUT ROWID;
CREATE TABLE hands(agent TEXT, invited INTEGER, since INTEGER, id INTEGER, PRIMARY KEY (agent, invited, since, id)) WITHOUT ROWID;
CREATE TABLE timers(due INTEGER, kind INTEGER, id INTEGER, PRIMARY KEY (due, kind, id)) WITHOUT ROWID;
CREATE TABLE agents(agent TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE histories(queue TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE threads(kind INTEGER, key TEXT, conversation INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE early_ends(kind INTEGER, key TEXT, body BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE messages(place INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, sequence INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (conversation, sequence));
CREATE TABLE moments(place INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, stimulus TEXT NOT NULL, moment INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (stimulus, moment));
CREATE INDEX moments_by_conversation ON moments(conversation);
CREATE INDEX moments_by_instant ON moments(at);
CREATE TABLE unopened(place INTEGER PRIMARY KEY, stimulus TEXT NOT NULL UNIQUE, body BLOB NOT NULL);)sql";

std::int64_t number(Connection& connection, const char* sql) {
    Query query = connection.query(sql);
    return query.step() ? query.integer(0) : 0;
}

std::string schema_of(Connection& connection) {
    std::string found;
    Query query = connection.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
    while (query.step()) found += (found.empty() ? "" : "\n") + query.text(0) + ";";
    return found;
}

}  // namespace

bool is_empty(Connection& connection) {
    return number(connection, "PRAGMA application_id") == 0 && number(connection, "PRAGMA user_version") == 0 &&
           number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
}

std::optional<base::Error> examine(Connection& connection, const std::string& path) {
    if (is_empty(connection)) return std::nullopt;
    if (number(connection, "PRAGMA application_id") != application_id)
        return base::Error{base::ErrorKind::integrity,
                           "`" + path + "` is a database, but not of a conversation engine"};
    if (number(connection, "PRAGMA user_version") > schema_version)
        return base::Error{base::ErrorKind::newer_format, "`" + path + "` was written by a newer parley; use that one"};
    if (schema_of(connection) != schema)
        return base::Error{base::ErrorKind::integrity,
                           "the tables of `" + path + "` are damaged, or were changed; restore it from a copy"};
    return std::nullopt;
}

void create(Connection& connection) {
    connection.execute("BEGIN IMMEDIATE");
    connection.execute(std::string(schema));
    // Row 0 counts what waits in all queues together.
    connection.execute("INSERT INTO queues VALUES (0, NULL, 0, 0, 0, 0)");
    connection.execute("PRAGMA application_id = " + std::to_string(application_id));
    connection.execute("PRAGMA user_version = " + std::to_string(schema_version));
    connection.execute("COMMIT");
}

}  // namespace parley::sqlite
