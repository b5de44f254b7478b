#include <algorithm>
#include <iterator>

#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

namespace {

constexpr MergeFieldRow merge_rows[] = {
    {"companyName", "", ""},
    {"newNumber", "conversation.new_number", ""},
    {"contactPoint", "conversation.contact_point", ""},
    {"estimatedWaitTime", "workload.estimated_wait", ""},
    {"conversationId", "conversation.id", ""},
    {"caseId", "conversation.case_id", "salesforce"},
    {"caseNo", "conversation.case_number", "salesforce"},
    {"leadId", "conversation.lead_id", "salesforce"},
    {"incident", "conversation.incident", "oracle"},
    {"ticket", "conversation.ticket", "zendesk"},
};

constexpr CrmRow crms[] = {{"salesforce", "Salesforce"}, {"oracle", "Oracle"}, {"zendesk", "Zendesk"}};

constexpr std::string_view platforms[] = {"facebook", "whatsapp", "sms",     "web_chat", "email",     "instagram",
                                          "viber",    "phone",    "walk_up", "form",     "trustpilot"};

// In byte order, for the search.
constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC "
    "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB "
    "GD "
    "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
    "KH "
    "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW "
    "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB "
    "SC "
    "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US "
    "UY "
    "UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

constexpr std::string_view grammar_words[] = {
    "after",    "all",     "and",     "any",         "before",   "between", "blank",  "changed", "condition", "contain",
    "contains", "day",     "days",    "description", "disabled", "does",    "during", "else",    "empty",     "end",
    "ends",     "exactly", "false",   "from",        "hour",     "hours",   "if",     "in",      "is",        "last",
    "list",     "match",   "matches", "minute",      "minutes",  "next",    "none",   "not",     "of",        "older",
    "on",       "rule",    "ruleset", "second",      "seconds",  "set",     "size",   "start",   "starts",    "than",
    "to",       "true",    "was",     "week",        "weeks",    "with",    "within",
};

}  // namespace

std::span<const MergeFieldRow> merge_field_rows() {
    return merge_rows;
}
std::span<const CrmRow> crm_rows() {
    return crms;
}
std::span<const std::string_view> platform_names() {
    return platforms;
}

bool is_country(std::string_view code) {
    return code.size() == 2 && code.find(' ') == std::string_view::npos &&
           countries.find(code) != std::string_view::npos;
}

std::span<const std::string_view> reserved_words() {
    return grammar_words;
}

bool is_reserved_word(std::string_view word) {
    return std::binary_search(std::begin(grammar_words), std::end(grammar_words), word);
}

}  // namespace parley::catalog
