// What is no good line: the first reason that applies, and nothing worse, whatever the bytes.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "tests/runtime/engine/lines/sample.h"

namespace parley::lines {
namespace {

TEST_CASE("malformed: no JSON object, no type, a wrong type, a word that is not one of its own") {
    for (const char* line :
         {"",
          " ",
          "null",
          "7",
          "\"x\"",
          "[]",
          "{",
          "{}",
          "{]",
          "{\"type\":\"tick\"} x",
          "{'type':'tick'}",
          "{\"type\":\"tick\",}",
          "{\"type\":7}",
          "{\"type\":\"\"}",
          "{\"type\":null}",
          "// x\n{\"type\":\"tick\"}",
          "{\"type\":\"tick\",\"at\":5}",
          "{\"type\":\"tick\",\"at\":\"10:22\"}",
          "{\"type\":\"tick\",\"at\":\"2026-02-29T00:00:00Z\"}",
          "{\"type\":\"tick\",\"at\":\"2026-11-21T10:22:00\"}",
          "{\"type\":\"tick\",\"id\":7}",
          "{\"type\":\"tick\",\"n\":1e999}",
          "{\"type\":\"tick\",\"n\":NaN}",
          R"({"id":"x","type":"message","channel":"sms","from":7,"text":"x"})",
          R"({"id":"x","type":"message","channel":"sms","from":"1","text":["x"]})",
          R"({"id":"x","type":"message","channel":"email","from":"1","text":"x","references":[1]})",
          R"({"id":"x","type":"message","channel":"email","from":"1","text":"x","auto":"true"})",
          R"({"id":"x","type":"message","channel":"form","fields":"x"})",
          R"({"id":"x","type":"review","review":"r","from":"joe","text":"x","stars":2.5})",
          R"({"id":"x","type":"chat_ended","chat":"w","by":"nobody"})",
          R"({"id":"x","type":"chat_ended","by":"nobody"})",  // before what is missing
          R"({"id":"x","type":"agent_presence","agent":"amy","presence":"Available"})",
          R"({"id":"x","type":"agent_holds","agent":"amy","conversation":"C-1","state_reason":"none"})",
          R"({"id":"x","type":"agent_task","agent":"amy","conversation":"C-1","did":"made","kind":"incident"})",
          R"({"id":"x","type":"agent_task","agent":"amy","conversation":"C-1","did":"created","kind":"problem"})",
          R"({"id":"x","type":"agent_closes","agent":"amy","conversation":"C-1","state":"New"})",
          R"({"id":"x","type":"merge_contacts","primary":1,"secondary":"K-2"})",
          R"({"id":"x","type":"merge_contacts","primary":{"channel":1,"from":"a"},"secondary":"K-2"})",
          R"({"id":"x","type":"survey","chat":"w","answers":[5]})"}) {
        CAPTURE(line);
        CHECK(reason(line) == "malformed");
    }
}

TEST_CASE("what stands in the way, in the order in which it is looked for") {
    CHECK(reason(R"({"id":"x","type":"Message"})") == "unknown_type");
    CHECK(reason(R"({"id":"x","type":"mesage","channel":7})") == "unknown_type");
    CHECK(reason(R"({"type":"message","channel":"sms","from":"1","text":"x"})") == "missing_member");
    CHECK(reason(R"({"id":"","type":"message","channel":"sms","from":"1","text":"x"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"message","channel":"fax","from":"1"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"message","channel":"sms","from":"","text":"x"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"message","channel":"sms","from":"1","text":null})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"survey","answers":{}})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"agent_transfers","agent":"amy","conversation":"C-1"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"agent_takes","agent":"amy","channel":"sms"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"merge_contacts","primary":"K-1","secondary":{"channel":"sms"}})") ==
          "missing_member");
    CHECK(reason(R"({"id":"x","type":"set_field","conversation":"C-1","field":"priority"})") == "missing_member");
    CHECK(reason(R"({"id":"x","type":"message","channel":"fax","from":"1","text":"x"})") == "unknown_channel");
    CHECK(reason(R"({"id":"x","type":"agent_starts","agent":"eve","channel":"fax","to":"1"})") == "unknown_channel");
    CHECK(reason(R"({"id":"x","type":"agent_takes","agent":"amy","channel":"fax","from":"1"})") == "unknown_channel");
    CHECK(reason(R"({"id":"x","type":"agent_takes","agent":"eve","conversation":"C-1"})") == "unknown_agent");
    CHECK(
        reason(
            R"({"id":"x","type":"agent_transfers","agent":"amy","conversation":"C-1","to_agent":"eve","to_queue":"Z"})") ==
        "unknown_agent");
    CHECK(reason(R"({"id":"x","type":"agent_transfers","agent":"amy","conversation":"C-1","to_queue":"Z"})") ==
          "unknown_queue");
    CHECK(reason(R"({"id":"x","type":"agent_starts","agent":"amy","channel":"sms","to":"1","queue":"default"})") ==
          "unknown_queue");
}

TEST_CASE("a channel not among the catalog's platforms is unknown: no telephony, no phone records [S2.12]") {
    tenant::Tenant tenant;
    tenant.channels = {"sms"};
    tenant.finish();
    const auto reason = [&tenant](std::string_view line) { return read(line, tenant).rejection; };
    const auto unknown = model::Rejection::unknown_channel;
    CHECK(reason(R"({"id":"x","type":"call_started","call":"k","from":"1"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"call_ended","call":"k","by":"customer"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"chat_started","chat":"w"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"chat_ended","chat":"w","by":"agent"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"review","review":"r","from":"joe","text":"x"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"review_edited","review":"r","text":"x"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"open_conversation","channel":"phone","to":"1"})") == unknown);
    CHECK(reason(R"({"id":"x","type":"message","channel":"sms","from":"1","text":"x"})") == std::nullopt);
}

TEST_CASE("what could be read of a rejected line is told: its id and its type") {
    const Stimulus unknown = read_sample(R"({"id":"x","type":"nonsense"})");
    CHECK(unknown.id == "x");
    CHECK(unknown.type == "nonsense");
    const Stimulus untyped = read_sample(R"({"id":"x","type":3})");
    CHECK(untyped.id == "x");
    CHECK(untyped.type.empty());
    CHECK(read_sample("nonsense").id.empty());
}

TEST_CASE("hostile lines: too deep, too long, too many, no UTF-8") {
    const std::string head = R"({"id":"x","type":"http_request","body":)";
    const auto deep = [&head](std::size_t depth) {
        return head + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    CHECK(reason(deep(1'000)) == "malformed");
    CHECK(reason(std::string(1 << 20, '[')) == "malformed");
    std::string objects = head;
    for (int i = 0; i < 62; ++i) objects += R"({"a":)";
    CHECK(reason(objects + "{}" + std::string(62, '}') + "}") == "");
    CHECK(reason(objects + R"({"a":{}})" + std::string(62, '}') + "}") == "malformed");
    std::string broad = head + "{";
    for (int i = 0; i < 40'000; ++i) broad += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + "\":0";
    CHECK(reason(broad + "}}") == "");
    std::string repeated = head + "{";
    for (int i = 0; i < 100'000; ++i) repeated += i == 0 ? "\"a\":0" : ",\"a\":0";
    CHECK(reason(repeated + "}}") == "");
    const std::string text(1 << 20, 'a');
    CHECK(reason(R"({"id":"x","type":"message","channel":"sms","from":"1","text":")" + text + "\"}") == "malformed");
    CHECK(reason("{\"type\":\"tick\",\"x\":\"\xFF\"}") == "malformed");
    CHECK(reason("{\"type\":\"tick\",\"x\":\"\xED\xA0\x80\"}") == "malformed");
    CHECK(reason("\xEF\xBB\xBF{\"type\":\"tick\"}") == "");  // a byte order mark
    CHECK(reason("{\"type\":\"tick\",\"x\":\"\\ud800\"}") == "malformed");
    CHECK(reason(std::string("{\"type\":\"tick\"}\0", 16)) == "malformed");
}

TEST_CASE("lines cut anywhere and with any byte changed are read to the end, and give a reason or a stimulus") {
    const std::string lines[] = {
        R"({"id":"m1","type":"message","at":"2026-11-21T10:22:00Z","channel":"email","from":"joe@x.org","text":"é","references":["a","b"],"auto":false})",
        R"({"id":"p2","type":"merge_contacts","primary":"K-1","secondary":{"channel":"email","from":"joe@x.org"}})",
        R"({"id":"r1","type":"review","review":"tp-1","from":"joe","stars":2,"text":"Slow"})"};
    std::mt19937 random(1);
    for (const std::string& line : lines) {
        for (std::size_t length = 0; length < line.size(); ++length)
            CHECK(reason(line.substr(0, length)) == "malformed");
        for (std::size_t place = 0; place < line.size(); ++place) {
            std::string changed = line;
            changed[place] = static_cast<char>(random());
            const Stimulus read = read_sample(changed);
            CHECK((!read.rejection || *read.rejection <= model::Rejection::unknown_queue));
        }
    }
}

}  // namespace
}  // namespace parley::lines
