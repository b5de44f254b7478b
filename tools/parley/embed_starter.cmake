# Writes OUTPUT, a C++ file that holds every file below FOLDER. Run with cmake -P.
file(GLOB_RECURSE files RELATIVE "${FOLDER}" "${FOLDER}/*")
list(SORT files)
set(arrays "")
set(entries "")
set(index 0)
foreach(file IN LISTS files)
  file(READ "${FOLDER}/${file}" bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char file_${index}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    {\"${file}\", {file_${index}, sizeof file_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "#include <array>

#include \"tools/parley/starter.h\"

namespace parley::cli {

namespace {

${arrays}
constexpr std::array<StarterFile, ${index}> files = {{
${entries}}};

}  // namespace

std::span<const StarterFile> starter_files() {
    return files;
}

}  // namespace parley::cli
")
