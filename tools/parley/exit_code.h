// What the program's exit tells a script. Others depend on the numbers: never change one.
#pragma once

namespace parley::cli {

enum ExitCode : int {
    done = 0,          // for questions: no findings, no difference, as expected
    answer_is_no = 1,  // errors in the rules, a test failed, `fmt --check` differs
    wrong_usage = 2,
    bad_input = 3,  // file missing, event in error, disk full
    conflict = 4,   // somebody else published, or the draft changed
    not_allowed = 5,
    broken_integrity = 6,  // digest, signature or verifier refused it
    internal_bug = 70,
};

}  // namespace parley::cli
