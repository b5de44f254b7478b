// The examples of grammar/manual/store.md are what it says they are.
#include "runtime/base/file.h"
#include "runtime/store/container.h"
#include "runtime/store/entry.h"
#include "tests/runtime/store/samples.h"

using namespace parley;
using namespace parley::tests;

namespace {

// The first block of the page with this label.
std::string block(const std::string& label) {
    const std::string page = must(base::read_file(PARLEY_ROOT "/grammar/manual/store.md"));
    const std::string fence = "```" + label + "\n";
    const std::size_t begin = page.find(fence);
    REQUIRE(begin != std::string::npos);
    return page.substr(begin + fence.size(), page.find("```", begin + 3) - begin - fence.size());
}

}  // namespace

TEST_CASE("the manual's entry is one, signed, and names the manual's files") {
    const store::LogEntry entry = must(store::read_entry(block("text entry")));
    CHECK(entry.entry.action == store::Action::publish);
    CHECK(entry.entry.sequence == 2);
    CHECK(entry.published->version == 1);
    REQUIRE(entry.entry.signed_by);
    const std::string container = block("text files");
    const base::Files files = must(store::read_container(container));
    CHECK(files.size() == 2);
    CHECK(entry.published->files == store::digest_of(files));
}

TEST_CASE("the manual names every action and every member of an entry") {
    const std::string page = must(base::read_file(PARLEY_ROOT "/grammar/manual/store.md"));
    const std::string entry = block("text entry");
    for (const auto action : {store::Action::new_draft, store::Action::save_draft, store::Action::discard_draft,
                              store::Action::publish, store::Action::republish, store::Action::collect}) {
        CHECK(page.find("`" + std::string(store::to_string(action)) + "`") != std::string::npos);
    }
    for (const char* member :
         {"format_version", "store", "sequence", "previous", "at", "by", "action", "note", "signed_by", "from", "to",
          "version", "draft", "replaced", "folder", "collected", "state"}) {
        CAPTURE(member);
        CHECK(entry.find("\"" + std::string(member) + "\":") != std::string::npos);
        CHECK(page.find("`" + std::string(member) + "`") != std::string::npos);
    }
}
