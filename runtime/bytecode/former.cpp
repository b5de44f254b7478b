#include "runtime/bytecode/former.h"

#include <cstring>

#include "runtime/bytecode/plan.h"
#include "runtime/bytecode/writer.h"

namespace parley::bytecode {

namespace {

// One section after the other, in the order of `Section`.
class Sections {
public:
    explicit Sections(std::span<const std::byte> file)
        : file_(file), next_(reinterpret_cast<const SectionEntry*>(file.data() + sizeof(Header))) {}

    template <typename... Rows>
    void read(Rows&... rows) {
        (read_one(rows), ...);
    }

private:
    template <typename Rows>
    void read_one(Rows& rows) {
        const SectionEntry entry = *next_++;
        rows.resize(entry.count);
        if (entry.count > 0)
            std::memcpy(rows.data(), file_.data() + entry.offset, entry.count * sizeof(typename Rows::value_type));
    }

    std::span<const std::byte> file_;
    const SectionEntry* next_;
};

}  // namespace

std::vector<std::byte> rewritten(std::span<const std::byte> file) {
    Tables tables;
    std::vector<ManifestRecord> manifest;
    Sections(file).read(manifest, tables.strings, tables.domains, tables.domain_values, tables.domain_order,
                        tables.fields, tables.slots, tables.workloads, tables.queue_loads, tables.constants,
                        tables.patterns, tables.schedules, tables.schedule_spans, tables.holidays, tables.conditions,
                        tables.code, tables.debug, tables.events, tables.event_rules, tables.rules, tables.branches,
                        tables.actions, tables.members, tables.platform_texts, tables.templates, tables.template_parts,
                        tables.files);
    tables.manifest = manifest.front();
    return write_artifact(tables);
}

}  // namespace parley::bytecode
