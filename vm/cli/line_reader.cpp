#include "vm/cli/line_reader.h"

#include <dlfcn.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/import.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

// The part of libedit's readline interface that is used; the header would make linking necessary.
struct Libedit {
  void (*callback_install)(const char* prompt, void (*handler)(char*));
  void (*callback_read_char)();
  void (*callback_remove)();
  int (*add_history)(const char*);
  int (*read_history)(const char*);
  int (*write_history)(const char*);
  char** (*completion_matches)(const char*, char* (*)(const char*, int));
  char* (**completion_entry)(const char*, int);
  const char** word_break_characters;
  int (*initialize)();
  bool ready;
};
Libedit edit;

bool load_libedit() {
  static bool tried = false;
  if (tried) return edit.ready;
  tried = true;
  void* lib = dlopen("libedit.so.2", RTLD_NOW);
  if (!lib) return false;
  auto find = [&](auto& target, const char* name) {
    target = reinterpret_cast<std::remove_reference_t<decltype(target)>>(dlsym(lib, name));
    return target != nullptr;
  };
  edit.ready = find(edit.callback_install, "rl_callback_handler_install") &&
               find(edit.callback_read_char, "rl_callback_read_char") &&
               find(edit.callback_remove, "rl_callback_handler_remove") && find(edit.add_history, "add_history") &&
               find(edit.read_history, "read_history") && find(edit.write_history, "write_history") &&
               find(edit.initialize, "rl_initialize") && find(edit.completion_entry, "rl_completion_entry_function") &&
               find(edit.word_break_characters, "rl_completer_word_break_characters");
  return edit.ready;
}

// ---- completion: rlcompleter of the standard library knows the rules

Value completer = kNull;

char* complete_name(const char* text, int state) {
  Thread& t = current_thread();
  if (completer.is_null()) {
    Value module = import_module(t, str_intern("rlcompleter"));
    Value make = module ? object_get_attr(t, module, str_intern("Completer")) : kNull;
    if (make) completer = object_call_args(t, make, Value(&main_module()->dict->header));
    if (!completer) {
      error_clear();
      return nullptr;
    }
    gc::add_root(&completer);
  }
  PyStr* word = str_from_utf8(text);
  if (!word) return error_clear(), nullptr;
  Value args[] = {Value(&word->header), Value::from_small_int(state)};
  Value match = object_call_method(t, completer, str_intern("complete"), args, 2);
  if (!match || !is_str(match)) return error_clear(), nullptr;
  TextBuffer out;
  str_append_utf8(as_str(match), out);
  return strdup(out.c_str());
}

// ---- the callback interface: lets Ctrl-C cancel a line

char* finished_line;
bool line_done;

void on_line(char* line) {
  finished_line = line;
  line_done = true;
  edit.callback_remove();
}

LineResult read_edited(Thread& t, const char* prompt, TextBuffer& out) {
  static bool initialised = false;
  if (!initialised) {
    initialised = true;
    edit.initialize();
    *edit.completion_entry = complete_name;
    *edit.word_break_characters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";
  }
  line_done = false;
  edit.callback_install(prompt, on_line);
  while (!line_done) {
    pollfd fd{0, POLLIN, 0};
    if (poll(&fd, 1, -1) < 0 && errno != EINTR) break;
    if (__atomic_load_n(&t.poll, __ATOMIC_SEQ_CST) & kPollSignal) {
      edit.callback_remove();
      return LineResult::kInterrupted;
    }
    if (fd.revents) edit.callback_read_char();
  }
  if (!line_done || !finished_line) return LineResult::kEnd;
  if (*finished_line) edit.add_history(finished_line);
  out.append(finished_line);
  std::free(finished_line);
  return LineResult::kLine;
}

LineResult read_plain(Thread& t, const char* prompt, TextBuffer& out) {
  std::fputs(prompt, stderr);
  std::fflush(stderr);
  bool any = false;
  for (;;) {
    char c;
    ssize_t n = read(0, &c, 1);
    if (n < 0 && errno == EINTR) {
      if (t.poll & kPollSignal) return LineResult::kInterrupted;
      continue;
    }
    if (n <= 0) return any ? LineResult::kLine : LineResult::kEnd;
    if (c == '\n') return LineResult::kLine;
    any = true;
    out.append(c);
  }
}

bool history_path(TextBuffer& out) {
  const char* home = std::getenv("HOME");
  if (!home || runtime_options.isolated) return false;
  out.printf("%s/.python_history", home);
  return true;
}

}  // namespace

LineResult read_line(Thread& t, const char* prompt, TextBuffer& out) {
  if (isatty(0) && isatty(1) && load_libedit()) return read_edited(t, prompt, out);
  return read_plain(t, prompt, out);
}

void history_load() {
  TextBuffer path;
  if (isatty(0) && history_path(path) && load_libedit()) edit.read_history(path.c_str());
}

void history_save() {
  TextBuffer path;
  if (edit.ready && history_path(path)) edit.write_history(path.c_str());
}

}  // namespace pyvm
