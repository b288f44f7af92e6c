// The structured constants of sys: named tuples such as version_info, and sys.implementation.
#include <cfloat>

#include "stdlib/sys/sys.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/type.h"
#include "vm/run/bytecode_cache.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

Value text(const char* s) {
  PyStr* str = str_from_utf8(s);
  return str ? Value(&str->header) : kNull;
}
Value number(int64_t i) { return int_from_int64(i); }

bool add(PyDict* dict, const char* name, const char* type_name, const char* const* fields, const Value* values, int n) {
  PyType* type = struct_sequence_type(type_name, fields, n);
  Value v = type ? struct_sequence_new(type, values) : kNull;
  return v && dict_set_str(dict, str_intern(name), v);
}

const char* const kVersionFields[] = {"major", "minor", "micro", "releaselevel", "serial", nullptr};
const char* const kFlagFields[] = {"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site",
                                   "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet",
                                   "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding",
                                   "safe_path", "int_max_str_digits", nullptr};
const char* const kFloatFields[] = {"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig",
                                    "epsilon", "radix", "rounds", nullptr};
const char* const kHashFields[] = {"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits",
                                   "cutoff", nullptr};
const char* const kIntFields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                  "str_digits_check_threshold", nullptr};
const char* const kThreadFields[] = {"name", "lock", "version", nullptr};

}  // namespace

bool sys_add_structs(Thread& t, PyDict* dict) {
  const RuntimeOptions& o = runtime_options;
  const Value version[] = {number(3), number(11), number(2), text("final"), number(0)};
  const Value flags[] = {number(0), number(o.inspect), number(o.interactive), number(o.optimize),
                         number(o.no_bytecode), number(0),
                         number(o.no_site), number(o.ignore_environment), number(o.verbose), number(0), number(o.quiet),
                         number(1), number(o.isolated), kFalse, number(0), number(0), kFalse, number(4300)};
  const Value floats[] = {Value::from_double(DBL_MAX), number(DBL_MAX_EXP), number(DBL_MAX_10_EXP),
                          Value::from_double(DBL_MIN), number(DBL_MIN_EXP), number(DBL_MIN_10_EXP), number(DBL_DIG),
                          number(DBL_MANT_DIG), Value::from_double(DBL_EPSILON), number(2), number(1)};
  const Value hashes[] = {number(64), number((int64_t{1} << 61) - 1), number(314159), number(0), number(1000003),
                          text("siphash13"), number(64), number(128), number(0)};
  const Value ints[] = {number(30), number(4), number(4300), number(640)};
  const Value threads[] = {text("pthread"), text("semaphore"), text("NPTL 2.36")};
  bool ok = add(dict, "version_info", "sys.version_info", kVersionFields, version, 5) &&
            add(dict, "flags", "sys.flags", kFlagFields, flags, 18) &&
            add(dict, "float_info", "sys.float_info", kFloatFields, floats, 11) &&
            add(dict, "hash_info", "sys.hash_info", kHashFields, hashes, 9) &&
            add(dict, "int_info", "sys.int_info", kIntFields, ints, 4) &&
            add(dict, "thread_info", "sys.thread_info", kThreadFields, threads, 3);
  if (!ok) return false;
  Value implementation = object_call(t, Value(&type_simple_namespace->header), nullptr, 0);
  return implementation && object_set_attr(t, implementation, str_intern("name"), text("pyvm")) &&
         object_set_attr(t, implementation, str_intern("cache_tag"), text(kCacheTag)) &&
         object_set_attr(t, implementation, str_intern("version"), dict_get_str(dict, str_intern("version_info"))) &&
         object_set_attr(t, implementation, str_intern("hexversion"), number(0x030b02f0)) &&
         object_set_attr(t, implementation, str_intern("_multiarch"), text("x86_64-linux-gnu")) &&
         dict_set_str(dict, str_intern("implementation"), implementation);
}

}  // namespace pyvm
