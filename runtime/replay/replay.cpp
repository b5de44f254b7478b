#include "runtime/replay/replay.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "runtime/replay/blocks.h"

namespace parley::replay {
namespace {

constexpr std::size_t longest_example = 16u << 10;
constexpr std::size_t most_rules = 20;
constexpr std::size_t details_bytes = 8u << 20;  // that one block keeps back until its turn has come

void add_names(const std::vector<std::string>& names, std::vector<std::string>& to) {
    for (const std::string& name : names) {
        if (to.size() < most_rules && std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
    }
}

// Groups in the order in which they were first seen.
class Groups {
public:
    // `example` is called where this is the first of its group, to fill in the decisions.
    template <typename Example>
    void add(const Difference& difference, bool error, const EventPlace& place, Example example) {
        if (Group* known = find(difference.changes, error)) {
            ++known->count;
            add_names(difference.before_rules, known->before_rules);
            add_names(difference.after_rules, known->after_rules);
            return;
        }
        const Difference& whole = example();
        Group group;
        group.changes = whole.changes;
        group.error = error;
        group.count = 1;
        group.before_rules = whole.before_rules;
        group.after_rules = whole.after_rules;
        group.first = place;
        group.id = whole.id;
        if (whole.before.size() + whole.after.size() <= longest_example) {
            group.before = whole.before;
            group.after = whole.after;
        }
        insert(std::move(group));
    }

    // The groups of a block that stands behind all others.
    void add(Group group) {
        Group* known = find(group.changes, group.error);
        if (known == nullptr) return insert(std::move(group));
        known->count += group.count;
        add_names(group.before_rules, known->before_rules);
        add_names(group.after_rules, known->after_rules);
    }

    std::vector<Group> take() { return std::move(groups_); }

private:
    static std::string key_of(const std::vector<std::string>& changes, bool error) {
        std::string key(error ? "!" : "");
        for (const std::string& change : changes) key += change + '\n';
        return key;
    }

    // Once there is no room for another, all others are one.
    Group* find(const std::vector<std::string>& changes, bool error) {
        auto found = places_.find(key_of(changes, error));
        if (found == places_.end() && groups_.size() >= most_groups) found = places_.find({});
        return found == places_.end() ? nullptr : &groups_[found->second];
    }

    void insert(Group group) {
        if (groups_.size() >= most_groups) {
            group.changes.clear();
            group.error = false;
        }
        places_.emplace(key_of(group.changes, group.error), groups_.size());
        groups_.push_back(std::move(group));
    }

    std::vector<Group> groups_;
    std::unordered_map<std::string, std::size_t> places_;
};

struct Detail {
    EventPlace place;
    Difference difference;
};

struct BlockResult {
    std::uint64_t events = 0, errors = 0, changed = 0, bytes_end = 0;
    Groups groups;
    std::vector<Detail> details;
    std::size_t details_bytes = 0;
};

class Replay {
public:
    Replay(const vm::Program& before, const vm::Program& after, const std::vector<std::string>& paths,
           const Options& options)
        : before_(before), after_(after), options_(options), reader_(paths, wire::Limits{}.event_bytes) {}

    base::Result<Report> run() {
        unsigned threads = options_.threads != 0 ? options_.threads : std::max(1u, std::thread::hardware_concurrency());
        std::vector<std::thread> others;
        for (; threads > 1; --threads) {
            try {
                others.emplace_back([this] { work(); });
            } catch (const std::system_error&) {
                break;  // the machine has no room for more threads; fewer do the same
            }
        }
        work();
        for (std::thread& thread : others) thread.join();
        if (fault_) return *fault_;
        report_.groups = groups_.take();
        std::stable_sort(report_.groups.begin(), report_.groups.end(),
                         [](const Group& left, const Group& right) { return left.count > right.count; });
        return std::move(report_);
    }

private:
    // Blocks are taken in order; a failure ends the input for everybody.
    bool take(Block& block) {
        const std::lock_guard lock(reading_);
        if (ended_) return false;
        base::Result<bool> more = reader_.next(block);
        if (!more) fault_ = more.error();
        ended_ = !more || !*more;
        return !ended_;
    }

    void work() {
        Comparer comparer(before_, after_, options_.decisions);
        Block block;
        while (take(block)) {
            BlockResult result;
            result.bytes_end = block.bytes_end;
            each_line(block, [&](std::string_view line, std::uint64_t number) {
                compare(comparer, block, line, number, result);
            });
            wait_for_turn(block.index);
            merge(result);
        }
    }

    void compare(Comparer& comparer, const Block& block, std::string_view line, std::uint64_t number,
                 BlockResult& result) {
        ++result.events;
        const Verdict verdict = comparer.compare(line, number);
        if (verdict == Verdict::both_in_error) ++result.errors;
        if (verdict == Verdict::same || verdict == Verdict::both_in_error) return;
        ++result.changed;
        const EventPlace place{block.file, number};
        Difference difference = comparer.difference();
        if (options_.on_changed) comparer.write_decisions(difference);
        result.groups.add(difference, verdict == Verdict::one_in_error, place, [&]() -> const Difference& {
            if (!options_.on_changed) comparer.write_decisions(difference);
            return difference;
        });
        if (!options_.on_changed) return;
        result.details_bytes += difference.before.size() + difference.after.size();
        result.details.push_back({place, std::move(difference)});
        if (result.details_bytes <= details_bytes) return;
        // Too much to keep: it goes out now, as soon as all that stands in front of it has.
        wait_for_turn(block.index);
        tell(result);
    }

    // From then on until `merge` this thread alone is at work on what comes out.
    void wait_for_turn(std::uint64_t index) {
        std::unique_lock lock(merging_);
        turned_.wait(lock, [&] { return turn_ == index; });
    }

    void tell(BlockResult& result) {
        for (const Detail& detail : result.details) options_.on_changed(detail.place, detail.difference);
        result.details.clear();
        result.details_bytes = 0;
    }

    void merge(BlockResult& result) {
        tell(result);
        report_.events += result.events;
        report_.errors += result.errors;
        report_.changed += result.changed;
        for (Group& group : result.groups.take()) groups_.add(std::move(group));
        if (options_.on_progress) options_.on_progress(report_.events, result.bytes_end, reader_.total_bytes());
        const std::lock_guard lock(merging_);
        ++turn_;
        turned_.notify_all();
    }

    const vm::Program &before_, &after_;
    const Options& options_;
    std::mutex reading_;
    BlockReader reader_;
    bool ended_ = false;
    std::optional<base::Error> fault_;

    std::mutex merging_;
    std::condition_variable turned_;
    std::uint64_t turn_ = 0;  // the block that comes out next
    Report report_;
    Groups groups_;
};

}  // namespace

base::Result<Report> replay(const vm::Program& before, const vm::Program& after, const std::vector<std::string>& paths,
                            const Options& options) {
    return Replay(before, after, paths, options).run();
}

}  // namespace parley::replay
