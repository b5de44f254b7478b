#include "tests/faults/disk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "tests/faults/process.h"

namespace faults {

namespace {

constexpr off_t disk_bytes = 4 << 20;

void must_run(const Words& command) {
    const Outcome outcome = run("/", command);
    if (outcome.code != 0) throw std::runtime_error("`" + shown(command) + "`: " + outcome.err);
}

std::optional<std::string> try_to_mount() {
    if (geteuid() != 0) return "mounting a disk needs root";
    if (unshare(CLONE_NEWNS) != 0 || mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return std::string("this machine gives no mounts of its own: ") + std::strerror(errno);
    try {
        const Disk disk(formatted_disk(), mount_modes[0]);
    } catch (const std::exception& fault) {
        return std::string("no disk can be mounted here: ") + fault.what();
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> cannot_mount() {
    static const std::optional<std::string> reason = try_to_mount();
    return reason;
}

Image formatted_disk() {
    const Folder folder;
    write_text(folder.at("disk"), "");
    if (truncate(folder.at("disk").c_str(), disk_bytes) != 0) throw std::runtime_error("no room for a disk");
    // All tables written now, so that the kernel has nothing to do behind the test's back.
    must_run({"mkfs.ext4", "-q", "-F", "-b", "1024", "-m", "0", "-J", "size=1", "-E",
              "lazy_itable_init=0,lazy_journal_init=0", folder.at("disk")});
    return read_text(folder.at("disk"));
}

Disk::Disk(const Image& image, const std::string& mode) : mode_(mode) {
    write_text(file_.at("disk"), image);
    mount();
}

Disk::~Disk() {
    try {
        unmount();
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
    }
}

// The loop device goes with the mount.
void Disk::mount() {
    must_run({"mount", "-t", "ext4", "-o", "loop,noatime," + mode_, file_.at("disk"), path()});
}

void Disk::unmount() {
    if (run("/", {"umount", path()}).code != 0) must_run({"umount", "--lazy", path()});
}

Image Disk::cut() const {
    Image last = read_text(file_.at("disk"));
    for (;;) {
        Image next = read_text(file_.at("disk"));
        if (next == last) return next;
        last = std::move(next);
    }
}

Image Disk::settled() {
    unmount();
    Image image = read_text(file_.at("disk"));
    mount();
    return image;
}

SmallDisk::SmallDisk(std::size_t bytes) {
    must_run({"mount", "-t", "tmpfs", "-o", "size=" + std::to_string(bytes), "tmpfs", path()});
}

SmallDisk::~SmallDisk() {
    if (umount2(path().c_str(), MNT_DETACH) != 0) std::fprintf(stderr, "cannot unmount %s\n", path().c_str());
}

void SmallDisk::fill(std::size_t left) {
    struct statvfs room {};
    statvfs(path().c_str(), &room);
    const std::size_t free = room.f_bavail * room.f_bsize;
    if (free <= left) return;
    const int file = open((path() + "/filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const int fault = posix_fallocate(file, 0, static_cast<off_t>(free - left));
    close(file);
    if (fault != 0) throw std::runtime_error("the small disk cannot be filled");
}

void SmallDisk::empty() {
    unlink((path() + "/filler").c_str());
}

}  // namespace faults
