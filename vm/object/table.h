// The hash index that dict and set share: entries in order of insertion + open addressing over their positions.
//
// A container C has: int64_t length (live), used (live + deleted); E* entries with capacity, used, items[] of {key,
// ..., hash}; PyRaw* index; uint32_t iteration_version. index is null while the capacity is at most kTableLinear:
// then the entries are searched in order. Otherwise index->used is the number of buckets (a power of two), each 1, 2 or
// 4 bytes: the position of an entry, or empty (all ones) or deleted (all ones but the last bit). The probe
// sequence is that of CPython's dictobject (Tim Peters): i = 5 i + perturb + 1.
#pragma once

#include <cstring>

#include "gc/heap.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/value.h"
#include "vm/run/layouts.h"

namespace pyvm {

inline constexpr int64_t kTableLinear = 8;
inline constexpr int64_t kTableAbsent = -1;
inline constexpr int64_t kTableError = -2;

enum class TableMatch { kNo, kYes, kError, kRestart };

// Buckets needed for `capacity` entries at a load of at most 2/3; 0: no index.
inline uint64_t table_buckets(uint64_t capacity) {
  if (capacity <= static_cast<uint64_t>(kTableLinear)) return 0;
  uint64_t buckets = 16;
  while (buckets * 2 / 3 < capacity) buckets *= 2;
  return buckets;
}
inline int table_width(uint64_t buckets) { return buckets <= 256 ? 1 : buckets <= 65536 ? 2 : 4; }
// The next capacity for at least `needed` entries.
inline uint64_t table_capacity(uint64_t needed) {
  if (needed <= 4) return 4;
  if (needed <= 8) return 8;
  uint64_t buckets = 32;
  while (buckets * 2 / 3 < needed) buckets *= 2;
  return buckets * 2 / 3;
}

template <class I, class C, class Match>
inline int64_t table_probe(C* c, int64_t hash, Match&& match) {
  constexpr I kEmpty = static_cast<I>(~I{0}), kDeleted = static_cast<I>(~I{0} - 1);
  const I* buckets = reinterpret_cast<const I*>(c->index->data);
  uint64_t mask = c->index->used - 1;
  uint64_t perturb = static_cast<uint64_t>(hash), i = perturb & mask;
  for (;;) {
    I position = buckets[i];
    if (position == kEmpty) return kTableAbsent;
    if (position != kDeleted && c->entries->items[position].hash == hash) {
      switch (match(c->entries->items[position].key)) {
        case TableMatch::kYes: return position;
        case TableMatch::kNo: break;
        case TableMatch::kError: return kTableError;
        case TableMatch::kRestart: return -3;
      }
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// Position of the entry with this hash for which match(key) says yes; kTableAbsent or kTableError.
template <class C, class Match>
inline int64_t table_find(C* c, int64_t hash, Match&& match) {
  for (;;) {
    int64_t found = kTableAbsent;
    if (!c->index) {
      for (int64_t i = 0; i < c->used; i++) {
        const auto& e = c->entries->items[i];
        if (e.hash != hash || e.key.is_null()) continue;
        TableMatch m = match(e.key);
        if (m == TableMatch::kNo) continue;
        found = m == TableMatch::kYes ? i : m == TableMatch::kError ? kTableError : -3;
        break;
      }
    } else {
      switch (table_width(c->index->used)) {
        case 1: found = table_probe<uint8_t>(c, hash, match); break;
        case 2: found = table_probe<uint16_t>(c, hash, match); break;
        default: found = table_probe<uint32_t>(c, hash, match); break;
      }
    }
    if (PYVM_LIKELY(found != -3)) return found;
  }
}

// Lookup of any key; may run Python code (the stored key's __eq__), and starts again when that changed the table.
template <class C>
int64_t table_find_key(Thread& t, C* c, Value key, int64_t hash) {
  if (key.is_layout(layouts.str)) {
    PyStr* s = as_str(key);
    return table_find(c, hash, [&](Value stored) {
      if (stored == key) return TableMatch::kYes;
      if (stored.is_layout(layouts.str)) {
        if (s->is_interned() && as_str(stored)->is_interned()) return TableMatch::kNo;
        return str_equal(s, as_str(stored)) ? TableMatch::kYes : TableMatch::kNo;
      }
      if (!stored.is_heap()) return TableMatch::kNo;
      uint32_t version = c->iteration_version;
      auto* entries = c->entries;
      int r = object_compare_bool(t, stored, key, CompareOp::kEq);
      if (r < 0) return TableMatch::kError;
      if (c->iteration_version != version || c->entries != entries) return TableMatch::kRestart;
      return r ? TableMatch::kYes : TableMatch::kNo;
    });
  }
  return table_find(c, hash, [&](Value stored) {
    if (stored == key) return TableMatch::kYes;
    if (stored.is_small_int() && key.is_small_int()) return TableMatch::kNo;
    if (!stored.is_heap() && !key.is_heap() && (stored.is_none() || key.is_none())) return TableMatch::kNo;
    uint32_t version = c->iteration_version;
    auto* entries = c->entries;
    int r = object_compare_bool(t, stored, key, CompareOp::kEq);
    if (r < 0) return TableMatch::kError;
    if (c->iteration_version != version || c->entries != entries) return TableMatch::kRestart;
    return r ? TableMatch::kYes : TableMatch::kNo;
  });
}

template <class I>
inline void table_link_as(PyRaw* index, int64_t hash, uint64_t position) {
  constexpr I kDeleted = static_cast<I>(~I{0} - 1);
  I* buckets = reinterpret_cast<I*>(index->data);
  uint64_t mask = index->used - 1, perturb = static_cast<uint64_t>(hash), i = perturb & mask;
  while (buckets[i] < kDeleted) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  buckets[i] = static_cast<I>(position);
}

// Enters a position under a hash that is not linked to it yet.
inline void table_link(PyRaw* index, int64_t hash, uint64_t position) {
  switch (table_width(index->used)) {
    case 1: return table_link_as<uint8_t>(index, hash, position);
    case 2: return table_link_as<uint16_t>(index, hash, position);
    default: return table_link_as<uint32_t>(index, hash, position);
  }
}

template <class I>
inline void table_unlink_as(PyRaw* index, int64_t hash, uint64_t position) {
  I* buckets = reinterpret_cast<I*>(index->data);
  uint64_t mask = index->used - 1, perturb = static_cast<uint64_t>(hash), i = perturb & mask;
  while (buckets[i] != static_cast<I>(position)) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  buckets[i] = static_cast<I>(~I{0} - 1);
}

inline void table_unlink(PyRaw* index, int64_t hash, uint64_t position) {
  switch (table_width(index->used)) {
    case 1: return table_unlink_as<uint8_t>(index, hash, position);
    case 2: return table_unlink_as<uint16_t>(index, hash, position);
    default: return table_unlink_as<uint32_t>(index, hash, position);
  }
}

// Fills an index anew from entries[0..used), none of which is deleted.
template <class E>
void table_fill_index(PyRaw* index, const E* items, int64_t used) {
  std::memset(index->data, 0xFF, index->used * static_cast<uint64_t>(table_width(index->used)));
  switch (table_width(index->used)) {
    case 1:
      for (int64_t i = 0; i < used; i++) table_link_as<uint8_t>(index, items[i].hash, static_cast<uint64_t>(i));
      break;
    case 2:
      for (int64_t i = 0; i < used; i++) table_link_as<uint16_t>(index, items[i].hash, static_cast<uint64_t>(i));
      break;
    default:
      for (int64_t i = 0; i < used; i++) table_link_as<uint32_t>(index, items[i].hash, static_cast<uint64_t>(i));
  }
}

// Moves the live entries into a table of `capacity` (>= length). False: MemoryError pending.
template <class C, class E>
bool table_rebuild(C* c, uint32_t entries_layout, uint64_t capacity) {
  using Item = std::remove_reference_t<decltype(c->entries->items[0])>;
  if (capacity > uint64_t{0xFFFFFFF0}) {
    (void)raise_memory_error();
    return false;
  }
  auto* fresh = reinterpret_cast<E*>(gc::allocate(entries_layout, sizeof(E) + capacity * sizeof(Item)));
  if (!fresh) {
    (void)raise_memory_error();
    return false;
  }
  PyRaw* index = nullptr;
  if (uint64_t buckets = table_buckets(capacity)) {
    index = raw_new(buckets * static_cast<uint64_t>(table_width(buckets)));
    if (!index) return false;
    index->used = buckets;
  }
  fresh->capacity = capacity;
  int64_t n = 0;
  if (c->length == c->used) {
    if (c->used) std::memcpy(static_cast<void*>(fresh->items), c->entries->items, sizeof(Item) * static_cast<size_t>(c->used));
    n = c->used;
  } else {
    for (int64_t i = 0; i < c->used; i++) {
      if (!c->entries->items[i].key.is_null()) fresh->items[n++] = c->entries->items[i];
    }
  }
  fresh->used = static_cast<uint64_t>(n);
  if (index) table_fill_index(index, fresh->items, n);
  gc::barrier(&fresh->header);
  c->entries = fresh;
  c->index = index;
  c->used = n;
  gc::barrier(&c->header);
  return true;
}

// Gives deleted entries at the end back, so that taking the last one again and again is O(1). Their buckets stay deleted, so the
// capacity shrinks with them: the index is built anew before all its buckets are used up.
template <class C>
inline void table_give_back_end(C* c) {
  while (c->used > 0 && c->entries->items[c->used - 1].key.is_null()) {
    c->used--;
    if (c->index) c->entries->capacity--;
  }
  c->entries->used = static_cast<uint64_t>(c->used);
}

// Room for one more entry.
template <class C, class E>
inline bool table_make_room(C* c, uint32_t entries_layout) {
  if (PYVM_LIKELY(c->entries && static_cast<uint64_t>(c->used) < c->entries->capacity)) return true;
  if (c->length == 0 && c->entries && !c->index) {
    c->entries->used = c->used = 0;
    return true;
  }
  uint64_t needed = static_cast<uint64_t>(c->length) + 1;
  // Mostly deleted entries: the same size does.
  if (c->length < c->used - c->used / 4 && c->used > kTableLinear) {
    return table_rebuild<C, E>(c, entries_layout, c->entries->capacity);
  }
  return table_rebuild<C, E>(c, entries_layout, table_capacity(needed < 4 ? needed : needed + needed / 3));
}

}  // namespace pyvm
