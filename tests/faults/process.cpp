#include "tests/faults/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

extern char** environ;

namespace faults {

namespace {

constexpr int longest_run_ms = 120'000;

// A file in memory that takes one stream; a pipe would have to be read while the program runs.
class Stream {
public:
    Stream() : descriptor_(memfd_create("stream", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw std::runtime_error("no file in memory can be made");
    }
    ~Stream() { close(descriptor_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    int descriptor() const { return descriptor_; }
    std::string text() const {
        std::string text;
        char buffer[65536];
        for (ssize_t count = 0;
             (count = pread(descriptor_, buffer, sizeof buffer, static_cast<off_t>(text.size()))) > 0;)
            text.append(buffer, static_cast<std::size_t>(count));
        return text;
    }

private:
    int descriptor_;
};

pid_t spawn(const std::string& folder, const Words& command, int out, int err) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    // A group of its own, so that what hangs can be ended with all that it started.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t child = -1;
    const int fault = posix_spawnp(&child, words[0], &actions, &attributes, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (fault != 0) throw std::runtime_error("cannot start " + command[0]);
    return child;
}

// Whether it ended in time.
bool ended(pid_t child) {
    const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd end{descriptor, POLLIN, 0};
    const bool in_time = descriptor < 0 || poll(&end, 1, longest_run_ms) != 0;
    if (descriptor >= 0) close(descriptor);
    return in_time;
}

}  // namespace

Outcome run(const std::string& folder, const Words& command) {
    const Stream out, err;
    const pid_t child = spawn(folder, command, out.descriptor(), err.descriptor());
    const bool in_time = ended(child);
    if (!in_time) kill(-child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    Outcome outcome;
    outcome.code = !in_time ? hung : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = out.text();
    outcome.err = err.text();
    return outcome;
}

Words with_parley(const Words& words) {
    Words command = {PARLEY_PROGRAM};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

Outcome parley(const std::string& folder, const Words& words) {
    return run(folder, with_parley(words));
}

std::string shown(const Words& command) {
    std::string text;
    for (const std::string& word : command) {
        const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
            return std::isalnum(c) != 0 || std::string_view("-_./=:,+").find(static_cast<char>(c)) != std::string::npos;
        });
        text += (text.empty() ? "" : " ") + (plain && !word.empty() ? word : "'" + word + "'");
    }
    return text;
}

}  // namespace faults
