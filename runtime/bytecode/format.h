// The artifact: one file, laid out as it is used. Opening it is mapping it; there is nothing to parse. This header is
// the whole contract between writer.h, reader.h, verifier.h and the VM; the compiler shares nothing else with the
// runtime's engine. grammar/manual/artifact.md is the page with a worked example.
//
// All integers are little-endian, sections are aligned to 16 bytes and stand in the order of `Section`, each right
// behind the one before, gaps are zero. The digest is BLAKE2b-256 of every byte of the file but its own 32. Structures
// below are the records of a section, without padding.
//
// Versions:
//   1  the first
//   2  the plan: how the code is executed (plan.h)
//   3  the plan's terms by blocks
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/value/type.h"
#include "runtime/value/value.h"

namespace parley::bytecode {

inline constexpr std::array<char, 8> magic = {'P', 'A', 'R', 'L', 'E', 'Y', '\x1a', '\n'};
inline constexpr std::uint32_t format_version = 3;   // what this program writes
inline constexpr std::uint32_t newest_readable = 3;  // the highest `minimum_reader` that this program runs
inline constexpr std::size_t maximum_artifact_bytes = 512u << 20;
inline constexpr std::uint32_t none = ~std::uint32_t{0};

enum class Section : std::uint32_t {
    manifest,        // one ManifestRecord
    strings,         // bytes; all text of the artifact, UTF-8
    domains,         // DomainRecord
    domain_values,   // StringRef, by domain in symbol order
    domain_order,    // u32, by domain: its symbols in the byte order of their names, for look-up
    fields,          // FieldRecord, in the byte order of their paths
    slots,           // SlotRecord
    workloads,       // WorkloadRecord
    queue_loads,     // QueueLoadRecord, one a queue (empty without send_to_least_loaded)
    constants,       // ConstantRecord
    patterns,        // PatternRecord
    schedules,       // ScheduleRecord
    schedule_spans,  // SpanRecord
    holidays,        // i32
    conditions,      // ConditionRecord, each behind those it uses
    code,            // Instruction
    debug,           // DebugRecord, one an instruction
    events,          // EventRecord; index = symbol of context.event
    event_rules,     // u32, by event: its rules in the order of the set
    rules,           // RuleRecord, in the order of the set
    branches,        // BranchRecord
    actions,         // ActionRecord
    members,         // MemberRecord
    platform_texts,  // PlatformTextRecord
    templates,       // TemplateRecord
    template_parts,  // TemplatePartRecord
    files,           // FileRecord: the catalog and the sources that it came from
    // The plan, which follows from all of the above (plan.h).
    buckets,         // u32: hash tables of names, an entry is an index + 1 or 0
    domain_buckets,  // BucketsRecord, one a domain: its symbols by their names
    slot_codes,      // SlotCodeRecord, one a slot
    points,          // PointRecord, by slot in ascending order
    steps,           // Step, one an instruction
    code_sets,       // u32: a slot, and behind it codes in ascending order
    memos,           // MemoRecord, one a different test that is remembered
    searches,        // SearchRecord, one a text in which many words are looked for
    search_tables,   // bytes of runtime/text_index
    search_uses,     // u32, by pattern: the memos that are true where it is found
    search_offsets,  // u32, by search: where each pattern's uses begin, and their end
    event_plans,     // u32, one an event: its index, none where its rules are few
    indexes,         // IndexRecord
    terms,           // TermRecord, by index
    literals,        // u32, by term: the number of a test, twice, and 1 where it has to be true
    listed,          // ListedRecord, by term: what it lists behind the first
    blocks,          // BlockRecord, by index
    sifts,           // SiftRecord, by block
    masks,           // u64, by sift: bits of terms
    wakers,          // WakerRecord, by index
    wake_offsets,    // u32, by waker: where each code's entries begin, and their end
    wake_entries,    // WakeEntry
    count_
};
inline constexpr std::size_t section_count = static_cast<std::size_t>(Section::count_);

struct SectionEntry {
    std::uint64_t offset;  // from the start of the file
    std::uint64_t count;   // of records
};

struct Header {
    std::array<char, 8> magic;
    std::uint32_t format_version;
    std::uint32_t minimum_reader;  // the oldest reader version that can run it
    std::uint64_t file_bytes;
    std::uint64_t reserved;  // 0
    std::array<std::uint8_t, 32> digest;
};
static_assert(sizeof(Header) == 64);
// Behind the header: section_count SectionEntry.

struct StringRef {
    std::uint32_t offset = 0, size = 0;
    friend bool operator==(const StringRef& left, const StringRef& right) {
        return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
    }
};

struct TypeRecord {
    std::uint8_t kind = 0, list = 0, ordered = 0, reserved = 0;
    std::uint32_t domain = none;
    value::Type type() const { return {static_cast<value::Kind>(kind), list != 0, ordered != 0, domain}; }
    friend bool operator==(const TypeRecord& left, const TypeRecord& right) {
        return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
    }
    static TypeRecord of(value::Type t) { return {static_cast<std::uint8_t>(t.kind), t.list, t.ordered, 0, t.domain}; }
};

struct ManifestRecord {
    StringRef ruleset;  // its name
    StringRef zone;     // the catalog's
    StringRef company;
    std::uint64_t budget;           // instructions at most for one event line, proved by `verify`
    std::uint32_t condition_depth;  // named conditions inside one another, at most
    std::uint32_t queue_domain, platform_domain, event_domain;
    std::uint32_t platform_slot;  // conversation.platform, none if nothing reads it
    std::uint32_t recent_closed_slot,
        previous_closed_slot;  // previous.last_closed_at, previous.closed_at, for skip_if_recent
    std::uint32_t reserved;
};

struct DomainRecord {
    StringRef noun;
    std::uint32_t first_value, value_count;
};

// A field of the catalog, read or not: the decoder checks every known field's type.
struct FieldRecord {
    StringRef path;  // "conversation.queue"; an alias has a record of its own
    TypeRecord type;
    std::uint32_t slot;         // none: not read by any rule
    std::uint32_t former_slot;  // where `former` goes; none: not read
};

enum class SlotSource : std::uint8_t {
    field,         // from the event; absent unless given
    former,        // as `former` says, else the value of `base`
    workload,      // of the queue named
    own_workload,  // of the queue that conversation.queue holds
    event,         // context.event
    now,
    date,
    weekday,
    time_of_day,
};

struct SlotRecord {
    StringRef name;  // as the rules write it: `workload.waiting("Billing")`; a former one like the field itself
    TypeRecord type;
    std::uint8_t source, folded /* the folded text is needed */, reserved[2];
    std::uint32_t base;  // of a former slot: the field's own slot; else none
};

struct WorkloadRecord {
    std::uint32_t field;  // index into fields: "workload.waiting"
    std::uint32_t queue;  // symbol; none: the conversation's own
    std::uint32_t slot;
};

struct QueueLoadRecord {  // the slots of one queue (its symbol is the index) that "least loaded" reads
    std::uint32_t total, waiting, assigned, staffed;
};

struct ConstantRecord {
    TypeRecord type;
    std::uint32_t first_item, item_count;  // of a list: further constants, consecutive
    std::uint64_t low;                     // the number, 128 bits
    std::int64_t high;
    StringRef exact, folded;  // of a text
};
inline value::Number number_of(const ConstantRecord& constant) {
    const auto high = static_cast<unsigned __int128>(static_cast<std::uint64_t>(constant.high));
    return static_cast<value::Number>(high << 64 | constant.low);
}

struct PatternRecord {
    StringRef expression;
    std::uint32_t exactly;
};

struct ScheduleRecord {
    StringRef name, zone;
    std::uint32_t first_span, span_count, first_holiday, holiday_count;
};
struct SpanRecord {
    std::uint32_t weekday, begin_minute, end_minute;
};

struct ConditionRecord {
    StringRef name;
    std::uint32_t entry;        // first instruction; ends with return_true or return_false
    std::uint32_t end;          // behind the last
    std::uint32_t reads_event;  // 1: its value depends on context.event, so it is forgotten between events of a moment
};

enum InstructionFlag : std::uint8_t {
    negate = 1,          // the result is inverted
    jump_when_true = 2,  // else: jump when false
    first_is_slot = 4,
    second_is_slot = 8,
    exact_text = 16,
    subject_size = 32,  // the subject is the number of the list's items
};
inline constexpr std::uint8_t all_flags = 63;

struct Instruction {
    std::uint8_t opcode = 0;
    std::uint8_t flags = 0;
    std::uint16_t reserved = 0;
    std::uint32_t subject = none;  // slot, action, branch or condition
    std::uint32_t first = none;
    std::uint32_t second = none;
    std::uint32_t target = none;  // always ahead: evaluation ends by construction
};
static_assert(sizeof(Instruction) == 20);

struct DebugRecord {
    std::uint32_t file, begin, end;  // bytes of files[file].text
    std::uint32_t line, column;
};

struct EventRecord {
    StringRef id;
    std::uint32_t first_rule, rule_count;  // into event_rules
};

struct RuleRecord {
    StringRef name;
    std::uint32_t entry, end;  // code; empty when disabled
    std::uint32_t file, line;
    std::uint32_t disabled;
    std::uint32_t first_branch, branch_count;
};

struct BranchRecord {
    std::uint32_t rule;
    StringRef path;  // "2.1"
    std::uint32_t is_else;
    std::uint32_t file, begin, end, line;  // its head: `if …`, `else if …`, `else`
};

enum class ActionForm : std::uint32_t { plain, message, least_loaded };

struct ActionRecord {
    StringRef name;
    std::uint32_t form;
    std::uint32_t rule;
    std::uint32_t file, line;
    std::uint32_t first_member, member_count;
    std::uint32_t first_platform_text, platform_text_count;  // of a message whose text depends on the platform
    std::uint32_t skip_kind;                                 // 0: no skip_if_recent_conversation; 1: constant; 2: slot
    std::uint32_t skip;                                      // a duration: index of the constant or slot
    std::uint32_t reserved;
};

enum class MemberSource : std::uint8_t {
    constant,  // index into constants
    slot,
    text,               // index into templates
    texts,              // templates index … index + count - 1
    text_due,           // the platform text of the action that is due, else its last one (D46); index 0
    least_loaded,       // the queue chosen among the list constant at index
    least_loaded_slot,  // … among the list in a slot
};

struct MemberRecord {
    StringRef name;
    TypeRecord type;
    std::uint8_t source, reserved[3];
    std::uint32_t index, count;
};

struct PlatformTextRecord {
    std::uint32_t platform;  // symbol; none: the text of every other platform, which stands last
    std::uint32_t source;    // MemberSource: constant, slot or text
    std::uint32_t index;
};

struct TemplateRecord {
    std::uint32_t first_part, part_count;
};

struct TemplatePartRecord {
    StringRef text;      // plain text, or the merge field's name
    std::uint32_t slot;  // none: plain text
    std::uint32_t has_fallback;
    StringRef fallback;
};

enum class FileKind : std::uint32_t { catalog, rules };
struct FileRecord {
    std::uint32_t kind;
    StringRef name, text;
};

// What a slot holds is also known by a code, so that every test with constants is one comparison of 32-bit numbers.
// Code 0 is no value. Of a choice or reference: 1 a name that the catalog does not know, 2 and above its symbol. Of a
// text: 1, or the index of the point that equals its folding, + 2. Of a number, or of a list's size: 2 * i + 2 where it
// equals point i, 2 * i + 1 where it lies between points i - 1 and i.
struct SlotCodeRecord {
    std::uint32_t first_point, point_count;    // none for symbols, which are their own
    std::uint32_t first_bucket, bucket_count;  // of a text's points
    std::uint32_t code_count;
};
struct PointRecord {
    std::uint64_t low;
    std::int64_t high;
    StringRef text;
};
inline value::Number number_of(const PointRecord& point) {
    const auto high = static_cast<unsigned __int128>(static_cast<std::uint64_t>(point.high));
    return static_cast<value::Number>(high << 64 | point.low);
}

struct BucketsRecord {
    std::uint32_t first, count;  // a power of two, or 0
};

// An instruction as it is executed. `slot` is that of a test which is true where low <= code <= low + span, or one of
// StepKind. Where the test comes out as `jump_on_true` says the target is next, else what stands behind.
enum class StepKind : std::uint32_t {
    member = 0xffffff00,  // test: code_sets[low] is the slot, its code one of the `span` behind
    among,                // the same where the codes lie near: bit code - `span` of the 64 behind, low half first
    remembered,           // test: memo `low`
    evaluated,            // test: as the instruction says, each time
    condition,            // test: condition `low`
    jump,
    branch,      // branch `low`
    emit,        // action `low`
    emit_fixed,  // action `low`, whose members are `span` constants (is_fixed_member)
    yes,         // the end of a condition
    no,          // … or of a rule
};
inline constexpr std::uint32_t first_step_kind = static_cast<std::uint32_t>(StepKind::member);
inline constexpr std::uint32_t jump_on_true = 1u << 31;

struct Step {
    std::uint32_t slot, low, span, target;
};
static_assert(sizeof(Step) == 16);

// Whether a member is the same whatever the event is: a constant, or a text without merge fields.
inline bool is_fixed_member(std::span<const TemplateRecord> templates, std::span<const TemplatePartRecord> parts,
                            const MemberRecord& member) {
    if (member.source == static_cast<std::uint8_t>(MemberSource::constant)) return true;
    if (member.source != static_cast<std::uint8_t>(MemberSource::text) || member.index >= templates.size())
        return false;
    const TemplateRecord& text = templates[member.index];
    return text.part_count == 1 && text.first_part < parts.size() && parts[text.first_part].slot == none;
}

// Whether an action says the same whatever the event is; its members are among these.
inline bool is_fixed_action(std::span<const MemberRecord> members, std::span<const TemplateRecord> templates,
                            std::span<const TemplatePartRecord> parts, const ActionRecord& action) {
    if (action.skip_kind != 0) return false;
    for (const MemberRecord& member : members.subspan(action.first_member, action.member_count)) {
        if (!is_fixed_member(templates, parts, member)) return false;
    }
    return true;
}

// A test that is evaluated once a line at most, however many rules have it.
struct MemoRecord {
    std::uint32_t instruction;  // any that says so
    std::uint32_t search;       // that finds it out together with others; none: on its own
};

struct SearchRecord {
    std::uint32_t slot, exactly;
    std::uint32_t first_byte, byte_count;  // of search_tables
    std::uint32_t pattern_count;
    std::uint32_t first_offset;  // pattern_count + 1 of search_offsets
};

// An event's rules as terms, in the order of the rules. A term is one way in which a condition can be true: all its
// tests have to be. What the codes of slots and the words of a text tell is found out for a block of terms together, as
// bits: that of term t is bit t % 64 of word t / 64, which is one of the words of block t / 256. What else it needs are
// its literals.
struct IndexRecord {
    std::uint32_t first_term, term_count;
    std::uint32_t first_block;                 // of block_count(term_count)
    std::uint32_t first_waker, waker_count;    // without any all terms are looked at
    std::uint32_t first_always, always_count;  // wake_entries of terms that are looked at without being woken
};
inline constexpr std::uint32_t block_terms = 256, block_words = block_terms / 64;
constexpr std::uint32_t block_count(std::uint32_t term_count) {
    return term_count / block_terms + (term_count % block_terms != 0 ? 1 : 0);
}

// What a term does that is true: it takes a branch, lists actions whose members are constants, and the rule is
// complete; or, without a branch, it only lists. Where that is more, a part of the code is walked through.
struct TermRecord {
    std::uint32_t rule;
    std::uint32_t branch;  // none: no branch; walks: code from `action` up to `member_count` is walked through
    std::uint32_t action, member_count;  // the first that it lists, as in ListedRecord; none: none
    std::uint32_t first_more;            // of `listed`: where those behind it begin
    std::uint32_t listed_count;          // of all that it lists
    std::uint32_t first_literal, literal_count;
};
inline constexpr std::uint32_t walks = none - 1;
constexpr std::uint32_t more_count(const TermRecord& term) {
    return term.listed_count == 0 ? 0 : term.listed_count - 1;
}
inline constexpr std::uint32_t listed_ahead = 1;  // is read behind the last, and not used
struct ListedRecord {
    std::uint32_t action, member_count;
};

// Of a block: its sifts; and the terms that begin a decision, the bits up to the next of which need not be looked at
// where one of them is true: the others are branches of the same rule. What lists or walks is a decision by itself.
struct BlockRecord {
    std::uint64_t terms[block_words];  // those that there are
    std::uint64_t decisions[block_words];
    std::uint32_t first_sift, slot_sifts, search_sifts, reserved;
};

// Which terms of a block a slot's codes leave, code by code; or, behind those of slots, the words of a search: first
// the terms that look for none here, then for each word those that it is enough for. Each mask has block_words words.
struct SiftRecord {
    std::uint32_t source;  // slot or search
    std::uint32_t first_mask;
};

struct WakerRecord {
    std::uint32_t slot;  // none: a search
    std::uint32_t search;
    std::uint32_t first_offset;  // of wake_offsets, one more than there are codes or patterns
    std::uint32_t code_count;
};
struct WakeEntry {
    std::uint64_t terms;  // bits
    std::uint32_t word, reserved;
};

}  // namespace parley::bytecode
