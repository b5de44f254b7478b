#include "tools/parley/run_stop.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace parley::cli {

namespace {

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

StopSignal::StopSignal() : signals_(stop_signals()), waiting_(::signalfd(-1, &signals_, SFD_NONBLOCK | SFD_CLOEXEC)) {
    if (waiting_.ok()) ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

StopSignal::~StopSignal() {
    if (!waiting_.ok()) return;
    has_come();  // one that came late has had its wish
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool StopSignal::has_come() {
    signalfd_siginfo signal{};
    if (!has_come_ && waiting_.ok()) has_come_ = ::read(waiting_.number(), &signal, sizeof signal) > 0;
    return has_come_;
}

}  // namespace parley::cli
