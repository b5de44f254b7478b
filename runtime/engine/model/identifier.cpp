#include "runtime/engine/model/identifier.h"

#include <phonenumbers/phonenumberutil.h>

#include "runtime/value/text.h"

namespace parley::model {

ConversationType type_of(std::string_view channel) {
    struct Row {
        std::string_view channel;
        ConversationType type;
    };
    constexpr Row rows[] = {{"web_chat", ConversationType::chat},   {"phone", ConversationType::phone},
                            {"walk_up", ConversationType::walk_up}, {"email", ConversationType::email},
                            {"form", ConversationType::form},       {"trustpilot", ConversationType::review}};
    for (const Row& row : rows)
        if (row.channel == channel) return row.type;
    return ConversationType::messaging;
}

bool identified_by_email(std::string_view channel) {
    return channel == "email";
}

bool identified_by_phone(std::string_view channel) {
    return channel == "phone" || channel == "sms" || channel == "whatsapp";
}

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](std::string_view character) { return value::is_white_space(character); };
    std::size_t begin = 0, end = 0;
    bool any = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        value::next_code_point(text, i);
        if (is_space(text.substr(start, i - start))) continue;
        if (!any) begin = start;
        any = true;
        end = i;
    }
    return any ? text.substr(begin, end - begin) : std::string_view();
}

// The address in "Joe <Joe@X.org>" stands between the last angle brackets.
std::string normal_email(std::string_view text) {
    std::string_view address = trimmed(text);
    const std::size_t open = address.rfind('<');
    const std::size_t close = address.find('>', open == std::string_view::npos ? 0 : open);
    if (open != std::string_view::npos && close != std::string_view::npos)
        address = trimmed(address.substr(open + 1, close - open - 1));
    const std::string folded = value::fold_case(value::to_nfc(address));
    constexpr std::string_view scheme = "mailto:";
    return folded.starts_with(scheme) ? folded.substr(scheme.size()) : folded;
}

std::string normal_phone(std::string_view text, std::string_view country) {
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    const std::string_view plain = trimmed(text);
    // The library takes seconds to find out that a long text is no number.
    constexpr std::size_t longest = 250;
    if (plain.empty() || plain.size() > longest) return std::string(plain);
    const PhoneNumberUtil& phones = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const std::string region(country.empty() ? std::string_view("ZZ") : country);
    if (phones.Parse(std::string(plain), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
        phones.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE || !number.extension().empty())
        return std::string(plain);
    std::string normal;
    phones.Format(number, PhoneNumberUtil::E164, &normal);
    return normal;
}

std::string normal_identifier(std::string_view channel, std::string_view text, std::string_view country) {
    if (identified_by_email(channel)) return normal_email(text);
    if (!identified_by_phone(channel)) return std::string(trimmed(text));
    if (value::fold_case(trimmed(text)) == "anonymous") return {};
    return normal_phone(text, country);
}

std::string normal_key(std::string_view by, std::string_view value, std::string_view country) {
    if (by == "email") return normal_email(value);
    if (by == "phone") return normal_phone(value, country);
    return std::string(trimmed(value));
}

}  // namespace parley::model
