// SIGINT and SIGTERM as something to look at between two stimuli, so that a run ends with what it has taken committed.
#pragma once

#include <csignal>
#include <optional>

#include "runtime/base/descriptor.h"

namespace parley::cli {

class StopSignal {
public:
    // From now on the two signals wait here, for this thread and those that it starts.
    StopSignal();
    // The next one ends the program as usual.
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    // Whether one has come; does not wait.
    bool has_come();
    // Readable once one has come; negative where the system gave none.
    int descriptor() const { return waiting_.number(); }

private:
    sigset_t signals_{}, before_{};
    bool has_come_ = false;
    base::Descriptor waiting_;
};

}  // namespace parley::cli
