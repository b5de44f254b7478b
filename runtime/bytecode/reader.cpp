#include "runtime/bytecode/reader.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

#include "runtime/base/file.h"
#include "runtime/bytecode/former.h"
#include "runtime/bytecode/names.h"
#include "runtime/bytecode/sections.h"
#include "runtime/bytecode/verifier.h"

namespace parley::bytecode {

using base::Error;
using base::ErrorKind;
using base::Result;

struct Artifact::Impl {
    std::optional<base::MappedFile> mapped;
    std::vector<std::byte> owned;
    std::vector<std::byte> rewritten;  // of a file that has an earlier format
    std::span<const std::byte> file;
    std::span<const std::byte> used;  // the file, or what it was rewritten to
    base::Digest digest;
    std::once_flag all_verified;
    std::optional<Error> fault;  // that this found

    bool has_its_digest();
    const Header& header() const { return *reinterpret_cast<const Header*>(file.data()); }
    SectionEntry entry(Section section) const {
        return reinterpret_cast<const SectionEntry*>(used.data() + sizeof(Header))[static_cast<std::size_t>(section)];
    }
    template <typename Record, Section section>
    std::span<const Record> rows() const {
        static_assert(sizeof(Record) == shape_of(section).record_bytes);
        const SectionEntry at = entry(section);
        return {reinterpret_cast<const Record*>(used.data() + at.offset), at.count};
    }
};

namespace {

std::optional<Error> refuse(std::string message) {
    return Error{ErrorKind::integrity, "the artifact is refused: " + std::move(message)};
}

// What can be said before anything behind the header is believed.
std::optional<Error> check_header(std::span<const std::byte> bytes) {
    if (bytes.size() > maximum_artifact_bytes)
        return refuse("it has " + std::to_string(bytes.size()) + " bytes, and at most " +
                      std::to_string(maximum_artifact_bytes) + " are read");
    if (bytes.size() < magic.size() || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
        return refuse("it does not begin as an artifact does");
    if (bytes.size() < sizeof(Header)) return refuse("it ends inside its header");
    const Header& header = *reinterpret_cast<const Header*>(bytes.data());
    if (header.minimum_reader > newest_readable)
        return Error{ErrorKind::newer_format, "the artifact needs a parley that reads format " +
                                                  std::to_string(header.minimum_reader) + "; this one reads up to " +
                                                  std::to_string(newest_readable)};
    if (header.minimum_reader == 0 || header.format_version < header.minimum_reader)
        return refuse("its format is " + std::to_string(header.format_version) + " and its oldest reader " +
                      std::to_string(header.minimum_reader) + ", which cannot be");
    if (bytes.size() < tables_begin(shapes_of(header.format_version).size()))
        return refuse("it ends inside its table of sections");
    if (header.file_bytes != bytes.size())
        return refuse("it has " + std::to_string(bytes.size()) + " bytes where its header says " +
                      std::to_string(header.file_bytes));
    if (header.reserved != 0) return refuse("a reserved part of its header is not zero");
    return std::nullopt;
}

bool is_zero(std::span<const std::byte> bytes) {
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

// Each section lies right behind the one before it: so none overlap, and the same tables have one layout only.
std::optional<Error> check_sections(std::span<const std::byte> bytes, std::span<const SectionShape> shapes) {
    const auto* entries = reinterpret_cast<const SectionEntry*>(bytes.data() + sizeof(Header));
    std::uint64_t end = tables_begin(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const auto [offset, count] = entries[i];
        const std::string name(shapes[i].name);
        if (offset != align_section(end))
            return refuse("section " + name + " does not begin where the one before it ends");
        if (offset > bytes.size() || count > (bytes.size() - offset) / shapes[i].record_bytes)
            return refuse("section " + name + " ends outside the file");
        if (!is_zero(bytes.subspan(end, offset - end)))
            return refuse("the gap before section " + name + " is not zero");
        end = offset + count * shapes[i].record_bytes;
    }
    if (end != bytes.size()) return refuse("there are bytes behind its last section");
    if (entries[static_cast<std::size_t>(Section::manifest)].count != 1) return refuse("it has not one manifest");
    return std::nullopt;
}

}  // namespace

base::Digest content_digest(std::span<const std::byte> file) {
    const std::span<const std::byte> parts[] = {file.first(offsetof(Header, digest)), file.subspan(sizeof(Header))};
    return base::digest(parts);
}

bool Artifact::Impl::has_its_digest() {
    digest = content_digest(file);
    return std::memcmp(digest.data(), header().digest.data(), digest.size()) == 0;
}

Artifact::Artifact(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Artifact::~Artifact() = default;

// The digest of a large file takes many times what all checks take: both are done at once, where a thread is to be had.
// The checks trust nothing, and what they say of a file that does not have its digest is not told.
Result<std::shared_ptr<const Artifact>> Artifact::adopt(std::unique_ptr<Impl> impl, Verify extent) {
    if (std::optional<Error> error = check_header(impl->file)) return *error;
    const std::shared_ptr<Artifact> artifact(new Artifact(std::move(impl)));
    constexpr std::size_t large = std::size_t{1} << 20;
    const bool is_large = artifact->bytes().size() >= large;
    const std::launch policy = is_large ? std::launch::async | std::launch::deferred : std::launch::deferred;
    std::future<bool> has_digest = std::async(policy, [&] { return artifact->impl_->has_its_digest(); });
    std::optional<Error> fault;
    if (is_large) fault = artifact->check_content(extent);
    if (!has_digest.get()) return *refuse("its bytes do not match its digest");
    if (!is_large) fault = artifact->check_content(extent);
    if (fault) return *fault;
    return std::shared_ptr<const Artifact>(artifact);
}

std::optional<Error> Artifact::check_content(Verify extent) {
    const std::uint32_t format = header().format_version;
    if (std::optional<Error> error = check_sections(impl_->file, shapes_of(format))) return error;
    if (format < format_version) {
        impl_->rewritten = rewritten(impl_->file);
        impl_->used = impl_->rewritten;
    } else {
        impl_->used = impl_->file;
    }
    if (extent == Verify::deciding && is_safe_to_decide(*this)) return std::nullopt;
    if (const Result<base::Done> verified = verify_all(); !verified) return verified.error();
    return std::nullopt;
}

Result<base::Done> Artifact::verify_all() const {
    std::call_once(impl_->all_verified, [this] {
        const Result<base::Done> verified = verify(*this);
        if (!verified) impl_->fault = refuse(verified.error().message);
    });
    if (impl_->fault) return *impl_->fault;
    return base::Done{};
}

Result<std::shared_ptr<const Artifact>> Artifact::open_file(const std::string& path, Verify extent) {
    Result<base::MappedFile> mapped = base::MappedFile::open(path);
    if (!mapped) return mapped.error();
    auto impl = std::make_unique<Impl>();
    impl->mapped = std::move(*mapped);
    impl->file = impl->mapped->bytes();
    return adopt(std::move(impl), extent);
}

Result<std::shared_ptr<const Artifact>> Artifact::open(std::vector<std::byte> bytes, Verify extent) {
    auto impl = std::make_unique<Impl>();
    impl->owned = std::move(bytes);
    impl->file = impl->owned;
    return adopt(std::move(impl), extent);
}

const base::Digest& Artifact::digest() const {
    return impl_->digest;
}
std::span<const std::byte> Artifact::bytes() const {
    return impl_->file;
}
const Header& Artifact::header() const {
    return impl_->header();
}
SectionEntry Artifact::section(Section section) const {
    return impl_->entry(section);
}

std::string_view Artifact::string(StringRef ref) const {
    const std::span<const char> strings = impl_->rows<char, Section::strings>();
    return {strings.data() + ref.offset, ref.size};
}

const ManifestRecord& Artifact::manifest() const {
    return impl_->rows<ManifestRecord, Section::manifest>()[0];
}
std::span<const DomainRecord> Artifact::domains() const {
    return impl_->rows<DomainRecord, Section::domains>();
}
std::span<const StringRef> Artifact::domain_values() const {
    return impl_->rows<StringRef, Section::domain_values>();
}
std::span<const std::uint32_t> Artifact::domain_order() const {
    return impl_->rows<std::uint32_t, Section::domain_order>();
}
std::span<const FieldRecord> Artifact::fields() const {
    return impl_->rows<FieldRecord, Section::fields>();
}
std::span<const SlotRecord> Artifact::slots() const {
    return impl_->rows<SlotRecord, Section::slots>();
}
std::span<const WorkloadRecord> Artifact::workloads() const {
    return impl_->rows<WorkloadRecord, Section::workloads>();
}
std::span<const QueueLoadRecord> Artifact::queue_loads() const {
    return impl_->rows<QueueLoadRecord, Section::queue_loads>();
}
std::span<const ConstantRecord> Artifact::constants() const {
    return impl_->rows<ConstantRecord, Section::constants>();
}
std::span<const PatternRecord> Artifact::patterns() const {
    return impl_->rows<PatternRecord, Section::patterns>();
}
std::span<const ScheduleRecord> Artifact::schedules() const {
    return impl_->rows<ScheduleRecord, Section::schedules>();
}
std::span<const SpanRecord> Artifact::schedule_spans() const {
    return impl_->rows<SpanRecord, Section::schedule_spans>();
}
std::span<const std::int32_t> Artifact::holidays() const {
    return impl_->rows<std::int32_t, Section::holidays>();
}
std::span<const ConditionRecord> Artifact::conditions() const {
    return impl_->rows<ConditionRecord, Section::conditions>();
}
std::span<const Instruction> Artifact::code() const {
    return impl_->rows<Instruction, Section::code>();
}
std::span<const DebugRecord> Artifact::debug() const {
    return impl_->rows<DebugRecord, Section::debug>();
}
std::span<const EventRecord> Artifact::events() const {
    return impl_->rows<EventRecord, Section::events>();
}
std::span<const std::uint32_t> Artifact::event_rules() const {
    return impl_->rows<std::uint32_t, Section::event_rules>();
}
std::span<const RuleRecord> Artifact::rules() const {
    return impl_->rows<RuleRecord, Section::rules>();
}
std::span<const BranchRecord> Artifact::branches() const {
    return impl_->rows<BranchRecord, Section::branches>();
}
std::span<const ActionRecord> Artifact::actions() const {
    return impl_->rows<ActionRecord, Section::actions>();
}
std::span<const MemberRecord> Artifact::members() const {
    return impl_->rows<MemberRecord, Section::members>();
}
std::span<const PlatformTextRecord> Artifact::platform_texts() const {
    return impl_->rows<PlatformTextRecord, Section::platform_texts>();
}
std::span<const TemplateRecord> Artifact::templates() const {
    return impl_->rows<TemplateRecord, Section::templates>();
}
std::span<const TemplatePartRecord> Artifact::template_parts() const {
    return impl_->rows<TemplatePartRecord, Section::template_parts>();
}
std::span<const FileRecord> Artifact::files() const {
    return impl_->rows<FileRecord, Section::files>();
}
std::span<const std::uint32_t> Artifact::buckets() const {
    return impl_->rows<std::uint32_t, Section::buckets>();
}
std::span<const BucketsRecord> Artifact::domain_buckets() const {
    return impl_->rows<BucketsRecord, Section::domain_buckets>();
}
std::span<const SlotCodeRecord> Artifact::slot_codes() const {
    return impl_->rows<SlotCodeRecord, Section::slot_codes>();
}
std::span<const PointRecord> Artifact::points() const {
    return impl_->rows<PointRecord, Section::points>();
}
std::span<const Step> Artifact::steps() const {
    return impl_->rows<Step, Section::steps>();
}
std::span<const std::uint32_t> Artifact::code_sets() const {
    return impl_->rows<std::uint32_t, Section::code_sets>();
}
std::span<const MemoRecord> Artifact::memos() const {
    return impl_->rows<MemoRecord, Section::memos>();
}
std::span<const SearchRecord> Artifact::searches() const {
    return impl_->rows<SearchRecord, Section::searches>();
}
std::span<const std::byte> Artifact::search_tables() const {
    return impl_->rows<std::byte, Section::search_tables>();
}
std::span<const std::uint32_t> Artifact::search_uses() const {
    return impl_->rows<std::uint32_t, Section::search_uses>();
}
std::span<const std::uint32_t> Artifact::search_offsets() const {
    return impl_->rows<std::uint32_t, Section::search_offsets>();
}
std::span<const std::uint32_t> Artifact::event_plans() const {
    return impl_->rows<std::uint32_t, Section::event_plans>();
}
std::span<const IndexRecord> Artifact::indexes() const {
    return impl_->rows<IndexRecord, Section::indexes>();
}
std::span<const TermRecord> Artifact::terms() const {
    return impl_->rows<TermRecord, Section::terms>();
}
std::span<const std::uint32_t> Artifact::literals() const {
    return impl_->rows<std::uint32_t, Section::literals>();
}
std::span<const ListedRecord> Artifact::listed() const {
    return impl_->rows<ListedRecord, Section::listed>();
}
std::span<const BlockRecord> Artifact::blocks() const {
    return impl_->rows<BlockRecord, Section::blocks>();
}
std::span<const SiftRecord> Artifact::sifts() const {
    return impl_->rows<SiftRecord, Section::sifts>();
}
std::span<const std::uint64_t> Artifact::masks() const {
    return impl_->rows<std::uint64_t, Section::masks>();
}
std::span<const WakerRecord> Artifact::wakers() const {
    return impl_->rows<WakerRecord, Section::wakers>();
}
std::span<const std::uint32_t> Artifact::wake_offsets() const {
    return impl_->rows<std::uint32_t, Section::wake_offsets>();
}
std::span<const WakeEntry> Artifact::wake_entries() const {
    return impl_->rows<WakeEntry, Section::wake_entries>();
}

std::uint32_t Artifact::find_symbol(std::uint32_t domain, std::string_view name) const {
    if (domain >= domains().size()) return none;
    const DomainRecord& record = domains()[domain];
    const auto values = domain_values().subspan(record.first_value, record.value_count);
    const BucketsRecord& table = domain_buckets()[domain];
    return find_name(buckets().subspan(table.first, table.count), name,
                     [&](std::uint32_t symbol) { return string(values[symbol]); });
}

std::string_view Artifact::symbol_name(std::uint32_t domain, std::uint32_t symbol) const {
    if (domain >= domains().size() || symbol >= domains()[domain].value_count) return {};
    return string(domain_values()[domains()[domain].first_value + symbol]);
}

}  // namespace parley::bytecode
