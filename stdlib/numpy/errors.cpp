#include "stdlib/numpy/errors.h"

#include <cstdarg>
#include <cstdio>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/run.h"

namespace pyvm::np {

namespace {

// What Python code registers: exception classes and seterrcall's function, by name.
Value registry;

enum Action : uint8_t { kIgnore, kWarn, kRaise, kCall, kPrint, kLog };
struct FloatError {
  int flag;
  const char* text;
  int number;       // of seterrcall
  Action action;
};
FloatError float_errors[] = {
    {FE_DIVBYZERO, "divide by zero", 1, kWarn},
    {FE_OVERFLOW, "overflow", 2, kWarn},
    {FE_UNDERFLOW, "underflow", 4, kIgnore},
    {FE_INVALID, "invalid value", 8, kWarn},
};

bool report(Thread& t, const FloatError& e, const char* name) {
  TextBuffer text;
  text.printf("%s encountered in %s", e.text, name);
  switch (e.action) {
    case kIgnore: return true;
    case kWarn: return warn(t, "RuntimeWarning", text.c_str());
    case kRaise: return raise_error(exc::FloatingPointError, "%s", text.c_str());
    case kPrint: return std::fprintf(stderr, "Warning: %s\n", text.c_str()), true;
    case kCall: case kLog: {
      Value function = python_helper("call");
      if (!function || function.is_none()) {
        (void)raise_error(exc::NameError, "python callback specified for %s (in  %s) but no function found.", e.text, name);
        return false;
      }
      if (e.action == kLog) {
        text.append('\n');
        TextBuffer line;
        line.printf("Warning: %s", text.c_str());
        PyStr* message = str_from_utf8(line.view());
        Value argument = message ? Value(&message->header) : kNull;
        return argument && object_call_method(t, function, str_intern("write"), &argument, 1);
      }
      PyStr* what = str_from_utf8(e.text);
      if (!what) return false;
      return object_call_args(t, function, Value(&what->header), Value::from_small_int(e.number)) != kNull;
    }
  }
  return true;
}

}  // namespace

Value python_helper(const char* name) { return registry ? dict_get_str(as_dict(registry), str_intern(name)) : kNull; }

Value call_helper(Thread& t, const char* name, const Value* args, uint32_t n) {
  Value helper = python_helper(name);
  if (!helper) return raise_error(exc::RuntimeError, "numpy is still being imported: no '%s'", name);
  return object_call(t, helper, args, n);
}

Value raise_axis_error(Thread& t, int64_t axis, int ndim) {
  Value type = python_helper("AxisError");
  if (!type) return raise_value_error("axis %ld is out of bounds for array of dimension %d", axis, ndim);
  Value e = object_call_args(t, type, int_from_int64(axis), Value::from_small_int(ndim));
  return e ? static_cast<Value>(raise_instance(e)) : kNull;
}

Value raise_ufunc_type_error(Thread& t, const char* format, ...) {
  char text[1024];
  va_list list;
  va_start(list, format);
  std::vsnprintf(text, sizeof text, format, list);
  va_end(list);
  Value type = python_helper("UFuncTypeError");
  PyStr* message = type ? str_from_utf8(text) : nullptr;
  if (!message) return raise_type_error("%s", text);
  Value e = object_call_args(t, type, Value(&message->header));
  return e ? static_cast<Value>(raise_instance(e)) : kNull;
}

bool report_float_errors(Thread& t, const char* name) {
  int flags = float_flags();
  if (!flags) return true;
  clear_float_flags();
  for (const FloatError& e : float_errors) {
    if ((flags & e.flag) && !report(t, e, name)) return false;
  }
  return true;
}

bool warn(Thread& t, const char* category, const char* message) {
  Value function = python_helper("warn");
  Value type = python_helper(category);
  PyStr* text = str_from_utf8(message);
  if (!text) return false;
  if (!function || !type) return true;   // numpy is still being imported
  return object_call_args(t, function, Value(&text->header), type) != kNull;
}

Value errors_install(Thread&, Value* args) {
  if (!registry) gc::add_root(&registry);
  registry = args[0];
  return kNone;
}

Value errors_get(Thread&, Value*) {
  Value actions[4];
  for (int i = 0; i < 4; i++) actions[i] = Value::from_small_int(float_errors[i].action);
  PyTuple* tuple = tuple_from(actions, 4);
  return tuple ? Value(&tuple->header) : kNull;
}

Value errors_set(Thread& t, Value* args) {
  for (int i = 0; i < 4; i++) {
    int64_t action;
    if (!object_index(t, args[i], &action)) return kNull;
    if (action < kIgnore || action > kLog) return raise_value_error("no such error mode: %ld", action);
    float_errors[i].action = static_cast<Action>(action);
  }
  return kNone;
}

}  // namespace pyvm::np
