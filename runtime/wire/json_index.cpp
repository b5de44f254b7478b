// The only file that sees simdjson. Of its parser only the stage is used that the processor's vectors make fast: its
// interfaces for the rest would ask for every member by name, or keep account of what a walk in order need not.
#include "runtime/wire/json_index.h"

#include <simdjson.h>

namespace parley::wire {

struct JsonIndex::Impl {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stages;
    std::size_t capacity = 0;
};

static_assert(JsonIndex::padding >= simdjson::SIMDJSON_PADDING);

JsonIndex::JsonIndex() : impl_(std::make_unique<Impl>()) {}
JsonIndex::~JsonIndex() = default;

bool JsonIndex::make(std::string_view line) {
    if (line.empty()) return false;
    constexpr std::size_t depth = 1;  // of the stage that is not used
    if (line.size() > impl_->capacity || impl_->stages == nullptr) {
        const std::size_t capacity = 2 * line.size();
        if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, depth, impl_->stages) !=
            simdjson::SUCCESS)
            return false;
        impl_->capacity = capacity;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(line.data());
    return impl_->stages->stage1(bytes, line.size(), simdjson::stage1_mode::regular) == simdjson::SUCCESS;
}

std::span<const std::uint32_t> JsonIndex::places() const {
    return {impl_->stages->structural_indexes.get(), impl_->stages->n_structural_indexes};
}

char* JsonIndex::unescape(const char* text, char* out) const {
    return reinterpret_cast<char*>(
        impl_->stages->parse_string(reinterpret_cast<const std::uint8_t*>(text), reinterpret_cast<std::uint8_t*>(out)));
}

}  // namespace parley::wire
