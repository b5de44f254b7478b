#include "tools/parley/commands.h"

namespace parley::cli {

std::vector<Command> all_commands() {
    return {
        init_command(),         check_command(),  fmt_command(),     test_command(),        build_command(),
        inspect_command(),      disasm_command(), decide_command(),  explain_command(),     tree_command(),
        explain_code_command(), help_command(),   version_command(), completions_command(), man_command(),
    };
}

}  // namespace parley::cli
