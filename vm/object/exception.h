// Exception classes. The rules of each builtin class stand in exception.cpp (BaseException), exception_kinds.cpp and
// exception_group.cpp.
#pragma once

#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyTuple;
struct Thread;

// What to raise after the except* clauses: `original` is the exception caught by the try, `raised` a list of what the
// clauses raised and what none of them matched. kNone: nothing. Null: exception pending.
Value exception_prep_reraise_star(Thread& t, Value original, Value raised);

// The part of a group (or None) and the rest that match `matcher`, a class or tuple: out[0], out[1], kNone when empty.
[[nodiscard]] bool exception_group_split(Thread& t, Value group, Value matcher, Value* out);

// How a builtin exception class differs from its base.
struct ExceptionKind {
  PyType* const* type;          // which class
  int fields;                   // how many Values it keeps
  const NativeDef* methods;     // or null
  // What __init__ does beyond keeping args; null: the base's.
  bool (*init)(Thread& t, PyException* self, PyTuple* args, PyDict* kwargs);
};
extern const ExceptionKind kExceptionKinds[];    // of exception_kinds.cpp; ends with a null type
extern const ExceptionKind kGroupKinds[];        // of exception_group.cpp; ends with a null type
// The rule for a class: that of the closest builtin base that has one. Never null (BaseException).
const ExceptionKind* exception_kind(const PyType* type);

// True if instances are made by BaseException.__new__, which keeps the positional arguments in `args` and ignores the rest.
bool exception_has_plain_new(PyType* type);
// True if besides, __init__ is BaseException's and does no more than that.
bool exception_has_plain_init(PyType* type);

// Getters and setters of the fields, for attribute rows: an absent field reads as None.
template <int kIndex>
Value exception_get_field(Thread&, Value* args) {
  Value field = as_exception(args[0])->fields[kIndex];
  return field ? field : kNone;
}
Value exception_put_field(Value self, int index, Value value);
template <int kIndex>
Value exception_set_field(Thread&, Value* args) {
  return exception_put_field(args[0], kIndex, args[1]);
}

// BaseException's methods for classes that refine them.
Value base_exception_new(Thread& t, Value* args);
Value base_exception_str(Thread& t, Value self);
// An exception object without fields set but args. Null: MemoryError.
PyException* exception_allocate(PyType* type, PyTuple* args);
bool exception_no_keywords(PyType* type, PyDict* kwargs);
// The subclass of OSError for an errno, or null.
PyType* os_error_subclass(int64_t errno_value);
Value os_error_new(Thread& t, PyType* type, PyTuple* args, PyDict* kwargs);


}  // namespace pyvm
