// Follows a store's pointer: a thread of its own sees a newly published version, loads and verifies it beside the old
// one, and swaps. Readers are wait-free: between two events a Reader looks whether there is a newer program by one
// atomic load, and only where there is one tells by atomic stores which one it is on. Between two events is its
// quiescent state: what no reader is on any more is freed by the follower's thread (after P. McKenney's work on
// read-copy-update). A reader that sleeps holds back the program that it is on, and no other.
//
// What cannot be loaded, is damaged, is not signed by a trusted key, or is older than what was seen (a pointer put
// back) is refused: the follower stays on the last good version and gives notice. It never falls to no rules at all.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "runtime/signing/key.h"
#include "runtime/store/store.h"
#include "runtime/vm/program.h"

namespace parley::follow {

struct Loaded {
    std::shared_ptr<const vm::Program> program;
    store::Release release;
};

struct Notice {
    enum class Kind {
        now_on,   // a version was taken up
        staying,  // a new one was refused: the last good one stays
        away,     // the store cannot be read; said once, and again when it is back
        back,
        from_copy,  // started from the last good copy, for the store is away or damaged
        no_copy,    // the copy cannot be read, or not be written
    } kind;
    std::string message;         // for people
    store::Version version = 0;  // in use at that moment; 0: none yet
};

struct Options {
    std::string store;                        // its location
    std::optional<signing::Trust> trust;      // none: signatures are not asked for
    std::string copy;                         // a file that keeps the last good version for a start without the store;
                                              // empty: none is kept
    std::chrono::milliseconds interval{200};  // between two looks at the pointer
    // How much of a version is verified before it is taken up: all where its decisions are explained.
    bytecode::Verify extent = bytecode::Verify::deciding;
    std::function<void(const Notice&)> notice;  // called by `start`, then on the follower's thread; must not throw
};

class Follower {
public:
    // Loads the current version, or the last good copy. Errors: nothing good to start from.
    static base::Result<std::unique_ptr<Follower>> start(Options options);
    ~Follower();  // after all its readers; waits for a load that is under way, not for the interval
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    // One a thread, made and destroyed at any time.
    class Reader {
    public:
        explicit Reader(Follower& follower);
        ~Reader();
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        // The newest version; good until the next call. To be called between events, for what it gave before is let go.
        const Loaded& current();

    private:
        struct Seat;
        std::unique_ptr<Seat> seat_;
    };

private:
    struct Impl;
    explicit Follower(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::follow
