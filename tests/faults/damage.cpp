// A store's files damaged from outside: a bit turned, bytes cut off or added, a file gone, two exchanged. `verify`
// finds each; whatever else is asked is answered right or refused.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>

#include "tests/faults/folder.h"
#include "tests/faults/plan.h"
#include "tests/faults/process.h"
#include "tests/faults/targets.h"

using namespace faults;

namespace {

const std::string event =
    R"({"id":"e1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"language":"en"}})";

struct Question {
    Words words;
    bool changes = false;
};

const std::vector<Question>& questions() {
    static const std::vector<Question> all = {
        {{"decide", "event.jsonl"}},        {{"decide", "--version", "1", "event.jsonl"}},
        {{"versions", "--format", "json"}}, {{"show", "1", "--format", "json"}},
        {{"log", "--format", "json"}},      {{"draft", "show"}},
        {{"republish", "1"}, true},         {{"gc"}, true}};
    return all;
}

struct Sound {
    Folder folder;
    std::vector<std::string> files;    // of the store, from the folder
    std::vector<std::string> answers;  // to the questions
};

// What the store does not rest on: the lock's file is empty, and the other is the folder's own note.
bool matters(const std::string& name) {
    return name.starts_with(".parley/") && !name.ends_with('/') && name != ".parley/lock" &&
           name != ".parley/workspace";
}

std::unique_ptr<Sound> sound_store() {
    auto sound = std::make_unique<Sound>();
    const std::string& folder = sound->folder.path();
    prepare_published(folder);
    write_text(folder + "/event.jsonl", event + "\n");
    for (const auto& [name, bytes] : tree_of(folder)) {
        if (matters(name)) sound->files.push_back(name);
    }
    for (const Question& question : questions())
        sound->answers.push_back(question.changes ? "" : must(folder, question.words).out);
    return sound;
}

struct Damage {
    std::string what;  // "…, byte 12, bit 3"
    std::string file;
    std::string bytes;  // what the file holds then
    bool gone = false;
};

void inflict(const std::string& folder, const Damage& damage) {
    const std::string path = folder + "/" + damage.file;
    std::filesystem::remove(path);  // it may be read-only
    if (!damage.gone) write_text(path, damage.bytes);
}

bool refused(const Outcome& outcome) {
    return (outcome.code == 6 || outcome.code == 3) && outcome.err.find("parley: ") != std::string::npos;
}

std::string ask_all(const Sound& sound, const Damage& damage) {
    for (std::size_t i = 0; i < questions().size(); ++i) {
        const Question& question = questions()[i];
        const Folder copy;
        if (question.changes) {
            copy_tree(sound.folder.path(), copy.path());
            inflict(copy.path(), damage);
            const Outcome outcome = parley(copy.path(), question.words);
            if (outcome.code == 0 || refused(outcome)) continue;
            return shown(question.words) + " ended with " + std::to_string(outcome.code) + ": " + outcome.err;
        }
        copy_tree(sound.folder.path(), copy.path());
        inflict(copy.path(), damage);
        const Outcome outcome = parley(copy.path(), question.words);
        if (refused(outcome)) continue;
        if (outcome.code != 0)
            return shown(question.words) + " ended with " + std::to_string(outcome.code) + ": " + outcome.err;
        if (outcome.out != sound.answers[i]) return shown(question.words) + " answered wrongly: " + outcome.out;
    }
    return {};
}

std::string suffer(const Sound& sound, const Damage& damage, bool ask) {
    const Folder copy;
    copy_tree(sound.folder.path(), copy.path());
    inflict(copy.path(), damage);
    const Outcome verified = parley(copy.path(), {"verify"});
    if (verified.code != 6 && verified.code != 3)
        return damage.what + ": `verify` ended with " + std::to_string(verified.code) + ": " + verified.out +
               verified.err;
    const std::string wrong = ask ? ask_all(sound, damage) : std::string();
    return wrong.empty() ? wrong : damage.what + ": " + wrong;
}

}  // namespace

TEST_CASE("a bit turned in any file of a store: found by verify, and never answered from") {
    const auto sound = sound_store();
    REQUIRE(sound->files.size() > 10);
    std::vector<std::pair<std::string, std::size_t>> places;
    for (const std::string& name : sound->files) {
        const std::size_t length = read_text(sound->folder.at(name)).size();
        for (std::size_t at = 0; at < length; ++at) places.emplace_back(name, at);
    }
    const std::size_t bytes = places.size();
    places = sample(places, 240, "damage");
    const std::uint64_t violations = run_parallel("damage", places.size(), [&](std::size_t index) {
        const auto& [name, at] = places[index];
        Random random = random_for(name + std::to_string(at));
        const std::size_t bit = below(random, 8);
        Damage damage{name + ", byte " + std::to_string(at) + ", bit " + std::to_string(bit), name,
                      read_text(sound->folder.at(name))};
        damage.bytes[at] = static_cast<char>(damage.bytes[at] ^ (1 << bit));
        return suffer(*sound, damage, index % (run_all() ? 64 : 8) == 0);
    });
    report("damage, one bit", places.size(), "of " + std::to_string(bytes) + " bytes", violations);
}

TEST_CASE("a file of a store cut, longer, empty, gone or exchanged: found by verify, and never answered from") {
    const auto sound = sound_store();
    std::vector<Damage> damages;
    std::string previous;
    for (const std::string& name : sound->files) {
        const std::string whole = read_text(sound->folder.at(name));
        damages.push_back({name + " gone", name, "", true});
        damages.push_back({name + " empty", name, ""});
        damages.push_back({name + " cut in the middle", name, whole.substr(0, whole.size() / 2)});
        damages.push_back({name + " without its last byte", name, whole.substr(0, whole.size() - 1)});
        damages.push_back({name + " with a byte more", name, whole + "x"});
        if (!previous.empty() && previous != whole)
            damages.push_back({name + " with the bytes of another", name, previous});
        previous = whole;
    }
    const std::uint64_t violations = run_parallel("damage", damages.size(), [&](std::size_t index) {
        return suffer(*sound, damages[index], run_all() || index % 4 == 0);
    });
    report("damage, whole files", damages.size(), "damages", violations);
}
