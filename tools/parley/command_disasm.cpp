#include "runtime/bytecode/disassembler.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session&) {
    const auto artifact = bytecode::Artifact::open_file(*arguments.first("FILE"));
    if (!artifact) return fail(artifact.error());
    const std::string listing = bytecode::disassemble(**artifact);
    if (arguments.format() == "json") {
        Json out = document();
        out["artifact"] = base::to_string((*artifact)->digest());
        out["instructions"] = (*artifact)->code().size();
        out["listing"] = listing;
        print(to_text(out));
    } else {
        print(listing);
    }
    return done;
}

}  // namespace

Command disasm_command() {
    return {"disasm",
            "show an artifact's bytecode with its source lines",
            "Prints every instruction with its operands by name and the place in the sources that it came from. The "
            "artifact is verified first.",
            {{"FILE", "an artifact", true, false}},
            {format_option({"text", "json"})},
            {{"parley disasm care.parleyc", ""}},
            run};
}

}  // namespace parley::cli
