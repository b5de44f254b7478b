// Bits flipped, files cut, swapped, taken away and put back from earlier: nothing is read wrongly, and `verify` tells.
#include <doctest/doctest.h>

#include "runtime/store/entry.h"
#include "runtime/store/layout.h"
#include "tests/runtime/store/scenarios.h"

using namespace parley;
using namespace parley::tests;

namespace {

// All that can be read of a store; where something cannot be, an empty part.
struct Reading {
    std::optional<store::State> state;
    std::optional<std::vector<std::string>> versions, log;
    std::vector<std::optional<base::Files>> files;
    std::vector<std::optional<base::Digest>> artifacts;
};

std::string text_of(const store::VersionRecord& record) {
    return std::to_string(record.version) + base::to_string(record.artifact) + base::to_string(record.files) +
           std::to_string(record.artifact_bytes) + record.published_by + record.published_at + record.note +
           std::to_string(record.based_on.value_or(0)) + std::to_string(record.sequence) +
           (record.signed_by ? record.signed_by->text() : "");
}
std::string text_of(const store::Entry& entry) {
    return base::to_string(entry.digest) + (entry.signed_by ? entry.signed_by->text() : "");
}

template <typename T>
std::optional<std::vector<std::string>> texts_of(const base::Result<std::vector<T>>& parts) {
    if (!parts) return std::nullopt;
    std::vector<std::string> texts;
    for (const T& part : *parts) texts.push_back(text_of(part));
    return texts;
}

// What a store holds, and how it reads when nothing is wrong with it.
struct Whole {
    Disk disk;
    std::vector<base::Digest> files, artifacts;
    std::optional<Reading> reading;
};

Reading read_all(const Whole& whole, store::Store& store) {
    Reading reading;
    if (const auto state = store.state()) reading.state = *state;
    reading.versions = texts_of(store.versions());
    reading.log = texts_of(store.log());
    for (const base::Digest& digest : whole.files) {
        const auto files = store.files(digest);
        reading.files.push_back(files ? std::optional(*files) : std::nullopt);
    }
    for (const base::Digest& digest : whole.artifacts) {
        const auto artifact = store.artifact(digest);
        reading.artifacts.push_back(artifact ? std::optional((*artifact)->digest()) : std::nullopt);
    }
    return reading;
}

// One version, and a draft.
Whole small_store(bool is_signed = false) {
    const auto model = std::make_shared<ModelDisk>();
    const auto store = open_on(model);
    const signing::SecretKey key = signing::SecretKey::generate();
    const auto record = publish(*store, "one", is_signed ? &key : nullptr);
    must(store->save_draft(project("two"), save()));
    Whole whole;
    whole.disk = model->disk;
    whole.disk.durable = whole.disk.names;
    whole.disk.pending.clear();
    whole.files = {record.files, must(store->state()).draft->files};
    whole.artifacts = {record.artifact};
    whole.reading = read_all(whole, *store);
    return whole;
}

template <typename T>
bool right_or_none(const std::optional<T>& is, const std::optional<T>& must_be) {
    return !is || is == must_be;
}

bool reads_right_or_not(const Reading& is, const Reading& right) {
    bool good = right_or_none(is.state, right.state) && right_or_none(is.versions, right.versions) &&
                right_or_none(is.log, right.log);
    for (std::size_t i = 0; i < right.files.size(); ++i) good = good && right_or_none(is.files[i], right.files[i]);
    for (std::size_t i = 0; i < right.artifacts.size(); ++i) {
        good = good && right_or_none(is.artifacts[i], right.artifacts[i]);
    }
    return good;
}

struct Judgement {
    bool told = false, right = false;
};
Judgement judge(const Whole& whole, const Disk& damaged) {
    const auto model = std::make_shared<ModelDisk>(damaged);
    const auto opened = store::open_folder(model, model_root);
    if (!opened) return {true, true};
    const bool right = reads_right_or_not(read_all(whole, **opened), *whole.reading);
    return {!problems(**opened).empty(), right};
}

bool is_artifact(const std::string& path) {
    return path.ends_with(store::artifact_suffix);
}

std::string path_of(const char* name) {
    return std::string(model_root) + "/" + name;
}

// Every byte but of artifacts, which answer for their own (tests/runtime/bytecode).
std::size_t stride(const std::string& path) {
    if (depth() == Depth::all) return 1;
    const std::size_t stride = is_artifact(path) ? 16 : 1;
    return depth() == Depth::sample ? 31 * stride : stride;
}

// Flips every bit of a file from the byte `first` on; returns how many.
std::size_t flip(const Whole& whole, const std::string& path, std::size_t first) {
    const std::string content = whole.disk.files().at(path);
    std::size_t flips = 0;
    for (std::size_t byte = first; byte < content.size(); byte += stride(path)) {
        for (std::size_t bit = 0; bit < 8; ++bit) {
            if (depth() == Depth::sample && bit != byte / stride(path) % 8) continue;
            std::string flipped = content;
            flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << bit));
            Disk damaged = whole.disk;
            damaged.put(path, flipped);
            const Judgement judgement = judge(whole, damaged);
            ++flips;
            if (judgement.told && judgement.right) continue;
            CHECK_MESSAGE(false, path << ", byte " << byte << ", bit " << bit);
        }
    }
    return flips;
}

}  // namespace

TEST_CASE("every flipped bit is told by verify, and nothing is read wrongly") {
    const Whole whole = small_store();
    REQUIRE(judge(whole, whole.disk).right);
    REQUIRE_FALSE(judge(whole, whole.disk).told);
    std::size_t flips = 0;
    for (const auto& [path, content] : whole.disk.files()) {
        flips += flip(whole, path, 0);
    }
    MESSAGE(flips << " flips");
}

TEST_CASE("every flipped bit of a signed entry is told") {
    const Whole whole = small_store(true);
    REQUIRE_FALSE(judge(whole, whole.disk).told);
    std::size_t flips = 0;
    for (const char* name : {"log/2", "versions/1"}) {
        const std::string content = whole.disk.files().at(path_of(name));
        const std::size_t signature = content.rfind('\n', content.size() - 2);
        flips += flip(whole, path_of(name), depth() == Depth::all ? 0 : signature);
    }
    MESSAGE(flips << " flips");
}

TEST_CASE("a signature cannot be taken off, nor put on") {
    const Whole whole = small_store(true), plain = small_store();
    for (const char* name : {"log/2", "versions/1"}) {
        Disk damaged = whole.disk;
        std::string content = damaged.files().at(path_of(name));
        const std::size_t line = content.rfind('\n', content.size() - 2) + 1;
        damaged.put(path_of(name), content.substr(0, line));
        CHECK(judge(whole, damaged).told);
        CHECK(judge(whole, damaged).right);

        damaged = plain.disk;
        damaged.put(path_of(name), damaged.files().at(path_of(name)) + content.substr(line));
        CHECK(judge(plain, damaged).told);
        CHECK(judge(plain, damaged).right);
    }
}

TEST_CASE("every file cut short, made longer, emptied or taken away is told") {
    const Whole whole = small_store();
    std::size_t cuts = 0;
    for (const auto& [path, content] : whole.disk.files()) {
        if (path == path_of("lock")) continue;
        std::vector<std::optional<std::string>> damages = {std::nullopt, content + "x", content + "\n",
                                                           content + content};
        for (std::size_t size = 0; size < content.size(); size += stride(path))
            damages.push_back(content.substr(0, size));
        for (const auto& damage : damages) {
            Disk damaged = whole.disk;
            if (damage) {
                damaged.put(path, *damage);
            } else {
                damaged.names.erase(path);
            }
            const Judgement judgement = judge(whole, damaged);
            ++cuts;
            if (judgement.told && judgement.right) continue;
            const std::string& name = path;
            CHECK_MESSAGE(false, name << " with " << (damage ? std::to_string(damage->size()) : "no") << " bytes");
        }
    }
    MESSAGE(cuts << " damages");
}

TEST_CASE("two files swapped are told") {
    const Whole whole = small_store();
    const auto files = whole.disk.files();
    for (const auto& [path, content] : files) {
        for (const auto& [other, other_content] : files) {
            if (content == other_content) continue;
            Disk damaged = whole.disk;
            damaged.put(path, other_content);
            damaged.put(other, content);
            const Judgement judgement = judge(whole, damaged);
            const std::string swapped = path + " and " + other;
            CAPTURE(swapped);
            CHECK(judgement.told);
            // An older entry in the pointer's place is an older pointer, which only the log belies.
            const bool pointer = path == path_of("current") || other == path_of("current");
            CHECK((judgement.right || pointer));
        }
    }
}

TEST_CASE("an older pointer put back is told, unless it could be a killed writer's") {
    const auto model = std::make_shared<ModelDisk>();
    std::vector<std::string> pointers;
    const auto store = open_on(model);
    const auto note = [&] { pointers.push_back(model->disk.files().at(path_of("current"))); };
    must(store->save_draft(project("one"), save()));
    note();
    must(publish_draft(*store, "one"));
    note();
    must(store->save_draft(project("two"), save()));
    note();
    must(publish_draft(*store, "two"));
    note();
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        CAPTURE(i);
        Disk damaged = model->disk;
        damaged.put(path_of("current"), pointers[i]);
        const auto other = std::make_shared<ModelDisk>(damaged);
        const auto opened = open_on(other);
        const auto found = must(opened->verify(nullptr, {}));
        const std::size_t behind = pointers.size() - 1 - i;
        CHECK(found.problems.empty() == (behind <= 1));
        CHECK(found.remarks.empty() == (behind == 0));
        if (behind < 2) continue;
        // Going on from there would write over what was committed.
        CHECK(refused(opened->save_draft(project("three"), save())) == base::ErrorKind::integrity);
        if (i > 0) CHECK(refused(opened->republish(1, change())) == base::ErrorKind::integrity);
        CHECK(refused(opened->collect(change(), 0)) == base::ErrorKind::integrity);
        CHECK(other->disk.files() == damaged.files());
    }
}

TEST_CASE("a collection takes nothing that an entry behind the pointer names") {
    const auto model = std::make_shared<ModelDisk>();
    const auto store = open_on(model);
    publish(*store, "one");
    must(store->save_draft(project("two"), save()));
    const std::string pointer = model->disk.files().at(path_of("current"));
    const auto record = must(publish_draft(*store, "two"));
    model->disk.put(path_of("current"), pointer);
    must(store->collect(change(), 0));
    CHECK(store->files(record.files).ok());
    CHECK(store->artifact(record.artifact).ok());
}

TEST_CASE("what comes from another store is told") {
    const Whole whole = small_store(), other = small_store();
    for (const char* name : {"current", "log/1", "log/2", "log/3", "versions/1"}) {
        CAPTURE(name);
        Disk damaged = whole.disk;
        damaged.put(path_of(name), other.disk.files().at(path_of(name)));
        const auto opened = open_on(std::make_shared<ModelDisk>(damaged));
        CHECK(problems(*opened) != "");
        if (std::string(name) != "current") CHECK(reads_right_or_not(read_all(whole, *opened), *whole.reading));
    }
}

TEST_CASE("the store of a newer parley is told apart from a damaged one") {
    const Whole whole = small_store();
    Disk newer = whole.disk;
    newer.put(path_of("format"), "parley store 2\n");
    CHECK(refused(store::open_folder(std::make_shared<ModelDisk>(newer), model_root)) == base::ErrorKind::newer_format);
    newer.put(path_of("format"), "parley shop 1\n");
    CHECK(refused(store::open_folder(std::make_shared<ModelDisk>(newer), model_root)) == base::ErrorKind::integrity);

    Disk entry = whole.disk;
    std::string line = entry.files().at(path_of("current"));
    line = line.substr(0, line.find('\n'));
    line.replace(line.find("version\":1") + 9, 1, "2");
    entry.put(path_of("current"), line + "\n" + base::to_string(base::digest(std::as_bytes(std::span(line)))) + "\n");
    CHECK(refused(open_on(std::make_shared<ModelDisk>(entry))->state()) == base::ErrorKind::newer_format);
}

// The recipes of grammar/manual/store.md.
TEST_CASE("what is told can be put right from the rest of the store") {
    const Whole whole = small_store(true);
    const auto files = whole.disk.files();
    const std::pair<const char*, std::string> recipes[] = {
        {"current", files.at(path_of("log/3"))},
        {"versions/1", files.at(path_of("log/2"))},
        {"log/2", files.at(path_of("versions/1"))},
        {"log/3", files.at(path_of("current"))},
        {"format", "parley store 1\n"},
    };
    for (const auto& [path, content] : recipes) {
        const char* name = path;
        CAPTURE(name);
        Disk damaged = whole.disk;
        damaged.names.erase(path_of(name));
        REQUIRE(judge(whole, damaged).told);
        damaged.put(path_of(name), content);
        CHECK_FALSE(judge(whole, damaged).told);
        CHECK(judge(whole, damaged).right);
    }
}
