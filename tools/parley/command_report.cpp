#include <algorithm>

#include "runtime/engine/views/documents.h"
#include "tools/parley/commands.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/table.h"

namespace parley::cli {

namespace {

using metrics::By;
using metrics::Interval;

std::vector<std::string> keys() {
    return {"queue", "channel", "agent", "none"};
}

std::vector<std::string> intervals() {
    return {"none", "hour", "day", "week", "month"};
}

// The words stand in the order of the enumerators.
template <typename E>
E parse_choice(const std::vector<std::string>& words, const std::string& word) {
    return static_cast<E>(std::find(words.begin(), words.end(), word) - words.begin());
}

// An instant, or a day, which begins at midnight; both by the catalog's clocks where no zone is written.
std::optional<model::Instant> parse_time(const std::string& text, const value::Zone& zone) {
    const std::optional<model::Instant> exact = value::parse_instant(text);
    if (exact) return exact;
    if (const std::optional<std::int32_t> day = value::parse_date(text)) return zone.instant(*day, 0);
    return value::parse_instant_literal(text, zone);
}

// How text tells rows apart: "Default", and when the interval begins by the catalog's clocks.
struct Heads {
    const tenant::Tenant& tenant;
    const metrics::ReportQuery& query;

    std::vector<Column> columns(std::vector<Column> others) const {
        std::vector<Column> out;
        if (query.by != By::none)
            out.push_back({query.by == By::queue ? "QUEUE" : query.by == By::agent ? "AGENT" : "CHANNEL"});
        if (query.interval != Interval::none) out.push_back({"FROM"});
        out.insert(out.end(), others.begin(), others.end());
        return out;
    }
    std::vector<std::string> cells(const Json& row, std::vector<std::string> others) const {
        std::vector<std::string> out;
        if (query.by != By::none) out.push_back(row["key"].is_null() ? "(none)" : cell(row["key"]));
        if (query.interval != Interval::none) out.push_back(time(row["from"].get<std::string>()));
        out.insert(out.end(), others.begin(), others.end());
        return out;
    }
    std::string time(const std::string& instant) const {
        const value::LocalTime local = tenant.zone.local(value::parse_instant(instant).value_or(0));
        const std::string day = value::date_to_string(local.day);
        return query.interval == Interval::hour ? day + " " + value::time_to_string(local.second) : day;
    }
};

std::string level_text(const Json& level) {
    if (level.is_null()) return {};
    return cell(level["within"]) + " of " + cell(level["of"]) +
           (level["percent"].is_null() ? "" : ", " + cell(level["percent"]) + "%");
}

// "agent 1, timer 1", or with ": " between for names that have a number in them; without what never was.
std::string counts_text(const Json& counts, const std::string& between = " ") {
    std::string out;
    for (const auto& [name, count] : counts.items())
        if (count != 0) out += (out.empty() ? "" : ", ") + name + between + count.dump();
    return out;
}

void print_counts(const Json& rows, const Heads& heads, const Terminal& terminal) {
    Table table(heads.columns({{"OPENED", true},
                               {"CLOSED", true},
                               {"REOPENED", true},
                               {"ABANDONED", true},
                               {"WAITING", true},
                               {"SERVICE LEVEL"},
                               {"CLOSED BY", false, 80}}),
                terminal);
    for (const Json& row : rows)
        table.add(
            heads.cells(row, {cell(row["opened"]), cell(row["closed"]), cell(row["reopened"]), cell(row["abandoned"]),
                              cell(row["waiting"]), level_text(row["service_level"]), counts_text(row["closed_by"])}));
    table.finish();
}

void print_times(const Json& rows, const Heads& heads, const Terminal& terminal) {
    Table table(heads.columns({{"ANSWERED", true},
                               {"WAIT MEAN", true},
                               {"MEDIAN", true},
                               {"90%", true},
                               {"WORK SUM", true},
                               {"MEAN", true},
                               {"RESOLUTION MEAN", true},
                               {"MEDIAN", true},
                               {"90%", true}}),
                terminal);
    for (const Json& row : rows) {
        const Json &wait = row["first_response_seconds"], &work = row["duration_seconds"],
                   &resolution = row["resolution_seconds"];
        table.add(heads.cells(
            row, {cell(wait["count"]), span_cell(wait["mean"]), span_cell(wait["median"]), span_cell(wait["p90"]),
                  span_cell(work["sum"]), span_cell(work["mean"]), span_cell(resolution["mean"]),
                  span_cell(resolution["median"]), span_cell(resolution["p90"])}));
    }
    table.finish();
}

void print_rules(const Json& rules, const Terminal& terminal) {
    Table table({{"RULE", false, 60}, {"FIRED", true}, {"SUPPRESSED", true}, {"TAKEN", false, 120}}, terminal);
    for (const Json& rule : rules)
        table.add(
            {cell(rule["rule"]), cell(rule["fired"]), cell(rule["suppressed"]), counts_text(rule["taken"], ": ")});
    table.finish();
}

void print_text(const Json& found, const Heads& heads, const Session& session) {
    if (found["rows"].empty() && found["rules"].empty()) hint("Nothing happened then.\n");
    print_counts(found["rows"], heads, session.out);
    if (!found["rows"].empty()) print("\n");
    print_times(found["rows"], heads, session.out);
    if (!found["rows"].empty() && !found["rules"].empty()) print("\n");
    print_rules(found["rules"], session.out);
}

ExitCode run(const Arguments& arguments, Session& session) {
    ExitCode code = done;
    const std::shared_ptr<const tenant::Tenant> tenant = load_tenant(session, code);
    if (tenant == nullptr) return code;
    metrics::ReportQuery query{parse_choice<By>(keys(), arguments.value_or("by", "queue")),
                               parse_choice<Interval>(intervals(), arguments.value_or("interval", "none")),
                               {},
                               {}};
    for (const auto& [option, end] : {std::pair("from", &query.from), std::pair("to", &query.to)}) {
        const std::optional<std::string> text = arguments.value(option);
        if (!text) continue;
        *end = parse_time(*text, tenant->zone);
        if (!*end)
            return refuse_usage("--" + std::string(option) +
                                    " takes a time such as 2026-11-21T10:00:00Z or a day such as "
                                    "2026-11-21, not `" +
                                    shown(*text) + "`",
                                find_command(session, "report"));
    }
    if (query.from && query.to && *query.from > *query.to)
        return refuse_usage("--from is later than --to", find_command(session, "report"));
    return with_state(arguments, session, [&](state::Database& database) {
        const metrics::Report report = metrics::report(*tenant, database, query);
        if (database.failure()) return done;  // which is said
        return print_document(views::report(report), arguments, [&](const Json& found) {
            print_text(found, {*tenant, query}, session);
        });
    });
}

}  // namespace

Command report_command() {
    return {"report",
            "show the engine's metrics",
            "Prints what was opened, closed, reopened and abandoned, who closed it, how long customers waited for the "
            "first answer, how long agents worked and how long it took to resolve; then what each rule did. What was "
            "opened, its wait and its service level stand where it was opened, the rest where it happened. Intervals "
            "are by the clocks of the catalog's time zone.",
            {},
            {{"--by", "KEY", "a row for each queue, channel or agent, or one for all (default: queue)", keys()},
             {"--interval", "I", "and for each hour, day, week or month (default: none)", intervals()},
             {"--from", "T", "from this time on: 2026-11-21T10:00:00Z, or 2026-11-21 for the day's beginning", {}},
             {"--to", "T", "up to this time, it not included", {}},
             state_option(),
             format_option({"text", "json"})},
            {{"parley report", ""},
             {"parley report --by agent --interval day --from 2026-11-01 --to 2026-12-01", ""},
             {"parley report --by none --format json", ""}},
            run};
}

}  // namespace parley::cli
