// Warnings from C++ code.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct PyType;
struct Thread;

// warnings.warn(message, category), for the line of Python that is running; message null: its MemoryError is pending. Runs
// Python code. False: exception pending, which may be the warning itself when a filter makes it an error.
[[nodiscard]] bool warn(Thread& t, PyType* category, PyStr* message);

}  // namespace pyvm
