// list, tuple and the two internal buffers that containers are made of.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// Fixed-size array of Values on the heap; the storage of lists, closures, overflow slots. Not visible to Python.
struct PyArray {
  HeapObject header;
  uint64_t capacity;
  Value items[];
};

// Fixed-size array of raw bytes (no references).
struct PyRaw {
  HeapObject header;
  uint64_t capacity;   // bytes
  uint64_t used;       // for owners that share it (str)
  uint8_t data[];
};

struct PyList {
  HeapObject header;
  int64_t length;
  PyArray* items;      // capacity >= length; never null
};

struct PyTuple {
  HeapObject header;
  int64_t length;
  int64_t hash;        // -1: not computed
  Value items[];
};

// All of these return null with MemoryError pending when memory is short; new slots are null.
PyArray* array_new(uint64_t capacity);
PyRaw* raw_new(uint64_t bytes);
PyList* list_new(int64_t capacity);                       // empty
PyList* list_from(const Value* items, int64_t n);
PyTuple* tuple_new(int64_t n);                            // to be filled by the caller
PyTuple* tuple_from(const Value* items, int64_t n);
PyTuple* tuple_empty();

[[nodiscard]] bool list_append(PyList* list, Value item);
[[nodiscard]] bool list_extend(Thread& t, PyList* list, Value iterable);   // may run Python code

inline PyList* as_list(Value v) { return v.as<PyList>(); }
inline PyTuple* as_tuple(Value v) { return v.as<PyTuple>(); }

}  // namespace pyvm
