#include "vm/object/unraisable.h"
#include "vm/run/runtime.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "gc/heap.h"
#include "jit/jit.h"
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/traceback.h"
#include "vm/object/type.h"
#include "vm/run/console.h"
#include "vm/run/consumer.h"
#include "vm/run/import.h"
#include "vm/run/layouts.h"
#include "vm/run/poll.h"
#include "vm/run/run.h"
#include "vm/run/run_builtins.h"
#include "vm/run/thread.h"

namespace pyvm {

RuntimeOptions runtime_options;

namespace {

PyModule* builtins_module;
PyModule* the_main_module;

PyModule* import_at_start(Thread& t, const char* name) {
  Value module = import_module(t, str_intern(name));
  if (!module) {
    traceback_print_exception(t, error_take());
    PYVM_CHECK(!"a module needed at start could not be imported");
  }
  return module.as<PyModule>();
}

// The console writes UTF-8: where the environment asks for something else the stream objects are made at once. An encoding
// that does not exist ends the process.
void heed_stream_encoding(Thread& t, PyModule* sys) {
  const char* wanted = runtime_options.ignore_environment ? nullptr : std::getenv("PYTHONIOENCODING");
  if (!wanted || !*wanted || object_get_attr(t, Value(&sys->header), names::stdout_)) return;
  TextBuffer text;
  text.append("Fatal Python error: init_sys_streams: can't initialize sys standard streams\n");
  traceback_format_exception(t, error_take(), text);
  console_error(text.view());
  std::exit(1);
}

}  // namespace

PyDict* builtins_dict() { return builtins_module->dict; }
PyModule* main_module() { return the_main_module; }

void runtime_start(Thread& t) {
  boot_objects();
  layouts_boot();
  poll_initialize();
  import_initialize();
  gc::add_root(&builtins_module);
  gc::add_root(&the_main_module);
  builtins_module = import_at_start(t, "builtins");
  PYVM_CHECK(run_builtins_add(builtins_module->dict) && dict_enable_watch(builtins_module->dict));
  consumers_boot(builtins_module->dict);
  PyModule* sys = import_at_start(t, "sys");
  import_use_sys(sys->dict);
  the_main_module = module_new(names::d_main);
  PYVM_CHECK(the_main_module);
  PyDict* ns = the_main_module->dict;
  Value builtins(&builtins_module->header);
  PYVM_CHECK(dict_set_str(ns, names::d_builtins, builtins) && dict_enable_watch(ns) &&
             dict_set_str(sys_modules(), names::d_main, Value(&the_main_module->header)));
  heed_stream_encoding(t, sys);
}

namespace {

// As CPython reports it: "Exception ignored in", with the stream.
void report_flush_failure(Thread& t, Value stream) {
  TextBuffer text;
  text.append("Exception ignored in: ");
  Value error = error_take();
  PyStr* shown = stream ? object_repr(t, stream) : nullptr;
  if (shown) str_append_utf8(shown, text);
  else text.append("<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>");
  error_clear();
  text.append("\n");
  if (error) traceback_format_exception(t, error, text);
  console_error(text.view());
}

bool is_closed(Thread& t, Value stream) {
  Value closed = object_find_attr(t, stream, str_intern("closed"));
  bool yes = closed && object_is_true(t, closed) == 1;
  error_clear();
  return yes;
}

bool flush(Thread& t, PyStr* name) {
  Value stream = sys_stream(name);
  if (stream && !stream.is_none() && is_closed(t, stream)) return true;
  if (!stream || stream.is_none()) {
    if (console_flush()) return true;
    (void)raise_os_error(errno, kNull);
    stream = kNull;
  } else if (object_call_method(t, stream, names::flush, nullptr, 0)) {
    return true;
  }
  report_flush_failure(t, stream);
  return false;
}

// What the program has written to files that it did not close.
void flush_files(Thread& t) {
  Value io = dict_get_str(sys_modules(), str_intern("_io"));
  if (io && !object_call_method(t, io, str_intern("_flush_dirty"), nullptr, 0)) error_clear();
}

// Those that are no daemons, as threading does it.
void wait_for_threads(Thread& t) {
  Value threading = dict_get_str(sys_modules(), str_intern("threading"));
  if (threading && !object_call_method(t, threading, str_intern("_shutdown"), nullptr, 0)) unraisable_report(t, threading);
}

int exit_code_of(Thread& t, Value exception) {
  Value code = exception.as<PyException>()->fields[0];
  if (code.is_null() || code.is_none()) return 0;
  int64_t number;
  if (is_int(code)) return int_to_int64(code, &number) ? static_cast<int>(number & 0xFF) : 255;
  PyStr* text = object_str(t, code);
  if (text) {
    TextBuffer buffer;
    str_append_utf8(text, buffer);
    buffer.append('\n');
    flush(t, names::stderr_);
    console_error(buffer.view());
  }
  error_clear();
  return 1;
}

}  // namespace

bool runtime_is_finishing = false;

bool runtime_finish(Thread& t) {
  wait_for_threads(t);
  Value atexit = dict_get_str(sys_modules(), str_intern("atexit"));
  if (atexit) {
    if (!object_call_method(t, atexit, str_intern("_run_exitfuncs"), nullptr, 0)) error_clear();
  }
  runtime_is_finishing = true;
  finalize_all(t);
  bool ok = flush(t, names::stdout_);
  flush(t, names::stderr_);
  flush_files(t);
  jit::finish();
  return ok;
}

int report_uncaught(Thread& t) {
  Value exception = error_take();
  if (type_is_subtype(type_of(exception), exc::SystemExit)) return exit_code_of(t, exception);
  flush(t, names::stdout_);
  Value sys = dict_get_str(sys_modules(), names::sys);
  Value hook = sys ? object_find_attr(t, sys, names::excepthook) : kNull;
  error_clear();
  Value traceback = exception.as<PyException>()->traceback;
  if (traceback.is_null()) traceback = kNone;
  if (!hook) {
    traceback_print_exception(t, exception);
  } else if (!object_call_args(t, hook, Value(&type_of(exception)->header), exception, traceback)) {
    Value second = error_take();
    if (second && type_is_subtype(type_of(second), exc::SystemExit)) return exit_code_of(t, second);
    std::fputs("Error in sys.excepthook:\n", stderr);
    if (second) traceback_print_exception(t, second);
    std::fputs("\nOriginal exception was:\n", stderr);
    traceback_print_exception(t, exception);
  }
  return type_is_subtype(type_of(exception), exc::KeyboardInterrupt) ? 130 : 1;
}

}  // namespace pyvm
