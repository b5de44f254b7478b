// One hostile change to good tables, and the words with which it has to be refused: at once, or where deciding does not
// read it, as soon as somebody asks for all.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/runtime/bytecode/sample.h"

namespace parley::bytecode {

struct Hostile {
    std::string message;  // of the refusal, from the section's name on
    std::function<void(Tables&, const Sample&)> change;
};

inline Instruction& find(Tables& tables, Opcode opcode) {
    return *std::ranges::find(tables.code, static_cast<std::uint8_t>(opcode), &Instruction::opcode);
}
inline std::uint32_t find_index(Tables& tables, Opcode opcode) {
    return static_cast<std::uint32_t>(&find(tables, opcode) - tables.code.data());
}
inline MemberRecord& find(Tables& tables, MemberSource source) {
    return *std::ranges::find(tables.members, static_cast<std::uint8_t>(source), &MemberRecord::source);
}

inline void check_all_refused(const std::vector<Hostile>& changes) {
    const Sample sample = make_sample();
    const Tables good = TablesBuilder(sample.builder).finish();
    REQUIRE(open_tables(good).ok());
    for (const Hostile& hostile : changes) {
        CAPTURE(hostile.message);
        Tables tables = good;
        hostile.change(tables, sample);
        const auto opened = open_tables(tables);
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().kind == base::ErrorKind::integrity);
        const std::string& message = opened.error().message;
        const std::string prefix = "the artifact is refused: ";
        REQUIRE(message.starts_with(prefix));
        const std::size_t place = message.find(']');
        const std::string section = message.substr(prefix.size(), message.find('[') - prefix.size());
        const std::string said =
            place == std::string::npos ? message.substr(prefix.size()) : section + message.substr(place + 1);
        CHECK(said == hostile.message);
        const auto quickly = Artifact::open(write_artifact(tables), Verify::deciding);
        const base::Result<base::Done> late = quickly.ok() ? (*quickly)->verify_all() : quickly.error();
        REQUIRE_FALSE(late.ok());
        CHECK(late.error().message == message);
    }
}

}  // namespace parley::bytecode
