#include "tools/parley/run_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace parley::cli {

namespace {

// Few enough to be handed on soon, enough to hide what that costs.
constexpr std::size_t most_lines = 64, most_bytes = 1u << 18;

std::uint64_t size_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size)
                                                                        : 0;
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::size_t Batch::bytes() const {
    std::size_t sum = 1;
    for (const SourceLine& line : lines) sum += line.text.size() + sizeof line;
    return sum;
}

Source::Source(std::vector<std::string> paths, int stop, int cancel)
    : paths_(std::move(paths)), stop_(stop), cancel_(cancel) {}

// The next file. False: there is none, or it cannot be read.
bool Source::open(Batch& batch) {
    if (opened_ == paths_.size()) return false;
    batch.path = opened_;
    const std::string& path = paths_[opened_++];
    if (path == "-") {
        descriptor_ = STDIN_FILENO;
    } else {
        file_.emplace(base::open_descriptor(path, O_RDONLY | O_CLOEXEC));
        if (!file_->ok()) batch.fault = base::system_error("read", path, errno).message;
        descriptor_ = file_->number();
    }
    size_ = size_of(descriptor_);
    reader_.emplace(descriptor_, lines::Limits{}.line_bytes, [this] { before_read(); });
    return !batch.fault;
}

bool Source::is_readable(int milliseconds) {
    pollfd waited[] = {{descriptor_, POLLIN, 0}, {stop_, POLLIN, 0}, {cancel_, POLLIN, 0}};
    if (::poll(waited, 3, milliseconds) <= 0) return false;
    is_stopped_ = is_stopped_ || waited[1].revents != 0 || waited[2].revents != 0;
    return !is_stopped_ && waited[0].revents != 0;
}

void Source::before_read() {
    read_ = reader_->bytes_read();
    const bool may_wait = batch_bytes_ == 0 && was_told_;
    if (is_readable(0) || (may_wait && !is_stopped_ && is_readable(milliseconds_))) {
        was_told_ = false;
    } else {
        reader_->pause();
    }
}

void Source::add(Batch& batch, std::string_view text) {
    batch.lines.push_back({std::string(text), lines::read(text, *batch.tenant), reader_->line_number()});
    batch_bytes_ += text.size() + 1;
}

// One line, or what stands in its place. False: the batch is to be handed on.
bool Source::take(Batch& batch) {
    std::string_view line;
    switch (reader_->next(line)) {
        case LineReader::Outcome::line:
            if (!is_blank(line)) add(batch, line);
            return true;
        case LineReader::Outcome::too_long:
            add(batch, {});  // no JSON object either
            return true;
        case LineReader::Outcome::paused:
            was_told_ = true;
            batch.then = is_stopped_ ? Batch::Then::end : Batch::Then::waiting;
            return false;
        case LineReader::Outcome::end:
            reader_.reset();
            return batch.lines.empty();
        case LineReader::Outcome::failed:
            batch.fault = "cannot read " + paths_[batch.path] + ": " + reader_->fault();
            batch.then = Batch::Then::end;
            return false;
    }
    return false;
}

Batch Source::next(const TenantPointer& tenant, int milliseconds) {
    Batch batch;
    batch.tenant = tenant;
    batch.path = opened_ == 0 ? 0 : opened_ - 1;
    milliseconds_ = milliseconds;
    batch_bytes_ = 0;
    do {
        if (!reader_ && !open(batch)) {
            batch.then = Batch::Then::end;
            break;
        }
    } while (take(batch) && batch.lines.size() < most_lines && batch_bytes_ < most_bytes);
    batch.read = read_;
    batch.size = size_;
    return batch;
}

}  // namespace parley::cli
