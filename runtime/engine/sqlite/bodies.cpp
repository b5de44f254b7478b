#include "runtime/engine/sqlite/bodies.h"

#include <cstring>
#include <span>

#include "runtime/base/digest.h"

namespace parley::sqlite {
namespace {

constexpr std::size_t check_bytes = 8;

std::string check_of(std::string_view encoded) {
    const base::Digest digest = base::digest(std::as_bytes(std::span(encoded)));
    return {reinterpret_cast<const char*>(digest.data()), check_bytes};
}

}  // namespace

std::string sealed(std::string encoded) {
    encoded.insert(0, check_of(encoded));
    return encoded;
}

std::string_view unsealed(std::string_view bytes) {
    if (bytes.size() < check_bytes) throw Damage();
    const std::string_view encoded = bytes.substr(check_bytes);
    if (check_of(encoded) != bytes.substr(0, check_bytes)) throw Damage();
    return encoded;
}

}  // namespace parley::sqlite
