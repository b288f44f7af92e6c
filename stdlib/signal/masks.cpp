// _signal: masks, waiting for signals, sending them to threads.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <ctime>

#include "stdlib/posix/arguments.h"
#include "stdlib/signal/signals.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* type_siginfo;
const char* const kSiginfoFields[] = {"si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band", nullptr};

bool mask_argument(Thread& t, Value v, sigset_t* out) {
  Value list = object_to_list(t, v);
  if (!list) return false;
  sigemptyset(out);
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    int number;
    if (!c_int_argument(t, as_list(list)->items->items[i], &number)) return false;
    if (number < 1 || number >= kSignals) return raise_value_error("signal number %d out of range [1; %d]", number, kSignals - 1);
    sigaddset(out, number);
  }
  return true;
}
Value mask_value(Thread& t, const sigset_t& mask) {
  Value set = set_new();
  for (int i = 1; set && i < kSignals; i++) {
    if (sigismember(&mask, i) == 1 && !set_add(t, set, Value::from_small_int(i))) return kNull;
  }
  return set;
}
// Handlers of signals that arrived meanwhile run before the result is seen.
Value after_handlers(Thread& t, Value result) { return t.poll && !poll_run(t) ? kNull : result; }

Value signal_pthread_sigmask(Thread& t, Value* args) {
  int how;
  sigset_t mask, old;
  if (!c_int_argument(t, args[0], &how) || !mask_argument(t, args[1], &mask)) return kNull;
  int error = pthread_sigmask(how, &mask, &old);
  return error ? raise_os_error(error, kNull) : after_handlers(t, mask_value(t, old));
}
Value signal_sigpending(Thread& t, Value*) {
  sigset_t mask;
  return sigpending(&mask) < 0 ? raise_os_error(errno, kNull) : mask_value(t, mask);
}
Value signal_valid_signals(Thread& t, Value*) {
  sigset_t mask;
  sigfillset(&mask);
  return mask_value(t, mask);
}
Value signal_pthread_kill(Thread& t, Value* args) {
  int64_t thread;
  int number;
  if (!int_argument(t, args[0], &thread) || !c_int_argument(t, args[1], &number)) return kNull;
  int error = pthread_kill(static_cast<pthread_t>(thread), number);
  return error ? raise_os_error(error, kNull) : after_handlers(t, kNone);
}

Value signal_pause(Thread& t, Value*) {
  {
    Unlocked unlocked(t);
    pause();
  }
  return after_handlers(t, kNone);
}
Value signal_sigwait(Thread& t, Value* args) {
  sigset_t mask;
  int number, error;
  if (!mask_argument(t, args[0], &mask)) return kNull;
  {
    Unlocked unlocked(t);
    error = sigwait(&mask, &number);
  }
  return error ? raise_os_error(error, kNull) : Value::from_small_int(number);
}
Value siginfo_value(const siginfo_t& info) {
  const Value values[] = {Value::from_small_int(info.si_signo), Value::from_small_int(info.si_code),
                          Value::from_small_int(info.si_errno), Value::from_small_int(info.si_pid),
                          Value::from_small_int(info.si_uid),   Value::from_small_int(info.si_status),
                          int_from_int64(info.si_band)};
  return struct_sequence_new(type_siginfo, values);
}
Value signal_sigwaitinfo(Thread& t, Value* args) {
  sigset_t mask;
  siginfo_t info;
  int number;
  if (!mask_argument(t, args[0], &mask)) return kNull;
  if (!system_call(t, &number, [&] { return sigwaitinfo(&mask, &info); })) return kNull;
  return number < 0 ? raise_os_error(errno, kNull) : siginfo_value(info);
}
Value signal_sigtimedwait(Thread& t, Value* args) {
  sigset_t mask;
  siginfo_t info;
  double seconds;
  int number;
  if (!mask_argument(t, args[0], &mask) || !seconds_argument(t, args[1], &seconds)) return kNull;
  if (seconds < 0) return raise_value_error("timeout must be non-negative");
  double whole = std::floor(seconds);
  timespec timeout{static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
  if (!system_call(t, &number, [&] { return sigtimedwait(&mask, &info, &timeout); })) return kNull;
  if (number < 0) return errno == EAGAIN ? kNone : raise_os_error(errno, kNull);
  return siginfo_value(info);
}

Value signal_strsignal(Thread& t, Value* args) {
  int number;
  if (!signal_argument(t, args[0], &number)) return kNull;
  const char* text = strsignal(number);
  return text && std::strncmp(text, "Unknown signal", 14) ? str_value(text) : kNone;
}
Value signal_siginterrupt(Thread& t, Value* args) {
  int number;
  int interrupts = object_is_true(t, args[1]);
  struct sigaction action;
  if (interrupts < 0 || !signal_argument(t, args[0], &number)) return kNull;
  if (sigaction(number, nullptr, &action) < 0) return raise_os_error(errno, kNull);
  action.sa_flags = interrupts ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  return none_or_error(sigaction(number, &action, nullptr));
}

const NativeDef kMaskFunctions[] = {
    {"pthread_sigmask(how, mask, /)", signal_pthread_sigmask},
    {"sigpending()", signal_sigpending},
    {"valid_signals()", signal_valid_signals},
    {"pthread_kill(thread_id, signalnum, /)", signal_pthread_kill},
    {"pause()", signal_pause},
    {"sigwait(sigset, /)", signal_sigwait},
    {"sigwaitinfo(sigset, /)", signal_sigwaitinfo},
    {"sigtimedwait(sigset, timeout, /)", signal_sigtimedwait},
    {"strsignal(signalnum, /)", signal_strsignal},
    {"siginterrupt(signalnum, flag, /)", signal_siginterrupt},
    {},
};

}  // namespace

bool signal_add_masks(ModuleFiller& fill) {
  type_siginfo = struct_sequence_type("signal.struct_siginfo", kSiginfoFields, 7);
  return type_siginfo && fill.functions(kMaskFunctions).type("struct_siginfo", type_siginfo).ok();
}

}  // namespace pyvm
