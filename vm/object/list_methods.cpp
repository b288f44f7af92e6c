// The methods of list and its iterators.
#include <cstring>

#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/depth.h"
#include "vm/object/exact.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/sequence.h"
#include "vm/object/slice.h"
#include "vm/object/str_builder.h"
#include "vm/run/plan_binary.h"
#include "vm/run/thread.h"

namespace pyvm {

void boot_buffers();

Value list_get_item(Thread& t, PyList* list, Value key) {
  if (PYVM_LIKELY(key.is_small_int())) {
    int64_t i = key.small_int(), n = list->length;
    if (i < 0) i += n;
    if (PYVM_UNLIKELY(static_cast<uint64_t>(i) >= static_cast<uint64_t>(n))) {
      return raise_error(exc::IndexError, "list index out of range");
    }
    return list->items->items[i];
  }
  if (is_slice(key)) {
    int64_t start, stop, step;
    if (!slice_unpack(t, key.as<PySlice>(), &start, &stop, &step)) return kNull;
    int64_t n = slice_adjust(list->length, &start, &stop, step);
    if (step == 1) {
      PyList* r = list_from(list->items->items + start, n);
      return r ? Value(&r->header) : kNull;
    }
    PyList* r = list_new(n);
    if (!r) return kNull;
    const Value* from = list->items->items;
    for (int64_t i = 0; i < n; i++) r->items->items[i] = from[start + i * step];
    r->length = n;
    gc::barrier(&r->items->header);
    return Value(&r->header);
  }
  if (!is_int(key) && !type_lookup(type_of(key), names::d_index)) {
    return raise_type_error("list indices must be integers or slices, not %.200s", type_name(key));
  }
  int64_t i;
  if (!object_index(t, key, &i)) return kNull;
  if (i < 0) i += list->length;
  if (i < 0 || i >= list->length) return raise_error(exc::IndexError, "list index out of range");
  return list->items->items[i];
}

// list[start:start+count] = items (a list that is not `list`).
static bool replace_range(PyList* list, int64_t start, int64_t count, const Value* items, int64_t n) {
  int64_t tail = list->length - start - count;
  if (n <= count) {
    PyArray* a = list->items;
    std::memcpy(static_cast<void*>(a->items + start), items, static_cast<size_t>(n) * sizeof(Value));
    gc::barrier(&a->header);
    list_delete_range(list, start + n, count - n);
    return true;
  }
  if (!list_grow(list, list->length + n - count)) return false;
  PyArray* a = list->items;
  std::memmove(static_cast<void*>(a->items + start + n), a->items + start + count, static_cast<size_t>(tail) * sizeof(Value));
  std::memcpy(static_cast<void*>(a->items + start), items, static_cast<size_t>(n) * sizeof(Value));
  list->length += n - count;
  gc::barrier(&a->header);
  return true;
}

static bool delete_stepped(PyList* list, int64_t start, int64_t step, int64_t n) {
  if (n == 0) return true;
  if (step < 0) {
    start += (n - 1) * step;
    step = -step;
  }
  PyArray* a = list->items;
  int64_t to = start, next = start, left = n;
  for (int64_t from = start; from < list->length; from++) {
    if (left && from == next) {
      next += step;
      left--;
    } else {
      a->items[to++] = a->items[from];
    }
  }
  gc::barrier(&a->header);
  std::memset(static_cast<void*>(a->items + to), 0, static_cast<size_t>(list->length - to) * sizeof(Value));
  list->length = to;
  return true;
}

static bool set_slice(Thread& t, PyList* list, PySlice* slice, Value value) {
  int64_t start, stop, step;
  if (!slice_unpack(t, slice, &start, &stop, &step)) return false;
  if (!value) {
    int64_t n = slice_adjust(list->length, &start, &stop, step);
    if (step != 1) return delete_stepped(list, start, step, n);
    list_delete_range(list, start, n);
    return true;
  }
  Value source = value;
  if (step == 1 || !(is_list(value) || is_tuple(value))) {
    if (!is_list(value) && !is_tuple(value) && !type_lookup(type_of(value), names::d_iter) &&
        !type_lookup(type_of(value), names::d_getitem)) {
      (void)raise_type_error(step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
      return false;
    }
  }
  if (value == Value(&list->header) || !(is_list(value) || is_tuple(value))) source = object_to_list(t, value);
  if (!source) return false;
  const Value* items;
  int64_t n;
  sequence_items(source, &items, &n);
  int64_t count = slice_adjust(list->length, &start, &stop, step);
  if (step == 1) return replace_range(list, start, count, items, n);
  if (n != count) {
    (void)raise_value_error("attempt to assign sequence of size %lld to extended slice of size %lld",
                            static_cast<long long>(n), static_cast<long long>(count));
    return false;
  }
  PyArray* a = list->items;
  for (int64_t i = 0; i < n; i++) a->items[start + i * step] = items[i];
  gc::barrier(&a->header);
  return true;
}

bool list_set_item(Thread& t, PyList* list, Value key, Value value) {
  int64_t i;
  if (PYVM_LIKELY(key.is_small_int())) {
    i = key.small_int();
  } else if (is_slice(key)) {
    return set_slice(t, list, key.as<PySlice>(), value);
  } else {
    if (!is_int(key) && !type_lookup(type_of(key), names::d_index)) {
      (void)raise_type_error("list indices must be integers or slices, not %.200s", type_name(key));
      return false;
    }
    if (!object_index(t, key, &i)) return false;
  }
  if (i < 0) i += list->length;
  if (i < 0 || i >= list->length) {
    (void)raise_error(exc::IndexError, "list assignment index out of range");
    return false;
  }
  if (value) list_set(list, i, value);
  else list_delete_range(list, i, 1);
  return true;
}

Value sequence_compare(Thread& t, Value a, Value b, CompareOp op) {
  ComparisonDepth depth(t);
  if (!depth.ok()) return kNull;
  const Value *x, *y;
  int64_t n, m;
  sequence_items(a, &x, &n);
  sequence_items(b, &y, &m);
  if (n != m && (op == CompareOp::kEq || op == CompareOp::kNe) && is_list(a)) return Value::from_bool(op == CompareOp::kNe);
  for (int64_t i = 0; i < n && i < m; i++) {
    Value p = x[i], q = y[i];
    if (p == q) continue;
    if (p.is_small_int() && q.is_small_int()) {
      if (op == CompareOp::kEq) return kFalse;
      if (op == CompareOp::kNe) return kTrue;
      return Value::from_bool(compare_holds(p.small_int() < q.small_int() ? -1 : 1, op));
    }
    int equal = is_exact_str(p) && is_exact_str(q) ? str_equal(as_str(p), as_str(q))
                                                   : object_compare_bool(t, p, q, CompareOp::kEq);
    if (equal < 0) return kNull;
    sequence_items(a, &x, &n);   // the comparison may have changed the lists
    sequence_items(b, &y, &m);
    if (!equal && i < n && i < m) {
      if (op == CompareOp::kEq) return kFalse;
      if (op == CompareOp::kNe) return kTrue;
      return object_compare(t, p, q, op);
    }
  }
  return Value::from_bool(compare_holds(n < m ? -1 : n > m, op));
}

template <CompareOp Op>
static Value list_compare(Thread& t, Value* args) {
  return is_list(args[1]) ? sequence_compare(t, args[0], args[1], Op) : kNotImplemented;
}

static Value list_make(Thread&, Value* args) {
  PyList* list = list_new_of(args[0].as<PyType>());
  return list ? Value(&list->header) : kNull;
}

static Value list_init(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  if (list->length) list_delete_range(list, 0, list->length);
  return !args[1] || list_extend(t, list, args[1]) ? kNone : kNull;
}

static Value list_repr(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  if (list->length == 0) return text_value(str_from_utf8("[]"));
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("[...]"));
  StrBuilder out;
  out.append('[');
  for (int64_t i = 0; i < list->length; i++) {
    if (i) out.append_ascii(", ");
    PyStr* s = object_repr(t, list->items->items[i]);
    if (!s) {
      repr_leave(t, args[0]);
      return kNull;
    }
    out.append(s);
  }
  repr_leave(t, args[0]);
  out.append(']');
  return text_value(out.finish());
}

static Value list_len(Thread&, Value* args) { return Value::from_small_int(as_list(args[0])->length); }
static Value list_getitem(Thread& t, Value* args) { return list_get_item(t, as_list(args[0]), args[1]); }
static Value list_setitem(Thread& t, Value* args) { return list_set_item(t, as_list(args[0]), args[1], args[2]) ? kNone : kNull; }
static Value list_delitem(Thread& t, Value* args) { return list_set_item(t, as_list(args[0]), args[1], kNull) ? kNone : kNull; }
static Value list_contains(Thread& t, Value* args) { return bool_or_error(sequence_find(t, args[0], args[1])); }

static Value list_concat(Thread&, Value* args) {
  if (!is_list(args[1])) {
    return raise_type_error("can only concatenate list (not \"%.200s\") to list", type_name(args[1]));
  }
  PyList *a = as_list(args[0]), *b = as_list(args[1]);
  PyList* r = list_new(a->length + b->length);
  if (!r) return kNull;
  Value* to = r->items->items;
  std::memcpy(static_cast<void*>(to), a->items->items, static_cast<size_t>(a->length) * sizeof(Value));
  std::memcpy(static_cast<void*>(to + a->length), b->items->items, static_cast<size_t>(b->length) * sizeof(Value));
  r->length = a->length + b->length;
  gc::barrier(&r->items->header);
  return Value(&r->header);
}

static void fill_repeated(Value* to, int64_t n, int64_t count) {
  if (n == 1) {
    for (int64_t i = 1; i < count; i++) to[i] = to[0];
    return;
  }
  int64_t total = n * count, done = n;
  while (done < total) {
    int64_t part = done < total - done ? done : total - done;
    std::memcpy(static_cast<void*>(to + done), to, static_cast<size_t>(part) * sizeof(Value));
    done += part;
  }
}

static Value list_repeat(Thread& t, Value* args) {
  int64_t count, total;
  if (!arg_repeat(t, args[1], &count)) return kNull;
  PyList* list = as_list(args[0]);
  if (__builtin_mul_overflow(list->length, count, &total)) return raise_memory_error();
  PyList* r = list_new(total);
  if (!r || total == 0) return r ? Value(&r->header) : kNull;
  std::memcpy(static_cast<void*>(r->items->items), list->items->items, static_cast<size_t>(list->length) * sizeof(Value));
  fill_repeated(r->items->items, list->length, count);
  r->length = total;
  gc::barrier(&r->items->header);
  return Value(&r->header);
}

static Value list_iconcat(Thread& t, Value* args) { return list_extend(t, as_list(args[0]), args[1]) ? args[0] : kNull; }

static Value list_irepeat(Thread& t, Value* args) {
  int64_t count, total;
  if (!arg_repeat(t, args[1], &count)) return kNull;
  PyList* list = as_list(args[0]);
  int64_t n = list->length;
  if (__builtin_mul_overflow(n, count, &total)) return raise_memory_error();
  if (total == 0) {
    list_delete_range(list, 0, n);
  } else if (count > 1) {
    if (!list_grow(list, total)) return kNull;
    fill_repeated(list->items->items, n, count);
    list->length = total;
    gc::barrier(&list->items->header);
  }
  return args[0];
}

static Value list_append_method(Thread&, Value* args) { return list_append(as_list(args[0]), args[1]) ? kNone : kNull; }
static Value list_extend_method(Thread& t, Value* args) { return list_extend(t, as_list(args[0]), args[1]) ? kNone : kNull; }

static Value list_insert_method(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  int64_t i;
  if (!object_index(t, args[1], &i)) {
    if (!error_matches(exc::IndexError)) return kNull;
    error_clear();
    return raise_error(exc::OverflowError, "Python int too large to convert to C ssize_t");
  }
  if (i < 0) i = i + list->length < 0 ? 0 : i + list->length;
  if (i > list->length) i = list->length;
  return list_insert(list, i, args[2]) ? kNone : kNull;
}

static Value list_pop(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  int64_t i = -1;
  if (args[1].is_small_int()) i = args[1].small_int();
  else if (!object_index(t, args[1], &i)) return kNull;
  if (list->length == 0) return raise_error(exc::IndexError, "pop from empty list");
  if (i < 0) i += list->length;
  if (i < 0 || i >= list->length) return raise_error(exc::IndexError, "pop index out of range");
  Value r = list->items->items[i];
  if (i == list->length - 1 && list->items->capacity <= 64) {
    list->items->items[i] = kNull;
    list->length = i;
  } else {
    list_delete_range(list, i, 1);
  }
  return r;
}

static Value list_remove(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  for (int64_t i = 0; i < list->length; i++) {
    int r = object_equal(t, list->items->items[i], args[1]);
    if (r < 0) return kNull;
    if (r) {
      if (i < list->length) list_delete_range(list, i, 1);
      return kNone;
    }
  }
  return raise_value_error("list.remove(x): x not in list");
}

static Value list_index(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  int64_t start, stop;
  if (!clip_position(t, args[2], list->length, &start) || !clip_position(t, args[3], list->length, &stop)) return kNull;
  for (int64_t i = start; i < stop && i < list->length; i++) {
    int r = object_equal(t, list->items->items[i], args[1]);
    if (r < 0) return kNull;
    if (r) return Value::from_small_int(i);
  }
  PyStr* s = object_repr(t, args[1]);
  return s ? raise_value_error("%s is not in list", std::string_view(str_utf8(s)).data()) : kNull;
}

static Value list_count(Thread& t, Value* args) {
  PyList* list = as_list(args[0]);
  int64_t n = 0;
  for (int64_t i = 0; i < list->length; i++) {
    int r = object_equal(t, list->items->items[i], args[1]);
    if (r < 0) return kNull;
    n += r;
  }
  return Value::from_small_int(n);
}

static Value list_clear(Thread&, Value* args) {
  list_delete_range(as_list(args[0]), 0, as_list(args[0])->length);
  return kNone;
}

static Value list_copy(Thread&, Value* args) {
  PyList* r = list_from(as_list(args[0])->items->items, as_list(args[0])->length);
  return r ? Value(&r->header) : kNull;
}

static Value list_reverse(Thread&, Value* args) {
  PyList* list = as_list(args[0]);
  Value* a = list->items->items;
  for (int64_t i = 0, j = list->length - 1; i < j; i++, j--) {
    Value v = a[i];
    a[i] = a[j];
    a[j] = v;
  }
  gc::barrier(&list->items->header);
  return kNone;
}

static Value list_sort_method(Thread& t, Value* args) {
  int reverse = 0;
  if (!args[2].is_bool() && !is_int(args[2])) {
    Value i = object_as_int(t, args[2]);
    if (!i) return kNull;
    reverse = int_sign(i) != 0;
  } else {
    reverse = object_is_true(t, args[2]);
  }
  return list_sort(t, as_list(args[0]), args[1].is_none() ? kNull : args[1], reverse != 0) ? kNone : kNull;
}

static Value list_iter(Thread&, Value* args) {
  auto* it = allocate_object<PyListIterator>(layouts.list_iterator);
  if (!it) return kNull;
  it->source = as_list(args[0]);
  gc::barrier(&it->header);
  return Value(&it->header);
}

static Value list_reversed(Thread&, Value* args) {
  auto* it = allocate_instance_of<PyListIterator>(type_list_reverseiterator);
  if (!it) return kNull;
  it->source = as_list(args[0]);
  gc::barrier(&it->header);
  it->index = it->source->length - 1;
  return Value(&it->header);
}

static Value list_sizeof(Thread&, Value* args) {
  return int_from_int64(static_cast<int64_t>(sizeof(PyList) + sizeof(PyArray) + 8 * as_list(args[0])->items->capacity));
}

static const NativeDef kListMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", list_make, kEffectAllocates},
    {"__init__(self, iterable=<absent>, /)", list_init},
    {"__repr__(self, /)", list_repr},
    {"__lt__(self, value, /)", list_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", list_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", list_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", list_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", list_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", list_compare<CompareOp::kGe>},
    {"__iter__(self, /)", list_iter, kEffectAllocates},
    {"__len__(self, /)", list_len, kEffectReads},
    {"@method __getitem__(self, index, /)", list_getitem, kEffectAll, "x.__getitem__(y) <==> x[y]"},
    {"__setitem__(self, key, value, /)", list_setitem},
    {"__delitem__(self, key, /)", list_delitem},
    {"__add__(self, value, /)", list_concat, kEffectReads | kEffectAllocates | kEffectMayRaise | kSequenceOperator},
    {"__mul__(self, value, /)", list_repeat, kEffectAll | kSequenceOperator},
    {"__rmul__(self, value, /)", list_repeat, kEffectAll | kSequenceOperator},
    {"__contains__(self, key, /)", list_contains},
    {"__iadd__(self, value, /)", list_iconcat, kEffectAll | kSequenceOperator},
    {"__imul__(self, value, /)", list_irepeat, kEffectAll | kSequenceOperator},
    {"__reversed__(self, /)", list_reversed, kEffectAllocates, "Return a reverse iterator over the list."},
    {"__sizeof__(self, /)", list_sizeof, kEffectReads, "Return the size of the list in memory, in bytes."},
    {"clear(self, /)", list_clear, kEffectWrites, "Remove all items from list."},
    {"copy(self, /)", list_copy, kEffectReads | kEffectAllocates, "Return a shallow copy of the list."},
    {"append(self, object, /)", list_append_method, kEffectWrites | kEffectAllocates | kEffectMayRaise,
     "Append object to the end of the list."},
    {"insert(self, index, object, /)", list_insert_method, kEffectAll, "Insert object before index."},
    {"extend(self, iterable, /)", list_extend_method, kEffectAll, "Extend list by appending elements from the iterable."},
    {"pop(self, index=-1, /)", list_pop, kEffectAll,
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."},
    {"remove(self, value, /)", list_remove, kEffectAll,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"index(self, value, start=0, stop=9223372036854775807, /)", list_index, kEffectAll,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", list_count, kEffectAll, "Return number of occurrences of value."},
    {"reverse(self, /)", list_reverse, kEffectReads | kEffectWrites, "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)", list_sort_method, kEffectAll,
     "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and "
     "stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each "
     "list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be "
     "set to sort in descending order."},
    PYVM_CLASS_GETITEM,
    {}};

// ---- iterators

static Value list_iter_next(Thread& t, Value self) { return iter_next(t, self); }

static Value list_reverse_next(Thread&, Value self) {
  auto* it = self.as<PyListIterator>();
  if (it->source && it->index >= 0 && it->index < it->source->length) return it->source->items->items[it->index--];
  it->source = nullptr;
  it->index = -1;
  return kStop;
}

static Value iterator_self(Thread&, Value* args) { return args[0]; }

static Value list_iter_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  int64_t n = it->source ? it->source->length - it->index : 0;
  return Value::from_small_int(n < 0 ? 0 : n);
}
static Value list_reverse_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  return Value::from_small_int(it->source && it->index < it->source->length ? it->index + 1 : 0);
}

static Value reduce_parts(Thread& t, const char* function, PyList* source, int64_t index) {
  Value fn = builtin_function(t, source ? function : "iter");
  if (!fn) return kNull;
  Value arg;
  if (source) {
    arg = Value(&source->header);
  } else {
    PyList* empty = list_new(0);
    if (!empty) return kNull;
    arg = Value(&empty->header);
  }
  PyTuple* inner = tuple_from(&arg, 1);
  if (!inner) return kNull;
  Value parts[] = {fn, Value(&inner->header), Value::from_small_int(index)};
  PyTuple* r = tuple_from(parts, source ? 3 : 2);
  return r ? Value(&r->header) : kNull;
}
static Value list_iter_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  return reduce_parts(t, "iter", it->source, it->index);
}
static Value list_reverse_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  return reduce_parts(t, "reversed", it->source, it->index);
}
static Value list_iter_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < 0 ? 0 : i > it->source->length ? it->source->length : i;
  return kNone;
}
static Value list_reverse_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyListIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < -1 ? -1 : i > it->source->length - 1 ? it->source->length - 1 : i;
  return kNone;
}

static const NativeDef kListIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(list_iter_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", list_iter_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", list_iter_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", list_iter_setstate, kEffectAll, "Set state information for unpickling."},
    {}};
static const NativeDef kListReverseIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(list_reverse_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", list_reverse_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", list_reverse_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", list_reverse_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

static void trace_list(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyList*>(h)->items); }
static void trace_list_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyListIterator*>(h)->source); }

static const TypeSpec kListSpec = {
    .name = "list",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeList | kTypeSequence,
    .native = {.trace = trace_list, .bytes = sizeof(PyList)},
    .methods = kListMethods,
    .doc = "(iterable=(), /)\n--\n\n"
           "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument "
           "must be an iterable if specified.",
};
static const TypeSpec kListIteratorSpec = {
    .name = "list_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.trace = trace_list_iterator, .bytes = sizeof(PyListIterator)},
    .methods = kListIteratorMethods,
};
static const TypeSpec kListReverseIteratorSpec = {
    .name = "list_reverseiterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.trace = trace_list_iterator, .bytes = sizeof(PyListIterator)},
    .methods = kListReverseIteratorMethods,
};

void boot_list() {
  boot_buffers();
  type_init_builtin(type_list, kListSpec);
  type_init_builtin(type_list_iterator, kListIteratorSpec);
  type_init_builtin(type_list_reverseiterator, kListReverseIteratorSpec);
}

}  // namespace pyvm
