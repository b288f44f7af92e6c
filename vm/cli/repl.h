// The interactive prompt.
#pragma once

namespace pyvm {

struct Thread;

// Reads, runs and prints until end of file or SystemExit; returns the process's exit code (`exit_code` unless SystemExit
// says otherwise).
int run_repl(Thread& t, int exit_code);

}  // namespace pyvm
