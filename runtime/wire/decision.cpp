#include "runtime/wire/decision.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/wire/json_text.h"
#include "runtime/wire/path.h"

namespace parley::wire {
namespace {

using value::Kind;
using value::Value;

void write_number(const Value& value, std::string& out) {
    char digits[value::number_bytes];
    out.append(digits, value::write_number(value.number, digits));
}

void write_scalar(const bytecode::Artifact& artifact, value::Type type, const Value& value, std::string& out) {
    if (!value.present) {
        out += "null";
        return;
    }
    switch (type.kind) {
        case Kind::text:
            return append_string(out, value.text.exact);
        case Kind::choice:
        case Kind::reference: {
            const bool known = value.number != value::unknown_symbol;
            const auto symbol = static_cast<std::uint32_t>(value.number);
            return append_string(out, known ? artifact.symbol_name(type.domain, symbol) : value.symbol);
        }
        case Kind::integer:
        case Kind::decimal:
        case Kind::money:
            return write_number(value, out);
        case Kind::duration:
            return append_integer(out, static_cast<std::int64_t>(value.number));
        case Kind::instant:
            return append_string(out, value::instant_to_string(static_cast<std::int64_t>(value.number)));
        case Kind::date:
            return append_string(out, value::date_to_string(static_cast<std::int32_t>(value.number)));
        case Kind::time_of_day:
            return append_string(out, value::time_to_string(static_cast<std::int32_t>(value.number)));
        case Kind::weekday:
            return append_string(out, value::weekday_name(static_cast<std::uint8_t>(value.number)));
        case Kind::boolean:
            out += value.number != 0 ? "true" : "false";
            return;
    }
}

void write_id(const EventHead& head, std::string& out) {
    out += "\"id\":";
    if (head.id) {
        append_string(out, *head.id);
    } else {
        out += "null";
    }
}

template <typename Texts>
void write_texts(const Texts& texts, std::string& out) {
    out += '[';
    for (const auto& text : texts) {
        append_separator(out);
        append_string(out, text);
    }
    out += ']';
}

void write_event(const EventHead& head, std::string& out) {
    out += ",\"event\":";
    if (head.is_array) {
        write_texts(head.events, out);
    } else {
        append_string(out, head.events.empty() ? std::string_view() : head.events.front());
    }
}

// What an action comes to beside its members.
void write_outcome(const vm::Decision& decision, const vm::ActionResult& result, std::string& out) {
    const vm::ActionStatus status = decision.status(result);
    if (status == vm::ActionStatus::no_value) {
        append_key(out, "not_done");
        append_string(out, "no_value");
    } else if (status == vm::ActionStatus::recent_conversation) {
        append_key(out, "suppressed");
        append_string(out, "recent_conversation");
    }
    if (const auto missing = decision.missing_of(result); !missing.empty()) {
        append_key(out, "missing");
        write_texts(missing, out);
    }
}

std::span<const bytecode::MemberRecord> members_of(const vm::Program& program, std::uint32_t action) {
    const bytecode::ActionRecord& record = program.artifact().actions()[action];
    return program.artifact().members().subspan(record.first_member, record.member_count);
}

bool has_fixed_members(const vm::Program& program, std::uint32_t action) {
    const bytecode::Artifact& artifact = program.artifact();
    return std::ranges::all_of(members_of(program, action), [&](const bytecode::MemberRecord& member) {
        return bytecode::is_fixed_member(artifact.templates(), artifact.template_parts(), member);
    });
}

void append_begin(const vm::Program& program, std::uint32_t action, std::string& out) {
    out += ",{";
    append_key(out, "action");
    append_string(out, program.artifact().string(program.artifact().actions()[action].name));
}

void write_members(const vm::Program& program, const vm::Decision& decision, const vm::ActionResult& result,
                   std::string& out) {
    const auto records = members_of(program, result.action);
    for (std::uint32_t i = 0; i < records.size() && i < result.member_count; ++i) {
        append_key(out, program.artifact().string(records[i].name));
        write_value(program.artifact(), records[i].type.type(), decision.member(program, result, i), out);
    }
}

// Behind the members, of which there may be none.
void append_end(const vm::Program& program, std::uint32_t action, std::string& out) {
    const bytecode::Artifact& artifact = program.artifact();
    const bytecode::ActionRecord& record = artifact.actions()[action];
    out += ",\"rule\":";
    append_string(out, artifact.string(artifact.rules()[record.rule].name));
    append_key(out, "at");
    append_place(out, artifact, record.file, record.line);
    out += '}';
}

void write_ignored(const EventHead& head, std::string& out) {
    if (head.ignored_members == 0 && head.ignored_events.empty()) return;
    append_key(out, "ignored");
    out += '{';
    if (head.ignored_members != 0) {
        append_key(out, "members");
        append_integer(out, static_cast<std::int64_t>(head.ignored_members));
    }
    if (!head.ignored_events.empty()) {
        append_key(out, "events");
        write_texts(head.ignored_events, out);
    }
    out += '}';
}

void write_optional(std::optional<std::uint64_t> number, std::string& out) {
    if (number) {
        append_integer(out, static_cast<std::int64_t>(*number));
    } else {
        out += "null";
    }
}

// `,"version":3,"artifact":"b2:…","actions":[`
void append_middle(const vm::Program& program, const DecisionOptions& options, std::string& out) {
    out += ",\"version\":";
    write_optional(options.version, out);
    append_key(out, "artifact");
    append_string(out, program.digest_text());
    append_key(out, "actions");
    out += '[';
}

}  // namespace

void write_value(const bytecode::Artifact& artifact, value::Type type, const value::Value& value, std::string& out) {
    if (!type.list) return write_scalar(artifact, type, value, out);
    out += '[';
    for (const Value& item : std::span(value.items, value.count)) {
        append_separator(out);
        write_scalar(artifact, type, item, out);
    }
    out += ']';
}

DecisionWriter::DecisionWriter(const vm::Program& program)
    : program_(&program), numbers_(program.artifact().actions().size()) {}

const DecisionWriter::Ready& DecisionWriter::make_ready(const vm::Decision& decision, const vm::ActionResult& result) {
    Ready& made = ready_.emplace_back();
    numbers_[result.action] = static_cast<std::uint32_t>(ready_.size());
    append_begin(*program_, result.action, made.text);
    made.is_fixed = has_fixed_members(*program_, result.action);
    if (made.is_fixed) write_members(*program_, decision, result, made.text);
    made.rest_at = made.text.size();
    append_end(*program_, result.action, made.text);
    return made;
}

// What most decisions are: pieces alone that need nothing done to them. false: it is another one, and nothing is
// written.
bool DecisionWriter::write_ready(const EventHead& head, const vm::Decision& decision, std::string& out) {
    constexpr std::string_view before_id = "{\"id\":\"", before_event = "\",\"event\":\"", end = "]}";
    if (!head.id || head.is_array || head.events.size() != 1 || !is_plain(*head.id) || !is_plain(head.events.front()) ||
        head.ignored_members != 0 || !head.ignored_events.empty() || decision.dropped_actions != 0)
        return false;
    std::size_t size = before_id.size() + head.id->size() + before_event.size() + head.events.front().size() + 1 +
                       middle_.size() + end.size();
    for (const vm::ActionResult& result : decision.actions) {
        const Ready& action = ready(decision, result);
        if (!action.is_all_of(result)) return false;
        size += action.text.size();
    }
    const std::size_t begin = out.size();
    std::size_t left_out = decision.actions.empty() ? 0 : 1;  // the first comma
    out.resize(begin + size - left_out);
    char* next = out.data() + begin;
    const auto put = [&](std::string_view piece) {
        std::memcpy(next, piece.data(), piece.size());
        next += piece.size();
    };
    for (const std::string_view piece :
         {before_id, std::string_view(*head.id), before_event, std::string_view(head.events.front()),
          std::string_view("\""), std::string_view(middle_)})
        put(piece);
    for (const vm::ActionResult& result : decision.actions)
        put(std::string_view(ready(decision, result).text).substr(std::exchange(left_out, 0)));
    put(end);
    return true;
}

void DecisionWriter::write_action(const vm::Decision& decision, const vm::ActionResult& result, bool first,
                                  std::string& out) {
    const Ready& action = ready(decision, result);
    const std::size_t begin = first ? 1 : 0;
    if (action.is_all_of(result)) {
        out.append(action.text, begin);
        return;
    }
    out.append(action.text, begin, action.rest_at - begin);
    if (!action.is_fixed) write_members(*program_, decision, result, out);
    write_outcome(decision, result, out);
    out.append(action.text, action.rest_at);
}

void DecisionWriter::make_middle(const DecisionOptions& options) {
    middle_.clear();
    middle_version_ = options.version;
    append_middle(*program_, options, middle_);
}

void DecisionWriter::write(const vm::Frame& frame, const EventHead& head, const vm::Decision& decision,
                           const DecisionOptions& options, const vm::Trace* trace, std::string& out) {
    if (middle_.empty() || middle_version_ != options.version) make_middle(options);
    if (trace == nullptr && write_ready(head, decision, out)) return;
    out += '{';
    write_id(head, out);
    write_event(head, out);
    out += middle_;
    for (const vm::ActionResult& action : decision.actions)
        write_action(decision, action, &action == decision.actions.begin(), out);
    out += ']';
    if (decision.dropped_actions != 0) {
        append_key(out, "dropped_actions");
        append_integer(out, static_cast<std::int64_t>(decision.dropped_actions));
    }
    write_ignored(head, out);
    if (trace != nullptr) {
        append_key(out, "path");
        append_path(frame, decision, *trace, out);
    }
    out += '}';
}

void write_decision(const vm::Program& program, const vm::Frame& frame, const EventHead& head,
                    const vm::Decision& decision, const DecisionOptions& options, const vm::Trace* trace,
                    std::string& out) {
    DecisionWriter(program).write(frame, head, decision, options, trace, out);
}

void write_fault(const EventHead& head, std::uint64_t line, const EventFault& fault, std::string& out) {
    out += '{';
    write_id(head, out);
    append_key(out, "error");
    out += '{';
    append_key(out, "line");
    append_integer(out, static_cast<std::int64_t>(line));
    append_key(out, "path");
    append_string(out, fault.path);
    append_key(out, "message");
    append_string(out, fault.message);
    out += "}}";
}

}  // namespace parley::wire
