#include "compiler/analysis/cascade.h"

namespace parley::analysis {
namespace {

struct Row {
    std::string_view first, second;  // events; the second may be empty
};
constexpr Row rows[caused_moments] = {
    {"task_related", ""},
    {"closed", ""},
    {"reopened", "opened"},
    {"starting", "opened"},
    {"queued_at_start", "queued"},
    {"routed_at_start", "routed"},
    {"queued", ""},
    {"routed", ""},
    {"assigned", ""},
    {"unassigned", ""},
    {"held", ""},
};

void add_placing(std::vector<Then>& out, bool at_start, bool invitations) {
    out.push_back({at_start ? Caused::queued_at_start : Caused::queued, Place::waiting});
    out.push_back({at_start ? Caused::routed_at_start : Caused::routed, Place::invited});
    if (!invitations) out.push_back({Caused::assigned, Place::held});
}

bool is_held(Place place) {
    return place == Place::held || place == Place::on_hold;
}

}  // namespace

std::optional<Doing> doing(std::string_view action) {
    struct Name {
        std::string_view name;
        Doing doing;
    };
    constexpr Name names[] = {{"create_task", Doing::create_task},
                              {"close", Doing::close},
                              {"reopen", Doing::reopen},
                              {"open_conversation", Doing::open_conversation},
                              {"send_to_queue", Doing::send_to_queue},
                              {"assign_to_agent", Doing::assign_to_agent},
                              {"unassign", Doing::unassign},
                              {"hold", Doing::hold}};
    for (const Name& one : names)
        if (one.name == action) return one.doing;
    return std::nullopt;
}

std::vector<Then> consequences(Doing doing, Place place, bool invitations) {
    std::vector<Then> out;
    const bool waits = place == Place::waiting || place == Place::invited;
    switch (doing) {
        case Doing::create_task:
            return {{Caused::task_related, place}};
        case Doing::close:
            if (place != Place::closed) out.push_back({Caused::closed, Place::closed});
            return out;
        case Doing::hold:
            if (place == Place::held) out.push_back({Caused::held, Place::on_hold});
            return out;
        case Doing::reopen:
        case Doing::open_conversation: {
            if (place != Place::closed) return out;
            const bool starts = doing == Doing::open_conversation;
            out.push_back({starts ? Caused::started : Caused::reopened, Place::unplaced});
            add_placing(out, starts, invitations);
            return out;
        }
        case Doing::unassign:
        case Doing::send_to_queue:
            if (is_held(place)) out.push_back({Caused::unassigned, Place::unplaced});
            if (is_held(place) || (waits && doing == Doing::send_to_queue)) add_placing(out, false, invitations);
            return out;
        case Doing::assign_to_agent:
            if (place == Place::closed) return out;
            if (is_held(place)) out.push_back({Caused::unassigned, Place::unplaced});
            out.push_back({Caused::routed, Place::invited});
            out.push_back({Caused::assigned, Place::held});
            return out;
    }
    return out;
}

std::vector<catalog::EventId> events_of(Caused moment, const catalog::Catalog& catalog) {
    std::vector<catalog::EventId> events;
    const Row& row = rows[static_cast<std::size_t>(moment)];
    for (const std::string_view name : {row.first, row.second})
        if (const auto id = name.empty() ? std::nullopt : catalog.find_event(name)) events.push_back(*id);
    return events;
}

std::vector<Place> places_at(Caused moment) {
    switch (moment) {
        case Caused::task_related:
            return {Place::waiting, Place::held};
        case Caused::closed:
            return {Place::closed};
        case Caused::reopened:
        case Caused::started:
        case Caused::unassigned:
            return {Place::unplaced};
        case Caused::queued_at_start:
        case Caused::queued:
            return {Place::waiting};
        case Caused::routed_at_start:
        case Caused::routed:
            return {Place::invited};
        case Caused::assigned:
            return {Place::held};
        case Caused::held:
            return {Place::on_hold};
        case Caused::count_:
            break;
    }
    return {};
}

}  // namespace parley::analysis
