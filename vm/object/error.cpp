// Raising, catching and naming from C++.
#include "vm/object/error.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

const char* type_name_of(PyType* type) {
  if (type->builtin_name) return type->builtin_name;
  // Class names are nearly always short: a few rotating buffers serve every message.
  static thread_local char buffers[8][256];
  static thread_local unsigned next;
  char* buffer = buffers[next++ % 8];
  TextBuffer text;
  str_append_utf8(type->name, text);
  std::snprintf(buffer, sizeof buffers[0], "%s", text.c_str());
  return buffer;
}

const char* type_name(Value v) { return type_name_of(type_of(v)); }

bool is_exception(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeException); }

// ---- raising ----------------------------------------------------------------------------------------------------

static void set_context(Thread& t, PyException* exception) {
  if (current_handled(t).is_none() || current_handled(t).is_null()) return;
  Value self(&exception->header);
  if (current_handled(t) == self) return;
  Value slow = current_handled(t);
  bool advance = false;
  for (Value v = current_handled(t); v;) {
    Value next = as_exception(v)->context;
    if (next == self) {
      as_exception(v)->context = kNull;
      break;
    }
    v = next;
    if (v == slow) break;   // a cycle made by hand
    if (advance) slow = as_exception(slow)->context;
    advance = !advance;
  }
  exception->context = current_handled(t);
  gc::barrier(&exception->header);
}

void error_set_context(Thread& t) { set_context(t, as_exception(t.exception)); }

Raised raise_instance(Value exception) {
  Thread& t = current_thread();
  set_context(t, as_exception(exception));
  t.exception = exception;
  return {};
}

static Raised raise_with_args(PyType* type, PyTuple* args) {
  if (!args) return {};
  Value exception = exception_make(current_thread(), type, args);
  if (!exception) return {};
  return raise_instance(exception);
}

static Raised raise_text(PyType* type, std::string_view text) {
  PyStr* message = str_from_utf8(text);
  if (!message) return {};
  Value arg(&message->header);
  return raise_with_args(type, tuple_from(&arg, 1));
}

static Raised raise_formatted(PyType* type, const char* format, va_list ap) {
  char buffer[512];
  va_list again;
  va_copy(again, ap);
  int n = std::vsnprintf(buffer, sizeof buffer, format, ap);
  Raised result;
  if (n >= 0 && static_cast<size_t>(n) < sizeof buffer) {
    result = raise_text(type, {buffer, static_cast<size_t>(n)});
  } else {
    char* text = nullptr;
    n = vasprintf(&text, format, again);
    result = n < 0 ? raise_memory_error() : raise_text(type, {text, static_cast<size_t>(n)});
    std::free(text);
  }
  va_end(again);
  return result;
}

Raised raise_error(PyType* type, const char* format, ...) {
  va_list ap;
  va_start(ap, format);
  Raised result = raise_formatted(type, format, ap);
  va_end(ap);
  return result;
}

Raised raise_type_error(const char* format, ...) {
  va_list ap;
  va_start(ap, format);
  Raised result = raise_formatted(exc::TypeError, format, ap);
  va_end(ap);
  return result;
}

Raised raise_value_error(const char* format, ...) {
  va_list ap;
  va_start(ap, format);
  Raised result = raise_formatted(exc::ValueError, format, ap);
  va_end(ap);
  return result;
}

// The instance that is raised when there is no memory for one.
static Value reserve_memory_error;

void error_boot_reserve() {
  gc::add_root(&reserve_memory_error);
  reserve_memory_error = exception_make(current_thread(), exc::MemoryError, tuple_empty());
  PYVM_CHECK(reserve_memory_error);
}

Raised raise_memory_error() {
  static bool making = false;   // the allocation of the instance may fail in its turn
  PyException* exception = nullptr;
  gc::open_reserve();
  if (!making) {
    making = true;
    exception = exception_allocate(exc::MemoryError, tuple_empty());
    making = false;
  }
  if (!exception) {
    exception = as_exception(reserve_memory_error);
    exception->traceback = exception->context = exception->cause = kNull;
  }
  current_thread().exception = Value(&exception->header);
  return {};
}

Raised raise_key_error(Value key) { return raise_with_args(exc::KeyError, tuple_from(&key, 1)); }

Raised raise_stop_iteration(Value value) {
  return raise_with_args(exc::StopIteration, value ? tuple_from(&value, 1) : tuple_empty());
}

Raised raise_attribute_error(Value object, PyStr* name) {
  CText attribute(name);
  if (object.is_heap() && (type_of(object)->flags & kTypeType)) {
    CText cls(object.as<PyType>()->name);
    raise_error(exc::AttributeError, "type object '%s' has no attribute '%s'", cls.c_str(), attribute.c_str());
  } else {
    raise_error(exc::AttributeError, "'%s' object has no attribute '%s'", type_name(object), attribute.c_str());
  }
  Thread& t = current_thread();
  if (!error_matches(exc::AttributeError)) return {};
  PyException* exception = as_exception(t.exception);
  exception->fields[kAttributeErrorName] = Value(&name->header);
  exception->fields[kAttributeErrorObj] = object;
  gc::barrier(&exception->header);
  return {};
}

Raised raise_os_error(int errno_value, Value filename) {
  PyStr* text = str_from_utf8(std::strerror(errno_value));
  if (!text) return {};
  Value args[3] = {Value::from_small_int(errno_value), Value(&text->header), filename};
  return raise_with_args(exc::OSError, tuple_from(args, filename ? 3 : 2));
}

// ---- the pending exception ----------------------------------------------------------------------------------------

Value error_pending() { return current_thread().exception; }

bool error_matches(PyType* type) {
  Value pending = current_thread().exception;
  return pending && type_is_subtype(type_of(pending), type);
}

Value error_take() {
  Thread& t = current_thread();
  Value exception = t.exception;
  t.exception = kNull;
  return exception;
}

void error_clear() { current_thread().exception = kNull; }

void error_restore(Value exception) { current_thread().exception = exception; }

Value exception_new(Thread& t, PyType* type, Value args_tuple) {
  if (type->builtin_name) return exception_make(t, type, as_tuple(args_tuple));
  return object_call_tuple(t, Value(&type->header), as_tuple(args_tuple), nullptr);
}

}  // namespace pyvm
