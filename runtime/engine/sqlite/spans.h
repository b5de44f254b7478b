// How many wait before a place in a queue, without counting them: the queue is cut into spans, each with the number of
// those in it, that are cut in two when they grow and joined when they shrink, so that both the spans and those in one
// are about the square root of all. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/engine/sqlite/connection.h"

namespace parley::sqlite {

// A place in a queue: the lower comes first.
struct Spot {
    std::int64_t rank = 0, since = 0, id = 0;
};

// All throw.
class Spans {
public:
    explicit Spans(Connection& connection) : connection_(connection) {}
    void added(std::int64_t queue, const Spot& spot);    // it stands in the table of those that wait
    void removed(std::int64_t queue, const Spot& spot);  // it stood there
    std::uint64_t before(std::int64_t queue, const Spot& spot);

private:
    struct Span {
        Spot begin;  // the next span begins where this one ends
        std::int64_t waiting = 0;
    };
    std::optional<Span> read(Query& query);
    std::optional<Span> span_of(std::int64_t queue, const Spot& spot);
    void set(std::int64_t queue, const Span& span);
    void erase(std::int64_t queue, const Span& span);
    std::int64_t longest(std::int64_t queue);
    void cut(std::int64_t queue, Span span);
    void join(std::int64_t queue, Span span);

    Connection& connection_;
};

}  // namespace parley::sqlite
