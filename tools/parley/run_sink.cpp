#include "tools/parley/run_sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "tools/parley/session.h"

namespace parley::cli {

namespace {

bool is_file(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

// What a customer wrote cannot steer a terminal.
void append_shown(std::string& out, std::string_view text) {
    constexpr std::size_t whole = std::string_view::npos;
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(end)) {
        const std::size_t found = text.find('\n');
        end = found == std::string_view::npos ? text.size() : found + 1;
        out += shown(text.substr(0, found), whole);
        out += '\n';
    }
}

std::string described(std::string_view lines) {
    std::string out;
    for (std::size_t end = 0; !lines.empty(); lines.remove_prefix(end)) {
        const std::size_t found = lines.find('\n');
        end = found == std::string_view::npos ? lines.size() : found + 1;
        append_shown(out, lines::describe(lines.substr(0, found)));
    }
    return out;
}

}  // namespace

// A descriptor of its own, so that nothing is left in a buffer to fail once more.
StdoutSink::StdoutSink(bool as_text)
    : out_(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)),
      as_text_(as_text),
      is_file_(is_file(STDOUT_FILENO)),
      before_(std::signal(SIGPIPE, SIG_IGN)) {}

StdoutSink::~StdoutSink() {
    std::signal(SIGPIPE, before_);
}

base::Result<base::Done> StdoutSink::write(std::string_view lines) {
    std::optional<int> fault = base::write_all(out_, as_text_ ? std::string_view(described(lines)) : lines);
    if (!fault && is_file_ && ::fdatasync(out_.number()) != 0) fault = errno;
    if (!fault) return base::Done{};
    base::Error error = base::system_error("write", "stdout", *fault);
    error.message += "; what it did not take comes with the next run";
    return error;
}

}  // namespace parley::cli
