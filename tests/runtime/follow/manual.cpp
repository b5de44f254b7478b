// The example of the manual: it stands here, where it is compiled and run.
#include <doctest/doctest.h>

#include <iostream>

#include "runtime/base/file.h"
#include "runtime/follow/follower.h"
#include "tests/runtime/follow/published.h"

using namespace parley::tests;

namespace {

struct Host {
    std::string store_folder, copy_file;
    int events = 0;
    std::uint64_t version = 0;
    std::string digest, failure;

    bool next_event() { return events-- > 0; }
    void decide(const parley::vm::Program& program, std::uint64_t number) {
        version = number;
        digest = program.digest_text();
    }
    void fail(const std::string& message) { failure = message; }

    void run() {
        parley::follow::Options options;
        options.store = store_folder;
        options.copy = copy_file;
        options.notice = [](const parley::follow::Notice& notice) { std::cerr << notice.message << "\n"; };
        auto follower = parley::follow::Follower::start(options);
        if (!follower) return fail(follower.error().message);  // nothing good to start from

        parley::follow::Follower::Reader reader(**follower);  // one a thread
        while (next_event()) {
            const parley::follow::Loaded& loaded = reader.current();  // good until it is asked again
            decide(*loaded.program, loaded.release.version);
        }
    }
};

std::string without_space(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' && c != '\n') result += c;
    }
    return result;
}

std::string read(const std::string& name) {
    return parley::base::read_file(PARLEY_ROOT + std::string(name)).value();
}

}  // namespace

TEST_CASE("the manual's example does what it says") {
    Published published;
    const auto program = sentinel_program("one");
    Host host;
    host.store_folder = published.location();
    host.copy_file = published.folder().at("copy");
    host.run();  // nothing is published yet
    CHECK_FALSE(host.failure.empty());
    published.publish(*program);
    host.events = 1;
    host.run();
    CHECK(host.version == 1);
    CHECK(host.digest == program->digest_text());
}

TEST_CASE("the manual's example is the one above") {
    const std::string page = read("/grammar/manual/following.md"), code = read("/tests/runtime/follow/manual.cpp");
    const std::string fence = "```cpp\n";
    REQUIRE(page.find(fence) != std::string::npos);
    const std::size_t begin = page.find(fence) + fence.size();
    const std::string example = page.substr(begin, page.find("```", begin) - begin);
    const std::size_t body = example.find("\n\n");
    REQUIRE(body != std::string::npos);
    CHECK(code.find(example.substr(0, body)) != std::string::npos);
    CHECK(without_space(code).find(without_space(example.substr(body))) != std::string::npos);
}
