// Records as the bytes in a column: a check value before what state/codec.h makes of them, so that damage which SQLite
// does not notice is no other record. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/sqlite/connection.h"
#include "runtime/engine/state/codec.h"

namespace parley::sqlite {

std::string sealed(std::string encoded);
// Without the check value; throws Damage where it does not fit.
std::string_view unsealed(std::string_view bytes);

template <typename Record>
std::string body_of(const Record& record) {
    return sealed(state::encode(record));
}

// Throws Damage where the bytes are no such record.
template <typename Record>
Record record_of(std::string_view bytes) {
    Record record{};
    if (!state::decode(unsealed(bytes), record)) throw Damage();
    return record;
}

// The record in the first column of a query's only row.
template <typename Record>
std::optional<Record> one(Query& query) {
    if (!query.step()) return std::nullopt;
    return record_of<Record>(query.bytes(0));
}
// The same of a record with a key: throws Damage where another one's stands in its place.
template <typename Record, typename Key>
std::optional<Record> one(Query& query, const Key Record::*member, const Key& key) {
    std::optional<Record> record = one<Record>(query);
    if (record && (*record).*member != key) throw Damage();
    return record;
}
template <typename Record>
std::vector<Record> all(Query& query) {
    std::vector<Record> found;
    while (query.step()) found.push_back(record_of<Record>(query.bytes(0)));
    return found;
}

}  // namespace parley::sqlite
