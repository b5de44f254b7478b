// Internal to runtime/vm: texts with merge fields, as people read them (D17, D41).
#pragma once

#include <string>
#include <vector>

#include "runtime/vm/execute.h"
#include "runtime/vm/view.h"

namespace parley::vm {

// Writes into memory that it is lent and gives finished texts over to the decision's arena. What is rendered for one
// line together has at most `maximum_rendered_bytes`; the text that would go beyond ends there, between two characters,
// and those behind it are empty.
class Renderer {
public:
    Renderer(const View& view, Decision& decision, std::string& scratch)
        : view_(view), decision_(decision), scratch_(scratch) {}

    // The names of merge fields without a value go to Decision::missing; those from `first_missing` on are this
    // action's.
    value::Value text(std::uint32_t text_template, std::uint32_t first_missing);

private:
    void part(const bytecode::TemplatePartRecord& part, std::uint32_t first_missing);
    void append(std::string_view text);
    void append_value(value::Type type, const value::Value& value);
    void append_scalar(value::Type type, const value::Value& value);
    void append_number(value::Number number);
    void append_duration(std::int64_t seconds);
    void append_instant(std::int64_t instant);
    void append_weekday(std::uint8_t weekday);
    void note_missing(std::string_view name, std::uint32_t first_missing);

    const View& view_;
    Decision& decision_;
    std::string& scratch_;
    bool full_ = false;
};

}  // namespace parley::vm
