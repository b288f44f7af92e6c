// sys.settrace, sys.setprofile, sys.breakpointhook.
#include <cstdlib>
#include <string_view>

#include "stdlib/sys/sys.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/hooks.h"
#include "vm/run/import.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

Value installed(Value function) { return function ? function : kNone; }
Value to_install(Value argument) { return argument.is_none() ? kNull : argument; }

Value sys_settrace(Thread& t, Value* args) {
  hooks_set_trace(t, to_install(args[0]));
  return kNone;
}
Value sys_setprofile(Thread& t, Value* args) {
  hooks_set_profile(t, to_install(args[0]));
  return kNone;
}
Value sys_gettrace(Thread& t, Value*) { return installed(t.trace_function); }
Value sys_getprofile(Thread& t, Value*) { return installed(t.profile_function); }

Value sys_call_tracing(Thread& t, Value* args) {
  if (!is_tuple(args[1])) return raise_type_error("call_tracing() argument 2 must be tuple, not %s", type_name(args[1]));
  return hooks_call_tracing(t, args[0], as_tuple(args[1]));
}

// What breakpoint() calls by PYTHONBREAKPOINT's "module.function". Null: exception pending.
Value breakpoint_function(Thread& t, std::string_view path) {
  size_t dot = path.rfind('.');
  std::string_view module = dot == path.npos ? "builtins" : path.substr(0, dot);
  Value found = import_module(t, str_intern(module));
  return found ? object_get_attr(t, found, str_intern(dot == path.npos ? path : path.substr(dot + 1))) : kNull;
}

bool warn_of_breakpoint(Thread& t, const char* path) {
  Value warnings = import_module(t, str_intern("warnings"));
  PyStr* text = str_format("Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path);
  if (!warnings || !text) return false;
  Value args[] = {Value(&text->header), Value(&exc::RuntimeWarning->header)};
  return static_cast<bool>(object_call_method(t, warnings, str_intern("warn"), args, 2));
}

Value sys_breakpointhook(Thread& t, Value* args) {
  const char* path = runtime_options.ignore_environment ? nullptr : std::getenv("PYTHONBREAKPOINT");
  if (!path || !*path) path = "pdb.set_trace";
  if (!std::string_view(path).compare("0")) return kNone;
  Value function = breakpoint_function(t, path);
  if (function) return object_call_tuple(t, function, as_tuple(args[0]), as_dict(args[1]));
  if (!error_matches(exc::ImportError) && !error_matches(exc::AttributeError) && !error_matches(exc::ValueError)) return kNull;
  error_clear();
  return warn_of_breakpoint(t, path) ? kNone : kNull;
}

const NativeDef kFunctions[] = {
    {"settrace(function, /)", sys_settrace, kEffectAll,
     "settrace(function)\n\nSet the global debug tracing function.  It will be called on each\nfunction call.  See the debugger "
     "chapter in the library manual."},
    {"gettrace()", sys_gettrace, kEffectReads, "Return the global debug tracing function set with sys.settrace."},
    {"setprofile(function, /)", sys_setprofile, kEffectAll,
     "setprofile(function)\n\nSet the profiling function.  It will be called on each function call\nand return.  See the "
     "profiler chapter in the library manual."},
    {"getprofile()", sys_getprofile, kEffectReads, "Return the profiling function set with sys.setprofile."},
    {"breakpointhook(*args, **kws)", sys_breakpointhook, kEffectAll,
     "breakpointhook(*args, **kws)\n\nThis hook function is called by built-in breakpoint()."},
    {"call_tracing(func, args, /)", sys_call_tracing, kEffectAll, "Call func(*args), while tracing is enabled."},
    {},
};

}  // namespace

bool sys_add_tracing(PyDict* dict) {
  PyStr* module = str_intern("sys");
  for (const NativeDef* row = kFunctions; row->signature; row++) {
    Value function = native_new(*row, module);
    if (!function || !dict_set_str(dict, function.as<PyNative>()->name, function)) return false;
  }
  return true;
}

}  // namespace pyvm
