// An artifact opened: header, digest and every section's bounds checked, and its tables as spans into the mapped bytes.
// What the tables say of each other is the verifier's to check (verifier.h); `open` does both, so an Artifact is safe
// to use, as far as it was verified.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/digest.h"
#include "runtime/base/result.h"
#include "runtime/bytecode/format.h"

namespace parley::bytecode {

// How much of an artifact is verified when it is opened.
enum class Verify : std::uint8_t {
    all,  // for whoever keeps, lists, compares or explains it
    // What deciding without a trace reads, and writing decisions: a fraction of the time, where rules are many. Not yet
    // to be read, but after `verify_all`: `debug`, `domain_order`, the code and steps that deciding never comes to, the
    // places of branches, the manifest's budget. The texts of `files` lie in the file, and may be no UTF-8. Whatever is
    // not as the compiler writes it has all verified at once.
    deciding,
};

// Immutable and free to share between threads. Errors: kind `integrity` for a damaged, truncated or hostile file,
// `newer_format` for one that needs a newer reader, `not_found` or `environment` from the file system.
class Artifact {
public:
    static base::Result<std::shared_ptr<const Artifact>> open_file(const std::string& path,
                                                                   Verify extent = Verify::all);
    // Takes the bytes over.
    static base::Result<std::shared_ptr<const Artifact>> open(std::vector<std::byte> bytes,
                                                              Verify extent = Verify::all);

    // What opening left out, once, by whoever asks first; the error is the one that opening with `Verify::all` has. Any
    // thread; others wait meanwhile.
    base::Result<base::Done> verify_all() const;

    const base::Digest& digest() const;
    std::span<const std::byte> bytes() const;
    std::string_view string(StringRef ref) const;

    const Header& header() const;
    const ManifestRecord& manifest() const;
    std::span<const DomainRecord> domains() const;
    std::span<const StringRef> domain_values() const;
    std::span<const std::uint32_t> domain_order() const;
    std::span<const FieldRecord> fields() const;
    std::span<const SlotRecord> slots() const;
    std::span<const WorkloadRecord> workloads() const;
    std::span<const QueueLoadRecord> queue_loads() const;
    std::span<const ConstantRecord> constants() const;
    std::span<const PatternRecord> patterns() const;
    std::span<const ScheduleRecord> schedules() const;
    std::span<const SpanRecord> schedule_spans() const;
    std::span<const std::int32_t> holidays() const;
    std::span<const ConditionRecord> conditions() const;
    std::span<const Instruction> code() const;
    std::span<const DebugRecord> debug() const;
    std::span<const EventRecord> events() const;
    std::span<const std::uint32_t> event_rules() const;
    std::span<const RuleRecord> rules() const;
    std::span<const BranchRecord> branches() const;
    std::span<const ActionRecord> actions() const;
    std::span<const MemberRecord> members() const;
    std::span<const PlatformTextRecord> platform_texts() const;
    std::span<const TemplateRecord> templates() const;
    std::span<const TemplatePartRecord> template_parts() const;
    std::span<const FileRecord> files() const;
    std::span<const std::uint32_t> buckets() const;
    std::span<const BucketsRecord> domain_buckets() const;
    std::span<const SlotCodeRecord> slot_codes() const;
    std::span<const PointRecord> points() const;
    std::span<const Step> steps() const;
    std::span<const std::uint32_t> code_sets() const;
    std::span<const MemoRecord> memos() const;
    std::span<const SearchRecord> searches() const;
    std::span<const std::byte> search_tables() const;
    std::span<const std::uint32_t> search_uses() const;
    std::span<const std::uint32_t> search_offsets() const;
    std::span<const std::uint32_t> event_plans() const;
    std::span<const IndexRecord> indexes() const;
    std::span<const TermRecord> terms() const;
    std::span<const std::uint32_t> literals() const;
    std::span<const ListedRecord> listed() const;
    std::span<const BlockRecord> blocks() const;
    std::span<const SiftRecord> sifts() const;
    std::span<const std::uint64_t> masks() const;
    std::span<const WakerRecord> wakers() const;
    std::span<const std::uint32_t> wake_offsets() const;
    std::span<const WakeEntry> wake_entries() const;
    // Where a section lies, for `inspect`.
    SectionEntry section(Section section) const;

    // The symbol of a name in a domain, none if it has no such value. No allocation.
    std::uint32_t find_symbol(std::uint32_t domain, std::string_view name) const;
    // Empty where the domain has no such symbol.
    std::string_view symbol_name(std::uint32_t domain, std::uint32_t symbol) const;

    ~Artifact();

private:
    struct Impl;
    explicit Artifact(std::unique_ptr<Impl> impl);
    static base::Result<std::shared_ptr<const Artifact>> adopt(std::unique_ptr<Impl> impl, Verify extent);
    std::optional<base::Error> check_content(Verify extent);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::bytecode
