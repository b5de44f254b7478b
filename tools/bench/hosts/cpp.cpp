// C++ by hand as a peer, linked with what was generated for one set.
//   cpp chain|optimised|symbols|pass|scan|decode FOLDER
// `symbols` begins with numbers for names given; `pass` and `scan` only look for all words of the set in the text;
// `decode` only reads the JSON.
#include "tools/bench/hosts/event.h"
#include "tools/bench/hosts/host.h"
#include "tools/bench/hosts/rules.h"

namespace parley::bench {
namespace {

// The answer as Parley writes it, from pieces that are ready; for ids that are plain ASCII, as all here.
class Answer {
public:
    explicit Answer(const std::string& folder) {
        std::ifstream in(folder + "/snippets.txt");
        for (std::string line; std::getline(in, line);) snippets_.push_back(line);
        middle_ = "\",\"event\":\"starting\",\"version\":null,\"artifact\":\"" + read_file(folder + "/artifact.txt") +
                  "\",\"actions\":[";
    }
    void write(std::string_view id, const std::uint32_t* ids, std::size_t count, std::string& out) const {
        out += "{\"id\":\"";
        out += id;
        out += middle_;
        for (std::size_t i = 0; i < count; ++i) {
            if (i != 0) out += ',';
            out += snippets_[ids[i]];
        }
        out += "]}";
    }

private:
    std::vector<std::string> snippets_;
    std::string middle_;
};

enum class Mode { chain, optimised, symbols, pass, scan, decode };

template <Mode mode>
struct Peer {
    explicit Peer(const std::string& folder)
        : folder(folder), lines(folder + "/events.jsonl"), events(lines), answer(folder) {
        const std::size_t before = resident();
        const auto begin = Clock::now();
        const Lookup lookup(folder);
        std::ostringstream text;
        text << "\"load_ms\":" << seconds_since(begin) * 1e3 << ",\"memory_kb\":" << resident() - before;
        if (mode == Mode::optimised) loaded_text = text.str();
        if (mode != Mode::symbols) return;
        for (std::size_t i = 0; i < events.size(); ++i) names.push_back(lookup.symbols(events[i]));
    }

    struct Worker {
        explicit Worker(const Peer& peer) : peer(&peer), lookup(new Lookup(peer.folder)), out(most_actions) {}
        std::size_t decide(const Event& event, std::uint32_t index) {
            if constexpr (mode == Mode::chain) return decide_chain(event, out.data());
            if constexpr (mode == Mode::optimised || mode == Mode::decode)
                return decide_optimised(*lookup, event, needs_symbols ? lookup->symbols(event) : Symbols{}, out.data());
            if constexpr (mode == Mode::symbols)
                return decide_optimised(*lookup, event, peer->names[index], out.data());
            std::size_t found = 0;
            const auto count = [&](std::uint32_t) { ++found; };
            if constexpr (mode == Mode::pass) lookup->pass.run(event.message_text, count);
            if constexpr (mode == Mode::scan) lookup->scan.run(event.message_text, count);
            return found;
        }
        std::size_t decide(std::uint32_t index) { return decide(peer->events[index], index); }
        std::size_t ids(std::uint32_t index, std::uint32_t* to) {
            const std::size_t count = decide(index);
            std::copy_n(out.begin(), count, to);
            return count;
        }
        void json(std::uint32_t index, std::string& text) {
            Event event;
            decoder->decode(peer->lines[index], event);
            if constexpr (mode == Mode::decode) {
                keep(static_cast<std::size_t>(event.attempts));
            } else {
                const std::size_t count = decide(event, index);
                peer->answer.write(event.id, out.data(), count, text);
            }
        }

        const Peer* peer;
        std::unique_ptr<Lookup> lookup;
        std::unique_ptr<Decoder> decoder = std::make_unique<Decoder>();
        std::vector<std::uint32_t> out;
    };
    Worker worker() const { return Worker(*this); }
    std::string loaded() const { return loaded_text; }

    std::string folder;
    Lines lines;
    Events events;
    Answer answer;
    std::vector<Symbols> names;
    std::string loaded_text;
};

template <Mode mode>
int run(const std::string& folder) {
    Peer<mode> peer(folder);
    return serve(peer, folder);
}

}  // namespace
}  // namespace parley::bench

int main(int count, char** arguments) {
    using namespace parley::bench;
    if (count != 3) return 2;
    const std::string mode = arguments[1], folder = arguments[2];
    try {
        if (mode == "chain") return run<Mode::chain>(folder);
        if (mode == "optimised") return run<Mode::optimised>(folder);
        if (mode == "symbols") return run<Mode::symbols>(folder);
        if (mode == "pass") return run<Mode::pass>(folder);
        if (mode == "scan") return run<Mode::scan>(folder);
        if (mode == "decode") return run<Mode::decode>(folder);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 2;
}
