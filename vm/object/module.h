// Module objects and mapping proxies.
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

// A read-only view of a dict or other mapping.
struct PyMappingProxy {
  HeapObject header;
  Value mapping;
};
Value mappingproxy_new(Value mapping);

}  // namespace pyvm
