// Starting and ending the runtime, and its options.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyModule;
struct Thread;

// What the command line decides; read by the sys module.
struct RuntimeOptions {
  const char* executable = "pyvm";
  int argc = 0;               // sys.argv
  const char* const* argv = nullptr;
  int orig_argc = 0;          // the whole command line
  const char* const* orig_argv = nullptr;
  const char* script = nullptr;   // its absolute path; null for -c, -m, standard input and the prompt
  int optimize = 0;           // -O count
  bool inspect = false;       // -i
  bool interactive = false;   // REPL
  bool unbuffered = false;    // -u
  bool no_site = false;       // -S
  bool no_bytecode = false;   // -B: write no .pyc files
  bool ignore_environment = false;   // -E
  bool quiet = false;         // -q
  bool isolated = false;      // -I
  bool dump_bytecode = false;  // --dump-bytecode: list the program instead of running it
  int verbose = 0;
  int warning_count = 0;      // -W
  const char* warnings[32] = {};
  int x_option_count = 0;     // -X
  const char* x_options[32] = {};
};
extern RuntimeOptions runtime_options;

// Makes heap, types, builtins and sys. Aborts on failure. Must run on the VM stack.
void runtime_start(Thread& t);

// The namespace of builtins and of __main__.
PyDict* builtins_dict();
PyModule* main_module();

// Runs atexit callbacks and the __del__ methods of what is left, closes generators, flushes the standard streams. Returns
// false if flushing stdout failed.
bool runtime_finish(Thread& t);
extern bool runtime_is_finishing;   // past the atexit callbacks

// Reports an exception that reached the top: traceback to stderr through sys.excepthook; SystemExit ends quietly. Returns
// the process's exit code.
int report_uncaught(Thread& t);

}  // namespace pyvm
