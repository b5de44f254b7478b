// Each number of each table, the plan's and the others', set to what a reader might trip over, with a correct digest.
// What the verifier accepts for deciding has to run cleanly on any frame, and be listed once all of it is verified; the
// sanitizers say whether it does.
#include <map>

#include "runtime/bytecode/disassembler.h"
#include "runtime/bytecode/sections.h"
#include "tests/runtime/bytecode/plan_limits.h"
#include "tests/runtime/bytecode/reseal.h"
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;
using bytecode::Section;

namespace {

using Bytes = std::vector<std::byte>;

struct Fields {
    std::uint32_t count, subject, tags, platform;
};

void finish_branch(TablesBuilder& b, std::initializer_list<std::uint32_t> tests, std::string_view path,
                   std::initializer_list<std::string_view> actions) {
    b.branch(path);
    for (const std::string_view action : actions) b.action(action, ActionForm::plain, {});
    b.op(Opcode::complete);
    for (const std::uint32_t test : tests) b.bind(test);
}

// Rules that give a plan all that it can have: sets of codes, words found together, terms told by both, terms that ask
// for more, named conditions, lists of actions, and code that is walked through.
bytecode::Tables tables_of(Fields& fields) {
    TablesBuilder b;
    fields.count = b.field("conversation.count", bytecode::plain(Kind::integer));
    fields.subject = b.field("conversation.subject", bytecode::plain(Kind::text));
    fields.tags = b.field("conversation.tags", bytecode::list_of(bytecode::plain(Kind::text)));
    fields.platform = b.field("conversation.platform", b.reference(b.platforms));
    b.tables.slots[fields.subject].folded = b.tables.slots[fields.tags].folded = 1;
    const auto contains = [&](std::string_view word) {
        return b.op(Opcode::test_contains, fields.subject, b.text_constant(word));
    };
    const auto above = [&](std::int64_t least) { return b.op(Opcode::test_greater, fields.count, b.integer(least)); };
    b.begin_condition("busy");
    const auto busy = above(5);
    b.end_condition({busy});

    b.begin_rule("Words", {starting, closed});
    finish_branch(b, {above(3), contains("refund")}, "1", {"a"});
    finish_branch(b, {contains("refund"), contains("late"), contains("angry")}, "2", {"b", "c", "d"});
    finish_branch(b, {}, "3", {});
    b.end_rule();
    b.begin_rule("Named", {starting});
    b.action("head", ActionForm::plain, {});
    const auto platforms = b.number_list(b.reference(b.platforms), {0, 2});
    finish_branch(b, {b.op(Opcode::test_condition, 0), b.op(Opcode::test_in, fields.platform, platforms)}, "1", {"e"});
    const auto tagged = b.op(Opcode::test_contains_any, fields.tags, b.text_list({"vip", "late"}));
    b.branch("2");
    b.action("walked", ActionForm::plain,
             {b.member("text", bytecode::plain(Kind::text), MemberSource::slot, fields.subject)});
    b.op(Opcode::complete);
    b.bind(tagged);
    b.op(Opcode::complete);
    b.end_rule();
    return b.finish();
}

void run(const Program& program, const Fields& fields) {
    Scene texts;
    const Value subjects[] = {texts.text("My Refund is late, and so angry am I"), texts.text("nothing"),
                              Value::absent()};
    const Value tags = texts.texts({"vip"});
    Frame frame(program);
    Machine machine(program);
    Decision decision;
    for (std::int64_t line = 0; line < 6; ++line) {
        frame.clear();
        if (line % 2 == 0) frame.set(fields.count, integer(2 * line));
        frame.set(fields.subject, subjects[line % 3]);
        if (line > 2) frame.set(fields.tags, tags);
        frame.set(fields.platform, line == 5 ? unknown("elsewhere") : raw(line % 3));
        frame.events() = {starting, closed};
        machine.execute(frame, decision);
        for (const ActionResult& action : decision.actions) {
            for (std::uint32_t i = 0; i < action.member_count; ++i) decision.member(program, action, i);
        }
    }
}

struct Outcome {
    int refused = 0, run = 0, refused_late = 0;
};

void change(const Bytes& good, std::size_t at, std::uint32_t value, const Fields& fields, Outcome& outcome) {
    Bytes bytes = good;
    std::memcpy(bytes.data() + at, &value, sizeof value);
    if (bytes == good) return;
    bytecode::reseal(bytes);
    const auto artifact = bytecode::Artifact::open(std::move(bytes), bytecode::Verify::deciding);
    if (!artifact.ok()) {
        CHECK(artifact.error().message.starts_with("the artifact is refused: "));
        ++outcome.refused;
        return;
    }
    const auto program = Program::load(*artifact);
    REQUIRE(program.ok());
    run(**program, fields);
    if (const auto explainable = (*program)->explainable(); !explainable.ok()) {
        CHECK(explainable.error().message.starts_with("the artifact is refused: "));
        ++outcome.refused_late;
        return;
    }
    if (bytecode::disassemble(**artifact).empty()) FAIL("nothing is listed");
    ++outcome.run;
}

// One value of so many at each place; another one at the next place. The sanitizers see a sample, as they are slow
// here.
#ifdef NDEBUG
constexpr std::size_t sampled = 1;
#else
constexpr std::size_t sampled = 5;
#endif

// By section, of every number in it.
std::map<Section, Outcome> change_all(const Bytes& good, const Fields& fields) {
    std::map<Section, Outcome> outcomes;
    for (std::size_t i = 0; i < bytecode::section_count; ++i) {
        const auto section = static_cast<Section>(i);
        if (section == Section::strings) continue;
        Bytes copy = good;
        const bytecode::SectionEntry entry = bytecode::entry_of(copy, section);
        const std::size_t end = entry.offset + entry.count * bytecode::shape_of(section).record_bytes;
        for (std::size_t at = entry.offset; at + 4 <= end; at += 4) {
            CAPTURE(bytecode::shape_of(section).name);
            CAPTURE(at - entry.offset);
            std::uint32_t was = 0;
            std::memcpy(&was, good.data() + at, sizeof was);
            const std::uint32_t values[] = {
                0u, 1u, 2u, 5u, was + 1, was - 1, was ^ 0x80000000, 0x7fffffffu, 0xffu, none, bytecode::walks};
            for (std::size_t value = at / 4 % sampled; value < std::size(values); value += sampled)
                change(good, at, values[value], fields, outcomes[section]);
        }
    }
    return outcomes;
}

}  // namespace

TEST_CASE("each number of an artifact set to what nobody expects: refused, or run cleanly") {
    for (const bytecode::PlanLimits& limits : {bytecode::all_sifted, bytecode::all_woken}) {
        CAPTURE(limits.seldom);
        Fields fields{};
        const Bytes good = bytecode::write_artifact(tables_of(fields), limits);
        const auto opened = bytecode::Artifact::open(good);
        REQUIRE_MESSAGE(opened.ok(), opened.error().message);
        std::map<Section, Outcome> outcomes = change_all(good, fields);
        // What is an index or a count cannot be anything; what only says when something is true can.
        for (const Section section : {Section::domain_buckets, Section::slot_codes, Section::steps, Section::memos,
                                      Section::searches, Section::event_plans, Section::indexes, Section::terms,
                                      Section::literals, Section::listed, Section::blocks, Section::sifts}) {
            CAPTURE(bytecode::shape_of(section).name);
            CHECK(outcomes[section].refused > 0);
        }
        if (limits.seldom > 0) {
            CHECK(outcomes[Section::wakers].refused > 0);
            CHECK(outcomes[Section::wake_offsets].refused > 0);
            CHECK(outcomes[Section::wake_entries].refused > 0);
        }
        CHECK(outcomes[Section::steps].refused_late > 0);
        CHECK(outcomes[Section::masks].run > 0);
        CHECK(outcomes[Section::terms].run > 0);
    }
}

TEST_CASE("a program that is good for deciding alone decides, and has no trace") {
    Fields fields{};
    Bytes bytes = bytecode::write_artifact(tables_of(fields), bytecode::all_sifted);
    const std::uint32_t nowhere = 9;
    std::memcpy(bytes.data() + bytecode::entry_of(bytes, Section::debug).offset, &nowhere, sizeof nowhere);
    bytecode::reseal(bytes);
    const auto artifact = bytecode::Artifact::open(bytes, bytecode::Verify::deciding);
    REQUIRE_MESSAGE(artifact.ok(), artifact.error().message);
    const auto program = Program::load(*artifact);
    REQUIRE(program.ok());
    Frame frame(**program);
    frame.set(fields.count, integer(6));
    frame.set(fields.platform, raw(2));
    frame.events() = {starting};
    Machine machine(**program);
    Decision decision;
    Trace trace = {{TraceStep::Kind::rule, true, 0, 0}};
    machine.execute(frame, decision, &trace);
    CHECK(trace.empty());
    REQUIRE(decision.actions.size() == 2);
    CHECK((*artifact)->string((*artifact)->actions()[decision.actions[1].action].name) == "e");
    REQUIRE_FALSE((*program)->explainable().ok());
    CHECK((*program)->explainable().error().message == "the artifact is refused: debug[0]: a place in no file");
}

TEST_CASE("a literal of no term may be anything, and nobody asks it") {
    Fields fields{};
    Bytes bytes = bytecode::write_artifact(tables_of(fields), bytecode::all_sifted);
    const auto terms = bytecode::entry_of(bytes, Section::terms);
    const auto literals = bytecode::entry_of(bytes, Section::literals);
    auto* term = reinterpret_cast<bytecode::TermRecord*>(bytes.data() + terms.offset) + terms.count;
    do --term;
    while (term->literal_count == 0);
    REQUIRE(term->first_literal + term->literal_count == literals.count);
    --term->literal_count;
    std::memcpy(bytes.data() + literals.offset + 4 * (literals.count - 1), &none, sizeof none);
    bytecode::reseal(bytes);
    const auto artifact = bytecode::Artifact::open(bytes, bytecode::Verify::deciding);
    REQUIRE_MESSAGE(artifact.ok(), artifact.error().message);
    const auto program = Program::load(*artifact);
    REQUIRE(program.ok());
    run(**program, fields);
}

TEST_CASE("a plan that lists more than a line may have: the rest is counted") {
    Scene scene;
    for (int rule = 0; rule < 3; ++rule) {
        scene.b.begin_rule("Rule", {starting});
        for (int i = 0; i < 400; ++i) scene.b.action("a", ActionForm::plain, {});
        scene.b.op(Opcode::complete);
        scene.b.end_rule();
    }
    const auto artifact = bytecode::Artifact::open(bytecode::write_artifact(scene.b.finish(), bytecode::all_sifted));
    REQUIRE_MESSAGE(artifact.ok(), artifact.error().message);
    const auto program = Program::load(*artifact);
    REQUIRE(program.ok());
    Frame frame(**program);
    frame.events() = {starting};
    Machine machine(**program);
    Decision decision;
    machine.execute(frame, decision);
    CHECK(decision.actions.size() == maximum_actions);
    CHECK(decision.actions.back().action == maximum_actions - 1);
    CHECK(decision.dropped_actions == 200);
}

TEST_CASE("a frame of more slots or longer texts than its first bytes hold is decided like any other") {
    Scene scene;
    std::vector<std::uint32_t> fields;
    for (int i = 0; i < 100; ++i)
        fields.push_back(scene.b.field("conversation.f" + std::to_string(i), bytecode::plain(Kind::integer)));
    const auto subject = scene.b.field("conversation.subject", bytecode::plain(Kind::text));
    scene.b.tables.slots[subject].folded = 1;
    scene.b.begin_rule("Rule", {starting});
    finish_branch(scene.b,
                  {scene.b.op(Opcode::test_greater, fields[99], scene.b.integer(3)),
                   scene.b.op(Opcode::test_contains, subject, scene.b.text_constant("refund"))},
                  "1", {"found"});
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.load();
    scene.set(fields[99], integer(4));
    CHECK(scene.fire({starting}) == "");
    scene.set(subject, scene.text(std::string(5000, 'x') + " Refund"));
    CHECK(scene.fire({starting}) == "found");
    Frame moved = std::move(*scene.frame);
    scene.machine->execute(moved, scene.decision);
    CHECK(scene.actions() == "found");
}

TEST_CASE("a short text is found in a frame that was moved") {
    Scene scene;
    const auto subject = scene.b.field("conversation.subject", bytecode::plain(Kind::text));
    scene.b.tables.slots[subject].folded = 1;
    scene.b.begin_rule("Rule", {starting});
    finish_branch(scene.b, {scene.b.op(Opcode::test_contains, subject, scene.b.text_constant("refund"))}, "1",
                  {"found"});
    scene.b.op(Opcode::complete);
    scene.b.end_rule();
    scene.load();
    scene.set(subject, scene.text("A Refund"));
    scene.frame->events() = {starting};
    Frame moved = std::move(*scene.frame);
    scene.frame.emplace(*scene.program);
    scene.machine->execute(moved, scene.decision);
    CHECK(scene.actions() == "found");
}
