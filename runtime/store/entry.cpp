#include "runtime/store/entry.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

namespace parley::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using Json = nlohmann::json;

// Writes one object, member by member in the order of the calls.
class Writer {
public:
    Writer& member(std::string_view name, std::uint64_t number) { return raw(name, std::to_string(number)); }
    Writer& member(std::string_view name, bool truth) { return raw(name, truth ? "true" : "false"); }
    Writer& member(std::string_view name, std::string_view text) { return raw(name, Json(text).dump()); }
    Writer& member(std::string_view name, const signing::PublicKey& key) { return member(name, key.text()); }
    Writer& member(std::string_view name, const base::Digest& digest) {
        return raw(name, "\"" + base::to_string(digest) + "\"");
    }
    template <typename T>
    Writer& member(std::string_view name, const std::optional<T>& value) {
        return value ? member(name, *value) : raw(name, "null");
    }
    Writer& object(std::string_view name, const std::optional<std::string>& object) {
        return raw(name, object.value_or("null"));
    }
    std::string end() { return std::move(out_) + "}"; }

private:
    Writer& raw(std::string_view name, std::string_view value) {
        out_ += out_.empty() ? "{\"" : ",\"";
        out_.append(name).append("\":").append(value);
        return *this;
    }

    std::string out_;
};

std::string text_of(const Published& published) {
    return Writer()
        .member("version", published.version)
        .member("artifact", published.artifact)
        .member("artifact_bytes", published.artifact_bytes)
        .member("files", published.files)
        .member("based_on", published.based_on)
        .end();
}

std::string text_of(const Collected& collected) {
    return Writer()
        .member("kept_from", collected.kept_from)
        .member("objects", collected.objects)
        .member("bytes", collected.bytes)
        .end();
}

std::string text_of(const Release& release) {
    return Writer()
        .member("version", release.version)
        .member("artifact", release.artifact)
        .member("sequence", release.sequence)
        .end();
}

std::string text_of(const Draft& draft) {
    return Writer()
        .member("files", draft.files)
        .member("based_on", draft.based_on)
        .member("base", draft.base)
        .member("saved_by", draft.saved_by)
        .member("saved_at", draft.saved_at)
        .member("sequence", draft.sequence)
        .member("edited", draft.edited)
        .end();
}

std::string text_of(const State& state) {
    const auto text = [](const auto& part) { return part ? std::optional(text_of(*part)) : std::nullopt; };
    return Writer()
        .object("current", text(state.current))
        .member("last_version", state.last_version)
        .object("draft", text(state.draft))
        .end();
}

// The members of one object. What is missing or of another kind is noted, and reads as nothing; members that nobody
// asks for show when the entry is written again.
class Members {
public:
    Members(const Json& object, bool& good) : object_(object), good_(good) {}

    std::uint64_t number(const char* name) {
        const Json& value = find(name);
        if (value.is_number_unsigned()) return value.get<std::uint64_t>();
        good_ = false;
        return 0;
    }
    std::string text(const char* name) {
        const Json& value = find(name);
        if (value.is_string()) return value.get<std::string>();
        good_ = false;
        return {};
    }
    bool truth(const char* name) {
        const Json& value = find(name);
        good_ = good_ && value.is_boolean();
        return value.is_boolean() && value.get<bool>();
    }
    base::Digest digest(const char* name) {
        const std::optional<base::Digest> digest = base::parse_digest(text(name));
        good_ = good_ && digest;
        return digest.value_or(base::Digest{});
    }
    signing::PublicKey key(const char* name) {
        const std::optional<signing::PublicKey> key = signing::PublicKey::parse(text(name));
        good_ = good_ && key;
        return key.value_or(signing::PublicKey{});
    }
    // Of a member that may be null.
    template <typename Read>
    auto maybe(const char* name, Read read) -> std::optional<decltype(read(name))> {
        if (find(name).is_null()) return std::nullopt;
        return read(name);
    }
    std::optional<std::uint64_t> maybe_number(const char* name) {
        return maybe(name, [&](const char* member) { return number(member); });
    }
    std::optional<base::Digest> maybe_digest(const char* name) {
        return maybe(name, [&](const char* member) { return digest(member); });
    }
    Members object(const char* name) { return Members(find(name), good_); }

private:
    const Json& find(const char* name) {
        static const Json nothing;
        if (const auto at = object_.find(name); at != object_.end()) return *at;
        good_ = false;
        return nothing;
    }

    const Json& object_;
    bool& good_;
};

Published read_published(Members members) {
    return {members.number("version"), members.digest("artifact"), members.number("artifact_bytes"),
            members.digest("files"), members.maybe_number("based_on")};
}

Collected read_collected(Members members) {
    return {members.number("kept_from"), members.number("objects"), members.number("bytes")};
}

Release read_release(Members members) {
    return {members.number("version"), members.digest("artifact"), members.number("sequence")};
}

Draft read_draft(Members members) {
    return {members.digest("files"),  members.maybe_number("based_on"), members.number("base"),
            members.text("saved_by"), members.text("saved_at"),         members.number("sequence"),
            members.truth("edited")};
}

constexpr std::array actions = {Action::new_draft, Action::save_draft, Action::discard_draft,
                                Action::publish,   Action::republish,  Action::collect};

std::optional<Action> action_named(std::string_view name) {
    for (const Action action : actions) {
        if (to_string(action) == name) return action;
    }
    return std::nullopt;
}

Error refuse(std::string reason) {
    return {ErrorKind::integrity, std::move(reason)};
}

// Everything but what stands on the lines below. The deepest members are those of the state's draft.
Result<LogEntry> read_line(const std::string& line) {
    constexpr int deepest = 3;
    const auto not_too_deep = [](int depth, Json::parse_event_t, Json&) { return depth <= deepest; };
    const Json parsed = Json::parse(line, not_too_deep, false);
    if (!parsed.is_object()) return refuse("its first line is no JSON object");
    bool good = true;
    Members members(parsed, good);
    const std::uint64_t format = members.number("format_version");
    if (good && format > entry_format) {
        return Error{ErrorKind::newer_format, "it is of format " + std::to_string(format) +
                                                  "; this parley reads up to " + std::to_string(entry_format)};
    }
    LogEntry read;
    Entry& entry = read.entry;
    read.store = members.text("store");
    entry.sequence = members.number("sequence");
    entry.previous = members.digest("previous");
    entry.at = members.text("at");
    entry.by = members.text("by");
    const std::optional<Action> action = action_named(members.text("action"));
    entry.action = action.value_or(Action::collect);
    entry.note = members.text("note");
    entry.signed_by = members.maybe("signed_by", [&](const char* name) { return members.key(name); });
    entry.from = members.maybe_number("from");
    entry.to = members.maybe_number("to");
    read.published = members.maybe("version", [&](const char* name) { return read_published(members.object(name)); });
    entry.draft = members.maybe_digest("draft");
    entry.replaced = members.maybe_digest("replaced");
    entry.folder = members.maybe_digest("folder");
    read.collected = members.maybe("collected", [&](const char* name) { return read_collected(members.object(name)); });
    Members state = members.object("state");
    read.state.store = read.store;
    read.state.sequence = entry.sequence;
    read.state.current = state.maybe("current", [&](const char* name) { return read_release(state.object(name)); });
    read.state.last_version = state.number("last_version");
    read.state.draft = state.maybe("draft", [&](const char* name) { return read_draft(state.object(name)); });

    good = good && action && is_moment(entry.at) && entry.sequence > 0 && entry.sequence <= largest_number;
    good = good && read.state.last_version <= largest_number;
    good = good && read.published.has_value() == (action == Action::publish);
    good = good && read.collected.has_value() == (action == Action::collect);
    if (!good || line_of(read) != line) return refuse("its first line is not as an entry is written");
    return read;
}

// Splits off one line without its line feed; nullopt if there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

base::Digest digest_of_line(std::string_view line) {
    return base::digest(std::as_bytes(std::span(line)));
}

// What stands below the digest: the signature, where the first line says that there is one, and nothing more.
std::optional<Error> check_signature(const Entry& entry, std::string_view line, std::string_view below) {
    if (!entry.signed_by) {
        if (below.empty()) return std::nullopt;
        return refuse("there are bytes behind its last line");
    }
    const std::string head = entry.signed_by->text() + " ";
    if (!below.starts_with(head) || !below.ends_with('\n')) return refuse("it lacks the signature that it speaks of");
    const std::string_view signature = below.substr(head.size(), below.size() - head.size() - 1);
    if (signing::verify(*entry.signed_by, line, signature)) return std::nullopt;
    return refuse("its signature by " + entry.signed_by->text() + " does not hold");
}

}  // namespace

std::string line_of(const LogEntry& log_entry) {
    const Entry& entry = log_entry.entry;
    const auto text = [](const auto& part) { return part ? std::optional(text_of(*part)) : std::nullopt; };
    return Writer()
        .member("format_version", entry_format)
        .member("store", log_entry.store)
        .member("sequence", entry.sequence)
        .member("previous", entry.previous)
        .member("at", entry.at)
        .member("by", entry.by)
        .member("action", to_string(entry.action))
        .member("note", entry.note)
        .member("signed_by", entry.signed_by)
        .member("from", entry.from)
        .member("to", entry.to)
        .object("version", text(log_entry.published))
        .member("draft", entry.draft)
        .member("replaced", entry.replaced)
        .member("folder", entry.folder)
        .object("collected", text(log_entry.collected))
        .object("state", text_of(log_entry.state))
        .end();
}

void seal(LogEntry& entry, const signing::SecretKey* key) {
    entry.entry.signed_by.reset();
    if (key) entry.entry.signed_by = key->public_key();
    const std::string line = line_of(entry);
    entry.entry.digest = digest_of_line(line);
    entry.bytes = line + "\n" + base::to_string(entry.entry.digest) + "\n";
    if (key) entry.bytes += entry.entry.signed_by->text() + " " + key->sign(line) + "\n";
}

Result<LogEntry> read_entry(std::string bytes) {
    std::string_view rest = bytes;
    const auto line = take_line(rest), digest_line = take_line(rest);
    if (!line || !digest_line) return refuse("it ends too early");
    const base::Digest digest = digest_of_line(*line);
    if (*digest_line != base::to_string(digest)) return refuse("its first line does not match its digest");
    Result<LogEntry> read = read_line(std::string(*line));
    if (!read) return read.error();
    if (const auto fault = check_signature(read->entry, *line, rest)) return *fault;
    read->entry.digest = digest;
    read->bytes = std::move(bytes);
    return read;
}

VersionRecord record_of(const LogEntry& log_entry) {
    const Published& published = *log_entry.published;
    const Entry& entry = log_entry.entry;
    return {published.version, published.artifact, published.files,    published.artifact_bytes, entry.by,
            entry.at,          entry.note,         published.based_on, entry.sequence,           entry.signed_by};
}

bool is_moment(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

}  // namespace parley::store
