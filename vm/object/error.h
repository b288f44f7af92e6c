// Raising from C++: sets the pending exception of the current thread and returns the error sentinel.
#pragma once

#include <type_traits>

#include "vm/base/text.h"
#include "vm/object/str.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyTuple;
struct PyType;
struct Thread;

// Exception classes: vm/object/exceptions.def row `PYVM_EXCEPTION(ValueError, Exception, "doc")` gives
// `exc::ValueError`.
namespace exc {
#define PYVM_EXCEPTION(name, base, doc) extern PyType* name;
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
}  // namespace exc

// Instances of BaseException and subclasses. How many fields follow depends on the builtin class an exception class
// comes from; an absent field is null.
struct PyException {
  HeapObject header;
  Value args;              // tuple
  Value traceback;         // PyTraceback or null
  Value context, cause;    // exception or null
  bool suppress_context;
  Value fields[];          // ExceptionField
};

// Index in fields by builtin class.
enum ExceptionField : int {
  kStopIterationValue = 0,
  kSystemExitCode = 0,
  kNameErrorName = 0,
  kAttributeErrorName = 0, kAttributeErrorObj = 1,
  kImportErrorMsg = 0, kImportErrorName = 1, kImportErrorPath = 2,
  kOsErrorErrno = 0, kOsErrorStrerror = 1, kOsErrorFilename = 2, kOsErrorFilename2 = 3, kOsErrorWritten = 4,
  kSyntaxErrorMsg = 0, kSyntaxErrorFilename = 1, kSyntaxErrorLineno = 2, kSyntaxErrorOffset = 3, kSyntaxErrorText = 4,
  kSyntaxErrorEndLineno = 5, kSyntaxErrorEndOffset = 6, kSyntaxErrorPrintFileAndLine = 7,
  kUnicodeEncoding = 0, kUnicodeObject = 1, kUnicodeStart = 2, kUnicodeEnd = 3, kUnicodeReason = 4,
  kGroupMessage = 0, kGroupExceptions = 1,
};

// A str as a C string, for messages: raise_type_error("no '%s'", CText(name).c_str()).
class CText {
 public:
  explicit CText(const PyStr* s) { str_append_utf8(s, text_); }
  const char* c_str() { return text_.c_str(); }

 private:
  TextBuffer text_;
};

// What every raise_ function returns: turns into the error sentinel of whatever the calling function returns (null
// Value, null pointer, false; not -1), so that `return raise_type_error(...)` works.
struct Raised {
  operator Value() const { return kNull; }
  template <class T>
  operator T*() const {
    return nullptr;
  }
  template <class T, class = std::enable_if_t<std::is_same_v<T, bool>>>
  operator T() const {
    return false;
  }
};

// printf-like; %s takes utf-8, `%S` is not special: convert values with object_repr() / type_name() first.
Raised raise_error(PyType* type, const char* format, ...) __attribute__((format(printf, 2, 3)));
Raised raise_type_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
Raised raise_value_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
Raised raise_memory_error();
Raised raise_key_error(Value key);
Raised raise_stop_iteration(Value value);               // value null: none
Raised raise_attribute_error(Value object, PyStr* name);  // "'X' object has no attribute 'y'" with name and obj set
Raised raise_os_error(int errno_value, Value filename);  // the matching subclass; filename may be null
// Sets an instance as pending (a traceback is added as frames unwind).
Raised raise_instance(Value exception);
// Makes the exception that is being handled the context of the pending one, without making the chain cyclic.
void error_set_context(Thread& t);

// The pending exception (an instance) or null.
Value error_pending();
bool error_matches(PyType* type);   // pending exception is an instance of type
Value error_take();                 // takes it away and returns it
void error_clear();
void error_restore(Value exception);

// Name for messages: "int", "collections.deque" -> the last component as CPython's tp_name prints.
const char* type_name(Value v);
const char* type_name_of(PyType* type);

// An instance of a builtin exception class with these args, as the class's own constructor makes it; runs no Python code.
// Null: another exception is pending.
Value exception_make(Thread& t, PyType* type, PyTuple* args);
inline PyException* as_exception(Value v) { return v.as<PyException>(); }
bool is_exception(Value v);          // an instance of BaseException

// The exception as a class instance: makes `type(*args)`. May run Python code. Null: another exception is pending.
Value exception_new(Thread& t, PyType* type, Value args_tuple);

}  // namespace pyvm
