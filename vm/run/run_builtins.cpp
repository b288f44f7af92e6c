#include "vm/run/run_builtins.h"

#include "vm/base/text.h"
#include "vm/compile/builtin.h"
#include "vm/object/buffer.h"
#include "vm/object/code.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/import.h"
#include "vm/run/layouts.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value import_function;

Value current_locals(Thread& t) {
  if (!t.base) return raise_error(exc::SystemError, "frame does not exist");
  PyFrame* frame = frame_object_of(t, t.base);
  return frame ? frame_locals(t, frame) : kNull;
}

// Fills in missing namespaces and __builtins__. False: exception pending.
bool prepare_namespaces(Thread& t, const char* what, Value* globals, Value* locals) {
  if (globals->is_none()) {
    PyDict* current = current_globals(t);
    if (!current) return (void)raise_error(exc::SystemError, "globals and locals cannot be NULL"), false;
    *globals = Value(&current->header);
    if (locals->is_none()) {
      *locals = current_locals(t);
      if (!*locals) return false;
    }
  } else if (!(type_of(*globals)->flags & kTypeDict)) {
    if (what[2] == 'e') {
      (void)raise_type_error("%s globals must be a dict, not %s", what, type_name(*globals));
    } else {
      (void)raise_type_error("globals must be a %s", object_is_mapping(*globals) ? "real dict; try eval(code, {}, mapping)" : "dict");
    }
    return false;
  }
  if (locals->is_none()) *locals = *globals;
  if (!object_is_mapping(*locals)) {
    if (what[2] == 'e') {
      (void)raise_type_error("locals must be a mapping or None, not %s", type_name(*locals));
    } else {
      (void)raise_type_error("locals must be a mapping");
    }
    return false;
  }
  PyDict* dict = as_dict(*globals);
  if (dict_get_str(dict, names::d_builtins)) return true;
  return dict_set_str(dict, names::d_builtins, Value(&builtins_dict()->header));
}

Value code_of(Thread& t, Value source, const char* what, const char* mode) {
  if (source.is_heap() && type_of(source) == type_code) return source;
  PyStr* filename = str_from_utf8("<string>");
  if (!filename) return kNull;
  TextBuffer text;
  uint32_t flags = compile_inherited_flags(t);
  if (!source_text(t, source, text, &flags)) {
    if (!error_matches(exc::TypeError)) return kNull;
    error_clear();
    return raise_type_error("%s() arg 1 must be a string, bytes or code object", what);
  }
  if (mode[1] == 'v') {   // eval: leading blanks are no indentation
    std::string_view view = text.view();
    while (!view.empty() && (view[0] == ' ' || view[0] == '\t')) view.remove_prefix(1);
    return compile_source(t, view, filename, mode, flags, -1);
  }
  return compile_source(t, text.view(), filename, mode, flags, -1);
}

Value run_in(Thread& t, Value code, Value globals, Value locals, Value closure) {
  return run_code(t, code.as<PyCode>(), as_dict(globals), locals, closure);
}

Value builtin_exec(Thread& t, Value* args) {
  Value globals = args[1], locals = args[2], closure = args[3];
  if (!prepare_namespaces(t, "exec()", &globals, &locals)) return kNull;
  Value code = code_of(t, args[0], "exec", "exec");
  if (!code) return kNull;
  uint32_t free_count = code.as<PyCode>()->free_count;
  if (!closure.is_none()) {
    bool ok = closure.is_layout(layouts.tuple) && free_count && as_tuple(closure)->length == free_count;
    for (uint32_t i = 0; ok && i < free_count; i++) ok = as_tuple(closure)->items[i].is_layout(layouts.cell);
    if (!ok) {
      if (!free_count) return raise_type_error("cannot use a closure with this code object");
      return raise_type_error("code object requires a closure of exactly length %u", free_count);
    }
  } else if (free_count) {
    if (code == args[0]) return raise_type_error("code object passed to exec() may not contain free variables");
  }
  Value result = run_in(t, code, globals, locals, closure.is_none() ? kNull : closure);
  return result ? kNone : kNull;
}

Value builtin_eval(Thread& t, Value* args) {
  Value globals = args[1], locals = args[2];
  if (!prepare_namespaces(t, "eval()", &globals, &locals)) return kNull;
  Value code = code_of(t, args[0], "eval", "eval");
  if (!code) return kNull;
  if (code.as<PyCode>()->free_count) {
    return raise_type_error("code object passed to eval() may not contain free variables");
  }
  return run_in(t, code, globals, locals, kNull);
}

Value builtin_globals(Thread& t, Value*) {
  PyDict* globals = current_globals(t);
  return globals ? Value(&globals->header) : kNone;
}

Value builtin_locals(Thread& t, Value*) { return current_locals(t); }

Value builtin_import(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("module name must be a string");
  int64_t level;
  if (!object_index(t, args[4], &level)) return kNull;
  return import_name(t, as_str(args[0]), args[1], args[3], static_cast<int>(level));
}

Value builtin_build_class(Thread& t, Value* args) {
  if (type_of(args[0]) != type_function) return raise_type_error("__build_class__: func must be a function");
  if (!is_str(args[1])) return raise_type_error("__build_class__: name is not a string");
  return build_class(t, args[0], as_str(args[1]), as_tuple(args[2]), args[3].as<PyDict>());
}

const NativeDef kRunBuiltins[] = {
    {"__build_class__(func, name, /, *bases, **kwds)", builtin_build_class, kEffectAll,
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\n"
     "Internal helper function used by the class statement."},
    {"exec(source, globals=None, locals=None, /, *, closure=None)", builtin_exec, kEffectAll,
     "Execute the given source in the context of globals and locals."},
    {"eval(source, globals=None, locals=None, /)", builtin_eval, kEffectAll,
     "Evaluate the given source in the context of globals and locals."},
    {"globals()", builtin_globals, kEffectReads, "Return the dictionary containing the current scope's global variables."},
    {"locals()", builtin_locals, kEffectAll, "Return a dictionary containing the current scope's local variables."},
    {"__import__(name, globals=None, locals=None, fromlist=None, level=0)", builtin_import, kEffectAll,
     "Import a module."},
    {},
};

}  // namespace

Value builtin_import_function() { return import_function; }

bool run_builtins_add(PyDict* builtins) {
  PyStr* module = str_intern("builtins");
  Value compile = native_new(kCompileBuiltin, module);
  if (!compile || !dict_set_str(builtins, str_intern("compile"), compile)) return false;
  for (const NativeDef* row = kRunBuiltins; row->signature; row++) {
    Value function = native_new(*row, module);
    if (!function || !dict_set_str(builtins, function.as<PyNative>()->name, function)) return false;
    if (row->fn == builtin_import) import_function = function;
  }
  gc::add_root(&import_function);
  return true;
}

}  // namespace pyvm
