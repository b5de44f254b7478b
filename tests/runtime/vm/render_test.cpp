// Texts with merge fields.
#include "runtime/value/calendar.h"
#include "tests/runtime/vm/scene.h"

using namespace parley;
using namespace parley::vm;
using bytecode::plain;

namespace {

struct OneText : Scene {
    explicit OneText(std::string_view zone = "UTC") { b.tables.manifest.zone = b.text(zone); }
    void says(std::initializer_list<bytecode::TemplatePartRecord> parts) {
        b.begin_rule("A", {starting});
        b.action("say", ActionForm::plain,
                 {b.member("text", plain(Kind::text), MemberSource::text, b.text_template(parts))});
        b.op(Opcode::complete);
        b.end_rule();
        load();
    }
    std::string run() {
        fire({starting});
        CHECK(decision.status(decision.actions.at(0)) == ActionStatus::done);
        return std::string(text_of(0));
    }
};

// A value of this type as a text reads it.
std::string read_as(value::Type type, const Value& value, std::string_view zone = "UTC") {
    OneText scene(zone);
    const auto slot = scene.b.field("conversation.field", type);
    scene.says({scene.b.merge("field", slot)});
    scene.set(slot, value);
    return scene.run();
}
std::string read_as(Kind kind, const Value& value) {
    return read_as(plain(kind), value);
}

}  // namespace

TEST_CASE("a merge field without a value gives its fallback, else nothing, and is listed either way [D17]") {
    OneText scene;
    TablesBuilder& b = scene.b;
    const auto name = b.field("conversation.name", plain(Kind::text));
    const auto wait = b.field("conversation.waited", plain(Kind::duration));
    scene.says({b.says("Hi "), b.merge("name", name), b.says(", wait "), b.merge("wait", wait, "a few minutes"),
                b.merge("name", name)});
    CHECK(scene.run() == "Hi , wait a few minutes");
    CHECK(scene.missing(0) == "name wait");
    scene.set(name, scene.text("Zoë"));
    scene.set(wait, raw(125));
    CHECK(scene.run() == "Hi Zoë, wait 3 minutesZoë");
    CHECK(scene.missing(0) == "");
}

TEST_CASE("the empty text is a value and takes no fallback, an empty list has nothing to say and takes it [D41]") {
    OneText scene;
    TablesBuilder& b = scene.b;
    const auto name = b.field("conversation.name", plain(Kind::text));
    const auto tags = b.field("conversation.tags", bytecode::list_of(plain(Kind::text)));
    scene.says({b.merge("name", name, "you"), b.says("|"), b.merge("tags", tags, "nothing")});
    scene.set(name, scene.text(""));
    CHECK(scene.run() == "|nothing");
    CHECK(scene.missing(0) == "tags");
}

TEST_CASE("values read as people write them [D41]") {
    CHECK(read_as(Kind::integer, integer(3)) == "3");
    CHECK(read_as(Kind::decimal, raw(19 * value::Number{value::decimal_scale} + value::decimal_scale / 2)) == "19.5");
    CHECK(read_as(Kind::duration, raw(60)) == "1 minute");
    CHECK(read_as(Kind::duration, raw(3900)) == "1 hour 5 minutes");
    CHECK(read_as(Kind::date, raw(20413)) == "2025-11-21");
    CHECK(read_as(Kind::time_of_day, raw(9 * 3600)) == "09:00");
    CHECK(read_as(Kind::weekday, raw(0)) == "Monday");
    CHECK(read_as(Kind::weekday, raw(6)) == "Sunday");
    CHECK(read_as(Kind::boolean, raw(1)) == "yes");
    CHECK(read_as(Kind::boolean, raw(0)) == "no");
    CHECK(read_as(plain(Kind::instant), raw(1'763'720'559'999), "Europe/Paris") == "2025-11-21 11:22");
    const value::Type queue{Kind::reference, false, false, 1};
    CHECK(read_as(queue, raw(1)) == "Billing");
    CHECK(read_as(queue, unknown("Gone")) == "Gone");
}

TEST_CASE("lists have a comma and a space between [D41]") {
    OneText scene;
    const auto tags = scene.b.field("conversation.tags", bytecode::list_of(plain(Kind::text)));
    scene.says({scene.b.merge("tags", tags)});
    scene.set(tags, scene.texts({"a", "b", "c"}));
    CHECK(scene.run() == "a, b, c");
}

TEST_CASE("durations read as everywhere else [D41, D99]") {
    OneText scene;
    const auto wait = scene.b.field("conversation.waited", plain(Kind::duration));
    scene.says({scene.b.merge("wait", wait)});
    for (std::int64_t seconds = 0; seconds < 8000; seconds += 7) {
        scene.set(wait, raw(seconds));
        CHECK(scene.run() == value::duration_to_text(seconds));
    }
    for (const std::int64_t seconds :
         {86'400ll, 90'061ll, 31'536'000ll, 1'000'000'000'000ll, 9'223'372'036'854'775'807ll}) {
        scene.set(wait, raw(seconds));
        CHECK(scene.run() == value::duration_to_text(seconds));
    }
}

TEST_CASE("texts of one line together end at the limit, between two characters") {
    OneText scene;
    const auto body = scene.b.field("conversation.body", plain(Kind::text));
    const auto part = scene.b.merge("body", body);
    scene.says({scene.b.says("."), part, part, part});
    const std::string text = std::string(maximum_rendered_bytes / 2 - 2, 'x') + "é";
    scene.set(body, Value::of_text({text, text}));
    const std::string rendered = scene.run();
    CHECK(rendered.size() == maximum_rendered_bytes - 1);
    CHECK((rendered == "." + text + text.substr(0, text.size() - 2)));
    CHECK(value::is_valid_utf8(rendered));
}

TEST_CASE("a text without merge fields is the artifact's own") {
    OneText scene;
    scene.says({scene.b.says("plain")});
    CHECK(scene.run() == "plain");
    CHECK(scene.decision.rendered_bytes == 0);
}

TEST_CASE("an empty text is a text") {
    OneText scene;
    scene.says({});
    CHECK(scene.run() == "");
}
