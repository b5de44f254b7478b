// A loaded program: an artifact, which is used where it lies, and what has to be made from it once (lists of constants,
// patterns, time zones). Immutable; any number of threads may execute it, each with its own Frame, Decision and
// Machine.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/bytecode/reader.h"
#include "runtime/value/calendar.h"
#include "runtime/value/pattern.h"
#include "runtime/value/value.h"
#include "runtime/vm/codes.h"

namespace parley::vm {

struct LoadedSchedule {
    value::Zone zone;
    std::vector<value::ScheduleSpan> spans;
    std::span<const std::int32_t> holidays;
};

// Where in a frame's memory what lies (frame.h), beginning with the codes.
struct FrameLayout {
    FrameLayout() = default;
    FrameLayout(std::size_t slots, std::uint32_t texts);
    std::uint32_t texts_at = 0, text_count = 0;
    std::uint32_t near_at = 0, near_bytes = 0;  // room for these texts
    bool is_elsewhere = false;                  // it is too long for the frame itself
};

class Program {
public:
    // An artifact that was opened with Verify::deciding decides all the same; `explainable` verifies the rest of it.
    static base::Result<std::shared_ptr<const Program>> load(std::shared_ptr<const bytecode::Artifact> artifact);
    // Asked before a trace, or anything that lists or explains. Any thread.
    base::Result<base::Done> explainable() const { return artifact_->verify_all(); }

    const bytecode::Artifact& artifact() const { return *artifact_; }
    // Its texts lie in the artifact; the items of a list live as long as the program.
    value::Value constant(std::uint32_t index) const;
    const value::Pattern& pattern(std::uint32_t index) const { return *patterns_[index]; }
    const LoadedSchedule& schedule(std::uint32_t index) const { return schedules_[index]; }
    const value::Zone& zone() const { return zone_; }
    // What a frame holds before it is filled, and the slots that its instant fills.
    const std::vector<value::Value>& cleared() const { return cleared_; }
    const std::vector<std::uint32_t>& cleared_codes() const { return cleared_codes_; }
    const std::vector<std::uint32_t>& clock_slots() const { return clock_slots_; }
    const Coder& coder() const { return *coder_; }
    const FrameLayout& frame_layout() const { return frame_layout_; }
    // By slot: its number among the texts that words are looked for in; none of all others.
    std::uint32_t text_number(std::uint32_t slot) const { return text_numbers_[slot]; }
    std::uint32_t event_slot() const { return event_slot_; }         // of context.event; none if nothing reads it
    const std::string& digest_text() const { return digest_text_; }  // "b2:…"

private:
    // The items of a list constant, in `items_`.
    struct List {
        std::uint32_t constant;
        std::size_t first;
    };

    Program() = default;
    void take_up_constants();
    value::Value scalar(const bytecode::ConstantRecord& record) const;
    void find_slots();
    void find_texts();
    std::shared_ptr<const bytecode::Artifact> artifact_;
    std::optional<Coder> coder_;
    std::span<const bytecode::ConstantRecord> constants_;
    std::vector<List> lists_;  // ascending
    std::vector<value::Value> items_;
    std::vector<std::shared_ptr<const value::Pattern>> patterns_;
    std::vector<LoadedSchedule> schedules_;
    value::Zone zone_ = value::Zone::utc();
    std::uint32_t event_slot_ = bytecode::none;
    std::vector<value::Value> cleared_;
    std::vector<std::uint32_t> cleared_codes_, clock_slots_;
    std::vector<std::uint32_t> text_numbers_;
    FrameLayout frame_layout_;
    std::string digest_text_;
};

}  // namespace parley::vm
