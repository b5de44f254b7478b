// Every test of the instruction set, both ways, and with values that are absent.
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;
using bytecode::plain;

namespace {

constexpr std::int64_t now = 1'763'720'520'000;  // 2025-11-21T10:22:00Z, a Friday
constexpr std::int64_t second = 1000;

// One rule whose only branch has one test.
class OneTest {
public:
    Scene scene;
    std::uint32_t subject = none, other = none;

    explicit OneTest(value::Type type) { subject = scene.b.field("conversation.subject", type); }
    TablesBuilder& b() { return scene.b; }
    OneTest& test(Opcode opcode, std::uint32_t first = none, unsigned flags = 0, std::uint32_t second_operand = none) {
        scene.b.begin_rule("A", {starting});
        const auto jump = scene.b.op(opcode, subject, first, flags, second_operand);
        scene.b.branch("1");
        scene.b.bind(jump);
        scene.b.op(Opcode::complete);
        scene.b.end_rule();
        scene.load();
        scene.frame->set_now(now);
        return *this;
    }
    bool with(const Value& value) {
        scene.set(subject, value);
        scene.fire({starting});
        return scene.rules().at(0).branch != none;
    }
    bool with(const Value& value, const Value& other_value) {
        scene.set(other, other_value);
        return with(value);
    }
};

}  // namespace

TEST_CASE("is: equal values, and never an absent one") {
    OneTest number(plain(Kind::integer));
    number.test(Opcode::test_is, number.b().integer(3));
    CHECK(number.with(integer(3)));
    CHECK_FALSE(number.with(integer(4)));
    CHECK_FALSE(number.with(Value::absent()));

    OneTest choice({Kind::reference, false, false, 1});
    choice.test(Opcode::test_is, choice.b().constant({Kind::reference, false, false, 1}, 2));
    CHECK(choice.with(raw(2)));
    CHECK_FALSE(choice.with(raw(1)));
    CHECK_FALSE(choice.with(unknown("Multilingual")));
}

TEST_CASE("is: text by its folding, or exactly [D36]") {
    OneTest folded(plain(Kind::text));
    folded.test(Opcode::test_is, folded.b().text_constant("Straße"));
    CHECK(folded.with(folded.scene.text("STRASSE")));
    CHECK_FALSE(folded.with(folded.scene.text("Strase")));
    OneTest exact(plain(Kind::text));
    exact.test(Opcode::test_is, exact.b().text_constant("Straße"), bytecode::exact_text);
    CHECK(exact.with(exact.scene.text("Straße")));
    CHECK_FALSE(exact.with(exact.scene.text("STRASSE")));
}

TEST_CASE("is: between two fields false while either has no value [D30]") {
    OneTest fields(plain(Kind::integer));
    fields.other = fields.b().field("conversation.other", plain(Kind::decimal));
    fields.test(Opcode::test_is, fields.other, bytecode::first_is_slot);
    CHECK(fields.with(integer(3), integer(3)));
    CHECK_FALSE(fields.with(integer(3), Value::absent()));
    CHECK_FALSE(fields.with(Value::absent(), integer(3)));
    CHECK_FALSE(fields.with(Value::absent(), Value::absent()));
}

TEST_CASE("a negated test is the plain complement, absent values included [D29, D30]") {
    OneTest test(plain(Kind::integer));
    test.test(Opcode::test_is, test.b().integer(3), bytecode::negate);
    CHECK_FALSE(test.with(integer(3)));
    CHECK(test.with(integer(4)));
    CHECK(test.with(Value::absent()));
}

TEST_CASE("a test may jump when it is true as well as when it is false") {
    for (const unsigned flags : {0u, static_cast<unsigned>(bytecode::jump_when_true)}) {
        OneTest test(plain(Kind::integer));
        test.test(Opcode::test_is, test.b().integer(3), flags);
        CHECK(test.with(integer(3)) == (flags == 0));
        CHECK(test.with(integer(4)) == (flags != 0));
    }
}

TEST_CASE("in: one of a list, written out or a field's") {
    OneTest constant(plain(Kind::text));
    constant.test(Opcode::test_in, constant.b().text_list({"fr", "es"}));
    CHECK(constant.with(constant.scene.text("ES")));
    CHECK_FALSE(constant.with(constant.scene.text("de")));
    CHECK_FALSE(constant.with(Value::absent()));
    OneTest field(plain(Kind::integer));
    field.other = field.b().field("conversation.list", bytecode::list_of(plain(Kind::integer)));
    field.test(Opcode::test_in, field.other, bytecode::first_is_slot);
    CHECK(field.with(integer(2), field.scene.list({integer(1), integer(2)})));
    CHECK_FALSE(field.with(integer(3), field.scene.list({integer(1), integer(2)})));
    CHECK_FALSE(field.with(integer(3), Value::of_list(nullptr, 0)));
}

TEST_CASE("less, less or equal, greater, greater or equal") {
    const auto outcomes = [](Opcode opcode) {
        OneTest test(plain(Kind::decimal));
        test.test(opcode, test.b().integer(3));
        std::string found;
        for (const Value& value : {integer(2), integer(3), integer(4), Value::absent()})
            found += test.with(value) ? '1' : '0';
        return found;
    };
    CHECK(outcomes(Opcode::test_less) == "1000");
    CHECK(outcomes(Opcode::test_less_equal) == "1100");
    CHECK(outcomes(Opcode::test_greater) == "0010");
    CHECK(outcomes(Opcode::test_greater_equal) == "0110");
}

TEST_CASE("a value that the catalog does not know is neither below nor above any [D34]") {
    OneTest test(plain(Kind::integer));
    const value::Type priority{Kind::choice, false, true, test.b().domain("priority", {"low", "high"})};
    test.b().tables.slots[0].type = bytecode::TypeRecord::of(priority);
    test.b().tables.fields[0].type = bytecode::TypeRecord::of(priority);
    test.test(Opcode::test_greater_equal, test.b().constant(priority, 0));
    CHECK(test.with(raw(0)));
    CHECK(test.with(raw(1)));
    CHECK_FALSE(test.with(unknown("urgent")));
}

TEST_CASE("between: both ends in, from constants or fields; times go round [D38]") {
    OneTest number(plain(Kind::integer));
    number.other = number.b().field("conversation.high", plain(Kind::integer));
    number.test(Opcode::test_between, number.b().integer(2), bytecode::second_is_slot, number.other);
    CHECK(number.with(integer(2), integer(4)));
    CHECK(number.with(integer(4), integer(4)));
    CHECK_FALSE(number.with(integer(5), integer(4)));
    CHECK_FALSE(number.with(integer(1), integer(4)));
    CHECK_FALSE(number.with(integer(3), Value::absent()));
    CHECK_FALSE(number.with(Value::absent(), integer(4)));
    OneTest time(plain(Kind::time_of_day));
    const auto low = time.b().constant(plain(Kind::time_of_day), 22 * 3600);
    time.test(Opcode::test_between, low, 0, time.b().constant(plain(Kind::time_of_day), 6 * 3600));
    CHECK(time.with(raw(23 * 3600)));
    CHECK(time.with(raw(6 * 3600)));
    CHECK_FALSE(time.with(raw(12 * 3600)));
}

TEST_CASE("contains, starts with, ends with: a text or any of a list") {
    const auto outcomes = [](Opcode opcode, bool list, unsigned flags) {
        OneTest test(plain(Kind::text));
        test.test(opcode, list ? test.b().text_list({"zzz", "ref"}) : test.b().text_constant("ref"), flags);
        std::string found;
        for (const char* text : {"Ref now", "my reF", "a refund", "none"})
            found += test.with(test.scene.text(text)) ? '1' : '0';
        return found + (test.with(Value::absent()) ? '1' : '0');
    };
    for (const bool list : {false, true}) {
        CHECK(outcomes(Opcode::test_contains, list, 0) == "11100");
        CHECK(outcomes(Opcode::test_starts_with, list, 0) == "10000");
        CHECK(outcomes(Opcode::test_ends_with, list, 0) == "01000");
        CHECK(outcomes(Opcode::test_contains, list, bytecode::exact_text) == "00100");
        CHECK(outcomes(Opcode::test_contains, list, bytecode::negate) == "00011");
    }
}

TEST_CASE("contains: of a text field or a list field") {
    OneTest text(plain(Kind::text));
    text.other = text.b().field("conversation.other", plain(Kind::text));
    text.test(Opcode::test_contains, text.other, bytecode::first_is_slot);
    CHECK(text.with(text.scene.text("abc"), text.scene.text("B")));
    CHECK_FALSE(text.with(text.scene.text("abc"), Value::absent()));
    OneTest list(plain(Kind::text));
    list.other = list.b().field("conversation.other", bytecode::list_of(plain(Kind::text)));
    list.test(Opcode::test_contains, list.other, bytecode::first_is_slot);
    CHECK(list.with(list.scene.text("abc"), list.scene.texts({"x", "B"})));
    CHECK_FALSE(list.with(list.scene.text("abc"), Value::of_list(nullptr, 0)));
}

TEST_CASE("matches: a regular expression anywhere in the text, in any case unless exactly [D36]") {
    for (const bool exactly : {false, true}) {
        OneTest test(plain(Kind::text));
        test.test(Opcode::test_matches, test.b().pattern("o+rder [0-9]", exactly));
        CHECK(test.with(test.scene.text("my order 7")));
        CHECK(test.with(test.scene.text("my ORDER 7")) == !exactly);
        CHECK_FALSE(test.with(test.scene.text("my order")));
        CHECK_FALSE(test.with(Value::absent()));
    }
}

TEST_CASE("set and blank: the empty text is set, and blank [D31]") {
    OneTest set(plain(Kind::text));
    set.test(Opcode::test_set);
    CHECK(set.with(set.scene.text("")));
    CHECK_FALSE(set.with(Value::absent()));
    OneTest blank(plain(Kind::text));
    blank.test(Opcode::test_blank);
    CHECK(blank.with(blank.scene.text("")));
    CHECK(blank.with(blank.scene.text(" \t\u00a0")));
    CHECK(blank.with(Value::absent()));
    CHECK_FALSE(blank.with(blank.scene.text("x")));
}

TEST_CASE("within last, within next, older than: against the event's instant, the bound included [D2, D37]") {
    const auto outcomes = [](Opcode opcode) {
        OneTest test(plain(Kind::instant));
        test.test(opcode, test.b().constant(plain(Kind::duration), 60));
        std::string found;
        for (const std::int64_t age : {61 * second, 60 * second, std::int64_t{0}, -60 * second, -61 * second})
            found += test.with(raw(now - age)) ? '1' : '0';
        return found + (test.with(Value::absent()) ? '1' : '0');
    };
    CHECK(outcomes(Opcode::test_within_last) == "011000");
    CHECK(outcomes(Opcode::test_within_next) == "001100");
    CHECK(outcomes(Opcode::test_older_than) == "100000");
}

TEST_CASE("within last a duration that a field gives") {
    OneTest test(plain(Kind::instant));
    test.other = test.b().field("conversation.other", plain(Kind::duration));
    test.test(Opcode::test_within_last, test.other, bytecode::first_is_slot);
    CHECK(test.with(raw(now - 60 * second), raw(60)));
    CHECK_FALSE(test.with(raw(now - 60 * second), raw(59)));
    CHECK_FALSE(test.with(raw(now), Value::absent()));
}

TEST_CASE("during: up to, not including, a span's end [D39]") {
    OneTest test(plain(Kind::instant));
    test.test(Opcode::test_during, test.b().schedule("Office", {{4, 480, 622}}, {}));
    CHECK(test.with(raw(now - 1)));
    CHECK_FALSE(test.with(raw(now)));
    CHECK_FALSE(test.with(Value::absent()));
    OneTest holiday(plain(Kind::instant));
    holiday.test(Opcode::test_during, holiday.b().schedule("Office", {{4, 480, 700}}, {20413}));
    CHECK_FALSE(holiday.with(raw(now)));
    CHECK(holiday.with(raw(now - 7 * 86'400 * second)));
}

TEST_CASE("contains any, contains all, empty: of lists") {
    OneTest any(bytecode::list_of(plain(Kind::text)));
    any.test(Opcode::test_contains_any, any.b().text_list({"vip", "late"}));
    CHECK(any.with(any.scene.texts({"x", "VIP"})));
    CHECK_FALSE(any.with(any.scene.texts({"x"})));
    CHECK_FALSE(any.with(Value::of_list(nullptr, 0)));
    OneTest all(bytecode::list_of(plain(Kind::text)));
    all.test(Opcode::test_contains_all, all.b().text_list({"vip", "late"}), bytecode::exact_text);
    CHECK(all.with(all.scene.texts({"late", "x", "vip"})));
    CHECK_FALSE(all.with(all.scene.texts({"late", "VIP"})));
    CHECK_FALSE(all.with(Value::of_list(nullptr, 0)));
    OneTest empty(bytecode::list_of(plain(Kind::text)));
    empty.test(Opcode::test_empty);
    CHECK(empty.with(Value::of_list(nullptr, 0)));
    CHECK_FALSE(empty.with(empty.scene.texts({"x"})));
}

TEST_CASE("contains any of one value, which a field gives") {
    OneTest any(bytecode::list_of(plain(Kind::text)));
    any.other = any.b().field("conversation.other", plain(Kind::text));
    any.test(Opcode::test_contains_any, any.other, bytecode::first_is_slot);
    CHECK(any.with(any.scene.texts({"x", "VIP"}), any.scene.text("vip")));
    CHECK_FALSE(any.with(any.scene.texts({"x"}), any.scene.text("vip")));
    CHECK_FALSE(any.with(any.scene.texts({"x"}), Value::absent()));
}

TEST_CASE("size: the number of a list's items, with any operator of an integer") {
    const auto outcomes = [](Opcode opcode) {
        OneTest test(bytecode::list_of(plain(Kind::text)));
        test.test(opcode, test.b().integer(1), bytecode::subject_size);
        std::string found;
        for (const auto& list : {Value::of_list(nullptr, 0), test.scene.texts({"a"}), test.scene.texts({"a", "b"})})
            found += test.with(list) ? '1' : '0';
        return found;
    };
    CHECK(outcomes(Opcode::test_is) == "010");
    CHECK(outcomes(Opcode::test_less) == "100");
    CHECK(outcomes(Opcode::test_greater_equal) == "011");
}

TEST_CASE("changed: another value, or from or to none; letter case counts [D32]") {
    OneTest test(plain(Kind::text));
    test.other = test.b().former(test.subject);
    test.test(Opcode::test_changed, test.other);
    CHECK(test.with(test.scene.text("b"), test.scene.text("a")));
    CHECK(test.with(test.scene.text("A"), test.scene.text("a")));
    CHECK(test.with(Value::absent(), test.scene.text("a")));
    CHECK(test.with(test.scene.text("a"), Value::absent()));
    CHECK_FALSE(test.with(test.scene.text("a"), test.scene.text("a")));
    CHECK_FALSE(test.with(Value::absent(), Value::absent()));
    OneTest list(bytecode::list_of(plain(Kind::text)));
    list.other = list.b().former(list.subject);
    list.test(Opcode::test_changed, list.other);
    CHECK(list.with(list.scene.texts({"b", "a"}), list.scene.texts({"a", "b"})));
    CHECK_FALSE(list.with(list.scene.texts({"a", "b"}), list.scene.texts({"a", "b"})));
}

TEST_CASE("the clock's fields are those of the event's instant in the catalog's zone") {
    Scene scene;
    scene.b.tables.manifest.zone = scene.b.text("Europe/Paris");
    const auto instant = scene.b.slot("time.now", plain(Kind::instant), SlotSource::now);
    const auto date = scene.b.slot("time.date", plain(Kind::date), SlotSource::date);
    const auto weekday = scene.b.slot("time.weekday", plain(Kind::weekday), SlotSource::weekday);
    const auto time = scene.b.slot("time.time_of_day", plain(Kind::time_of_day), SlotSource::time_of_day);
    scene.load();
    scene.frame->set_now(now);
    CHECK(scene.frame->slot(instant).number == now);
    CHECK(scene.frame->slot(date).number == 20413);
    CHECK(scene.frame->slot(weekday).number == 4);
    CHECK(scene.frame->slot(time).number == 11 * 3600 + 22 * 60);
    scene.frame->clear();
    CHECK_FALSE(scene.frame->slot(instant).present);
}
