#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace parley::base {

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Descriptor open_descriptor(const std::string& path, int flags, unsigned mode) {
    int number;
    do {
        number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    } while (number < 0 && errno == EINTR);
    return Descriptor(number);
}

Error system_error(const char* attempt, const std::string& path, int number) {
    const bool missing = number == ENOENT || number == ENOTDIR;
    std::string reason = std::generic_category().message(number);
    if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    return {missing ? ErrorKind::not_found : ErrorKind::environment,
            std::string("cannot ") + attempt + " `" + path + "`: " + reason};
}

}  // namespace parley::base
