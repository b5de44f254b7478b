#include "tools/bench/hosts/event.h"

#include <simdjson.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace parley::bench {
namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

std::int32_t number(value json) {
    return static_cast<std::int32_t>(json.get_int64().value());
}

// The first letters tell the names apart, and their order is that of the ranks.
std::int32_t rank(std::string_view name, const char (&initials)[5]) {
    for (std::int32_t i = 0; i < 4; ++i)
        if (name[0] == initials[i]) return i;
    throw std::runtime_error("an unknown rank");
}

void read_conversation(object members, Event& event) {
    for (auto field : members) {
        const std::string_view name = field.unescaped_key().value();
        value json = field.value();
        if (name == "contact_point")
            event.contact_point = json.get_string();
        else if (name == "platform")
            event.platform = json.get_string();
        else if (name == "priority")
            event.priority = rank(json.get_string(), "lnhu");
        else if (name == "customer_tier")
            event.customer_tier = rank(json.get_string(), "bsgp");
        else if (name == "queue")
            event.queue = json.get_string();
        else if (name == "language")
            event.language = json.get_string();
        else if (name == "is_business_hours")
            event.is_business_hours = json.get_bool();
        else if (name == "hours_since_last_conversation")
            event.hours_since_last_conversation = number(json);
        else if (name == "attempts")
            event.attempts = number(json);
    }
}

}  // namespace

struct Decoder::Parser {
    simdjson::ondemand::parser parser;
};

Decoder::Decoder() : parser_(std::make_unique<Parser>()) {}
Decoder::~Decoder() = default;

// Members in the order in which the lines have them: this is what a hand-written decoder would do too.
void Decoder::decode(std::string_view line, Event& event) {
    auto document = parser_->parser.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING).value();
    object root = document.get_object();
    event.id = root["id"].get_string();
    read_conversation(root["conversation"].get_object(), event);
    event.message_text = root["context"]["message"]["text"].get_string();
    object own = root["workload"][event.queue].get_object();
    event.estimated_wait_seconds = number(own["estimated_wait"].value());
    event.agents_available = number(own["agents_available"].value());
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

Lines::Lines(const std::string& path) : bytes_(read_file(path)) {
    begins_.push_back(0);
    for (std::size_t i = 0; i < bytes_.size(); ++i)
        if (bytes_[i] == '\n') begins_.push_back(i + 1);
    bytes_.append(simdjson::SIMDJSON_PADDING, '\0');
}

Events::Events(const Lines& lines) : events_(lines.size()) {
    Decoder decoder;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        Event& event = events_[i];
        decoder.decode(lines[i], event);
        std::string_view* views[] = {&event.id,    &event.contact_point, &event.platform,
                                     &event.queue, &event.language,      &event.message_text};
        std::string& text = *texts_.emplace_back(std::make_unique<std::string>());
        for (const std::string_view* view : views) text += *view;
        text.append(64, '\0');  // who searches by vectors may read a little beyond
        std::size_t begin = 0;
        for (std::string_view* view : views) {
            *view = std::string_view(text).substr(begin, view->size());
            begin += view->size();
        }
    }
}

}  // namespace parley::bench
