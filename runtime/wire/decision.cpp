#include "runtime/wire/decision.h"

#include <algorithm>
#include <span>

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
    append_key(out, "id");
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
    append_key(out, "event");
    if (head.is_array) {
        write_texts(head.events, out);
    } else {
        append_string(out, head.events.empty() ? std::string_view() : head.events.front());
    }
}

// What an action comes to beside its members.
void write_outcome(const vm::Decision& decision, const vm::ActionResult& result, std::string& out) {
    if (result.status == vm::ActionStatus::no_value) {
        append_key(out, "not_done");
        append_string(out, "no_value");
    } else if (result.status == vm::ActionStatus::recent_conversation) {
        append_key(out, "suppressed");
        append_string(out, "recent_conversation");
    }
    if (result.missing_count != 0) {
        append_key(out, "missing");
        write_texts(std::span(decision.missing).subspan(result.first_missing, result.missing_count), out);
    }
}

bool is_constant(const bytecode::MemberRecord& member) {
    return member.source == static_cast<std::uint8_t>(bytecode::MemberSource::constant);
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
    : program_(&program), pieces_(program.artifact().actions().size()) {}

const DecisionWriter::Pieces& DecisionWriter::pieces(std::uint32_t number) {
    Pieces& pieces = pieces_[number];
    if (!pieces.begin.empty()) return pieces;
    const bytecode::Artifact& artifact = program_->artifact();
    const bytecode::ActionRecord& action = artifact.actions()[number];
    const auto members = artifact.members().subspan(action.first_member, action.member_count);
    pieces.begin = '{';
    append_key(pieces.begin, "action");
    append_string(pieces.begin, artifact.string(action.name));
    pieces.fixed = std::ranges::all_of(members, is_constant);
    for (std::size_t i = 0; pieces.fixed && i < members.size(); ++i) {
        append_key(pieces.begin, artifact.string(members[i].name));
        write_value(artifact, members[i].type.type(), program_->constant(members[i].index), pieces.begin);
    }
    pieces.end = ',';
    append_string(pieces.end, "rule");
    pieces.end += ':';
    append_string(pieces.end, artifact.string(artifact.rules()[action.rule].name));
    append_key(pieces.end, "at");
    append_place(pieces.end, artifact, action.file, action.line);
    pieces.end += '}';
    return pieces;
}

void DecisionWriter::write_action(const vm::Decision& decision, const vm::ActionResult& result, std::string& out) {
    const Pieces& ready = pieces(result.action);
    append_separator(out);
    out += ready.begin;
    if (!ready.fixed) {
        const bytecode::Artifact& artifact = program_->artifact();
        const bytecode::ActionRecord& action = artifact.actions()[result.action];
        const auto members = artifact.members().subspan(action.first_member, action.member_count);
        for (std::uint32_t i = 0; i < members.size() && i < result.member_count; ++i) {
            append_key(out, artifact.string(members[i].name));
            write_value(artifact, members[i].type.type(), decision.member(*program_, result, i), out);
        }
    }
    write_outcome(decision, result, out);
    out += ready.end;
}

void DecisionWriter::write(const vm::Frame& frame, const EventHead& head, const vm::Decision& decision,
                           const DecisionOptions& options, const vm::Trace* trace, std::string& out) {
    out += '{';
    write_id(head, out);
    write_event(head, out);
    append_key(out, "version");
    write_optional(options.version, out);
    append_key(out, "artifact");
    append_string(out, program_->digest_text());
    append_key(out, "actions");
    out += '[';
    for (const vm::ActionResult& action : decision.actions) write_action(decision, action, out);
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
