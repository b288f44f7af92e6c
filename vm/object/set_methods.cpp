// The methods of set and frozenset and their iterator.
#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/sequence.h"
#include "vm/object/set.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {
struct PySetIterator {
  HeapObject header;
  PySet* set;         // null once exhausted
  int64_t position, length;
};
}  // namespace

static Value set_value(PySet* s) { return s ? Value(&s->header) : kNull; }

// A result of an operator or method has the builtin type of its left operand, as CPython's make_new_set_basetype does.
static PyType* base_type_of(Value v) { return type_is_subtype(type_of(v), type_frozenset) ? type_frozenset : type_set; }

static Value set_make(Thread&, Value* args) { return set_value(set_new_of(args[0].as<PyType>())); }

static Value set_init(Thread& t, Value* args) {
  PySet* set = as_set(args[0]);
  set_clear(set);
  set->hash = -1;
  return !args[1] || set_update(t, args[0], args[1]) ? kNone : kNull;
}

static Value frozenset_empty() {
  static PySet* shared = nullptr;
  if (!shared) {
    gc::add_root(&shared);
    shared = set_new_of(type_frozenset);
  }
  return set_value(shared);
}

static Value frozenset_make(Thread& t, Value* args) {
  PyType* type = args[0].as<PyType>();
  PyTuple* given = as_tuple(args[1]);
  if (given->length > 1) {
    return raise_type_error("%s expected at most 1 argument, got %lld", type_name_of(type),
                            static_cast<long long>(given->length));
  }
  if (as_dict(args[2])->length && !has_own_init(type)) return raise_type_error("frozenset() takes no keyword arguments");
  Value iterable = given->length ? given->items[0] : kNull;
  if (type == type_frozenset) {
    if (!iterable) return frozenset_empty();
    if (is_exact_frozenset(iterable)) return iterable;
  }
  PySet* set = set_new_of(type);
  if (!set || (iterable && !set_update(t, Value(&set->header), iterable))) return kNull;
  if (type == type_frozenset && set->length == 0) return frozenset_empty();
  return set_value(set);
}

static Value set_repr(Thread& t, Value* args) {
  PySet* set = as_set(args[0]);
  const char* name = type_name(args[0]);
  if (set->length == 0) return text_value(str_format("%s()", name));
  if (repr_enter(t, args[0])) return text_value(str_format("%s(...)", name));
  StrBuilder out;
  bool plain = is_exact_set(args[0]);
  if (!plain) {
    out.append_ascii(name);
    out.append('(');
  }
  out.append('{');
  Value list = object_to_list(t, args[0]);
  for (int64_t i = 0; list && i < as_list(list)->length; i++) {
    if (i) out.append_ascii(", ");
    PyStr* s = object_repr(t, as_list(list)->items->items[i]);
    if (!s) list = kNull;
    else out.append(s);
  }
  repr_leave(t, args[0]);
  if (!list) return kNull;
  out.append_ascii(plain ? "}" : "})");
  return text_value(out.finish());
}

static Value set_len(Thread&, Value* args) { return Value::from_small_int(as_set(args[0])->length); }

// The key to look up: an unhashable set stands for the frozenset of its items.
static bool lookup_key(Thread& t, Value* key, int64_t* hash);

static int64_t frozen_hash(PySet* set) {
  if (set->hash != -1) return set->hash;
  // Order-independent combination as CPython's frozenset_hash.
  uint64_t h = 0;
  SetEntry e;
  for (int64_t i = 0; set_next(set, &i, &e);) {
    uint64_t k = static_cast<uint64_t>(e.hash);
    h ^= ((k ^ 89869747u) ^ (k << 16)) * 3644798167u;
  }
  h ^= (static_cast<uint64_t>(set->length) + 1) * 1927868237u;
  h ^= (h >> 11) ^ (h >> 25);
  h = h * 69069u + 907133923u;
  if (h == ~uint64_t{0}) h = 590923713u;
  return static_cast<int64_t>(h);
}

static bool lookup_key(Thread& t, Value* key, int64_t* hash) {
  *hash = value_hash(t, *key);
  if (*hash != -1) return true;
  if (!is_any_set(*key) || !error_matches(exc::TypeError)) return false;
  error_clear();
  PySet* frozen = set_copy(as_set(*key), type_frozenset);
  if (!frozen) return false;
  *key = Value(&frozen->header);
  *hash = frozen_hash(frozen);
  return true;
}

static Value set_contains_method(Thread& t, Value* args) {
  Value key = args[1];
  int64_t hash;
  if (!lookup_key(t, &key, &hash)) return kNull;
  return bool_or_error(set_contains_hashed(t, as_set(args[0]), key, hash));
}

static Value frozenset_hash(Thread&, Value* args) {
  PySet* set = as_set(args[0]);
  set->hash = frozen_hash(set);
  return int_from_int64(set->hash);
}

template <CompareOp Op>
static Value set_compare(Thread& t, Value* args) {
  if (!is_any_set(args[1])) return kNotImplemented;
  PySet *a = as_set(args[0]), *b = as_set(args[1]);
  switch (Op) {
    case CompareOp::kEq:
    case CompareOp::kNe: {
      int r = a->length != b->length ? 0 : set_is_subset(t, a, b);
      return r < 0 ? kNull : Value::from_bool((r != 0) == (Op == CompareOp::kEq));
    }
    case CompareOp::kLe: return bool_or_error(set_is_subset(t, a, b));
    case CompareOp::kGe: return bool_or_error(set_is_subset(t, b, a));
    case CompareOp::kLt: return a->length >= b->length ? kFalse : bool_or_error(set_is_subset(t, a, b));
    default: return b->length >= a->length ? kFalse : bool_or_error(set_is_subset(t, b, a));
  }
}

static PySet* set_union(Thread& t, Value a, Value b) {
  PySet* r = set_copy(as_set(a), base_type_of(a));
  return r && set_update(t, Value(&r->header), b) ? r : nullptr;
}

enum class SetOp { kAnd, kOr, kSub, kXor };
template <SetOp Op>
static PySet* combine(Thread& t, Value a, Value b) {
  PyType* type = base_type_of(a);
  switch (Op) {
    case SetOp::kAnd: return set_intersection(t, as_set(a), b, type);
    case SetOp::kOr: return set_union(t, a, b);
    case SetOp::kSub: return set_difference(t, as_set(a), b, type);
    default: return set_symmetric_difference(t, as_set(a), b, type);
  }
}

template <SetOp Op>
static Value set_operator(Thread& t, Value* args) {
  if (!is_any_set(args[0]) || !is_any_set(args[1])) return kNotImplemented;
  return set_value(combine<Op>(t, args[0], args[1]));
}
template <SetOp Op>
static Value set_reflected(Thread& t, Value* args) {
  if (!is_any_set(args[0]) || !is_any_set(args[1])) return kNotImplemented;
  return set_value(combine<Op>(t, args[1], args[0]));
}

// Takes over the items of `from`.
static Value replace_items(Value target, PySet* from) {
  if (!from) return kNull;
  PySet* set = as_set(target);
  set->entries = from->entries;
  set->index = from->index;
  set->length = from->length;
  set->used = from->used;
  set->iteration_version++;
  gc::barrier(&set->header);
  return target;
}

template <SetOp Op>
static Value set_inplace(Thread& t, Value* args) {
  if (!is_any_set(args[1])) return kNotImplemented;
  switch (Op) {
    case SetOp::kOr: return set_update(t, args[0], args[1]) ? args[0] : kNull;
    case SetOp::kSub: return set_difference_update(t, as_set(args[0]), args[1]) ? args[0] : kNull;
    case SetOp::kAnd: return replace_items(args[0], set_intersection(t, as_set(args[0]), args[1], type_set));
    default: return replace_items(args[0], set_symmetric_difference(t, as_set(args[0]), args[1], type_set));
  }
}

// union(*others), intersection(*others), difference(*others)
template <SetOp Op>
static Value set_combine_all(Thread& t, Value* args) {
  PyTuple* others = as_tuple(args[1]);
  PySet* result = set_copy(as_set(args[0]), base_type_of(args[0]));
  for (int64_t i = 0; result && i < others->length; i++) {
    Value other = others->items[i];
    if (Op == SetOp::kOr) {
      if (!set_update(t, Value(&result->header), other)) return kNull;
    } else if (Op == SetOp::kSub) {
      if (!set_difference_update(t, result, other)) return kNull;
    } else {
      result = set_intersection(t, result, other, base_type_of(args[0]));
    }
  }
  return set_value(result);
}

static Value set_update_method(Thread& t, Value* args) {
  PyTuple* others = as_tuple(args[1]);
  for (int64_t i = 0; i < others->length; i++) {
    if (!set_update(t, args[0], others->items[i])) return kNull;
  }
  return kNone;
}
static Value set_difference_update_method(Thread& t, Value* args) {
  PyTuple* others = as_tuple(args[1]);
  for (int64_t i = 0; i < others->length; i++) {
    if (!set_difference_update(t, as_set(args[0]), others->items[i])) return kNull;
  }
  return kNone;
}
static Value set_intersection_update(Thread& t, Value* args) {
  Value r = set_combine_all<SetOp::kAnd>(t, args);
  return r && replace_items(args[0], as_set(r)) ? kNone : kNull;
}
static Value set_symmetric_method(Thread& t, Value* args) {
  return set_value(set_symmetric_difference(t, as_set(args[0]), args[1], base_type_of(args[0])));
}
static Value set_symmetric_update(Thread& t, Value* args) {
  PySet* r = set_symmetric_difference(t, as_set(args[0]), args[1], type_set);
  return r && replace_items(args[0], r) ? kNone : kNull;
}
static Value set_isdisjoint(Thread& t, Value* args) { return bool_or_error(set_is_disjoint(t, as_set(args[0]), args[1])); }

static PySet* as_any_set(Thread& t, Value v) {
  if (is_any_set(v)) return as_set(v);
  PySet* s = set_new_of(type_set);
  return s && set_update(t, Value(&s->header), v) ? s : nullptr;
}
static Value set_issubset(Thread& t, Value* args) {
  PySet* other = as_any_set(t, args[1]);
  return other ? bool_or_error(set_is_subset(t, as_set(args[0]), other)) : kNull;
}
static Value set_issuperset(Thread& t, Value* args) {
  PySet* other = as_any_set(t, args[1]);
  return other ? bool_or_error(set_is_subset(t, other, as_set(args[0]))) : kNull;
}

static Value set_add_method(Thread& t, Value* args) { return set_add(t, args[0], args[1]) ? kNone : kNull; }

static int discard_key(Thread& t, Value set, Value key) {
  int64_t hash;
  if (!lookup_key(t, &key, &hash)) return -1;
  if (set_contains_hashed(t, as_set(set), key, hash) == 0) return 0;
  return set_discard(t, as_set(set), key);
}
static Value set_discard_method(Thread& t, Value* args) { return discard_key(t, args[0], args[1]) < 0 ? kNull : kNone; }
static Value set_remove(Thread& t, Value* args) {
  int r = discard_key(t, args[0], args[1]);
  return r < 0 ? kNull : r == 0 ? raise_key_error(args[1]) : kNone;
}
static Value set_pop(Thread& t, Value* args) {
  PySet* set = as_set(args[0]);
  SetEntry e;
  int64_t i = 0;
  if (!set_next(set, &i, &e)) return raise_error(exc::KeyError, "pop from an empty set");
  return set_discard(t, set, e.key) < 0 ? kNull : e.key;
}
static Value set_clear_method(Thread&, Value* args) {
  set_clear(as_set(args[0]));
  return kNone;
}
static Value set_copy_method(Thread&, Value* args) {
  return set_value(set_copy(as_set(args[0]), base_type_of(args[0])));
}
static Value frozenset_copy(Thread&, Value* args) {
  return is_exact_frozenset(args[0]) ? args[0] : set_copy_method(current_thread(), args);
}

static Value set_iter(Thread&, Value* args) {
  auto* it = allocate_object<PySetIterator>(layouts.set_iterator);
  if (!it) return kNull;
  it->set = as_set(args[0]);
  it->length = it->set->length;
  gc::barrier(&it->header);
  return Value(&it->header);
}

static Value set_reduce(Thread& t, Value* args) {
  Value list = object_to_list(t, args[0]);
  if (!list) return kNull;
  PyTuple* inner = tuple_from(&list, 1);
  if (!inner) return kNull;
  Value state = object_default_state(t, args[0]);
  if (!state) return kNull;
  Value parts[] = {Value(&type_of(args[0])->header), Value(&inner->header), state};
  PyTuple* r = tuple_from(parts, 3);
  return r ? Value(&r->header) : kNull;
}

static Value set_sizeof(Thread&, Value* args) {
  PySet* s = as_set(args[0]);
  return int_from_int64(static_cast<int64_t>(sizeof(PySet) + (s->entries ? 16 * s->entries->capacity : 0)));
}

constexpr uint32_t kSetEffects = kEffectAll;

#define SET_COMMON_METHODS                                                                                               \
  {"__repr__(self, /)", set_repr}, {"__lt__(self, value, /)", set_compare<CompareOp::kLt>},                              \
      {"__le__(self, value, /)", set_compare<CompareOp::kLe>}, {"__eq__(self, value, /)", set_compare<CompareOp::kEq>},  \
      {"__ne__(self, value, /)", set_compare<CompareOp::kNe>}, {"__gt__(self, value, /)", set_compare<CompareOp::kGt>},  \
      {"__ge__(self, value, /)", set_compare<CompareOp::kGe>}, {"__iter__(self, /)", set_iter, kEffectAllocates},        \
      {"__len__(self, /)", set_len, kEffectReads},                                                                       \
      {"@method __contains__(self, object, /)", set_contains_method, kSetEffects, "x.__contains__(y) <==> y in x."},     \
      {"__and__(self, value, /)", set_operator<SetOp::kAnd>}, {"__or__(self, value, /)", set_operator<SetOp::kOr>},      \
      {"__sub__(self, value, /)", set_operator<SetOp::kSub>}, {"__xor__(self, value, /)", set_operator<SetOp::kXor>},    \
      {"__rand__(self, value, /)", set_reflected<SetOp::kAnd>}, {"__ror__(self, value, /)", set_reflected<SetOp::kOr>},  \
      {"__rsub__(self, value, /)", set_reflected<SetOp::kSub>},                                                          \
      {"__rxor__(self, value, /)", set_reflected<SetOp::kXor>},                                                          \
      {"union(self, /, *others)", set_combine_all<SetOp::kOr>, kSetEffects,                                              \
       "Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)"},                         \
      {"intersection(self, /, *others)", set_combine_all<SetOp::kAnd>, kSetEffects,                                      \
       "Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)"},               \
      {"difference(self, /, *others)", set_combine_all<SetOp::kSub>, kSetEffects,                                        \
       "Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the " \
       "others.)"},                                                                                                      \
      {"symmetric_difference(self, other, /)", set_symmetric_method, kSetEffects,                                        \
       "Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the " \
       "sets.)"},                                                                                                        \
      {"isdisjoint(self, other, /)", set_isdisjoint, kSetEffects, "Return True if two sets have a null intersection."},  \
      {"issubset(self, other, /)", set_issubset, kSetEffects, "Report whether another set contains this set."},          \
      {"issuperset(self, other, /)", set_issuperset, kSetEffects, "Report whether this set contains another set."},      \
      {"__reduce__(self, /)", set_reduce, kSetEffects, "Return state information for pickling."},                        \
      {"__sizeof__(self, /)", set_sizeof, kEffectReads, "S.__sizeof__() -> size of S in memory, in bytes"},              \
      PYVM_CLASS_GETITEM

static const NativeDef kSetMethods[] = {
    SET_COMMON_METHODS,
    {"__new__(cls, /, *args, **kwargs)", set_make, kEffectAllocates},
    {"__init__(self, iterable=<absent>, /)", set_init},
    {"__iand__(self, value, /)", set_inplace<SetOp::kAnd>},
    {"__ior__(self, value, /)", set_inplace<SetOp::kOr>},
    {"__isub__(self, value, /)", set_inplace<SetOp::kSub>},
    {"__ixor__(self, value, /)", set_inplace<SetOp::kXor>},
    {"add(self, object, /)", set_add_method, kSetEffects,
     "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"clear(self, /)", set_clear_method, kEffectWrites, "Remove all elements from this set."},
    {"copy(self, /)", set_copy_method, kEffectAllocates, "Return a shallow copy of a set."},
    {"discard(self, object, /)", set_discard_method, kSetEffects,
     "Remove an element from a set if it is a member.\n\nIf the element is not a member, do nothing."},
    {"difference_update(self, /, *others)", set_difference_update_method, kSetEffects,
     "Remove all elements of another set from this set."},
    {"intersection_update(self, /, *others)", set_intersection_update, kSetEffects,
     "Update a set with the intersection of itself and another."},
    {"pop(self, /)", set_pop, kSetEffects,
     "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."},
    {"remove(self, object, /)", set_remove, kSetEffects,
     "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."},
    {"symmetric_difference_update(self, other, /)", set_symmetric_update, kSetEffects,
     "Update a set with the symmetric difference of itself and another."},
    {"update(self, /, *others)", set_update_method, kSetEffects, "Update a set with the union of itself and others."},
    {}};

static const NativeDef kFrozensetMethods[] = {
    SET_COMMON_METHODS,
    {"__new__(cls, /, *args, **kwargs)", frozenset_make},
    {"__hash__(self, /)", frozenset_hash, kEffectPure},
    {"copy(self, /)", frozenset_copy, kEffectAllocates, "Return a shallow copy of a set."},
    {}};

static Value set_iter_next(Thread&, Value self) {
  auto* it = self.as<PySetIterator>();
  if (!it->set) return kStop;
  if (it->set->length != it->length) {
    it->length = -1;   // stays an error
    return raise_error(exc::RuntimeError, "Set changed size during iteration");
  }
  SetEntry e;
  if (set_next(it->set, &it->position, &e)) return e.key;
  it->set = nullptr;
  return kStop;
}
static Value set_iter_self(Thread&, Value* args) { return args[0]; }
static Value set_iter_hint(Thread&, Value* args) {
  auto* it = args[0].as<PySetIterator>();
  if (!it->set || it->length != it->set->length) return Value::from_small_int(0);
  int64_t n = 0, position = it->position;
  for (SetEntry e; set_next(it->set, &position, &e);) n++;
  return Value::from_small_int(n);
}
static Value set_iter_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PySetIterator>();
  PyList* rest = list_new(0);
  Value fn = rest ? builtin_function(t, "iter") : kNull;
  if (!fn) return kNull;
  int64_t position = it->position;
  SetEntry e;
  while (it->set && set_next(it->set, &position, &e)) {
    if (!list_append(rest, e.key)) return kNull;
  }
  Value arg(&rest->header);
  PyTuple* inner = tuple_from(&arg, 1);
  if (!inner) return kNull;
  Value parts[] = {fn, Value(&inner->header)};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

static const NativeDef kSetIteratorMethods[] = {
    {"__iter__(self, /)", set_iter_self, kEffectPure},
    PYVM_NEXT(set_iter_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", set_iter_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", set_iter_reduce, kEffectAll, "Return state information for pickling."},
    {}};

static void trace_set(HeapObject* h, gc::Visitor& v) {
  auto* set = reinterpret_cast<PySet*>(h);
  v.visit(set->entries);
  v.visit(set->index);
}
static void trace_set_entries(HeapObject* h, gc::Visitor& v) {
  auto* entries = reinterpret_cast<PySetEntries*>(h);
  v.visit_items(reinterpret_cast<const uint64_t*>(&entries->items[0].key), entries->used, sizeof(SetEntry) / 8, 1);
}
static size_t set_entries_size(const HeapObject* h) {
  return sizeof(PySetEntries) + reinterpret_cast<const PySetEntries*>(h)->capacity * sizeof(SetEntry);
}
static void trace_set_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PySetIterator*>(h)->set); }

static const TypeSpec kSetEntriesSpec = {
    .name = "internal set table",
    .base = nullptr,
    .flags = kTypeNoNew | kTypeInternal,
    .native = {.trace = trace_set_entries, .size_of = set_entries_size, .bytes = sizeof(PySetEntries)},
};
static const TypeSpec kSetSpec = {
    .name = "set",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeSet | kTypeHasWeakref,
    .native = {.trace = trace_set, .bytes = sizeof(PySet)},
    .methods = kSetMethods,
    .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique "
           "elements.",
};
static const TypeSpec kFrozensetSpec = {
    .name = "frozenset",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeSet | kTypeHasWeakref,
    .native = {.trace = trace_set, .bytes = sizeof(PySet)},
    .methods = kFrozensetMethods,
    .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered "
           "collection of unique elements.",
};
static const TypeSpec kSetIteratorSpec = {
    .name = "set_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.trace = trace_set_iterator, .bytes = sizeof(PySetIterator)},
    .methods = kSetIteratorMethods,
};

void boot_set() {
  type_init_builtin(type_set_entries, kSetEntriesSpec);
  type_init_builtin(type_set, kSetSpec);
  type_init_builtin(type_frozenset, kFrozensetSpec);
  type_init_builtin(type_set_iterator, kSetIteratorSpec);
}

}  // namespace pyvm
