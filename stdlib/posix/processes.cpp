// posix: making, replacing, waiting for and ending processes.
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "stdlib/posix/strings.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"

extern char** environ;

namespace pyvm {

namespace {

// ---- fork

PyList* before_fork = nullptr;
PyList* after_in_parent = nullptr;
PyList* after_in_child = nullptr;

// Calls the functions, the last registered first where `backwards`; what they raise is reported and forgotten.
void run_hooks(Thread& t, PyList* hooks, bool backwards) {
  for (int64_t i = 0; hooks && i < hooks->length; i++) {
    Value hook = hooks->items->items[backwards ? hooks->length - 1 - i : i];
    if (!object_call(t, hook, nullptr, 0)) unraisable_report(t, hook);
  }
}

bool add_hook(PyList** hooks, Value hook, const char* name) {
  if (!hook) return true;
  if (!object_is_callable(hook)) return raise_type_error("'%s' must be callable, not %s", name, type_name(hook));
  if (!*hooks) {
    *hooks = list_new(0);
    gc::add_root(hooks);
  }
  return *hooks && list_append(*hooks, hook);
}
Value posix_register_at_fork(Thread&, Value* args) {
  if (!args[0] && !args[1] && !args[2]) return raise_type_error("At least one argument is required.");
  bool ok = add_hook(&before_fork, args[0], "before") && add_hook(&after_in_child, args[1], "after_in_child") &&
            add_hook(&after_in_parent, args[2], "after_in_parent");
  return ok ? kNone : kNull;
}

Value posix_fork(Thread& t, Value*) { return int_or_error(fork_process(t)); }

// ---- exec

Value posix_execv(Thread& t, Value* args) {
  Path path(t, args[0], "execv: path");
  if (!path) return kNull;
  if (!is_list(args[1]) && !is_tuple(args[1])) return raise_type_error("execv() arg 2 must be a tuple or list");
  StringArray argv;
  if (!argv.add_all(t, args[1])) return kNull;
  if (!argv.size()) return raise_value_error("execv() arg 2 must not be empty");
  if (!*argv.data()[0]) return raise_value_error("execv() arg 2 first element cannot be empty");
  execv(path.c_str(), argv.data());
  return raise_os_error(errno, kNull);
}
Value posix_execve(Thread& t, Value* args) {
  Path path(t, args[0], "execve: path", Path::kOrDescriptor);
  if (!path) return kNull;
  if (!is_list(args[1]) && !is_tuple(args[1])) return raise_type_error("execve: argv must be a tuple or list");
  StringArray argv, variables;
  if (!argv.add_all(t, args[1])) return kNull;
  if (!argv.size()) return raise_value_error("execve: argv must not be empty");
  if (!*argv.data()[0]) return raise_value_error("execve: argv first element cannot be empty");
  if (!object_find_attr(t, args[2], str_intern("keys"))) {
    return error_pending() ? kNull : raise_type_error("execve: environment must be a mapping object");
  }
  if (!variables.add_environment(t, args[2])) return kNull;
  if (path.is_descriptor()) {
    fexecve(path.fd(), argv.data(), variables.data());
  } else {
    execve(path.c_str(), argv.data(), variables.data());
  }
  return raise_os_error(errno, args[0]);
}
Value posix_system(Thread& t, Value* args) {
  Path command(t, args[0], "system: command");
  if (!command) return kNull;
  int status;
  {
    Unlocked unlocked(t);
    status = system(command.c_str());
  }
  return Value::from_small_int(status);
}

// ---- waiting

PyType* type_waitid_result;
const char* const kWaitidFields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code", nullptr};

Value pid_and_status(pid_t pid, int status) {
  if (pid < 0) return raise_os_error(errno, kNull);
  Value items[2] = {Value::from_small_int(pid), Value::from_small_int(status)};
  return to_value(tuple_from(items, 2));
}
Value posix_waitpid(Thread& t, Value* args) {
  int pid, options, status = 0;
  pid_t got;
  if (!c_int_arguments(t, args, &pid, &options)) return kNull;
  if (!system_call(t, &got, [&] { return waitpid(pid, &status, options); })) return kNull;
  return pid_and_status(got, status);
}
Value posix_wait(Thread& t, Value*) {
  int status = 0;
  pid_t got;
  return system_call(t, &got, [&] { return wait(&status); }) ? pid_and_status(got, status) : kNull;
}
Value wait_for_usage(Thread& t, int pid, int options) {
  int status = 0;
  struct rusage usage {};
  pid_t got;
  if (!system_call(t, &got, [&] { return wait4(pid, &status, options, &usage); })) return kNull;
  if (got < 0) return raise_os_error(errno, kNull);
  Value items[3] = {Value::from_small_int(got), Value::from_small_int(status), rusage_value(usage)};
  return items[2] ? to_value(tuple_from(items, 3)) : kNull;
}
Value posix_wait3(Thread& t, Value* args) {
  int options;
  return c_int_argument(t, args[0], &options) ? wait_for_usage(t, -1, options) : kNull;
}
Value posix_wait4(Thread& t, Value* args) {
  int pid, options;
  return c_int_arguments(t, args, &pid, &options) ? wait_for_usage(t, pid, options) : kNull;
}
Value posix_waitid(Thread& t, Value* args) {
  int kind, id, options, result;
  siginfo_t info{};
  if (!c_int_arguments(t, args, &kind, &id, &options)) return kNull;
  auto call = [&] { return waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &info, options); };
  if (!system_call(t, &result, call)) return kNull;
  if (result < 0) return raise_os_error(errno, kNull);
  if (!info.si_pid) return kNone;
  const Value values[] = {Value::from_small_int(info.si_pid), Value::from_small_int(info.si_uid),
                          Value::from_small_int(info.si_signo), Value::from_small_int(info.si_status),
                          Value::from_small_int(info.si_code)};
  return struct_sequence_new(type_waitid_result, values);
}
Value posix_pidfd_open(Thread& t, Value* args) {
  int pid, flags;
  return c_int_arguments(t, args, &pid, &flags) ? int_or_error(syscall(SYS_pidfd_open, pid, flags)) : kNull;
}

int wait_coredump(int s) { return WCOREDUMP(s); }
int wait_exited(int s) { return WIFEXITED(s); }
int wait_signaled(int s) { return WIFSIGNALED(s); }
int wait_stopped(int s) { return WIFSTOPPED(s); }
int wait_continued(int s) { return WIFCONTINUED(s); }
int wait_exit_status(int s) { return WEXITSTATUS(s); }
int wait_term_signal(int s) { return WTERMSIG(s); }
int wait_stop_signal(int s) { return WSTOPSIG(s); }

template <int (*kTest)(int)>
Value status_test(Thread& t, Value* args) {
  int status;
  return c_int_argument(t, args[0], &status) ? Value::from_bool(kTest(status)) : kNull;
}
template <int (*kPart)(int)>
Value status_part(Thread& t, Value* args) {
  int status;
  return c_int_argument(t, args[0], &status) ? Value::from_small_int(kPart(status)) : kNull;
}
Value posix_exit_code(Thread& t, Value* args) {
  int s;
  if (!c_int_argument(t, args[0], &s)) return kNull;
  if (WIFEXITED(s)) return Value::from_small_int(WEXITSTATUS(s));
  if (WIFSIGNALED(s)) return Value::from_small_int(-WTERMSIG(s));
  if (WIFSTOPPED(s)) return raise_value_error("process stopped by delivery of signal %i", WSTOPSIG(s));
  return raise_value_error("invalid wait status: %i", s);
}

// ---- ending

Value posix_exit(Thread& t, Value* args) {
  int status;
  if (!c_int_argument(t, args[0], &status)) return kNull;
  _exit(status);
}
Value posix_abort(Thread&, Value*) { std::abort(); }
// The handler of a signal that a process sends to itself runs before the call returns.
template <int (*kSend)(pid_t, int)>
Value send_signal(Thread& t, Value* args) {
  int to, signal;
  if (!c_int_arguments(t, args, &to, &signal)) return kNull;
  if (kSend(to, signal) < 0) return raise_os_error(errno, kNull);
  return t.poll && !poll_run(t) ? kNull : kNone;
}
Value posix_nice(Thread& t, Value* args) {
  int step;
  if (!c_int_argument(t, args[0], &step)) return kNull;
  errno = 0;
  int value = nice(step);
  return value == -1 && errno ? raise_os_error(errno, kNull) : Value::from_small_int(value);
}

const NativeDef kProcessFunctions[] = {
    {"fork()", posix_fork},
    {"register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)", posix_register_at_fork},
    {"execv(path, argv, /)", posix_execv},
    {"execve(path, argv, env)", posix_execve},
    {"system(command)", posix_system},
    {"wait()", posix_wait},
    {"wait3(options)", posix_wait3},
    {"wait4(pid, options)", posix_wait4},
    {"waitpid(pid, options, /)", posix_waitpid},
    {"waitid(idtype, id, options, /)", posix_waitid},
    {"pidfd_open(pid, flags=0)", posix_pidfd_open},
    {"waitstatus_to_exitcode(status)", posix_exit_code},
    {"WCOREDUMP(status, /)", status_test<wait_coredump>},
    {"WIFEXITED(status)", status_test<wait_exited>},
    {"WIFSIGNALED(status)", status_test<wait_signaled>},
    {"WIFSTOPPED(status)", status_test<wait_stopped>},
    {"WIFCONTINUED(status)", status_test<wait_continued>},
    {"WEXITSTATUS(status)", status_part<wait_exit_status>},
    {"WTERMSIG(status)", status_part<wait_term_signal>},
    {"WSTOPSIG(status)", status_part<wait_stop_signal>},
    {"_exit(status)", posix_exit},
    {"abort()", posix_abort},
    {"kill(pid, signal, /)", send_signal<kill>},
    {"killpg(pgid, signal, /)", send_signal<killpg>},
    {"nice(increment, /)", posix_nice},
    {},
};

}  // namespace

int fork_process(Thread& t) {
  run_hooks(t, before_fork, true);
  pid_t pid = fork();
  int error = errno;
  if (pid == 0) thread_after_fork(t);
  run_hooks(t, pid ? after_in_parent : after_in_child, false);
  errno = error;
  return pid;
}

bool posix_add_processes(ModuleFiller& fill) {
  type_waitid_result = struct_sequence_type("posix.waitid_result", kWaitidFields, 5);
  return type_waitid_result && fill.functions(kProcessFunctions).type("waitid_result", type_waitid_result).ok();
}

}  // namespace pyvm
