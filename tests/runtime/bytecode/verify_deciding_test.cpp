// What is verified before anything is decided, and what only when somebody asks for it.
#include <doctest/doctest.h>

#include <thread>

#include "runtime/base/file.h"
#include "runtime/bytecode/verifier.h"
#include "tests/runtime/bytecode/plan_limits.h"
#include "tests/runtime/bytecode/reseal.h"
#include "tests/runtime/bytecode/sample.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

using Bytes = std::vector<std::byte>;

// Rules that each look at a number, list an action and are complete: by its index an event comes to none of their code.
Bytes indexed_artifact() {
    TablesBuilder b;
    const std::uint32_t count = b.field("conversation.count", plain(value::Kind::integer));
    for (int rule = 0; rule < 3; ++rule) {
        b.begin_rule("Rule " + std::to_string(rule), {0});
        const auto test = b.op(Opcode::test_greater, count, b.integer(rule));
        b.branch("1");
        b.action("hold", ActionForm::plain, {});
        b.op(Opcode::complete);
        b.bind(test);
        b.op(Opcode::complete);
        b.end_rule();
    }
    return write_artifact(b.finish(), all_sifted);
}

struct Damage {
    std::string_view what;
    std::function<void(Bytes&)> change;
};

const Damage unread[] = {
    {"an opcode", [](Bytes& bytes) { record<Instruction>(bytes, Section::code, 5).opcode = 200; }},
    {"a jump", [](Bytes& bytes) { record<Instruction>(bytes, Section::code, 5).target = 0; }},
    {"an operand", [](Bytes& bytes) { record<Instruction>(bytes, Section::code, 5).first = 1'000'000; }},
    {"a step", [](Bytes& bytes) { record<Step>(bytes, Section::steps, 5).slot = 1'000'000; }},
    {"a place of an instruction", [](Bytes& bytes) { record<DebugRecord>(bytes, Section::debug, 3).file = 9; }},
    {"a place of a branch", [](Bytes& bytes) { record<BranchRecord>(bytes, Section::branches, 1).end = 1'000'000; }},
    {"the rule of a term's branch", [](Bytes& bytes) { record<TermRecord>(bytes, Section::terms, 1).branch = 0; }},
    {"the order of names",
     [](Bytes& bytes) {
         std::swap(record<std::uint32_t>(bytes, Section::domain_order, 0),
                   record<std::uint32_t>(bytes, Section::domain_order, 1));
     }},
    {"the text of a file",
     [](Bytes& bytes) {
         const std::uint32_t at = record<FileRecord>(bytes, Section::files).text.offset;
         record<char>(bytes, Section::strings, at + 2) = '\xff';
     }},
    {"the budget", [](Bytes& bytes) { record<ManifestRecord>(bytes, Section::manifest).budget = 1; }},
};

const Damage read_by_deciding[] = {
    {"a name of an action", [](Bytes& bytes) { record<ActionRecord>(bytes, Section::actions, 1).name.size = none; }},
    {"a name inside a file's text",
     [](Bytes& bytes) {
         const std::uint32_t text = record<FileRecord>(bytes, Section::files).text.offset;
         record<char>(bytes, Section::strings, text + 2) = '\xff';
         record<ActionRecord>(bytes, Section::actions, 1).name = {text + 1, 2};
     }},
    {"a text of a file", [](Bytes& bytes) { record<FileRecord>(bytes, Section::files).text.size = none; }},
    {"a path of a branch", [](Bytes& bytes) { record<BranchRecord>(bytes, Section::branches, 1).path.offset = none; }},
    {"a term's rule", [](Bytes& bytes) { record<TermRecord>(bytes, Section::terms, 1).rule = 3; }},
    {"a term's action", [](Bytes& bytes) { record<TermRecord>(bytes, Section::terms, 2).action = 3; }},
    {"a constant", [](Bytes& bytes) { record<ConstantRecord>(bytes, Section::constants, 1).low += 1; }},
    {"a rule's code", [](Bytes& bytes) { record<RuleRecord>(bytes, Section::rules, 1).end = 1'000'000; }},
};

Bytes damaged(const Damage& damage) {
    Bytes bytes = indexed_artifact();
    damage.change(bytes);
    reseal(bytes);
    return bytes;
}

std::string refusal(const base::Result<base::Done>& outcome) {
    return outcome.ok() ? "" : outcome.error().message;
}

std::string refusal(const Bytes& bytes, Verify extent) {
    const auto opened = Artifact::open(bytes, extent);
    return opened.ok() ? "" : opened.error().message;
}

}  // namespace

TEST_CASE("whatever is written here is safe to decide at a glance") {
    for (const PlanLimits& limits : {PlanLimits{}, all_sifted, all_woken, none_sifted}) {
        const auto opened = Artifact::open(write_artifact(make_sample().builder.finish(), limits));
        REQUIRE(opened.ok());
        CHECK(is_safe_to_decide(**opened));
    }
    CHECK(is_safe_to_decide(**Artifact::open(indexed_artifact())));
    const auto kept = Artifact::open_file(PARLEY_ROOT "/tests/runtime/bytecode/format_1/artifact.parleyc");
    REQUIRE(kept.ok());
    CHECK(is_safe_to_decide(**kept));
}

TEST_CASE("what deciding does not read is refused when somebody asks for all of it, with the same words") {
    for (const Damage& damage : unread) {
        CAPTURE(damage.what);
        const Bytes bytes = damaged(damage);
        const std::string wanted = refusal(bytes, Verify::all);
        CHECK(wanted.starts_with("the artifact is refused: "));
        const auto opened = Artifact::open(bytes, Verify::deciding);
        REQUIRE_MESSAGE(opened.ok(), opened.error().message);
        CHECK((*opened)->string((*opened)->actions()[1].name) == "hold");
        CHECK(refusal((*opened)->verify_all()) == wanted);
        CHECK(refusal((*opened)->verify_all()) == wanted);
    }
}

TEST_CASE("what deciding reads is refused at once, with the words of a whole look") {
    for (const Damage& damage : read_by_deciding) {
        CAPTURE(damage.what);
        const Bytes bytes = damaged(damage);
        const std::string wanted = refusal(bytes, Verify::all);
        CHECK(wanted.starts_with("the artifact is refused: "));
        CHECK(refusal(bytes, Verify::deciding) == wanted);
    }
}

TEST_CASE("a name that is a file's text, too, is good: all is verified at once") {
    TablesBuilder b("Rule");
    b.simple_rule("Rule", {0}, "hold");
    const Bytes bytes = write_artifact(b.finish());
    const auto opened = Artifact::open(bytes, Verify::deciding);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    CHECK_FALSE(is_safe_to_decide(**opened));
    CHECK((*opened)->verify_all().ok());
}

TEST_CASE("code that does not stand in the order of conditions and rules is good, too: all is verified at once") {
    TablesBuilder b;
    b.simple_rule("A", {0}, "hold");
    const std::uint32_t flag = b.field("conversation.flag", plain(value::Kind::boolean));
    b.begin_condition("late");
    b.end_condition({b.op(Opcode::test_set, flag)});
    const auto opened = Artifact::open(write_artifact(b.finish()), Verify::deciding);
    REQUIRE_MESSAGE(opened.ok(), opened.error().message);
    CHECK_FALSE(is_safe_to_decide(**opened));
    CHECK((*opened)->verify_all().ok());
}

TEST_CASE("an artifact of format 1 is opened for deciding, too") {
    const auto kept =
        Artifact::open_file(PARLEY_ROOT "/tests/runtime/bytecode/format_1/artifact.parleyc", Verify::deciding);
    REQUIRE(kept.ok());
    CHECK((*kept)->verify_all().ok());
}

TEST_CASE("many threads that ask for all at once are given one answer") {
    Bytes bytes = indexed_artifact();
    record<DebugRecord>(bytes, Section::debug, 3).file = 9;
    reseal(bytes);
    const auto opened = Artifact::open(bytes, Verify::deciding);
    REQUIRE(opened.ok());
    std::vector<std::string> answers(4);
    std::vector<std::thread> threads;
    for (std::string& answer : answers)
        threads.emplace_back([&answer, &opened] { answer = refusal((*opened)->verify_all()); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& answer : answers) CHECK(answer == "the artifact is refused: debug[3]: a place in no file");
}
