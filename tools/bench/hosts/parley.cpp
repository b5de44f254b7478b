// Parley as a peer.
//   bench_parley compile FOLDER          FOLDER/parley to FOLDER/rules.parleyc, its name to artifact.txt; prints the
//   phases' milliseconds bench_parley frame|strings FOLDER    serves: deciding begins with a filled frame, or with the
//   event as other hosts in
//                                        C++ have it, from which the frame is filled inside what is timed
#include <sys/resource.h>

#include "compiler/diagnostics/render.h"
#include "compiler/pipeline/pipeline.h"
#include "compiler/project/project.h"
#include "runtime/base/file.h"
#include "runtime/value/number.h"
#include "runtime/value/text.h"
#include "runtime/vm/execute.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"
#include "tools/bench/hosts/allocations.h"
#include "tools/bench/hosts/event.h"
#include "tools/bench/hosts/host.h"

namespace parley::bench {
namespace {

double milliseconds_since(Clock::time_point begin) {
    return seconds_since(begin) * 1e3;
}

template <typename T>
T value_of(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

int compile(const std::string& folder) {
    const auto begin = Clock::now();
    pipeline::Compilation compilation;
    const project::Project project = project::load(folder + "/parley", compilation.diagnostics);
    compilation.sources = &project.sources;
    compilation.catalog_file = project.catalog;
    compilation.rule_files = project.rules;
    std::ostringstream phases;
    for (const pipeline::Phase& phase : pipeline::phases()) {
        if (phase.only_without_errors && compilation.diagnostics.has_errors()) break;
        const auto phase_begin = Clock::now();
        phase.run(compilation);
        phases << ",\"" << phase.name << "\":" << milliseconds_since(phase_begin);
    }
    if (compilation.diagnostics.has_errors() || compilation.artifact.empty()) {
        std::cerr << diagnostics::render_text(compilation.diagnostics, project.sources, {});
        return 1;
    }
    std::ofstream out(folder + "/rules.parleyc", std::ios::binary);
    out.write(reinterpret_cast<const char*>(compilation.artifact.data()),
              static_cast<std::streamsize>(compilation.artifact.size()));
    out.close();
    const double total = milliseconds_since(begin);
    std::ofstream(folder + "/artifact.txt")
        << base::to_string(value_of(bytecode::Artifact::open(compilation.artifact))->digest());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << "{\"ms\":" << total << phases.str() << ",\"peak_kb\":" << usage.ru_maxrss << "}\n";
    return 0;
}

double median(std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
}

// The places of one line are 1:1 with its action, since the writer puts one on a line.
std::vector<std::uint32_t> ids_of_actions(const bytecode::Artifact& artifact) {
    std::vector<std::uint32_t> by_line(artifact.actions().size()), ids(artifact.actions().size());
    std::iota(by_line.begin(), by_line.end(), std::uint32_t{0});
    std::ranges::sort(by_line, {}, [&](std::uint32_t action) { return artifact.actions()[action].line; });
    for (std::uint32_t id = 0; id < by_line.size(); ++id) ids[by_line[id]] = id;
    return ids;
}

// The slots that an Event goes to; none where no rule reads the field.
struct Slots {
    explicit Slots(const bytecode::Artifact& artifact) {
        const auto find = [&](std::string_view path) {
            for (const bytecode::FieldRecord& field : artifact.fields())
                if (artifact.string(field.path) == path) return field.slot;
            return bytecode::none;
        };
        contact_point = find("conversation.contact_point");
        platform = find("conversation.platform");
        priority = find("conversation.priority");
        customer_tier = find("conversation.customer_tier");
        message_text = find("context.message.text");
        queue = find("conversation.queue");
        language = find("conversation.language");
        is_business_hours = find("conversation.is_business_hours");
        hours = find("conversation.hours_since_last_conversation");
        attempts = find("conversation.attempts");
        estimated_wait = agents = bytecode::none;
        for (const bytecode::WorkloadRecord& figure : artifact.workloads()) {
            if (figure.queue != bytecode::none) continue;
            const std::string_view path = artifact.string(artifact.fields()[figure.field].path);
            if (path == "workload.estimated_wait") estimated_wait = figure.slot;
            if (path == "workload.agents_available") agents = figure.slot;
        }
    }
    std::uint32_t contact_point, platform, priority, customer_tier, message_text, queue, language, is_business_hours,
        hours, attempts, estimated_wait, agents;
};

// Fills a frame from an event, through the public interface alone: names to symbols, texts folded where rules need it.
class Filler {
public:
    explicit Filler(const vm::Program& program)
        : artifact_(program.artifact()),
          slots_(artifact_),
          starting_(artifact_.find_symbol(artifact_.manifest().event_domain, "starting")) {}

    void fill(const Event& event, vm::Frame& frame) const {
        frame.clear();
        frame.set_now(1'795'424'530'000);
        frame.events().push_back(starting_);
        symbol(frame, slots_.contact_point, event.contact_point);
        symbol(frame, slots_.platform, event.platform);
        symbol(frame, slots_.queue, event.queue);
        text(frame, slots_.language, event.language);
        text(frame, slots_.message_text, event.message_text);
        plain(frame, slots_.priority, event.priority);
        plain(frame, slots_.customer_tier, event.customer_tier);
        plain(frame, slots_.estimated_wait, event.estimated_wait_seconds);
        plain(frame, slots_.is_business_hours, event.is_business_hours ? 1 : 0);
        integer(frame, slots_.agents, event.agents_available);
        integer(frame, slots_.hours, event.hours_since_last_conversation);
        integer(frame, slots_.attempts, event.attempts);
    }

private:
    void symbol(vm::Frame& frame, std::uint32_t slot, std::string_view name) const {
        if (slot == bytecode::none) return;
        plain(frame, slot, artifact_.find_symbol(artifact_.slots()[slot].type.domain, name));
    }
    void text(vm::Frame& frame, std::uint32_t slot, std::string_view text) const {
        if (slot == bytecode::none) return;
        std::string_view folded = text;
        if (artifact_.slots()[slot].folded != 0) {
            if (value::is_ascii(text)) {
                char* memory = frame.arena().array<char>(text.size());
                value::fold_ascii(text, memory);
                folded = {memory, text.size()};
            } else {
                folded = frame.arena().copy(value::fold_case(text));
            }
        }
        frame.set(slot, value::Value::of_text({text, folded}));
    }
    void plain(vm::Frame& frame, std::uint32_t slot, std::int64_t number) const {
        if (slot != bytecode::none) frame.set(slot, value::Value::of_number(number));
    }
    void integer(vm::Frame& frame, std::uint32_t slot, std::int64_t number) const {
        if (slot != bytecode::none) frame.set(slot, value::Value::of_number(value::from_integer(number)));
    }

    const bytecode::Artifact& artifact_;
    Slots slots_;
    std::uint32_t starting_;
};

struct Peer {
    Peer(const std::string& folder, bool from_strings)
        : from_strings(from_strings), lines(folder + "/events.jsonl"), events(lines) {
        const std::string path = folder + "/rules.parleyc";
        const std::size_t before = resident();
        const double load_ms = load(path);
        const std::size_t memory_kb = resident() - before;
        std::vector<double> digests, behind;
        for (int round = 0; round < 5; ++round) {
            const auto begin = Clock::now();
            const base::MappedFile mapped = value_of(base::MappedFile::open(path));
            keep(static_cast<std::size_t>(base::digest(mapped.bytes())[0]));
            digests.push_back(milliseconds_since(begin));
            behind.push_back(load(path) - digests.back());
        }
        std::ostringstream text;
        text << "\"load_ms\":" << load_ms << ",\"digest_ms\":" << median(digests)
             << ",\"behind_digest_ms\":" << median(behind) << ",\"memory_kb\":" << memory_kb
             << ",\"artifact_kb\":" << program->artifact().bytes().size() / 1024;
        loaded_text = text.str();
        ids = ids_of_actions(program->artifact());
        wire::EventDecoder decoder(*program);
        wire::EventHead head;
        for (std::size_t i = 0; i < lines.size() && !from_strings; ++i) {
            frames.emplace_back(*program);
            if (decoder.decode(lines[i], frames.back(), head)) throw std::runtime_error("an event is refused");
        }
    }

    double load(const std::string& path) {
        program.reset();
        const auto begin = Clock::now();
        program =
            value_of(vm::Program::load(value_of(bytecode::Artifact::open_file(path, bytecode::Verify::deciding))));
        return milliseconds_since(begin);
    }

    struct Worker {
        explicit Worker(const Peer& peer)
            : peer(&peer),
              machine(*peer.program),
              frame(*peer.program),
              filler(*peer.program),
              decoder(*peer.program),
              writer(*peer.program) {}
        std::size_t decide(std::uint32_t event) {
            if (peer->from_strings) {
                filler.fill(peer->events[event], frame);
                machine.execute(frame, decision);
            } else {
                machine.execute(peer->frames[event], decision);
            }
            return decision.actions.size();
        }
        std::size_t ids(std::uint32_t event, std::uint32_t* out) {
            decide(event);
            for (const vm::ActionResult& action : decision.actions) *out++ = peer->ids[action.action];
            return decision.actions.size();
        }
        void json(std::uint32_t event, std::string& out) {
            if (decoder.decode(peer->lines[event], frame, head)) throw std::runtime_error("an event is refused");
            machine.execute(frame, decision);
            writer.write(frame, head, decision, {}, nullptr, out);
        }
        static std::uint64_t allocations() { return allocation_count(); }

        const Peer* peer;
        vm::Machine machine;
        vm::Frame frame;
        Filler filler;
        wire::EventDecoder decoder;
        wire::DecisionWriter writer;
        wire::EventHead head;
        vm::Decision decision;
    };
    Worker worker() const { return Worker(*this); }
    std::string loaded() const { return loaded_text; }

    bool from_strings;
    Lines lines;
    Events events;
    std::shared_ptr<const vm::Program> program;
    std::vector<std::uint32_t> ids;
    std::vector<vm::Frame> frames;
    std::string loaded_text;
};

}  // namespace
}  // namespace parley::bench

int main(int count, char** arguments) {
    using namespace parley::bench;
    if (count != 3) return 2;
    const std::string mode = arguments[1], folder = arguments[2];
    try {
        if (mode == "compile") return compile(folder);
        Peer peer(folder, mode == "strings");
        return serve(peer, folder);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
