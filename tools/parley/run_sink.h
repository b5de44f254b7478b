// Where the engine's lines go: to stdout, as JSON or for reading.
#pragma once

#include <csignal>

#include "runtime/base/descriptor.h"
#include "runtime/engine/core/engine.h"

namespace parley::cli {

class StdoutSink : public engine::Sink {
public:
    // From now on a reader that has gone is an error of `write`, which can be told; else the program would end without
    // a word.
    explicit StdoutSink(bool as_text);
    ~StdoutSink() override;
    StdoutSink(const StdoutSink&) = delete;
    StdoutSink& operator=(const StdoutSink&) = delete;
    // Good once the system has them; where stdout is a file, once they are on the disk, for the engine then forgets
    // them.
    base::Result<base::Done> write(std::string_view lines) override;

private:
    base::Descriptor out_;
    bool as_text_, is_file_;
    void (*before_)(int);
};

}  // namespace parley::cli
