// posix: users, groups, sessions; the environment; facts about the system.
#include <grp.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstring>
#include <vector>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

extern char** environ;

namespace pyvm {

namespace {

PyType* type_uname_result;
PyType* type_times_result;
const char* const kUnameFields[] = {"sysname", "nodename", "release", "version", "machine", nullptr};
const char* const kTimesFields[] = {"user", "system", "children_user", "children_system", "elapsed", nullptr};

// ---- identities

template <auto kGet>
Value get_id(Thread&, Value*) {
  return int_from_int64(kGet());
}
template <auto kGet>
Value get_id_of_process(Thread& t, Value* args) {
  int pid;
  return c_int_argument(t, args[0], &pid) ? int_or_error(kGet(pid)) : kNull;
}
template <auto kSet>
Value set_id(Thread& t, Value* args) {
  uint32_t id;
  return id_argument(t, args[0], &id) ? none_or_error(kSet(id)) : kNull;
}
template <auto kSet>
Value set_two_ids(Thread& t, Value* args) {
  uint32_t real, effective;
  if (!id_argument(t, args[0], &real) || !id_argument(t, args[1], &effective)) return kNull;
  return none_or_error(kSet(real, effective));
}
template <auto kSet>
Value set_three_ids(Thread& t, Value* args) {
  uint32_t real, effective, saved;
  if (!id_argument(t, args[0], &real) || !id_argument(t, args[1], &effective) || !id_argument(t, args[2], &saved)) return kNull;
  return none_or_error(kSet(real, effective, saved));
}
template <auto kGet>
Value get_three_ids(Thread&, Value*) {
  uint32_t ids[3];
  if (kGet(&ids[0], &ids[1], &ids[2]) < 0) return raise_os_error(errno, kNull);
  Value items[3] = {int_from_int64(ids[0]), int_from_int64(ids[1]), int_from_int64(ids[2])};
  return to_value(tuple_from(items, 3));
}
Value posix_setsid(Thread&, Value*) { return none_or_error(setsid()); }
Value posix_setpgrp(Thread&, Value*) { return none_or_error(setpgid(0, 0)); }
Value posix_setpgid(Thread& t, Value* args) {
  int pid, group;
  return c_int_arguments(t, args, &pid, &group) ? none_or_error(setpgid(pid, group)) : kNull;
}

Value list_of_groups(const std::vector<gid_t>& groups) {
  PyList* list = list_new(0);
  for (gid_t group : groups) {
    if (!list || !list_append(list, int_from_int64(group))) return kNull;
  }
  return to_value(list);
}
Value posix_getgroups(Thread&, Value*) {
  std::vector<gid_t> groups(static_cast<size_t>(getgroups(0, nullptr)));
  int n = getgroups(static_cast<int>(groups.size()), groups.data());
  if (n < 0) return raise_os_error(errno, kNull);
  groups.resize(static_cast<size_t>(n));
  return list_of_groups(groups);
}
Value posix_setgroups(Thread& t, Value* args) {
  Value list = object_to_list(t, args[0]);
  if (!list) return kNull;
  std::vector<gid_t> groups(static_cast<size_t>(as_list(list)->length));
  for (size_t i = 0; i < groups.size(); i++) {
    if (!id_argument(t, as_list(list)->items->items[i], &groups[i])) return kNull;
  }
  return none_or_error(setgroups(groups.size(), groups.data()));
}
Value posix_getgrouplist(Thread& t, Value* args) {
  uint32_t group;
  Path user(t, args[0], "getgrouplist: user");
  if (!user || !id_argument(t, args[1], &group)) return kNull;
  int n = 0;
  getgrouplist(user.c_str(), group, nullptr, &n);
  std::vector<gid_t> groups(static_cast<size_t>(n));
  if (getgrouplist(user.c_str(), group, groups.data(), &n) < 0) return raise_os_error(errno, kNull);
  return list_of_groups(groups);
}
Value posix_getlogin(Thread&, Value*) {
  char name[256];
  int error = getlogin_r(name, sizeof name);
  return error ? raise_os_error(error, kNull) : str_value(name);
}

// ---- the environment

Value posix_putenv(Thread& t, Value* args) {
  Path name(t, args[0], "putenv: name");
  if (!name) return kNull;
  Path value(t, args[1], "putenv: value");
  if (!value) return kNull;
  if (!*name.c_str() || std::strchr(name.c_str(), '=')) return raise_value_error("illegal environment variable name");
  return none_or_error(setenv(name.c_str(), value.c_str(), 1));
}
Value posix_unsetenv(Thread& t, Value* args) {
  Path name(t, args[0], "unsetenv: name");
  return name ? none_or_error(unsetenv(name.c_str())) : kNull;
}

// bytes -> bytes; Lib/os.py makes os.environ of it.
bool add_environment(ModuleFiller& fill) {
  PyDict* dict = dict_new();
  if (!dict) return false;
  for (char** entry = environ; *entry; entry++) {
    const char* equals = std::strchr(*entry, '=');
    if (!equals) continue;
    PyBytes* name = bytes_from(*entry, static_cast<size_t>(equals - *entry));
    PyBytes* value = bytes_from(equals + 1, std::strlen(equals + 1));
    if (!name || !value || !dict_set(current_thread(), dict, Value(&name->header), Value(&value->header))) return false;
  }
  return fill.value("environ", Value(&dict->header)).ok();
}

// ---- the system

Value posix_uname(Thread&, Value*) {
  utsname u;
  if (uname(&u) < 0) return raise_os_error(errno, kNull);
  const Value values[] = {str_value(u.sysname), str_value(u.nodename), str_value(u.release), str_value(u.version),
                          str_value(u.machine)};
  return struct_sequence_new(type_uname_result, values);
}
Value posix_times(Thread&, Value*) {
  tms spent;
  auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  auto seconds = [ticks](clock_t c) { return Value::from_double(static_cast<double>(c) / ticks); };
  clock_t elapsed = times(&spent);
  const Value values[] = {seconds(spent.tms_utime), seconds(spent.tms_stime), seconds(spent.tms_cutime),
                          seconds(spent.tms_cstime), seconds(elapsed)};
  return struct_sequence_new(type_times_result, values);
}
Value posix_getloadavg(Thread&, Value*) {
  double loads[3];
  if (getloadavg(loads, 3) != 3) return raise_error(exc::OSError, "Load averages are unobtainable");
  Value items[3] = {Value::from_double(loads[0]), Value::from_double(loads[1]), Value::from_double(loads[2])};
  return to_value(tuple_from(items, 3));
}
Value posix_cpu_count(Thread&, Value*) { return Value::from_small_int(sysconf(_SC_NPROCESSORS_ONLN)); }
Value posix_sched_getaffinity(Thread& t, Value* args) {
  int pid;
  cpu_set_t set;
  if (!c_int_argument(t, args[0], &pid)) return kNull;
  if (sched_getaffinity(pid, sizeof set, &set) < 0) return raise_os_error(errno, kNull);
  Value cpus = set_new();
  for (int i = 0; cpus && i < CPU_SETSIZE; i++) {
    if (CPU_ISSET(i, &set) && !set_add(t, cpus, Value::from_small_int(i))) return kNull;
  }
  return cpus;
}
Value posix_sched_yield(Thread& t, Value*) {
  Unlocked unlocked(t);
  sched_yield();
  return kNone;
}
Value posix_urandom(Thread& t, Value* args) {
  int64_t size;
  if (!int_argument(t, args[0], &size)) return kNull;
  if (size < 0) return raise_value_error("negative argument not allowed");
  PyBytes* bytes = bytes_new(static_cast<size_t>(size));
  for (int64_t done = 0; bytes && done < size;) {
    ssize_t n = getrandom(bytes->data + done, static_cast<size_t>(size - done), 0);
    if (n < 0 && errno != EINTR) return raise_os_error(errno, kNull);
    if (n > 0) done += n;
  }
  return to_value(bytes);
}
Value posix_strerror(Thread& t, Value* args) {
  int number;
  return c_int_argument(t, args[0], &number) ? str_value(std::strerror(number)) : kNull;
}
Value posix_umask(Thread& t, Value* args) {
  int mask;
  return c_int_argument(t, args[0], &mask) ? Value::from_small_int(umask(static_cast<mode_t>(mask))) : kNull;
}
Value posix_getpriority(Thread& t, Value* args) {
  int which, who;
  if (!c_int_arguments(t, args, &which, &who)) return kNull;
  errno = 0;
  int value = getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  return errno ? raise_os_error(errno, kNull) : Value::from_small_int(value);
}
Value posix_setpriority(Thread& t, Value* args) {
  int which, who, value;
  if (!c_int_arguments(t, args, &which, &who, &value)) return kNull;
  return none_or_error(setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), value));
}

const IntRow kSysconfNames[] = {
#define ROW(name) {#name, _##name},
#include "stdlib/posix/sysconf.def"
#undef ROW
};
const IntRow kConfstrNames[] = {{"CS_PATH", _CS_PATH},
                              {"CS_GNU_LIBC_VERSION", _CS_GNU_LIBC_VERSION},
                              {"CS_GNU_LIBPTHREAD_VERSION", _CS_GNU_LIBPTHREAD_VERSION}};

// A number, or one of the names. False: exception pending.
template <size_t N>
bool configuration_argument(Thread& t, Value v, const IntRow (&names)[N], int* out) {
  if (!is_str(v)) {
    return is_int(v) ? c_int_argument(t, v, out)
                     : raise_type_error("configuration names must be strings or integers");
  }
  for (const IntRow& row : names) {
    if (!str_is(as_str(v), row.name)) continue;
    *out = static_cast<int>(row.value);
    return true;
  }
  return raise_value_error("unrecognized configuration name");
}
Value posix_sysconf(Thread& t, Value* args) {
  int name;
  if (!configuration_argument(t, args[0], kSysconfNames, &name)) return kNull;
  errno = 0;
  long value = sysconf(name);
  return value == -1 && errno ? raise_os_error(errno, kNull) : int_from_int64(value);
}
Value posix_confstr(Thread& t, Value* args) {
  int name;
  char text[512];
  if (!configuration_argument(t, args[0], kConfstrNames, &name)) return kNull;
  errno = 0;
  size_t n = confstr(name, text, sizeof text);
  if (!n) return errno ? raise_os_error(errno, kNull) : kNone;
  return str_value(text);
}
template <size_t N>
Value dict_of(const IntRow (&names)[N]) {
  PyDict* dict = dict_new();
  for (const IntRow& row : names) {
    if (!dict || !dict_set_str(dict, str_intern(row.name), Value::from_small_int(row.value))) return kNull;
  }
  return to_value(dict);
}

const NativeDef kIdentityFunctions[] = {
    {"getpid()", get_id<getpid>, kEffectReads},
    {"getppid()", get_id<getppid>, kEffectReads},
    {"getuid()", get_id<getuid>, kEffectReads},
    {"geteuid()", get_id<geteuid>, kEffectReads},
    {"getgid()", get_id<getgid>, kEffectReads},
    {"getegid()", get_id<getegid>, kEffectReads},
    {"getpgrp()", get_id<getpgrp>, kEffectReads},
    {"getpgid(pid)", get_id_of_process<getpgid>},
    {"getsid(pid, /)", get_id_of_process<getsid>},
    {"getresuid()", get_three_ids<getresuid>},
    {"getresgid()", get_three_ids<getresgid>},
    {"setuid(uid, /)", set_id<setuid>},
    {"seteuid(euid, /)", set_id<seteuid>},
    {"setgid(gid, /)", set_id<setgid>},
    {"setegid(egid, /)", set_id<setegid>},
    {"setreuid(ruid, euid, /)", set_two_ids<setreuid>},
    {"setregid(rgid, egid, /)", set_two_ids<setregid>},
    {"setresuid(ruid, euid, suid, /)", set_three_ids<setresuid>},
    {"setresgid(rgid, egid, sgid, /)", set_three_ids<setresgid>},
    {"setsid()", posix_setsid},
    {"setpgrp()", posix_setpgrp},
    {"setpgid(pid, pgrp, /)", posix_setpgid},
    {"getgroups()", posix_getgroups},
    {"setgroups(groups, /)", posix_setgroups},
    {"getgrouplist(user, group, /)", posix_getgrouplist},
    {"getlogin()", posix_getlogin},
    {"putenv(name, value, /)", posix_putenv},
    {"unsetenv(name, /)", posix_unsetenv},
    {"uname()", posix_uname},
    {"times()", posix_times},
    {"getloadavg()", posix_getloadavg},
    {"cpu_count()", posix_cpu_count, kEffectReads},
    {"sched_getaffinity(pid, /)", posix_sched_getaffinity},
    {"sched_yield()", posix_sched_yield},
    {"urandom(size, /)", posix_urandom},
    {"strerror(code, /)", posix_strerror},
    {"umask(mask, /)", posix_umask},
    {"getpriority(which, who)", posix_getpriority},
    {"setpriority(which, who, priority)", posix_setpriority},
    {"sysconf(name, /)", posix_sysconf},
    {"confstr(name, /)", posix_confstr},
    {},
};

// What Lib/os.py derives os.supports_dir_fd and its like from.
const char* const kHave[] = {"HAVE_FACCESSAT", "HAVE_FCHDIR",   "HAVE_FCHMOD",    "HAVE_FCHMODAT", "HAVE_FCHOWN",
                             "HAVE_FCHOWNAT",  "HAVE_FEXECVE",  "HAVE_FDOPENDIR", "HAVE_FSTATAT",  "HAVE_FSTATVFS",
                             "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT",    "HAVE_LCHOWN",   "HAVE_LSTAT",
                             "HAVE_LUTIMES",   "HAVE_MKDIRAT",  "HAVE_MKFIFOAT",  "HAVE_MKNODAT",  "HAVE_OPENAT",
                             "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"};

bool posix_init(Thread&, PyDict* dict) {
  ModuleFiller fill(dict, "posix");
  PyList* have = list_new(0);
  for (const char* name : kHave) {
    Value text = have ? str_value(name) : kNull;
    if (!text || !list_append(have, text)) return false;
  }
  return posix_add_constants(fill) && posix_add_descriptors(fill) && posix_add_folders(fill) && posix_add_identities(fill) &&
         posix_add_paths(fill) && posix_add_processes(fill) && fill.value("_have_functions", Value(&have->header)).ok();
}

}  // namespace

bool posix_add_identities(ModuleFiller& fill) {
  type_uname_result = struct_sequence_type("posix.uname_result", kUnameFields, 5);
  type_times_result = struct_sequence_type("posix.times_result", kTimesFields, 5);
  if (!type_uname_result || !type_times_result || !add_environment(fill)) return false;
  return fill.functions(kIdentityFunctions)
      .type("uname_result", type_uname_result)
      .type("times_result", type_times_result)
      .type("error", exc::OSError)
      .value("sysconf_names", dict_of(kSysconfNames))
      .value("confstr_names", dict_of(kConfstrNames))
      .ok();
}

const NativeModule kPosixModule = {"posix", posix_init};

}  // namespace pyvm
