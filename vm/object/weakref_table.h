// Shared by the weak reference types.
#pragma once

#include "vm/object/value.h"
#include "vm/object/weakref.h"

namespace pyvm {

struct PyType;

extern const gc::Layout kWeakrefLayout;

// The newest weak reference or proxy to `object`, the head of the list through PyWeakref::next; or null.
PyWeakref* weakref_list(Value object);
// A reference of this type. Null: TypeError or MemoryError pending.
Value weakref_make(PyType* type, Value object, Value callback);
void boot_weakproxy();

}  // namespace pyvm
