// CLIPS as a peer: each branch is a rule of its own, all that hold fire, and of one rule's the first counts. A decision
// is the fact put in, the run, and the fact taken out.
//   bench_clips FOLDER
extern "C" {
#include <clips/clips.h>
}
// The library's macros get in the way of the standard library's names.
#undef min
#undef max
#undef bool

#include "tools/bench/hosts/event.h"
#include "tools/bench/hosts/host.h"

namespace parley::bench {
namespace {

struct Hit {
    std::uint32_t rule, branch;
};
std::vector<Hit>* heard = nullptr;  // CLIPS calls a plain function; one peer a process

extern "C" void hit(void* environment) {
    heard->push_back({static_cast<std::uint32_t>(EnvRtnLong(environment, 1)),
                      static_cast<std::uint32_t>(EnvRtnLong(environment, 2))});
}

using Ids = std::vector<std::uint32_t>;
struct RuleIds {
    Ids always, otherwise;
    std::vector<Ids> branches;
};

// ids.txt: a rule is a line of its always, its otherwise and its number of branches, and then a line for each of these.
std::vector<RuleIds> read_ids(const std::string& path) {
    std::ifstream in(path);
    const auto next = [&] {
        Ids ids;
        std::string line;
        std::getline(in, line);
        std::istringstream words(line);
        for (std::uint32_t id = 0; words >> id;) ids.push_back(id);
        return ids;
    };
    std::vector<RuleIds> rules(next().at(0));
    for (RuleIds& rule : rules) {
        rule.always = next();
        rule.otherwise = next();
        rule.branches.resize(next().at(0));
        for (Ids& ids : rule.branches) ids = next();
    }
    return rules;
}

struct Peer {
    explicit Peer(const std::string& folder)
        : lines(folder + "/events.jsonl"),
          events(lines),
          rules(read_ids(folder + "/ids.txt")),
          environment(CreateEnvironment()) {
        heard = &hits;
        const std::size_t before = resident();
        const auto begin = Clock::now();
        EnvDefineFunction2(environment, const_cast<char*>("hit"), 'v',
                           reinterpret_cast<int (*)(void*)>(reinterpret_cast<void (*)()>(hit)),
                           const_cast<char*>("hit"), const_cast<char*>("22l"));
        if (EnvLoad(environment, const_cast<char*>((folder + "/rules.clp").c_str())) != 1)
            throw std::runtime_error("CLIPS refuses the rules");
        EnvReset(environment);
        std::ostringstream text;
        text << "\"load_ms\":" << seconds_since(begin) * 1e3 << ",\"memory_kb\":" << resident() - before;
        loaded_text = text.str();
        shape = EnvFindDeftemplate(environment, const_cast<char*>("event"));
        taken.resize(rules.size());
    }

    struct Worker {
        std::size_t decide(const Event& event) {
            peer->hits.clear();
            void* environment = peer->environment;
            void* fact = EnvCreateFact(environment, peer->shape);
            const auto text = [&](const char* slot, std::string_view value, int type = STRING) {
                scratch = value;
                put(fact, slot, type, EnvAddSymbol(environment, scratch.data()));
            };
            const auto number = [&](const char* slot, std::int32_t value) {
                put(fact, slot, INTEGER, EnvAddLong(environment, value));
            };
            text("contact_point", event.contact_point);
            text("platform", event.platform);
            text("message_text", event.message_text);
            text("queue", event.queue);
            text("language", event.language);
            text("is_business_hours", event.is_business_hours ? "TRUE" : "FALSE", SYMBOL);
            number("priority", event.priority);
            number("customer_tier", event.customer_tier);
            number("estimated_wait_seconds", event.estimated_wait_seconds);
            number("agents_available", event.agents_available);
            number("hours_since_last_conversation", event.hours_since_last_conversation);
            number("attempts", event.attempts);
            fact = EnvAssert(environment, fact);
            EnvRun(environment, -1);
            EnvRetract(environment, fact);
            return collect();
        }
        std::size_t collect() {
            for (const Hit& one : peer->hits) {
                Hit& taken = peer->taken[one.rule];
                if (taken.rule == 0 || one.branch < taken.branch) taken = {1, one.branch};
            }
            ids_out.clear();
            for (std::size_t rule = 0; rule < peer->rules.size(); ++rule) {
                const RuleIds& own = peer->rules[rule];
                ids_out.insert(ids_out.end(), own.always.begin(), own.always.end());
                Hit& taken = peer->taken[rule];
                const Ids& chosen = taken.rule != 0 ? own.branches[taken.branch] : own.otherwise;
                ids_out.insert(ids_out.end(), chosen.begin(), chosen.end());
                taken.rule = 0;
            }
            return ids_out.size();
        }
        void put(void* fact, const char* slot, int type, void* value) {
            DATA_OBJECT object;
            object.type = static_cast<unsigned short>(type);
            object.value = value;
            EnvPutFactSlot(peer->environment, fact, const_cast<char*>(slot), &object);
        }
        std::size_t decide(std::uint32_t event) { return decide(peer->events[event]); }
        std::size_t ids(std::uint32_t event, std::uint32_t* out) {
            const std::size_t count = decide(event);
            std::ranges::copy(ids_out, out);
            return count;
        }
        void json(std::uint32_t index, std::string& out) {
            Event event;
            decoder->decode(peer->lines[index], event);
            decide(event);
            for (const std::uint32_t id : ids_out) out += std::to_string(id) + ',';
        }
        Peer* peer;
        std::unique_ptr<Decoder> decoder = std::make_unique<Decoder>();
        std::string scratch = {};
        Ids ids_out = {};
    };
    Worker worker() { return {this}; }
    std::string loaded() const { return loaded_text; }

    Lines lines;
    Events events;
    std::vector<RuleIds> rules;
    void* environment;
    void* shape = nullptr;
    std::vector<Hit> hits, taken;
    std::string loaded_text;
};

}  // namespace
}  // namespace parley::bench

int main(int count, char** arguments) {
    if (count != 2) return 2;
    try {
        parley::bench::Peer peer(arguments[1]);
        return parley::bench::serve(peer, arguments[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
