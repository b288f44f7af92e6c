// The sys module: constants, streams, interpreter state.
#include "stdlib/support.h"
#include "stdlib/sys/sys.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/traceback.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"
#include "vm/run/frame.h"
#include "vm/run/console.h"
#include "vm/run/gil.h"
#include "vm/run/import.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

// platform reads it out of sys.version.
#ifdef __clang__
#define PYVM_COMPILER "Clang " __clang_version__
#else
#define PYVM_COMPILER "GCC " __VERSION__
#endif

namespace pyvm {

namespace {

constexpr const char* kLibrary = "/usr/lib/python3.11";

Value value_of(PyStr* s) { return s ? Value(&s->header) : kNull; }
Value text(const char* s) { return value_of(str_from_utf8(s)); }
Value sys_exit(Thread& t, Value* args) {
  bool is_arguments = args[0] && type_of(args[0])->flags & kTypeTuple;
  PyTuple* tuple = !args[0] ? tuple_empty() : is_arguments ? as_tuple(args[0]) : tuple_from(args, 1);
  if (!tuple) return kNull;
  Value exception = exception_new(t, exc::SystemExit, Value(&tuple->header));
  return exception ? Value(raise_instance(exception)) : kNull;
}

Value sys_getrecursionlimit(Thread& t, Value*) { return Value::from_small_int(t.recursion_limit); }

Value sys_setrecursionlimit(Thread& t, Value* args) {
  int64_t limit;
  if (!object_index(t, args[0], &limit)) return kNull;
  if (limit < 1) return raise_value_error("recursion limit must be greater or equal than 1");
  if (limit > 0x7FFFFFFF) return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  if (static_cast<uint32_t>(limit) <= t.depth) {
    return raise_error(exc::RecursionError,
                       "cannot set the recursion limit to %ld at the recursion depth %u: the limit is too low", limit,
                       t.depth);
  }
  t.recursion_limit = static_cast<uint32_t>(limit);
  return kNone;
}

// (implementation, branch, revision), which platform reads.
Value git_facts() {
  Value items[3] = {str_value("pyvm"), str_value(""), str_value("")};
  return items[0] && items[1] ? to_value(tuple_from(items, 3)) : kNull;
}

Value sys_get_origin_depth(Thread& t, Value*) { return Value::from_small_int(t.origin_depth); }
Value sys_set_origin_depth(Thread& t, Value* args) {
  int64_t depth;
  if (!object_index(t, args[0], &depth)) return kNull;
  if (depth < 0) return raise_value_error("depth must be >= 0");
  if (depth > INT32_MAX) return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  t.origin_depth = static_cast<uint32_t>(depth);
  return kNone;
}

// The frames of all threads by identity. Those of others stand still: they wait for the lock or for the system.
Value sys_current_frames(Thread& t, Value*) {
  PyDict* dict = dict_new();
  for (Thread* other = all_threads; dict && other; other = other->next) {
    Value* base = other->base ? visible_frame(other->base) : nullptr;
    if (!base) continue;
    PyFrame* frame = frame_object_of(*other, base);
    if (!frame || !dict_set(t, dict, int_from_uint64(other->ident), Value(&frame->header))) return kNull;
  }
  return to_value(dict);
}

// sys.exc_info() of a thread.
Value exc_info_of(Thread& t) {
  Value handled = current_handled(t);
  Value items[3] = {kNone, kNone, kNone};
  if (!handled.is_none()) {
    items[0] = Value(&type_of(handled)->header);
    items[1] = handled;
    Value traceback = handled.as<PyException>()->traceback;
    items[2] = traceback.is_null() ? kNone : traceback;
  }
  PyTuple* tuple = tuple_from(items, 3);
  return tuple ? Value(&tuple->header) : kNull;
}

// What all threads are handling, by identity.
Value sys_current_exceptions(Thread& t, Value*) {
  PyDict* dict = dict_new();
  for (Thread* other = all_threads; dict && other; other = other->next) {
    if (!other->base) continue;
    Value info = exc_info_of(*other);
    if (!info || !dict_set(t, dict, int_from_uint64(other->ident), info)) return kNull;
  }
  return to_value(dict);
}

Value sys_getswitchinterval(Thread&, Value*) { return Value::from_double(gil_switch_interval); }
Value sys_setswitchinterval(Thread& t, Value* args) {
  double seconds;
  if (!number_as_double(t, args[0], &seconds)) return kNull;
  if (seconds <= 0) return raise_value_error("switch interval must be strictly positive");
  gil_switch_interval = seconds;
  return kNone;
}

Value sys_exception(Thread& t, Value*) { return current_handled(t); }

Value sys_exc_info(Thread& t, Value*) { return exc_info_of(t); }

Value sys_getframe(Thread& t, Value* args) {
  int64_t depth;
  if (!object_index(t, args[0], &depth)) return kNull;
  Value* base = visible_frame(t.base);
  for (; base && depth > 0; depth--) base = visible_frame(frame_caller(base));
  if (!base) return raise_value_error("call stack is not deep enough");
  PyFrame* frame = frame_object_of(t, base);
  return frame ? Value(&frame->header) : kNull;
}

Value sys_intern(Thread&, Value* args) {
  if (type_of(args[0]) != type_str) return raise_type_error("can't intern %s", type_name(args[0]));
  return value_of(str_intern(as_str(args[0])));
}

// Writes text to a stream attribute of sys, for hooks.
bool write_to(Thread& t, PyStr* stream_name, PyStr* s) {
  Value stream = sys_stream(stream_name);
  if (!stream) {
    if (!sys_streams_made()) return console_write(s);
    (void)raise_error(exc::RuntimeError, "lost sys.stdout");
    return false;
  }
  Value v(&s->header);
  return static_cast<bool>(object_call_method(t, stream, names::write, &v, 1));
}

Value sys_displayhook(Thread& t, Value* args) {
  if (args[0].is_none()) return kNone;
  PyDict* builtins = builtins_dict();
  if (!dict_set_str(builtins, str_intern("_"), kNone)) return kNull;
  PyStr* shown = object_repr(t, args[0]);
  if (!shown || !write_to(t, names::stdout_, shown) || !write_to(t, names::stdout_, str_from_utf8("\n"))) return kNull;
  return dict_set_str(builtins, str_intern("_"), args[0]) ? kNone : kNull;
}

// unraisable: an object with the attributes of sys.UnraisableHookArgs.
Value sys_unraisablehook(Thread& t, Value* args) {
  Value exception = object_get_attr(t, args[0], str_intern("exc_value"));
  Value message = exception ? object_get_attr(t, args[0], str_intern("err_msg")) : kNull;
  Value object = message ? object_get_attr(t, args[0], str_intern("object")) : kNull;
  if (!object) return kNull;
  if (!is_exception(exception)) return kNone;
  TextBuffer text;
  if (is_str(message)) str_append_utf8(as_str(message), text);
  unraisable_print(t, exception, object.is_none() ? kNull : object, is_str(message) ? text.c_str() : nullptr);
  return kNone;
}

Value sys_excepthook(Thread& t, Value* args) {
  if (!is_exception(args[1])) return raise_type_error("print_exception(): Exception expected for value, %s found", type_name(args[1]));
  traceback_print_exception(t, args[1]);
  return kNone;
}

Value sys_getsizeof(Thread& t, Value* args) {
  Value v = args[0];
  if (!v.is_heap()) return Value::from_small_int(v.is_small_int() ? 28 : 24);
  Value method = object_find_special(t, v, names::d_sizeof);
  if (!method) return error_occurred(t) ? kNull : args[1];
  return object_call(t, method, nullptr, 0);
}

Value sys_getrefcount(Thread&, Value*) { return Value::from_small_int(2); }
Value sys_getdefaultencoding(Thread&, Value*) { return text("utf-8"); }
Value sys_getfilesystemencoding(Thread&, Value*) { return text("utf-8"); }
Value sys_getfilesystemencodeerrors(Thread&, Value*) { return text("surrogateescape"); }
Value sys_is_finalizing(Thread&, Value*) { return Value::from_bool(runtime_is_finishing); }
Value sys_audit(Thread&, Value*) { return kNone; }

Value sys_set_asyncgen_hooks(Thread& t, Value* args) {
  if (!args[0].is_null()) t.asyncgen_firstiter = args[0].is_none() ? kNull : args[0];
  if (!args[1].is_null()) t.asyncgen_finalizer = args[1].is_none() ? kNull : args[1];
  return kNone;
}
Value sys_get_asyncgen_hooks(Thread& t, Value*) {
  auto or_none = [](Value v) { return v.is_null() ? kNone : v; };
  Value items[2] = {or_none(t.asyncgen_firstiter), or_none(t.asyncgen_finalizer)};
  PyTuple* tuple = tuple_from(items, 2);
  return tuple ? Value(&tuple->header) : kNull;
}

Value sys_get_int_max_str_digits(Thread&, Value*) { return Value::from_small_int(int_max_str_digits); }
Value sys_set_int_max_str_digits(Thread& t, Value* args) {
  int64_t n;
  if (!object_index(t, args[0], &n)) return kNull;
  if (n != 0 && n < 640) return raise_value_error("maxdigits must be 0 or larger than 640");
  int_max_str_digits = n;
  return kNone;
}

const NativeDef kSysFunctions[] = {
    {"exit(status=<absent>, /)", sys_exit, kEffectAll, "Exit the interpreter by raising SystemExit(status)."},
    {"getrecursionlimit()", sys_getrecursionlimit, kEffectReads},
    {"_current_exceptions()", sys_current_exceptions},
    {"_current_frames()", sys_current_frames},
    {"get_coroutine_origin_tracking_depth()", sys_get_origin_depth, kEffectReads},
    {"set_coroutine_origin_tracking_depth(depth)", sys_set_origin_depth},
    {"getswitchinterval()", sys_getswitchinterval, kEffectReads},
    {"setswitchinterval(interval, /)", sys_setswitchinterval},
    {"setrecursionlimit(limit, /)", sys_setrecursionlimit, kEffectAll},
    {"exception()", sys_exception, kEffectReads, "Return the exception that is currently being handled."},
    {"exc_info()", sys_exc_info, kEffectReads | kEffectAllocates},
    {"_getframe(depth=0, /)", sys_getframe, kEffectAll},
    {"intern(string, /)", sys_intern, kEffectAllocates | kEffectMayRaise},
    {"displayhook(object, /)", sys_displayhook, kEffectAll},
    {"excepthook(exctype, value, traceback, /)", sys_excepthook, kEffectAll},
    {"unraisablehook(unraisable, /)", sys_unraisablehook, kEffectAll},
    {"getsizeof(object, default=<absent>)", sys_getsizeof, kEffectAll},
    {"getrefcount(object, /)", sys_getrefcount, kEffectPure},
    {"getdefaultencoding()", sys_getdefaultencoding, kEffectAllocates},
    {"getfilesystemencoding()", sys_getfilesystemencoding, kEffectAllocates},
    {"getfilesystemencodeerrors()", sys_getfilesystemencodeerrors, kEffectAllocates},
    {"is_finalizing()", sys_is_finalizing, kEffectReads},
    {"audit(event, *args)", sys_audit, kEffectPure},
    {"set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)", sys_set_asyncgen_hooks, kEffectAll},
    {"get_asyncgen_hooks()", sys_get_asyncgen_hooks, kEffectReads | kEffectAllocates},
    {"get_int_max_str_digits()", sys_get_int_max_str_digits, kEffectReads},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits, kEffectAll},
    {},
};

// ---- constants

class Filler {
 public:
  Filler(PyDict* dict) : dict_(dict) {}
  void set(const char* name, Value v) { ok_ = ok_ && v && dict_set_str(dict_, str_intern(name), v); }
  void alias(const char* name, const char* of) { set(name, dict_get_str(dict_, str_intern(of))); }
  bool ok() const { return ok_; }

 private:
  PyDict* dict_;
  bool ok_ = true;
};

// -W options after those of PYTHONWARNINGS.
// {NAME: value} of -X NAME=VALUE; True without a value.
Value x_options() {
  PyDict* dict = dict_new();
  for (int i = 0; dict && i < runtime_options.x_option_count; i++) {
    const char* option = runtime_options.x_options[i];
    const char* equals = std::strchr(option, '=');
    PyStr* name = str_intern(equals ? std::string_view(option, static_cast<size_t>(equals - option)) : option);
    Value value = equals ? text(equals + 1) : kTrue;
    if (!name || !value || !dict_set_str(dict, name, value)) return kNull;
  }
  return to_value(dict);
}

Value pycache_prefix(PyDict* x_options) {
  Value option = dict_get_str(x_options, str_intern("pycache_prefix"));
  if (option) return is_str(option) && as_str(option)->length ? option : kNone;
  const char* prefix = runtime_options.ignore_environment ? nullptr : std::getenv("PYTHONPYCACHEPREFIX");
  return prefix && *prefix ? text(prefix) : kNone;
}

Value warn_options() {
  const RuntimeOptions& o = runtime_options;
  PyList* list = list_new(0);
  const char* next = o.ignore_environment ? nullptr : std::getenv("PYTHONWARNINGS");
  while (list && next && *next) {
    size_t n = std::strcspn(next, ",");
    if (n && !list_append(list, value_of(str_from_utf8({next, n})))) return kNull;
    next += n + (next[n] == ',');
  }
  for (int i = 0; list && i < o.warning_count; i++) {
    if (!list_append(list, text(o.warnings[i]))) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}

Value text_list(int count, const char* const* texts) {
  PyList* list = list_new(count);
  for (int i = 0; list && i < count; i++) {
    if (!list_append(list, text(texts[i]))) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}

// The folder of the running script, "" for -c, -m and the prompt.
Value first_path_entry() {
  const RuntimeOptions& o = runtime_options;
  char resolved[4096];
  if (o.argc && !std::strcmp(o.argv[0], "-m")) return text(getcwd(resolved, sizeof resolved) ? resolved : "");
  const char* script = o.script;
  if (!script) return text("");
  if (is_module_container(script)) return text(script);
  if (!realpath(script, resolved)) return text("");
  char* slash = std::strrchr(resolved, '/');
  if (slash) *slash = 0;
  return text(resolved);
}

Value path_list() {
  PyList* list = list_new(4);
  if (!list) return kNull;
  if (!runtime_options.isolated && !list_append(list, first_path_entry())) return kNull;
  const char* extra = runtime_options.ignore_environment ? nullptr : std::getenv("PYTHONPATH");
  while (extra && *extra) {
    const char* end = std::strchr(extra, ':');
    size_t n = end ? static_cast<size_t>(end - extra) : std::strlen(extra);
    if (n && !list_append(list, value_of(str_from_utf8({extra, n})))) return kNull;
    extra = end ? end + 1 : nullptr;
  }
  if (!list_append(list, text(kLibrary))) return kNull;
  return Value(&list->header);
}

bool sys_init(Thread& t, PyDict* dict) {
  PyStr* module = str_intern("sys");
  for (const NativeDef* row = kSysFunctions; row->signature; row++) {
    Value function = native_new(*row, module);
    if (!function || !dict_set_str(dict, function.as<PyNative>()->name, function)) return false;
  }
  Filler f(dict);
  f.set("modules", Value(&sys_modules()->header));
  f.set("argv", text_list(runtime_options.argc, runtime_options.argv));
  f.set("orig_argv", text_list(runtime_options.orig_argc, runtime_options.orig_argv));
  f.set("_stdlib_dir", text(kLibrary));
  f.set("path", path_list());
  f.set("warnoptions", warn_options());
  Value x = x_options();
  f.set("_xoptions", x);
  f.set("maxsize", int_from_int64(INT64_MAX));
  f.set("maxunicode", Value::from_small_int(0x10FFFF));
  f.set("byteorder", text("little"));
  f.set("platform", text("linux"));
  f.set("version", text("3.11.2 (pyvm 0.1.0) [" PYVM_COMPILER "]"));
  f.set("_git", git_facts());
  f.set("hexversion", Value::from_small_int(0x030b02f0));
  f.set("api_version", Value::from_small_int(1013));
  f.set("copyright", text("Copyright (c) 2026 the pyvm authors."));
  f.set("executable", text(runtime_options.executable));
  f.set("prefix", text("/usr"));
  f.set("exec_prefix", text("/usr"));
  f.set("base_prefix", text("/usr"));
  f.set("base_exec_prefix", text("/usr"));
  f.set("platlibdir", text("lib"));
  f.set("dont_write_bytecode", Value::from_bool(runtime_options.no_bytecode));
  f.set("pycache_prefix", x ? pycache_prefix(as_dict(x)) : kNull);
  f.set("float_repr_style", text("short"));
  f.set("abiflags", text(""));
  f.set("builtin_module_names", native_module_names(t));
  f.alias("__displayhook__", "displayhook");
  f.alias("__excepthook__", "excepthook");
  f.alias("__unraisablehook__", "unraisablehook");
  if (!f.ok() || !sys_add_tracing(dict)) return false;
  f.alias("__breakpointhook__", "breakpointhook");
  return f.ok() && sys_add_structs(t, dict) && sys_add_streams(dict);
}

}  // namespace

const NativeModule kSysModule = {"sys", sys_init};

}  // namespace pyvm
