// Module objects.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyStr;

struct PyModule {
  HeapObject header;
  PyDict* dict;    // never null
};

// A module with __name__, __doc__ (None), __package__, __loader__ and __spec__ (None) set, its dict watched.
// Null: MemoryError pending.
PyModule* module_new(PyStr* name);

}  // namespace pyvm
