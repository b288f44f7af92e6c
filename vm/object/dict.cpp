// dict: the table, lookups and changes. Methods are in dict_methods.cpp, views and iterators in dict_views.cpp.
//
// 1. A lookup with Python's __eq__ may change the dict; every position is taken after the last comparison.
// 2. Every change of the set of keys sets keys_version to 0 and counts iteration_version up.
// 3. entries->used always equals used, since the collector traces entries without knowing the dict.
#include "vm/object/dict.h"

#include "vm/object/alloc.h"
#include "vm/object/dict_watch.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/object/table.h"
#include "vm/run/thread.h"

namespace pyvm {

static uint32_t keys_version_counter = 0;

uint32_t dict_number_keys_slow(PyDict* dict) {
  if (++keys_version_counter == 0) keys_version_counter = 1;
  dict->keys_version = keys_version_counter;
  if (dict->watch) dict_watch_numbered(dict);
  return keys_version_counter;
}

static void keys_changed(PyDict* dict) {
  dict->keys_version = 0;
  dict->iteration_version++;
  if (PYVM_UNLIKELY(dict->watch != nullptr)) dict_watch_keys_changed(dict);
}

PyDict* dict_new() { return allocate_object<PyDict>(layouts.dict); }

PyDict* dict_new_sized(int64_t expected) {
  PyDict* d = dict_new();
  if (!d || expected <= 0) return d;
  return dict_reserve(d, expected) ? d : nullptr;
}

bool dict_reserve(PyDict* dict, int64_t expected) {
  uint64_t needed = static_cast<uint64_t>(dict->length + expected);
  if (dict->entries && dict->entries->capacity >= needed) return true;
  if (dict->length != dict->used) keys_changed(dict);   // entries move
  return table_rebuild<PyDict, PyDictEntries>(dict, layouts.dict_entries, table_capacity(needed));
}

int64_t dict_find_str(PyDict* dict, PyStr* key) {
  if (dict->length == 0) return -1;
  int64_t hash = key->hash != -1 ? key->hash : str_hash(key);
  if (PYVM_LIKELY(key->is_interned())) {
    return table_find(dict, hash, [&](Value stored) {
      if (stored == Value(&key->header)) return TableMatch::kYes;
      if (stored.is_layout(layouts.str)) {
        return !as_str(stored)->is_interned() && str_equal(key, as_str(stored)) ? TableMatch::kYes : TableMatch::kNo;
      }
      if (!stored.is_heap()) return TableMatch::kNo;
      int r = object_compare_bool(current_thread(), stored, Value(&key->header), CompareOp::kEq);
      if (r < 0) error_clear();
      return r > 0 ? TableMatch::kYes : TableMatch::kNo;
    });
  }
  int64_t i = table_find_key(current_thread(), dict, Value(&key->header), hash);
  if (i == kTableError) error_clear();
  return i < 0 ? -1 : i;
}

Value dict_get_str(PyDict* dict, PyStr* key) {
  int64_t i = dict_find_str(dict, key);
  return i < 0 ? kNull : dict->entries->items[i].value;
}

void dict_set_at(PyDict* dict, int64_t i, Value value) {
  PyDictEntries* entries = dict->entries;
  DictEntry& e = entries->items[i];
  if (PYVM_UNLIKELY(dict->watch != nullptr)) dict_watch_write(dict, e.key);
  e.value = value;
  gc::barrier_slot(&entries->header, &e.value, value.bits());
}

static bool insert_new(PyDict* dict, Value key, int64_t hash, Value value) {
  int64_t used = dict->used;
  if (!table_make_room<PyDict, PyDictEntries>(dict, layouts.dict_entries)) return false;
  if (PYVM_UNLIKELY(dict->watch != nullptr)) dict_watch_write(dict, key);
  PyDictEntries* entries = dict->entries;
  int64_t i = dict->used++;
  DictEntry& e = entries->items[i];
  e.key = key;
  e.value = value;
  e.hash = hash;
  entries->used = static_cast<uint64_t>(dict->used);
  if (dict->index) table_link(dict->index, hash, static_cast<uint64_t>(i));
  dict->length++;
  dict->iteration_version++;
  dict->keys_version = PYVM_UNLIKELY(dict->watch != nullptr) ? dict_watch_added(dict, key, i, i != used) : 0;
  gc::barrier_slot(&entries->header, &e.key, key.bits());
  gc::barrier_slot(&entries->header, &e.value, value.bits());
  return true;
}

static void remove_at(PyDict* dict, int64_t i) {
  DictEntry& e = dict->entries->items[i];
  Value key = e.key;
  if (PYVM_UNLIKELY(dict->watch != nullptr)) dict_watch_write(dict, key);
  if (dict->index) table_unlink(dict->index, e.hash, static_cast<uint64_t>(i));
  e.key = kNull;
  e.value = kNull;
  e.hash = i + 1;
  dict->length--;
  // A namespace gets its last name back with the keys' old number (dict_watch.h). Elsewhere iterations count on it that what
  // is added comes after all that was there.
  if (dict->watch) table_give_back_end(dict);
  dict->iteration_version++;
  dict->keys_version = PYVM_UNLIKELY(dict->watch != nullptr) ? dict_watch_removed(dict, key, i) : 0;
}

bool dict_set_str(PyDict* dict, PyStr* key, Value value) {
  int64_t i = dict_find_str(dict, key);
  if (i >= 0) {
    dict_set_at(dict, i, value);
    return true;
  }
  return insert_new(dict, Value(&key->header), key->hash != -1 ? key->hash : str_hash(key), value);
}

bool dict_delete_str(PyDict* dict, PyStr* key) {
  int64_t i = dict_find_str(dict, key);
  if (i < 0) return false;
  remove_at(dict, i);
  return true;
}

Value dict_get_hashed(Thread& t, PyDict* dict, Value key, int64_t hash, bool* failed) {
  *failed = false;
  if (dict->length == 0) return kNull;
  int64_t i = table_find_key(t, dict, key, hash);
  if (PYVM_LIKELY(i >= 0)) return dict->entries->items[i].value;
  *failed = i == kTableError;
  return kNull;
}

Value dict_get(Thread& t, PyDict* dict, Value key, bool* failed) {
  int64_t hash = value_hash(t, key);
  if (PYVM_UNLIKELY(hash == -1)) {
    *failed = true;
    return kNull;
  }
  return dict_get_hashed(t, dict, key, hash, failed);
}

bool dict_set_hashed(Thread& t, PyDict* dict, Value key, int64_t hash, Value value) {
  if (dict->length != 0) {
    int64_t i = table_find_key(t, dict, key, hash);
    if (i >= 0) {
      dict_set_at(dict, i, value);
      return true;
    }
    if (PYVM_UNLIKELY(i == kTableError)) return false;
  }
  return insert_new(dict, key, hash, value);
}

bool dict_set(Thread& t, PyDict* dict, Value key, Value value) {
  int64_t hash = value_hash(t, key);
  return hash != -1 && dict_set_hashed(t, dict, key, hash, value);
}

Value dict_setdefault(Thread& t, PyDict* dict, Value key, Value value) {
  int64_t hash = value_hash(t, key);
  if (hash == -1) return kNull;
  int64_t i = dict->length ? table_find_key(t, dict, key, hash) : kTableAbsent;
  if (i >= 0) return dict->entries->items[i].value;
  if (i == kTableError || !insert_new(dict, key, hash, value)) return kNull;
  return value;
}

int dict_pop(Thread& t, PyDict* dict, Value key, Value* value) {
  int64_t hash = value_hash(t, key);
  if (hash == -1) return -1;
  int64_t i = dict->length ? table_find_key(t, dict, key, hash) : kTableAbsent;
  if (i < 0) return i == kTableError ? -1 : 0;
  *value = dict->entries->items[i].value;
  remove_at(dict, i);
  return 1;
}

int dict_delete(Thread& t, PyDict* dict, Value key) {
  Value ignored;
  return dict_pop(t, dict, key, &ignored);
}

int dict_contains(Thread& t, PyDict* dict, Value key) {
  int64_t hash = value_hash(t, key);
  if (hash == -1) return -1;
  int64_t i = dict->length ? table_find_key(t, dict, key, hash) : kTableAbsent;
  return i == kTableError ? -1 : i >= 0;
}

void dict_clear(PyDict* dict) {
  if (!dict->entries) return;
  if (dict->watch) {
    for (int64_t i = 0; i < dict->used; i++) {
      Value key = dict->entries->items[i].key;
      if (key) dict_watch_write(dict, key);
    }
  }
  dict->entries = nullptr;
  dict->index = nullptr;
  dict->length = dict->used = 0;
  keys_changed(dict);
}

PyDict* dict_copy(PyDict* dict) {
  PyDict* copy = dict_new();
  if (!copy || dict->length == 0) return copy;
  PyDictEntries* from = dict->entries;
  uint64_t capacity = table_capacity(static_cast<uint64_t>(dict->length));
  if (dict->length == dict->used && dict->index && from->capacity == capacity) {
    // Same positions: the index is copied, not rebuilt.
    auto* entries = allocate_object<PyDictEntries>(layouts.dict_entries, sizeof(PyDictEntries) + capacity * sizeof(DictEntry));
    if (!entries) return nullptr;
    PyRaw* index = raw_new(dict->index->capacity);
    if (!index) return nullptr;
    index->used = dict->index->used;
    std::memcpy(index->data, dict->index->data, dict->index->capacity);
    entries->capacity = capacity;
    entries->used = from->used;
    std::memcpy(static_cast<void*>(entries->items), from->items, sizeof(DictEntry) * from->used);
    gc::barrier(&entries->header);
    copy->entries = entries;
    copy->index = index;
    copy->length = copy->used = dict->used;
    gc::barrier(&copy->header);
    return copy;
  }
  copy->entries = from;   // read by the rebuild only
  copy->length = dict->length;
  copy->used = dict->used;
  return table_rebuild<PyDict, PyDictEntries>(copy, layouts.dict_entries, capacity) ? copy : nullptr;
}

bool dict_merge(Thread& t, PyDict* dict, PyDict* other, bool override) {
  if (dict == other || other->length == 0) return true;
  if (dict->length == 0 && other->length == other->used && !dict->watch && !dict->entries) {
    PyDict* copy = dict_copy(other);
    if (!copy) return false;
    dict->entries = copy->entries;
    dict->index = copy->index;
    dict->length = dict->used = copy->used;
    keys_changed(dict);
    gc::barrier(&dict->header);
    return true;
  }
  if (other->length > dict->length && !dict_reserve(dict, other->length - dict->length)) return false;
  uint32_t version = other->iteration_version;
  for (int64_t i = 0; i < other->used; i++) {
    DictEntry e = other->entries->items[i];
    if (e.key.is_null()) continue;
    int64_t at = dict->length ? table_find_key(t, dict, e.key, e.hash) : kTableAbsent;
    if (at == kTableError) return false;
    if (at >= 0) {
      if (override) dict_set_at(dict, at, e.value);
    } else if (!insert_new(dict, e.key, e.hash, e.value)) {
      return false;
    }
    if (other->iteration_version != version) {
      (void)raise_error(exc::RuntimeError, "dict mutated during update");
      return false;
    }
  }
  return true;
}

int64_t dict_first(PyDict* dict) {
  if (dict->length == 0) return -1;
  DictEntry* items = dict->entries->items;
  if (items[0].key) return 0;
  int64_t i = items[0].hash;
  while (items[i].key.is_null()) i = items[i].hash;
  items[0].hash = i;   // deleted entries stay deleted until the table is rebuilt
  return i;
}

int64_t dict_last(PyDict* dict) {
  table_give_back_end(dict);
  return dict->used - 1;
}

void dict_delete_at(PyDict* dict, int64_t index) { remove_at(dict, index); }

void dict_delete_last(PyDict* dict) {
  remove_at(dict, dict_last(dict));
  table_give_back_end(dict);
}

bool dict_next(PyDict* dict, int64_t* position, Value* key, Value* value) {
  for (int64_t i = *position; i < dict->used;) {
    const DictEntry& e = dict->entries->items[i];
    if (e.key.is_null()) {
      i = e.hash;
      continue;
    }
    *key = e.key;
    *value = e.value;
    *position = i + 1;
    return true;
  }
  return false;
}

}  // namespace pyvm
