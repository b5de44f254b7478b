#include "tests/faults/store_view.h"

#include <nlohmann/json.hpp>
#include <set>

namespace faults {

namespace {

using Json = nlohmann::json;

// Members that two runs of one history do not share.
const std::set<std::string>& members_of_one_run() {
    static const std::set<std::string> names = {"at", "published_at", "saved_at", "digest", "previous", "store"};
    return names;
}

void forget_the_run(Json& value) {
    if (value.is_object()) {
        for (const std::string& name : members_of_one_run()) value.erase(name);
    }
    if (value.is_structured()) {
        for (Json& member : value) forget_the_run(member);
    }
}

std::string answer(const std::string& folder, const std::string& location, Words words) {
    words.insert(words.end(), {"--format", "json"});
    if (!location.empty()) words.insert(words.end(), {"--store", location});
    const Outcome outcome = parley(folder, words);
    std::string text = std::to_string(outcome.code) + " ";
    Json json = Json::parse(outcome.out, nullptr, false);
    if (json.is_discarded()) return text + outcome.out + outcome.err;
    if (words[0] == "verify") return text + json.value("problems", Json()).dump();
    // How the folder stands to the draft: the folder is looked at by itself.
    if (words[0] == "draft") json.erase("folder"), json.erase("next");
    forget_the_run(json);
    return text + json.dump();
}

}  // namespace

std::string view_of_store(const std::string& folder, const std::string& location) {
    std::string view;
    for (const Words& words : {Words{"verify"}, Words{"versions"}, Words{"draft", "status"}, Words{"log"}})
        view += shown(words) + ": " + answer(folder, location, words) + "\n";
    return view;
}

}  // namespace faults
