// dict: insertion-ordered compact table (entries in order + an index of 1, 2 or 4 bytes per bucket).
//
// Invariants: entries[0..used) in insertion order; a deleted entry has key null. keys_version becomes 0 whenever the
// position of some key changes or a key is added or removed, not when a value is replaced; dict_number_keys() then gives
// a unique number: a cache of (non-zero keys_version, entry index) finds a value with one compare. A namespace gets an older
// number back when its keys and their positions are again as they were then (dict_watch_added). While `watch` is set (module
// globals), every write of a value goes through dict_watch_write so that code compiled on a global's value is discarded.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyArray;
struct PyRaw;
struct PyStr;
struct PyType;
struct Thread;
struct DictWatch;

struct DictEntry {
  Value key;      // null: deleted
  Value value;
  int64_t hash;   // of a deleted entry: a later position before which all entries are deleted
};

// Heap object holding the entries; traced by itself.
struct PyDictEntries {
  HeapObject header;
  uint64_t capacity;
  uint64_t used;        // entries in use, deleted ones included (kept equal to dict->used for tracing)
  DictEntry items[];
};

struct PyDict {
  HeapObject header;
  int64_t length;       // live entries
  int64_t used;         // live + deleted
  PyDictEntries* entries;  // null while empty and never filled
  PyRaw* index;            // null for up to 8 entries (linear search)
  uint32_t keys_version;   // globally unique number, or 0: not numbered since the last change (never cache a 0)
  uint32_t iteration_version;  // changes when the size changes: "changed size during iteration"
  DictWatch* watch;
};

PyDict* dict_new();       // null: MemoryError pending
PyDict* dict_new_sized(int64_t expected);

// Lookups by interned or other exact str: never run Python code unless a key of another type with its own __eq__ has
// the same hash. Value or null when absent.
Value dict_get_str(PyDict* dict, PyStr* key);
[[nodiscard]] bool dict_set_str(PyDict* dict, PyStr* key, Value value);
bool dict_delete_str(PyDict* dict, PyStr* key);      // true if it was there
// Entry index of an exact str key or -1.
int64_t dict_find_str(PyDict* dict, PyStr* key);

uint32_t dict_number_keys_slow(PyDict* dict);
// The number of the dict's present keys and positions, never 0. For filling caches.
inline uint32_t dict_number_keys(PyDict* dict) {
  return dict->keys_version ? dict->keys_version : dict_number_keys_slow(dict);
}
// Replaces the value of entry `index` (live), as dict_set does: barrier, watchpoints.
void dict_set_at(PyDict* dict, int64_t index, Value value);

// General keys; may run Python code (__hash__, __eq__).
// dict_get: value, null when absent *or* on error: then *failed is true and an exception pending.
Value dict_get(Thread& t, PyDict* dict, Value key, bool* failed);
[[nodiscard]] bool dict_set(Thread& t, PyDict* dict, Value key, Value value);
// 1: deleted, 0: was not there, -1: exception pending.
int dict_delete(Thread& t, PyDict* dict, Value key);
int dict_contains(Thread& t, PyDict* dict, Value key);
[[nodiscard]] bool dict_update(Thread& t, PyDict* dict, Value mapping_or_pairs);
PyDict* dict_copy(PyDict* dict);
void dict_clear(PyDict* dict);

// As dict_get / dict_set / dict_contains with the key's hash known.
Value dict_get_hashed(Thread& t, PyDict* dict, Value key, int64_t hash, bool* failed);
[[nodiscard]] bool dict_set_hashed(Thread& t, PyDict* dict, Value key, int64_t hash, Value value);
// The value of `key`, inserting `value` when it is absent. Null: exception pending.
Value dict_setdefault(Thread& t, PyDict* dict, Value key, Value value);
// Removes the key: 1 with *value set, 0: was not there, -1: exception pending.
int dict_pop(Thread& t, PyDict* dict, Value key, Value* value);
// An empty instance of dict or a subclass. Null: MemoryError pending.
PyDict* dict_new_of(PyType* type);
// Adds the pairs of `other`, replacing values (override) or keeping those that are there.
[[nodiscard]] bool dict_merge(Thread& t, PyDict* dict, PyDict* other, bool override);
// Pre-allocates for `expected` entries more. False: MemoryError pending.
[[nodiscard]] bool dict_reserve(PyDict* dict, int64_t expected);

// Position of the first live entry, -1: none. O(1) amortised even after many deletions at the front.
int64_t dict_first(PyDict* dict);
// Position of the last live entry, -1: none. Gives deleted ones behind it back.
int64_t dict_last(PyDict* dict);
// Removes a live entry.
void dict_delete_at(PyDict* dict, int64_t index);
// Removes the last live entry of a dict that is not empty; what is added next takes its place.
void dict_delete_last(PyDict* dict);

// Iteration in order: *position starts at 0. False at the end.
bool dict_next(PyDict* dict, int64_t* position, Value* key, Value* value);

// Marks the dict as a namespace whose single values are watched (globals, builtins).
[[nodiscard]] bool dict_enable_watch(PyDict* dict);
struct WatchSet;
// The watchers of one key's value (also of its absence); fired by the next write or delete. Null: no memory.
WatchSet* dict_watch_set(PyDict* dict, PyStr* key);
// How often the key's value was replaced so far.
uint32_t dict_watch_writes(PyDict* dict, PyStr* key);

inline PyDict* as_dict(Value v) { return v.as<PyDict>(); }

}  // namespace pyvm
