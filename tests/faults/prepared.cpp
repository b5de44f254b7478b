#include "tests/faults/prepared.h"

#include <algorithm>
#include <stdexcept>

namespace faults {

std::vector<Call> Prepared::changing_calls() const {
    const auto first = std::find_if(calls.begin(), calls.end(), [](const Call& call) { return call.changes; });
    return {first, calls.end()};
}

std::vector<Call> Prepared::own_calls() const {
    std::vector<Call> own;
    std::copy_if(calls.begin(), calls.end(), std::back_inserter(own), [](const Call& call) { return !call.by_loader; });
    return own;
}

std::unique_ptr<Prepared> prepare(const Target& target) {
    auto prepared = std::unique_ptr<Prepared>(new Prepared{target, {}, {}, {}, {}});
    const std::string& folder = prepared->folder.path();
    target.prepare(folder);
    prepared->tree = tree_of(folder);
    prepared->expected = expectation_of(target, folder);
    if (prepared->expected.first_code != 0 || prepared->expected.before == prepared->expected.after)
        throw std::runtime_error(target.name + " ends with " + std::to_string(prepared->expected.first_code) +
                                 " where nothing disturbs it");
    const Folder copy;
    copy_tree(folder, copy.path());
    prepared->calls = calls_of(copy.path(), with_parley(target.words));
    return prepared;
}

}  // namespace faults
