#include "vm/cli/options.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "gc/heap.h"
#include "jit/jit.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

constexpr const char* kVersion = "Python 3.11.2 (pyvm 0.1.0)";

constexpr const char* kUsage =
    "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

constexpr const char* kHelp =
    "Options (and corresponding environment variables):\n"
    "-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-E     : ignore PYTHON* environment variables (such as PYTHONPATH)\n"
    "-h     : print this help message and exit (also -? or --help)\n"
    "-i     : inspect interactively after running script\n"
    "-I     : isolate pyvm from the user's environment (implies -E)\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-O     : remove assert and __debug__-dependent statements; -OO also docstrings\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-S     : don't imply 'import site' on initialization\n"
    "-u     : force the stdout and stderr streams to be unbuffered\n"
    "-v     : verbose (trace import statements)\n"
    "-V     : print the Python version number and exit (also --version)\n"
    "-W arg : warning control; arg is action:message:category:module:lineno\n"
    "-X opt : set implementation-specific option\n"
    "file   : program read from script file\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n"
    "\n"
    "pyvm's own options:\n"
    "--jit=off|on              : compile hot loops to machine code (default on)\n"
    "--jit-threshold=N         : loop iterations before a loop is recorded\n"
    "--jit-fail-guard=P,SEED   : let true guards fail with probability P (tests)\n"
    "--jit-no=PASS[,PASS]      : leave out passes of the optimiser: fold cse forward dse link peel range hoist escape\n"
    "                            finite dce (tests)\n"
    "--trace-jit[=LEVEL|json:FILE] : say what the JIT does and why\n"
    "--gc-stress               : collect garbage very often (tests)\n"
    "--dump-bytecode           : list the program's bytecode instead of running it\n";

bool fail(int* exit_code, const char* format, const char* what) {
  std::fprintf(stderr, format, what);
  std::fprintf(stderr, kUsage, runtime_options.executable);
  std::fprintf(stderr, "Try `%s -h' for more information.\n", runtime_options.executable);
  *exit_code = 2;
  return false;
}

bool finish(int* exit_code) {
  *exit_code = 0;
  return false;
}

bool long_option(const char* option, int* exit_code) {
  if (!std::strcmp(option, "--help")) {
    std::printf(kUsage, runtime_options.executable);
    std::fputs(kHelp, stdout);
    return finish(exit_code);
  }
  if (!std::strcmp(option, "--version")) {
    std::puts(kVersion);
    return finish(exit_code);
  }
  if (!std::strcmp(option, "--gc-stress")) {
    gc::set_stress(true);
    return true;
  }
  if (!std::strcmp(option, "--dump-bytecode")) return runtime_options.dump_bytecode = true;
  if (jit::set_option(option)) return true;
  return fail(exit_code, "Unknown option: %s\n", option);
}

// One letter of a group like -uO. `argument` is the rest of the group or the next word, for options that take one.
enum class Taken { kFlag, kArgument, kEnds, kStop };

Taken short_option(char letter, const char* argument, CommandLine* line, int* exit_code) {
  RuntimeOptions& o = runtime_options;
  switch (letter) {
    case 'B': o.no_bytecode = true; return Taken::kFlag;
    case 'E': o.ignore_environment = true; return Taken::kFlag;
    case 'I': o.isolated = o.ignore_environment = true; return Taken::kFlag;
    case 'O': o.optimize++; return Taken::kFlag;
    case 'S': o.no_site = true; return Taken::kFlag;
    case 'b': case 'd': case 's': case 'P': case 'x': return Taken::kFlag;
    case 'i': o.inspect = true; return Taken::kFlag;
    case 'q': o.quiet = true; return Taken::kFlag;
    case 'u': o.unbuffered = true; return Taken::kFlag;
    case 'v': o.verbose++; return Taken::kFlag;
    case 'V':
      std::puts(kVersion);
      *exit_code = 0;
      return Taken::kStop;
    case 'h': case '?':
      long_option("--help", exit_code);
      return Taken::kStop;
    default: break;
  }
  char text[3] = {'-', letter, 0};
  bool known = std::strchr("cmWX", letter);
  if (!known) {
    fail(exit_code, "Unknown option: %s\n", text);
    return Taken::kStop;
  }
  if (!argument) {
    fail(exit_code, "Argument expected for the %s option\n", text);
    return Taken::kStop;
  }
  switch (letter) {
    case 'W':
      if (o.warning_count < 32) o.warnings[o.warning_count++] = argument;
      return Taken::kArgument;
    case 'X':
      if (o.x_option_count < 32) o.x_options[o.x_option_count++] = argument;
      return Taken::kArgument;
    default:
      line->mode = letter == 'c' ? CommandLine::kCommand : CommandLine::kModule;
      line->target = argument;
      return Taken::kEnds;
  }
}

}  // namespace

// The script's path as __file__ and tracebacks show it; links stay.
static const char* absolute_path(const char* script) {
  static char path[8192];
  if (script[0] == '/') return script;
  char cwd[4096];
  std::snprintf(path, sizeof path, "%s/%s", getcwd(cwd, sizeof cwd) ? cwd : ".", script);
  return path;
}

bool parse_command_line(int argc, char** argv, CommandLine* line, int* exit_code) {
  RuntimeOptions& o = runtime_options;
  o.executable = argv[0];
  int i = 1;
  bool ended = false;
  while (i < argc && !ended && argv[i][0] == '-' && argv[i][1]) {
    const char* word = argv[i++];
    if (!std::strcmp(word, "--")) break;
    if (word[1] == '-') {
      if (!long_option(word, exit_code)) return false;
      continue;
    }
    for (const char* p = word + 1; *p; p++) {
      const char* argument = p[1] ? p + 1 : i < argc ? argv[i] : nullptr;
      Taken taken = short_option(*p, argument, line, exit_code);
      if (taken == Taken::kStop) return false;
      if (taken == Taken::kFlag) continue;
      if (!p[1]) i++;
      ended = taken == Taken::kEnds;
      break;
    }
  }
  static const char* script_argv[1];
  if (ended) {
    script_argv[0] = line->mode == CommandLine::kCommand ? "-c" : "-m";
    argv[i - 1] = const_cast<char*>(script_argv[0]);
    o.argv = argv + i - 1;
    o.argc = argc - i + 1;
  } else if (i < argc) {
    bool dash = !std::strcmp(argv[i], "-");
    line->mode = dash ? CommandLine::kStdin : CommandLine::kScript;
    line->target = dash ? argv[i] : absolute_path(argv[i]);
    if (!dash) o.script = line->target;
    o.argv = argv + i;
    o.argc = argc - i;
  } else {
    script_argv[0] = "";
    o.argv = script_argv;
    o.argc = 1;
    line->mode = isatty(0) || o.inspect ? CommandLine::kRepl : CommandLine::kStdin;
    o.interactive = line->mode == CommandLine::kRepl;
  }
  if (!o.ignore_environment) {
    const char* value = std::getenv("PYTHONUNBUFFERED");
    if (value && *value) o.unbuffered = true;
    value = std::getenv("PYTHONDONTWRITEBYTECODE");
    if (value && *value) o.no_bytecode = true;
    value = std::getenv("PYTHONINSPECT");
    if (value && *value) o.inspect = true;
  }
  return true;
}

}  // namespace pyvm
