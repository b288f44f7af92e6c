// posix: processes, the environment, system facts.
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "stdlib/modules.h"
#include "stdlib/posix/posix.h"
#include "stdlib/support.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

extern char** environ;

namespace pyvm {

namespace {

PyType* type_uname_result;
PyType* type_terminal_size;
const char* const kTerminalFields[] = {"columns", "lines", nullptr};
const char* const kUnameFields[] = {"sysname", "nodename", "release", "version", "machine", nullptr};

Value posix_getpid(Thread&, Value*) { return Value::from_small_int(getpid()); }
Value posix_getppid(Thread&, Value*) { return Value::from_small_int(getppid()); }
Value posix_getuid(Thread&, Value*) { return Value::from_small_int(getuid()); }
Value posix_geteuid(Thread&, Value*) { return Value::from_small_int(geteuid()); }
Value posix_getgid(Thread&, Value*) { return Value::from_small_int(getgid()); }
Value posix_getegid(Thread&, Value*) { return Value::from_small_int(getegid()); }
Value posix_cpu_count(Thread&, Value*) { return Value::from_small_int(sysconf(_SC_NPROCESSORS_ONLN)); }

Value posix_exit(Thread& t, Value* args) {
  int64_t status;
  if (!int_argument(t, args[0], &status)) return kNull;
  _exit(static_cast<int>(status));
}
Value posix_abort(Thread&, Value*) { std::abort(); }
Value posix_kill(Thread& t, Value* args) {
  int64_t pid, signal;
  if (!int_argument(t, args[0], &pid) || !int_argument(t, args[1], &signal)) return kNull;
  return kill(static_cast<pid_t>(pid), static_cast<int>(signal)) < 0 ? raise_os_error(errno, kNull) : kNone;
}
Value posix_fork(Thread&, Value*) {
  pid_t pid = fork();
  return pid < 0 ? raise_os_error(errno, kNull) : Value::from_small_int(pid);
}
Value posix_waitpid(Thread& t, Value* args) {
  int64_t pid, options;
  if (!int_argument(t, args[0], &pid) || !int_argument(t, args[1], &options)) return kNull;
  int status;
  pid_t got = waitpid(static_cast<pid_t>(pid), &status, static_cast<int>(options));
  if (got < 0) return raise_os_error(errno, kNull);
  Value items[2] = {Value::from_small_int(got), Value::from_small_int(status)};
  PyTuple* tuple = tuple_from(items, 2);
  return tuple ? Value(&tuple->header) : kNull;
}
Value posix_wait_exit_code(Thread& t, Value* args) {
  int64_t status;
  if (!int_argument(t, args[0], &status)) return kNull;
  int s = static_cast<int>(status);
  return Value::from_small_int(WIFEXITED(s) ? WEXITSTATUS(s) : -WTERMSIG(s));
}

Value posix_urandom(Thread& t, Value* args) {
  int64_t size;
  if (!int_argument(t, args[0], &size)) return kNull;
  if (size < 0) return raise_value_error("negative argument not allowed");
  PyBytes* bytes = bytes_new(static_cast<size_t>(size));
  if (!bytes) return kNull;
  for (int64_t done = 0; done < size;) {
    ssize_t n = getrandom(bytes->data + done, static_cast<size_t>(size - done), 0);
    if (n < 0 && errno != EINTR) return raise_os_error(errno, kNull);
    if (n > 0) done += n;
  }
  return Value(&bytes->header);
}

Value posix_uname(Thread&, Value*) {
  utsname u;
  if (uname(&u) < 0) return raise_os_error(errno, kNull);
  const Value values[] = {str_value(u.sysname), str_value(u.nodename), str_value(u.release), str_value(u.version),
                          str_value(u.machine)};
  return struct_sequence_new(type_uname_result, values);
}

bool environment_argument(Thread& t, Value v, char** out) {
  *out = path_argument(t, v);
  return *out;
}
Value posix_putenv(Thread& t, Value* args) {
  char* name;
  char* value = nullptr;
  if (!environment_argument(t, args[0], &name)) return kNull;
  bool ok = environment_argument(t, args[1], &value);
  if (ok && (*name == 0 || std::strchr(name, '='))) {
    ok = false;
    (void)raise_value_error("illegal environment variable name");
  }
  if (ok) setenv(name, value, 1);
  std::free(name);
  std::free(value);
  return ok ? kNone : kNull;
}
Value posix_unsetenv(Thread& t, Value* args) {
  char* name;
  if (!environment_argument(t, args[0], &name)) return kNull;
  unsetenv(name);
  std::free(name);
  return kNone;
}
Value posix_strerror(Thread& t, Value* args) {
  int64_t number;
  if (!int_argument(t, args[0], &number)) return kNull;
  return str_value(std::strerror(static_cast<int>(number)));
}
Value posix_umask(Thread& t, Value* args) {
  int64_t mask;
  if (!int_argument(t, args[0], &mask)) return kNull;
  return Value::from_small_int(umask(static_cast<mode_t>(mask)));
}
Value posix_register_at_fork(Thread&, Value*) { return kNone; }
Value posix_get_terminal_size(Thread& t, Value* args) {
  int64_t fd;
  winsize size;
  if (!int_argument(t, args[0], &fd)) return kNull;
  if (ioctl(static_cast<int>(fd), TIOCGWINSZ, &size) < 0) return raise_os_error(errno, kNull);
  const Value values[] = {Value::from_small_int(size.ws_col), Value::from_small_int(size.ws_row)};
  return struct_sequence_new(type_terminal_size, values);
}

const NativeDef kProcessFunctions[] = {
    {"getpid()", posix_getpid, kEffectReads},
    {"getppid()", posix_getppid, kEffectReads},
    {"getuid()", posix_getuid, kEffectReads},
    {"geteuid()", posix_geteuid, kEffectReads},
    {"getgid()", posix_getgid, kEffectReads},
    {"getegid()", posix_getegid, kEffectReads},
    {"cpu_count()", posix_cpu_count, kEffectReads},
    {"_exit(status)", posix_exit},
    {"abort()", posix_abort},
    {"kill(pid, signal, /)", posix_kill},
    {"fork()", posix_fork},
    {"waitpid(pid, options, /)", posix_waitpid},
    {"waitstatus_to_exitcode(status)", posix_wait_exit_code},
    {"urandom(size, /)", posix_urandom},
    {"uname()", posix_uname},
    {"putenv(name, value, /)", posix_putenv},
    {"unsetenv(name, /)", posix_unsetenv},
    {"strerror(code, /)", posix_strerror},
    {"umask(mask, /)", posix_umask},
    {"register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)", posix_register_at_fork},
    {"get_terminal_size(fd=1, /)", posix_get_terminal_size},
    {},
};

// bytes -> bytes; Lib/os.py makes os.environ of it.
bool add_environment(Thread& t, ModuleFiller& fill) {
  PyDict* dict = dict_new();
  if (!dict) return false;
  for (char** entry = environ; *entry; entry++) {
    const char* equals = std::strchr(*entry, '=');
    if (!equals) continue;
    PyBytes* name = bytes_from(*entry, static_cast<size_t>(equals - *entry));
    PyBytes* value = bytes_from(equals + 1, std::strlen(equals + 1));
    if (!name || !value || !dict_set(t, dict, Value(&name->header), Value(&value->header))) return false;
  }
  return fill.value("environ", Value(&dict->header)).ok();
}

bool posix_init(Thread& t, PyDict* dict) {
  ModuleFiller fill(dict, "posix");
  PyList* have = list_new(0);
  if (!have || !posix_add_files(fill) || !posix_add_processes(fill)) return false;
  return add_environment(t, fill) && fill.value("_have_functions", Value(&have->header)).ok();
}

}  // namespace

bool posix_add_processes(ModuleFiller& fill) {
  type_uname_result = struct_sequence_type("posix.uname_result", kUnameFields, 5);
  type_terminal_size = struct_sequence_type("os.terminal_size", kTerminalFields, 2);
  if (!type_uname_result || !type_terminal_size) return false;
  return fill.functions(kProcessFunctions)
      .type("uname_result", type_uname_result)
      .type("terminal_size", type_terminal_size)
      .type("error", exc::OSError)
      .integer("WNOHANG", WNOHANG)
      .integer("WUNTRACED", WUNTRACED)
      .integer("EX_OK", 0)
      .ok();
}

const NativeModule kPosixModule = {"posix", posix_init};

}  // namespace pyvm
