// The commands there are. Adding one: a file command_NAME.cpp, its function here, and its line in registry.cpp.
#pragma once

#include <vector>

#include "tools/parley/command.h"

namespace parley::cli {

Command init_command();
Command check_command();
Command fmt_command();
Command test_command();
Command build_command();
Command inspect_command();
Command disasm_command();
Command decide_command();
Command explain_command();
Command run_command();
Command conversations_command();
Command contacts_command();
Command profile_command();
Command queues_command();
Command related_command();
Command report_command();
Command simulate_command();
Command tree_command();
Command diff_command();
Command draft_new_command();
Command draft_save_command();
Command draft_show_command();
Command draft_status_command();
Command draft_discard_command();
Command publish_command();
Command republish_command();
Command versions_command();
Command show_command();
Command log_command();
Command verify_command();
Command key_new_command();
Command gc_command();
Command explain_code_command();
Command help_command();
Command version_command();
Command completions_command();
Command man_command();

// All of them, in the order that help shows.
std::vector<Command> all_commands();

}  // namespace parley::cli
