// The _signal module. Handlers written in Python run at polls.
#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>

#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/signal/signals.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"
#include "vm/run/frame.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value handlers[kSignals];               // SIG_DFL (0), SIG_IGN (1), a callable, or None (not installed from Python)
volatile sig_atomic_t arrived[kSignals];

volatile int wakeup_fd = -1;             // set_wakeup_fd(); -1: none
volatile int wakeup_error = 0;           // of a write to it that failed
bool warn_on_full_buffer = true;

void on_signal(int number) {
  int saved = errno;
  arrived[number] = 1;
  if (wakeup_fd >= 0) {
    auto byte = static_cast<unsigned char>(number);
    ssize_t n = write(wakeup_fd, &byte, 1);
    if (n < 0 && (warn_on_full_buffer || errno != EAGAIN)) wakeup_error = errno;
  }
  poll_request(kPollSignal);
  errno = saved;
}

Value frame_or_none(Thread& t) {
  if (!t.base) return kNone;
  PyFrame* frame = frame_object_of(t, t.base);
  return frame ? Value(&frame->header) : kNull;
}

bool run_handlers(Thread& t) {
  if (int error = wakeup_error) {
    wakeup_error = 0;
    (void)raise_os_error(error, kNull);
    unraisable_report(t, kNull, "Exception ignored when trying to write to the signal wakeup fd");
  }
  for (int i = 1; i < kSignals; i++) {
    if (!arrived[i]) continue;
    arrived[i] = 0;
    Value handler = handlers[i];
    if (handler.is_small_int() || handler.is_none() || handler.is_null()) continue;
    Value frame = frame_or_none(t);
    if (!frame || !object_call_args(t, handler, Value::from_small_int(i), frame)) {
      poll_request(kPollSignal);   // others may wait
      return false;
    }
  }
  return true;
}

Value signal_signal(Thread& t, Value* args) {
  int number;
  if (!is_main_thread(t)) return raise_value_error("signal only works in main thread of the main interpreter");
  if (!signal_argument(t, args[0], &number)) return kNull;
  Value handler = args[1];
  int64_t standard;
  bool is_standard = is_int(handler) && int_to_int64(handler, &standard) && (standard == 0 || standard == 1);
  if (!is_standard && !object_is_callable(handler)) {
    return raise_type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  struct sigaction action {};
  action.sa_handler = is_standard ? (standard == 0 ? SIG_DFL : SIG_IGN) : on_signal;
  if (sigaction(number, &action, nullptr) < 0) return raise_os_error(errno, kNull);
  Value old = handlers[number];
  handlers[number] = is_standard ? Value::from_small_int(standard) : handler;
  return old.is_null() ? kNone : old;
}

Value signal_getsignal(Thread& t, Value* args) {
  int number;
  if (!signal_argument(t, args[0], &number)) return kNull;
  return handlers[number].is_null() ? kNone : handlers[number];
}

Value signal_default_int_handler(Thread&, Value*) { return raise_error(exc::KeyboardInterrupt, "%s", ""); }

Value signal_alarm(Thread& t, Value* args) {
  int64_t seconds;
  if (!int_argument(t, args[0], &seconds)) return kNull;
  return int_from_int64(alarm(static_cast<unsigned>(seconds)));
}

double seconds_of(const timeval& tv) { return static_cast<double>(tv.tv_sec) + static_cast<double>(tv.tv_usec) * 1e-6; }
timeval timeval_of(double s) {
  auto whole = static_cast<time_t>(s);
  return {whole, static_cast<suseconds_t>((s - static_cast<double>(whole)) * 1e6)};
}
Value timer_pair(const itimerval& timer) {
  Value items[2] = {Value::from_double(seconds_of(timer.it_value)), Value::from_double(seconds_of(timer.it_interval))};
  PyTuple* tuple = tuple_from(items, 2);
  return tuple ? Value(&tuple->header) : kNull;
}
Value signal_setitimer(Thread& t, Value* args) {
  int64_t which;
  double seconds, interval;
  if (!int_argument(t, args[0], &which) || !seconds_argument(t, args[1], &seconds) ||
      !seconds_argument(t, args[2], &interval)) {
    return kNull;
  }
  itimerval next{timeval_of(interval), timeval_of(seconds)}, old;
  if (setitimer(static_cast<__itimer_which_t>(which), &next, &old) < 0) return raise_os_error(errno, kNull);
  return timer_pair(old);
}
Value signal_getitimer(Thread& t, Value* args) {
  int64_t which;
  if (!int_argument(t, args[0], &which)) return kNull;
  itimerval now;
  if (getitimer(static_cast<__itimer_which_t>(which), &now) < 0) return raise_os_error(errno, kNull);
  return timer_pair(now);
}

Value signal_raise(Thread& t, Value* args) {
  int number;
  if (!signal_argument(t, args[0], &number)) return kNull;
  if (raise(number) != 0) return raise_os_error(errno, kNull);
  return t.poll && !poll_run(t) ? kNull : kNone;
}

Value signal_set_wakeup_fd(Thread& t, Value* args) {
  int fd, warn = object_is_true(t, args[1]);
  if (warn < 0 || !c_int_argument(t, args[0], &fd)) return kNull;
  if (!is_main_thread(t)) return raise_value_error("set_wakeup_fd only works in main thread of the main interpreter");
  if (fd != -1) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0) return raise_os_error(errno, kNull);
    if (!(flags & O_NONBLOCK)) return raise_value_error("the fd %i must be in non-blocking mode", fd);
  }
  int old = wakeup_fd;
  wakeup_fd = fd;
  warn_on_full_buffer = warn;
  return Value::from_small_int(old);
}

const NativeDef kSignalFunctions[] = {
    {"signal(signalnum, handler, /)", signal_signal},
    {"getsignal(signalnum, /)", signal_getsignal, kEffectReads},
    {"default_int_handler(signalnum, frame, /)", signal_default_int_handler},
    {"alarm(seconds, /)", signal_alarm},
    {"setitimer(which, seconds, interval=0.0, /)", signal_setitimer},
    {"getitimer(which, /)", signal_getitimer},
    {"raise_signal(signalnum, /)", signal_raise},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", signal_set_wakeup_fd},
    {},
};

#define ROW(name) {#name, name}
const IntRow kSignalRows[] = {
    ROW(SIGHUP),  ROW(SIGINT),  ROW(SIGQUIT), ROW(SIGILL),    ROW(SIGTRAP),   ROW(SIGABRT), ROW(SIGBUS),
    ROW(SIGFPE),  ROW(SIGKILL), ROW(SIGUSR1), ROW(SIGSEGV),   ROW(SIGUSR2),   ROW(SIGPIPE), ROW(SIGALRM),
    ROW(SIGTERM), ROW(SIGCHLD), ROW(SIGCONT), ROW(SIGSTOP),   ROW(SIGTSTP),   ROW(SIGTTIN), ROW(SIGTTOU),
    ROW(SIGURG),  ROW(SIGXCPU), ROW(SIGXFSZ), ROW(SIGVTALRM), ROW(SIGPROF),   ROW(SIGWINCH), ROW(SIGIO),
    ROW(SIGPWR),  ROW(SIGSYS),  ROW(SIGCLD),  ROW(SIGPOLL),   ROW(SIGIOT),    ROW(SIGSTKFLT), {"SIGRTMIN", 34},
    {"SIGRTMAX", 64}, ROW(SIG_BLOCK), ROW(SIG_UNBLOCK), ROW(SIG_SETMASK),  ROW(ITIMER_REAL), ROW(ITIMER_VIRTUAL), ROW(ITIMER_PROF),
    {"SIG_DFL", 0}, {"SIG_IGN", 1}, {"NSIG", kSignals},
};
#undef ROW

bool signal_init(Thread&, PyDict* dict) {
  ModuleFiller fill(dict, "_signal");
  fill.functions(kSignalFunctions).integers(kSignalRows).type("ItimerError", exc::OSError);
  for (int i = 1; i < kSignals; i++) {
    handlers[i] = Value::from_small_int(0);
    gc::add_root(&handlers[i]);
  }
  handlers[SIGPIPE] = Value::from_small_int(1);
  handlers[SIGINT] = dict_get_str(dict, str_intern("default_int_handler"));
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  poll_signals = run_handlers;
  return fill.ok() && signal_add_masks(fill);
}

}  // namespace

bool signal_argument(Thread& t, Value v, int* out) {
  if (!c_int_argument(t, v, out)) return false;
  return (*out >= 1 && *out < kSignals) || raise_value_error("signal number out of range");
}

const NativeModule kSignalModule = {"_signal", signal_init};

}  // namespace pyvm
