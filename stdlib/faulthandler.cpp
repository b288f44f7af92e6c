// _faulthandler: tracebacks written by signal handlers. Nothing here raises, and what a handler calls allocates at most the
// line table of a code object: after a fault the process is about to end.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr int kMostFrames = 100, kMostCharacters = 500;
constexpr size_t kStackBytes = 256 << 10;

struct Fault {
  int signal;
  const char* text;
  struct sigaction previous;
};
Fault faults[] = {{SIGBUS, "Bus error", {}},
                  {SIGILL, "Illegal instruction", {}},
                  {SIGFPE, "Floating point exception", {}},
                  {SIGABRT, "Aborted", {}},
                  {SIGSEGV, "Segmentation fault", {}}};

struct Registration {
  bool on, all_threads, chain;
  int fd;
  struct sigaction previous;
};
Registration registered[NSIG];

bool enabled = false, fault_all_threads = true;
int fault_fd = 2;
char handler_stack[kStackBytes];

// ---- writing

void put(int fd, const char* text, size_t n) {
  while (n > 0) {
    ssize_t written = write(fd, text, n);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      text += written;
      n -= static_cast<size_t>(written);
    }
  }
}
void put(int fd, const char* text) { put(fd, text, std::strlen(text)); }

void put_str(int fd, const PyStr* s) {
  char buffer[kMostCharacters * 10 + 4];
  size_t n = 0;
  for (size_t i = 0; i < static_cast<size_t>(s->length) && i < kMostCharacters; i++) {
    uint32_t c = s->at(i);
    if (c >= ' ' && c < 127) {
      buffer[n++] = static_cast<char>(c);
    } else {
      const char* format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
      n += static_cast<size_t>(std::snprintf(buffer + n, 11, format, c));
    }
  }
  put(fd, buffer, n);
  if (s->length > kMostCharacters) put(fd, "...");
}

void put_frame(int fd, Value* base, const Instr* pc) {
  const PyCode* code = frame_function(base)->code;
  char line[32];
  put(fd, "  File \"");
  put_str(fd, code->filename);
  std::snprintf(line, sizeof line, "\", line %u in ", code_position(code, static_cast<uint32_t>(pc - code->instrs)).line);
  put(fd, line);
  put_str(fd, code->name);
  put(fd, "\n");
}

void put_head(int fd, const Thread& t, const char* kind) {
  char head[64];
  std::snprintf(head, sizeof head, "%s 0x%016llx (most recent call first):\n", kind, static_cast<unsigned long long>(t.ident));
  put(fd, head);
}

void put_stack(int fd, Thread& t) {
  const Instr* pc = t.pc;
  int shown = 0;
  for (Value* base = t.base; base; pc = frame_return_pc(base) - 1, base = frame_caller(base)) {
    if (frame_is_hidden(base)) continue;
    if (shown++ == kMostFrames) return put(fd, "  ...\n");
    put_frame(fd, base, pc);
  }
  if (!shown) put(fd, "  <no Python frame>\n");
}

// Returns whether there are any.
bool put_other_threads(int fd) {
  bool any = false;
  for (Thread* t = all_threads; t; t = t->next) {
    if (t == &current_thread()) continue;
    if (any) put(fd, "\n");
    put_head(fd, *t, "Thread");
    put_stack(fd, *t);
    any = true;
  }
  return any;
}

void put_traceback(int fd, bool all) {
  if (!all) {
    put(fd, "Stack (most recent call first):\n");
  } else {
    if (put_other_threads(fd)) put(fd, "\n");
    put_head(fd, current_thread(), "Current thread");
  }
  put_stack(fd, current_thread());
}

// ---- signals

void on_fault(int number) {
  int saved = errno;
  for (Fault& fault : faults) {
    if (fault.signal != number) continue;
    sigaction(number, &fault.previous, nullptr);
    put(fault_fd, "Fatal Python error: ");
    put(fault_fd, fault.text);
    put(fault_fd, "\n\n");
  }
  put_traceback(fault_fd, fault_all_threads);
  errno = saved;
  raise(number);   // blocked until this handler returns
}

void on_registered(int number) {
  int saved = errno;
  Registration& r = registered[number];
  if (r.on) put_traceback(r.fd, r.all_threads);
  if (r.on && r.chain) {
    struct sigaction own;
    sigaction(number, &r.previous, &own);
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, &before);
    raise(number);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    sigaction(number, &own, nullptr);
  }
  errno = saved;
}

struct sigaction action_of(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  return action;
}

void use_handler_stack() {
  stack_t stack{};
  stack.ss_sp = handler_stack;
  stack.ss_size = sizeof handler_stack;
  sigaltstack(&stack, nullptr);
}

void disable_faults() {
  if (enabled) {
    for (Fault& fault : faults) sigaction(fault.signal, &fault.previous, nullptr);
  }
  enabled = false;
}

// ---- functions; files have become descriptors

bool fd_argument(Thread& t, Value v, int* fd) {
  int64_t n;
  if (!int_argument(t, v, &n)) return false;
  *fd = static_cast<int>(n);
  return true;
}

Value enable(Thread& t, Value* args) {
  int all = object_is_true(t, args[1]);
  if (all < 0 || !fd_argument(t, args[0], &fault_fd)) return kNull;
  fault_all_threads = all;
  disable_faults();
  use_handler_stack();
  struct sigaction action = action_of(on_fault, 0);
  for (Fault& fault : faults) {
    if (sigaction(fault.signal, &action, &fault.previous) < 0) return raise_error(exc::RuntimeError, "sigaction() failed");
  }
  enabled = true;
  return kNone;
}
Value disable(Thread&, Value*) {
  Value was = Value::from_bool(enabled);
  disable_faults();
  return was;
}
Value is_enabled(Thread&, Value*) { return Value::from_bool(enabled); }

Value dump_traceback(Thread& t, Value* args) {
  int fd, all = object_is_true(t, args[1]);
  if (all < 0 || !fd_argument(t, args[0], &fd)) return kNull;
  put_traceback(fd, all);
  return kNone;
}

Value dump_other_threads(Thread& t, Value* args) {
  int fd;
  if (!fd_argument(t, args[0], &fd)) return kNull;
  (void)put_other_threads(fd);
  return kNone;
}

bool signal_argument(Thread& t, Value v, int64_t* number) {
  if (!int_argument(t, v, number)) return false;
  for (const Fault& fault : faults) {
    if (*number == fault.signal) {
      return raise_error(exc::RuntimeError, "signal %ld cannot be registered, use enable() instead", *number);
    }
  }
  return (*number >= 1 && *number < NSIG) || raise_value_error("signal number out of range");
}

// args: signal number, descriptor, all_threads, chain.
Value register_signal(Thread& t, Value* args) {
  int64_t number;
  int fd, all = object_is_true(t, args[2]), chain = all < 0 ? -1 : object_is_true(t, args[3]);
  if (chain < 0 || !signal_argument(t, args[0], &number) || !fd_argument(t, args[1], &fd)) return kNull;
  Registration& r = registered[number];
  if (!r.on) {
    use_handler_stack();
    struct sigaction action = action_of(on_registered, SA_RESTART);
    if (sigaction(static_cast<int>(number), &action, &r.previous) < 0) return raise_os_error(errno, kNull);
  }
  r.fd = fd;
  r.all_threads = all;
  r.chain = chain;
  r.on = true;
  return kNone;
}
Value unregister_signal(Thread& t, Value* args) {
  int64_t number;
  if (!signal_argument(t, args[0], &number)) return kNull;
  Registration& r = registered[number];
  if (!r.on) return kFalse;
  r.on = false;
  sigaction(static_cast<int>(number), &r.previous, nullptr);
  return kTrue;
}

const NativeDef kFunctions[] = {
    {"enable(fd, all_threads, /)", enable},
    {"disable()", disable},
    {"is_enabled()", is_enabled, kEffectReads},
    {"dump_traceback(fd, all_threads, /)", dump_traceback},
    {"dump_other_threads(fd, /)", dump_other_threads},
    {"register(signum, fd, all_threads, chain, /)", register_signal},
    {"unregister(signum, /)", unregister_signal},
    {}};

bool init(Thread&, PyDict* dict) { return ModuleBuilder(dict, "_faulthandler").functions(kFunctions).ok(); }

}  // namespace

const NativeModule kFaulthandlerModule = {"_faulthandler", init};

}  // namespace pyvm
