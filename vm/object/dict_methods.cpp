// The methods of dict. Views and iterators are in dict_views.cpp.
#include "vm/object/alloc.h"
#include "vm/object/depth.h"
#include "vm/object/dict.h"
#include "vm/object/dict_iter.h"
#include "vm/object/dict_watch.h"
#include "vm/object/exact.h"
#include "vm/object/hashed_items.h"
#include "vm/object/hashing.h"
#include "vm/object/list.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/object/str_builder.h"
#include "vm/object/table.h"
#include "vm/run/thread.h"

namespace pyvm {

void boot_dict_views();

PyDict* dict_new_of(PyType* type) { return allocate_instance_of<PyDict>(type); }

static Value dict_value(PyDict* d) { return d ? Value(&d->header) : kNull; }

// ---- update

// A dict whose iteration gives its own keys: its table may be read directly.
static bool has_plain_keys(Value v) {
  return is_exact_dict(v) || (is_dict(v) && type_lookup(type_of(v), names::d_iter) == type_lookup(type_dict, names::d_iter));
}

static bool update_from_keys(Thread& t, PyDict* dict, Value mapping, Value keys_method) {
  Value keys = object_call_args(t, keys_method);
  Value iterator = keys ? object_iter(t, keys) : kNull;
  if (!iterator) return false;
  for (;;) {
    Value key = iter_next(t, iterator);
    if (key == kStop) return true;
    Value value = key ? object_get_item(t, mapping, key) : kNull;
    if (!value || !dict_set(t, dict, key, value)) return false;
  }
}

static bool update_from_pairs(Thread& t, PyDict* dict, Value pairs) {
  Value iterator = object_iter(t, pairs);
  if (!iterator) return false;
  for (int64_t i = 0;; i++) {
    Value pair = iter_next(t, iterator);
    if (pair == kStop) return true;
    if (!pair) return false;
    const Value* items;
    int64_t n;
    if (!is_exact_list(pair) && !is_exact_tuple(pair)) {
      Value list = object_to_list(t, pair);
      if (!list) {
        if (error_matches(exc::TypeError)) {
          error_clear();
          (void)raise_type_error("cannot convert dictionary update sequence element #%lld to a sequence",
                                 static_cast<long long>(i));
        }
        return false;
      }
      pair = list;
    }
    sequence_items(pair, &items, &n);
    if (n != 2) {
      (void)raise_value_error("dictionary update sequence element #%lld has length %lld; 2 is required",
                              static_cast<long long>(i), static_cast<long long>(n));
      return false;
    }
    if (!dict_set(t, dict, items[0], items[1])) return false;
  }
}

bool dict_update(Thread& t, PyDict* dict, Value other) {
  if (has_plain_keys(other)) return dict_merge(t, dict, as_dict(other), true);
  Value keys = object_find_attr(t, other, names::keys);
  if (keys) return update_from_keys(t, dict, other, keys);
  return !error_occurred(t) && update_from_pairs(t, dict, other);
}

static bool update_from_args(Thread& t, Value* args, const char* name) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length > 1) {
    (void)raise_type_error("%s expected at most 1 argument, got %lld", name, static_cast<long long>(given->length));
    return false;
  }
  if (given->length && !dict_update(t, as_dict(args[0]), given->items[0])) return false;
  return dict_merge(t, as_dict(args[0]), as_dict(args[2]), true);
}

// ---- methods

static Value dict_make(Thread&, Value* args) { return dict_value(dict_new_of(args[0].as<PyType>())); }
static Value dict_init(Thread& t, Value* args) { return update_from_args(t, args, "dict") ? kNone : kNull; }
static Value dict_update_method(Thread& t, Value* args) { return update_from_args(t, args, "update") ? kNone : kNull; }

static Value dict_repr(Thread& t, Value* args) {
  PyDict* dict = as_dict(args[0]);
  if (dict->length == 0) return text_value(str_from_utf8("{}"));
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("{...}"));
  StrBuilder out;
  out.append('{');
  Value key, value;
  bool first = true, ok = true;
  for (int64_t i = 0; dict_next(dict, &i, &key, &value);) {
    if (!first) out.append_ascii(", ");
    first = false;
    PyStr* s = object_repr(t, key);
    if (s) {
      out.append(s);
      out.append_ascii(": ");
      s = object_repr(t, value);
    }
    if (!s) {
      ok = false;
      break;
    }
    out.append(s);
  }
  repr_leave(t, args[0]);
  if (!ok) return kNull;
  out.append('}');
  return text_value(out.finish());
}

static Value dict_len(Thread&, Value* args) { return Value::from_small_int(as_dict(args[0])->length); }

static Value dict_getitem(Thread& t, Value* args) {
  bool failed;
  Value r = dict_get(t, as_dict(args[0]), args[1], &failed);
  if (r || failed) return r;
  if (!is_exact_dict(args[0])) {
    if (Value missing = type_lookup(type_of(args[0]), names::d_missing)) {
      Value call[3] = {args[0], args[1]};
      return call_special(t, missing, call, 2);
    }
  }
  return raise_key_error(args[1]);
}

static Value dict_setitem(Thread& t, Value* args) { return dict_set(t, as_dict(args[0]), args[1], args[2]) ? kNone : kNull; }
static Value dict_delitem(Thread& t, Value* args) {
  int r = dict_delete(t, as_dict(args[0]), args[1]);
  return r < 0 ? kNull : r ? kNone : raise_key_error(args[1]);
}
static Value dict_contains_method(Thread& t, Value* args) { return bool_or_error(dict_contains(t, as_dict(args[0]), args[1])); }

static Value dict_get_method(Thread& t, Value* args) {
  bool failed;
  Value r = dict_get(t, as_dict(args[0]), args[1], &failed);
  return r || failed ? r : args[2];
}
static Value dict_setdefault_method(Thread& t, Value* args) { return dict_setdefault(t, as_dict(args[0]), args[1], args[2]); }

static Value dict_pop_method(Thread& t, Value* args) {
  Value r;
  int found = dict_pop(t, as_dict(args[0]), args[1], &r);
  if (found) return found < 0 ? kNull : r;
  return args[2] ? args[2] : raise_key_error(args[1]);
}

static Value dict_popitem(Thread&, Value* args) {
  PyDict* dict = as_dict(args[0]);
  if (dict->length == 0) return raise_error(exc::KeyError, "popitem(): dictionary is empty");
  const DictEntry& e = dict->entries->items[dict_last(dict)];
  Value parts[] = {e.key, e.value};
  PyTuple* r = tuple_from(parts, 2);
  if (!r) return kNull;
  dict_delete_last(dict);
  return Value(&r->header);
}

static Value dict_clear_method(Thread&, Value* args) {
  dict_clear(as_dict(args[0]));
  return kNone;
}
static Value dict_copy_method(Thread&, Value* args) { return dict_value(dict_copy(as_dict(args[0]))); }

static Value dict_fromkeys(Thread& t, Value* args) {
  Value dict = object_call_args(t, args[0]);
  if (!dict) return kNull;
  Value iterable = args[1], value = args[2];
  if (is_exact_dict(dict) && (is_any_set(iterable) || is_exact_dict(iterable))) {
    bool ok = for_each_hashed(t, iterable, [&](Value key, int64_t hash) {
      return dict_set_hashed(t, as_dict(dict), key, hash, value);
    });
    return ok ? dict : kNull;
  }
  Value iterator = object_iter(t, iterable);
  if (!iterator) return kNull;
  for (;;) {
    Value key = iter_next(t, iterator);
    if (key == kStop) return dict;
    if (!key) return kNull;
    if (!(is_exact_dict(dict) ? dict_set(t, as_dict(dict), key, value) : object_set_item(t, dict, key, value))) return kNull;
  }
}

int dict_equal(Thread& t, PyDict* a, PyDict* b) {
  if (a->length != b->length) return 0;
  for (int64_t i = 0; i < a->used; i++) {
    DictEntry e = a->entries->items[i];
    if (e.key.is_null()) continue;
    bool failed;
    Value other = dict_get_hashed(t, b, e.key, e.hash, &failed);
    if (!other) return failed ? -1 : 0;
    int r = object_equal(t, e.value, other);
    if (r <= 0) return r;
  }
  return 1;
}

template <CompareOp Op>
static Value dict_compare(Thread& t, Value* args) {
  if (!is_dict(args[1]) || (Op != CompareOp::kEq && Op != CompareOp::kNe)) return kNotImplemented;
  ComparisonDepth depth(t);
  if (!depth.ok() || !native_recursion_ok(t)) return kNull;
  int r = dict_equal(t, as_dict(args[0]), as_dict(args[1]));
  return r < 0 ? kNull : Value::from_bool((r != 0) == (Op == CompareOp::kEq));
}

static Value dict_or(Thread& t, Value* args) {
  if (!is_dict(args[0]) || !is_dict(args[1])) return kNotImplemented;
  PyDict* r = dict_copy(as_dict(args[0]));
  return r && dict_update(t, r, args[1]) ? Value(&r->header) : kNull;
}
static Value dict_ror(Thread& t, Value* args) {
  Value swapped[2] = {args[1], args[0]};
  return dict_or(t, swapped);
}
static Value dict_ior(Thread& t, Value* args) { return dict_update(t, as_dict(args[0]), args[1]) ? args[0] : kNull; }

static Value dict_iter(Thread&, Value* args) { return dict_iterator_new(type_dict_keyiterator, as_dict(args[0])); }
static Value dict_reversed(Thread&, Value* args) { return dict_iterator_new(type_dict_reversekeyiterator, as_dict(args[0])); }
static Value dict_keys(Thread&, Value* args) { return dict_view_new(type_dict_keys, as_dict(args[0])); }
static Value dict_values(Thread&, Value* args) { return dict_view_new(type_dict_values, as_dict(args[0])); }
static Value dict_items(Thread&, Value* args) { return dict_view_new(type_dict_items, as_dict(args[0])); }
static Value dict_sizeof(Thread&, Value* args) {
  PyDict* d = as_dict(args[0]);
  return int_from_int64(static_cast<int64_t>(sizeof(PyDict) + (d->entries ? sizeof(DictEntry) * d->entries->capacity : 0) +
                                             (d->index ? d->index->capacity : 0)));
}

static const NativeDef kDictMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", dict_make, kEffectAllocates},
    {"__init__(self, /, *args, **kwargs)", dict_init},
    {"__repr__(self, /)", dict_repr},
    {"__lt__(self, value, /)", dict_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", dict_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", dict_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", dict_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", dict_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", dict_compare<CompareOp::kGe>},
    {"__iter__(self, /)", dict_iter, kEffectAllocates},
    {"__or__(self, value, /)", dict_or},
    {"__ror__(self, value, /)", dict_ror},
    {"__ior__(self, value, /)", dict_ior},
    {"__len__(self, /)", dict_len, kEffectReads},
    {"@method __getitem__(self, key, /)", dict_getitem, kEffectAll, "x.__getitem__(y) <==> x[y]"},
    {"__setitem__(self, key, value, /)", dict_setitem},
    {"__delitem__(self, key, /)", dict_delitem},
    {"@method __contains__(self, key, /)", dict_contains_method, kEffectAll, "True if the dictionary has the specified key, else False."},
    {"@method __sizeof__(self, /)", dict_sizeof, kEffectReads, "D.__sizeof__() -> size of D in memory, in bytes"},
    {"get(self, key, default=None, /)", dict_get_method, kEffectAll,
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", dict_setdefault_method, kEffectAll,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the "
     "dictionary, else default."},
    {"pop(self, key, default=<absent>, /)", dict_pop_method, kEffectAll,
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the "
     "default if given; otherwise,\nraise a KeyError."},
    {"popitem(self, /)", dict_popitem, kEffectAll,
     "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises "
     "KeyError if the dict is empty."},
    {"keys(self, /)", dict_keys, kEffectAllocates, "D.keys() -> a set-like object providing a view on D's keys"},
    {"items(self, /)", dict_items, kEffectAllocates, "D.items() -> a set-like object providing a view on D's items"},
    {"values(self, /)", dict_values, kEffectAllocates, "D.values() -> an object providing a view on D's values"},
    {"update(self, /, *args, **kwargs)", dict_update_method, kEffectAll,
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  "
     "for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either "
     "case, this is followed by: for k in F:  D[k] = F[k]"},
    {"@classmethod fromkeys(type, iterable, value=None, /)", dict_fromkeys, kEffectAll,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"clear(self, /)", dict_clear_method, kEffectWrites, "D.clear() -> None.  Remove all items from D."},
    {"copy(self, /)", dict_copy_method, kEffectAllocates, "D.copy() -> a shallow copy of D"},
    {"__reversed__(self, /)", dict_reversed, kEffectAllocates, "Return a reverse iterator over the dict keys."},
    PYVM_CLASS_GETITEM,
    {}};

static void trace_dict(HeapObject* h, gc::Visitor& v) {
  auto* dict = reinterpret_cast<PyDict*>(h);
  v.visit(dict->entries);
  v.visit(dict->index);
}
static void trace_dict_entries(HeapObject* h, gc::Visitor& v) {
  auto* entries = reinterpret_cast<PyDictEntries*>(h);
  static_assert(sizeof(DictEntry) == 24);   // {key, value, hash}
  v.visit_items(reinterpret_cast<const uint64_t*>(&entries->items[0].key), entries->used, sizeof(DictEntry) / 8, 2);
}
static size_t dict_entries_size(const HeapObject* h) {
  return sizeof(PyDictEntries) + reinterpret_cast<const PyDictEntries*>(h)->capacity * sizeof(DictEntry);
}

static const TypeSpec kDictEntriesSpec = {
    .name = "internal dict table",
    .base = nullptr,
    .flags = kTypeNoNew | kTypeInternal,
    .native = {.trace = trace_dict_entries, .size_of = dict_entries_size, .bytes = sizeof(PyDictEntries)},
};
static const TypeSpec kDictSpec = {
    .name = "dict",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeDict | kTypeMapping,
    .native = {.trace = trace_dict, .bytes = sizeof(PyDict)},
    .methods = kDictMethods,
    .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, "
           "value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n"
           "        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword "
           "argument list.  For example:  dict(one=1, two=2)",
};

void boot_dict() {
  dict_start_watches();
  type_init_builtin(type_dict_entries, kDictEntriesSpec);
  type_init_builtin(type_dict, kDictSpec);
  boot_dict_views();
}

}  // namespace pyvm
