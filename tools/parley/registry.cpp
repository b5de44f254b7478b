#include "tools/parley/commands.h"

namespace parley::cli {

std::vector<Command> all_commands() {
    return {
        init_command(),         check_command(),        fmt_command(),           test_command(),
        build_command(),        inspect_command(),      disasm_command(),        decide_command(),
        explain_command(),      tree_command(),         draft_new_command(),     draft_save_command(),
        draft_show_command(),   draft_status_command(), draft_discard_command(), publish_command(),
        republish_command(),    versions_command(),     show_command(),          diff_command(),
        log_command(),          verify_command(),       key_new_command(),       gc_command(),
        run_command(),          simulate_command(),     conversations_command(), contacts_command(),
        profile_command(),      queues_command(),       related_command(),       report_command(),
        explain_code_command(), help_command(),         version_command(),       completions_command(),
        man_command(),
    };
}

}  // namespace parley::cli
