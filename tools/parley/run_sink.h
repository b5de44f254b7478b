// Where the engine's lines go: to stdout, as JSON or for reading.
#pragma once

#include "runtime/engine/core/engine.h"

namespace parley::cli {

class StdoutSink : public engine::Sink {
public:
    explicit StdoutSink(bool as_text);
    // Good once the system has them; where stdout is a file, once they are on the disk, for the engine then forgets
    // them.
    base::Result<base::Done> write(std::string_view lines) override;

private:
    bool as_text_, is_file_;
};

}  // namespace parley::cli
