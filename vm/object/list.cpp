// list: storage. Methods are in list_methods.cpp, sorting in list_sort.cpp.
//
// 1. items->items[length..capacity) is null: the collector traces the whole array.
// 2. Whoever runs Python code must read length and items again afterwards.
#include "vm/object/list.h"

#include <cstring>

#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/ops.h"
#include "vm/run/thread.h"

namespace pyvm {

static PyArray* empty_array() {
  static PyArray* shared = nullptr;   // capacity 0: never written
  if (!shared) {
    gc::add_root(&shared);
    shared = array_new(0);
  }
  return shared;
}

bool is_list(Value v) { return is_exact_list(v) || has_type_flag(v, kTypeList); }
bool is_tuple(Value v) { return is_exact_tuple(v) || has_type_flag(v, kTypeTuple); }

bool sequence_items(Value v, const Value** items, int64_t* n) {
  if (is_list(v)) {
    *items = as_list(v)->items->items;
    *n = as_list(v)->length;
    return true;
  }
  if (is_tuple(v)) {
    *items = as_tuple(v)->items;
    *n = as_tuple(v)->length;
    return true;
  }
  return false;
}

PyList* list_new(int64_t capacity) {
  auto* list = allocate_object<PyList>(layouts.list);
  if (!list) return nullptr;
  list->items = capacity == 0 ? empty_array() : array_new(static_cast<uint64_t>(capacity));
  if (!list->items) return nullptr;
  gc::barrier(&list->header);
  return list;
}

PyList* list_new_of(PyType* type) {
  auto* list = allocate_instance_of<PyList>(type);
  if (!list) return nullptr;
  list->items = empty_array();
  gc::barrier(&list->header);
  return list;
}

PyList* list_from(const Value* items, int64_t n) {
  PyList* list = list_new(n);
  if (!list) return nullptr;
  std::memcpy(static_cast<void*>(list->items->items), items, static_cast<size_t>(n) * sizeof(Value));
  list->length = n;
  gc::barrier(&list->items->header);
  return list;
}

bool list_grow(PyList* list, int64_t capacity) {
  int64_t old = static_cast<int64_t>(list->items->capacity);
  if (capacity <= old) return true;
  int64_t grown = old + (old >> 1) + 4;
  if (capacity > grown) grown = capacity;
  PyArray* fresh = array_new(static_cast<uint64_t>(grown));
  if (!fresh) return false;
  std::memcpy(static_cast<void*>(fresh->items), list->items->items, static_cast<size_t>(list->length) * sizeof(Value));
  gc::barrier(&fresh->header);
  list->items = fresh;
  gc::barrier(&list->header);
  return true;
}

bool list_append(PyList* list, Value item) {
  int64_t n = list->length;
  if (PYVM_UNLIKELY(static_cast<uint64_t>(n) == list->items->capacity) && !list_grow(list, n + 1)) return false;
  PyArray* a = list->items;
  a->items[n] = item;
  list->length = n + 1;
  gc::barrier_slot(&a->header, &a->items[n], item.bits());
  return true;
}

void list_set(PyList* list, int64_t index, Value item) {
  PyArray* a = list->items;
  a->items[index] = item;
  gc::barrier_slot(&a->header, &a->items[index], item.bits());
}

bool list_insert(PyList* list, int64_t index, Value item) {
  int64_t n = list->length;
  if (!list_grow(list, n + 1)) return false;
  PyArray* a = list->items;
  std::memmove(static_cast<void*>(a->items + index + 1), a->items + index, static_cast<size_t>(n - index) * sizeof(Value));
  a->items[index] = item;
  list->length = n + 1;
  gc::barrier(&a->header);
  return true;
}

void list_delete_range(PyList* list, int64_t start, int64_t count) {
  if (count <= 0) return;
  PyArray* a = list->items;
  int64_t n = list->length, tail = n - start - count;
  if (tail > 0) {
    std::memmove(static_cast<void*>(a->items + start), a->items + start + count, static_cast<size_t>(tail) * sizeof(Value));
    gc::barrier(&a->header);
  }
  std::memset(static_cast<void*>(a->items + n - count), 0, static_cast<size_t>(count) * sizeof(Value));
  list->length = n - count;
  // A list that became much smaller gives its memory back.
  if (list->length * 4 < static_cast<int64_t>(a->capacity) && a->capacity > 64) {
    PyArray* fresh = array_new(static_cast<uint64_t>(list->length + list->length / 2));
    if (!fresh) return error_clear();
    std::memcpy(static_cast<void*>(fresh->items), a->items, static_cast<size_t>(list->length) * sizeof(Value));
    gc::barrier(&fresh->header);
    list->items = fresh;
    gc::barrier(&list->header);
  }
}

static bool extend_from_items(PyList* list, Value source) {
  const Value* items;
  int64_t n;
  sequence_items(source, &items, &n);
  if (n == 0) return true;
  if (list->length + n > static_cast<int64_t>(list->items->capacity)) {
    int64_t needed = list->length + n;
    if (!list_grow(list, list->length ? needed + needed / 8 : needed)) return false;
    sequence_items(source, &items, &n);   // the source may be the list itself
  }
  PyArray* a = list->items;
  std::memcpy(static_cast<void*>(a->items + list->length), items, static_cast<size_t>(n) * sizeof(Value));
  list->length += n;
  gc::barrier(&a->header);
  return true;
}

bool list_extend(Thread& t, PyList* list, Value iterable) {
  if (is_exact_list(iterable) || is_exact_tuple(iterable)) return extend_from_items(list, iterable);
  Value iterator = object_iter(t, iterable);
  if (!iterator) return false;
  int64_t hint = object_length_hint(t, iterable, 8);
  if (hint < 0) return false;
  if (hint < (int64_t{1} << 40) && !list_grow(list, list->length + hint)) {
    if (!error_matches(exc::MemoryError)) return false;
    error_clear();   // the hint may be a lie
  }
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return true;
    if (!item || !list_append(list, item)) return false;
  }
}

}  // namespace pyvm
