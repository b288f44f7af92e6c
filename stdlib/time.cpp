// The time module.
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstring>
#include <ctime>

#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"
#include "vm/run/gil.h"
#include "vm/run/import.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyType* type_struct_time;
const char* const kTimeFields[] = {"tm_year", "tm_mon",  "tm_mday",  "tm_hour", "tm_min",    "tm_sec",
                                   "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff", nullptr};

int64_t clock_ns(clockid_t clock) {
  timespec ts;
  clock_gettime(clock, &ts);
  return int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec;
}
template <clockid_t clock>
Value seconds_of(Thread&, Value*) {
  return Value::from_double(static_cast<double>(clock_ns(clock)) * 1e-9);
}
template <clockid_t clock>
Value nanoseconds_of(Thread&, Value*) {
  return int_from_int64(clock_ns(clock));
}

struct Clock {
  const char* name;
  const char* symbol;
  clockid_t id;
};
#define CLOCK(name, id) {name, #id, id}
const Clock kClocks[] = {CLOCK("time", CLOCK_REALTIME), CLOCK("monotonic", CLOCK_MONOTONIC),
                         CLOCK("perf_counter", CLOCK_MONOTONIC), CLOCK("process_time", CLOCK_PROCESS_CPUTIME_ID),
                         CLOCK("thread_time", CLOCK_THREAD_CPUTIME_ID)};
#undef CLOCK

Value seconds_value(const timespec& ts) {
  return Value::from_double(static_cast<double>(ts.tv_sec) + static_cast<double>(ts.tv_nsec) * 1e-9);
}
Value clock_info(Thread& t, const Clock& clock) {
  timespec resolution;
  clock_getres(clock.id, &resolution);
  bool wall = clock.id == CLOCK_REALTIME;
  Value info = object_call(t, to_value(type_simple_namespace), nullptr, 0);
  PyStr* text = str_format("clock_gettime(%s)", clock.symbol);
  bool ok = info && text && object_set_attr(t, info, str_intern("implementation"), to_value(text)) &&
            object_set_attr(t, info, str_intern("monotonic"), Value::from_bool(!wall)) &&
            object_set_attr(t, info, str_intern("adjustable"), Value::from_bool(wall)) &&
            object_set_attr(t, info, str_intern("resolution"), seconds_value(resolution));
  return ok ? info : kNull;
}
Value time_get_clock_info(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("get_clock_info() argument 1 must be str, not %s", type_name(args[0]));
  for (const Clock& clock : kClocks) {
    if (str_is(as_str(args[0]), clock.name)) return clock_info(t, clock);
  }
  return raise_value_error("unknown clock");
}

// Reads the clock whose number is args[0] with `read`.
template <int (*kRead)(clockid_t, timespec*)>
bool read_clock(Thread& t, Value* args, timespec* out) {
  int64_t clock;
  if (!int_argument(t, args[0], &clock)) return false;
  return kRead(static_cast<clockid_t>(clock), out) == 0 || raise_os_error(errno, kNull);
}
Value time_clock_gettime(Thread& t, Value* args) {
  timespec ts;
  return read_clock<clock_gettime>(t, args, &ts) ? seconds_value(ts) : kNull;
}
Value time_clock_gettime_ns(Thread& t, Value* args) {
  timespec ts;
  return read_clock<clock_gettime>(t, args, &ts) ? int_from_int64(int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec) : kNull;
}
Value time_clock_getres(Thread& t, Value* args) {
  timespec ts;
  return read_clock<clock_getres>(t, args, &ts) ? seconds_value(ts) : kNull;
}

// The library does it.
Value time_strptime(Thread& t, Value* args) {
  Value module = import_module(t, str_intern("_strptime"));
  return module ? object_call_method(t, module, str_intern("_strptime_time"), args, args[1] ? 2 : 1) : kNull;
}

Value time_sleep(Thread& t, Value* args) {
  double seconds;
  if (!seconds_argument(t, args[0], &seconds)) return kNull;
  if (std::isnan(seconds)) return raise_value_error("Invalid value NaN (not a number)");
  if (seconds < 0) return raise_value_error("sleep length must be non-negative");
  if (seconds > 9.2e9) return raise_error(exc::OverflowError, "timestamp too large to convert to C _PyTime_t");
  int64_t until = clock_ns(CLOCK_MONOTONIC) + static_cast<int64_t>(seconds * 1e9);
  timespec deadline{until / 1000000000, until % 1000000000};
  for (;;) {
    int error;
    {
      Unlocked unlocked(t);
      error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr);
    }
    if (error != EINTR) return kNone;
    if (t.poll && !poll_run(t)) return kNull;
  }
}

Value make_struct_time(const tm& tm) {
  const Value values[] = {int_from_int64(tm.tm_year + 1900),    int_from_int64(tm.tm_mon + 1),
                          int_from_int64(tm.tm_mday),           int_from_int64(tm.tm_hour),
                          int_from_int64(tm.tm_min),            int_from_int64(tm.tm_sec),
                          int_from_int64((tm.tm_wday + 6) % 7), int_from_int64(tm.tm_yday + 1),
                          int_from_int64(tm.tm_isdst),          str_value(tm.tm_zone ? tm.tm_zone : ""),
                          int_from_int64(tm.tm_gmtoff)};
  return struct_sequence_new(type_struct_time, values);
}

bool when_argument(Thread& t, Value v, time_t* out) {
  if (v.is_none()) {
    *out = std::time(nullptr);
    return true;
  }
  double seconds;
  if (!seconds_argument(t, v, &seconds)) return false;
  if (std::isnan(seconds)) return (void)raise_value_error("Invalid value NaN (not a number)"), false;
  if (std::fabs(seconds) > 6.7e16) {
    return (void)raise_error(exc::OverflowError, "timestamp out of range for platform time_t"), false;
  }
  *out = static_cast<time_t>(std::floor(seconds));
  return true;
}

template <tm* (*convert)(const time_t*, tm*)>
Value broken_down(Thread& t, Value* args) {
  time_t when;
  if (!when_argument(t, args[0], &when)) return kNull;
  tm tm{};
  if (!convert(&when, &tm)) return raise_os_error(errno, kNull);
  return make_struct_time(tm);
}

// A 9-tuple or struct_time, argument of `function`.
bool tuple_argument(Thread& t, Value v, const char* function, tm* out) {
  if (!(type_of(v)->flags & kTypeTuple)) {
    (void)raise_type_error("Tuple or struct_time argument required");
    return false;
  }
  PyTuple* tuple = as_tuple(v);
  if (tuple->length != 9) {
    (void)raise_type_error("%s(): illegal time tuple argument", function);
    return false;
  }
  int64_t f[9];
  for (int i = 0; i < 9; i++) {
    if (!int_argument(t, tuple->items[i], &f[i])) return false;
    if (f[i] > INT_MAX) return raise_error(exc::OverflowError, "signed integer is greater than maximum");
    if (f[i] < INT_MIN) return raise_error(exc::OverflowError, "signed integer is less than minimum");
  }
  if (f[0] < INT_MIN + 1900) return raise_error(exc::OverflowError, "year out of range");
  *out = {};
  out->tm_year = static_cast<int>(f[0] - 1900);
  out->tm_mon = static_cast<int>(f[1] - 1);
  out->tm_mday = static_cast<int>(f[2]);
  out->tm_hour = static_cast<int>(f[3]);
  out->tm_min = static_cast<int>(f[4]);
  out->tm_sec = static_cast<int>(f[5]);
  out->tm_wday = static_cast<int>((f[6] + 1) % 7);
  out->tm_yday = static_cast<int>(f[7] - 1);
  out->tm_isdst = static_cast<int>(f[8]);
  return true;
}

// Zero stands for the first month, day of the month and day of the year; what else is out of range is an error.
bool check_fields(tm* tm) {
  if (tm->tm_mon == -1) tm->tm_mon = 0;
  if (tm->tm_mday == 0) tm->tm_mday = 1;
  if (tm->tm_yday == -1) tm->tm_yday = 0;
  struct Range {
    int value, first, last;
    const char* name;
  };
  const Range ranges[] = {{tm->tm_mon, 0, 11, "month"},      {tm->tm_mday, 1, 31, "day of month"},
                          {tm->tm_hour, 0, 23, "hour"},      {tm->tm_min, 0, 59, "minute"},
                          {tm->tm_sec, 0, 61, "seconds"},    {tm->tm_wday, 0, 6, "day of week"},
                          {tm->tm_yday, 0, 365, "day of year"}};
  for (const Range& range : ranges) {
    if (range.value < range.first || range.value > range.last) return raise_value_error("%s out of range", range.name);
  }
  return true;
}

bool now_or_tuple(Thread& t, Value v, const char* function, tm* out) {
  if (!v.is_null() && !v.is_none()) return tuple_argument(t, v, function, out) && check_fields(out);
  time_t now = std::time(nullptr);
  return localtime_r(&now, out) != nullptr;
}

Value time_mktime(Thread& t, Value* args) {
  tm tm;
  if (!tuple_argument(t, args[0], "mktime", &tm)) return kNull;
  time_t when = std::mktime(&tm);
  return Value::from_double(static_cast<double>(when));
}

Value time_strftime(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("strftime() argument 1 must be str, not %s", type_name(args[0]));
  tm tm;
  if (!now_or_tuple(t, args[1], "strftime", &tm)) return kNull;
  TextBuffer format;
  str_append_utf8(as_str(args[0]), format);
  if (format.size() == 0) return str_value("");
  for (size_t capacity = 256; capacity < 1 << 20; capacity *= 4) {
    char* text = static_cast<char*>(__builtin_malloc(capacity));
    if (!text) return raise_memory_error();
    size_t n = std::strftime(text, capacity, format.c_str(), &tm);
    Value result = n || capacity > format.size() * 256 ? str_value({text, n}) : kStop;
    __builtin_free(text);
    if (result != kStop) return result;
  }
  return str_value("");
}

Value asctime_text(const tm& tm) {
  static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  PyStr* s = str_format("%s %s%3d %.2d:%.2d:%.2d %d", kDays[(tm.tm_wday % 7 + 7) % 7],
                        kMonths[(tm.tm_mon % 12 + 12) % 12], tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
                        tm.tm_year + 1900);
  return s ? Value(&s->header) : kNull;
}
Value time_asctime(Thread& t, Value* args) {
  tm tm;
  return now_or_tuple(t, args[0], "asctime", &tm) ? asctime_text(tm) : kNull;
}
Value time_ctime(Thread& t, Value* args) {
  time_t when;
  if (!when_argument(t, args[0], &when)) return kNull;
  tm tm;
  localtime_r(&when, &tm);
  return asctime_text(tm);
}

PyDict* namespace_of_module;

// Reads TZ and sets timezone, altzone, daylight and tzname. False: MemoryError pending.
bool set_zone() {
  tzset();
  Value zones[2] = {str_value(tzname[0]), str_value(tzname[1])};
  PyTuple* names = zones[0] && zones[1] ? tuple_from(zones, 2) : nullptr;
  return names && ModuleFiller(namespace_of_module, "time")
                      .integer("timezone", timezone)
                      .integer("altzone", timezone - (daylight ? 3600 : 0))
                      .integer("daylight", daylight)
                      .value("tzname", Value(&names->header))
                      .ok();
}
Value time_tzset(Thread&, Value*) { return set_zone() ? kNone : kNull; }

constexpr uint32_t kClock = kEffectReads | kEffectAllocates;
const NativeDef kTimeFunctions[] = {
    {"time()", seconds_of<CLOCK_REALTIME>, kClock, "Return the current time in seconds since the Epoch."},
    {"time_ns()", nanoseconds_of<CLOCK_REALTIME>, kClock},
    {"monotonic()", seconds_of<CLOCK_MONOTONIC>, kClock},
    {"monotonic_ns()", nanoseconds_of<CLOCK_MONOTONIC>, kClock},
    {"perf_counter()", seconds_of<CLOCK_MONOTONIC>, kClock},
    {"perf_counter_ns()", nanoseconds_of<CLOCK_MONOTONIC>, kClock},
    {"process_time()", seconds_of<CLOCK_PROCESS_CPUTIME_ID>, kClock},
    {"process_time_ns()", nanoseconds_of<CLOCK_PROCESS_CPUTIME_ID>, kClock},
    {"thread_time()", seconds_of<CLOCK_THREAD_CPUTIME_ID>, kClock},
    {"thread_time_ns()", nanoseconds_of<CLOCK_THREAD_CPUTIME_ID>, kClock},
    {"get_clock_info(name, /)", time_get_clock_info},
    {"clock_gettime(clk_id, /)", time_clock_gettime},
    {"clock_gettime_ns(clk_id, /)", time_clock_gettime_ns},
    {"clock_getres(clk_id, /)", time_clock_getres},
    {"strptime(string, format=<absent>, /)", time_strptime},
    {"tzset()", time_tzset},
    {"sleep(seconds, /)", time_sleep, kEffectAll, "Delay execution for a given number of seconds."},
    {"gmtime(seconds=None, /)", broken_down<gmtime_r>, kClock | kEffectMayRaise},
    {"localtime(seconds=None, /)", broken_down<localtime_r>, kClock | kEffectMayRaise},
    {"mktime(tuple, /)", time_mktime, kEffectAll},
    {"strftime(format, tuple=None, /)", time_strftime, kEffectAll},
    {"asctime(tuple=None, /)", time_asctime, kEffectAll},
    {"ctime(seconds=None, /)", time_ctime, kEffectAll},
    {},
};

bool time_init(Thread&, PyDict* dict) {
  namespace_of_module = dict;
  gc::add_root(&namespace_of_module);
  type_struct_time = struct_sequence_type("time.struct_time", kTimeFields, 9);
  if (!type_struct_time || !set_zone()) return false;
#define ROW(name) {#name, name}
  const IntRow rows[] = {ROW(CLOCK_REALTIME), ROW(CLOCK_MONOTONIC), ROW(CLOCK_PROCESS_CPUTIME_ID),
                         ROW(CLOCK_THREAD_CPUTIME_ID), ROW(CLOCK_BOOTTIME), ROW(CLOCK_MONOTONIC_RAW), ROW(CLOCK_TAI),
                         {"_STRUCT_TM_ITEMS", 11}};
#undef ROW
  return ModuleFiller(dict, "time").functions(kTimeFunctions).type("struct_time", type_struct_time).integers(rows).ok();
}

}  // namespace

const NativeModule kTimeModule = {"time", time_init};

}  // namespace pyvm
