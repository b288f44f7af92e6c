// Builtin functions that need the interpreter: exec, eval, globals, locals, __import__.
#pragma once

namespace pyvm {

struct PyDict;

// Adds them to the builtins namespace. False: MemoryError.
[[nodiscard]] bool run_builtins_add(PyDict* builtins);

}  // namespace pyvm
