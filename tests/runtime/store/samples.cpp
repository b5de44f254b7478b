#include "tests/runtime/store/samples.h"

#include <map>

#include "compiler/pipeline/pipeline.h"

namespace parley::tests {

namespace {

std::vector<std::byte> compile(const base::Files& files) {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    compilation.sources = &sources;
    compilation.catalog_file = sources.add(files[0].path, files[0].bytes);
    compilation.rule_files = {sources.add(files[1].path, files[1].bytes)};
    pipeline::run(compilation);
    REQUIRE(!compilation.artifact.empty());
    return compilation.artifact;
}

}  // namespace

base::Files project(const std::string& text) {
    return {{"catalog.yaml", "company: A\n"},
            {"rules/a.parley", "rule \"A\"\n    on starting\n{\n    send_message \"" + text + "\"\n}\n"}};
}

const std::vector<std::byte>& artifact_of(const std::string& text) {
    static const std::map<std::string, std::vector<std::byte>> artifacts = [] {
        std::map<std::string, std::vector<std::byte>> made;
        for (const char* sample : {"one", "two", "three", "four"}) made[sample] = compile(project(sample));
        return made;
    }();
    return artifacts.at(text);
}

store::Change change(const std::string& by, const std::string& note) {
    return {by, noon, note, nullptr};
}

store::SaveDraft save(const std::string& by) {
    store::SaveDraft request;
    request.change = change(by);
    return request;
}

store::SaveDraft new_draft(std::optional<store::Version> from, const std::string& by) {
    store::SaveDraft request = save(by);
    request.action = store::Action::new_draft;
    request.based_on = from;
    return request;
}

base::Result<store::VersionRecord> publish_draft(store::Store& store, const std::string& text,
                                                 std::optional<store::Version> expect, const signing::SecretKey* key) {
    const auto state = store.state();
    if (!state) return state.error();
    store::Publish request;
    request.change = change("bob", "publish " + text);
    request.change.key = key;
    request.draft = state->draft ? state->draft->sequence : 0;
    request.expect = expect;
    request.artifact = artifact_of(text);
    return store.publish(request);
}

store::VersionRecord publish(store::Store& store, const std::string& text, const signing::SecretKey* key) {
    must(store.save_draft(project(text), save()));
    return must(publish_draft(store, text, std::nullopt, key));
}

std::string problems(store::Store& store, const signing::Trust* trust) {
    const store::Verification found = must(store.verify(trust, {}));
    std::string text;
    for (const store::Problem& problem : found.problems) text += problem.place + ": " + problem.message + "\n";
    return text;
}

}  // namespace parley::tests
