// Raising from C++: sets the pending exception of the current thread and returns the error sentinel.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyType;
struct PyStr;
struct Thread;

// Exception classes: vm/object/exceptions.def row `PYVM_EXCEPTION(ValueError, Exception, "doc")` gives
// `exc::ValueError`.
namespace exc {
#define PYVM_EXCEPTION(name, base, doc) extern PyType* name;
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
}  // namespace exc

// Instances of BaseException and subclasses.
struct PyException {
  HeapObject header;
  Value args;              // tuple
  Value traceback;         // PyTraceback or null
  Value context, cause;    // exception or null
  Value notes;             // unused while null; __notes__ lives in the instance attributes
  bool suppress_context;
  Value fields[4];         // by class: StopIteration.value; OSError errno, strerror, filename, filename2;
                           // SyntaxError details (tuple); ImportError name, path; NameError name; AttributeError name, obj;
                           // SystemExit.code; Unicode errors: encoding, object, (start,end) tuple, reason;
                           // ExceptionGroup message, exceptions
};

// printf-like; %s takes utf-8, `%S` is not special: convert values with object_repr() / type_name() first.
// All return null so that `return raise_type_error(...)` works.
Value raise_error(PyType* type, const char* format, ...) __attribute__((format(printf, 2, 3)));
Value raise_type_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
Value raise_value_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
Value raise_memory_error();
Value raise_key_error(Value key);
Value raise_stop_iteration(Value value);               // value null: none
Value raise_attribute_error(Value object, PyStr* name);  // "'X' object has no attribute 'y'" with name and obj set
Value raise_os_error(int errno_value, Value filename);  // the matching subclass; filename may be null
// Sets an instance as pending (a traceback is added as frames unwind).
Value raise_instance(Value exception);

// The pending exception (an instance) or null.
Value error_pending();
bool error_matches(PyType* type);   // pending exception is an instance of type
Value error_take();                 // takes it away and returns it
void error_clear();
void error_restore(Value exception);

// Name for messages: "int", "collections.deque" -> the last component as CPython's tp_name prints.
const char* type_name(Value v);
const char* type_name_of(PyType* type);

// The exception as a class instance: makes `type(*args)`. May run Python code. Null: another exception is pending.
Value exception_new(Thread& t, PyType* type, Value args_tuple);

}  // namespace pyvm
