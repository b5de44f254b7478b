#include "runtime/base/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace parley::base;

namespace {

// A folder of its own for each test, removed behind it.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "parley-file-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::size_t file_count() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
    }

private:
    std::filesystem::path path_;
};

unsigned permissions(const std::string& path) {
    struct stat status;
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("a file is written, replaced and read whole") {
    const Folder folder;
    const std::string path = folder / "rules.parley";
    const std::string large(300'000, 'x');
    REQUIRE(replace_file(path, "first").ok());
    CHECK(*read_file(path) == "first");
    REQUIRE(replace_file(path, large).ok());
    CHECK(*read_file(path) == large);
    REQUIRE(replace_file(path, "").ok());
    CHECK(read_file(path)->empty());
    CHECK(folder.file_count() == 1);  // nothing temporary is left
}

TEST_CASE("replacing keeps the permissions and what a symbolic link is") {
    const Folder folder;
    const std::string path = folder / "real", link = folder / "link";
    REQUIRE(replace_file(path, "old").ok());
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    std::filesystem::create_symlink(path, link);
    REQUIRE(replace_file(link, "new").ok());
    CHECK(permissions(path) == 0640);
    CHECK(std::filesystem::is_symlink(link));
    CHECK(*read_file(path) == "new");
}

TEST_CASE("a file that cannot be read says why") {
    const Folder folder;
    const auto missing = read_file(folder / "none");
    REQUIRE(!missing.ok());
    CHECK(missing.error().kind == ErrorKind::not_found);
    CHECK(missing.error().message == "cannot read `" + (folder / "none") + "`: no such file or directory");
    const auto directory = read_file(folder / ".");
    REQUIRE(!directory.ok());
    CHECK(directory.error().kind == ErrorKind::environment);
    const auto unwritable = replace_file(folder / "no/such/file", "x");
    REQUIRE(!unwritable.ok());
    CHECK(unwritable.error().kind == ErrorKind::not_found);
}

TEST_CASE("reading stops at its limit") {
    const Folder folder;
    const std::string path = folder / "file";
    REQUIRE(replace_file(path, "12345").ok());
    CHECK(read_file(path, 5).ok());
    CHECK(read_file(path, 4).error().kind == ErrorKind::input);
    CHECK(read_file("/dev/zero", 100'000).error().kind == ErrorKind::input);
}

TEST_CASE("a mapped file has the file's bytes, also after a move") {
    const Folder folder;
    const std::string path = folder / "artifact";
    REQUIRE(replace_file(path, "bytes").ok());
    auto opened = MappedFile::open(path);
    REQUIRE(opened.ok());
    const MappedFile mapped = std::move(*opened);
    REQUIRE(mapped.bytes().size() == 5);
    CHECK(std::to_integer<char>(mapped.bytes()[4]) == 's');
    CHECK(opened->bytes().empty());
}

TEST_CASE("what cannot be mapped") {
    const Folder folder;
    REQUIRE(replace_file(folder / "empty", "").ok());
    CHECK(MappedFile::open(folder / "empty")->bytes().empty());
    CHECK(MappedFile::open(folder / "none").error().kind == ErrorKind::not_found);
    CHECK(MappedFile::open(folder / ".").error().kind == ErrorKind::input);
}
