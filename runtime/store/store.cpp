#include "runtime/store/store.h"

#include "runtime/store/container.h"

namespace parley::store {

std::string_view to_string(Action action) {
    switch (action) {
        case Action::new_draft:
            return "new_draft";
        case Action::save_draft:
            return "save_draft";
        case Action::discard_draft:
            return "discard_draft";
        case Action::publish:
            return "publish";
        case Action::republish:
            return "republish";
        case Action::collect:
            return "collect";
    }
    return "";
}

base::Digest digest_of(const Files& files) {
    const std::string container = write_container(files);
    return base::digest(std::as_bytes(std::span(container)));
}

}  // namespace parley::store
