// set and frozenset: the table and set algebra. Methods are in set_methods.cpp.
#include "vm/object/set.h"

#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/hashed_items.h"
#include "vm/object/hashing.h"
#include "vm/object/table.h"
#include "vm/run/thread.h"

namespace pyvm {

Value set_new() {
  auto* set = allocate_object<PySet>(layouts.set);
  if (!set) return kNull;
  set->hash = -1;
  return Value(&set->header);
}

PySet* set_new_of(PyType* type) {
  auto* set = allocate_instance_of<PySet>(type);
  if (set) set->hash = -1;
  return set;
}

static bool insert_new(PySet* set, Value key, int64_t hash) {
  if (!table_make_room<PySet, PySetEntries>(set, layouts.set_entries)) return false;
  PySetEntries* entries = set->entries;
  int64_t i = set->used++;
  entries->items[i].key = key;
  entries->items[i].hash = hash;
  entries->used = static_cast<uint64_t>(set->used);
  if (set->index) table_link(set->index, hash, static_cast<uint64_t>(i));
  set->length++;
  set->iteration_version++;
  gc::barrier_slot(&entries->header, &entries->items[i].key, key.bits());
  return true;
}

static void remove_at(PySet* set, int64_t i) {
  SetEntry& e = set->entries->items[i];
  if (set->index) table_unlink(set->index, e.hash, static_cast<uint64_t>(i));
  e.key = kNull;
  set->length--;
  table_give_back_end(set);
  set->iteration_version++;
}

static int64_t find(Thread& t, PySet* set, Value key, int64_t hash) {
  return set->length ? table_find_key(t, set, key, hash) : kTableAbsent;
}

bool set_add_hashed(Thread& t, PySet* set, Value item, int64_t hash) {
  int64_t i = find(t, set, item, hash);
  if (i >= 0) return true;
  return i != kTableError && insert_new(set, item, hash);
}

bool set_add(Thread& t, Value set, Value item) {
  int64_t hash = value_hash(t, item);
  return hash != -1 && set_add_hashed(t, as_set(set), item, hash);
}

int set_contains_hashed(Thread& t, PySet* set, Value item, int64_t hash) {
  int64_t i = find(t, set, item, hash);
  return i == kTableError ? -1 : i >= 0;
}

int set_contains(Thread& t, Value set, Value item) {
  int64_t hash = value_hash(t, item);
  return hash == -1 ? -1 : set_contains_hashed(t, as_set(set), item, hash);
}

int set_discard(Thread& t, PySet* set, Value item) {
  int64_t hash = value_hash(t, item);
  if (hash == -1) return -1;
  int64_t i = find(t, set, item, hash);
  if (i < 0) return i == kTableError ? -1 : 0;
  remove_at(set, i);
  return 1;
}

void set_clear(PySet* set) {
  set->entries = nullptr;
  set->index = nullptr;
  set->length = set->used = 0;
  set->iteration_version++;
}

bool set_next(PySet* set, int64_t* position, SetEntry* entry) {
  for (int64_t i = *position; i < set->used; i++) {
    if (set->entries->items[i].key.is_null()) continue;
    *entry = set->entries->items[i];
    *position = i + 1;
    return true;
  }
  return false;
}

PySet* set_copy(PySet* set, PyType* type) {
  PySet* copy = set_new_of(type);
  if (!copy || set->length == 0) return copy;
  copy->entries = set->entries;   // read by the rebuild only
  copy->length = set->length;
  copy->used = set->used;
  return table_rebuild<PySet, PySetEntries>(copy, layouts.set_entries, table_capacity(static_cast<uint64_t>(set->length))) ? copy
                                                                                                                    : nullptr;
}

bool set_update(Thread& t, Value target, Value iterable) {
  PySet* set = as_set(target);
  if (target == iterable) return true;
  if (is_any_set(iterable) && set->length == 0 && !set->entries) {
    PySet* other = as_set(iterable);
    PySet* copy = other->length ? set_copy(other, type_set) : nullptr;
    if (!copy) return other->length == 0;
    set->entries = copy->entries;
    set->index = copy->index;
    set->length = set->used = copy->used;
    set->iteration_version++;
    gc::barrier(&set->header);
    return true;
  }
  return for_each_hashed(t, iterable, [&](Value key, int64_t hash) { return set_add_hashed(t, set, key, hash); });
}

PySet* set_intersection(Thread& t, PySet* set, Value other, PyType* type) {
  PySet* result = set_new_of(type);
  if (!result) return nullptr;
  Value walked = other;
  PySet* tested = set;
  if (is_any_set(other) && as_set(other)->length > set->length) {   // walk the smaller one
    walked = Value(&set->header);
    tested = as_set(other);
  }
  bool ok = for_each_hashed(t, walked, [&](Value key, int64_t hash) {
    int r = set_contains_hashed(t, tested, key, hash);
    return r >= 0 && (r == 0 || set_add_hashed(t, result, key, hash));
  });
  return ok ? result : nullptr;
}

bool set_difference_update(Thread& t, PySet* set, Value other) {
  if (Value(&set->header) == other) {
    set_clear(set);
    return true;
  }
  return for_each_hashed(t, other, [&](Value key, int64_t hash) {
    int64_t i = find(t, set, key, hash);
    if (i >= 0) remove_at(set, i);
    return i != kTableError;
  });
}

PySet* set_difference(Thread& t, PySet* set, Value other, PyType* type) {
  bool hashed = is_any_set(other) || is_exact_dict(other);
  if (!hashed) {
    PySet* result = set_copy(set, type);
    return result && set_difference_update(t, result, other) ? result : nullptr;
  }
  PySet* result = set_new_of(type);
  if (!result) return nullptr;
  bool ok = for_each_hashed(t, Value(&set->header), [&](Value key, int64_t hash) {
    int r;
    if (is_any_set(other)) {
      r = set_contains_hashed(t, as_set(other), key, hash);
    } else {
      bool failed;
      r = dict_get_hashed(t, as_dict(other), key, hash, &failed) ? 1 : failed ? -1 : 0;
    }
    return r >= 0 && (r == 1 || set_add_hashed(t, result, key, hash));
  });
  return ok ? result : nullptr;
}

PySet* set_symmetric_difference(Thread& t, PySet* set, Value other, PyType* type) {
  PySet* second = is_any_set(other) ? as_set(other) : set_new_of(type_set);
  if (!second) return nullptr;
  if (!is_any_set(other) && !set_update(t, Value(&second->header), other)) return nullptr;
  PySet* result = set_difference(t, set, Value(&second->header), type);
  if (!result) return nullptr;
  bool ok = for_each_hashed(t, Value(&second->header), [&](Value key, int64_t hash) {
    int r = set_contains_hashed(t, set, key, hash);
    return r >= 0 && (r == 1 || set_add_hashed(t, result, key, hash));
  });
  return ok ? result : nullptr;
}

int set_is_subset(Thread& t, PySet* a, PySet* b) {
  if (a->length > b->length) return 0;
  SetEntry e;
  for (int64_t i = 0; set_next(a, &i, &e);) {
    int r = set_contains_hashed(t, b, e.key, e.hash);
    if (r <= 0) return r;
  }
  return 1;
}

int set_is_disjoint(Thread& t, PySet* set, Value other) {
  int result = 1;
  Value walked = other;
  PySet* tested = set;
  if (is_any_set(other) && as_set(other)->length > set->length) {
    walked = Value(&set->header);
    tested = as_set(other);
  }
  bool ok = for_each_hashed(t, walked, [&](Value key, int64_t hash) {
    int r = set_contains_hashed(t, tested, key, hash);
    if (r != 0) result = r < 0 ? -1 : 0;
    return r == 0;
  });
  return ok || result == 0 ? result : -1;
}

}  // namespace pyvm
