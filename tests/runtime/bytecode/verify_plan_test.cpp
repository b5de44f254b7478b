// Hostile plans: what would let a small file take long, or a reader leave its tables.
#include <doctest/doctest.h>

#include <functional>

#include "tests/runtime/bytecode/plan_limits.h"
#include "tests/runtime/bytecode/reseal.h"
#include "tests/runtime/bytecode/sample.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

using Bytes = std::vector<std::byte>;

// Two texts with words, terms that are woken by both and by a number, and one that always is.
Bytes artifact_of(const PlanLimits& limits) {
    TablesBuilder b;
    const std::uint32_t subject = b.field("conversation.subject", plain(value::Kind::text));
    const std::uint32_t language = b.field("conversation.language", plain(value::Kind::text));
    const std::uint32_t queue = b.field("conversation.queue", b.reference(b.queues));
    const auto rule = [&](std::initializer_list<std::uint32_t> tests) {
        b.branch("1");
        b.action("hold", ActionForm::plain, {});
        b.op(Opcode::complete);
        for (const std::uint32_t test : tests) b.bind(test);
        if (tests.size() != 0) b.op(Opcode::complete);
        b.end_rule();
    };
    b.begin_rule("Words", {0});
    rule({b.op(Opcode::test_contains, subject, b.text_constant("refund"))});
    b.begin_rule("Others", {0});
    rule({b.op(Opcode::test_contains, language, b.text_constant("en"))});
    b.begin_rule("Queue", {0});
    rule({b.op(Opcode::test_is, queue, b.constant(b.reference(b.queues), 1))});
    b.begin_rule("Language", {0});
    rule({b.op(Opcode::test_is, language, b.text_constant("de"))});
    b.begin_rule("Always", {0});
    rule({});
    return write_artifact(b.finish(), limits);
}

struct Hostile {
    std::string message;
    std::function<void(Bytes&)> change;
};

void check_refused(const PlanLimits& limits, const std::vector<Hostile>& changes) {
    const Bytes good = artifact_of(limits);
    REQUIRE(Artifact::open(good).ok());
    for (const Hostile& hostile : changes) {
        CAPTURE(hostile.message);
        Bytes bytes = good;
        hostile.change(bytes);
        reseal(bytes);
        for (const Verify extent : {Verify::all, Verify::deciding}) {
            const auto opened = Artifact::open(bytes, extent);
            REQUIRE_FALSE(opened.ok());
            CHECK(opened.error().message == "the artifact is refused: " + hostile.message);
        }
    }
}

}  // namespace

TEST_CASE("what a plan's records name is no other record's") {
    check_refused(all_sifted, {{"domain_buckets[1]: a hash table that is not its own",
                                [](Bytes& b) { record<BucketsRecord>(b, Section::domain_buckets, 1).first = 0; }},
                               {"searches[1]: a table that is not its own",
                                [](Bytes& b) {
                                    auto& second = record<SearchRecord>(b, Section::searches, 1);
                                    const auto& first = record<SearchRecord>(b, Section::searches, 0);
                                    second.first_byte = first.first_byte;
                                    second.byte_count = first.byte_count;
                                }},
                               {"searches[1]: offsets that do not follow those before",
                                [](Bytes& b) { record<std::uint32_t>(b, Section::search_offsets, 2) = 0; }},
                               {"sifts[1]: masks that are not its own",
                                [](Bytes& b) { record<SiftRecord>(b, Section::sifts, 1).first_mask = 0; }}});
    check_refused(none_sifted, {{"wakers[1]: offsets that do not follow those before",
                                 [](Bytes& b) {
                                     const auto& waker = record<WakerRecord>(b, Section::wakers, 1);
                                     record<std::uint32_t>(b, Section::wake_offsets, waker.first_offset) = 0;
                                 }},
                                {"indexes[0]: entries that are not its own",
                                 [](Bytes& b) { record<IndexRecord>(b, Section::indexes, 0).first_always = 0; }}});
}

TEST_CASE("what a plan wakes and lists is there") {
    check_refused(none_sifted, {{"wakers[0]: terms that are not there",
                                 [](Bytes& b) { record<WakeEntry>(b, Section::wake_entries, 0).word = 1; }},
                                {"wakers[0]: terms that are not there",
                                 [](Bytes& b) { record<WakeEntry>(b, Section::wake_entries, 0).terms |= 32; }},
                                {"wakers[0]: terms that are not there",
                                 [](Bytes& b) { record<WakeEntry>(b, Section::wake_entries, 0).reserved = 1; }},
                                {"wakers[0]: offsets out of order",
                                 [](Bytes& b) { record<std::uint32_t>(b, Section::wake_offsets, 0) = 1; }},
                                {"domain_buckets[0]: a hash table that names what is not there",
                                 [](Bytes& b) { record<std::uint32_t>(b, Section::buckets, 0) = 4; }},
                                {"terms[0]: an action that is not always the same",
                                 [](Bytes& b) { record<TermRecord>(b, Section::terms, 0).member_count = 1; }},
                                {"terms[0]: an action that is not always the same", [](Bytes& b) {
                                     auto& term = record<TermRecord>(b, Section::terms, 0);
                                     term.action = term.member_count = none - 2;
                                 }}});
}
