// A set of files as one object, readable by people and by any program:
//
//   parley files 1 2                    how many files follow
//   file 12 11                          bytes of the path, bytes of the file
//   catalog.yaml                        the path
//   company: A↵                         the file, and a line feed behind it
//   …
//
// Paths are relative, never lead out, stand in byte order and differ; none is a folder of another. A set of files has
// one container only, whose digest is the set's name. Private to this folder and its tests.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/base/file_set.h"
#include "runtime/base/result.h"

namespace parley::store {

inline constexpr std::size_t maximum_container_bytes = 256u << 20;
inline constexpr std::size_t maximum_path_bytes = 4096;

std::string write_container(const base::Files& files);
// `integrity`: it is no container, or a hostile one.
base::Result<base::Files> read_container(std::string_view bytes);
// What keeps files from being put into a container (`input`): their paths, their order, their size.
base::Result<base::Done> check_files(const base::Files& files);

}  // namespace parley::store
