#include "runtime/bytecode/listing.h"

#include <algorithm>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/value/text.h"

namespace parley::bytecode {

namespace {

using value::Kind;

constexpr std::size_t shown_bytes = 80;   // of a text or source line
constexpr std::uint32_t shown_items = 8;  // of a list, of an action's members, of a text's parts

bool is_boundary(std::string_view text, std::size_t at) {
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

void append_escaped(std::string& out, std::string_view text, bool quotes) {
    std::size_t end = std::min(text.size(), shown_bytes);
    while (!is_boundary(text, end)) --end;
    const std::string_view shown = text.substr(0, end);
    for (std::size_t at = 0; at < shown.size();) {
        const std::size_t begin = at;
        const char32_t c = value::next_code_point(shown, at);
        if (c == '\n' && quotes) {
            out += "\\n";
        } else if (c == '\t' && !quotes) {
            out += ' ';
        } else if (is_control(c)) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            out += {'\\', 'u', '{', digits[c / 16 % 16], digits[c % 16], '}'};
        } else {
            if (quotes && (c == '"' || c == '\\')) out += '\\';
            out += shown.substr(begin, at - begin);
        }
    }
    if (end < text.size()) out += "…";
}

// The items of something, shortened.
template <typename Append>
void append_items(std::string& out, std::uint32_t count, Append append) {
    const std::uint32_t shown = std::min(count, shown_items);
    for (std::uint32_t i = 0; i < shown; ++i) {
        if (i != 0) out += ", ";
        append(i);
    }
    if (count > shown) out += ", " + std::to_string(count - shown) + " more";
}

std::string scalar_text(const Artifact& artifact, const ConstantRecord& constant) {
    if (constant.type.type().kind == Kind::text) return quote(artifact.string(constant.exact));
    return number_text(artifact, constant.type.type(), number_of(constant));
}

std::string template_text(const Artifact& artifact, std::uint32_t index) {
    const TemplateRecord& record = artifact.templates()[index];
    std::string text;
    for (const TemplatePartRecord& part : artifact.template_parts().subspan(record.first_part, record.part_count)) {
        const std::string_view own = artifact.string(part.text).substr(0, shown_bytes + 1);
        text += part.slot == none ? std::string(own) : "{{" + std::string(own) + "}}";
        if (text.size() > shown_bytes) break;
    }
    return quote(text);
}

std::string source_text(const Artifact& artifact, MemberSource source, std::uint32_t index) {
    switch (source) {
        case MemberSource::constant:
            return constant_text(artifact, index);
        case MemberSource::slot:
            return slot_text(artifact, index);
        case MemberSource::text:
            return template_text(artifact, index);
        case MemberSource::least_loaded:
            return "least loaded of " + constant_text(artifact, index);
        case MemberSource::least_loaded_slot:
            return "least loaded of " + slot_text(artifact, index);
        case MemberSource::texts:
        case MemberSource::text_due:
            break;
    }
    return {};
}

std::string text_due(const Artifact& artifact, const ActionRecord& action) {
    std::string out = "by platform {";
    append_items(out, action.platform_text_count, [&](std::uint32_t i) {
        const PlatformTextRecord& text = artifact.platform_texts()[action.first_platform_text + i];
        const std::uint32_t domain = artifact.manifest().platform_domain;
        out += text.platform == none ? "any other" : quote(artifact.symbol_name(domain, text.platform));
        out += ": " + source_text(artifact, static_cast<MemberSource>(text.source), text.index);
    });
    return out + "}";
}

std::string member_text(const Artifact& artifact, const ActionRecord& action, const MemberRecord& member) {
    switch (static_cast<MemberSource>(member.source)) {
        case MemberSource::texts: {
            std::string out = "[";
            append_items(out, member.count, [&](std::uint32_t i) { out += template_text(artifact, member.index + i); });
            return out + "]";
        }
        case MemberSource::text_due:
            return text_due(artifact, action);
        default:
            return source_text(artifact, static_cast<MemberSource>(member.source), member.index);
    }
}

}  // namespace

std::string quote(std::string_view text) {
    std::string out = "\"";
    append_escaped(out, text, true);
    return out + "\"";
}

std::string printable(std::string_view text) {
    std::string out;
    append_escaped(out, text, false);
    return out;
}

std::string number_text(const Artifact& artifact, value::Type type, value::Number number) {
    const auto whole = static_cast<std::int64_t>(number);
    switch (type.kind) {
        case Kind::text:
            return {};
        case Kind::choice:
        case Kind::reference:
            return quote(artifact.symbol_name(type.domain, static_cast<std::uint32_t>(number)));
        case Kind::integer:
        case Kind::decimal:
        case Kind::money:
            return value::to_string(number);
        case Kind::duration:
            return value::duration_to_literal(whole);
        case Kind::instant:
            return value::instant_to_string(whole);
        case Kind::date:
            return value::date_to_string(static_cast<std::int32_t>(whole));
        case Kind::time_of_day:
            return value::time_to_string(static_cast<std::int32_t>(whole));
        case Kind::weekday:
            return std::string(value::weekday_name(static_cast<std::uint8_t>(whole)));
        case Kind::boolean:
            return whole != 0 ? "true" : "false";
    }
    return {};
}

std::string constant_text(const Artifact& artifact, std::uint32_t index) {
    const ConstantRecord& constant = artifact.constants()[index];
    if (constant.type.list == 0) return scalar_text(artifact, constant);
    std::string out = "[";
    append_items(out, constant.item_count,
                 [&](std::uint32_t i) { out += scalar_text(artifact, artifact.constants()[constant.first_item + i]); });
    return out + "]";
}

std::string slot_text(const Artifact& artifact, std::uint32_t slot) {
    const SlotRecord& record = artifact.slots()[slot];
    const bool is_former = record.source == static_cast<std::uint8_t>(SlotSource::former);
    return (is_former ? "former " : "") + printable(artifact.string(record.name));
}

std::string action_text(const Artifact& artifact, std::uint32_t index) {
    const ActionRecord& action = artifact.actions()[index];
    std::string out = printable(artifact.string(action.name));
    if (action.member_count > 0) out += ' ';
    append_items(out, action.member_count, [&](std::uint32_t i) {
        const MemberRecord& member = artifact.members()[action.first_member + i];
        out += printable(artifact.string(member.name)) + ": " + member_text(artifact, action, member);
    });
    return out;
}

std::string source_line(const Artifact& artifact, std::uint32_t file, std::uint32_t at) {
    const std::string_view text = artifact.string(artifact.files()[file].text);
    // A line is looked for near by only, so that one of many megabytes costs no more than any other.
    constexpr std::size_t reach = 2 * shown_bytes;
    std::size_t begin = at;
    while (begin > 0 && at - begin < reach && text[begin - 1] != '\n') --begin;
    while (!is_boundary(text, begin)) ++begin;
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
    std::size_t end = begin;
    while (end < text.size() && end - begin <= shown_bytes && text[end] != '\n' && text[end] != '\r') ++end;
    while (!is_boundary(text, end)) ++end;
    return printable(text.substr(begin, end - begin));
}

}  // namespace parley::bytecode
