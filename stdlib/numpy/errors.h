// Exceptions and warnings of numpy's own: the classes are Python code and register here.
#pragma once

#include "stdlib/numpy/float_flags.h"
#include "vm/object/value.h"

namespace pyvm {
struct Thread;
}

namespace pyvm::np {

// All return null with the exception pending.
Value raise_axis_error(Thread& t, int64_t axis, int ndim);
Value raise_ufunc_type_error(Thread& t, const char* format, ...) __attribute__((format(printf, 2, 3)));

// Reports the flags that are set as numpy.seterr() says: "divide by zero encountered in NAME". False: exception pending.
[[nodiscard]] bool report_float_errors(Thread& t, const char* name);
// warnings.warn(message, category) of a category by name in builtins ("RuntimeWarning"). False: it raised.
[[nodiscard]] bool warn(Thread& t, const char* category, const char* message);

// What the package's Python code registered under a name (classes, warnings.warn), or null.
Value python_helper(const char* name);
// Calls such a helper. Null: exception pending.
Value call_helper(Thread& t, const char* name, const Value* args, uint32_t n);

// seterr and the registration of classes.
Value errors_install(Thread& t, Value* args);
Value errors_get(Thread& t, Value* args);
Value errors_set(Thread& t, Value* args);

}  // namespace pyvm::np
