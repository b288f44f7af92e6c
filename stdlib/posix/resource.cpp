// The resource module: limits and use of resources.
#include <sys/resource.h>
#include <unistd.h>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/posix/posix.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

const char* const kUsageFields[] = {"ru_utime",  "ru_stime",  "ru_maxrss",  "ru_ixrss",    "ru_idrss",    "ru_isrss",
                                    "ru_minflt", "ru_majflt", "ru_nswap",   "ru_inblock",  "ru_oublock",  "ru_msgsnd",
                                    "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw",   nullptr};

// Made when first needed: posix.wait4() may be called without the module.
PyType* usage_type() {
  static PyType* type = struct_sequence_type("resource.struct_rusage", kUsageFields, 16);
  return type;
}

Value limit_value(rlim_t limit) { return int_from_int64(static_cast<int64_t>(limit)); }
Value limits_value(const rlimit& limits) {
  Value items[2] = {limit_value(limits.rlim_cur), limit_value(limits.rlim_max)};
  return to_value(tuple_from(items, 2));
}
bool which_argument(Thread& t, Value v, int* which) {
  if (!c_int_argument(t, v, which)) return false;
  return (*which >= 0 && *which < RLIMIT_NLIMITS) || raise_value_error("invalid resource specified");
}
bool limits_argument(Thread& t, Value v, rlimit* out) {
  Value list = object_to_list(t, v);
  int64_t soft, hard;
  if (!list) return false;
  if (as_list(list)->length != 2) return raise_value_error("expected a tuple of 2 integers");
  const Value* items = as_list(list)->items->items;
  if (!int_argument(t, items[0], &soft) || !int_argument(t, items[1], &hard)) return false;
  *out = {static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
  return true;
}
Value limit_failure() {
  if (errno == EINVAL) return raise_value_error("current limit exceeds maximum limit");
  if (errno == EPERM) return raise_value_error("not allowed to raise maximum limit");
  return raise_os_error(errno, kNull);
}

Value resource_getrlimit(Thread& t, Value* args) {
  int which;
  rlimit limits;
  if (!which_argument(t, args[0], &which)) return kNull;
  return getrlimit(static_cast<__rlimit_resource>(which), &limits) < 0 ? raise_os_error(errno, kNull) : limits_value(limits);
}
Value resource_setrlimit(Thread& t, Value* args) {
  int which;
  rlimit limits;
  if (!which_argument(t, args[0], &which) || !limits_argument(t, args[1], &limits)) return kNull;
  return setrlimit(static_cast<__rlimit_resource>(which), &limits) < 0 ? limit_failure() : kNone;
}
Value resource_prlimit(Thread& t, Value* args) {
  int pid, which;
  rlimit limits, old;
  bool set = !args[2].is_null();
  if (!c_int_argument(t, args[0], &pid) || !which_argument(t, args[1], &which)) return kNull;
  if (set && !limits_argument(t, args[2], &limits)) return kNull;
  if (prlimit(pid, static_cast<__rlimit_resource>(which), set ? &limits : nullptr, &old) < 0) {
    return set ? limit_failure() : raise_os_error(errno, kNull);
  }
  return limits_value(old);
}
Value resource_getrusage(Thread& t, Value* args) {
  int who;
  rusage usage;
  if (!c_int_argument(t, args[0], &who)) return kNull;
  if (getrusage(static_cast<__rusage_who_t>(who), &usage) == 0) return rusage_value(usage);
  return errno == EINVAL ? raise_value_error("invalid who parameter") : raise_os_error(errno, kNull);
}
Value resource_getpagesize(Thread&, Value*) { return Value::from_small_int(sysconf(_SC_PAGESIZE)); }

const NativeDef kFunctions[] = {
    {"getrlimit(resource, /)", resource_getrlimit},
    {"setrlimit(resource, limits, /)", resource_setrlimit},
    {"prlimit(pid, resource, limits=<absent>, /)", resource_prlimit},
    {"getrusage(who, /)", resource_getrusage},
    {"getpagesize()", resource_getpagesize},
    {},
};
#define ROW(name) {#name, static_cast<int64_t>(name)}
const IntRow kConstants[] = {
    ROW(RLIM_INFINITY),  ROW(RLIMIT_CPU),        ROW(RLIMIT_FSIZE),    ROW(RLIMIT_DATA),   ROW(RLIMIT_STACK),
    ROW(RLIMIT_CORE),    ROW(RLIMIT_RSS),        ROW(RLIMIT_NPROC),    ROW(RLIMIT_NOFILE), ROW(RLIMIT_OFILE),
    ROW(RLIMIT_MEMLOCK), ROW(RLIMIT_AS),         ROW(RLIMIT_MSGQUEUE), ROW(RLIMIT_NICE),   ROW(RLIMIT_RTPRIO),
    ROW(RLIMIT_RTTIME),  ROW(RLIMIT_SIGPENDING), ROW(RUSAGE_SELF),     ROW(RUSAGE_CHILDREN), ROW(RUSAGE_THREAD)};
#undef ROW

bool init(Thread&, PyDict* dict) {
  if (!usage_type()) return false;
  ModuleFiller fill(dict, "resource");
  return fill.functions(kFunctions).integers(kConstants).type("struct_rusage", usage_type()).type("error", exc::OSError).ok();
}

}  // namespace

Value rusage_value(const rusage& u) {
  if (!usage_type()) return kNull;
  auto seconds = [](const timeval& tv) {
    return Value::from_double(static_cast<double>(tv.tv_sec) + static_cast<double>(tv.tv_usec) * 1e-6);
  };
  const Value values[] = {seconds(u.ru_utime),           seconds(u.ru_stime),           int_from_int64(u.ru_maxrss),
                          int_from_int64(u.ru_ixrss),    int_from_int64(u.ru_idrss),    int_from_int64(u.ru_isrss),
                          int_from_int64(u.ru_minflt),   int_from_int64(u.ru_majflt),   int_from_int64(u.ru_nswap),
                          int_from_int64(u.ru_inblock),  int_from_int64(u.ru_oublock),  int_from_int64(u.ru_msgsnd),
                          int_from_int64(u.ru_msgrcv),   int_from_int64(u.ru_nsignals), int_from_int64(u.ru_nvcsw),
                          int_from_int64(u.ru_nivcsw)};
  return struct_sequence_new(usage_type(), values);
}

const NativeModule kResourceModule = {"resource", init};

}  // namespace pyvm
