#include "runtime/store/container.h"

#include "runtime/store/store.h"
#include "tests/runtime/store/samples.h"

using namespace parley;
using namespace parley::tests;

TEST_CASE("a set of files has one container, and comes back from it") {
    const base::Files files = {{"a", "x\n"}, {"b/c", ""}};
    const std::string container = "parley files 1 2\nfile 1 2\na\nx\n\nfile 3 0\nb/c\n\n";
    CHECK(store::write_container(files) == container);
    CHECK(must(store::read_container(container)) == files);
    CHECK(store::digest_of(files) == base::digest(std::as_bytes(std::span(container))));
    CHECK(must(store::read_container("parley files 1 0\n")).empty());
}

TEST_CASE("whatever else is no container, and a hostile one is refused") {
    const std::string bad[] = {
        "",
        "parley files 1 1\n",
        "parley files 2 0\n",
        "parley files 1 0\nx",
        "parley files 1 00\n",
        "parley files 1 +1\nfile 1 0\na\n\n",
        "parley files 1 1\nfile 1 0\na\n",
        "parley files 1 1\nfile 01 0\na\n\n",
        "parley files 1 1\nfile 1  0\na\n\n",
        "parley files 1 1\nfile 1 1\na\n\n",
        "parley files 1 1\nfile 2 0\na\n\n",
        "parley files 1 2\nfile 1 0\na\n\n",
        "parley files 1 99999999999999999999\nfile 1 0\na\n\n",
        "parley files 1 1\nfile 18446744073709551615 0\na\n\n",
        "parley files 1 1\nfile 1 18446744073709551615\na\n\n",
        "parley files 1 1\nfile 0 0\n\n\n",
        "parley files 1 1\nfile 2 0\n/a\n\n",
        "parley files 1 1\nfile 4 0\n../a\n\n",
        "parley files 1 1\nfile 4 0\na/..\n\n",
        "parley files 1 1\nfile 1 0\n.\n\n",
        "parley files 1 1\nfile 4 0\na//b\n\n",
        std::string("parley files 1 1\nfile 1 0\n\0\n\n", 30),
        "parley files 1 2\nfile 1 0\nb\n\nfile 1 0\na\n\n",
        "parley files 1 2\nfile 1 0\na\n\nfile 1 0\na\n\n",
        "parley files 1 2\nfile 1 0\na\n\nfile 3 0\na/b\n\n",
        "parley files 1 3\nfile 1 0\na\n\nfile 3 0\na-b\n\nfile 3 0\na/b\n\n",
    };
    for (const std::string& container : bad) {
        CAPTURE(container);
        CHECK(refused(store::read_container(container)) == base::ErrorKind::integrity);
    }
    const std::string good = "parley files 1 1\nfile 3 1\na/b\nx\n";
    REQUIRE(store::read_container(good).ok());
    for (std::size_t size = 0; size < good.size(); ++size) {
        CHECK_FALSE(store::read_container(std::string_view(good).substr(0, size)).ok());
    }
}

TEST_CASE("as many bytes as a set may have, and one more") {
    const std::size_t head = std::string("parley files 1 ").size() + 1 + std::string("file ").size() + 48;
    CHECK(store::check_files({{"a", std::string(store::maximum_container_bytes - head, 'x')}}).ok());
    CHECK(refused(store::check_files({{"a", std::string(store::maximum_container_bytes, 'x')}})) ==
          base::ErrorKind::input);
}
