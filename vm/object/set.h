// set and frozenset: insertion-ordered compact tables like dict's (see table.h).
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyRaw;
struct PyType;
struct Thread;

struct SetEntry {
  Value key;      // null: deleted
  int64_t hash;
};

struct PySetEntries {
  HeapObject header;
  uint64_t capacity;
  uint64_t used;         // kept equal to set->used, for tracing
  SetEntry items[];
};

struct PySet {
  HeapObject header;
  int64_t length;        // live entries
  int64_t used;          // live + deleted
  PySetEntries* entries;
  PyRaw* index;          // null for up to 8 entries
  uint32_t iteration_version;   // changes when the size changes
  int64_t hash;          // of a frozenset; -1: not computed
};

inline PySet* as_set(Value v) { return v.as<PySet>(); }

// An empty set. Null: MemoryError pending.
Value set_new();
// Empty instances of set, frozenset or subclasses. Null: MemoryError pending.
PySet* set_new_of(PyType* type);
// The same items. `type` set, frozenset or a subclass.
PySet* set_copy(PySet* set, PyType* type);
void set_clear(PySet* set);

// May run Python code (__hash__, __eq__). False: exception pending.
[[nodiscard]] bool set_add(Thread& t, Value set, Value item);
[[nodiscard]] bool set_add_hashed(Thread& t, PySet* set, Value item, int64_t hash);
[[nodiscard]] bool set_update(Thread& t, Value set, Value iterable);
// 1, 0, -1: exception pending.
int set_contains(Thread& t, Value set, Value item);
int set_contains_hashed(Thread& t, PySet* set, Value item, int64_t hash);
int set_discard(Thread& t, PySet* set, Value item);
// Iteration in order: *position starts at 0. False at the end.
bool set_next(PySet* set, int64_t* position, SetEntry* entry);

// Results of set algebra as a new set of `type`; other may be any iterable. Null: exception pending.
PySet* set_intersection(Thread& t, PySet* set, Value other, PyType* type);
PySet* set_difference(Thread& t, PySet* set, Value other, PyType* type);
PySet* set_symmetric_difference(Thread& t, PySet* set, Value other, PyType* type);
// In place.
[[nodiscard]] bool set_difference_update(Thread& t, PySet* set, Value other);
// Every item of a is in b: 1, 0, -1.
int set_is_subset(Thread& t, PySet* a, PySet* b);
int set_is_disjoint(Thread& t, PySet* set, Value other);

}  // namespace pyvm
