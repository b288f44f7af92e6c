#include "vm/cli/repl.h"

#include <unistd.h>

#include <cctype>
#include <cstdio>

#include "vm/base/text.h"
#include "vm/cli/line_reader.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/module.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/console.h"
#include "vm/run/import.h"
#include "vm/run/poll.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

// CPython's compile() flags: the input may stop in the middle, and a block ends only at a blank line.
constexpr uint32_t kDontImplyDedent = 0x200, kAllowIncompleteInput = 0x4000;

void banner() {
  std::fputs("Python 3.11.2 (pyvm 0.1.0) on linux\n"
             "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
             stderr);
}

// sys.ps1 / sys.ps2 as text; missing or broken ones give the default.
void prompt_text(Thread& t, PyStr* name, const char* otherwise, TextBuffer& out) {
  Value sys = dict_get_str(sys_modules(), names::sys);
  Value value = sys ? object_find_attr(t, sys, name) : kNull;
  PyStr* text = value ? object_str(t, value) : nullptr;
  if (text) {
    str_append_utf8(text, out);
  } else {
    error_clear();
    out.append(otherwise);
  }
}

bool is_incomplete(Thread& t) {
  Value error = error_pending();
  if (!type_is_subtype(type_of(error), exc::SyntaxError)) return false;
  PyStr* message = nullptr;
  Value taken = error_take();
  Value msg = object_find_attr(t, taken, names::msg);
  if (msg && is_str(msg)) message = as_str(msg);
  error_clear();
  error_restore(taken);
  return message && str_is(message, "incomplete input");
}

// A compound statement ends with a blank line, however complete it looks.
bool is_compound(std::string_view source) {
  constexpr std::string_view kWords[] = {"if", "while", "for", "try", "with", "def", "class", "async"};
  if (source[0] == '@') return true;
  size_t n = 0;
  while (n < source.size() && (std::isalnum(static_cast<unsigned char>(source[n])) || source[n] == '_')) n++;
  std::string_view word = source.substr(0, n);
  for (std::string_view w : kWords) {
    if (word == w) return true;
  }
  return word == "match" && source.find("\n ") != std::string_view::npos;   // else a name
}

enum class Step { kGoOn, kEnd, kExit };

void flush_output(Thread& t) {
  Value out = sys_stream(names::stdout_);
  console_flush();
  if (out && !out.is_none()) (void)object_call_method(t, out, names::flush, nullptr, 0);
  error_clear();
}

// Reports the pending exception; true if the session ends with *exit_code.
bool report(Thread& t, int* exit_code) {
  bool exits = error_matches(exc::SystemExit);
  int code = report_uncaught(t);
  if (exits) *exit_code = code;
  return exits;
}

// One statement: lines until it is complete, then run.
Step read_and_run(Thread& t, int* exit_code) {
  TextBuffer source;
  PyStr* filename = str_from_utf8("<stdin>");
  Value code = kNull;
  for (bool first = true;; first = false) {
    TextBuffer prompt, line;
    prompt_text(t, first ? names::ps1 : names::ps2, first ? ">>> " : "... ", prompt);
    LineResult result = read_line(t, prompt.c_str(), line);
    if (result == LineResult::kInterrupted) {
      (void)poll_run(t);
      error_clear();
      std::fputs("\nKeyboardInterrupt\n", stderr);
      return Step::kGoOn;
    }
    bool at_end = result == LineResult::kEnd;
    if (at_end && first) return Step::kEnd;
    source.append(line.view());
    source.append('\n');
    bool blank = true;
    for (char c : line.view()) blank = blank && (c == ' ' || c == '\t');
    if (first && blank) return Step::kGoOn;
    code = compile_source(t, source.view(), filename, "single",
                          kCompileStringSource | kDontImplyDedent | (at_end ? 0 : kAllowIncompleteInput), -1);
    if (code ? at_end || blank || !is_compound(source.view()) : at_end || !is_incomplete(t)) break;
    error_clear();
  }
  if (code) {
    PyDict* ns = main_module()->dict;
    if (run_code(t, code.as<PyCode>(), ns, Value(&ns->header))) {
      flush_output(t);
      return Step::kGoOn;
    }
  }
  return report(t, exit_code) ? Step::kExit : Step::kGoOn;
}

}  // namespace

int run_repl(Thread& t, int exit_code) {
  Value sys = dict_get_str(sys_modules(), names::sys);
  if (!runtime_options.inspect && !runtime_options.quiet) banner();
  if (sys) {
    PyDict* dict = sys.as<PyModule>()->dict;
    PyStr* ps1 = str_from_utf8(">>> ");
    PyStr* ps2 = str_from_utf8("... ");
    if (!dict_get_str(dict, names::ps1) && !dict_set_str(dict, names::ps1, Value(&ps1->header))) error_clear();
    if (!dict_get_str(dict, names::ps2) && !dict_set_str(dict, names::ps2, Value(&ps2->header))) error_clear();
  }
  flush_output(t);
  history_load();
  int code = exit_code;
  for (;;) {
    Step step = read_and_run(t, &code);
    if (step == Step::kGoOn) continue;
    if (step == Step::kEnd) std::fputs("\n", stderr);
    break;
  }
  history_save();
  return code;
}

}  // namespace pyvm
