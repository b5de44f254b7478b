// One connection to a SQLite file: statements that are prepared once, and errors that are kept instead of thrown.
// Private to this folder, as is the library behind it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace parley::sqlite {

// Thrown inside this folder where what is read cannot have been written.
struct Damage : std::exception {
    const char* what() const noexcept override { return "a record is not as it was written"; }
};

// Bytes, as they are; they must live until the statement ran.
struct Blob {
    std::string_view bytes;
};

// A prepared statement in use; given back when this goes. One statement has one use at a time.
class Query {
public:
    explicit Query(SQLite::Statement& statement) : statement_(statement) {}
    Query(const Query&) = delete;
    ~Query() { statement_.tryReset(); }

    template <typename... Values>
    Query& with(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }
    bool step() { return statement_.executeStep(); }
    void run() {
        while (statement_.executeStep()) {
        }
    }
    std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
    std::string text(int column) const { return statement_.getColumn(column).getString(); }
    // Good until the next step.
    std::string_view bytes(int column) const {
        const SQLite::Column value = statement_.getColumn(column);
        const auto* begin = static_cast<const char*>(value.getBlob());
        return begin == nullptr ? std::string_view()
                                : std::string_view(begin, static_cast<std::size_t>(value.getBytes()));
    }

private:
    template <typename Value>
    void bind(int index, const Value& value) {
        if constexpr (std::is_enum_v<Value> || std::is_integral_v<Value>) {
            statement_.bind(index, static_cast<std::int64_t>(value));
        } else {
            statement_.bind(index, std::string(value));
        }
    }
    template <typename Value>
    void bind(int index, const std::optional<Value>& value) {
        if (value) {
            bind(index, *value);
        } else {
            statement_.bind(index);
        }
    }
    void bind(int index, const Blob& blob);

    SQLite::Statement& statement_;
};

// The first column of every row.
std::vector<std::int64_t> numbers(Query& query);

// Throws in its constructor, `query` and `execute` only.
class Connection {
public:
    Connection(const std::string& path, bool write);

    // `sql` is a literal: its address is its name.
    Query query(const char* sql);
    void execute(const std::string& sql) { database_.exec(sql); }
    SQLite::Database& database() { return database_; }
    // Whether the last statement that changes anything found something to change.
    bool changed() { return database_.getChanges() != 0; }

    // What `work` gives; an empty value, and the failure kept, where that throws. Once failed, nothing is tried.
    template <typename Work>
    auto attempt(const Work& work) noexcept -> decltype(work()) {
        using Value = decltype(work());
        if (failure_) return Value();
        try {
            return work();
        } catch (const std::exception& fault) {
            fail(fault);
        }
        return Value();
    }
    void fail(const std::exception& fault);
    void fail(base::Error error) {
        if (!failure_) failure_ = std::move(error);
    }
    const std::optional<base::Error>& failure() const { return failure_; }
    void forgive() { failure_.reset(); }

private:
    std::string path_;
    SQLite::Database database_;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
    std::optional<base::Error> failure_;
};

// What was thrown, in words for the user.
base::Error error_of(const std::exception& fault, const std::string& path);

}  // namespace parley::sqlite
