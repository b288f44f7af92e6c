// Allocation of objects of builtin types and of instances of their subclasses.
#pragma once

#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/object/type.h"

namespace pyvm {

// A zeroed object of `bytes` bytes. Null: MemoryError pending.
template <class T>
inline T* allocate_object(uint32_t layout, size_t bytes = sizeof(T)) {
  gc::Header* h = gc::allocate(layout, bytes);
  if (PYVM_UNLIKELY(!h)) {
    raise_memory_error();
    return nullptr;
  }
  return reinterpret_cast<T*>(h);
}

// A zeroed instance of `type`, whose builtin part takes `native_bytes` (matters for types of variable size only, whose
// attribute slots follow the builtin part). Null: MemoryError pending.
HeapObject* allocate_instance(PyType* type, size_t native_bytes);

template <class T>
inline T* allocate_instance_of(PyType* type, size_t native_bytes = sizeof(T)) {
  return reinterpret_cast<T*>(allocate_instance(type, native_bytes));
}

}  // namespace pyvm
