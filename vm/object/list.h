// list, tuple and the two internal buffers that containers are made of.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyType;
struct Thread;
enum class CompareOp : uint8_t;

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

// Instances of subclasses; the type may be the builtin itself.
PyList* list_new_of(PyType* type);
PyTuple* tuple_new_of(PyType* type, int64_t n);
// Slow part of list_append: makes room for at least one more item.
[[nodiscard]] bool list_grow(PyList* list, int64_t capacity);
// Inserts before index (0..length); removes items [start, start+count).
[[nodiscard]] bool list_insert(PyList* list, int64_t index, Value item);
void list_delete_range(PyList* list, int64_t start, int64_t count);
// Stores one item with the write barrier; 0 <= index < length.
void list_set(PyList* list, int64_t index, Value item);
// Stable sort in place by key (null: none). May run Python code; ValueError if the list was changed meanwhile.
[[nodiscard]] bool list_sort(Thread& t, PyList* list, Value key, bool reverse);
// The items of an exact list or tuple (of a subclass too); false for other types.
bool sequence_items(Value v, const Value** items, int64_t* n);
// Comparison of two lists or of two tuples (subclasses too): items compared until one pair differs.
Value sequence_compare(Thread& t, Value a, Value b, CompareOp op);
// 1 if an item is or equals `item`, 0, -1: exception pending. For lists and tuples.
int sequence_find(Thread& t, Value sequence, Value item);
// -1: exception pending.
int64_t tuple_hash(Thread& t, PyTuple* tuple);
// sequence[key] for lists and tuples: int or slice. Null: exception pending.
Value list_get_item(Thread& t, PyList* list, Value key);
Value tuple_get_item(Thread& t, PyTuple* tuple, Value key);
[[nodiscard]] bool list_set_item(Thread& t, PyList* list, Value key, Value value);   // value null: delete
bool is_list(Value v);
bool is_tuple(Value v);

inline PyList* as_list(Value v) { return v.as<PyList>(); }
inline PyTuple* as_tuple(Value v) { return v.as<PyTuple>(); }

}  // namespace pyvm
