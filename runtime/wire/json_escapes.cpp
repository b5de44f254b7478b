// The only file of this folder that sees simdjson. Nothing else of it is used: finding where all of a line's parts are
// before any is read costs more than reading them in their order, where it is known what is likely to come.
#include "runtime/wire/json_escapes.h"

#include <simdjson.h>

namespace parley::wire {

struct JsonEscapes::Impl {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

static_assert(JsonEscapes::padding >= simdjson::SIMDJSON_PADDING);

JsonEscapes::JsonEscapes() : impl_(std::make_unique<Impl>()) {
    constexpr std::size_t capacity = 0, depth = 1;  // of what is not used
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, depth, impl_->parser) !=
        simdjson::SUCCESS)
        throw std::bad_alloc();
}
JsonEscapes::~JsonEscapes() = default;

char* JsonEscapes::unescape(const char* text, char* out) const {
    return reinterpret_cast<char*>(
        impl_->parser->parse_string(reinterpret_cast<const std::uint8_t*>(text), reinterpret_cast<std::uint8_t*>(out)));
}

}  // namespace parley::wire
