#include "runtime/engine/model/identifier.h"

#include <doctest/doctest.h>

#include <string>

namespace parley::model {
namespace {

TEST_CASE("the type of a conversation follows from its channel [S2.11, S2.3]") {
    CHECK(type_of("web_chat") == ConversationType::chat);
    CHECK(type_of("phone") == ConversationType::phone);
    CHECK(type_of("walk_up") == ConversationType::walk_up);
    CHECK(type_of("email") == ConversationType::email);
    CHECK(type_of("form") == ConversationType::form);
    CHECK(type_of("trustpilot") == ConversationType::review);
    for (const char* channel : {"facebook", "instagram", "whatsapp", "sms", "viber"})
        CHECK(type_of(channel) == ConversationType::messaging);
}

TEST_CASE("email: the address alone, trimmed, lower case [D79]") {
    CHECK(normal_email("joe@x.org") == "joe@x.org");
    CHECK(normal_email(" \t Joe@X.ORG \xC2\xA0") == "joe@x.org");
    CHECK(normal_email("Joe Bloggs <Joe@X.org>") == "joe@x.org");
    CHECK(normal_email("\"Joe <the one>\" < joe@x.org >") == "joe@x.org");
    CHECK(normal_email("mailto:joe@x.org") == "joe@x.org");
    CHECK(normal_email("MAILTO:Joe@x.org") == "joe@x.org");
    CHECK(normal_email("jos\x65\xCC\x81@x.org") == normal_email("JOS\xC3\x89@X.org"));
    CHECK(normal_email("") == "");
    CHECK(normal_email("  ") == "");
    // What is no address stays what it is.
    CHECK(normal_email("joe") == "joe");
    CHECK(normal_email("<joe@x.org") == "<joe@x.org");
    CHECK(normal_email("joe@x.org>") == "joe@x.org>");
    CHECK(normal_email("<>") == "");
}

TEST_CASE("phone, SMS, WhatsApp: E.164, a national number as of the country [D79, S2.28]") {
    for (const char* channel : {"phone", "sms", "whatsapp"}) {
        CAPTURE(channel);
        for (const char* written : {"+447700900123", "07700 900123", " 07700-900-123 ", "+44 (0)7700 900123",
                                    "0044 7700 900123", "tel:+44-7700-900123"}) {
            CAPTURE(written);
            CHECK(normal_identifier(channel, written, "GB") == "+447700900123");
        }
        CHECK(normal_identifier(channel, "+447700900123", "") == "+447700900123");
        CHECK(normal_identifier(channel, "+447700900123", "US") == "+447700900123");
        CHECK(normal_identifier(channel, "07700 900123", "") == "07700 900123");  // of which country?
        CHECK(normal_identifier(channel, " 12345 ", "GB") == "12345");            // a short code
        CHECK(normal_identifier(channel, "ACME Ltd", "GB") == "ACME Ltd");
    }
    CHECK(normal_phone("(212) 555-0123", "US") == "+12125550123");
    CHECK(normal_phone("06 12 34 56 78", "FR") == "+33612345678");
    CHECK(normal_phone("", "GB") == "");
    // Two extensions of one switchboard are two people.
    CHECK(normal_phone("+44 20 7946 0123 ext. 4", "GB") != normal_phone("+44 20 7946 0123 ext. 5", "GB"));
}

TEST_CASE("every other identifier is trimmed, as it is [D79, S2.27]") {
    CHECK(normal_identifier("facebook", " Joe@X.org ", "GB") == "Joe@X.org");
    CHECK(normal_identifier("viber", "07700 900123", "GB") == "07700 900123");
    CHECK(normal_identifier("web_chat", "V-77\n", "GB") == "V-77");
    CHECK(normal_identifier("trustpilot", "anonymous", "GB") == "anonymous");
    CHECK(normal_identifier("email", "Joe <Joe@X.org>", "GB") == "joe@x.org");
}

TEST_CASE("a withheld number is no identifier [D80]") {
    for (const char* channel : {"phone", "sms", "whatsapp"})
        for (const char* written : {"", "  ", "anonymous", "Anonymous", " ANONYMOUS "})
            CHECK(normal_identifier(channel, written, "GB").empty());
}

TEST_CASE("a profile's keys are compared as identifiers are [D82]") {
    CHECK(normal_key("email", " Joe <Joe@X.org>", "GB") == "joe@x.org");
    CHECK(normal_key("phone", "07700 900123", "GB") == "+447700900123");
    CHECK(normal_key("customer_id", "  A-17 ", "GB") == "A-17");
    CHECK(normal_key("order_number", " \xE2\x80\x83 ", "GB").empty());
}

TEST_CASE("any bytes have a form, and the form of a form is itself [D79]") {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    const std::string long_number = "+44" + std::string(100'000, '7');
    const std::string brackets = std::string(100'000, '<') + "a@b" + std::string(100'000, '>');
    for (const std::string& text :
         {all, long_number, brackets, std::string("\0", 1), std::string("\xff\xfe"), std::string(" <a@b> <c@d> ")}) {
        for (const char* channel : {"email", "phone", "viber"}) {
            const std::string once = normal_identifier(channel, text, "GB");
            CHECK((normal_identifier(channel, once, "GB") == once));
        }
    }
}

TEST_CASE("trimming takes Unicode's white space from both ends") {
    CHECK(trimmed("\xE2\x80\x83 a b \xE3\x80\x80") == "a b");
    CHECK(trimmed("\xC2\xA0").empty());
    CHECK(trimmed("").empty());
}

}  // namespace
}  // namespace parley::model
