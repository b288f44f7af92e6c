// The methods of tuple and its iterator.
#include <cstring>

#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/sequence.h"
#include "vm/object/slice.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

Value tuple_get_item(Thread& t, PyTuple* tuple, Value key) {
  int64_t i;
  if (PYVM_LIKELY(key.is_small_int())) {
    i = key.small_int();
  } else if (is_slice(key)) {
    int64_t start, stop, step;
    if (!slice_unpack(t, key.as<PySlice>(), &start, &stop, &step)) return kNull;
    int64_t n = slice_adjust(tuple->length, &start, &stop, step);
    if (n == tuple->length && step == 1 && is_exact_tuple(Value(&tuple->header))) return Value(&tuple->header);
    PyTuple* r = tuple_new(n);
    if (!r) return kNull;
    for (int64_t k = 0; k < n; k++) r->items[k] = tuple->items[start + k * step];
    gc::barrier(&r->header);
    return Value(&r->header);
  } else {
    if (!is_int(key) && !type_lookup(type_of(key), names::d_index)) {
      return raise_type_error("tuple indices must be integers or slices, not %.200s", type_name(key));
    }
    if (!object_index(t, key, &i)) return kNull;
  }
  if (i < 0) i += tuple->length;
  if (i < 0 || i >= tuple->length) return raise_error(exc::IndexError, "tuple index out of range");
  return tuple->items[i];
}

// xxHash-derived combination as CPython's tupleobject (constants of XXH64 by Yann Collet).
int64_t tuple_hash(Thread& t, PyTuple* tuple) {
  if (tuple->hash != -1) return tuple->hash;
  if (!native_recursion_ok(t)) return -1;
  constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  uint64_t acc = kPrime5;
  for (int64_t i = 0; i < tuple->length; i++) {
    int64_t lane = value_hash(t, tuple->items[i]);
    if (lane == -1) return -1;
    acc += static_cast<uint64_t>(lane) * kPrime2;
    acc = (acc << 31) | (acc >> 33);
    acc *= kPrime1;
  }
  acc += static_cast<uint64_t>(tuple->length) ^ (kPrime5 ^ 3527539u);
  if (acc == ~uint64_t{0}) acc = 1546275796u;
  return tuple->hash = static_cast<int64_t>(acc);
}

static Value tuple_make(Thread& t, Value* args) {
  PyType* type = args[0].as<PyType>();
  if (type == type_tuple) {
    PyTuple* r = !args[1] ? tuple_empty() : object_to_tuple(t, args[1]);
    return r ? Value(&r->header) : kNull;
  }
  PyTuple* items = !args[1] ? tuple_empty() : object_to_tuple(t, args[1]);
  if (!items) return kNull;
  PyTuple* r = tuple_new_of(type, items->length);
  if (!r) return kNull;
  std::memcpy(static_cast<void*>(r->items), items->items, static_cast<size_t>(items->length) * sizeof(Value));
  gc::barrier(&r->header);
  return Value(&r->header);
}

static Value tuple_repr(Thread& t, Value* args) {
  PyTuple* tuple = as_tuple(args[0]);
  if (tuple->length == 0) return text_value(str_from_utf8("()"));
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("(...)"));
  StrBuilder out;
  out.append('(');
  for (int64_t i = 0; i < tuple->length; i++) {
    if (i) out.append_ascii(", ");
    PyStr* s = object_repr(t, tuple->items[i]);
    if (!s) {
      repr_leave(t, args[0]);
      return kNull;
    }
    out.append(s);
  }
  repr_leave(t, args[0]);
  out.append_ascii(tuple->length == 1 ? ",)" : ")");
  return text_value(out.finish());
}

template <CompareOp Op>
static Value tuple_compare(Thread& t, Value* args) {
  return is_tuple(args[1]) ? sequence_compare(t, args[0], args[1], Op) : kNotImplemented;
}

static Value tuple_hash_method(Thread& t, Value* args) {
  int64_t h = tuple_hash(t, as_tuple(args[0]));
  return h == -1 ? kNull : int_from_int64(h);
}
static Value tuple_len(Thread&, Value* args) { return Value::from_small_int(as_tuple(args[0])->length); }
static Value tuple_getitem(Thread& t, Value* args) { return tuple_get_item(t, as_tuple(args[0]), args[1]); }
static Value tuple_contains(Thread& t, Value* args) { return bool_or_error(sequence_find(t, args[0], args[1])); }

static Value tuple_concat(Thread&, Value* args) {
  if (!is_tuple(args[1])) {
    return raise_type_error("can only concatenate tuple (not \"%.200s\") to tuple", type_name(args[1]));
  }
  PyTuple *a = as_tuple(args[0]), *b = as_tuple(args[1]);
  if (b->length == 0 && is_exact_tuple(args[0])) return args[0];
  if (a->length == 0 && is_exact_tuple(args[1])) return args[1];
  PyTuple* r = tuple_new(a->length + b->length);
  if (!r) return kNull;
  std::memcpy(static_cast<void*>(r->items), a->items, static_cast<size_t>(a->length) * sizeof(Value));
  std::memcpy(static_cast<void*>(r->items + a->length), b->items, static_cast<size_t>(b->length) * sizeof(Value));
  gc::barrier(&r->header);
  return Value(&r->header);
}

static Value tuple_repeat(Thread& t, Value* args) {
  int64_t count, total;
  if (!arg_repeat(t, args[1], &count)) return kNull;
  PyTuple* tuple = as_tuple(args[0]);
  if (count == 1 && is_exact_tuple(args[0])) return args[0];
  if (__builtin_mul_overflow(tuple->length, count, &total)) return raise_memory_error();
  PyTuple* r = tuple_new(total);
  if (!r) return kNull;
  for (int64_t i = 0; i < total; i += tuple->length) {
    std::memcpy(static_cast<void*>(r->items + i), tuple->items, static_cast<size_t>(tuple->length) * sizeof(Value));
  }
  gc::barrier(&r->header);
  return Value(&r->header);
}

static Value tuple_index(Thread& t, Value* args) {
  PyTuple* tuple = as_tuple(args[0]);
  int64_t start, stop;
  if (!clip_position(t, args[2], tuple->length, &start) || !clip_position(t, args[3], tuple->length, &stop)) return kNull;
  for (int64_t i = start; i < stop && i < tuple->length; i++) {
    int r = object_equal(t, tuple->items[i], args[1]);
    if (r < 0) return kNull;
    if (r) return Value::from_small_int(i);
  }
  return raise_value_error("tuple.index(x): x not in tuple");
}

static Value tuple_count(Thread& t, Value* args) {
  PyTuple* tuple = as_tuple(args[0]);
  int64_t n = 0;
  for (int64_t i = 0; i < tuple->length; i++) {
    int r = object_equal(t, tuple->items[i], args[1]);
    if (r < 0) return kNull;
    n += r;
  }
  return Value::from_small_int(n);
}

static Value tuple_iter(Thread&, Value* args) {
  auto* it = allocate_object<PyTupleIterator>(layouts.tuple_iterator);
  if (!it) return kNull;
  it->source = as_tuple(args[0]);
  gc::barrier(&it->header);
  return Value(&it->header);
}

static Value tuple_getnewargs(Thread&, Value* args) {
  PyTuple* tuple = as_tuple(args[0]);
  PyTuple* plain = is_exact_tuple(args[0]) ? tuple : tuple_from(tuple->items, tuple->length);
  if (!plain) return kNull;
  Value v(&plain->header);
  PyTuple* r = tuple_from(&v, 1);
  return r ? Value(&r->header) : kNull;
}

static const NativeDef kTupleMethods[] = {
    {"__new__(cls, iterable=<absent>, /)", tuple_make},
    {"__repr__(self, /)", tuple_repr},
    {"__hash__(self, /)", tuple_hash_method},
    {"__lt__(self, value, /)", tuple_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", tuple_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", tuple_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", tuple_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", tuple_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", tuple_compare<CompareOp::kGe>},
    {"__iter__(self, /)", tuple_iter, kEffectAllocates},
    {"__len__(self, /)", tuple_len, kEffectPure},
    {"__getitem__(self, key, /)", tuple_getitem},
    {"__add__(self, value, /)", tuple_concat, kEffectAllocates | kEffectMayRaise | kSequenceOperator},
    {"__mul__(self, value, /)", tuple_repeat, kEffectAll | kSequenceOperator},
    {"__rmul__(self, value, /)", tuple_repeat, kEffectAll | kSequenceOperator},
    {"__contains__(self, key, /)", tuple_contains},
    {"__getnewargs__(self, /)", tuple_getnewargs, kEffectAllocates},
    {"index(self, value, start=0, stop=9223372036854775807, /)", tuple_index, kEffectAll,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", tuple_count, kEffectAll, "Return number of occurrences of value."},
    PYVM_CLASS_GETITEM,
    {}};

static Value tuple_iter_next(Thread&, Value self) {
  auto* it = self.as<PyTupleIterator>();
  if (!it->source) return kStop;
  if (it->index < it->source->length) return it->source->items[it->index++];
  it->source = nullptr;
  return kStop;
}
static Value tuple_iter_self(Thread&, Value* args) { return args[0]; }
static Value tuple_iter_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyTupleIterator>();
  return Value::from_small_int(it->source ? it->source->length - it->index : 0);
}
static Value tuple_iter_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyTupleIterator>();
  Value fn = builtin_function(t, "iter");
  if (!fn) return kNull;
  Value source(it->source ? &it->source->header : &tuple_empty()->header);
  PyTuple* inner = tuple_from(&source, 1);
  if (!inner) return kNull;
  Value parts[] = {fn, Value(&inner->header), Value::from_small_int(it->index)};
  PyTuple* r = tuple_from(parts, it->source ? 3 : 2);
  return r ? Value(&r->header) : kNull;
}
static Value tuple_iter_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyTupleIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < 0 ? 0 : i > it->source->length ? it->source->length : i;
  return kNone;
}

static const NativeDef kTupleIteratorMethods[] = {
    {"__iter__(self, /)", tuple_iter_self, kEffectPure},
    PYVM_NEXT(tuple_iter_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", tuple_iter_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", tuple_iter_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", tuple_iter_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

static void trace_tuple(HeapObject* h, gc::Visitor& v) {
  auto* tuple = reinterpret_cast<PyTuple*>(h);
  v.visit_range(words(tuple->items), words(tuple->items + tuple->length));
}
static size_t tuple_size(const HeapObject* h) {
  return sizeof(PyTuple) + static_cast<size_t>(reinterpret_cast<const PyTuple*>(h)->length) * sizeof(Value);
}
static void trace_tuple_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyTupleIterator*>(h)->source); }

static const TypeSpec kTupleSpec = {
    .name = "tuple",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeTuple | kTypeSequence,
    .native = {.trace = trace_tuple, .size_of = tuple_size, .bytes = sizeof(PyTuple)},
    .methods = kTupleMethods,
    .doc = "(iterable=(), /)\n--\n\n"
           "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is "
           "specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is "
           "the same object.",
};
static const TypeSpec kTupleIteratorSpec = {
    .name = "tuple_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.trace = trace_tuple_iterator, .bytes = sizeof(PyTupleIterator)},
    .methods = kTupleIteratorMethods,
};

void boot_tuple() {
  type_init_builtin(type_tuple, kTupleSpec);
  type_init_builtin(type_tuple_iterator, kTupleIteratorSpec);
}

}  // namespace pyvm
