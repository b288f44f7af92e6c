// dict_keys, dict_values, dict_items and the six iterators.
#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/dict_iter.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/sequence.h"
#include "vm/object/set.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

Value mappingproxy_new(Value mapping);   // vm/object/mappingproxy.cpp

Value dict_view_new(PyType* type, PyDict* dict) {
  auto* view = allocate_object<PyDictView>(type->root_shape->id());
  if (!view) return kNull;
  view->dict = dict;
  gc::barrier(&view->header);
  return Value(&view->header);
}

static bool is_reverse(const PyType* type) {
  return type == type_dict_reversekeyiterator || type == type_dict_reversevalueiterator || type == type_dict_reverseitemiterator;
}

Value dict_iterator_new(PyType* type, PyDict* dict) {
  auto* it = allocate_object<PyDictIterator>(type->root_shape->id());
  if (!it) return kNull;
  it->dict = dict;
  gc::barrier(&it->header);
  it->length = it->remaining = dict->length;
  it->position = is_reverse(type) ? dict->used - 1 : 0;
  return Value(&it->header);
}

static PyDict* view_dict(Value v) { return v.as<PyDictView>()->dict; }
static bool is_keys(Value v) { return v.is_layout(layouts.dict_keys); }
static bool is_items(Value v) { return v.is_layout(layouts.dict_items); }

static Value pair_of(const DictEntry& e) {
  Value parts[] = {e.key, e.value};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

// ---- iterators

enum class Part { kKey, kValue, kItem };

template <Part P, bool Reverse>
static Value dict_iter_next(Thread&, Value self) {
  auto* it = self.as<PyDictIterator>();
  PyDict* dict = it->dict;
  if (!dict) return kStop;
  if (PYVM_UNLIKELY(dict->length != it->length)) {
    it->length = -1;   // stays an error
    return raise_error(exc::RuntimeError, "dictionary changed size during iteration");
  }
  int64_t i = it->position;
  if (Reverse) {
    if (i >= dict->used) i = dict->used - 1;
    while (i >= 0 && dict->entries->items[i].key.is_null()) i--;
  } else {
    while (i < dict->used && dict->entries->items[i].key.is_null()) i = dict->entries->items[i].hash;
  }
  if (Reverse ? i < 0 : i >= dict->used) {
    it->dict = nullptr;
    return kStop;
  }
  if (it->remaining == 0) {
    it->dict = nullptr;
    return raise_error(exc::RuntimeError, "dictionary keys changed during iteration");
  }
  it->position = Reverse ? i - 1 : i + 1;
  it->remaining--;
  const DictEntry& e = dict->entries->items[i];
  if (P == Part::kKey) return e.key;
  if (P == Part::kValue) return e.value;
  return pair_of(e);
}

static Value iterator_self(Thread&, Value* args) { return args[0]; }
static Value dict_iter_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyDictIterator>();
  return Value::from_small_int(it->dict && it->dict->length == it->length ? it->remaining : 0);
}
static Value dict_iter_reduce(Thread& t, Value* args) {
  PyDictIterator copy = *args[0].as<PyDictIterator>();
  PyList* rest = list_new(0);
  if (!rest) return kNull;
  for (;;) {
    Value item = iter_next(t, args[0]);
    if (item == kStop) break;
    if (!item || !list_append(rest, item)) return kNull;
  }
  auto* it = args[0].as<PyDictIterator>();   // looking does not move it
  it->dict = copy.dict;
  it->position = copy.position;
  it->length = copy.length;
  it->remaining = copy.remaining;
  Value fn = builtin_function(t, "iter");
  Value arg(&rest->header);
  PyTuple* inner = fn ? tuple_from(&arg, 1) : nullptr;
  if (!inner) return kNull;
  Value parts[] = {fn, Value(&inner->header)};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

#define DICT_ITERATOR_METHODS(name, part, reverse)                                                                       \
  static Value name##_next(Thread& t, Value self) { return dict_iter_next<part, reverse>(t, self); }                     \
  static const NativeDef name##_methods[] = {                                                                            \
      {"__iter__(self, /)", iterator_self, kEffectPure},                                                                 \
      PYVM_NEXT(name##_next, kEffectReads | kEffectWrites | kEffectAllocates),                                           \
      {"__length_hint__(self, /)", dict_iter_hint, kEffectReads, "Private method returning an estimate of len(list(it))."}, \
      {"__reduce__(self, /)", dict_iter_reduce, kEffectAll, "Return state information for pickling."},                   \
      {}};

DICT_ITERATOR_METHODS(keys_forward, Part::kKey, false)
DICT_ITERATOR_METHODS(values_forward, Part::kValue, false)
DICT_ITERATOR_METHODS(items_forward, Part::kItem, false)
DICT_ITERATOR_METHODS(keys_backward, Part::kKey, true)
DICT_ITERATOR_METHODS(values_backward, Part::kValue, true)
DICT_ITERATOR_METHODS(items_backward, Part::kItem, true)

// ---- views

static Value view_len(Thread&, Value* args) { return Value::from_small_int(view_dict(args[0])->length); }
static Value view_mapping(Thread&, Value* args) { return mappingproxy_new(Value(&view_dict(args[0])->header)); }

static Value view_iter(Thread&, Value* args) {
  PyType* type = is_keys(args[0]) ? type_dict_keyiterator : is_items(args[0]) ? type_dict_itemiterator : type_dict_valueiterator;
  return dict_iterator_new(type, view_dict(args[0]));
}
static Value view_reversed(Thread&, Value* args) {
  PyType* type = is_keys(args[0])    ? type_dict_reversekeyiterator
                 : is_items(args[0]) ? type_dict_reverseitemiterator
                                     : type_dict_reversevalueiterator;
  return dict_iterator_new(type, view_dict(args[0]));
}

static Value view_repr(Thread& t, Value* args) {
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("..."));
  Value list = object_to_list(t, args[0]);
  PyStr* inner = list ? object_repr(t, list) : nullptr;
  repr_leave(t, args[0]);
  if (!inner) return kNull;
  StrBuilder out;
  out.append_ascii(type_name(args[0]));
  out.append('(');
  out.append(inner);
  out.append(')');
  return text_value(out.finish());
}

static int view_has(Thread& t, Value view, Value item) {
  PyDict* dict = view_dict(view);
  if (is_keys(view)) return dict_contains(t, dict, item);
  if (!is_tuple(item) || as_tuple(item)->length != 2) return 0;
  bool failed;
  Value found = dict_get(t, dict, as_tuple(item)->items[0], &failed);
  if (!found) return failed ? -1 : 0;
  return object_equal(t, found, as_tuple(item)->items[1]);
}
static Value view_contains(Thread& t, Value* args) { return bool_or_error(view_has(t, args[0], args[1])); }

static bool is_set_like(Value v) { return is_any_set(v) || is_keys(v) || is_items(v); }

// Every item of a is in b: 1, 0, -1.
static int all_contained(Thread& t, Value a, Value b) {
  Value iterator = object_iter(t, a);
  if (!iterator) return -1;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return 1;
    if (!item) return -1;
    int r = object_contains(t, b, item);
    if (r <= 0) return r;
  }
}

template <CompareOp Op>
static Value view_compare(Thread& t, Value* args) {
  if (!is_set_like(args[1])) return kNotImplemented;
  int64_t n = object_len(t, args[0]), m = object_len(t, args[1]);
  if (n < 0 || m < 0) return kNull;
  switch (Op) {
    case CompareOp::kEq:
    case CompareOp::kNe: {
      int r = n == m ? all_contained(t, args[0], args[1]) : 0;
      return r < 0 ? kNull : Value::from_bool((r != 0) == (Op == CompareOp::kEq));
    }
    case CompareOp::kLt: return n >= m ? kFalse : bool_or_error(all_contained(t, args[0], args[1]));
    case CompareOp::kLe: return n > m ? kFalse : bool_or_error(all_contained(t, args[0], args[1]));
    case CompareOp::kGt: return n <= m ? kFalse : bool_or_error(all_contained(t, args[1], args[0]));
    default: return n < m ? kFalse : bool_or_error(all_contained(t, args[1], args[0]));
  }
}

static PySet* set_of(Thread& t, Value v) {
  Value set = set_new();
  return set && set_update(t, set, v) ? as_set(set) : nullptr;
}

enum class SetOp { kAnd, kOr, kSub, kXor };
static Value combine(Thread& t, SetOp op, Value a, Value b) {
  PySet* left = set_of(t, a);
  if (!left) return kNull;
  PySet* r = nullptr;
  switch (op) {
    case SetOp::kAnd: r = set_intersection(t, left, b, type_set); break;
    case SetOp::kOr: r = set_update(t, Value(&left->header), b) ? left : nullptr; break;
    case SetOp::kSub: r = set_difference_update(t, left, b) ? left : nullptr; break;
    case SetOp::kXor: r = set_symmetric_difference(t, left, b, type_set); break;
  }
  return r ? Value(&r->header) : kNull;
}
template <SetOp Op>
static Value view_operator(Thread& t, Value* args) { return combine(t, Op, args[0], args[1]); }
template <SetOp Op>
static Value view_reflected(Thread& t, Value* args) { return combine(t, Op, args[1], args[0]); }

static Value view_isdisjoint(Thread& t, Value* args) {
  if (args[0] == args[1]) return Value::from_bool(view_dict(args[0])->length == 0);
  Value iterator = object_iter(t, args[1]);
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return kTrue;
    if (!item) return kNull;
    int r = view_has(t, args[0], item);
    if (r != 0) return r < 0 ? kNull : kFalse;
  }
}

#define VIEW_METHODS                                                                                            \
  {"__repr__(self, /)", view_repr}, {"__iter__(self, /)", view_iter, kEffectAllocates},                         \
      {"__len__(self, /)", view_len, kEffectReads},                                                             \
      {"__reversed__(self, /)", view_reversed, kEffectAllocates, "Return a reverse iterator over the dict's view."}, \
      {"@getset mapping", view_mapping, kEffectAllocates, "dictionary that this view refers to"}
#define SET_VIEW_METHODS                                                                                                \
  VIEW_METHODS, {"__contains__(self, key, /)", view_contains}, {"__lt__(self, value, /)", view_compare<CompareOp::kLt>}, \
      {"__le__(self, value, /)", view_compare<CompareOp::kLe>}, {"__eq__(self, value, /)", view_compare<CompareOp::kEq>}, \
      {"__ne__(self, value, /)", view_compare<CompareOp::kNe>}, {"__gt__(self, value, /)", view_compare<CompareOp::kGt>}, \
      {"__ge__(self, value, /)", view_compare<CompareOp::kGe>}, {"__and__(self, value, /)", view_operator<SetOp::kAnd>}, \
      {"__or__(self, value, /)", view_operator<SetOp::kOr>}, {"__sub__(self, value, /)", view_operator<SetOp::kSub>},   \
      {"__xor__(self, value, /)", view_operator<SetOp::kXor>},                                                          \
      {"__rand__(self, value, /)", view_reflected<SetOp::kAnd>}, {"__ror__(self, value, /)", view_reflected<SetOp::kOr>}, \
      {"__rsub__(self, value, /)", view_reflected<SetOp::kSub>},                                                        \
      {"__rxor__(self, value, /)", view_reflected<SetOp::kXor>}, {                                                      \
    "isdisjoint(self, other, /)", view_isdisjoint, kEffectAll,                                                          \
        "Return True if the view and the given iterable have a null intersection."                                      \
  }

static const NativeDef kKeysMethods[] = {SET_VIEW_METHODS, {}};
static const NativeDef kItemsMethods[] = {SET_VIEW_METHODS, {}};
static const NativeDef kValuesMethods[] = {VIEW_METHODS, {}};

static void trace_view(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyDictView*>(h)->dict); }
static void trace_iterator(HeapObject* h, gc::Visitor& v) { v.visit(reinterpret_cast<PyDictIterator*>(h)->dict); }

#define VIEW_SPEC(variable, text, table)                                                       \
  static const TypeSpec variable = {                                                           \
      .name = text, .base = nullptr, .flags = kTypeNoNew,                                      \
      .native = {.trace = trace_view, .bytes = sizeof(PyDictView)}, .methods = table, .doc = nullptr}
#define ITERATOR_SPEC(variable, text, table)                                                   \
  static const TypeSpec variable = {                                                           \
      .name = text, .base = nullptr, .flags = kTypeNoNew,                                      \
      .native = {.trace = trace_iterator, .bytes = sizeof(PyDictIterator)}, .methods = table, .doc = nullptr}

VIEW_SPEC(kKeysSpec, "dict_keys", kKeysMethods);
VIEW_SPEC(kValuesSpec, "dict_values", kValuesMethods);
VIEW_SPEC(kItemsSpec, "dict_items", kItemsMethods);
ITERATOR_SPEC(kKeyIteratorSpec, "dict_keyiterator", keys_forward_methods);
ITERATOR_SPEC(kValueIteratorSpec, "dict_valueiterator", values_forward_methods);
ITERATOR_SPEC(kItemIteratorSpec, "dict_itemiterator", items_forward_methods);
ITERATOR_SPEC(kReverseKeyIteratorSpec, "dict_reversekeyiterator", keys_backward_methods);
ITERATOR_SPEC(kReverseValueIteratorSpec, "dict_reversevalueiterator", values_backward_methods);
ITERATOR_SPEC(kReverseItemIteratorSpec, "dict_reverseitemiterator", items_backward_methods);

void boot_dict_views() {
  type_init_builtin(type_dict_keys, kKeysSpec);
  type_init_builtin(type_dict_values, kValuesSpec);
  type_init_builtin(type_dict_items, kItemsSpec);
  type_init_builtin(type_dict_keyiterator, kKeyIteratorSpec);
  type_init_builtin(type_dict_valueiterator, kValueIteratorSpec);
  type_init_builtin(type_dict_itemiterator, kItemIteratorSpec);
  type_init_builtin(type_dict_reversekeyiterator, kReverseKeyIteratorSpec);
  type_init_builtin(type_dict_reversevalueiterator, kReverseValueIteratorSpec);
  type_init_builtin(type_dict_reverseitemiterator, kReverseItemIteratorSpec);
}

}  // namespace pyvm
