// Rule sets that answer with a text of their own, and what a program answers.
#pragma once

#include <string>

#include "tests/runtime/wire/rules.h"

namespace parley::tests {

// Two rules that both say `sentinel`, so that half of one version and half of another would show.
inline std::shared_ptr<const vm::Program> sentinel_program(const std::string& sentinel) {
    return compile("rule \"First\"\n    on starting\n{\n    send_message \"" + sentinel +
                       "\"\n}\n"
                       "rule \"Second\"\n    on starting\n{\n    add_note \"{{companyName}} " +
                       sentinel + "\"\n}\n",
                   "company: Acme\n");
}

inline std::vector<std::byte> artifact_bytes(const vm::Program& program) {
    const auto bytes = program.artifact().bytes();
    return {bytes.begin(), bytes.end()};
}

// Decides one event again and again.
class Decision {
public:
    explicit Decision(std::shared_ptr<const vm::Program> program)
        : program_(std::move(program)), frame_(*program_), decoder_(*program_), machine_(*program_) {}

    // The line, as `decide` writes it.
    const std::string& line(std::uint64_t version) {
        out_.clear();
        const auto fault = decoder_.decode(R"({"event":"starting","at":"2026-11-21T10:22:00Z"})", frame_, head_);
        if (fault) {
            out_ = fault->message;
            return out_;
        }
        machine_.execute(frame_, decision_);
        wire::write_decision(*program_, frame_, head_, decision_, {version}, nullptr, out_);
        return out_;
    }

private:
    std::shared_ptr<const vm::Program> program_;
    vm::Frame frame_;
    wire::EventDecoder decoder_;
    vm::Machine machine_;
    vm::Decision decision_;
    wire::EventHead head_;
    std::string out_;
};

}  // namespace parley::tests
