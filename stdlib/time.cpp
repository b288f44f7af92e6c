// The time module.
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstring>
#include <ctime>

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

Value time_sleep(Thread& t, Value* args) {
  double seconds;
  if (!seconds_argument(t, args[0], &seconds)) return kNull;
  if (std::isnan(seconds)) return raise_value_error("Invalid value NaN (not a number)");
  if (seconds < 0) return raise_value_error("sleep length must be non-negative");
  if (seconds > 9.2e9) return raise_error(exc::OverflowError, "timestamp too large to convert to C _PyTime_t");
  int64_t until = clock_ns(CLOCK_MONOTONIC) + static_cast<int64_t>(seconds * 1e9);
  timespec deadline{until / 1000000000, until % 1000000000};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) == EINTR) {
    if (t.poll && !poll_run(t)) return kNull;
  }
  return kNone;
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

// A 9-tuple or struct_time.
bool tuple_argument(Thread& t, Value v, tm* out) {
  if (!(type_of(v)->flags & kTypeTuple)) {
    (void)raise_type_error("Tuple or struct_time argument required");
    return false;
  }
  PyTuple* tuple = as_tuple(v);
  if (tuple->length != 9) {
    (void)raise_type_error("%s(): illegal time tuple argument", "strftime");
    return false;
  }
  int64_t f[9];
  for (int i = 0; i < 9; i++) {
    if (!int_argument(t, tuple->items[i], &f[i])) return false;
  }
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

bool now_or_tuple(Thread& t, Value v, tm* out) {
  if (!v.is_null() && !v.is_none()) return tuple_argument(t, v, out);
  time_t now = std::time(nullptr);
  return localtime_r(&now, out) != nullptr;
}

Value time_mktime(Thread& t, Value* args) {
  tm tm;
  if (!tuple_argument(t, args[0], &tm)) return kNull;
  time_t when = std::mktime(&tm);
  return Value::from_double(static_cast<double>(when));
}

Value time_strftime(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("strftime() argument 1 must be str, not %s", type_name(args[0]));
  tm tm;
  if (!now_or_tuple(t, args[1], &tm)) return kNull;
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
  return now_or_tuple(t, args[0], &tm) ? asctime_text(tm) : kNull;
}
Value time_ctime(Thread& t, Value* args) {
  time_t when;
  if (!when_argument(t, args[0], &when)) return kNull;
  tm tm;
  localtime_r(&when, &tm);
  return asctime_text(tm);
}

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
  tzset();
  type_struct_time = struct_sequence_type("time.struct_time", kTimeFields, 9);
  Value zones[2] = {str_value(tzname[0]), str_value(tzname[1])};
  PyTuple* names = zones[0] && zones[1] ? tuple_from(zones, 2) : nullptr;
  if (!type_struct_time || !names) return false;
  return ModuleFiller(dict, "time")
      .functions(kTimeFunctions)
      .type("struct_time", type_struct_time)
      .integer("timezone", timezone)
      .integer("altzone", timezone - (daylight ? 3600 : 0))
      .integer("daylight", daylight)
      .value("tzname", Value(&names->header))
      .integer("CLOCK_REALTIME", CLOCK_REALTIME)
      .integer("CLOCK_MONOTONIC", CLOCK_MONOTONIC)
      .integer("CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID)
      .integer("CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID)
      .ok();
}

}  // namespace

const NativeModule kTimeModule = {"time", time_init};

}  // namespace pyvm
