#include "runtime/bytecode/format.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session&) {
    if (arguments.format() == "json") {
        Json out = document();
        out["version"] = PARLEY_VERSION;
        out["artifact_format"] = bytecode::format_version;
        out["newest_readable"] = bytecode::newest_readable;
        print(to_text(out));
    } else {
        print("parley " PARLEY_VERSION " (writes artifact format " + std::to_string(bytecode::format_version) +
              ", runs what needs reader " + std::to_string(bytecode::newest_readable) + " or older)\n");
    }
    return done;
}

}  // namespace

Command version_command() {
    return {"version",
            "show the program's version",
            "Prints the version of the program and of the artifacts that it writes and runs.",
            {},
            {format_option({"text", "json"})},
            {},
            run};
}

}  // namespace parley::cli
