#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "runtime/bytecode/disassembler.h"
#include "tests/runtime/bytecode/plan_limits.h"
#include "tests/runtime/bytecode/sample.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

std::string listing(const Tables& tables) {
    const auto opened = open_tables(tables);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    return disassemble(**opened);
}

}  // namespace

TEST_CASE("the listing of the sample is the golden one") {
    std::ifstream file(PARLEY_ROOT "/tests/runtime/bytecode/sample.listing");
    std::stringstream golden;
    golden << file.rdbuf();
    CHECK(listing(make_sample().builder.finish()) == golden.str());
}

TEST_CASE("names and texts from a file cannot write to a terminal, and long ones are cut") {
    TablesBuilder b("say\n");
    b.at("say");
    b.begin_rule("\x1b[31mred\n\"quoted\"", {0});
    b.action("add\u009btag", ActionForm::plain,
             {b.member("tag", plain(value::Kind::text), MemberSource::text,
                       b.text_template({b.says(std::string(99, 'x'))}))});
    b.op(Opcode::complete);
    b.end_rule();
    const std::string text = listing(b.finish());
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("rule \"\\u{1B}[31mred\\n\\\"quoted\\\"\"\n") != std::string::npos);
    CHECK(text.find("add\\u{9B}tag tag: \"" + std::string(80, 'x') + "…\"") != std::string::npos);
}

TEST_CASE("a disabled rule is listed without code") {
    TablesBuilder b;
    b.begin_rule("Off", {});
    b.tables.rules.back().disabled = 1;
    CHECK(listing(b.finish()).ends_with("\ndisabled rule \"Off\"\n"));
}

TEST_CASE("long lists are shortened") {
    TablesBuilder b;
    const auto count = b.field("conversation.count", plain(value::Kind::integer));
    const auto first = static_cast<std::uint32_t>(b.tables.constants.size());
    for (int i = 1; i <= 10; ++i) b.integer(i);
    const auto numbers = b.list(plain(value::Kind::integer), first, 10);
    b.begin_rule("A", {0});
    b.bind(b.op(Opcode::test_in, count, numbers));
    b.op(Opcode::complete);
    b.end_rule();
    CHECK(listing(b.finish()).find("conversation.count, [1, 2, 3, 4, 5, 6, 7, 8, 2 more]  false -> 1") !=
          std::string::npos);
}

TEST_CASE("an index is listed: its terms, what sifts them, and what wakes them") {
    TablesBuilder b;
    const auto platform = b.field("conversation.platform", b.reference(b.platforms));
    const auto count = b.field("conversation.count", plain(value::Kind::integer));
    b.begin_rule("A", {0});
    const auto is_sms = b.op(Opcode::test_is, platform, b.constant(b.reference(b.platforms), 1));
    const auto many = b.op(Opcode::test_greater, count, b.integer(3));
    b.branch("1");
    b.action("add_tag", ActionForm::plain, {});
    b.action("close", ActionForm::plain, {});
    b.op(Opcode::complete);
    b.bind(is_sms);
    b.bind(many);
    b.action("hold", ActionForm::plain, {});
    b.op(Opcode::complete);
    b.end_rule();
    const Tables tables = b.finish();
    const auto listed = [&](const PlanLimits& limits) {
        const auto opened = Artifact::open(write_artifact(tables, limits));
        REQUIRE_MESSAGE(opened.ok(), opened.error().message);
        const std::string text = disassemble(**opened);
        return text.substr(text.find("\nindex"));
    };
    CHECK(listed(all_sifted) ==
          "\nindex 0, of starting\n"
          "    term 0 of rule \"A\": branch 1 action 0 action 1\n"
          "    term 1 of rule \"A\": action 2\n"
          "  from term 0 on sifted by conversation.platform\n"
          "  from term 0 on sifted by conversation.count\n");
    CHECK(listed(all_woken) ==
          "\nindex 0, of starting\n"
          "    term 0 of rule \"A\": branch 1 action 0 action 1\n"
          "    term 1 of rule \"A\": action 2\n"
          "  from term 0 on sifted by conversation.count\n"
          "  always: terms 1\n"
          "  woken by conversation.platform\n"
          "    \"sms\": terms 0\n");
}
