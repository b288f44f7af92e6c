// array.array: homogeneous numbers in one block of memory.
#pragma once

#include "vm/object/list.h"
#include "vm/object/value.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kArrayModule;

namespace arrays {

// How items of one type code are read and written.
struct ItemKind {
  char code;
  uint8_t size;
  Value (*get)(const uint8_t* at);
  bool (*set)(Thread& t, uint8_t* at, Value v);   // false: exception pending, nothing written
};
// Null: no such code.
const ItemKind* find_kind(uint32_t code);

struct Array {
  HeapObject header;
  int64_t length;        // items
  int64_t exports;       // buffers given out: meanwhile the size may not change
  const ItemKind* kind;
  PyRaw* storage;        // null while never used
};

inline Array* as_array(Value v) { return v.as<Array>(); }
inline uint8_t* item_at(Array* a, int64_t i) { return a->storage->data + i * a->kind->size; }
// Changes the length; new items are undefined. False: BufferError or MemoryError pending.
[[nodiscard]] bool resize(Array* a, int64_t length);

bool is_array_type(PyType* type);
// The items. Null: MemoryError pending.
Value to_list(Array* a);

// What __reduce_ex__ returns.
Value array_reduce(Thread& t, Array* a, int64_t protocol);
// _array_reconstructor(type, typecode, format, bytes): the array that a pickle tells.
Value array_reconstruct(Thread& t, Value* args);

}  // namespace arrays
}  // namespace pyvm
