// Disks that can lose their power: ext4 in a file, mounted through a loop device. What has reached the file is what a
// disk would still have; what the kernel only holds in memory is not in it. Needs root and loop devices.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "tests/faults/folder.h"

namespace faults {

// How ext4 orders data and names; the last ones promise least.
inline constexpr std::array<const char*, 3> mount_modes = {"data=ordered", "data=writeback",
                                                           "data=writeback,noauto_da_alloc"};

// Why no disk can be mounted here; nullopt: it can. The first call gives the calling thread, and those that it starts
// from then on, mounts of their own: however the test ends, the kernel takes them down with it, and their devices.
std::optional<std::string> cannot_mount();

// The bytes of a disk.
using Image = std::string;
Image formatted_disk();

// Mounted as long as this lives, with what the journal says done.
class Disk {
public:
    Disk(const Image& image, const std::string& mode);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    const std::string& path() const { return mounted_.path(); }

    // What the disk would hold if its power failed now. Read until two readings agree, so that it is one instant's.
    Image cut() const;
    // With everything written: unmounted for the purpose, and mounted again.
    Image settled();

private:
    void mount();
    void unmount();

    Folder file_, mounted_;
    std::string mode_;
};

// A small file system in memory of so many bytes, mounted as long as this lives.
class SmallDisk {
public:
    explicit SmallDisk(std::size_t bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    const std::string& path() const { return mounted_.path(); }
    // Takes all room but so many bytes; and gives it back.
    void fill(std::size_t left);
    void empty();

private:
    Folder mounted_;
};

}  // namespace faults
