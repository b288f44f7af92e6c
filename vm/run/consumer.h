// Builtins that take all there is out of an iterator (sum, list, ...) are Python functions where that is a generator: generator
// and loop run in one dispatch loop, and the recorder sees both.
#pragma once

#include "gc/object.h"
#include "vm/object/native.h"
#include "vm/object/value.h"
#include "vm/run/layouts.h"

namespace pyvm {

struct PyDict;
struct PyFunction;
struct PyTuple;
struct Thread;

inline constexpr uint8_t kNativeConsumes = gc::kTypeFlag0;   // of a PyNative: one of those

// Notes which natives of the namespace of builtins these are; once, when it is complete.
void consumers_boot(PyDict* builtins);

// True if consumer_of() may have an answer for the native.
inline bool consumes_generator(const PyNative* native, const Value* args, uint32_t argc) {
  if (!(native->header.flags & kNativeConsumes)) return false;
  return args[0].is_layout(layouts.generator) || (argc > 1 && args[1].is_layout(layouts.generator));
}

// The function to call instead of `callee` with these arguments: positional ones, then those of `names` (or null). It is a copy
// for the generator's code alone, so that its loop has a trace of its own. Null: there is none (or no memory for it; nothing is
// pending).
PyFunction* consumer_of(Thread& t, Value callee, const Value* args, uint32_t argc, const PyTuple* names);

}  // namespace pyvm
