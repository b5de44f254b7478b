#include "runtime/store/open.h"

#include "runtime/store/folder.h"

namespace parley::store {

base::Result<std::unique_ptr<Store>> open(const std::string& location, const Options& options) {
    if (location.empty()) return base::Error{base::ErrorKind::input, "the store's location is empty; name a folder"};
    if (const std::size_t scheme_end = location.find("://"); scheme_end != std::string::npos) {
        return base::Error{base::ErrorKind::input, "this parley has no store behind `" +
                                                       location.substr(0, scheme_end) + "://`; name a folder"};
    }
    return open_folder(real_file_system(), location, options);
}

}  // namespace parley::store
