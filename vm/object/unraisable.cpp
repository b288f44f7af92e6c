// Exceptions in __del__ and callbacks, and the running of those.
#include "vm/object/unraisable.h"

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/traceback.h"
#include "vm/object/type.h"
#include "vm/object/warn.h"
#include "vm/object/weakref.h"
#include "vm/run/generator.h"
#include "vm/run/console.h"
#include "vm/run/import.h"
#include "vm/run/layouts.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

#include <cstdio>

namespace pyvm {

namespace {

Value sys_attribute(Thread& t, PyStr* name) {
  PyDict* modules = sys_modules();
  Value sys = modules ? dict_get_str(modules, names::sys) : kNull;
  Value found = sys ? object_find_attr(t, sys, name) : kNull;
  error_clear();
  return found;
}

void write_stderr(Thread& t, std::string_view text) {
  Value stream = sys_stream(names::stderr_);
  Value string = stream && !stream.is_none() ? to_value(str_from_utf8(text)) : kNull;
  if (string && object_call_method(t, stream, names::write, &string, 1)) return;
  error_clear();
  if (stream && stream.is_none()) return;
  console_error(text);
}

void append_shown(Thread& t, Value object, TextBuffer& text) {
  if (PyStr* shown = object_repr(t, object)) {
    str_append_utf8(shown, text);
  } else {
    error_clear();
    text.append("<object repr() failed>");
  }
}

// sys.UnraisableHookArgs as a namespace of the same attributes.
Value hook_arguments(Thread& t, Value exception, Value object, const char* message) {
  Value made = object_call(t, to_value(type_simple_namespace), nullptr, 0);
  if (!made) return kNull;
  Value traceback = as_exception(exception)->traceback;
  bool ok = object_set_attr(t, made, str_intern("exc_type"), to_value(type_of(exception))) &&
            object_set_attr(t, made, str_intern("exc_value"), exception) &&
            object_set_attr(t, made, str_intern("exc_traceback"), traceback ? traceback : kNone) &&
            object_set_attr(t, made, str_intern("err_msg"), message ? to_value(str_from_utf8(message)) : kNone) &&
            object_set_attr(t, made, str_intern("object"), object ? object : kNone);
  return ok ? made : kNull;
}

void warn_never_awaited(Thread& t, PyGenerator* coroutine) {
  Value self = to_value(coroutine);
  Value module = import_module(t, str_intern("warnings"));
  Value function = module ? object_find_attr(t, module, str_intern("_warn_unawaited_coroutine")) : kNull;
  if (function) {
    if (!object_call_args(t, function, self)) unraisable_report(t, self);
    return;
  }
  error_clear();
  CText name(coroutine->qualname);
  if (!warn(t, exc::RuntimeWarning, str_format("coroutine '%s' was never awaited", name.c_str()))) unraisable_report(t, self);
}

// What CPython does when the last reference to a suspended generator goes.
void close_generator(Thread& t, PyGenerator* g) {
  if (g->state == GeneratorState::kCreated && type_of(to_value(g)) == type_coroutine) warn_never_awaited(t, g);
  if (g->state != GeneratorState::kSuspended) return;
  bool is_async = type_of(to_value(g)) == type_async_generator;
  if (is_async && g->finalizer && !g->finalizer.is_none()) {
    if (!object_call_args(t, g->finalizer, to_value(g))) unraisable_report(t, to_value(g));
  } else if (!is_async && !generator_close(t, g)) {
    unraisable_report(t, to_value(g));
  }
}

void run_del(Thread& t, HeapObject* object) {
  Value self(object);
  PyType* type = type_of(self);
  if (type == type_generator || type == type_coroutine || type == type_async_generator) {
    return close_generator(t, self.as<PyGenerator>());
  }
  Value del = object_find_special(t, self, names::d_del);
  if (del && object_call(t, del, nullptr, 0)) return;
  if (error_occurred(t)) unraisable_report(t, type_lookup(type_of(self), names::d_del));
}

}  // namespace

void unraisable_print(Thread& t, Value exception, Value object, const char* message) {
  TextBuffer text;
  if (object || message) {
    text.append(message ? message : "Exception ignored in");
    text.append(object ? ": " : ":");
    if (object) append_shown(t, object, text);
    text.append("\n");
  }
  PyException* e = as_exception(exception);
  Value context = e->context, cause = e->cause;
  e->context = e->cause = kNull;
  traceback_format_exception(t, exception, text);
  e->context = context;
  e->cause = cause;
  gc::barrier(&e->header);
  write_stderr(t, text.view());
}

void unraisable_report(Thread& t, Value object, const char* message) {
  Value exception = error_take();
  if (!exception) return;
  Value hook = sys_attribute(t, names::unraisablehook);
  bool custom = hook && !hook.is_none() && type_of(hook) != type_builtin;
  if (custom) {
    Value args = hook_arguments(t, exception, object, message);
    if (args && object_call_args(t, hook, args)) return;
    error_clear();
  }
  unraisable_print(t, exception, object, message);
  error_clear();
}

// What becomes due meanwhile waits, as collections do in CPython: a __del__ is not interrupted by others.
static bool finalizing = false;

void finalize_pending(Thread& t) {
  if (finalizing) return;
  finalizing = true;
  Value pending = error_take();
  do {
    weakref_run_callbacks(t);
    while (HeapObject* object = gc::next_to_finalize()) run_del(t, object);
  } while (gc::has_pending());
  error_restore(pending);
  finalizing = false;
}

void finalize_all(Thread& t) {
  finalizing = true;
  gc::queue_all_to_finalize();
  while (HeapObject* object = gc::next_to_finalize()) {
    Value del = type_lookup(type_of(Value(object)), names::d_del);
    bool hidden = del.is_layout(layouts.function) && (del.as<PyFunction>()->code->flags & kCodeHidden);
    if (!hidden) run_del(t, object);
  }
}

void unraisable_install() { poll_gc = finalize_pending; }

}  // namespace pyvm
