// What the store's tests put into stores: files, and the artifacts compiled from them.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/store/store.h"

namespace parley::tests {

// A project of one rule that sends `text`, in two files.
base::Files project(const std::string& text);
// The artifact of `project(text)`; compiled once for each of "one", "two", "three" and "four", the texts there are.
const std::vector<std::byte>& artifact_of(const std::string& text);

inline constexpr const char* noon = "2026-11-21T12:00:00Z";

store::Change change(const std::string& by = "ann", const std::string& note = "");
store::SaveDraft save(const std::string& by = "ann");
store::SaveDraft new_draft(std::optional<store::Version> from = std::nullopt, const std::string& by = "ann");

// Fails the test where the operation does.
template <typename T>
T must(base::Result<T> result) {
    if (!result) FAIL(result.error().message);
    return std::move(*result);
}
// What kind of error it was; fails the test where there was none.
template <typename T>
base::ErrorKind refused(const base::Result<T>& result) {
    if (result) FAIL("it should have been refused");
    return result.error().kind;
}

// Saves `project(text)` and publishes it.
store::VersionRecord publish(store::Store& store, const std::string& text, const signing::SecretKey* key = nullptr);
// Of the draft as it is, with the artifact of `text`.
base::Result<store::VersionRecord> publish_draft(store::Store& store, const std::string& text,
                                                 std::optional<store::Version> expect = std::nullopt,
                                                 const signing::SecretKey* key = nullptr);

// Every problem that `verify` has found, a line each.
std::string problems(store::Store& store, const signing::Trust* trust = nullptr);

}  // namespace parley::tests
