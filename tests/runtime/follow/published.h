// A store in a folder, with what a test publishes there.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

#include "runtime/follow/follower.h"
#include "runtime/store/open.h"
#include "tests/runtime/follow/rules.h"
#include "tests/runtime/follow/temporary.h"

namespace parley::tests {

class Published {
public:
    Published() : store_(std::move(store::open(location()).value())) {}

    std::string location() const { return folder_.at("store"); }
    const TemporaryFolder& folder() const { return folder_; }

    // Each is the next version.
    store::VersionRecord publish(const vm::Program& program, const signing::SecretKey* key = nullptr) {
        const store::Files files = {{"rules/rules.parley", program.digest_text()}};
        store::SaveDraft save;
        save.change = change(nullptr);
        auto saved = store_->save_draft(files, save);
        if (!saved) FAIL(saved.error().message);
        const std::vector<std::byte> artifact = artifact_bytes(program);
        store::Publish request;
        request.change = change(key);
        request.draft = saved->draft.value().sequence;
        request.artifact = artifact;
        auto record = store_->publish(request);
        if (!record) FAIL(record.error().message);
        return *record;
    }
    store::State republish(store::Version version, const signing::SecretKey* key = nullptr) {
        auto state = store_->republish(version, change(key));
        if (!state) FAIL(state.error().message);
        return *state;
    }
    std::string object_of(const store::VersionRecord& record) const {
        return location() + "/objects/" + base::to_string(record.artifact).substr(3) + ".parleyc";
    }

private:
    static store::Change change(const signing::SecretKey* key) { return {"bob", "2026-11-21T10:22:00Z", "", key}; }
    TemporaryFolder folder_;
    std::unique_ptr<store::Store> store_;
};

// Notices as they come, from whatever thread.
class Notices {
public:
    follow::Options& hear(follow::Options& options) {
        options.notice = [this](const follow::Notice& notice) {
            const std::lock_guard lock(mutex_);
            all_.push_back(notice);
        };
        return options;
    }
    std::vector<follow::Notice> all() const {
        const std::lock_guard lock(mutex_);
        return all_;
    }
    std::size_t count(follow::Notice::Kind kind) const {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(
            std::ranges::count_if(all_, [&](const follow::Notice& notice) { return notice.kind == kind; }));
    }

private:
    mutable std::mutex mutex_;
    std::vector<follow::Notice> all_;
};

// Whether it comes true within a long time.
inline bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 20'000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

}  // namespace parley::tests
