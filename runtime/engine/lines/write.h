// One JSON object as it is written: members in order, those without a value left out where the caller says so. Private
// to this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/model/datum.h"
#include "runtime/engine/model/types.h"
#include "runtime/value/calendar.h"

namespace parley::lines {

class ObjectWriter {
public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    void end() { out_ += '}'; }

    std::string& name(std::string_view member) {
        if (out_.back() != '{') out_ += ',';
        model::append_json(out_, member);
        out_ += ':';
        return out_;
    }
    void text(std::string_view member, std::string_view value) { model::append_json(name(member), value); }
    void given(std::string_view member, std::string_view value) {
        if (!value.empty()) text(member, value);
    }
    void text_or_null(std::string_view member, std::string_view value) {
        if (value.empty()) {
            name(member) += "null";
        } else {
            text(member, value);
        }
    }
    void conversation(model::ConversationId id) {
        if (id != model::ConversationId::none) text("conversation", model::to_string(id));
    }
    void integer(std::string_view member, std::uint64_t value) { name(member) += std::to_string(value); }
    void instant(std::string_view member, model::Instant value) { text(member, value::instant_to_string(value)); }
    void datum(std::string_view member, const model::Datum& value) { model::append_json(name(member), value); }
    void fields(const model::Fields& fields) {
        for (const auto& [member, value] : fields) datum(member, value);
    }
    void texts(std::string_view member, const std::vector<std::string>& values) {
        if (!values.empty()) datum(member, model::Datum::of_texts(values));
    }

private:
    std::string& out_;
};

}  // namespace parley::lines
