#include "runtime/engine/model/datum.h"

#include <algorithm>
#include <charconv>

#include "runtime/value/text.h"

namespace parley::model {

bool Datum::operator==(const Datum& other) const {
    return kind == other.kind && boolean == other.boolean && text == other.text && items == other.items &&
           members == other.members;
}

Datum Datum::of_text(std::string text) {
    Datum datum;
    datum.kind = Kind::text;
    datum.text = std::move(text);
    return datum;
}

Datum Datum::of_integer(std::int64_t number) {
    Datum datum;
    datum.kind = Kind::number;
    datum.text = std::to_string(number);
    return datum;
}

Datum Datum::of_boolean(bool boolean) {
    Datum datum;
    datum.kind = Kind::boolean;
    datum.boolean = boolean;
    return datum;
}

Datum Datum::of_texts(const std::vector<std::string>& texts) {
    Datum datum;
    datum.kind = Kind::list;
    for (const std::string& text : texts) datum.items.push_back(of_text(text));
    return datum;
}

const Datum* Datum::member(std::string_view name) const {
    return kind == Kind::object ? find(members, name) : nullptr;
}

std::string_view Datum::scalar() const {
    return kind == Kind::text || kind == Kind::number ? std::string_view(text) : std::string_view();
}

std::optional<std::int64_t> Datum::integer() const {
    if (kind != Kind::number) return std::nullopt;
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

std::vector<std::string> Datum::texts() const {
    std::vector<std::string> found;
    if (kind != Kind::list) return found;
    for (const Datum& item : items)
        if (item.kind == Kind::text) found.push_back(item.text);
    return found;
}

void append_json(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // where what has not been copied yet begins
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x80) {
            const std::size_t begin = i;
            const char32_t character = value::next_code_point(text, i);
            if (character != 0xFFFD) continue;
            out.append(text, plain, begin - plain);
            value::append_utf8(out, character);
            plain = i;
            continue;
        }
        ++i;
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, plain, i - 1 - plain);
        plain = i;
        switch (byte) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += "\\u00";
                out += digits[byte >> 4];
                out += digits[byte & 15];
        }
    }
    out.append(text, plain, text.size() - plain);
    out += '"';
}

void append_json(std::string& out, const Datum& datum) {
    switch (datum.kind) {
        case Datum::Kind::null:
            out += "null";
            return;
        case Datum::Kind::boolean:
            out += datum.boolean ? "true" : "false";
            return;
        case Datum::Kind::number:
            out += datum.text;
            return;
        case Datum::Kind::text:
            return append_json(out, std::string_view(datum.text));
        case Datum::Kind::list:
            out += '[';
            for (const Datum& item : datum.items) {
                if (&item != &datum.items.front()) out += ',';
                append_json(out, item);
            }
            out += ']';
            return;
        case Datum::Kind::object:
            out += '{';
            for (const auto& member : datum.members) {
                if (&member != &datum.members.front()) out += ',';
                append_json(out, std::string_view(member.name));
                out += ':';
                append_json(out, member.value);
            }
            out += '}';
            return;
    }
}

const Datum* find(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (key == name) return &value;
    return nullptr;
}

void set(Fields& fields, std::string_view name, Datum value) {
    for (auto& [key, old] : fields) {
        if (key != name) continue;
        old = std::move(value);
        return;
    }
    fields.emplace_back(name, std::move(value));
}

bool erase(Fields& fields, std::string_view name) {
    return std::erase_if(fields, [name](const auto& field) { return field.name == name; }) != 0;
}

}  // namespace parley::model
