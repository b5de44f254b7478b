#include "runtime/vm/render.h"

#include <algorithm>
#include <span>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"

namespace parley::vm {

namespace {

using bytecode::TemplatePartRecord;
using value::Kind;
using value::Type;
using value::Value;

// A name is listed once; looking further back than this would let a text of many fields cost more than its length.
constexpr std::size_t remembered_names = 32;

// The longest beginning of a text that has at most `bytes` and ends between two characters.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

}  // namespace

Value Renderer::text(std::uint32_t text_template, std::uint32_t first_missing) {
    const bytecode::TemplateRecord& record = view_.artifact.templates()[text_template];
    const auto parts = view_.artifact.template_parts().subspan(record.first_part, record.part_count);
    if (parts.size() == 1 && parts[0].slot == bytecode::none)
        return Value::of_text({view_.artifact.string(parts[0].text), {}});
    scratch_.clear();
    for (const TemplatePartRecord& one : parts) part(one, first_missing);
    decision_.rendered_bytes += scratch_.size();
    return Value::of_text({decision_.arena.copy(scratch_), {}});
}

void Renderer::part(const TemplatePartRecord& part, std::uint32_t first_missing) {
    if (part.slot == bytecode::none) return append(view_.artifact.string(part.text));
    const Value& value = view_.slot(part.slot);
    const Type type = view_.slot_type(part.slot);
    // A list is never absent, but an empty one has nothing to say: it takes the fallback too (D41).
    if (type.list ? value.count != 0 : value.present) return append_value(type, value);
    note_missing(view_.artifact.string(part.text), first_missing);
    if (part.has_fallback != 0) append(view_.artifact.string(part.fallback));
}

void Renderer::note_missing(std::string_view name, std::uint32_t first_missing) {
    std::span<const std::string_view> names(decision_.missing);
    names = names.subspan(first_missing);
    if (names.size() > remembered_names) names = names.last(remembered_names);
    if (std::ranges::find(names, name) == names.end()) decision_.missing.push_back(name);
}

void Renderer::append(std::string_view text) {
    if (full_) return;
    const std::size_t room = maximum_rendered_bytes - decision_.rendered_bytes - scratch_.size();
    full_ = text.size() > room;
    scratch_ += cut(text, room);
}

void Renderer::append_value(Type type, const Value& value) {
    if (!type.list) return append_scalar(type, value);
    for (std::uint32_t i = 0; i < value.count; ++i) {
        if (i != 0) append(", ");
        append_scalar(type, value.items[i]);
    }
}

void Renderer::append_scalar(Type type, const Value& value) {
    switch (type.kind) {
        case Kind::text:
            return append(value.text.exact);
        case Kind::choice:
        case Kind::reference:
            if (value.number == value::unknown_symbol) return append(value.symbol);
            return append(view_.artifact.symbol_name(type.domain, static_cast<std::uint32_t>(value.number)));
        case Kind::integer:
        case Kind::decimal:
        case Kind::money:
            return append_number(value.number);
        case Kind::duration:
            return append_duration(static_cast<std::int64_t>(value.number));
        case Kind::instant:
            return append_instant(static_cast<std::int64_t>(value.number));
        case Kind::date:
            return append(value::date_to_string(static_cast<std::int32_t>(value.number)));
        case Kind::time_of_day:
            return append(value::time_to_string(static_cast<std::int32_t>(value.number)));
        case Kind::weekday:
            return append_weekday(static_cast<std::uint8_t>(value.number));
        case Kind::boolean:
            return append(value.number != 0 ? "yes" : "no");
    }
}

void Renderer::append_number(value::Number number) {
    char buffer[value::number_bytes];
    append({buffer, value::write_number(number, buffer)});
}

// Hours and minutes apart: each is short enough for a string to need no memory of its own.
void Renderer::append_duration(std::int64_t seconds) {
    const std::int64_t minutes = seconds / 60 + (seconds % 60 > 0 ? 1 : 0);
    if (minutes <= 60 || minutes % 60 == 0) return append(value::duration_to_text(seconds));
    append(value::duration_to_text(minutes / 60 * 3600));
    append(" ");
    append(value::duration_to_text(minutes % 60 * 60));
}

// In the catalog's zone, to the minute; also in two short pieces.
void Renderer::append_instant(std::int64_t instant) {
    const value::LocalTime local = view_.program.zone().local(instant);
    append(value::date_to_string(local.day));
    append(" ");
    append(value::time_to_string(local.second / 60 * 60));
}

void Renderer::append_weekday(std::uint8_t weekday) {
    const std::string_view name = value::weekday_name(weekday);
    if (name.empty()) return;
    const char capital = static_cast<char>(name.front() - 'a' + 'A');
    append({&capital, 1});
    append(name.substr(1));
}

}  // namespace parley::vm
