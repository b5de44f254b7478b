// Regular expressions that RE2 refuses, in plain words.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a regular expression that cannot be used says why and where") {
    expect_tests({
        {R"(conversation.email matches /(?=x)/)",
         R"(R0237 <(?=> the regular expression `/(?=x)/` cannot be used: look-ahead, look-behind and the like are )"
         R"(not part of it)"},
        {R"(conversation.email matches /a**/)",
         R"(R0237 <**> the regular expression `/a**/` cannot be used: two repetitions follow one another)"},
        {R"(conversation.email matches /(a/)",
         R"(R0237 <(a> the regular expression `/(a/` cannot be used: a `(` is not closed)"},
        {R"(conversation.email matches /a)/)",
         R"(R0237 <a)> the regular expression `/a)/` cannot be used: a `)` closes nothing)"},
        {R"(conversation.email matches /[a/)",
         R"(R0237 <[a> the regular expression `/[a/` cannot be used: a `[` is not closed)"},
        {R"(conversation.email matches /[b-a]/)",
         R"(R0237 <b-a> the regular expression `/[b-a]/` cannot be used: a range in brackets ends before it begins)"},
        {R"(conversation.email matches /a{2000}/)",
         R"(R0237 <{2000}> the regular expression `/a{2000}/` cannot be used: repetitions come to more than 1000, )"
         R"(or the lower count is above the upper one)"},
        {R"(conversation.email matches /\q/)",
         R"(R0237 <\q> the regular expression `/\q/` cannot be used: there is no such escape)"},
        {R"(conversation.email matches /+a/)",
         R"(R0237 <+> the regular expression `/+a/` cannot be used: there is nothing in front of it to repeat)"},
        {R"(conversation.email matches /\p{Foo}/)",
         R"(R0237 <\p{Foo}> the regular expression `/\p{Foo}/` cannot be used: there is no such class of characters)"},
        {R"(conversation.email matches /[[:foo:]]/)",
         R"(R0237 <[:foo:]> the regular expression `/[[:foo:]]/` cannot be used: there is no such class of )"
         R"(characters)"},
        {R"(conversation.email does not match exactly /(((a{100}){100}){100})/)",
         R"(R0237 </(((a{100}){100}){100})/> the regular expression `/(((a{100}){100}){100})/` cannot be used: )"
         R"(repetitions come to more than 1000, or the lower count is above the upper one)"},
        {R"(conversation.email matches /((\pL{30}){30})/)",
         R"(R0237 </((\pL{30}){30})/> the regular expression `/((\pL{30}){30})/` cannot be used: it is too large )"
         R"(once its repetitions are written out)"},
        {R"(conversation.email matches /\/(/)",
         R"(R0237 </(> the regular expression `/\/(/` cannot be used: a `(` is not closed)"},
    });
}

}  // namespace parley::check
