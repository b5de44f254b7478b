// A program made by hand: domains, fields and the slots that rules would read, without any rules. For tests of the
// decoder.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "runtime/bytecode/writer.h"
#include "runtime/vm/program.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

namespace parley::tests {

using bytecode::SlotSource;
using value::Kind;

enum Domain : std::uint32_t { queues, platforms, events, tiers, euros };

struct FieldSpec {
    std::string path;
    value::Type type;
    bool read = true, former = false;
    std::string alias_of;  // shares the slots of that field
};

struct WorkloadSpec {
    std::string path;
    std::optional<std::uint32_t> queue;  // none: the conversation's own
};

inline value::Type list_of(value::Type type) {
    type.list = true;
    return type;
}

class TableBuilder {
public:
    TableBuilder() {
        tables_.manifest.ruleset = tables_.intern("test");
        tables_.manifest.zone = tables_.intern("Europe/Paris");
        tables_.manifest.platform_slot = tables_.manifest.recent_closed_slot = tables_.manifest.previous_closed_slot =
            bytecode::none;
        tables_.manifest.queue_domain = queues;
        tables_.manifest.platform_domain = platforms;
        tables_.manifest.event_domain = events;
        domain("queue", {"Default", "Multilingual", "Caf\u00e9"});
        domain("platform", {"facebook", "sms", "email"});
        domain("event", {"starting", "customer_message", "updated"});
        domain("tier", {"bronze", "silver", "gold"});
        domain("currency", {"EUR"});
        for (const char* id : {"starting", "customer_message", "updated"})
            tables_.events.push_back({tables_.intern(id), 0, 0});
    }

    void field(FieldSpec spec) { specs_.push_back(std::move(spec)); }
    void workload(WorkloadSpec spec) { workloads_.push_back(std::move(spec)); }
    // The index of a slot that is not a field's.
    std::uint32_t slot(const std::string& name, value::Type type, SlotSource source,
                       std::uint32_t base = bytecode::none) {
        bytecode::SlotRecord record{};
        record.name = tables_.intern(name);
        record.type = bytecode::TypeRecord::of(type);
        record.source = static_cast<std::uint8_t>(source);
        record.folded = type.kind == Kind::text && source != SlotSource::event;
        record.base = base;
        tables_.slots.push_back(record);
        return static_cast<std::uint32_t>(tables_.slots.size() - 1);
    }

    std::shared_ptr<const vm::Program> build() {
        std::ranges::sort(specs_, {}, &FieldSpec::path);
        for (const FieldSpec& spec : specs_) add_field(spec);
        for (std::size_t i = 0; i < specs_.size(); ++i) share_slots(i);
        for (const WorkloadSpec& spec : workloads_) add_workload(spec);
        auto artifact = bytecode::Artifact::open(bytecode::write_artifact(tables_));
        if (!artifact) FAIL(artifact.error().message);
        auto program = vm::Program::load(*artifact);
        if (!program) FAIL(program.error().message);
        return *program;
    }

private:
    void domain(const char* noun, const std::vector<std::string>& values) {
        const auto first = static_cast<std::uint32_t>(tables_.domain_values.size());
        tables_.domains.push_back({tables_.intern(noun), first, static_cast<std::uint32_t>(values.size())});
        for (const std::string& value : values) tables_.domain_values.push_back(tables_.intern(value));
        std::vector<std::uint32_t> order(values.size());
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::sort(order, {}, [&](std::uint32_t symbol) { return values[symbol]; });
        tables_.domain_order.insert(tables_.domain_order.end(), order.begin(), order.end());
    }

    void add_field(const FieldSpec& spec) {
        bytecode::FieldRecord record{tables_.intern(spec.path), bytecode::TypeRecord::of(spec.type), bytecode::none,
                                     bytecode::none};
        if (spec.read && spec.alias_of.empty()) record.slot = slot(spec.path, spec.type, SlotSource::field);
        if (spec.former && spec.alias_of.empty()) {
            record.former_slot = slot(spec.path, spec.type, SlotSource::former, record.slot);
        }
        tables_.fields.push_back(record);
    }

    void share_slots(std::size_t index) {
        if (specs_[index].alias_of.empty()) return;
        const bytecode::FieldRecord& real = tables_.fields[index_of(specs_[index].alias_of)];
        tables_.fields[index].slot = real.slot;
        tables_.fields[index].former_slot = real.former_slot;
    }

    void add_workload(const WorkloadSpec& spec) {
        const std::uint32_t field = index_of(spec.path);
        const SlotSource source = spec.queue ? SlotSource::workload : SlotSource::own_workload;
        const std::string name = spec.path + (spec.queue ? "(" + std::to_string(*spec.queue) + ")" : "");
        tables_.workloads.push_back(
            {field, spec.queue.value_or(bytecode::none), slot(name, tables_.fields[field].type.type(), source)});
    }

    std::uint32_t index_of(const std::string& path) const {
        const auto found = std::ranges::find(specs_, path, &FieldSpec::path);
        REQUIRE(found != specs_.end());
        return static_cast<std::uint32_t>(found - specs_.begin());
    }

    bytecode::Tables tables_;
    std::vector<FieldSpec> specs_;
    std::vector<WorkloadSpec> workloads_;
};

// A program with its frame and decoder: decodes lines, and says what the slots hold as the wire writes it.
class Decoding {
public:
    explicit Decoding(TableBuilder& builder, const wire::Limits& limits = {})
        : program_(builder.build()), frame_(*program_), decoder_(*program_, limits) {}

    std::optional<wire::EventFault> decode(std::string_view json) { return decoder_.decode(json, frame_, head_); }
    // "path: message", or "good".
    std::string outcome(std::string_view json) {
        const auto fault = decode(json);
        return fault ? fault->path + ": " + fault->message : "good";
    }
    // Decodes an event `starting` with these further members.
    std::string members(const std::string& json) {
        return outcome(R"({"event":"starting","at":"2026-11-21T10:22:00Z",)" + json + "}");
    }
    // The slot of that name and source, as the wire writes it.
    std::string slot(std::string_view name, SlotSource source = SlotSource::field) const {
        const auto& artifact = program_->artifact();
        for (std::uint32_t i = 0; i < artifact.slots().size(); ++i) {
            const bytecode::SlotRecord& record = artifact.slots()[i];
            if (artifact.string(record.name) != name || record.source != static_cast<std::uint8_t>(source)) continue;
            std::string out;
            wire::write_value(artifact, record.type.type(), frame_.slot(i), out);
            return out;
        }
        return "no such slot";
    }
    const vm::Frame& frame() const { return frame_; }
    const wire::EventHead& head() const { return head_; }

private:
    std::shared_ptr<const vm::Program> program_;
    vm::Frame frame_;
    wire::EventDecoder decoder_;
    wire::EventHead head_;
};

}  // namespace parley::tests
