// The input of a run: files and stdin one after another, as batches of stimuli. What a line says is worked out here,
// what comes of it by whoever takes the batches.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/descriptor.h"
#include "runtime/engine/lines/stimulus.h"
#include "tools/parley/line_reader.h"

namespace parley::cli {

using TenantPointer = std::shared_ptr<const tenant::Tenant>;

struct SourceLine {
    std::string text;  // as it came, for whoever has to read it by other settings
    lines::Stimulus stimulus;
    std::uint64_t number = 0;  // in its file, from 1
};

struct Batch {
    enum class Then : std::uint8_t {
        more,
        waiting,  // nothing more is there now
        end,      // of all input, of what could be read of it, or somebody asked for it
    };
    std::vector<SourceLine> lines;
    std::size_t path = 0;              // which of the paths they come from
    TenantPointer tenant;              // by whose settings they were read
    std::uint64_t read = 0;            // bytes of that file so far,
    std::uint64_t size = 0;            // of so many; 0: unknown
    std::optional<std::string> fault;  // why the file could not be read; the input ends with it
    Then then = Then::more;

    std::size_t bytes() const;  // what it takes of memory, roughly
};

class Source {
public:
    // `-` is stdin. Readable descriptors end the input: `stop`, and `cancel`; negative: none.
    Source(std::vector<std::string> paths, int stop, int cancel);
    Source(const Source&) = delete;

    // The next lines. Does not wait where there are some, nor before it has said once that it would have to; else so
    // many milliseconds (-1: however long it takes).
    Batch next(const TenantPointer& tenant, int milliseconds);

private:
    bool open(Batch& batch);
    bool take(Batch& batch);
    void add(Batch& batch, std::string_view text);
    void before_read();
    bool is_readable(int milliseconds);

    std::vector<std::string> paths_;
    int stop_, cancel_;
    std::size_t opened_ = 0;  // paths
    std::optional<base::Descriptor> file_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0, read_ = 0;
    std::optional<LineReader> reader_;
    std::size_t batch_bytes_ = 0;  // of the batch under way; 0: it has no line yet
    bool was_told_ = false;        // that nothing is there
    bool is_stopped_ = false;
    int milliseconds_ = 0;
};

}  // namespace parley::cli
