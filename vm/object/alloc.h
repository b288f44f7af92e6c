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
    (void)raise_memory_error();
    return nullptr;
  }
  return reinterpret_cast<T*>(h);
}

// A zeroed instance of the builtin type or a subclass; bytes as in instance_allocate(). Null: MemoryError pending.
template <class T>
inline T* allocate_instance_of(PyType* type, size_t bytes = 0) {
  return reinterpret_cast<T*>(instance_allocate(type, bytes));
}

}  // namespace pyvm
