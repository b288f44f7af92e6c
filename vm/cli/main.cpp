// Entry point: options, then one of -c, -m, a script, standard input or the REPL.
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/cli/options.h"
#include "vm/cli/repl.h"
#include "vm/compile/compiler.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/module.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/import.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyStr* text_argument(const char* s) { return str_from_utf8(s); }

bool dump(Value code) {
  TextBuffer listing;
  dump_bytecode(code.as<PyCode>(), listing);
  return std::fwrite(listing.data(), 1, listing.size(), stdout) == listing.size();
}

bool run_text(Thread& t, std::string_view text, const char* filename, uint32_t flags) {
  PyStr* name = text_argument(filename);
  Value code = name ? compile_source(t, text, name, "exec", flags, -1) : kNull;
  if (!code) return false;
  if (runtime_options.dump_bytecode) return dump(code);
  PyDict* ns = main_module()->dict;
  return static_cast<bool>(run_code(t, code.as<PyCode>(), ns, Value(&ns->header)));
}

bool run_stdin(Thread& t) {
  TextBuffer text;
  char chunk[65536];
  for (;;) {
    ssize_t n = read(0, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    text.append({chunk, static_cast<size_t>(n)});
  }
  return run_text(t, text.view(), "<stdin>", 0);
}

// runpy does what -m asks for, with this module's search rules.
bool run_module(Thread& t, const char* module, bool alter_argv) {
  Value runpy = import_module(t, str_intern("runpy"));
  if (!runpy) return false;
  Value run = object_get_attr(t, runpy, str_intern("_run_module_as_main"));
  PyStr* name = text_argument(module);
  if (!run || !name) return false;
  return static_cast<bool>(object_call_args(t, run, Value(&name->header), Value::from_bool(alter_argv)));
}

bool run_script(Thread& t, const char* path) {
  if (is_module_container(path)) return run_module(t, "__main__", false);
  PyStr* name = text_argument(path);
  PyDict* ns = main_module()->dict;
  if (name && runtime_options.dump_bytecode) {
    char* text;
    size_t size;
    if (!read_file(name, &text, &size)) return false;
    bool ok = run_text(t, {text, size}, path, kCompileScript);
    std::free(text);
    return ok;
  }
  if (!name || !dict_set_str(ns, names::d_file, Value(&name->header))) return false;
  if (run_file_in(t, name, ns, kCompileScript)) return true;
  return false;
}

bool run_main(Thread& t, const CommandLine& line) {
  switch (line.mode) {
    case CommandLine::kCommand: return run_text(t, line.target, "<string>", kCompileStringSource);
    case CommandLine::kModule: return run_module(t, line.target, true);
    case CommandLine::kScript: return run_script(t, line.target);
    case CommandLine::kStdin: return run_stdin(t);
    case CommandLine::kRepl: return true;
  }
  return true;
}

// A script that cannot be opened is reported like CPython does, without a traceback.
bool check_script(const CommandLine& line, int* exit_code) {
  if (line.mode != CommandLine::kScript || access(line.target, R_OK) == 0) return true;
  std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", runtime_options.executable, line.target,
               errno, std::strerror(errno));
  *exit_code = 2;
  return false;
}

// -X faulthandler, PYTHONFAULTHANDLER
void enable_faulthandler(Thread& t) {
  const RuntimeOptions& o = runtime_options;
  const char* variable = o.ignore_environment ? nullptr : std::getenv("PYTHONFAULTHANDLER");
  bool wanted = variable && *variable;
  for (int i = 0; i < o.x_option_count; i++) wanted |= std::strcmp(o.x_options[i], "faulthandler") == 0;
  if (!wanted) return;
  Value module = import_module(t, str_intern("faulthandler"));
  if (!module || !object_call_method(t, module, str_intern("enable"), nullptr, 0)) error_clear();
}

int run(void* arg) {
  auto& line = *static_cast<CommandLine*>(arg);
  Thread& t = current_thread();
  int exit_code = 0;
  if (!check_script(line, &exit_code)) return exit_code;
  runtime_start(t);
  enable_faulthandler(t);
  if (!run_main(t, line)) exit_code = report_uncaught(t);
  if (line.mode == CommandLine::kRepl || runtime_options.inspect) exit_code = run_repl(t, exit_code);
  if (!runtime_finish(t) && exit_code == 0) exit_code = 120;
  return exit_code;
}

}  // namespace

}  // namespace pyvm

int main(int argc, char** argv) {
  using namespace pyvm;
  setlocale(LC_CTYPE, "");
  signal(SIGPIPE, SIG_IGN);
  CommandLine line;
  int exit_code;
  runtime_options.orig_argc = argc;
  runtime_options.orig_argv = argv;
  if (!parse_command_line(argc, argv, &line, &exit_code)) return exit_code;
  gc::initialize();
  thread_initialize_main();
  exit_code = run_on_vm_stack(run, &line);
  if (exit_code == 130) {   // as CPython: die by the signal, so that a shell sees it
    signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
  }
  return exit_code;
}
