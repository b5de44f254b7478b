// After some lines nothing is allocated any more, whatever the line does.
#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/runtime/bytecode/sample.h"
#include "tests/runtime/vm/scene.h"

namespace {

std::atomic<std::uint64_t> allocations = 0;

void* counted(std::size_t bytes) {
    ++allocations;
    if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) {
    return counted(bytes);
}
void* operator new[](std::size_t bytes) {
    return counted(bytes);
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(bytes == 0 ? 1 : bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace parley;
using namespace parley::vm;

namespace {

constexpr std::int64_t now = 1'763'720'520'000;

// Two kinds of line: one that takes the message's branch, one that takes the other.
void fill(Frame& frame, const bytecode::Sample& sample, const Value& subject, const Value& tags, const Value& queues,
          int line) {
    frame.clear();
    frame.set_now(now + line);
    frame.events().push_back(line % 3 == 0 ? queued : starting);
    frame.events().push_back(closed);
    frame.set(sample.tier, raw(line % 2));
    frame.set(sample.subject, Value::of_text({frame.arena().copy(subject.text.exact), subject.text.folded}));
    frame.set(sample.language, subject);
    frame.set(sample.former_subject, Value::absent());
    frame.set(sample.tags, tags);
    frame.set(sample.count, integer(line));
    frame.set(sample.total, integer(line % 40));
    frame.set(sample.opened, raw(now - 1000 * line));
    if (line % 2 == 0) frame.set(sample.wait, raw(1000 + 60 * line));
    frame.set(sample.skip, raw(900));
    frame.set(sample.platform, raw(line % 4 == 3 ? 0 : line % 4));
    frame.set(sample.queue_list, queues);
}

}  // namespace

TEST_CASE("no allocation for a line after the first ones: every opcode, action and kind of text") {
    bytecode::Sample sample = bytecode::make_sample();
    const auto artifact = bytecode::open_tables(sample.builder.finish());
    REQUIRE(artifact.ok());
    const auto program = Program::load(*artifact);
    REQUIRE(program.ok());
    Scene texts;
    const Value subject = texts.text("A Refund that is rather long, so that no string keeps it in its own memory: é");
    const Value tags = texts.texts({"vip", "a tag that is longer than what a string holds by itself"});
    const Value queues = texts.list({raw(2), raw(1)});
    Frame frame(**program);
    Machine machine(**program);
    Decision decision;
    Trace trace;

    const auto run = [&](int lines) {
        std::uint64_t actions = 0;
        for (int line = 0; line < lines; ++line) {
            fill(frame, sample, subject, tags, queues, line);
            machine.execute(frame, decision, line % 2 == 0 ? &trace : nullptr);
            actions += decision.actions.size();
        }
        return actions;
    };
    run(200);
    const std::uint64_t before = allocations;
    const std::uint64_t actions = run(2000);
    const std::uint64_t after = allocations;
    CHECK(after - before == 0);
    CHECK(actions > 3000);
}

TEST_CASE("the count of allocations counts") {
    const std::uint64_t before = allocations;
    {
        const std::string long_enough(100, 'x');
        CHECK(long_enough.size() == 100);
    }
    CHECK(allocations > before);
}

TEST_CASE("an arena gives memory out aligned and apart, and after clear the same again") {
    Arena arena;
    for (int round = 0; round < 3; ++round) {
        arena.clear();
        char* first = arena.array<char>(3);
        Value* values = arena.array<Value>(100);
        char* large = arena.array<char>(100'000);
        std::fill_n(first, 3, 'a');
        std::uninitialized_fill_n(values, 100, Value::of_number(7));
        std::fill_n(large, 100'000, 'b');
        CHECK(reinterpret_cast<std::uintptr_t>(values) % alignof(Value) == 0);
        CHECK(first[2] == 'a');
        CHECK(values[99].number == 7);
        CHECK(large[99'999] == 'b');
    }
    const std::uint64_t before = allocations;
    arena.clear();
    arena.array<char>(3);
    arena.array<Value>(100);
    arena.array<char>(100'000);
    CHECK(allocations == before);
    CHECK(arena.copy("").empty());
    CHECK(arena.copy("abc") == "abc");
}
