// iterator (over __getitem__), callable_iterator, enumerate, zip, map, filter, reversed.
#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

Value builtin_function(Thread&, const char* name) {
  PyStr* key = str_intern(name);
  Value v = key ? dict_get_str(builtins_dict(), key) : kNull;
  return v || !key ? v : raise_error(exc::AttributeError, "module 'builtins' has no attribute '%s'", name);
}

namespace {
struct PySequenceIterator {   // also reversed: index goes down
  HeapObject header;
  Value source;               // null once exhausted
  int64_t index;
};
struct PyCallableIterator {
  HeapObject header;
  Value callable, sentinel;   // callable null once exhausted
};
struct PyMap {
  HeapObject header;
  Value function;
  PyTuple* iterators;
};
struct PyFilter {
  HeapObject header;
  Value function;             // None: truth
  Value iterator;
};
}  // namespace

static Value iterator_self(Thread&, Value* args) { return args[0]; }

// ---- iterator over __getitem__

Value sequence_iterator_new(Value sequence) {
  auto* it = allocate_instance_of<PySequenceIterator>(type_iterator);
  if (!it) return kNull;
  it->source = sequence;
  gc::barrier(&it->header);
  return Value(&it->header);
}

static Value sequence_next(Thread& t, Value self) {
  auto* it = self.as<PySequenceIterator>();
  if (!it->source) return kStop;
  Value r = object_get_item(t, it->source, Value::from_small_int(it->index));
  if (r) {
    it->index++;
    return r;
  }
  if (!error_matches(exc::IndexError) && !error_matches(exc::StopIteration)) return kNull;
  error_clear();
  it->source = kNull;
  return kStop;
}
static Value sequence_hint(Thread& t, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  if (!it->source) return Value::from_small_int(0);
  if (!type_lookup(type_of(it->source), names::d_len)) return kNotImplemented;
  int64_t n = object_len(t, it->source);
  return n < 0 ? kNull : Value::from_small_int(n < it->index ? 0 : n - it->index);
}
static Value sequence_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  Value fn = builtin_function(t, "iter");
  if (!it->source) return make_tuple(fn, make_tuple(tuple_value(tuple_empty())));
  return make_tuple(fn, make_tuple(it->source), Value::from_small_int(it->index));
}
static Value sequence_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < 0 ? 0 : i;
  return kNone;
}

static const NativeDef kSequenceIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(sequence_next, kEffectAll),
    {"__length_hint__(self, /)", sequence_hint, kEffectAll, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", sequence_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", sequence_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

// ---- callable_iterator

Value callable_iterator_new(Value callable, Value sentinel) {
  auto* it = allocate_instance_of<PyCallableIterator>(type_callable_iterator);
  if (!it) return kNull;
  it->callable = callable;
  it->sentinel = sentinel;
  gc::barrier(&it->header);
  return Value(&it->header);
}

static Value callable_next(Thread& t, Value self) {
  auto* it = self.as<PyCallableIterator>();
  if (!it->callable) return kStop;
  Value r = object_call_args(t, it->callable);
  if (!r) {
    if (!error_matches(exc::StopIteration)) return kNull;
    error_clear();
    it->callable = kNull;
    return kStop;
  }
  if (!it->callable) return kStop;
  int same = object_equal(t, it->sentinel, r);
  if (same < 0) return kNull;
  if (!same) return r;
  it->callable = kNull;
  return kStop;
}
static Value callable_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyCallableIterator>();
  Value fn = builtin_function(t, "iter");
  if (!it->callable) return make_tuple(fn, make_tuple(tuple_value(tuple_empty())));
  return make_tuple(fn, make_tuple(it->callable, it->sentinel));
}
static const NativeDef kCallableIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(callable_next, kEffectAll),
    {"__reduce__(self, /)", callable_reduce, kEffectAll, "Return state information for pickling."},
    {}};

// ---- enumerate

static Value enumerate_make(Thread& t, Value* args) {
  Value iterable = args[1], start = args[2] ? object_as_int(t, args[2]) : Value::from_small_int(0);
  if (!iterable) return raise_type_error("enumerate() missing required argument 'iterable'");
  Value iterator = start ? object_iter(t, iterable) : kNull;
  if (!iterator) return kNull;
  auto* it = allocate_instance_of<PyEnumerate>(args[0].as<PyType>());
  if (!it) return kNull;
  it->iterator = iterator;
  it->count = start;
  gc::barrier(&it->header);
  return Value(&it->header);
}
static Value enumerate_next(Thread& t, Value self) {
  auto* it = self.as<PyEnumerate>();
  Value item = iter_next(t, it->iterator);
  if (!item || item == kStop) return item;
  Value count = it->count, next = int_add(t, count, Value::from_small_int(1));
  if (!next) return kNull;
  it->count = next;
  gc::barrier(&it->header, next.bits());
  PyTuple* r = tuple_new(2);
  if (!r) return kNull;
  r->items[0] = count;
  r->items[1] = item;
  gc::barrier(&r->header);
  return Value(&r->header);
}
static Value enumerate_reduce(Thread&, Value* args) {
  auto* it = args[0].as<PyEnumerate>();
  return make_tuple(Value(&type_of(args[0])->header), make_tuple(it->iterator, it->count));
}
static const NativeDef kEnumerateMethods[] = {
    {"__new__(cls, iterable=<absent>, start=<absent>)", enumerate_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(enumerate_next, kEffectAll),
    {"__reduce__(self, /)", enumerate_reduce, kEffectAllocates, "Return state information for pickling."},
    PYVM_CLASS_GETITEM,
    {}};

// ---- zip and map

// Iterators of all items of a tuple. `what`: zip's error text names the argument.
static PyTuple* iterators_of(Thread& t, const Value* iterables, int64_t n, bool zip) {
  PyTuple* r = tuple_new(n);
  for (int64_t i = 0; r && i < n; i++) {
    Value it = object_iter(t, iterables[i]);
    if (!it) {
      if (zip && error_matches(exc::TypeError) && !type_lookup(type_of(iterables[i]), names::d_iter) &&
          !type_lookup(type_of(iterables[i]), names::d_getitem)) {
        error_clear();
        (void)raise_type_error("'%.200s' object is not iterable", type_name(iterables[i]));
      }
      return nullptr;
    }
    r->items[i] = it;
    gc::barrier(&r->header, it.bits());
  }
  return r;
}

static Value zip_make(Thread& t, Value* args) {
  int strict = object_is_true(t, args[2]);
  if (strict < 0) return kNull;
  PyTuple* iterators = iterators_of(t, as_tuple(args[1])->items, as_tuple(args[1])->length, true);
  auto* z = iterators ? allocate_instance_of<PyZip>(args[0].as<PyType>()) : nullptr;
  if (!z) return kNull;
  z->iterators = iterators;
  z->strict = strict;
  gc::barrier(&z->header);
  return Value(&z->header);
}

// An iterable ended in strict mode: the ones before it must not have given a value, the ones after it must end too.
static Value zip_uneven(Thread& t, PyZip* z, int64_t at) {
  int64_t n = z->iterators->length;
  auto number = [](int64_t i) { return static_cast<long long>(i + 1); };
  const char* plural = at == 1 ? " " : "s 1-";
  if (at > 0) {
    z->strict = false;
    return raise_value_error("zip() argument %lld is shorter than argument%s%lld", number(at), plural,
                             static_cast<long long>(at));
  }
  for (int64_t i = 1; i < n; i++) {
    Value item = iter_next(t, z->iterators->items[i]);
    if (!item) return kNull;
    if (item != kStop) {
      return raise_value_error("zip() argument %lld is longer than argument%s%lld", number(i), i == 1 ? " " : "s 1-",
                               static_cast<long long>(i));
    }
  }
  return kStop;
}

static Value zip_next(Thread& t, Value self) {
  auto* z = self.as<PyZip>();
  int64_t n = z->iterators->length;
  if (n == 0) return kStop;
  PyTuple* r = tuple_new(n);
  if (!r) return kNull;
  for (int64_t i = 0; i < n; i++) {
    Value item = iter_next(t, z->iterators->items[i]);
    if (item == kStop) return z->strict ? zip_uneven(t, z, i) : kStop;
    if (!item) return kNull;
    r->items[i] = item;
    gc::barrier(&r->header, item.bits());
  }
  return Value(&r->header);
}
static Value zip_reduce(Thread&, Value* args) {
  auto* z = args[0].as<PyZip>();
  Value type(&type_of(args[0])->header), iterators(&z->iterators->header);
  return z->strict ? make_tuple(type, iterators, kTrue) : make_tuple(type, iterators);
}
static Value zip_setstate(Thread& t, Value* args) {
  int strict = object_is_true(t, args[1]);
  if (strict < 0) return kNull;
  args[0].as<PyZip>()->strict = strict;
  return kNone;
}
static const NativeDef kZipMethods[] = {
    {"__new__(cls, /, *iterables, strict=False)", zip_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(zip_next, kEffectAll),
    {"__reduce__(self, /)", zip_reduce, kEffectAllocates, "Return state information for pickling."},
    {"__setstate__(self, state, /)", zip_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

static Value map_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (as_dict(args[2])->length && !has_own_init(args[0].as<PyType>())) return raise_type_error("map() takes no keyword arguments");
  if (given->length < 2) return raise_type_error("map() must have at least two arguments.");
  PyTuple* iterators = iterators_of(t, given->items + 1, given->length - 1, false);
  auto* m = iterators ? allocate_instance_of<PyMap>(args[0].as<PyType>()) : nullptr;
  if (!m) return kNull;
  m->function = given->items[0];
  m->iterators = iterators;
  gc::barrier(&m->header);
  return Value(&m->header);
}
static Value map_next(Thread& t, Value self) {
  auto* m = self.as<PyMap>();
  int64_t n = m->iterators->length;
  Value few[8];
  PyTuple* many = n > 8 ? tuple_new(n) : nullptr;
  if (n > 8 && !many) return kNull;
  Value* args = many ? many->items : few;
  for (int64_t i = 0; i < n; i++) {
    args[i] = iter_next(t, m->iterators->items[i]);
    if (!args[i] || args[i] == kStop) return args[i];
    if (many) gc::barrier(&many->header, args[i].bits());
  }
  return object_call(t, m->function, args, static_cast<uint32_t>(n));
}
static Value map_reduce(Thread&, Value* args) {
  auto* m = args[0].as<PyMap>();
  int64_t n = m->iterators->length;
  PyTuple* inner = tuple_new(n + 1);
  if (!inner) return kNull;
  inner->items[0] = m->function;
  for (int64_t i = 0; i < n; i++) inner->items[i + 1] = m->iterators->items[i];
  gc::barrier(&inner->header);
  return make_tuple(Value(&type_of(args[0])->header), Value(&inner->header));
}
static const NativeDef kMapMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", map_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(map_next, kEffectAll),
    {"__reduce__(self, /)", map_reduce, kEffectAllocates, "Return state information for pickling."},
    {}};

// ---- filter

static Value filter_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (as_dict(args[2])->length && !has_own_init(args[0].as<PyType>())) {
    return raise_type_error("filter() takes no keyword arguments");
  }
  if (given->length != 2) {
    return raise_type_error("filter expected 2 arguments, got %lld", static_cast<long long>(given->length));
  }
  Value iterator = object_iter(t, given->items[1]);
  auto* f = iterator ? allocate_instance_of<PyFilter>(args[0].as<PyType>()) : nullptr;
  if (!f) return kNull;
  f->function = given->items[0];
  f->iterator = iterator;
  gc::barrier(&f->header);
  return Value(&f->header);
}
static Value filter_next(Thread& t, Value self) {
  auto* f = self.as<PyFilter>();
  bool truth_only = f->function.is_none() || f->function == Value(&type_bool->header);
  for (;;) {
    Value item = iter_next(t, f->iterator);
    if (!item || item == kStop) return item;
    Value verdict = truth_only ? item : object_call_args(t, f->function, item);
    int r = verdict ? object_is_true(t, verdict) : -1;
    if (r != 0) return r < 0 ? kNull : item;
  }
}
static Value filter_reduce(Thread&, Value* args) {
  auto* f = args[0].as<PyFilter>();
  return make_tuple(Value(&type_of(args[0])->header), make_tuple(f->function, f->iterator));
}
static const NativeDef kFilterMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", filter_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(filter_next, kEffectAll),
    {"__reduce__(self, /)", filter_reduce, kEffectAllocates, "Return state information for pickling."},
    {}};

// ---- reversed

static Value reversed_make(Thread& t, Value* args) {
  Value sequence = args[1];
  PyType* type = type_of(sequence);
  if (Value method = type_lookup(type, names::d_reversed)) {
    if (method.is_none()) return raise_type_error("'%.200s' object is not reversible", type_name(sequence));
    Value call[2] = {sequence};
    return call_special(t, method, call, 1);
  }
  if (!type_lookup(type, names::d_getitem) || (type->flags & kTypeDict) || !type_lookup(type, names::d_len)) {
    if (!type_lookup(type, names::d_getitem)) {
      return raise_type_error("'%.200s' object is not reversible", type_name(sequence));
    }
  }
  int64_t n = object_len(t, sequence);
  if (n < 0) return kNull;
  auto* it = allocate_instance_of<PySequenceIterator>(args[0].as<PyType>());
  if (!it) return kNull;
  it->source = sequence;
  it->index = n - 1;
  gc::barrier(&it->header);
  return Value(&it->header);
}
static Value reversed_next(Thread& t, Value self) {
  auto* it = self.as<PySequenceIterator>();
  if (!it->source) return kStop;
  if (it->index >= 0) {
    Value r = object_get_item(t, it->source, Value::from_small_int(it->index));
    if (r) {
      it->index--;
      return r;
    }
    if (!error_matches(exc::IndexError) && !error_matches(exc::StopIteration)) return kNull;
    error_clear();
  }
  it->source = kNull;
  it->index = -1;
  return kStop;
}
static Value reversed_hint(Thread& t, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  if (!it->source) return Value::from_small_int(0);
  int64_t n = object_len(t, it->source);
  return n < 0 ? kNull : Value::from_small_int(n < it->index + 1 ? 0 : it->index + 1);
}
static Value reversed_reduce(Thread&, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  Value type(&type_of(args[0])->header);
  if (!it->source) return make_tuple(type, make_tuple(tuple_value(tuple_empty())));
  return make_tuple(type, make_tuple(it->source), Value::from_small_int(it->index));
}
static Value reversed_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PySequenceIterator>();
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  if (!it->source) return kNone;
  int64_t n = object_len(t, it->source);
  if (n < 0) return kNull;
  it->index = i < -1 ? -1 : i > n - 1 ? n - 1 : i;
  return kNone;
}
static const NativeDef kReversedMethods[] = {
    {"__new__(cls, sequence, /)", reversed_make},
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(reversed_next, kEffectAll),
    {"__length_hint__(self, /)", reversed_hint, kEffectAll, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", reversed_reduce, kEffectAllocates, "Return state information for pickling."},
    {"__setstate__(self, state, /)", reversed_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

// ---- types

static void trace_sequence(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PySequenceIterator*>(h)->source.bits()); }
static void trace_zip(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyZip*>(h)->iterators); }
static void trace_map(HeapObject* h, gc::Visitor& v) {
  v.visit(reinterpret_cast<PyMap*>(h)->function.bits());
  v.visit(reinterpret_cast<PyMap*>(h)->iterators);
}

static const TypeSpec kSequenceIteratorSpec = {
    .name = "iterator", .base = nullptr, .flags = kTypeNoNew,
    .native = {.trace = trace_sequence, .bytes = sizeof(PySequenceIterator)}, .methods = kSequenceIteratorMethods};
static const TypeSpec kCallableIteratorSpec = {
    .name = "callable_iterator", .base = nullptr, .flags = kTypeNoNew,
    .native = {.bytes = sizeof(PyCallableIterator), .first_value = sizeof(HeapObject)}, .methods = kCallableIteratorMethods};
static const TypeSpec kEnumerateSpec = {
    .name = "enumerate", .base = nullptr, .flags = kTypeBaseable,
    .native = {.bytes = sizeof(PyEnumerate), .first_value = sizeof(HeapObject)}, .methods = kEnumerateMethods,
    .doc = "(iterable, start=0)\n--\n\n"
           "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs "
           "containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is "
           "useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ..."};
static const TypeSpec kZipSpec = {
    .name = "zip", .base = nullptr, .flags = kTypeBaseable, .native = {.trace = trace_zip, .bytes = sizeof(PyZip)},
    .methods = kZipMethods,
    .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('abcdefg', range(3), "
           "range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]\n\nThe zip object yields n-length tuples, where n is the number of "
           "iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument "
           "to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is "
           "exhausted before the others,\nraise a ValueError."};
static const TypeSpec kMapSpec = {
    .name = "map", .base = nullptr, .flags = kTypeBaseable, .native = {.trace = trace_map, .bytes = sizeof(PyMap)},
    .methods = kMapMethods,
    .doc = "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the "
           "iterables.  Stops when the shortest iterable is exhausted."};
static const TypeSpec kFilterSpec = {
    .name = "filter", .base = nullptr, .flags = kTypeBaseable,
    .native = {.bytes = sizeof(PyFilter), .first_value = sizeof(HeapObject)}, .methods = kFilterMethods,
    .doc = "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which "
           "function(item)\nis true. If function is None, return the items that are true."};
static const TypeSpec kReversedSpec = {
    .name = "reversed", .base = nullptr, .flags = kTypeBaseable,
    .native = {.trace = trace_sequence, .bytes = sizeof(PySequenceIterator)}, .methods = kReversedMethods,
    .doc = "(sequence, /)\n--\n\n"
           "Return a reverse iterator over the values of the given sequence."};

void boot_iterators() {
  type_init_builtin(type_iterator, kSequenceIteratorSpec);
  type_init_builtin(type_callable_iterator, kCallableIteratorSpec);
  type_init_builtin(type_enumerate, kEnumerateSpec);
  type_init_builtin(type_zip, kZipSpec);
  type_init_builtin(type_map, kMapSpec);
  type_init_builtin(type_filter, kFilterSpec);
  type_init_builtin(type_reversed, kReversedSpec);
}

}  // namespace pyvm
