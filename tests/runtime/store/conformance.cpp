#include "tests/runtime/store/conformance.h"

#include <filesystem>

#include "runtime/store/folder.h"
#include "tests/runtime/signing/scratch.h"
#include "tests/runtime/store/model_disk.h"

namespace parley::tests {
namespace {

class FolderSite final : public Site {
public:
    base::Result<std::unique_ptr<store::Store>> try_open() override { return store::open(scratch_.path("store")); }
    bool is_there() override { return std::filesystem::exists(scratch_.path("store")); }

private:
    Scratch scratch_;
};

// The disk that the fault tests break is one a store works on.
class ModelSite final : public Site {
public:
    base::Result<std::unique_ptr<store::Store>> try_open() override { return store::open_folder(disk_, "/w/store"); }
    bool is_there() override { return disk_->disk.names.contains("/w/store"); }

private:
    std::shared_ptr<ModelDisk> disk_ = std::make_shared<ModelDisk>();
};

const Backend backends[] = {
    {"folder", [] { return std::unique_ptr<Site>(new FolderSite()); }},
    {"folder on a model disk", [] { return std::unique_ptr<Site>(new ModelSite()); }},
};

}  // namespace

void on_each_backend(const std::function<void(Site&)>& test) {
    for (const Backend& backend : backends) {
        CAPTURE(backend.name);
        test(*backend.fresh());
    }
}

}  // namespace parley::tests
