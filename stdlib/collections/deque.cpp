// deque: a ring buffer whose capacity is a power of two; items beyond the ends are null.
#include <cstdio>

#include "stdlib/collections/collections.h"
#include "stdlib/module_util.h"
#include "vm/object/args.h"
#include "vm/object/exact.h"
#include "vm/object/number.h"
#include "vm/object/str_builder.h"
#include "vm/run/plan_binary.h"
#include "vm/run/thread.h"

namespace pyvm::collections {

namespace {

PyType* deque_type;
PyType* iterator_type;
PyType* reverse_iterator_type;

struct Deque {
  HeapObject header;
  int64_t first, length;
  int64_t max_length;    // -1: none
  uint64_t state;        // changes with every change of the items' number or order
  PyArray* items;        // null while never used
};
struct DequeIterator {
  HeapObject header;
  int64_t index, remaining;
  uint64_t state;
  Deque* deque;
};

void trace_deque(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<Deque*>(h)->items); }
void trace_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<DequeIterator*>(h)->deque); }

Deque* as_deque(Value v) { return v.as<Deque>(); }
bool is_deque(Value v) { return v.is_heap() && type_is_subtype(type_of(v), deque_type); }
Value& at(Deque* d, int64_t i) {
  return d->items->items[static_cast<uint64_t>(d->first + i) & (d->items->capacity - 1)];
}

bool make_room(Deque* d) {
  if (d->items && d->length < static_cast<int64_t>(d->items->capacity)) return true;
  uint64_t capacity = d->items ? d->items->capacity * 2 : 8;
  PyArray* fresh = array_new(capacity);
  if (!fresh) return false;
  for (int64_t i = 0; i < d->length; i++) fresh->items[i] = at(d, i);
  gc::barrier(&fresh->header);
  d->items = fresh;
  d->first = 0;
  gc::barrier(&d->header);
  return true;
}

Value pop_left(Deque* d) {
  Value v = at(d, 0);
  at(d, 0) = kNull;
  d->first = static_cast<int64_t>(static_cast<uint64_t>(d->first + 1) & (d->items->capacity - 1));
  d->length--;
  d->state++;
  return v;
}
Value pop_right(Deque* d) {
  Value v = at(d, d->length - 1);
  at(d, d->length - 1) = kNull;
  d->length--;
  d->state++;
  return v;
}

bool append(Deque* d, Value item) {
  if (d->max_length == 0) return true;
  if (d->length == d->max_length) (void)pop_left(d);
  if (!make_room(d)) return false;
  Value& slot = at(d, d->length++);
  slot = item;
  d->state++;
  gc::barrier_slot(&d->items->header, &slot, item.bits());
  return true;
}
bool append_left(Deque* d, Value item) {
  if (d->max_length == 0) return true;
  if (d->length == d->max_length) (void)pop_right(d);
  if (!make_room(d)) return false;
  d->first = static_cast<int64_t>(static_cast<uint64_t>(d->first - 1) & (d->items->capacity - 1));
  d->length++;
  at(d, 0) = item;
  d->state++;
  gc::barrier_slot(&d->items->header, &at(d, 0), item.bits());
  return true;
}

template <bool Left>
bool extend(Thread& t, Deque* d, Value iterable) {
  if (iterable == Value(&d->header)) {
    iterable = object_to_list(t, iterable);
    if (!iterable) return false;
  }
  Value iterator = object_iter(t, iterable);
  if (!iterator) return false;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return true;
    if (!item || !(Left ? append_left(d, item) : append(d, item))) return false;
  }
}

void clear(Deque* d) {
  d->items = nullptr;
  d->first = d->length = 0;
  d->state++;
}

Deque* deque_new(PyType* type, int64_t max_length) {
  auto* d = allocate_instance_of<Deque>(type);
  if (d) d->max_length = max_length;
  return d;
}

Value deque_make(Thread&, Value* args) {
  Deque* d = deque_new(args[0].as<PyType>(), -1);
  return d ? Value(&d->header) : kNull;
}
Value deque_init(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t max_length = -1;
  if (args[2] && !args[2].is_none()) {
    if (!is_int(args[2])) return raise_type_error("an integer is required");
    if (!object_index(t, args[2], &max_length)) return kNull;
    if (max_length < 0) return raise_value_error("maxlen must be non-negative");
  }
  if (d->length) clear(d);
  d->max_length = max_length;
  return !args[1] || extend<false>(t, d, args[1]) ? kNone : kNull;
}

Value deque_repr(Thread& t, Value* args) {
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("[...]"));
  Deque* d = as_deque(args[0]);
  Value list = object_to_list(t, args[0]);
  PyStr* inner = list ? object_repr(t, list) : nullptr;
  repr_leave(t, args[0]);
  if (!inner) return kNull;
  StrBuilder out;
  out.append_ascii(class_name(args[0]));
  out.append('(');
  out.append(inner);
  if (d->max_length >= 0) {
    char text[40];
    int n = std::snprintf(text, sizeof text, ", maxlen=%lld", static_cast<long long>(d->max_length));
    out.append_ascii({text, static_cast<size_t>(n)});
  }
  out.append(')');
  return text_value(out.finish());
}

Value deque_append(Thread&, Value* args) { return append(as_deque(args[0]), args[1]) ? kNone : kNull; }
Value deque_append_left(Thread&, Value* args) { return append_left(as_deque(args[0]), args[1]) ? kNone : kNull; }
Value deque_extend(Thread& t, Value* args) { return extend<false>(t, as_deque(args[0]), args[1]) ? kNone : kNull; }
Value deque_extend_left(Thread& t, Value* args) { return extend<true>(t, as_deque(args[0]), args[1]) ? kNone : kNull; }
Value deque_pop(Thread&, Value* args) {
  Deque* d = as_deque(args[0]);
  return d->length ? pop_right(d) : raise_error(exc::IndexError, "pop from an empty deque");
}
Value deque_pop_left(Thread&, Value* args) {
  Deque* d = as_deque(args[0]);
  return d->length ? pop_left(d) : raise_error(exc::IndexError, "pop from an empty deque");
}
Value deque_clear(Thread&, Value* args) {
  clear(as_deque(args[0]));
  return kNone;
}
Value deque_copy(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  if (type_of(args[0]) != deque_type) {
    Value max = d->max_length < 0 ? kNone : int_from_int64(d->max_length);
    return d->max_length < 0 ? object_call_args(t, class_of(args[0]), args[0])
                             : object_call_args(t, class_of(args[0]), args[0], max);
  }
  Deque* copy = deque_new(deque_type, d->max_length);
  return copy && extend<false>(t, copy, args[0]) ? Value(&copy->header) : kNull;
}
Value deque_len(Thread&, Value* args) { return Value::from_small_int(as_deque(args[0])->length); }

// Rotates n steps to the right.
void rotate(Deque* d, int64_t n) {
  int64_t length = d->length;
  if (length < 2) return;
  n %= length;
  if (n > length / 2) n -= length;
  if (n < -length / 2) n += length;
  for (; n > 0; n--) {
    Value v = pop_right(d);
    d->first = static_cast<int64_t>(static_cast<uint64_t>(d->first - 1) & (d->items->capacity - 1));
    d->length++;
    at(d, 0) = v;
  }
  for (; n < 0; n++) {
    Value v = pop_left(d);
    at(d, d->length++) = v;
  }
  gc::barrier(&d->items->header);
  d->state++;
}
Value deque_rotate(Thread& t, Value* args) {
  int64_t n;
  if (!object_index(t, args[1], &n)) return kNull;
  rotate(as_deque(args[0]), n);
  return kNone;
}
Value deque_reverse(Thread&, Value* args) {
  Deque* d = as_deque(args[0]);
  for (int64_t i = 0, j = d->length - 1; i < j; i++, j--) {
    Value v = at(d, i);
    at(d, i) = at(d, j);
    at(d, j) = v;
  }
  if (d->items) gc::barrier(&d->items->header);
  return kNone;
}

Value raise_mutated() { return raise_error(exc::RuntimeError, "deque mutated during iteration"); }

// Calls found(i) at items equal to `item` until it says stop. -1: exception pending.
template <class F>
int search(Thread& t, Deque* d, Value item, int64_t start, int64_t stop, F found) {
  uint64_t state = d->state;
  for (int64_t i = start; i < stop && i < d->length; i++) {
    int r = object_equal(t, at(d, i), item);
    if (r < 0) return -1;
    if (d->state != state) {
      (void)raise_mutated();
      return -1;
    }
    if (r && found(i)) return 1;
  }
  return 0;
}
Value deque_contains(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  return bool_or_error(search(t, d, args[1], 0, d->length, [](int64_t) { return true; }));
}
Value deque_count(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t n = 0;
  int r = search(t, d, args[1], 0, d->length, [&](int64_t) { return n++, false; });
  return r < 0 ? kNull : Value::from_small_int(n);
}
Value deque_index(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t start, stop, where = -1;
  if (!clip_position(t, args[2], d->length, &start) || !clip_position(t, args[3], d->length, &stop)) return kNull;
  int r = search(t, d, args[1], start, stop, [&](int64_t i) { return where = i, true; });
  if (r < 0) return kNull;
  if (r) return Value::from_small_int(where);
  PyStr* s = object_repr(t, args[1]);
  return s ? raise_value_error("%s is not in deque", str_utf8(s).data()) : kNull;
}

void delete_at(Deque* d, int64_t i) {
  for (; i + 1 < d->length; i++) at(d, i) = at(d, i + 1);
  gc::barrier(&d->items->header);
  (void)pop_right(d);
}
Value deque_remove(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t n = d->length;
  for (int64_t i = 0; i < n; i++) {
    int r = object_equal(t, at(d, i), args[1]);
    if (r < 0) return kNull;
    if (d->length != n) return raise_error(exc::IndexError, "deque mutated during remove().");
    if (r) {
      delete_at(d, i);
      return kNone;
    }
  }
  PyStr* s = object_repr(t, args[1]);
  return s ? raise_value_error("%s is not in deque", str_utf8(s).data()) : kNull;
}
Value deque_insert(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (d->length == d->max_length) return raise_error(exc::IndexError, "deque already at its maximum size");
  if (i < 0) i = i + d->length < 0 ? 0 : i + d->length;
  if (i >= d->length) return append(d, args[2]) ? kNone : kNull;
  if (i == 0) return append_left(d, args[2]) ? kNone : kNull;
  if (!append(d, kNone)) return kNull;
  for (int64_t k = d->length - 1; k > i; k--) at(d, k) = at(d, k - 1);
  at(d, i) = args[2];
  gc::barrier(&d->items->header);
  return kNone;
}

bool item_index(Thread& t, Deque* d, Value key, int64_t* i) {
  if (!key.is_small_int() && !is_int(key) && !type_lookup(type_of(key), names::d_index)) {
    (void)raise_type_error("sequence index must be integer, not '%.200s'", type_name(key));
    return false;
  }
  if (!object_index(t, key, i)) return false;
  if (*i < 0) *i += d->length;
  if (*i >= 0 && *i < d->length) return true;
  (void)raise_error(exc::IndexError, "deque index out of range");
  return false;
}
Value deque_getitem(Thread& t, Value* args) {
  int64_t i;
  return item_index(t, as_deque(args[0]), args[1], &i) ? at(as_deque(args[0]), i) : kNull;
}
Value deque_setitem(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  int64_t i;
  if (!item_index(t, d, args[1], &i)) return kNull;
  at(d, i) = args[2];
  gc::barrier_slot(&d->items->header, &at(d, i), args[2].bits());
  return kNone;
}
Value deque_delitem(Thread& t, Value* args) {
  int64_t i;
  if (!item_index(t, as_deque(args[0]), args[1], &i)) return kNull;
  delete_at(as_deque(args[0]), i);
  return kNone;
}

Value deque_add(Thread& t, Value* args) {
  if (!is_deque(args[1])) {
    return raise_type_error("can only concatenate deque (not \"%.200s\") to deque", type_name(args[1]));
  }
  Value copy = deque_copy(t, args);
  return copy && extend<false>(t, as_deque(copy), args[1]) ? copy : kNull;
}
Value deque_iadd(Thread& t, Value* args) { return extend<false>(t, as_deque(args[0]), args[1]) ? args[0] : kNull; }
Value deque_imul(Thread& t, Value* args) {
  int64_t n;
  if (!arg_repeat(t, args[1], &n)) return kNull;
  Deque* d = as_deque(args[0]);
  if (n == 0) {
    clear(d);
    return args[0];
  }
  Value list = object_to_list(t, args[0]);
  if (!list) return kNull;
  int64_t total;
  if (__builtin_mul_overflow(as_list(list)->length, n, &total) || total > (int64_t{1} << 44)) return raise_memory_error();
  for (int64_t i = 1; i < n && as_list(list)->length; i++) {
    if (!extend<false>(t, d, list)) return kNull;
  }
  return args[0];
}
Value deque_mul(Thread& t, Value* args) {
  Value copy = deque_copy(t, args);
  Value call[2] = {copy, args[1]};
  return copy ? deque_imul(t, call) : kNull;
}

template <CompareOp Op>
Value deque_compare(Thread& t, Value* args) {
  if (!is_deque(args[1])) return kNotImplemented;
  Deque* other = as_deque(args[1]);
  if ((Op == CompareOp::kEq || Op == CompareOp::kNe) && as_deque(args[0])->length != other->length) {
    return Value::from_bool(Op == CompareOp::kNe);
  }
  Value a = object_to_list(t, args[0]), b = a ? object_to_list(t, args[1]) : kNull;
  return b ? sequence_compare(t, a, b, Op) : kNull;
}

Value iterator_new(PyType* type, Deque* d) {
  auto* it = allocate_instance_of<DequeIterator>(type);
  if (!it) return kNull;
  it->deque = d;
  it->state = d->state;
  it->remaining = d->length;
  gc::barrier(&it->header);
  return Value(&it->header);
}
Value deque_iter(Thread&, Value* args) { return iterator_new(iterator_type, as_deque(args[0])); }
Value deque_reversed(Thread&, Value* args) { return iterator_new(reverse_iterator_type, as_deque(args[0])); }

template <bool Reverse>
Value iterator_next(Thread&, Value self) {
  auto* it = self.as<DequeIterator>();
  if (it->deque->state != it->state) {
    it->remaining = 0;
    return raise_mutated();
  }
  if (it->remaining == 0) return kStop;
  it->remaining--;
  int64_t i = it->index++;
  return at(it->deque, Reverse ? it->deque->length - 1 - i : i);
}
Value iterator_next_forward(Thread& t, Value self) { return iterator_next<false>(t, self); }
Value iterator_next_backward(Thread& t, Value self) { return iterator_next<true>(t, self); }
Value iterator_self(Thread&, Value* args) { return args[0]; }
Value iterator_hint(Thread&, Value* args) { return Value::from_small_int(args[0].as<DequeIterator>()->remaining); }
Value iterator_reduce(Thread&, Value* args) {
  auto* it = args[0].as<DequeIterator>();
  return make_tuple(class_of(args[0]), make_tuple(Value(&it->deque->header), Value::from_small_int(it->index)));
}
Value iterator_make(Thread& t, Value* args) {
  if (!is_deque(args[1])) return raise_type_error("argument 1 must be collections.deque, not %.200s", type_name(args[1]));
  int64_t index;
  if (!object_index(t, args[2], &index)) return kNull;
  Value v = iterator_new(args[0].as<PyType>(), as_deque(args[1]));
  if (!v) return kNull;
  auto* it = v.as<DequeIterator>();
  if (index < 0) index = 0;
  it->index = index < it->remaining ? index : it->remaining;
  it->remaining -= it->index;
  return v;
}

Value deque_reduce(Thread& t, Value* args) {
  Deque* d = as_deque(args[0]);
  Value state = object_call_method(t, args[0], str_intern("__getstate__"), nullptr, 0);
  if (!state) return kNull;
  Value empty(&tuple_empty()->header), iterator = object_iter(t, args[0]);
  Value init = d->max_length < 0 ? empty : make_tuple(empty, int_from_int64(d->max_length));
  return make_tuple(class_of(args[0]), init, state, iterator);
}
Value deque_maxlen(Thread&, Value* args) {
  int64_t n = as_deque(args[0])->max_length;
  return n < 0 ? kNone : int_from_int64(n);
}
Value deque_sizeof(Thread&, Value* args) {
  Deque* d = as_deque(args[0]);
  return int_from_int64(static_cast<int64_t>(sizeof(Deque) + (d->items ? 8 * d->items->capacity : 0)));
}

constexpr uint32_t kStore = kEffectWrites | kEffectAllocates | kEffectMayRaise;
const NativeDef kDequeMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", deque_make, kEffectAllocates},
    {"__init__(self, iterable=<absent>, maxlen=<absent>)", deque_init},
    {"__repr__(self, /)", deque_repr},
    {"__lt__(self, value, /)", deque_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", deque_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", deque_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", deque_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", deque_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", deque_compare<CompareOp::kGe>},
    {"__iter__(self, /)", deque_iter, kEffectAllocates},
    {"__len__(self, /)", deque_len, kEffectReads},
    {"__getitem__(self, key, /)", deque_getitem},
    {"__setitem__(self, key, value, /)", deque_setitem},
    {"__delitem__(self, key, /)", deque_delitem},
    {"__contains__(self, key, /)", deque_contains},
    {"__add__(self, value, /)", deque_add, kEffectAll | kSequenceOperator},
    {"__mul__(self, value, /)", deque_mul, kEffectAll | kSequenceOperator},
    {"__rmul__(self, value, /)", deque_mul, kEffectAll | kSequenceOperator},
    {"__iadd__(self, value, /)", deque_iadd, kEffectAll | kSequenceOperator},
    {"__imul__(self, value, /)", deque_imul, kEffectAll | kSequenceOperator},
    {"__reversed__(self, /)", deque_reversed, kEffectAllocates, "D.__reversed__() -- return a reverse iterator over the deque"},
    {"__copy__(self, /)", deque_copy, kEffectAll, "Return a shallow copy of a deque."},
    {"__reduce__(self, /)", deque_reduce, kEffectAll, "Return state information for pickling."},
    {"__sizeof__(self, /)", deque_sizeof, kEffectReads, "D.__sizeof__() -- size of D in memory, in bytes"},
    {"append(self, object, /)", deque_append, kStore, "Add an element to the right side of the deque."},
    {"appendleft(self, object, /)", deque_append_left, kStore, "Add an element to the left side of the deque."},
    {"clear(self, /)", deque_clear, kEffectWrites, "Remove all elements from the deque."},
    {"copy(self, /)", deque_copy, kEffectAll, "Return a shallow copy of a deque."},
    {"count(self, value, /)", deque_count, kEffectAll, "D.count(value) -- return number of occurrences of value"},
    {"extend(self, iterable, /)", deque_extend, kEffectAll, "Extend the right side of the deque with elements from the iterable"},
    {"extendleft(self, iterable, /)", deque_extend_left, kEffectAll,
     "Extend the left side of the deque with elements from the iterable"},
    {"index(self, value, start=0, stop=9223372036854775807, /)", deque_index, kEffectAll,
     "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present."},
    {"insert(self, index, object, /)", deque_insert, kEffectAll, "D.insert(index, object) -- insert object before index"},
    {"pop(self, /)", deque_pop, kEffectWrites | kEffectMayRaise, "Remove and return the rightmost element."},
    {"popleft(self, /)", deque_pop_left, kEffectWrites | kEffectMayRaise, "Remove and return the leftmost element."},
    {"remove(self, value, /)", deque_remove, kEffectAll, "D.remove(value) -- remove first occurrence of value."},
    {"reverse(self, /)", deque_reverse, kEffectWrites, "D.reverse() -- reverse *IN PLACE*"},
    {"rotate(self, n=1, /)", deque_rotate, kEffectAll,
     "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
    {"@getset maxlen", deque_maxlen, kEffectReads, "maximum size of a deque or None if unbounded"},
    PYVM_CLASS_GETITEM,
    {}};
const NativeDef kIteratorMethods[] = {
    {"__new__(cls, iterable, index=0, /)", iterator_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next_forward, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", iterator_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, kEffectAllocates, "Return state information for pickling."},
    {}};
const NativeDef kReverseIteratorMethods[] = {
    {"__new__(cls, iterable, index=0, /)", iterator_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next_backward, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", iterator_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, kEffectAllocates, "Return state information for pickling."},
    {}};

const TypeSpec kDequeSpec = {
    "collections.deque", nullptr, kTypeBaseable | kTypeHasWeakref | kTypeSequence,
    {.trace = trace_deque, .bytes = sizeof(Deque)}, kDequeMethods,
    "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints."};
const TypeSpec kIteratorSpec = {"_collections._deque_iterator", nullptr, 0, {.trace = trace_iterator, .bytes = sizeof(DequeIterator)},
                                kIteratorMethods, nullptr};
const TypeSpec kReverseIteratorSpec = {"_collections._deque_reverse_iterator", nullptr, 0,
                                       {.trace = trace_iterator, .bytes = sizeof(DequeIterator)}, kReverseIteratorMethods, nullptr};

}  // namespace

bool add_deque(PyDict* dict) {
  deque_type = type_new_builtin(kDequeSpec);
  iterator_type = type_new_builtin(kIteratorSpec);
  reverse_iterator_type = type_new_builtin(kReverseIteratorSpec);
  return module_add_type(dict, deque_type) && module_add_type(dict, iterator_type) && module_add_type(dict, reverse_iterator_type);
}

}  // namespace pyvm::collections
