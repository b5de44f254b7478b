// `given` of a test: the facts of the event, by the ids that the catalog knows.
#include <algorithm>
#include <set>

#include "compiler/diagnostics/suggest.h"
#include "compiler/testing/event_json.h"

namespace parley::testing {

namespace {

using diagnostics::Code;

class GivenReader {
public:
    GivenReader(const catalog::Catalog& catalog, Object& event, diagnostics::Diagnostics& diagnostics)
        : catalog_(catalog), event_(event), diagnostics_(diagnostics) {}

    void read(const yaml::Node& given) {
        if (!is_mapping(given)) return;
        for (const yaml::Entry& entry : given.entries) read_group(entry);
    }

private:
    bool is_mapping(const yaml::Node& node) {
        if (node.kind == yaml::Node::Kind::mapping) return true;
        if (node.kind != yaml::Node::Kind::null)
            diagnostics_.report(Code::wrong_shape, node.span, "facts are a mapping of names to values");
        return false;
    }

    void read_group(const yaml::Entry& entry) {
        if (entry.key == "workload") {
            read_workload(entry.value);
        } else if (entry.key == "former") {
            read_former(entry.value);
        } else if (entry.key == "time") {
            diagnostics_.report(Code::unknown_key, entry.key_span, "`time` follows from the test's `at`")
                .help("give the instant as `at`, beside `given`");
        } else {
            read_members(entry, {}, {});
        }
    }

    void read_former(const yaml::Node& node) {
        if (!is_mapping(node)) return;
        for (const yaml::Entry& entry : node.entries) {
            if (entry.key == "conversation") {
                read_members(entry, {}, {"former"});
            } else {
                diagnostics_.report(Code::unknown_key, entry.key_span,
                                    "`" + entry.key + "` has no former values; only `conversation` has");
            }
        }
    }

    // One member: a field, or a mapping that leads to fields. `prefix` is the id so far, `outside` what the wire has
    // around it.
    void read_members(const yaml::Entry& entry, const std::string& prefix, const std::vector<std::string>& outside) {
        const std::string id = prefix.empty() ? entry.key : prefix + "." + entry.key;
        if (const std::optional<catalog::FieldId> field = catalog_.find_field(id)) {
            read_field(entry, *field, id, outside);
        } else if (leads_to_fields(id)) {
            if (!is_mapping(entry.value)) return;
            for (const yaml::Entry& inner : entry.value.entries) read_members(inner, id, outside);
        } else {
            unknown(entry, prefix);
        }
    }

    void read_field(const yaml::Entry& entry, catalog::FieldId field, const std::string& id,
                    const std::vector<std::string>& outside) {
        if (id == "context.event") {
            diagnostics_.report(Code::unknown_key, entry.key_span, "`context.event` follows from the test's `event`");
            return;
        }
        const std::optional<std::string> json =
            typed_json(entry.value, catalog_.fields[field].type, catalog_, diagnostics_);
        if (!json) return;
        std::vector<std::string> path = outside;
        for (std::size_t begin = 0; begin <= id.size();) {
            const std::size_t end = std::min(id.find('.', begin), id.size());
            path.push_back(id.substr(begin, end - begin));
            begin = end + 1;
        }
        if (!event_.set(path, *json))
            diagnostics_.report(Code::duplicate_key, entry.key_span, "`" + id + "` is given twice");
    }

    void read_workload(const yaml::Node& node) {
        if (!is_mapping(node)) return;
        const catalog::Domain& queues = catalog_.domains[catalog_.queue_domain];
        for (const yaml::Entry& queue : node.entries) {
            if (!queues.find(queue.key)) {
                diagnostics::Diagnostic& finding = diagnostics_.report(Code::unknown_catalog_name, queue.key_span,
                                                                       "unknown queue `" + queue.key + "`");
                diagnostics::help_with_name(finding, queue.key, queues.values, "queue", queue.key_span, false);
                continue;
            }
            if (!is_mapping(queue.value)) continue;
            for (const yaml::Entry& measure : queue.value.entries) read_measure(queue.key, measure);
        }
    }

    void read_measure(const std::string& queue, const yaml::Entry& measure) {
        const std::optional<catalog::FieldId> field = catalog_.find_field("workload." + measure.key);
        if (!field) return unknown(measure, "workload");
        const std::optional<std::string> json =
            typed_json(measure.value, catalog_.fields[*field].type, catalog_, diagnostics_);
        if (json) event_.set({"workload", queue, measure.key}, *json);
    }

    bool leads_to_fields(const std::string& id) const {
        return std::any_of(catalog_.fields.begin(), catalog_.fields.end(),
                           [&](const catalog::Field& field) { return field.id.starts_with(id + "."); });
    }

    void unknown(const yaml::Entry& entry, const std::string& prefix) {
        const std::string start = prefix.empty() ? "" : prefix + ".";
        std::set<std::string> names;
        for (const catalog::Field& field : catalog_.fields) {
            if (field.id.starts_with(start))
                names.insert(field.id.substr(start.size(), field.id.find('.', start.size()) - start.size()));
        }
        if (prefix.empty()) {
            names.erase("time");
            names.insert("former");
        }
        const std::vector<std::string> list(names.begin(), names.end());
        diagnostics::Diagnostic& finding = diagnostics_.report(
            Code::unknown_key, entry.key_span,
            prefix.empty() ? "`" + entry.key + "` is no group of facts" : "no field `" + start + entry.key + "`");
        diagnostics::help_with_name(finding, entry.key, list, prefix.empty() ? "group" : "field", entry.key_span,
                                    false);
    }

    const catalog::Catalog& catalog_;
    Object& event_;
    diagnostics::Diagnostics& diagnostics_;
};

}  // namespace

void read_given(const yaml::Node& given, const catalog::Catalog& catalog, Object& event,
                diagnostics::Diagnostics& diagnostics) {
    GivenReader(catalog, event, diagnostics).read(given);
}

}  // namespace parley::testing
