// tuple: storage. Methods are in tuple_methods.cpp.
#include "vm/object/list.h"

#include <cstring>

#include "vm/object/alloc.h"
#include "vm/object/exact.h"

namespace pyvm {

PyTuple* tuple_empty() {
  static PyTuple* shared = nullptr;
  if (!shared) {
    gc::add_root(&shared);
    shared = allocate_object<PyTuple>(layouts.tuple);
    shared->hash = -1;
  }
  return shared;
}

PyTuple* tuple_new(int64_t n) {
  if (n == 0) return tuple_empty();
  if (n > int64_t{1} << 44) {
    (void)raise_memory_error();
    return nullptr;
  }
  auto* tuple = allocate_object<PyTuple>(layouts.tuple, sizeof(PyTuple) + static_cast<size_t>(n) * sizeof(Value));
  if (!tuple) return nullptr;
  tuple->length = n;
  tuple->hash = -1;
  return tuple;
}

PyTuple* tuple_new_of(PyType* type, int64_t n) {
  auto* tuple = allocate_instance_of<PyTuple>(type, sizeof(PyTuple) + static_cast<size_t>(n) * sizeof(Value));
  if (!tuple) return nullptr;
  tuple->length = n;
  tuple->hash = -1;
  return tuple;
}

PyTuple* tuple_from(const Value* items, int64_t n) {
  PyTuple* tuple = tuple_new(n);
  if (!tuple || n == 0) return tuple;
  std::memcpy(static_cast<void*>(tuple->items), items, static_cast<size_t>(n) * sizeof(Value));
  gc::barrier(&tuple->header);
  return tuple;
}

}  // namespace pyvm
