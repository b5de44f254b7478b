// Mutants of an artifact with a correct digest. What the verifier accepts for deciding has to run and be read cleanly
// on any frame; what it then accepts as a whole has to be traced and listed, too. The sanitizers say whether it does.
#include <random>

#include "runtime/bytecode/disassembler.h"
#include "runtime/bytecode/verifier.h"
#include "runtime/value/text.h"
#include "tests/runtime/bytecode/plan_limits.h"
#include "tests/runtime/bytecode/reseal.h"
#include "tests/runtime/bytecode/sample.h"
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;

namespace {

constexpr int mutants = 20'000;
constexpr std::uint32_t seed = 20'260'101;

using Random = std::mt19937;

std::uint32_t below(Random& random, std::uint64_t limit) {
    return limit == 0 ? 0 : static_cast<std::uint32_t>(random() % limit);
}

// Numbers that a reader might trip over, and small ones that are likely to be another record's index.
std::uint32_t interesting(Random& random) {
    constexpr std::uint32_t values[] = {0, 1, 2, 3, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 255, 65535};
    return random() % 2 == 0 ? values[below(random, std::size(values))] : below(random, 64);
}

void mutate(std::vector<std::byte>& bytes, Random& random) {
    const auto* entries = reinterpret_cast<const bytecode::SectionEntry*>(bytes.data() + sizeof(bytecode::Header));
    // A section first, then a place in it: the large ones are texts, where little can go wrong.
    const std::uint32_t section = below(random, bytecode::section_count);
    const std::uint64_t begin = entries[section].offset;
    const std::uint64_t end = section + 1 < bytecode::section_count ? entries[section + 1].offset : bytes.size();
    if (begin >= end) return;
    const std::uint64_t at = begin + below(random, end - begin);
    if (random() % 2 == 0) {
        bytes[at] = static_cast<std::byte>(random() % 3 == 0 ? random() : interesting(random));
    } else {
        const std::uint32_t value = interesting(random);
        const std::uint64_t word = at / 4 * 4;
        if (word + 4 <= bytes.size()) std::memcpy(bytes.data() + word, &value, 4);
    }
}

// A value of this type, or none.
Value random_value(Random& random, value::Type type, const bytecode::Artifact& artifact, Frame& frame) {
    if (type.list) {
        const std::uint32_t count = below(random, 4);
        Value* items = frame.arena().array<Value>(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            do {
                items[i] = random_value(random, type.element(), artifact, frame);
            } while (!items[i].present);
        }
        return Value::of_list(items, count);
    }
    if (random() % 4 == 0) return Value::absent();
    switch (type.kind) {
        case Kind::text: {
            constexpr std::string_view texts[] = {"",    "refund",          "Re: x",
                                                  "vip", "éa\u0301 \u00a0", "longer than most of the others"};
            const std::string_view text = texts[below(random, std::size(texts))];
            return Value::of_text({text, text});
        }
        case Kind::choice:
        case Kind::reference: {
            const std::uint32_t count = artifact.domains()[type.domain].value_count;
            return random() % 4 == 0 || count == 0 ? unknown("elsewhere") : raw(below(random, count));
        }
        case Kind::integer:
            return integer(static_cast<std::int64_t>(random()) - 100);
        case Kind::decimal:
        case Kind::money:
            return raw(value::Number{random()} * value::decimal_scale / 7);
        case Kind::duration:
            return raw(below(random, 100'000));
        case Kind::instant:
            return raw(value::Number{random()} * 1000);
        case Kind::date:
            return raw(below(random, 30'000));
        case Kind::time_of_day:
            return raw(below(random, 86'401));
        case Kind::weekday:
            return raw(below(random, 7));
        case Kind::boolean:
            return raw(below(random, 2));
    }
    return Value::absent();
}

// As much as writing a decision reads.
std::size_t read(const Program& program, const Frame& frame, const Decision& decision) {
    const bytecode::Artifact& artifact = program.artifact();
    std::size_t bytes = 0;
    const auto look_at = [&](bytecode::StringRef text) {
        if (!value::is_valid_utf8(artifact.string(text))) FAIL("a text that is none");
        bytes += text.size;
    };
    for (const ActionResult& result : decision.actions) {
        const bytecode::ActionRecord& action = artifact.actions()[result.action];
        look_at(action.name);
        look_at(artifact.rules()[action.rule].name);
        look_at(artifact.files()[action.file].name);
        for (std::uint32_t i = 0; i < action.member_count; ++i) {
            const bytecode::MemberRecord& member = artifact.members()[action.first_member + i];
            look_at(member.name);
            const Value value = decision.member(program, result, i);
            if (member.type.list != 0) bytes += value.count;
            if (member.type.list == 0 && member.type.type().kind == Kind::text && value.present)
                bytes += value.text.exact.size();
        }
    }
    for (const RuleResult& rule : fired_rules(frame, decision)) {
        look_at(artifact.rules()[rule.rule].name);
        if (rule.branch != bytecode::none) look_at(artifact.branches()[rule.branch].path);
    }
    return bytes;
}

// First what deciding reads alone; then with traces, for which all is verified.
void run(const bytecode::Artifact& artifact, const Program& program, Random& random, bool traces) {
    Frame frame(program);
    Machine machine(program);
    Decision decision;
    Trace trace;
    for (int line = 0; line < 4; ++line) {
        frame.clear();
        for (std::uint32_t slot = 0; slot < artifact.slots().size(); ++slot)
            frame.set(slot, random_value(random, artifact.slots()[slot].type.type(), artifact, frame));
        frame.set_now(static_cast<std::int64_t>(random()) * 1000);
        for (std::uint32_t event = 0; event < artifact.events().size(); ++event) {
            if (random() % 2 == 0) frame.events().push_back(event);
        }
        machine.execute(frame, decision, traces && line % 2 == 0 ? &trace : nullptr);
        read(program, frame, decision);
        if (!traces) continue;
        if (!program.explainable()) {
            if (!trace.empty()) FAIL("a trace of code that nobody verified");
            continue;
        }
        if (decision.instructions > artifact.manifest().budget) FAIL("a budget that was overrun");
        if (decision.instructions >
            bytecode::longest_evaluation(artifact.code(), artifact.rules(), artifact.conditions()))
            FAIL("a path longer than the longest");
    }
}

}  // namespace

TEST_CASE("20,000 mutants with a correct digest: refused, or run cleanly") {
    std::vector<std::vector<std::byte>> all;
    for (const bytecode::PlanLimits& limits : {bytecode::PlanLimits{}, bytecode::all_sifted, bytecode::all_woken})
        all.push_back(bytecode::write_artifact(bytecode::make_sample().builder.finish(), limits));
    Random random(seed);
    int accepted = 0, accepted_whole = 0;
    for (int i = 0; i < mutants; ++i) {
        std::vector<std::byte> bytes = all[static_cast<std::size_t>(i) % all.size()];
        const int changes = 1 + static_cast<int>(below(random, 3));
        for (int change = 0; change < changes; ++change) mutate(bytes, random);
        bytecode::reseal(bytes);
        const auto artifact = bytecode::Artifact::open(std::move(bytes), bytecode::Verify::deciding);
        if (!artifact.ok()) {
            if (artifact.error().message.empty()) FAIL("mutant " << i << " of seed " << seed);
            continue;
        }
        ++accepted;
        const auto program = Program::load(*artifact);
        REQUIRE_MESSAGE(program.ok(), "mutant " << i << " of seed " << seed);
        run(**artifact, **program, random, false);
        run(**artifact, **program, random, true);
        if (!(*program)->explainable()) continue;
        ++accepted_whole;
        if (bytecode::disassemble(**artifact).empty()) FAIL("mutant " << i << " of seed " << seed);
    }
    MESSAGE(accepted << " of " << mutants << " mutants were accepted, " << accepted_whole << " of them as a whole");
    CHECK(accepted_whole > 100);
    CHECK(accepted > accepted_whole);
    CHECK(accepted < mutants);
}
